//! What values may be, as JSON Schema.

use serde_json::{Map, Value, json};

use crate::platforms::facts::Member;

/// A build-time value in a text, so that nobody knows what it will be: neither `$${`, which is text,
/// nor `${{`, nor the name of a secret, which is not filled in.
const SETTING: &str = r"(^|[^$])\$\{(?!\{|secret\.[A-Za-z0-9_-]+\})";

/// A text that is one build-time value.
const WHOLE_SETTING: &str = r"^\$\{(?!\{|secret\.[A-Za-z0-9_-]+\})[^$}\n]*\}$";

/// What other schemas refer to.
pub(super) fn defs() -> [(&'static str, Value); 2] {
    [
        (
            "setting",
            json!({
                "description": "Text with a build-time value in it, `${name}`.",
                "type": "string",
                "pattern": SETTING,
            }),
        ),
        (
            "whole-setting",
            json!({
                "description": "A build-time value, `${name}`. It has the type that it has in the environment.",
                "type": "string",
                "pattern": WHOLE_SETTING,
            }),
        ),
    ]
}

/// Whatever JSON can hold.
pub(super) fn any() -> Value {
    json!({})
}

/// Text.
pub(super) fn text() -> Value {
    json!({ "type": "string" })
}

/// Text that is not blank.
pub(super) fn text_that_says_something() -> Value {
    matching(r"\S")
}

/// Text that a regular expression finds something in.
pub(super) fn matching(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

/// The same, or with a build-time value in it.
pub(super) fn matching_once_filled_in(pattern: &str) -> Value {
    json!({ "anyOf": [matching(pattern), { "$ref": "#/$defs/setting" }] })
}

/// One of these texts, or one with a build-time value in it.
pub(super) fn choice(values: &[&str]) -> Value {
    json!({ "anyOf": [{ "enum": values }, { "$ref": "#/$defs/setting" }] })
}

/// `true`, `false` or a build-time value.
pub(super) fn boolean() -> Value {
    json!({ "anyOf": [{ "type": "boolean" }, { "$ref": "#/$defs/whole-setting" }] })
}

/// A list.
pub(super) fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// A list that is not empty.
pub(super) fn one_or_more(items: &Value) -> Value {
    json!({ "type": "array", "minItems": 1, "items": items })
}

/// A mapping with keys that nobody knows before.
pub(super) fn map_of(values: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": values })
}

/// A mapping with these members alone, each with what it may be.
pub(super) fn closed<const N: usize>(members: &[Member; N], shapes: [Value; N]) -> Value {
    let properties = members
        .iter()
        .zip(shapes)
        .map(|((key, _, doc), shape)| (*key, described(shape, doc)));
    let required = members.iter().filter(|(_, required, _)| *required);
    closed_object(properties, required.map(|(key, ..)| *key))
}

/// A mapping with these keys alone.
pub(super) fn closed_object<'k>(
    properties: impl IntoIterator<Item = (&'k str, Value)>,
    required: impl IntoIterator<Item = &'k str>,
) -> Value {
    let properties: Map<String, Value> = properties
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    let required: Vec<&str> = required.into_iter().collect();
    let mut object = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        object = with(object, "required", json!(required));
    }
    with(object, "additionalProperties", json!(false))
}

/// A schema with one more keyword.
pub(super) fn with(schema: Value, keyword: &str, value: Value) -> Value {
    match schema {
        Value::Object(mut entries) => {
            entries.insert(keyword.to_owned(), value);
            Value::Object(entries)
        }
        other => other,
    }
}

/// A schema with what it means before it.
pub(super) fn described(schema: Value, doc: &str) -> Value {
    let mut described = json!({ "description": sentence(doc) });
    if let (Value::Object(described), Value::Object(schema)) = (&mut described, schema) {
        described.extend(schema);
    }
    described
}

/// With a capital letter and a full stop: in messages the same words stand behind a key.
pub(super) fn sentence(doc: &str) -> String {
    let mut rest = doc.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string());
    let end = if doc.ends_with('.') { "" } else { "." };
    format!("{}{}{end}", first.unwrap_or_default(), rest.as_str())
}
