//! YAML: text becomes a tree in which every key and value knows its bytes.
//!
//! Parsing never fails. What cannot be read becomes a diagnostic of the document it stands in, and
//! the documents after it are read as if nothing had happened.

mod build;
mod checks;
mod core_schema;
mod explain;
mod extent;
pub mod limits;
mod merge;
mod quick;
mod recover;
mod scalar_map;
mod tree;

pub use checks::{duplicate_keys, merge_values, unknown_tags, unquoted_templates};
pub use core_schema::{Typed, typed};
pub use merge::Entries;
#[doc(hidden)]
pub use quick::compare_paths;
pub use scalar_map::ScalarMap;
pub use tree::{Content, Document, Entry, Node, RawEntries, Scalar, ScalarStyle, Tag};

use crate::source::{FileId, Span, slice};

/// All documents and comments of one file.
#[derive(Debug)]
pub struct Stream<'s> {
    /// The documents in their order, empty and broken ones too.
    pub documents: Vec<Document<'s>>,
    /// The comments in their order. Those of a broken document end where its reading ended.
    pub comments: Vec<Comment<'s>>,
}

/// A comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment<'s> {
    /// From the `#` to the end of the line, without the line break.
    pub span: Span,
    /// What follows the `#`.
    pub text: &'s str,
    /// Whether nothing but blanks stands before it on its line.
    pub own_line: bool,
}

/// Reads the documents of a file. Whatever is wrong stands in [`Document::diagnostics`].
#[must_use]
pub fn parse(file: FileId, text: &str) -> Stream<'_> {
    let Some(mut stream) = quick::read(file, text) else {
        return read_any(file, text);
    };
    end_each_where_the_next_begins(&mut stream.documents, text.len());
    stream
}

/// Reads what may be anything, all of YAML and what is none.
fn read_any(file: FileId, text: &str) -> Stream<'_> {
    let mut stream = Stream {
        documents: Vec::new(),
        comments: Vec::new(),
    };
    let mut from = 0;
    while let Some(next) = build::read_from(file, text, from, &mut stream) {
        from = next;
    }
    end_each_where_the_next_begins(&mut stream.documents, text.len());
    stream.comments.sort_by_key(|comment| comment.span);
    // The parser may have looked past the place where reading went on after an error.
    stream.comments.dedup();
    stream
}

/// A document reaches to the next one, so that what trails it belongs to it.
fn end_each_where_the_next_begins(documents: &mut [Document<'_>], text_length: usize) {
    let mut end = u32::try_from(text_length).unwrap_or(u32::MAX);
    for document in documents.iter_mut().rev() {
        document.span.end = end.max(document.span.start);
        end = document.span.start;
    }
}

fn comment(file: FileId, text: &str, start: usize, end: usize) -> Comment<'_> {
    let before = slice(text, 0..start);
    let line = before
        .rfind(['\n', '\r'])
        .map_or(0, |line_end| line_end + 1);
    let indent = slice(text, line..start);
    Comment {
        span: Span::new(file, start, end),
        text: slice(text, start + 1..end),
        own_line: indent.chars().all(|c| matches!(c, ' ' | '\t' | '\u{feff}')),
    }
}
