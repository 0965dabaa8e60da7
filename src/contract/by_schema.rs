//! The type that follows from a JSON Schema.

use std::cell::Cell;
use std::sync::Arc;

use serde_json::Value as Json;

use super::words::{below, declared, doc};
use crate::types::{Choice, Field, Format, Record, Type, Unit};

/// How deep a schema is followed; what is below may be anything.
const MAX_DEPTH: usize = 40;

/// How many schemas are followed in one; references can make many out of few.
const MAX_SCHEMAS: usize = 10_000;

/// The type of the values that a schema accepts, as far as the vocabulary can say it: what it cannot
/// say is [`Type::Opaque`]. `name` is what to call the value, in words.
#[must_use]
pub fn type_of_schema(schema: &Json, name: &str) -> Type {
    let reader = Reader {
        root: schema,
        seen: Cell::new(0),
    };
    reader.shape(schema, name, &Way::default()).r#type
}

/// A type, and whether `null` is legal beside it.
struct Shape {
    r#type: Type,
    is_nullable: bool,
}

impl Shape {
    fn of(r#type: Type) -> Self {
        Self {
            r#type,
            is_nullable: false,
        }
    }
}

struct Reader<'j> {
    root: &'j Json,
    seen: Cell<usize>,
}

/// The schemas around one.
#[derive(Default)]
struct Way<'w> {
    depth: usize,
    schema: Option<&'w Json>,
    around: Option<&'w Way<'w>>,
}

impl Way<'_> {
    /// Whether a schema is one of them: it refers to itself, which types do not.
    fn holds(&self, schema: &Json) -> bool {
        self.schema.is_some_and(|one| std::ptr::eq(one, schema))
            || self.around.is_some_and(|around| around.holds(schema))
    }
}

impl Reader<'_> {
    fn shape(&self, schema: &Json, name: &str, around: &Way<'_>) -> Shape {
        self.seen.set(self.seen.get() + 1);
        let is_legal = around.depth < MAX_DEPTH && self.seen.get() < MAX_SCHEMAS;
        let schema = self.resolved(schema).filter(|_| is_legal);
        let Some(schema) = schema.filter(|schema| !around.holds(schema)) else {
            return Shape::of(Type::Opaque);
        };
        let way = &Way {
            depth: around.depth + 1,
            schema: Some(schema),
            around: Some(around),
        };
        for keyword in ["anyOf", "oneOf"] {
            if let Some(Json::Array(items)) = schema.get(keyword) {
                return self.alternatives(items, name, way);
            }
        }
        if let Some(Json::Array(all)) = schema.get("allOf") {
            // One is a reference with words beside it; several are beyond the vocabulary.
            return match all.as_slice() {
                [only] if schema.get("properties").is_none() => self.shape(only, name, way),
                _ => Shape::of(Type::Opaque),
            };
        }
        if let Some(Json::Array(values)) = schema.get("enum") {
            return Shape {
                r#type: choice(values, name, schema),
                is_nullable: values.iter().any(Json::is_null),
            };
        }
        if let Some(value) = schema.get("const") {
            return Shape::of(choice(std::slice::from_ref(value), name, schema));
        }
        let (names, is_nullable) = types(schema);
        let r#type = match names.as_slice() {
            ["string"] => Type::Text(format(schema)),
            ["integer"] => Type::Integer(Unit::None),
            ["number"] | ["integer", "number"] | ["number", "integer"] => Type::Number,
            ["boolean"] => Type::Boolean,
            ["array"] => self.list(schema, name, way),
            ["object"] => self.object(schema, name, way),
            [] if schema.get("properties").is_some() => self.object(schema, name, way),
            [] if schema.get("items").is_some() => self.list(schema, name, way),
            _ => Type::Opaque,
        };
        Shape {
            r#type,
            is_nullable,
        }
    }

    /// One of several; the vocabulary knows only the one that is `null` or something else.
    fn alternatives(&self, items: &[Json], name: &str, way: &Way<'_>) -> Shape {
        let is_null = |item: &&Json| types(item).1 && types(item).0.is_empty();
        let nulls = items.iter().filter(is_null).count();
        let mut others = items.iter().filter(|item| !is_null(item));
        match (others.next(), others.next()) {
            (Some(only), None) => {
                let shape = self.shape(only, name, way);
                Shape {
                    is_nullable: shape.is_nullable || nulls > 0,
                    ..shape
                }
            }
            _ => Shape::of(Type::Opaque),
        }
    }

    fn list(&self, schema: &Json, name: &str, way: &Way<'_>) -> Type {
        let Some(items) = schema.get("items") else {
            return Type::List(Box::new(Type::Opaque));
        };
        let shape = self.shape(items, &below(name, "item"), way);
        // An item that may be `null` is beyond the vocabulary.
        let item = if shape.is_nullable {
            Type::Opaque
        } else {
            shape.r#type
        };
        Type::List(Box::new(item))
    }

    fn object(&self, schema: &Json, name: &str, way: &Way<'_>) -> Type {
        let Some(Json::Object(properties)) = schema.get("properties") else {
            let values = schema
                .get("additionalProperties")
                .filter(|values| values.is_object());
            let shape = values.map(|values| self.shape(values, &below(name, "value"), way));
            let value = shape.filter(|shape| !shape.is_nullable);
            return Type::Map(Box::new(value.map_or(Type::Opaque, |shape| shape.r#type)));
        };
        let required = schema.get("required").and_then(Json::as_array);
        let is_required =
            |key: &str| required.is_some_and(|all| all.iter().any(|one| one.as_str() == Some(key)));
        let fields = properties.iter().map(|(key, property)| {
            let shape = self.shape(property, &below(name, key), way);
            let described = self.resolved(property);
            Field {
                is_required: is_required(key),
                is_nullable: shape.is_nullable,
                examples: examples(property),
                ..declared(
                    key,
                    doc(described, format!("`{key}`, as its schema declares it.")),
                    shape.r#type,
                )
            }
        });
        Type::Record(Arc::new(Record {
            name: name.to_owned(),
            doc: doc(Some(schema), String::new()),
            fields: fields.collect(),
        }))
    }

    /// The schema that a reference within the document leads to. More than a few in a row are a
    /// circle.
    fn resolved<'a>(&'a self, schema: &'a Json) -> Option<&'a Json> {
        let mut schema = schema;
        for _ in 0..16 {
            let Some(reference) = schema.get("$ref").and_then(Json::as_str) else {
                return Some(schema);
            };
            schema = self.root.pointer(reference.strip_prefix('#')?)?;
        }
        None
    }
}

/// The names in `type` but `null`, and whether that is among them.
fn types(schema: &Json) -> (Vec<&str>, bool) {
    let all: Vec<&str> = match schema.get("type") {
        Some(Json::String(one)) => vec![one],
        Some(Json::Array(all)) => all.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    };
    let is_nullable = all.contains(&"null");
    (
        all.into_iter().filter(|name| *name != "null").collect(),
        is_nullable,
    )
}

fn choice(values: &[Json], name: &str, schema: &Json) -> Type {
    let texts: Option<Vec<&str>> = values
        .iter()
        .filter(|value| !value.is_null())
        .map(Json::as_str)
        .collect();
    match texts {
        Some(texts) if !texts.is_empty() => Type::Choice(Arc::new(Choice {
            name: name.to_owned(),
            doc: doc(Some(schema), String::new()),
            values: texts
                .into_iter()
                .map(|text| (text.to_owned(), String::new()))
                .collect(),
            // A model that fills in arguments, or a reply, may still bring something else.
            is_open: true,
        })),
        _ if values.iter().all(Json::is_boolean) && !values.is_empty() => Type::Boolean,
        _ if values.iter().all(Json::is_i64) && !values.is_empty() => Type::Integer(Unit::None),
        _ if values.iter().all(Json::is_number) && !values.is_empty() => Type::Number,
        _ => Type::Opaque,
    }
}

fn format(schema: &Json) -> Format {
    match schema.get("format").and_then(Json::as_str) {
        Some("uuid") => Format::Uuid,
        Some("date-time") => Format::DateTime,
        Some("date") => Format::Date,
        Some("uri" | "url") => Format::Uri,
        Some("email") => Format::Email,
        _ => Format::Plain,
    }
}

fn examples(schema: &Json) -> Vec<Json> {
    match schema.get("examples") {
        Some(Json::Array(all)) => all.clone(),
        _ => schema.get("example").cloned().into_iter().collect(),
    }
}
