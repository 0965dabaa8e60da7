//! A JSON Schema where it stands: in a definition, or in a file of its own.

use std::sync::OnceLock;

use serde_json::Value as Json;

use crate::definition::{Data, Value};
use crate::source::Span;

/// A part of a document that holds a schema. It is looked at in its place, without copies.
#[derive(Clone, Copy, Debug)]
pub(super) enum Schema<'a> {
    /// In a definition.
    Written(&'a Value<'a>),
    /// In a file that was read.
    Read(&'a Json),
}

/// The schema of a declared value. Few of them are ever looked into.
#[derive(Clone, Debug, Default)]
pub(super) struct DeclaredSchema<'p> {
    written: Option<&'p Value<'p>>,
    json: OnceLock<Box<Json>>,
}

impl<'p> DeclaredSchema<'p> {
    /// A schema that stands in a definition.
    pub(super) fn written(value: &'p Value<'p>) -> Self {
        Self {
            written: Some(value),
            json: OnceLock::new(),
        }
    }

    /// A schema whose document outlives the declaration.
    pub(super) fn of(schema: Schema<'p>) -> Self {
        match schema {
            Schema::Written(value) => Self::written(value),
            Schema::Read(_) => Self::copied(schema),
        }
    }

    /// A schema whose document does not.
    pub(super) fn copied(schema: Schema<'_>) -> Self {
        let json = match schema {
            Schema::Written(value) => value.to_serde(),
            Schema::Read(json) => json.clone(),
        };
        Self {
            written: None,
            json: OnceLock::from(Box::new(json)),
        }
    }

    pub(super) fn is_some(&self) -> bool {
        self.written.is_some() || self.json.get().is_some()
    }

    pub(super) fn json(&self) -> Option<&Json> {
        let json = match self.written {
            Some(value) => Some(self.json.get_or_init(|| Box::new(value.to_serde()))),
            None => self.json.get(),
        };
        json.map(AsRef::as_ref)
    }
}

impl<'a> Schema<'a> {
    /// The value of a key of an object.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        match self {
            Schema::Written(value) => value.get(key).map(Schema::Written),
            Schema::Read(json) => json.get(key).map(Schema::Read),
        }
    }

    /// The value of a key of an object, or of an item of a list.
    pub(super) fn step(self, part: &str) -> Option<Self> {
        self.get(part)
            .or_else(|| self.items()?.nth(part.parse().ok()?))
    }

    /// The text, if it is one.
    pub(super) fn text(self) -> Option<&'a str> {
        match self {
            Schema::Written(value) => value.text().map(|text| text.as_str()),
            Schema::Read(json) => json.as_str(),
        }
    }

    /// The items, if it is a list.
    pub(super) fn items(self) -> Option<impl Iterator<Item = Self>> {
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
    pub(super) fn members(self) -> impl Iterator<Item = (&'a str, Option<Span>, Self)> {
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
    pub(super) fn address(self) -> *const () {
        match self {
            Schema::Written(value) => std::ptr::from_ref(value).cast(),
            Schema::Read(json) => std::ptr::from_ref(json).cast(),
        }
    }
}
