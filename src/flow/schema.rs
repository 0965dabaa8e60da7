//! The schemas of declared values.

use std::sync::OnceLock;

use serde_json::Value as Json;

use crate::definition::Value;
use crate::schema_facts::Schema;

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
        Self {
            written: None,
            json: OnceLock::from(Box::new(schema.to_json())),
        }
    }

    /// The schema in its place.
    pub(super) fn part(&self) -> Option<Schema<'_>> {
        match self.written {
            Some(value) => Some(Schema::Written(value)),
            None => self.json().map(Schema::Read),
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
