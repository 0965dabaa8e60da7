//! What follows from a JSON Schema for the texts that its values become.

mod chars;
mod pattern;

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde_json::Value as Json;

use crate::schema_check::accepts;
pub use chars::Chars;

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

/// What is known of patterns: a project has few of them, each many times.
#[derive(Debug, Default)]
pub struct Patterns(Mutex<FxHashMap<String, Chars>>);

impl Patterns {
    /// Whether a schema admits a value whose text holds one of these characters. Yes where it is
    /// not known.
    #[must_use]
    pub fn admit(&self, schema: &Json, chars: Chars) -> bool {
        let Json::Object(keywords) = schema else {
            return *schema != Json::Bool(false);
        };
        let value = |value: &Json| value_has(value, chars) && accepts(schema, value);
        let schema = |schema: &Json| self.admit(schema, chars);
        // Each keyword restricts what the others admit, so one that rules the characters out is
        // enough.
        let by_value = keywords.get("const").is_none_or(value)
            && list(keywords.get("enum")).is_none_or(|values| values.iter().any(value));
        let by_part = list(keywords.get("allOf")).is_none_or(|all| all.iter().all(schema))
            && ["anyOf", "oneOf"]
                .iter()
                .all(|key| list(keywords.get(*key)).is_none_or(|any| any.iter().any(schema)));
        by_value && by_part && self.by_type(keywords, chars)
    }

    fn by_type(&self, keywords: &serde_json::Map<String, Json>, chars: Chars) -> bool {
        let text = || self.text_admits(keywords, chars);
        let name = |name: &Json| match name.as_str()? {
            "number" | "integer" => Some(chars.has_any(NUMBER)),
            "boolean" => Some(chars.has_any("truefalse")),
            "null" => Some(chars.has_any("null")),
            "string" => Some(text()),
            _ => Some(true),
        };
        match keywords.get("type") {
            Some(Json::Array(names)) if names.iter().any(Json::is_string) => {
                names.iter().filter_map(name).any(|admits| admits)
            }
            // `format` and `pattern` say nothing of lists and objects, but who writes one means
            // text.
            one => one.and_then(name).unwrap_or_else(text),
        }
    }

    fn text_admits(&self, keywords: &serde_json::Map<String, Json>, chars: Chars) -> bool {
        let format = keywords.get("format").and_then(Json::as_str);
        let known = FORMATS.iter().find(|(name, _)| format == Some(name));
        let pattern = keywords.get("pattern").and_then(Json::as_str);
        let is_empty = keywords.get("maxLength").and_then(Json::as_u64) == Some(0);
        !is_empty
            && known.is_none_or(|(_, all)| chars.has_any(all))
            && pattern.is_none_or(|pattern| self.admitted(pattern).meets(chars))
    }

    fn admitted(&self, pattern: &str) -> Chars {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lock().get(pattern).copied();
        known.unwrap_or_else(|| {
            let chars = pattern::admitted(pattern);
            lock().insert(pattern.to_owned(), chars);
            chars
        })
    }
}

fn value_has(value: &Json, chars: Chars) -> bool {
    match value {
        Json::String(text) => chars.has_any(text),
        other => chars.has_any(&other.to_string()),
    }
}

fn list(value: Option<&Json>) -> Option<&Vec<Json>> {
    value.and_then(Json::as_array)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Chars, Patterns};

    fn admits(schema: &serde_json::Value, chars: &dyn Fn(char) -> bool) -> bool {
        Patterns::default().admit(schema, Chars::of(chars))
    }

    fn breaks_line(schema: &serde_json::Value) -> bool {
        admits(schema, &|c| c == '\r' || c == '\n')
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
        assert!(!admits(&json!({"type": "number"}), &reserved));
        assert!(!admits(&json!({"format": "uuid"}), &reserved));
        assert!(admits(&json!({"format": "ipv6"}), &reserved));
        assert!(admits(&json!({"enum": ["ü"]}), &reserved));
        assert!(admits(&json!({"pattern": "^[a-zà-ü]$"}), &reserved));
        assert!(!admits(&json!({"pattern": "^\\w+$"}), &reserved));
    }
}
