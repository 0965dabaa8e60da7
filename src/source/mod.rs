//! Files as read, and places in them.

mod escape;
mod file;
mod lines;
mod span;

pub use escape::{escaped, escaped_digits};
pub use file::{Before, ReadProblem, SourceFile, Sources};
pub use lines::{LineIndex, Position};
pub use span::{FileId, Span};

use std::ops::Range;

/// The largest file that is read, in bytes. Larger ones are a `yaml-limit`.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// The part of `text` at `range`, in bytes; empty where the range is outside of the text or cuts a
/// character, so that no wrong offset can bring the program down.
#[inline]
#[must_use]
pub fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or("")
}
