//! Types of payloads as JSON Schema of the draft 2020-12, by a total match.
//!
//! A union is a list of `if` and `then` on its tag and never a `oneOf`: so a value that contradicts
//! its tag is refused with an error about the member at fault, and a value with another tag passes
//! where the union is open. Formats are annotations, which refuse nothing.

use serde_json::{Map, Value, json};

use super::shared::shared;
use crate::credential::secret_shapes;
use crate::types::{Choice, Evidence, Field, Format, Record, Tag, Type, Union};

/// Whether records may have members that their types do not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    /// They may.
    Open,
    /// They may not.
    Closed,
}

/// What a schema says of values of this type, with `$defs` for what occurs more than once.
pub(super) fn body_of(root: &Type, strictness: Strictness) -> Value {
    let printer = Printer {
        strictness,
        shared: shared(root),
    };
    // The root has the title and the description of its payload.
    let mut body = printer.written_out(root);
    for key in ["title", "description"] {
        body.shift_remove(key);
    }
    let defs: Map<String, Value> = printer
        .shared
        .iter()
        .map(|(name, r#type)| (name.clone(), Value::Object(printer.written_out(r#type))))
        .collect();
    if !defs.is_empty() {
        body.insert("$defs".to_owned(), Value::Object(defs));
    }
    Value::Object(body)
}

type Keywords = Map<String, Value>;

struct Printer<'t> {
    strictness: Strictness,
    /// What `$defs` holds, by its names there.
    shared: Vec<(String, &'t Type)>,
}

impl Printer<'_> {
    /// A schema, or a reference to it.
    fn schema(&self, r#type: &Type) -> Keywords {
        match self.shared.iter().find(|(_, other)| *other == r#type) {
            Some((name, _)) => keywords(json!({ "$ref": format!("#/$defs/{name}") })),
            None => self.written_out(r#type),
        }
    }

    fn written_out(&self, r#type: &Type) -> Keywords {
        match r#type {
            Type::Text(format) => text(*format),
            Type::Integer(_) => keywords(json!({ "type": "integer" })),
            Type::Number => keywords(json!({ "type": "number" })),
            Type::Boolean => keywords(json!({ "type": "boolean" })),
            Type::Choice(choice) => choice_of(choice),
            Type::List(item) => self.container("array", "items", item),
            Type::Map(value) => self.container("object", "additionalProperties", value),
            Type::Record(record) => self.record(record),
            Type::Union(union) => self.union(union),
            Type::Opaque => Map::new(),
        }
    }

    fn container(&self, name: &str, keyword: &str, inner: &Type) -> Keywords {
        let mut schema = keywords(json!({ "type": name }));
        let inner = self.schema(inner);
        if !inner.is_empty() {
            schema.insert(keyword.to_owned(), Value::Object(inner));
        }
        schema
    }

    fn record(&self, record: &Record) -> Keywords {
        let mut properties = Map::new();
        let mut conditions = Vec::new();
        for field in &record.fields {
            properties.insert(field.key.clone(), Value::Object(self.property(field)));
            conditions.extend(self.beside(field, record));
        }
        let required = record.fields.iter().filter(|field| field.is_required);
        let required: Vec<&str> = required.map(|field| field.key.as_str()).collect();
        let mut schema = named(&record.name, &record.doc);
        schema.insert("type".to_owned(), json!("object"));
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
        if !properties.is_empty() {
            schema.insert("properties".to_owned(), Value::Object(properties));
        }
        let is_open = self.strictness == Strictness::Open;
        schema.insert("additionalProperties".to_owned(), json!(is_open));
        if !conditions.is_empty() {
            schema.insert("allOf".to_owned(), json!(conditions));
        }
        schema
    }

    fn property(&self, field: &Field) -> Keywords {
        let mut property = match beside(field) {
            Some((union, _)) => named(&union.name, &union.doc),
            None => nullable(self.schema(&field.r#type), field.is_nullable),
        };
        property.insert("description".to_owned(), json!(description(field)));
        if let Some(comment) = comment(&field.evidence) {
            property.insert("$comment".to_owned(), json!(comment));
        }
        let examples = examples(field);
        if !examples.is_empty() {
            property.insert("examples".to_owned(), json!(examples));
        }
        in_order(property)
    }

    /// What the object has to be that holds a field whose type another member tells.
    fn beside(&self, field: &Field, holder: &Record) -> Vec<Value> {
        let Some((union, key)) = beside(field) else {
            return Vec::new();
        };
        let member = |schema: Value| json!({ "properties": { &field.key: schema } });
        let mut conditions: Vec<Value> = union
            .variants
            .iter()
            .map(|variant| {
                let schema = nullable(self.schema(&variant.r#type), field.is_nullable);
                let then = member(Value::Object(schema));
                json!({ "if": has_tag(key, &variant.tags), "then": then })
            })
            .collect();
        if !union.is_open && !is_one_of(holder, key, &tags(union)) {
            let known = has_tag(key, tags(union));
            conditions.push(json!({ "if": { "required": [field.key] }, "then": known }));
        }
        conditions
    }

    fn union(&self, union: &Union) -> Keywords {
        let mut schema = named(&union.name, &union.doc);
        let mut conditions = Vec::new();
        match &union.tag {
            Tag::Inside(key) => {
                let mut tag = keywords(json!({
                    "description": "Which of them it is; it tells what else there is.",
                    "type": "string",
                }));
                let known = if union.is_open { "examples" } else { "enum" };
                tag.insert(known.to_owned(), json!(tags(union)));
                schema.insert("type".to_owned(), json!("object"));
                schema.insert("required".to_owned(), json!([key]));
                schema.insert("properties".to_owned(), json!({ key: tag }));
                for variant in &union.variants {
                    let then = self.schema(&variant.r#type);
                    conditions.push(json!({ "if": has_tag(key, &variant.tags), "then": then }));
                }
            }
            Tag::JsonType => {
                if !union.is_open {
                    schema.insert("type".to_owned(), one_or_list(&tags(union)));
                }
                for variant in &union.variants {
                    let then = self.schema(&variant.r#type);
                    let is_all = keywords(json!({ "type": one_or_list(&variant.tags) }));
                    // Its JSON type alone tells nothing that the tag does not.
                    if then != is_all {
                        conditions.push(json!({ "if": is_all, "then": then }));
                    }
                }
            }
            // The object that holds the value says what it may be.
            Tag::Beside(_) => {}
        }
        if !conditions.is_empty() {
            schema.insert("allOf".to_owned(), json!(conditions));
        }
        schema
    }
}

/// The union whose tag stands beside a field, and the tag's key.
fn beside(field: &Field) -> Option<(&Union, &str)> {
    match &field.r#type {
        Type::Union(union) => match &union.tag {
            Tag::Beside(key) => Some((union, key)),
            Tag::Inside(_) | Tag::JsonType => None,
        },
        _ => None,
    }
}

/// Whether a record has one of these tags, whatever else there is.
fn is_one_of(record: &Record, key: &str, tags: &[&str]) -> bool {
    let is_known = |(value, _): &(String, String)| tags.contains(&value.as_str());
    record.fields.iter().any(|field| match &field.r#type {
        Type::Choice(choice) if field.key == key && field.is_required && !field.is_nullable => {
            !choice.is_open && choice.values.iter().all(is_known)
        }
        _ => false,
    })
}

fn tags(union: &Union) -> Vec<&str> {
    let variants = union.variants.iter();
    variants
        .flat_map(|variant| variant.tags.iter().map(String::as_str))
        .collect()
}

fn one_or_list<S: AsRef<str>>(names: &[S]) -> Value {
    match names {
        [only] => json!(only.as_ref()),
        names => names.iter().map(AsRef::as_ref).collect(),
    }
}

/// What is true of an object that has one of these tags.
fn has_tag<S: AsRef<str>>(key: &str, tags: impl AsRef<[S]>) -> Value {
    let tags: Vec<&str> = tags.as_ref().iter().map(AsRef::as_ref).collect();
    let tag = match tags.as_slice() {
        [only] => json!({ "const": only }),
        tags => json!({ "enum": tags }),
    };
    json!({ "properties": { key: tag }, "required": [key] })
}

fn text(format: Format) -> Keywords {
    let format = match format {
        Format::Plain | Format::DecimalSeconds | Format::Number | Format::Boolean => None,
        Format::Uuid => Some(("format", "uuid")),
        Format::DateTime => Some(("format", "date-time")),
        Format::Date => Some(("format", "date")),
        Format::Uri => Some(("format", "uri")),
        Format::Email => Some(("format", "email")),
        Format::Json => Some(("contentMediaType", "application/json")),
    };
    let mut schema = keywords(json!({ "type": "string" }));
    if let Some((keyword, value)) = format {
        schema.insert(keyword.to_owned(), json!(value));
    }
    schema
}

fn choice_of(choice: &Choice) -> Keywords {
    let values: Vec<&str> = choice
        .values
        .iter()
        .map(|(value, _)| value.as_str())
        .collect();
    let mut schema = named(&choice.name, &choice.doc);
    schema.insert("type".to_owned(), json!("string"));
    match (choice.is_open, values.as_slice()) {
        (true, []) => {}
        (true, values) => _ = schema.insert("examples".to_owned(), json!(values)),
        (false, [only]) => _ = schema.insert("const".to_owned(), json!(only)),
        (false, values) => _ = schema.insert("enum".to_owned(), json!(values)),
    }
    schema
}

/// A schema that accepts `null` too.
fn nullable(mut schema: Keywords, is_nullable: bool) -> Keywords {
    if !is_nullable || schema.is_empty() {
        return schema;
    }
    let is_plain = ["$ref", "allOf", "const", "enum"]
        .iter()
        .all(|key| !schema.contains_key(*key));
    match schema.get("type") {
        Some(Value::String(name)) if is_plain => {
            let types = json!([name, "null"]);
            schema.insert("type".to_owned(), types);
            schema
        }
        _ => keywords(json!({ "anyOf": [schema, { "type": "null" }] })),
    }
}

/// The field's own words, and what the values mean that are known.
fn description(field: &Field) -> String {
    let mut description = field.doc.clone();
    if let Type::Choice(choice) = &field.r#type
        && is_choice(choice)
    {
        let explained = choice
            .values
            .iter()
            .filter(|(_, meaning)| !meaning.is_empty());
        let lines: Vec<String> = explained
            .map(|(value, meaning)| format!("- `{value}`: {meaning}"))
            .collect();
        if !lines.is_empty() {
            description.push_str("\n\n");
            description.push_str(&lines.join("\n"));
        }
    }
    description
}

/// Whether there is more than one value that may come.
fn is_choice(choice: &Choice) -> bool {
    choice.is_open || choice.values.len() > 1
}

fn comment(evidence: &Evidence) -> Option<String> {
    match evidence {
        Evidence::Documented | Evidence::Declared => None,
        Evidence::Sample => Some("In the vendor's sample, which does not explain it.".to_owned()),
        Evidence::Elsewhere(place) => Some(format!("Not on the vendor's page; known from {place}")),
        Evidence::Assumed(what) => Some(format!("Not documented. {what}")),
    }
}

/// The values that were seen, then those that are known. A project's own secrets are not shown, nor
/// what looks like one.
fn examples(field: &Field) -> Vec<Value> {
    let is_said = matches!(&field.r#type, Type::Choice(choice) if !is_choice(choice));
    let is_declared = field.evidence == Evidence::Declared;
    if is_said || field.is_sensitive && is_declared {
        return Vec::new();
    }
    let mut examples = field.examples.clone();
    examples.retain(|example| !(is_declared && holds_secret(example)));
    if let Type::Choice(choice) = &field.r#type
        && choice.is_open
    {
        examples.extend(choice.values.iter().map(|(value, _)| json!(value)));
    }
    let mut seen = Vec::new();
    examples.retain(|example| {
        let is_new = !seen.contains(example);
        seen.push(example.clone());
        is_new
    });
    examples
}

fn holds_secret(value: &Value) -> bool {
    match value {
        Value::String(text) => !secret_shapes(text).is_empty(),
        Value::Array(items) => items.iter().any(holds_secret),
        Value::Object(members) => members.values().any(holds_secret),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn named(name: &str, doc: &str) -> Keywords {
    let mut schema = Map::new();
    schema.insert("title".to_owned(), json!(capitalised(name)));
    if !doc.is_empty() {
        schema.insert("description".to_owned(), json!(doc));
    }
    schema
}

fn capitalised(words: &str) -> String {
    // The names of definitions are words of it too.
    let words = words.replace(['_', '-'], " ");
    let mut rest = words.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), rest.as_str())
}

/// What a value is, before what it has to be.
fn in_order(mut schema: Keywords) -> Keywords {
    let mut ordered = Map::new();
    for key in ["title", "description", "$comment"] {
        ordered.extend(schema.shift_remove_entry(key));
    }
    ordered.extend(schema);
    ordered
}

fn keywords(schema: Value) -> Keywords {
    match schema {
        Value::Object(keywords) => keywords,
        _ => Map::new(),
    }
}
