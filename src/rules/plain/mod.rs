//! Schemas and values of the plain sort, which most are, judged where they stand. What is more than
//! plain, and what might be wrong, is left to the library, which says why.

mod path;
mod pattern;

pub(super) use path::{is_plain_path, surely_leads_somewhere};
use pattern::Pattern;

use crate::definition::{Data, Text, Value};

/// Beyond these a schema, or a value, is left to the library.
const MOST_DEPTH: usize = 16;
const MOST_ENTRIES: usize = 64;

/// Whether a value surely is a JSON Schema without a fault.
pub(super) fn surely_a_schema(schema: &Value<'_>) -> bool {
    is_schema(schema, MOST_DEPTH)
}

/// Whether a value surely is JSON that the libraries can read.
pub(super) fn surely_json(value: &Value<'_>) -> bool {
    is_json(value, MOST_DEPTH)
}

/// Whether a schema, which surely is one, surely accepts a value.
pub(super) fn surely_accepts(schema: &Value<'_>, value: &Value<'_>) -> bool {
    surely_json(value) && accepts(schema, value)
}

fn is_schema(schema: &Value<'_>, depth: usize) -> bool {
    let Data::Map(entries) = &schema.data else {
        return false;
    };
    let has_room = depth > 0 && entries.len() <= MOST_ENTRIES;
    has_room
        && entries
            .iter()
            .all(|(key, value)| is_keyword(key.as_str(), value, depth - 1))
}

/// Whether a keyword surely has a legal value, and means what [`accepts`] takes it for.
fn is_keyword(key: &str, value: &Value<'_>, depth: usize) -> bool {
    let is_text = |value: &Value<'_>| value.text().is_some();
    match key {
        "type" => value.text().is_some_and(|name| {
            let name = name.as_str();
            let types = [
                "string", "object", "array", "integer", "number", "boolean", "null",
            ];
            types.contains(&name)
        }),
        "properties" => {
            let Data::Map(entries) = &value.data else {
                return false;
            };
            entries.len() <= MOST_ENTRIES
                && entries.iter().all(|(_, schema)| is_schema(schema, depth))
        }
        "required" => {
            let Data::List(items) = &value.data else {
                return false;
            };
            let is_new = |at: usize, item: &Value<'_>| {
                let name = item.text().map(Text::as_str);
                let mut before = items.iter().take(at);
                name.is_some() && before.all(|other| other.text().map(Text::as_str) != name)
            };
            items.len() <= MOST_ENTRIES
                && items.iter().enumerate().all(|(at, item)| is_new(at, item))
        }
        "items" => is_schema(value, depth),
        "additionalProperties" => matches!(value.data, Data::Bool(_)) || is_schema(value, depth),
        "title" | "description" => is_text(value),
        "pattern" => value
            .text()
            .is_some_and(|text| Pattern::new(text.as_str()).is_some()),
        "enum" => {
            let Data::List(items) = &value.data else {
                return false;
            };
            !items.is_empty() && items.len() <= MOST_ENTRIES && items.iter().all(is_text)
        }
        "minLength" | "maxLength" | "minItems" | "maxItems" => count(value).is_some(),
        "minimum" | "maximum" => whole(value).is_some(),
        _ => false,
    }
}

/// Whether JSON can hold a value as it is written, whatever number stands in it.
fn is_json(value: &Value<'_>, depth: usize) -> bool {
    match &value.data {
        Data::Null | Data::Bool(_) | Data::Text(_) => true,
        Data::Number(number) => is_short(number),
        Data::List(items) => depth > 0 && items.iter().all(|item| is_json(item, depth - 1)),
        Data::Map(entries) => {
            depth > 0
                && entries.len() <= MOST_ENTRIES
                && entries.iter().all(|(_, inner)| is_json(inner, depth - 1))
        }
    }
}

/// Whether a number has no exponent, and no more digits than every reader keeps.
fn is_short(number: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    number.len() <= 15 && number.bytes().all(is_part)
}

fn whole(value: &Value<'_>) -> Option<i64> {
    match &value.data {
        Data::Number(number) if is_short(number) && *number != *"-0" => number.parse().ok(),
        _ => None,
    }
}

fn count(value: &Value<'_>) -> Option<usize> {
    usize::try_from(whole(value)?).ok()
}

fn accepts(schema: &Value<'_>, value: &Value<'_>) -> bool {
    let mut keywords = schema.entries().iter();
    keywords.all(|(key, wanted)| fits(schema, key.as_str(), wanted, value))
}

/// Whether a value surely fits a keyword of a schema.
fn fits(schema: &Value<'_>, key: &str, wanted: &Value<'_>, value: &Value<'_>) -> bool {
    match (key, &value.data) {
        ("type", _) => {
            let wanted = wanted.text().map_or("", Text::as_str);
            is_of_type(wanted, value)
        }
        ("properties", Data::Map(entries)) => entries.iter().all(|(name, inner)| {
            let schema = wanted.get(name.as_str());
            schema.is_none_or(|schema| accepts(schema, inner))
        }),
        ("additionalProperties", Data::Map(entries)) => {
            let properties = schema.get("properties");
            let is_known =
                |name: &str| properties.is_some_and(|properties| properties.get(name).is_some());
            let mut others = entries.iter().filter(|(name, _)| !is_known(name.as_str()));
            match &wanted.data {
                Data::Bool(true) => true,
                Data::Bool(false) => others.next().is_none(),
                _ => others.all(|(_, inner)| accepts(wanted, inner)),
            }
        }
        ("required", Data::Map(_)) => {
            let mut names = wanted.items().iter().filter_map(Value::text);
            names.all(|name| value.get(name.as_str()).is_some())
        }
        ("items", Data::List(items)) => items.iter().all(|item| accepts(wanted, item)),
        ("minItems", Data::List(items)) => count(wanted).is_some_and(|least| items.len() >= least),
        ("maxItems", Data::List(items)) => count(wanted).is_some_and(|most| items.len() <= most),
        ("pattern", Data::Text(text)) => wanted
            .text()
            .and_then(|pattern| Pattern::new(pattern.as_str()))
            .is_some_and(|pattern| pattern.surely_matches(text.as_str())),
        ("minLength", Data::Text(text)) => {
            count(wanted).is_some_and(|least| text.as_str().chars().count() >= least)
        }
        ("maxLength", Data::Text(text)) => {
            count(wanted).is_some_and(|most| text.as_str().chars().count() <= most)
        }
        ("enum", Data::Text(text)) => {
            let mut names = wanted.items().iter().filter_map(Value::text);
            names.any(|name| name.as_str() == text.as_str())
        }
        ("enum", _) => false,
        ("minimum", Data::Number(_)) => whole(value) >= whole(wanted) && whole(value).is_some(),
        ("maximum", Data::Number(_)) => whole(value) <= whole(wanted) && whole(value).is_some(),
        // A keyword says nothing of values of other types.
        _ => true,
    }
}

fn is_of_type(wanted: &str, value: &Value<'_>) -> bool {
    match &value.data {
        Data::Null => wanted == "null",
        Data::Bool(_) => wanted == "boolean",
        Data::Text(_) => wanted == "string",
        Data::List(_) => wanted == "array",
        Data::Map(_) => wanted == "object",
        Data::Number(_) => wanted == "number" || wanted == "integer" && whole(value).is_some(),
    }
}

#[cfg(test)]
mod tests;
