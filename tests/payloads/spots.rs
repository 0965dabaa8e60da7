//! The values of samples, each with its type.

use hookc::types::{Field, Record, Tag, Type, Union};
use serde_json::Value as Json;

use super::samples::{Sample, tag};

/// A value of a sample and its type; of a union the type that its tag chooses.
pub struct Spot {
    /// Where it is.
    pub pointer: String,
    /// Its type.
    pub r#type: Type,
    /// Whether it may be `null` too.
    pub is_nullable: bool,
    /// Whether it may be of other types too, which another spot of the same place tells.
    pub is_one_of_several: bool,
    /// The key beside it that tells its type.
    pub tag: Option<String>,
}

impl Spot {
    /// What to call it in messages.
    pub fn name(&self, sample: &Sample) -> String {
        format!("{}: {}", sample.file, self.pointer)
    }
}

/// The spots of a sample, the whole last.
pub fn spots(sample: &Sample) -> Vec<Spot> {
    let mut spots = Vec::new();
    walk(
        &sample.payload.root,
        &sample.json,
        String::new(),
        &mut spots,
    );
    spots
}

fn walk(r#type: &Type, value: &Json, pointer: String, spots: &mut Vec<Spot>) {
    match (r#type, value) {
        (Type::List(item), Json::Array(items)) => {
            for (index, inner) in items.iter().enumerate() {
                walk(item, inner, format!("{pointer}/{index}"), spots);
            }
        }
        (Type::Map(inner), Json::Object(members)) => {
            for (key, value) in members {
                walk(inner, value, format!("{pointer}/{}", escaped(key)), spots);
            }
        }
        (Type::Record(record), Json::Object(_)) => walk_members(record, value, &pointer, spots),
        (Type::Union(union), _) => {
            let at = spots.len();
            if let Some(chosen) = chosen(union, &tag(union, value, None)) {
                walk(chosen, value, pointer.clone(), spots);
            }
            for spot in &mut spots[at..] {
                spot.is_one_of_several |= spot.pointer == pointer;
            }
        }
        _ => {}
    }
    spots.push(Spot {
        pointer,
        r#type: r#type.clone(),
        is_nullable: false,
        is_one_of_several: false,
        tag: None,
    });
}

fn walk_members(record: &Record, value: &Json, pointer: &str, spots: &mut Vec<Spot>) {
    for field in &record.fields {
        let Some(inner) = value.get(&field.key) else {
            continue;
        };
        let pointer = format!("{pointer}/{}", escaped(&field.key));
        walk(&effective(field, value), inner, pointer, spots);
        // It comes after what is inside of it.
        let spot = spots.last_mut().unwrap();
        spot.is_nullable = field.is_nullable;
        if let Type::Union(union) = &field.r#type
            && let Tag::Beside(key) = &union.tag
        {
            spot.tag = Some(key.clone());
        }
    }
}

/// The type of a field in this object: of a union whose tag stands beside it, what the tag chooses.
pub fn effective(field: &Field, holder: &Json) -> Type {
    match &field.r#type {
        Type::Union(union) if matches!(union.tag, Tag::Beside(_)) => {
            let chosen = chosen(union, &tag(union, &Json::Null, Some(holder)));
            chosen.cloned().unwrap_or(Type::Opaque)
        }
        other => other.clone(),
    }
}

fn chosen<'u>(union: &'u Union, tag: &str) -> Option<&'u Type> {
    let mut variants = union.variants.iter();
    let variant = variants.find(|variant| variant.tags.iter().any(|known| known == tag));
    variant.map(|variant| &variant.r#type)
}

/// Whether this value, in which nothing stands, is of the type.
pub fn may_be(r#type: &Type, value: &Json) -> bool {
    match r#type {
        Type::Text(_) => value.is_string(),
        Type::Integer(_) => value.is_i64(),
        Type::Number => value.is_number(),
        Type::Boolean => value.is_boolean(),
        Type::Choice(choice) => value.is_string() && choice.is_open,
        Type::List(_) => value.is_array(),
        Type::Map(_) => value.is_object(),
        Type::Record(record) => {
            value.is_object() && !record.fields.iter().any(|field| field.is_required)
        }
        Type::Union(union) => {
            let chosen = chosen(union, &tag(union, value, None));
            chosen.map_or(union.is_open, |r#type| may_be(r#type, value))
        }
        Type::Opaque => true,
    }
}

/// A key as it stands in a JSON Pointer.
pub fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
