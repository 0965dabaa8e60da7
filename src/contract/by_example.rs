//! The type that follows from one example.

use std::sync::Arc;

use serde_json::Value as Json;

use super::words::{below, declared};
use crate::types::{Field, Format, Record, Type, Unit};

/// How deep an example is followed; what is below may be anything.
const MAX_DEPTH: usize = 40;

/// The type of values like this one. Nothing in it is required, since it is one example; what it
/// leaves `null` or empty may be anything. `name` is what to call the value, in words.
#[must_use]
pub fn type_of_example(example: &Json, name: &str) -> Type {
    shape(example, name, 0)
}

fn shape(example: &Json, name: &str, depth: usize) -> Type {
    if depth == MAX_DEPTH {
        return Type::Opaque;
    }
    match example {
        Json::Null => Type::Opaque,
        Json::Bool(_) => Type::Boolean,
        Json::Number(number) if number.is_i64() => Type::Integer(Unit::None),
        Json::Number(_) => Type::Number,
        Json::String(_) => Type::Text(Format::Plain),
        Json::Array(items) => {
            let name = below(name, "item");
            let types = items.iter().map(|item| shape(item, &name, depth + 1));
            let item = types.reduce(merged);
            Type::List(Box::new(item.unwrap_or(Type::Opaque)))
        }
        Json::Object(members) if members.is_empty() => Type::Map(Box::new(Type::Opaque)),
        Json::Object(members) => {
            let fields = members.iter().map(|(key, value)| Field {
                is_required: false,
                is_nullable: value.is_null(),
                examples: example_of(value),
                ..declared(
                    key,
                    format!("`{key}`, as in the example of the definition."),
                    shape(value, &below(name, key), depth + 1),
                )
            });
            Type::Record(Arc::new(Record {
                name: name.to_owned(),
                doc: String::new(),
                fields: fields.collect(),
            }))
        }
    }
}

fn example_of(value: &Json) -> Vec<Json> {
    match value {
        Json::Array(_) | Json::Object(_) | Json::Null => Vec::new(),
        simple => vec![simple.clone()],
    }
}

/// The type of two items of one list.
fn merged(one: Type, other: Type) -> Type {
    match (one, other) {
        (one, other) if one == other => one,
        (Type::Integer(_) | Type::Number, Type::Integer(_) | Type::Number) => Type::Number,
        (Type::List(one), Type::List(other)) => Type::List(Box::new(merged(*one, *other))),
        (Type::Record(one), Type::Record(other)) => Type::Record(Arc::new(joined(&one, &other))),
        _ => Type::Opaque,
    }
}

/// A record with the fields of both.
fn joined(one: &Record, other: &Record) -> Record {
    let mut fields = one.fields.clone();
    for new in &other.fields {
        match fields.iter_mut().find(|known| known.key == new.key) {
            Some(known) => {
                // An example that is `null` says nothing of the type.
                known.r#type = match (known.r#type.clone(), new.r#type.clone()) {
                    (Type::Opaque, found) if known.is_nullable => found,
                    (found, Type::Opaque) if new.is_nullable => found,
                    (found, new) => merged(found, new),
                };
                known.is_nullable |= new.is_nullable;
                if known.examples.is_empty() {
                    known.examples.clone_from(&new.examples);
                }
            }
            None => fields.push(new.clone()),
        }
    }
    Record {
        fields,
        ..one.clone()
    }
}
