//! What rules ask about the values that reach a reference.

use crate::flow::{Flow, Read, State};
use crate::schema_facts::json_admits_any;

/// Whether a value that reaches a reference may hold one of these characters, as far as its schema
/// says; yes where it has none. Nothing can be said of a reference that nothing gives a value: it is
/// reported as such.
#[must_use]
pub fn admits(flow: &Flow<'_, '_>, read: &Read<'_, '_>, chars: &dyn Fn(char) -> bool) -> bool {
    if read.is_missing() {
        return false;
    }
    let is_unknown = |state: State| state == State::Unknown;
    let sources = flow.sources(read);
    read.reaches.iter().any(|reach| is_unknown(reach.state))
        || sources.is_empty()
        || sources.iter().any(|source| {
            // The schema of an object says nothing of its members here.
            let is_member = source.name.len() < read.name().len();
            let schema = source.schema.as_ref().filter(|_| !is_member);
            schema.is_none_or(|schema| json_admits_any(schema, chars))
        })
}

/// Whether a reference has a value at every call.
#[must_use]
pub fn is_certain(read: &Read<'_, '_>) -> bool {
    read.is_guarded || read.reaches.iter().all(|reach| reach.state == State::Set)
}
