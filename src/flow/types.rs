//! The JSON types that a value may have.

use serde_json::Value as Json;

use crate::definition::{Data, Value};
use crate::schema_facts::Schema;

/// A set of JSON types. Whole numbers are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Types(u8);

/// How deep the alternatives of a schema are followed.
const MAX_DEPTH: usize = 8;

impl Types {
    /// Nothing is known.
    pub const ANY: Self = Self(0b11_1111);
    /// Text.
    pub const STRING: Self = Self(1);
    /// Numbers.
    pub const NUMBER: Self = Self(2);
    /// `true` and `false`.
    pub const BOOLEAN: Self = Self(4);
    /// Lists.
    pub const ARRAY: Self = Self(8);
    /// Objects.
    pub const OBJECT: Self = Self(16);
    /// `null`
    pub const NULL: Self = Self(32);

    const NAMES: [(Self, &'static str); 6] = [
        (Self::STRING, "string"),
        (Self::NUMBER, "number"),
        (Self::BOOLEAN, "boolean"),
        (Self::ARRAY, "array"),
        (Self::OBJECT, "object"),
        (Self::NULL, "null"),
    ];

    /// The types of both.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a value of these types is certainly of one of the others. `null` stands for a value
    /// that is not there, so it does not count.
    #[must_use]
    pub fn is_within(self, others: Self) -> bool {
        let known = self.0 & !Self::NULL.0;
        known != 0 && known & !others.0 == 0
    }

    /// Whether a value may be of one of the others; `null` does not count.
    #[must_use]
    pub fn may_be(self, others: Self) -> bool {
        self.0 & others.0 & !Self::NULL.0 != 0
    }

    /// Whether a value may be `null`.
    #[must_use]
    pub fn may_be_null(self) -> bool {
        self.0 & Self::NULL.0 != 0
    }

    /// The names of the types as JSON Schema has them; without `null`.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES
            .into_iter()
            .filter(move |(one, _)| *one != Self::NULL && self.0 & one.0 != 0)
            .map(|(_, name)| name)
    }

    /// The types as a part of a sentence: "a string or an array".
    #[must_use]
    pub fn phrase(self) -> String {
        let names = self.names().map(|name| {
            let article = if name.starts_with(['a', 'o']) {
                "an"
            } else {
                "a"
            };
            format!("{article} {name}")
        });
        names.collect::<Vec<_>>().join(" or ")
    }

    /// What a schema allows, by its `type`, or by the values that it lists.
    #[must_use]
    pub fn of_schema(schema: &Json) -> Self {
        Self::of(Schema::Read(schema))
    }

    pub(super) fn of(schema: Schema<'_>) -> Self {
        Self::below(schema, MAX_DEPTH)
    }

    fn below(schema: Schema<'_>, depth: usize) -> Self {
        if let Some(types) = schema.get("type") {
            return match types.items() {
                Some(names) => Self::union(names, Self::named),
                None => Self::named(types),
            };
        }
        if let Some(value) = schema.get("const") {
            return Self::of_value(value);
        }
        if let Some(values) = schema.get("enum").and_then(Schema::items) {
            return Self::union(values, Self::of_value);
        }
        let alternatives = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(key));
        match alternatives.and_then(Schema::items) {
            Some(items) if depth > 0 => Self::union(items, |item| Self::below(item, depth - 1)),
            _ => Self::ANY,
        }
    }

    fn union<'a>(
        items: impl Iterator<Item = Schema<'a>>,
        one: impl Fn(Schema<'a>) -> Self,
    ) -> Self {
        items.map(one).reduce(Self::or).unwrap_or(Self::ANY)
    }

    /// The types of a name.
    fn named(name: Schema<'_>) -> Self {
        let name = match name.text() {
            Some("integer") => Some("number"),
            other => other,
        };
        let mut known = Self::NAMES.into_iter();
        known
            .find(|(_, one)| Some(*one) == name)
            .map_or(Self::ANY, |(one, _)| one)
    }

    /// The type of a value, wherever it stands.
    pub(super) fn of_value(value: Schema<'_>) -> Self {
        match value {
            Schema::Read(json) => Self::of_json(json),
            Schema::Written(Value {
                data: Data::Null, ..
            }) => Self::NULL,
            Schema::Written(value) => Self::of_example(&value.data),
        }
    }

    /// The type of a value.
    #[must_use]
    pub fn of_json(value: &Json) -> Self {
        match value {
            Json::Null => Self::NULL,
            Json::Bool(_) => Self::BOOLEAN,
            Json::Number(_) => Self::NUMBER,
            Json::String(_) => Self::STRING,
            Json::Array(_) => Self::ARRAY,
            Json::Object(_) => Self::OBJECT,
        }
    }

    /// The type of a value as written. What an example leaves `null` may be anything.
    #[must_use]
    pub(super) fn of_example(data: &Data<'_>) -> Self {
        match data {
            Data::Null => Self::ANY,
            Data::Bool(_) => Self::BOOLEAN,
            Data::Number(_) => Self::NUMBER,
            Data::Text(_) => Self::STRING,
            Data::List(_) => Self::ARRAY,
            Data::Map(_) => Self::OBJECT,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Types;

    #[test]
    fn types_of_schemas() {
        for (schema, expected) in [
            (json!({ "type": "integer" }), Types::NUMBER),
            (
                json!({ "type": ["string", "null"] }),
                Types::STRING.or(Types::NULL),
            ),
            (json!({ "enum": ["a", 1] }), Types::STRING.or(Types::NUMBER)),
            (json!({ "const": true }), Types::BOOLEAN),
            (
                json!({ "anyOf": [{ "type": "array" }, { "type": "object" }] }),
                Types::ARRAY.or(Types::OBJECT),
            ),
            (json!({ "oneOf": [{ "type": "array" }, {}] }), Types::ANY),
            (json!({}), Types::ANY),
            (json!(true), Types::ANY),
            (json!({ "type": "strin" }), Types::ANY),
        ] {
            assert_eq!(Types::of_schema(&schema), expected, "{schema}");
        }
        assert!(Types::STRING.or(Types::NULL).is_within(Types::STRING));
        assert!(!Types::NULL.is_within(Types::STRING));
    }
}
