//! The types of payloads: one small closed vocabulary, from which JSON Schemas, Rust, the pages of
//! the platforms and `hookc validate` are printed, each by a total match.
//!
//! The vendors' payloads stand as tables in `src/platforms/<id>/payloads.rs`. The requests and
//! responses of a project are made from its definitions.

mod contract;
pub mod table;

use std::sync::Arc;

use serde_json::Value as Json;

pub use contract::{Constant, Contract, Exchange, Message, Reception, Supplied};

/// A JSON body that somebody sends and somebody else receives.
#[derive(Clone, Debug, PartialEq)]
pub struct Payload {
    /// What schemas, commands and pages call it, below its platform: `chat.create`.
    pub name: String,
    /// A few words that stand alone: "Event: a chat begins".
    pub title: String,
    /// What it is and when it is sent, in sentences.
    pub doc: String,
    /// The page of the vendor that shows it; nothing for a payload that a project declares itself.
    pub source: Option<String>,
    /// Who writes it, and so how strict its schema is.
    pub written_by: Author,
    /// What it holds.
    pub root: Type,
}

/// Who writes a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// A platform or a remote server, which may add members at any time: schemas stay open, and
    /// values that were seen are examples.
    Sender,
    /// Somebody who configures a platform: schemas are closed, and the documented values are all.
    Configurer,
}

/// What a JSON value may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A string.
    Text(Format),
    /// A whole number.
    Integer(Unit),
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// One string of a list that the sender may extend, or may not.
    Choice(Arc<Choice>),
    /// A list.
    List(Box<Type>),
    /// An object with keys that nobody knows before.
    Map(Box<Type>),
    /// An object with known keys.
    Record(Arc<Record>),
    /// One of several types, and how to tell which.
    Union(Arc<Union>),
    /// Any JSON value: nothing is known of it, or only that it was `null` whenever it was seen.
    Opaque,
}

/// What a string holds. No format makes a receiver refuse a string: placeholders stand in the
/// vendors' own samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Any text.
    Plain,
    /// A UUID.
    Uuid,
    /// A date and time as RFC 3339 writes them.
    DateTime,
    /// A date as RFC 3339 writes it.
    Date,
    /// A URI.
    Uri,
    /// An e-mail address.
    Email,
    /// Seconds since the epoch as a decimal, such as `1672531200.310412954`. Where the part before
    /// the point has 13 digits, it is milliseconds.
    DecimalSeconds,
    /// A JSON document inside of the string.
    Json,
    /// A number that stands alone in a string, as in a rendered URL or header.
    Number,
    /// `true` or `false` in a string, as in a rendered URL or header.
    Boolean,
}

/// What a whole number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nothing in particular.
    None,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    EpochMilliseconds,
}

/// Strings of which a value is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What to call it, in words: "message sender".
    pub name: String,
    /// What it says, as a sentence.
    pub doc: String,
    /// The strings that are known, and what each means; the meaning may be empty.
    pub values: Vec<(String, String)>,
    /// Whether other strings may come.
    pub is_open: bool,
}

/// An object with known keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// What to call it, in words: "chat user". Two records of one payload with one name are equal.
    pub name: String,
    /// What it is, as a sentence.
    pub doc: String,
    /// Its members, in the order of the vendor's page.
    pub fields: Vec<Field>,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its key, as it stands in JSON.
    pub key: String,
    /// What it is, as a sentence.
    pub doc: String,
    /// What it holds when it is not `null`.
    pub r#type: Type,
    /// Whether it is always there.
    pub is_required: bool,
    /// Whether it may be `null`, which is not the same as absent.
    pub is_nullable: bool,
    /// Where it is known from.
    pub evidence: Evidence,
    /// Values that the vendor shows.
    pub examples: Vec<Json>,
    /// Whether it holds what nobody may read in a log: secrets, and what people said.
    pub is_sensitive: bool,
}

/// Where a member is known from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The vendor's text or table says it.
    Documented,
    /// It stands in the vendor's sample, which nothing explains.
    Sample,
    /// Code or pages elsewhere show it: where.
    Elsewhere(String),
    /// Nobody documents it: what is assumed, as a sentence.
    Assumed(String),
    /// A definition of the project declares it.
    Declared,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// What to call it, in words: "outgoing event".
    pub name: String,
    /// What it is, as a sentence.
    pub doc: String,
    /// What tells which one it is.
    pub tag: Tag,
    /// The types, by the tags that stand for them.
    pub variants: Vec<Variant>,
    /// Whether a value with another tag is legal, and then any JSON. A value with a known tag has
    /// the type of that tag, whatever else there is.
    pub is_open: bool,
}

/// What tells which type of a union a value has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// The string at this key of the value itself, which is an object.
    Inside(String),
    /// The string at this key of the object that holds the value.
    Beside(String),
    /// The JSON type of the value: `string`, `number`, `boolean`, `array`, `object`, `null`.
    JsonType,
}

/// One of the types of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The tags that stand for it.
    pub tags: Vec<String>,
    /// What it is, as a sentence; may be empty.
    pub doc: String,
    /// Its type. A record of a union that is tagged inside holds the tag as a field too: a closed
    /// [`Choice`] that has its tags, and those of other variants where it may stand for them.
    pub r#type: Type,
}
