//! A JSON Schema where it stands: in a definition, or in a file of its own.

use serde_json::Value as Json;

use crate::definition::{Data, Text, Value};
use crate::source::Span;

/// A part of a document that holds a schema. It is looked at in its place, without copies.
#[derive(Clone, Copy, Debug)]
pub enum Schema<'a> {
    /// In a definition.
    Written(&'a Value<'a>),
    /// In a file that was read.
    Read(&'a Json),
}

impl<'a> Schema<'a> {
    /// The value of a key of an object.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Self> {
        match self {
            Schema::Written(value) => value.get(key).map(Schema::Written),
            Schema::Read(json) => json.get(key).map(Schema::Read),
        }
    }

    /// The value of a key of an object, or of an item of a list.
    #[must_use]
    pub fn step(self, part: &str) -> Option<Self> {
        self.get(part)
            .or_else(|| self.items()?.nth(part.parse().ok()?))
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(self) -> Option<&'a str> {
        match self {
            Schema::Written(value) => value.text().map(Text::as_str),
            Schema::Read(json) => json.as_str(),
        }
    }

    /// The items, if it is a list.
    pub fn items(self) -> Option<impl Iterator<Item = Self>> {
        let (written, read) = match self {
            Schema::Written(Value {
                data: Data::List(items),
                ..
            }) => (&items[..], &[][..]),
            Schema::Read(Json::Array(items)) => (&[][..], &items[..]),
            _ => return None,
        };
        let written = written.iter().map(Schema::Written);
        Some(written.chain(read.iter().map(Schema::Read)))
    }

    /// The keys and values of an object, each with the place of its key.
    pub fn members(self) -> impl Iterator<Item = (&'a str, Option<Span>, Self)> {
        let (written, read) = match self {
            Schema::Written(value) => (value.entries(), None),
            Schema::Read(json) => (&[][..], json.as_object()),
        };
        let written = written
            .iter()
            .map(|(key, value)| (key.as_str(), Some(key.span()), Schema::Written(value)));
        let read = read.into_iter().flatten();
        written.chain(read.map(|(key, value)| (key.as_str(), None, Schema::Read(value))))
    }

    /// What tells it from all other parts of its document.
    #[must_use]
    pub fn address(self) -> *const () {
        match self {
            Schema::Written(value) => std::ptr::from_ref(value).cast(),
            Schema::Read(json) => std::ptr::from_ref(json).cast(),
        }
    }

    /// Whether it is an object.
    #[must_use]
    pub fn is_object(self) -> bool {
        match self {
            Schema::Written(value) => matches!(value.data, Data::Map(_)),
            Schema::Read(json) => json.is_object(),
        }
    }

    /// Whether it is `false`.
    #[must_use]
    pub fn is_false(self) -> bool {
        match self {
            Schema::Written(value) => matches!(value.data, Data::Bool(false)),
            Schema::Read(json) => *json == Json::Bool(false),
        }
    }

    /// Whether it is the whole number zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        match self {
            Schema::Written(value) => {
                matches!(&value.data, Data::Number(number) if *number == *"0")
            }
            Schema::Read(json) => json.as_u64() == Some(0),
        }
    }

    /// A copy without places.
    #[must_use]
    pub fn to_json(self) -> Json {
        match self {
            Schema::Written(value) => value.to_serde(),
            Schema::Read(json) => json.clone(),
        }
    }
}
