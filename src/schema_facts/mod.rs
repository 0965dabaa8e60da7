//! What follows from a JSON Schema for the texts that its values become.

mod pattern;

use serde_json::Value as Json;

use crate::definition::Value;
use crate::schema_check::accepts;

/// The formats whose characters are known, with those characters.
const FORMATS: &[(&str, &str)] = &[
    ("uuid", "0123456789abcdefABCDEF-"),
    ("date", "0123456789-"),
    ("date-time", "0123456789-:.+TZtz"),
    ("ipv4", "0123456789."),
    ("ipv6", "0123456789abcdefABCDEF:."),
];

/// How numbers are written: without `+`, which no sender needs.
const NUMBER: &str = "0123456789-.eE";

/// Whether a schema admits a value whose text holds one of these characters. Yes where it is not
/// known. `chars` is asked about each ASCII character and about one other, which stands for all
/// the rest.
#[must_use]
pub fn admits_any(schema: Option<&Value<'_>>, chars: &dyn Fn(char) -> bool) -> bool {
    schema.is_none_or(|schema| json_admits_any(&schema.to_serde(), chars))
}

/// The same for a schema that is JSON already.
#[must_use]
pub fn json_admits_any(schema: &Json, chars: &dyn Fn(char) -> bool) -> bool {
    let Json::Object(keywords) = schema else {
        return *schema != Json::Bool(false);
    };
    let value = |value: &Json| value_has(value, chars) && accepts(schema, value);
    let schema = |schema: &Json| json_admits_any(schema, chars);
    // Each keyword restricts what the others admit, so one that rules the characters out is enough.
    let by_value = keywords.get("const").is_none_or(value)
        && list(keywords.get("enum")).is_none_or(|values| values.iter().any(value));
    let by_part = list(keywords.get("allOf")).is_none_or(|all| all.iter().all(schema))
        && ["anyOf", "oneOf"]
            .iter()
            .all(|key| list(keywords.get(*key)).is_none_or(|any| any.iter().any(schema)));
    by_value && by_part && by_type(keywords, chars)
}

/// Whether every value that a schema admits has one of these types of JSON. An integer is a number
/// too.
#[must_use]
pub fn is_only(schema: Option<&Value<'_>>, types: &[&str]) -> bool {
    schema.is_some_and(|schema| json_is_only(&schema.to_serde(), types))
}

/// The same for a schema that is JSON already.
#[must_use]
pub fn json_is_only(schema: &Json, types: &[&str]) -> bool {
    let allowed =
        |name: &str| types.contains(&name) || (name == "integer" && types.contains(&"number"));
    let value = |value: &Json| allowed(type_of(value));
    let schema_is_only = |schema: &Json| json_is_only(schema, types);
    let names = schema.get("type").map(type_names);
    names.is_some_and(|names| !names.is_empty() && names.iter().all(|name| allowed(name)))
        || schema.get("const").is_some_and(value)
        || list(schema.get("enum")).is_some_and(|all| all.iter().all(value))
        || list(schema.get("allOf")).is_some_and(|all| all.iter().any(schema_is_only))
        || ["anyOf", "oneOf"]
            .iter()
            .any(|key| list(schema.get(*key)).is_some_and(|any| any.iter().all(schema_is_only)))
}

fn by_type(keywords: &serde_json::Map<String, Json>, chars: &dyn Fn(char) -> bool) -> bool {
    let types = keywords.get("type").map(type_names).unwrap_or_default();
    let text = text_admits(keywords, chars);
    if types.is_empty() {
        // `format` and `pattern` say nothing of lists and objects, but who writes one means text.
        return text;
    }
    types.iter().any(|name| match *name {
        "number" | "integer" => NUMBER.chars().any(chars),
        "boolean" => "truefalse".chars().any(chars),
        "null" => "null".chars().any(chars),
        "string" => text,
        _ => true,
    })
}

fn text_admits(keywords: &serde_json::Map<String, Json>, chars: &dyn Fn(char) -> bool) -> bool {
    let format = keywords.get("format").and_then(Json::as_str);
    let known = FORMATS.iter().find(|(name, _)| format == Some(name));
    let pattern = keywords.get("pattern").and_then(Json::as_str);
    let is_empty = keywords.get("maxLength").and_then(Json::as_u64) == Some(0);
    !is_empty
        && known.is_none_or(|(_, all)| all.chars().any(chars))
        && pattern.is_none_or(|pattern| pattern::admits_any(pattern, chars))
}

fn value_has(value: &Json, chars: &dyn Fn(char) -> bool) -> bool {
    match value {
        Json::String(text) => text.chars().any(|c| chars(representative(c))),
        other => other.to_string().chars().any(chars),
    }
}

/// The character that `chars` is asked about instead.
fn representative(c: char) -> char {
    if c.is_ascii() { c } else { OTHER }
}

/// Stands for every character that is not ASCII.
const OTHER: char = 'é';

fn type_names(names: &Json) -> Vec<&str> {
    match names {
        Json::String(name) => vec![name],
        Json::Array(names) => names.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

fn type_of(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(number) if number.is_f64() => "number",
        Json::Number(_) => "integer",
        Json::String(_) => "string",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
    }
}

fn list(value: Option<&Json>) -> Option<&Vec<Json>> {
    value.and_then(Json::as_array)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{json_admits_any, json_is_only};

    fn breaks_line(schema: &serde_json::Value) -> bool {
        json_admits_any(schema, &|c| c == '\r' || c == '\n')
    }

    #[test]
    fn what_rules_line_breaks_out() {
        for schema in [
            json!({"enum": ["a", "b"]}),
            json!({"const": 3}),
            json!({"type": "number"}),
            json!({"type": ["boolean", "null", "integer"]}),
            json!({"type": "string", "format": "uuid"}),
            json!({"format": "date-time"}),
            json!({"type": "string", "format": "ipv6"}),
            json!({"type": "string", "pattern": "^[0-9]{6,12}$"}),
            json!({"type": "string", "allOf": [{"minLength": 1}, {"pattern": "^a$"}]}),
            json!({"oneOf": [{"type": "number"}, {"enum": ["x"]}]}),
            json!(false),
        ] {
            assert!(!breaks_line(&schema), "{schema}");
        }
        for schema in [
            json!({}),
            json!(true),
            json!({"type": "string"}),
            json!({"enum": ["a", "b\n"]}),
            json!({"type": ["string", "number"]}),
            json!({"type": ["string", "array"], "format": "uuid"}),
            json!({"type": "string", "format": "email"}),
            json!({"type": "string", "pattern": "[0-9]+"}),
            json!({"anyOf": [{"type": "number"}, {"type": "string"}]}),
            json!({"type": "object"}),
        ] {
            assert!(breaks_line(&schema), "{schema}");
        }
    }

    #[test]
    fn other_characters_are_asked_about_too() {
        let reserved = |c: char| !c.is_ascii_alphanumeric() && !"-._~".contains(c);
        assert!(!json_admits_any(&json!({"type": "number"}), &reserved));
        assert!(!json_admits_any(&json!({"format": "uuid"}), &reserved));
        assert!(json_admits_any(&json!({"format": "ipv6"}), &reserved));
        assert!(json_admits_any(&json!({"enum": ["ü"]}), &reserved));
        assert!(json_admits_any(
            &json!({"pattern": "^[a-zà-ü]$"}),
            &reserved
        ));
        assert!(!json_admits_any(&json!({"pattern": "^\\w+$"}), &reserved));
    }

    #[test]
    fn types_that_are_certain() {
        let types = ["number", "boolean"];
        assert!(json_is_only(&json!({"type": "integer"}), &types));
        assert!(json_is_only(&json!({"enum": [1, true]}), &types));
        assert!(json_is_only(
            &json!({"type": ["number", "boolean"]}),
            &types
        ));
        assert!(!json_is_only(&json!({"type": ["number", "null"]}), &types));
        assert!(!json_is_only(&json!({}), &types));
        assert!(!json_is_only(&json!({"type": "string"}), &types));
    }
}
