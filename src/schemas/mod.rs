//! The JSON Schemas that hookc prints: for editors, and for programs that read what it writes.
//!
//! The schemas of payloads are printed from their types (`types`), and so are those of a project's
//! own requests and replies.
//!
//! The schemas of the language are made of the tables that the reader of the language goes by
//! (`platforms::facts`), and say of structure what it says: see [`EXPRESSED`].

mod definition;
mod diagnostics;
mod manifest;
mod payload;
mod shape;
mod shared;
mod typed;

use serde_json::{Value, json};

use crate::platforms::facts::Facts;

pub use definition::Unnamed;
pub use payload::{of_exchange, of_payload, of_platforms};

/// The rules whose findings the schemas of the language express: a schema refuses a document if and
/// only if hookc has such a finding. The rest of "Source and structure" is nothing that a JSON
/// Schema can say:
///
/// - `invalid-yaml`, `yaml-limit`, `unquoted-template`: there is no document, or not the one that
///   was meant;
/// - `duplicate-key`: a JSON object has none;
/// - `duplicate-definition`, `unresolved-reference`, `unused-definition`, `environment-mismatch`,
///   `unknown-setting`: these look beyond one value, mostly beyond the file;
/// - `invalid-example`: this judges by a schema that is itself in the document, or in another file.
///
/// And of those that are listed here, it cannot say
///
/// - that a key is a list or a mapping, or a number infinite: JSON has no such thing;
/// - what a value is once `${…}` is filled in: what holds one is accepted where it can be right;
/// - of a manifest, that two environments differ by letter case only, that an entry of `sources` is
///   a pattern, and that there is a second document.
pub const EXPRESSED: [&str; 9] = [
    "unknown-field",
    "missing-field",
    "wrong-type",
    "invalid-value",
    "unknown-kind",
    "unknown-platform",
    "unsupported-kind",
    "unsupported-method",
    "unknown-topic",
];

/// A schema and what it is called.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedSchema {
    /// As the command line names it: `definition`, `<platform>/<payload>`.
    pub name: String,
    /// A few words that stand alone.
    pub title: String,
    /// It.
    pub json: Value,
}

impl NamedSchema {
    /// A schema of this name; `body` is what it says beside its version, id and title.
    #[must_use]
    pub fn new(name: &str, title: &str, body: Value) -> Self {
        let mut json = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": format!("urn:hookc:schema:{name}"),
            "title": title,
        });
        if let (Value::Object(json), Value::Object(body)) = (&mut json, body) {
            json.extend(body);
        }
        Self {
            name: name.to_owned(),
            title: title.to_owned(),
            json,
        }
    }

    /// Its path in a folder of schemas, with `/`.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}.schema.json", self.name)
    }

    /// Its text, indented by two blanks, with a line end at the end.
    #[must_use]
    pub fn text(&self) -> String {
        crate::report::pretty_json(&self.json)
    }
}

/// Every schema, in the order in which they are listed to people.
#[must_use]
pub fn all(unnamed: Unnamed<'_>) -> Vec<NamedSchema> {
    let mut all = vec![
        definition::schema(unnamed),
        manifest::schema(),
        diagnostics::schema(),
    ];
    all.extend(of_platforms());
    all
}

/// The schemas that an editor needs in a project whose `default_platform` is this one.
#[must_use]
pub fn for_editors(default_platform: &Facts) -> Vec<NamedSchema> {
    vec![
        definition::schema(Unnamed::IsFor(default_platform)),
        manifest::schema(),
    ]
}
