//! Mustache tags.

use std::ops::Range;

use crate::source::slice;

/// One tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// From the first to the last brace.
    pub range: Range<usize>,
    /// What it does.
    pub kind: TagKind,
    /// The name in it, without blanks; dotted names as written.
    pub name: String,
    /// How many sections it stands in.
    pub depth: usize,
}

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagKind {
    /// `{{name}}`: the value, HTML-escaped.
    Escaped,
    /// `{{{name}}}` or `{{&name}}`: the value as it is.
    Raw,
    /// `{{#name}}`
    Section,
    /// `{{^name}}`
    Inverted,
    /// `{{/name}}`
    Close,
    /// `{{!…}}`
    Comment,
    /// `{{>name}}`
    Partial,
    /// `{{=… …=}}`
    Delimiters,
}

impl TagKind {
    /// Whether it puts a value into the text.
    #[must_use]
    pub fn is_value(self) -> bool {
        matches!(self, TagKind::Escaped | TagKind::Raw)
    }

    /// Whether it reads a value.
    #[must_use]
    pub fn reads(self) -> bool {
        self.is_value() || matches!(self, TagKind::Section | TagKind::Inverted)
    }
}

/// Every tag of a text up to the first that is not closed, in order.
#[must_use]
pub fn tags(text: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    let mut depth: usize = 0;
    while let Some(found) = slice(text, at..text.len()).find("{{") {
        let start = at + found;
        let inner = slice(text, start + 2..text.len());
        let (close, sigil) = match inner.chars().next() {
            Some('{') => ("}}}", 1),
            Some('#' | '^' | '/' | '!' | '>' | '=' | '&') => ("}}", 1),
            _ => ("}}", 0),
        };
        let Some(end) = inner.find(close) else { break };
        let kind = match inner.as_bytes().first() {
            Some(b'{' | b'&') => TagKind::Raw,
            Some(b'#') => TagKind::Section,
            Some(b'^') => TagKind::Inverted,
            Some(b'/') => TagKind::Close,
            Some(b'!') => TagKind::Comment,
            Some(b'>') => TagKind::Partial,
            Some(b'=') => TagKind::Delimiters,
            _ => TagKind::Escaped,
        };
        if kind == TagKind::Close {
            depth = depth.saturating_sub(1);
        }
        let name = slice(inner, sigil..end).trim().to_owned();
        at = start + 2 + end + close.len();
        tags.push(Tag {
            range: start..at,
            kind,
            name,
            depth,
        });
        if matches!(kind, TagKind::Section | TagKind::Inverted) {
            depth += 1;
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::{TagKind, tags};

    #[test]
    fn tags_know_their_kind_name_and_depth() {
        let text = "{{a}} {{{ b }}} {{&c}} {{#d}}{{.}}{{/d}} {{! e }} {{open";
        let found: Vec<_> = tags(text)
            .into_iter()
            .map(|tag| (tag.kind, tag.name, tag.depth))
            .collect();
        let expected = [
            (TagKind::Escaped, "a", 0),
            (TagKind::Raw, "b", 0),
            (TagKind::Raw, "c", 0),
            (TagKind::Section, "d", 0),
            (TagKind::Escaped, ".", 1),
            (TagKind::Close, "d", 0),
            (TagKind::Comment, "e", 0),
        ];
        assert_eq!(
            found,
            expected.map(|(kind, name, depth)| (kind, name.to_owned(), depth))
        );
    }
}
