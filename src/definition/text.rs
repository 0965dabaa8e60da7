//! Text as the platform gets it, with the way back to every byte of the source.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::json::{Json, Part};
use crate::source::{Span, slice};
use crate::yaml::{Node, ScalarMap};

/// A text field after build-time values are filled in.
#[derive(Clone, Debug)]
pub struct Text<'s> {
    value: Cow<'s, str>,
    span: Span,
    written: Span,
    origin: Origin,
    pieces: Vec<Piece>,
}

/// How bytes of the decoded scalar lead to bytes of the source.
#[derive(Clone, Debug)]
enum Origin {
    /// They are the same bytes.
    Same,
    /// By a table.
    Mapped(Arc<ScalarMap>),
    /// All of them stand for the whole span.
    Whole,
}

/// A part of a text that is not what stands in the source.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// Where it stands in the scalar as decoded, in bytes.
    pub decoded: Range<usize>,
    /// What it is.
    pub kind: PieceKind,
}

/// What a [`Piece`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// `${name}`, replaced by the environment's value.
    Setting {
        /// Its name.
        name: String,
        /// Where the environment says so.
        value: Span,
    },
    /// `${secret.NAME}`; stands in the text as it is written.
    Secret {
        /// The name behind `secret.`.
        name: String,
    },
    /// `$${`, which writes `${`.
    Escape,
    /// `${…}` that cannot be replaced; stands in the text as it is written.
    Unresolved,
}

impl<'s> Text<'s> {
    /// A scalar without build-time values.
    #[must_use]
    pub fn plain(node: Node<'_, 's>, value: Cow<'s, str>) -> Self {
        Self::with_pieces(node, value, Vec::new())
    }

    /// A scalar with build-time values filled in.
    #[must_use]
    pub fn with_pieces(node: Node<'_, 's>, value: Cow<'s, str>, pieces: Vec<Piece>) -> Self {
        let (span, written) = (node.span(), node.written_span());
        let decoded = node.scalar().map_or("", |scalar| &scalar.value);
        let origin = if decoded == slice(node.document().text(), span.range()) {
            Origin::Same
        } else {
            Origin::Mapped(Arc::new(ScalarMap::new(node)))
        };
        Self {
            value,
            span,
            written,
            origin,
            pieces,
        }
    }

    /// A text that stands at a place without being written there as a scalar of its own.
    #[must_use]
    pub fn synthetic(value: impl Into<Cow<'s, str>>, span: Span) -> Self {
        Self {
            value: value.into(),
            span,
            written: span,
            origin: Origin::Whole,
            pieces: Vec::new(),
        }
    }

    /// What it says. Secrets stand in it as `${secret.NAME}`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// All of it, without quotes.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// What an edit replaces: with quotes.
    #[must_use]
    pub fn written_span(&self) -> Span {
        self.written
    }

    /// The bytes of the source that made a range of its bytes. Where build-time values are part of
    /// it, the whole `${name}`.
    #[must_use]
    pub fn span_of(&self, range: Range<usize>) -> Span {
        let start = self.decoded(range.start, false);
        let end = self.decoded(range.end, true).max(start);
        self.source_of(start..end)
    }

    /// The bytes of the source that made a range of the decoded scalar.
    fn source_of(&self, decoded: Range<usize>) -> Span {
        match &self.origin {
            Origin::Same => self.span.part(decoded.start, decoded.end),
            Origin::Mapped(map) => map.span_of(decoded),
            Origin::Whole => self.span,
        }
    }

    /// The parts that are not what stands in the source, in order.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The names of the secrets in it, in order, repeated as often as they stand there.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match &piece.kind {
            PieceKind::Secret { name } => Some(name.as_str()),
            PieceKind::Setting { .. } | PieceKind::Escape | PieceKind::Unresolved => None,
        })
    }

    /// The same as JSON, in which secrets can be filled in.
    #[must_use]
    pub fn to_template(&self) -> Json {
        self.to_template_by(&|_| false)
    }

    /// The same as JSON, in which secrets can be filled in. `in_json` says of the text before a
    /// secret whether it ends in a string of JSON.
    pub fn to_template_by(&self, in_json: &dyn Fn(&str) -> bool) -> Json {
        let mut parts = Vec::new();
        let mut at = 0;
        for piece in &self.pieces {
            let PieceKind::Secret { name } = &piece.kind else {
                continue;
            };
            parts.push(Part::Text(slice(&self.value, at..piece.range.start).into()));
            parts.push(Part::Secret {
                name: name.clone(),
                in_json: in_json(slice(&self.value, 0..piece.range.start)),
            });
            at = piece.range.end;
        }
        if parts.is_empty() {
            return Json::text(self.as_str());
        }
        parts.push(Part::Text(slice(&self.value, at..self.value.len()).into()));
        Json::Template(parts)
    }

    /// Whether a `${…}` could not be replaced, so that nothing can be said about the value.
    #[must_use]
    pub fn is_unresolved(&self) -> bool {
        self.pieces
            .iter()
            .any(|piece| piece.kind == PieceKind::Unresolved)
    }

    /// Whether it is one `${…}` that could not be replaced and nothing else.
    #[must_use]
    pub fn is_one_unresolved(&self) -> bool {
        let is_whole = |piece: &Piece| piece.range == (0..self.value.len());
        self.is_unresolved() && self.pieces.iter().all(is_whole) && self.value.ends_with('}')
    }

    /// Adds to a finding on this text where the environment gives what it is about: the parts that
    /// it points at, or any, where it points at another place.
    #[must_use]
    pub fn explain(&self, found: Diagnostic) -> Diagnostic {
        let at = found.span;
        let touches = |span: Span| {
            span.file == at.file
                && span.start < at.end.max(at.start + 1)
                && at.start < span.end.max(span.start + 1)
        };
        let is_part = touches(self.written);
        self.pieces.iter().fold(found, |found, piece| {
            let PieceKind::Setting { name, value } = &piece.kind else {
                return found;
            };
            if is_part && !touches(self.source_of(piece.decoded.clone())) {
                return found;
            }
            found.label(*value, format!("the value of `{name}`"))
        })
    }

    /// The place in the decoded scalar of a place in the text; inside of a piece, its begin or end.
    fn decoded(&self, at: usize, is_end: bool) -> usize {
        let passed = self.pieces.partition_point(|piece| piece.range.end <= at);
        let (candidate, is_inside): (_, fn(&Range<usize>, usize) -> bool) = if is_end {
            let before = self.pieces.partition_point(|piece| piece.range.end < at);
            (before, |range, at| range.start < at)
        } else {
            (passed, |range, at| range.start <= at)
        };
        let piece = self.pieces.get(candidate);
        if let Some(piece) = piece.filter(|piece| is_inside(&piece.range, at)) {
            return if is_end {
                piece.decoded.end
            } else {
                piece.decoded.start
            };
        }
        let last = passed.checked_sub(1).and_then(|last| self.pieces.get(last));
        let (end, decoded_end) = last.map_or((0, 0), |last| (last.range.end, last.decoded.end));
        decoded_end + at.saturating_sub(end)
    }
}
