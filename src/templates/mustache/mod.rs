//! Mustache, by its specification, without partials and without other delimiters than braces.

mod parse;
mod render;

use std::ops::Range;

pub use parse::{has_tags, parse, tags};
pub use render::{
    Expanded, ExpandedPart, Insertion, Traced, escape, expand, render, render_traced,
};

/// One tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'t> {
    /// From the first to the last brace.
    pub range: Range<usize>,
    /// What it does.
    pub kind: TagKind,
    /// The name in it, without blanks; dotted names as written.
    pub name: &'t str,
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

    /// Whether it opens a section.
    #[must_use]
    pub fn opens(self) -> bool {
        matches!(self, TagKind::Section | TagKind::Inverted)
    }

    /// Whether it reads a value.
    #[must_use]
    pub fn reads(self) -> bool {
        self.is_value() || self.opens()
    }
}

/// A template as parsed. One with faults has nodes all the same, by the best guess.
#[derive(Clone, Debug)]
pub struct Template<'t> {
    /// Its parts, in order.
    pub nodes: Vec<Node<'t>>,
    /// Every tag that is closed, in order.
    pub tags: Vec<Tag<'t>>,
    /// What is wrong with it, in order.
    pub faults: Vec<Fault>,
}

/// A part of a template. Comments, and the line breaks around tags that stand alone on their line,
/// are not part of any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node<'t> {
    /// Text as it is, by its place.
    Text(Range<usize>),
    /// A tag that puts a value there.
    Value(Tag<'t>),
    /// A section.
    Section {
        /// The tag that opens it.
        open: Tag<'t>,
        /// The tag that closes it; nothing where there is none.
        close: Option<Range<usize>>,
        /// What stands in it.
        nodes: Vec<Node<'t>>,
    },
}

/// Something wrong in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The tag it is about; of an unclosed tag the braces and the name.
    pub range: Range<usize>,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The tag has no closing braces; these are the ones that it needs.
    Unclosed(&'static str),
    /// The section of this name has no `{{/name}}`.
    UnclosedSection(String),
    /// `{{/name}}` without a section.
    StrayClose(String),
    /// `{{/name}}` while another section is open.
    WrongClose {
        /// The section that is open.
        expected: String,
        /// The tag that opens it.
        open: Range<usize>,
    },
    /// A tag without a name, or with a dot too many in it.
    EmptyName,
    /// A name with blanks in it, or blanks before the mark that says what the tag does.
    BlankInName,
    /// `{{>name}}`
    Partial,
    /// `{{=… …=}}`
    Delimiters,
    /// More sections within each other than [`MAX_DEPTH`].
    TooDeep,
}

/// How many sections may stand in each other.
pub const MAX_DEPTH: usize = 64;

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
        assert_eq!(found, expected);
    }
}
