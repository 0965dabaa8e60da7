//! Names and sentences of members that a project declares.

use serde_json::Value as Json;

use crate::types::{Evidence, Field, Type};

/// A member that a definition declares.
pub(super) fn declared(key: &str, doc: String, r#type: Type) -> Field {
    Field {
        key: key.to_owned(),
        doc,
        r#type,
        is_required: true,
        is_nullable: false,
        evidence: Evidence::Declared,
        examples: Vec::new(),
        is_sensitive: false,
    }
}

/// The description of a schema as sentences; `otherwise` where it has none.
pub(super) fn doc(schema: Option<&Json>, otherwise: String) -> String {
    let described = ["description", "title"].iter().find_map(|key| {
        let text = schema?.get(*key)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    });
    described.map_or(otherwise, |text| sentence(&text))
}

/// A text that ends as a sentence does.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?', '…', ':']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// The name of what stands at a key of something that has a name.
pub(super) fn below(name: &str, key: &str) -> String {
    format!("{name} {key}")
}
