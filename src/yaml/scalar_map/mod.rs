//! Where in the source each byte of a scalar comes from.

mod block;
mod flow;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::tree::{Node, ScalarStyle};
use crate::source::{Span, slice};

/// Maps each byte of a scalar's value to the source bytes that made it, for all five styles.
///
/// Most scalars are one line without escapes; then it is a subtraction and nothing is stored.
#[derive(Debug)]
pub struct ScalarMap {
    span: Span,
    /// Empty where value and source are the same bytes.
    pieces: Vec<Piece>,
    decoded_length: usize,
    is_exact: bool,
}

/// A run of decoded bytes, up to where the next one begins.
#[derive(Clone, Copy, Debug)]
struct Piece {
    decoded: usize,
    source_start: usize,
    source_end: usize,
    /// Whether the bytes are the same on both sides; else all come from the whole source range.
    copied: bool,
}

/// A scalar read once more, with a note where each part comes from.
#[derive(Default)]
struct Decoded {
    text: String,
    pieces: Vec<Piece>,
}

impl ScalarMap {
    /// The map of a scalar; of a list or mapping, that of an empty text.
    #[must_use]
    pub fn new(node: Node<'_, '_>) -> Self {
        let node = node.followed();
        let span = node.span();
        let text = node.document().text();
        let Some(scalar) = node.scalar() else {
            return Self {
                span: Span {
                    end: span.start,
                    ..span
                },
                pieces: Vec::new(),
                decoded_length: 0,
                is_exact: true,
            };
        };
        let written = [span, node.written_span()];
        Self::of_scalar(text, written, scalar.style, &scalar.value)
    }

    /// The map of a scalar in a text, by its bytes without and with quotes or header, its style and
    /// its value.
    #[must_use]
    pub fn of_scalar(
        text: &str,
        [span, written]: [Span; 2],
        style: ScalarStyle,
        value: &str,
    ) -> Self {
        let is_same = value.is_empty() || value == slice(text, span.range());
        let read = (!is_same).then(|| decode(text, [span, written], style, value));
        let is_exact = read.as_ref().is_none_or(|read| read.text == value);
        let pieces = match read {
            None => Vec::new(),
            Some(read) if is_exact => read.pieces,
            // A span that is too wide misleads nobody; one that is wrong would.
            Some(_) => vec![Piece {
                decoded: 0,
                source_start: span.start as usize,
                source_end: span.end as usize,
                copied: false,
            }],
        };
        Self {
            span,
            pieces,
            decoded_length: value.len(),
            is_exact,
        }
    }

    /// Whether the places are known. No scalar is known for which they are not; should there be
    /// one, then each part of it is said to come from the whole.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.is_exact
    }

    /// The source byte at which that begins which made a decoded byte. Of the end of the value: the
    /// end of its source.
    #[must_use]
    pub fn source_of(&self, decoded: usize) -> usize {
        if decoded >= self.decoded_length {
            return self.end();
        }
        match self.piece_at(decoded) {
            None => self.span.start as usize + decoded,
            Some(piece) if piece.copied => piece.source_start + (decoded - piece.decoded),
            Some(piece) => piece.source_start,
        }
    }

    /// Exactly the source bytes that made a range of decoded bytes; empty for an empty range.
    #[must_use]
    pub fn span_of(&self, decoded: Range<usize>) -> Span {
        let start = self.source_of(decoded.start);
        let end = if decoded.end <= decoded.start {
            start
        } else {
            self.source_end_of(decoded.end.min(self.decoded_length) - 1)
        };
        Span::new(self.span.file, start, end)
    }

    /// The end of the source of the decoded byte.
    fn source_end_of(&self, decoded: usize) -> usize {
        match self.piece_at(decoded) {
            None => self.span.start as usize + decoded + 1,
            Some(piece) if piece.copied => piece.source_start + (decoded - piece.decoded) + 1,
            Some(piece) => piece.source_end,
        }
    }

    fn end(&self) -> usize {
        self.pieces
            .last()
            .map_or(self.span.end as usize, |piece| piece.source_end)
    }

    fn piece_at(&self, decoded: usize) -> Option<&Piece> {
        let after = self
            .pieces
            .partition_point(|piece| piece.decoded <= decoded);
        self.pieces.get(after.checked_sub(1)?)
    }
}

fn decode(text: &str, [span, written]: [Span; 2], style: ScalarStyle, value: &str) -> Decoded {
    match style {
        ScalarStyle::Plain => flow::plain(text, span.range()),
        ScalarStyle::SingleQuoted => flow::single_quoted(text, span.range()),
        ScalarStyle::DoubleQuoted => flow::double_quoted(text, span.range()),
        ScalarStyle::Literal | ScalarStyle::Folded => {
            block::decode(text, written.range().start, style, value)
        }
    }
}

impl Decoded {
    /// Takes source bytes as they are.
    fn copy(&mut self, source: &str, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        if let Some(last) = self.pieces.last_mut()
            && last.copied
            && last.source_end == range.start
        {
            last.source_end = range.end;
        } else {
            self.pieces.push(Piece {
                decoded: self.text.len(),
                source_start: range.start,
                source_end: range.end,
                copied: true,
            });
        }
        self.text.push_str(slice(source, range));
    }

    /// Adds text that source bytes stand for.
    fn make(&mut self, text: &str, range: Range<usize>) {
        self.pieces.push(Piece {
            decoded: self.text.len(),
            source_start: range.start,
            source_end: range.end,
            copied: false,
        });
        self.text.push_str(text);
    }
}

/// The length of the line break at a byte: 2 for CRLF, 1 for LF or CR, 0 where there is none.
fn break_length(bytes: &[u8], at: usize) -> usize {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => 2,
        (Some(b'\r' | b'\n'), _) => 1,
        _ => 0,
    }
}
