//! What rules ask about the values that reach a reference.

use serde_json::json;

use crate::flow::{Flow, Read, State, Types};
use crate::schema_facts::Chars;

/// Whether a value that reaches a reference may hold one of these characters, as far as its schema
/// says; yes where it has none. Nothing can be said of a reference that nothing gives a value: it is
/// reported as such.
#[must_use]
pub fn admits(flow: &Flow<'_, '_>, read: &Read<'_, '_>, chars: Chars) -> bool {
    if read.is_missing() {
        return false;
    }
    if let Some(item) = &read.item {
        return item.schemas.iter().any(|schema| flow.admits(schema, chars));
    }
    let is_unknown = |state: State| state == State::Unknown;
    let sources = flow.sources(read);
    read.reaches.iter().any(|reach| is_unknown(reach.state))
        || sources.is_empty()
        || sources.iter().any(|source| {
            // The schema of an object says nothing of its members here.
            let is_member = source.name.len() < read.name().len();
            let is_plain = source.types.is_within(Types::NUMBER.or(Types::BOOLEAN));
            if is_member {
                true
            } else if is_plain && !source.has_schema() {
                // By an example.
                flow.admits(&json!({ "type": ["number", "boolean"] }), chars)
            } else {
                flow.declaration_admits(source, chars)
            }
        })
}

/// Whether a reference has a value at every call.
#[must_use]
pub fn is_certain(read: &Read<'_, '_>) -> bool {
    let of_item = read.item.as_ref().map(|item| item.required);
    read.is_guarded
        || of_item.unwrap_or_else(|| read.reaches.iter().all(|reach| reach.state == State::Set))
}
