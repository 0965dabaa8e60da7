//! Small constructors, so that the tables of payloads read as tables.

use std::sync::Arc;

use serde_json::Value as Json;

use super::{
    Author, Choice, Evidence, Field, Format, Payload, Record, Tag, Type, Union, Unit, Variant,
};

/// Any text.
pub const TEXT: Type = Type::Text(Format::Plain);
/// A UUID.
pub const UUID: Type = Type::Text(Format::Uuid);
/// A date and time as RFC 3339 writes them.
pub const DATE_TIME: Type = Type::Text(Format::DateTime);
/// A URI.
pub const URI: Type = Type::Text(Format::Uri);
/// Seconds since the epoch, as a decimal in a string.
pub const DECIMAL_SECONDS: Type = Type::Text(Format::DecimalSeconds);
/// A JSON document in a string.
pub const JSON_TEXT: Type = Type::Text(Format::Json);
/// A whole number.
pub const INTEGER: Type = Type::Integer(Unit::None);
/// Milliseconds since the epoch.
pub const EPOCH_MILLISECONDS: Type = Type::Integer(Unit::EpochMilliseconds);
/// A number.
pub const NUMBER: Type = Type::Number;
/// `true` or `false`.
pub const BOOLEAN: Type = Type::Boolean;
/// Any JSON value.
pub const ANY: Type = Type::Opaque;

/// A payload that a platform or a remote server sends.
#[must_use]
pub fn sent(name: &str, title: &str, doc: &str, source: &str, root: Type) -> Payload {
    payload(Author::Sender, name, title, doc, source, root)
}

/// A payload that somebody writes who configures or calls a platform.
#[must_use]
pub fn authored(name: &str, title: &str, doc: &str, source: &str, root: Type) -> Payload {
    payload(Author::Configurer, name, title, doc, source, root)
}

fn payload(
    written_by: Author,
    name: &str,
    title: &str,
    doc: &str,
    source: &str,
    root: Type,
) -> Payload {
    Payload {
        name: name.to_owned(),
        title: title.to_owned(),
        doc: doc.to_owned(),
        source: Some(source.to_owned()),
        written_by,
        root,
    }
}

/// A list.
#[must_use]
pub fn list(item: Type) -> Type {
    Type::List(Box::new(item))
}

/// An object with keys that nobody knows before.
#[must_use]
pub fn map(value: Type) -> Type {
    Type::Map(Box::new(value))
}

/// An object with known keys.
#[must_use]
pub fn record(name: &str, doc: &str, fields: Vec<Field>) -> Type {
    Type::Record(Arc::new(Record {
        name: name.to_owned(),
        doc: doc.to_owned(),
        fields,
    }))
}

/// Strings of which a value is one, or another one.
#[must_use]
pub fn open(name: &str, doc: &str, values: &[(&str, &str)]) -> Type {
    choice(name, doc, values, true)
}

/// Strings of which a value is one, and no other.
#[must_use]
pub fn closed(name: &str, doc: &str, values: &[(&str, &str)]) -> Type {
    choice(name, doc, values, false)
}

fn choice(name: &str, doc: &str, values: &[(&str, &str)], is_open: bool) -> Type {
    let owned = |(value, meaning): &(&str, &str)| ((*value).to_owned(), (*meaning).to_owned());
    Type::Choice(Arc::new(Choice {
        name: name.to_owned(),
        doc: doc.to_owned(),
        values: values.iter().map(owned).collect(),
        is_open,
    }))
}

/// One of several types, or any JSON where the tag is not known.
#[must_use]
pub fn open_union(name: &str, doc: &str, tag: Tag, variants: Vec<Variant>) -> Type {
    union(name, doc, tag, variants, true)
}

/// One of several types.
#[must_use]
pub fn closed_union(name: &str, doc: &str, tag: Tag, variants: Vec<Variant>) -> Type {
    union(name, doc, tag, variants, false)
}

fn union(name: &str, doc: &str, tag: Tag, variants: Vec<Variant>, is_open: bool) -> Type {
    Type::Union(Arc::new(Union {
        name: name.to_owned(),
        doc: doc.to_owned(),
        tag,
        variants,
        is_open,
    }))
}

/// One of the types of a union.
#[must_use]
pub fn variant(tags: &[&str], doc: &str, r#type: Type) -> Variant {
    Variant {
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        doc: doc.to_owned(),
        r#type,
    }
}

/// A member that the vendor's text or table describes.
#[must_use]
pub fn documented(key: &str, r#type: Type, doc: &str) -> Field {
    field(key, r#type, doc, Evidence::Documented)
}

/// A member that stands in the vendor's sample only.
#[must_use]
pub fn sample(key: &str, r#type: Type, doc: &str) -> Field {
    field(key, r#type, doc, Evidence::Sample)
}

/// A member that code or pages elsewhere show.
#[must_use]
pub fn elsewhere(key: &str, r#type: Type, doc: &str, place: &str) -> Field {
    field(key, r#type, doc, Evidence::Elsewhere(place.to_owned()))
}

/// A member that nobody documents.
#[must_use]
pub fn assumed(key: &str, r#type: Type, doc: &str, what: &str) -> Field {
    field(key, r#type, doc, Evidence::Assumed(what.to_owned()))
}

fn field(key: &str, r#type: Type, doc: &str, evidence: Evidence) -> Field {
    Field {
        key: key.to_owned(),
        doc: doc.to_owned(),
        r#type,
        is_required: false,
        is_nullable: false,
        evidence,
        examples: Vec::new(),
        is_sensitive: false,
    }
}

impl Field {
    /// The same, always there.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// The same, possibly `null`.
    #[must_use]
    pub fn nullable(mut self) -> Self {
        self.is_nullable = true;
        self
    }

    /// The same, kept out of logs.
    #[must_use]
    pub fn sensitive(mut self) -> Self {
        self.is_sensitive = true;
        self
    }

    /// The same with a value that the vendor shows.
    #[must_use]
    pub fn example(mut self, value: impl Into<Json>) -> Self {
        self.examples.push(value.into());
        self
    }
}
