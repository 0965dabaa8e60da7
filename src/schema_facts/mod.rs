//! What follows from a JSON Schema for the texts that its values become.

mod chars;
mod pattern;
mod schema;

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::schema_check::{Listed, accepts};
pub use chars::Chars;
pub use schema::Schema;

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
    pub fn admit(&self, schema: Schema<'_>, chars: Chars) -> bool {
        if !schema.is_object() {
            return !schema.is_false();
        }
        let const_admits = |value: Schema<'_>| {
            value_has(value, chars) && accepts(&schema.to_json(), &value.to_json())
        };
        let enum_admits = |values: &mut dyn Iterator<Item = Schema<'_>>| {
            let mut with_chars = values.filter(|value| value_has(*value, chars)).peekable();
            with_chars.peek().is_some() && {
                let listed = Listed::new(&schema.to_json());
                with_chars.any(|value| listed.accepts(&value.to_json()))
            }
        };
        let part = |part: Schema<'_>| self.admit(part, chars);
        let list = |key: &str| schema.get(key).and_then(Schema::items);
        // Each keyword restricts what the others admit, so one that rules the characters out is
        // enough.
        schema.get("const").is_none_or(const_admits)
            && list("enum").is_none_or(|mut values| enum_admits(&mut values))
            && list("allOf").is_none_or(|mut all| all.all(part))
            && list("anyOf").is_none_or(|mut any| any.any(part))
            && list("oneOf").is_none_or(|mut any| any.any(part))
            && self.by_type(schema, chars)
    }

    fn by_type(&self, schema: Schema<'_>, chars: Chars) -> bool {
        let text = || self.text_admits(schema, chars);
        let by_name = |name: &str| match name {
            "number" | "integer" => chars.has_any(NUMBER),
            "boolean" => chars.has_any("truefalse"),
            "null" => chars.has_any("null"),
            "string" => text(),
            _ => true,
        };
        let Some(types) = schema.get("type") else {
            // `format` and `pattern` say nothing of lists and objects, but who writes one means
            // text.
            return text();
        };
        match types.items() {
            Some(names) => {
                let mut names = names.filter_map(Schema::text).peekable();
                if names.peek().is_none() {
                    return text();
                }
                names.any(by_name)
            }
            None => types.text().map_or_else(text, by_name),
        }
    }

    fn text_admits(&self, schema: Schema<'_>, chars: Chars) -> bool {
        let format = schema.get("format").and_then(Schema::text);
        let known = FORMATS.iter().find(|(name, _)| format == Some(name));
        let pattern = schema.get("pattern").and_then(Schema::text);
        let is_empty = schema.get("maxLength").is_some_and(Schema::is_zero);
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

fn value_has(value: Schema<'_>, chars: Chars) -> bool {
    match value.text() {
        Some(text) => chars.has_any(text),
        None => chars.has_any(&value.to_json().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Chars, Patterns, Schema};

    fn admits(schema: &serde_json::Value, chars: &dyn Fn(char) -> bool) -> bool {
        Patterns::default().admit(Schema::Read(schema), Chars::of(chars))
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
    fn listed_values_count_where_all_else_admits_them() {
        let listed = |count: usize, longest: usize| {
            let values: Vec<String> = (0..count).map(|at| format!("a\n{at:05}")).collect();
            breaks_line(&json!({ "type": "string", "maxLength": longest, "enum": values }))
        };
        assert!(listed(3, 7));
        assert!(!listed(3, 6));
        assert!(!listed(1_000, 6));
        // Of very many it is not known.
        assert!(listed(50_000, 6));
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
