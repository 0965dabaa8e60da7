//! The lines for which comments speak.

use crate::source::{LineIndex, Span, slice};
use crate::yaml::{Comment, Content, Document, Node, Stream};

/// Where each finding of a file counts, and for which line each comment speaks.
pub(super) struct Lines<'a> {
    text: &'a str,
    index: &'a LineIndex,
    /// Scalars of several lines with the line of their key or `-`, by place.
    long: Vec<(Span, usize)>,
    /// The lines that hold nothing but a comment.
    comments: Vec<usize>,
    /// Where the last search for a line that says something began, and what it found: comments that
    /// stand together need one search.
    sought: Option<(usize, Option<usize>)>,
}

impl<'a> Lines<'a> {
    pub fn new(text: &'a str, index: &'a LineIndex, stream: &Stream<'_>) -> Self {
        let mut lines = Self {
            text,
            index,
            long: Vec::new(),
            comments: Vec::new(),
            sought: None,
        };
        let own = stream.comments.iter().filter(|comment| comment.own_line);
        lines.comments = own.map(|comment| lines.of(comment.span.start)).collect();
        for document in &stream.documents {
            lines.add_long_scalars(document);
        }
        lines.long.sort_unstable();
        lines
    }

    /// The line, from 0, at which a finding counts: that of its first byte or, inside of a scalar of
    /// several lines, that of the scalar's key or `-`.
    pub fn counted(&self, span: Span) -> usize {
        let before = self
            .long
            .partition_point(|(long, _)| long.start <= span.start);
        let long = before.checked_sub(1).and_then(|at| self.long.get(at));
        match long {
            Some((long, line)) if self.is_of(*long, span) => *line,
            _ => self.of(span.start),
        }
    }

    /// The line, from 0, for which a comment speaks: its own or, where it stands alone, the next one
    /// that says something and is no comment. Nothing at the end of the file.
    pub fn meant(&mut self, comment: &Comment<'_>) -> Option<usize> {
        let line = self.of(comment.span.start);
        if !comment.own_line {
            return Some(line);
        }
        let next = line + 1;
        if let Some((from, found)) = self.sought
            && from <= next
            && found.is_none_or(|found| next <= found)
        {
            return found;
        }
        let found = (next..self.index.count()).find(|&line| {
            let says_nothing = self.line(line).trim().is_empty();
            !says_nothing && self.comments.binary_search(&line).is_err()
        });
        self.sought = Some((next, found));
        found
    }

    /// Whether a finding lies in a scalar, or right behind it, where a comment of its last line is.
    fn is_of(&self, scalar: Span, found: Span) -> bool {
        let behind = slice(self.text, scalar.end as usize..found.start as usize);
        found.start <= scalar.end || behind.chars().all(|c| matches!(c, ' ' | '\t'))
    }

    fn of(&self, offset: u32) -> usize {
        self.index.line_of(offset as usize)
    }

    fn line(&self, line: usize) -> &str {
        let start = self.index.start_of(line);
        let end = if line + 1 < self.index.count() {
            self.index.start_of(line + 1)
        } else {
            self.text.len()
        };
        slice(self.text, start..end)
    }

    fn add_long_scalars(&mut self, document: &Document<'_>) {
        for node in document.nodes().filter(|node| !node.is_alias()) {
            match node.content() {
                Content::Scalar(_) => {}
                Content::Mapping => {
                    for entry in node.raw_entries() {
                        let line = self.of(entry.key.written_span().start);
                        self.add(entry.value, line);
                    }
                }
                Content::Sequence => {
                    let first = self.of(node.written_span().start);
                    for item in node.items() {
                        let own = self.of(item.written_span().start);
                        let line = if node.is_flow() {
                            own
                        } else {
                            self.dash_line(first, own)
                        };
                        self.add(item, line);
                    }
                }
            }
        }
    }

    fn add(&mut self, node: Node<'_, '_>, line: usize) {
        let span = node.written_span();
        if node.scalar().is_some() && !node.is_alias() && self.of(span.start) != self.of(span.end) {
            self.long.push((span, line));
        }
    }

    /// The line of the `-` of an item that begins on a line; it may stand above it, but not above
    /// the `first` line of the list.
    fn dash_line(&self, first: usize, own: usize) -> usize {
        let mut lines = (first..=own).rev();
        lines
            .find(|&line| self.line(line).trim_start().starts_with('-'))
            .unwrap_or(own)
    }
}
