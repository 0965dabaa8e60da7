//! Captured payloads against the types of their schemas, with the place of every mistake.

mod json;
mod judge;
mod rules;
mod stream;

pub use json::{Data, Member, Node, NotJson, parse};
pub use judge::{Judged, MAX_FINDINGS, Unknown, UnknownKind, judge};
pub use rules::RULES;
pub use stream::{MAX_VALUE_BYTES, Piece, Pieces};
