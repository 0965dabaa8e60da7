//! Text as the platform gets it, with the way back to every byte of the source.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::diagnostic::Diagnostic;
use crate::json::{Json, Part};
use crate::source::{FileId, Span, slice};
use crate::yaml::{Node, Scalar, ScalarMap, ScalarStyle};

/// A text field after build-time values are filled in.
#[derive(Clone, Debug)]
pub struct Text<'s>(Held<'s>);

/// Most texts are bytes of the source as they stand there: so these take little room, 24 bytes in all.
#[derive(Clone, Debug)]
enum Held<'s> {
    /// A part of the source.
    AsWritten {
        value: &'s str,
        file: ShortId,
        start: u32,
        /// Whether one byte on each side is part of what an edit replaces.
        quoted: bool,
    },
    /// Any text.
    Other(Box<Other<'s>>),
}

/// The number of one of the first 2^24 files, which leaves a byte for what else is to be known.
#[derive(Clone, Copy, Debug)]
struct ShortId([u8; 3]);

impl ShortId {
    fn of(file: FileId) -> Option<Self> {
        let [a, b, c, 0] = file.0.to_le_bytes() else {
            return None;
        };
        Some(Self([a, b, c]))
    }

    fn file(self) -> FileId {
        let [a, b, c] = self.0;
        FileId(u32::from_le_bytes([a, b, c, 0]))
    }
}

#[derive(Clone, Debug)]
struct Other<'s> {
    value: Cow<'s, str>,
    span: Span,
    written: Span,
    origin: Origin<'s>,
    pieces: Box<[Piece<'s>]>,
}

/// How bytes of the decoded scalar lead to bytes of the source.
#[derive(Clone, Debug)]
enum Origin<'s> {
    /// They are the same bytes.
    Same,
    /// By a table.
    Mapped(Mapped<'s>),
    /// All of them stand for the whole span.
    Whole,
}

/// What a table is made of, once somebody asks for a place.
#[derive(Clone, Debug)]
struct Mapped<'s> {
    /// The text of the whole file.
    text: &'s str,
    style: ScalarStyle,
    /// The scalar as decoded, where the value is another.
    decoded: Option<Box<str>>,
    map: OnceLock<Arc<ScalarMap>>,
}

/// A part of a text that is not what stands in the source.
#[derive(Clone, Debug)]
pub struct Piece<'s> {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// Where it stands in the scalar as decoded, in bytes.
    pub decoded: Range<usize>,
    /// What it is.
    pub kind: PieceKind<'s>,
}

/// What a [`Piece`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PieceKind<'s> {
    /// `${name}`, replaced by the environment's value.
    Setting {
        /// Its name.
        name: Cow<'s, str>,
        /// Where the environment says so.
        value: Span,
    },
    /// `${secret.NAME}`; stands in the text as it is written.
    Secret {
        /// The name behind `secret.`.
        name: Cow<'s, str>,
    },
    /// `$${`, which writes `${`.
    Escape,
    /// `${…}` that cannot be replaced; stands in the text as it is written.
    Unresolved,
}

impl<'s> Text<'s> {
    /// A scalar without build-time values.
    #[must_use]
    pub fn plain(node: Node<'_, 's>, scalar: &Scalar<'s>) -> Self {
        let (span, written) = (node.span(), node.written_span());
        let source = slice(node.document().text(), span.range());
        if let Some(file) = ShortId::of(span.file)
            && is_same(&scalar.value, source)
        {
            let is_quoted = written.start + 1 == span.start && span.end + 1 == written.end;
            if is_quoted || written == span {
                return Self(Held::AsWritten {
                    value: source,
                    file,
                    start: span.start,
                    quoted: is_quoted,
                });
            }
        }
        Self::filled(node, scalar, None, Vec::new())
    }

    /// A scalar with build-time values filled in; `value` is what it says then, if that is another
    /// text than it was.
    #[must_use]
    pub fn filled(
        node: Node<'_, 's>,
        scalar: &Scalar<'s>,
        value: Option<String>,
        pieces: Vec<Piece<'s>>,
    ) -> Self {
        let (span, text) = (node.span(), node.document().text());
        let origin = if is_same(&scalar.value, slice(text, span.range())) {
            Origin::Same
        } else {
            // What stands behind an alias has its header elsewhere.
            let map = node.is_alias().then(|| Arc::new(ScalarMap::new(node)));
            Origin::Mapped(Mapped {
                text,
                style: scalar.style,
                decoded: value.as_ref().map(|_| (*scalar.value).into()),
                map: map.map_or_else(OnceLock::new, OnceLock::from),
            })
        };
        Self(Held::Other(Box::new(Other {
            value: value.map_or_else(|| scalar.value.clone(), Cow::Owned),
            span,
            written: node.written_span(),
            origin,
            pieces: pieces.into(),
        })))
    }

    /// A text that stands at a place without being written there as a scalar of its own.
    #[must_use]
    pub fn synthetic(value: impl Into<Cow<'s, str>>, span: Span) -> Self {
        Self(Held::Other(Box::new(Other {
            value: value.into(),
            span,
            written: span,
            origin: Origin::Whole,
            pieces: Box::default(),
        })))
    }

    /// What it says. Secrets stand in it as `${secret.NAME}`.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Held::AsWritten { value, .. } => value,
            Held::Other(other) => &other.value,
        }
    }

    /// The same as long as the source, copied only where it does not stand there.
    #[must_use]
    pub fn to_cow(&self) -> Cow<'s, str> {
        match &self.0 {
            Held::AsWritten { value, .. } => Cow::Borrowed(value),
            Held::Other(other) => other.value.clone(),
        }
    }

    /// All of it, without quotes.
    #[inline]
    #[must_use]
    pub fn span(&self) -> Span {
        match &self.0 {
            Held::AsWritten {
                value, file, start, ..
            } => Span {
                file: file.file(),
                start: *start,
                end: start.saturating_add(u32::try_from(value.len()).unwrap_or(u32::MAX)),
            },
            Held::Other(other) => other.span,
        }
    }

    /// What an edit replaces: with quotes.
    #[must_use]
    pub fn written_span(&self) -> Span {
        match &self.0 {
            Held::AsWritten { quoted, .. } => {
                let (span, quote) = (self.span(), u32::from(*quoted));
                Span {
                    start: span.start.saturating_sub(quote),
                    end: span.end.saturating_add(quote),
                    ..span
                }
            }
            Held::Other(other) => other.written,
        }
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
        match &self.0 {
            Held::AsWritten { .. } => self.span().part(decoded.start, decoded.end),
            Held::Other(other) => other.source_of(decoded),
        }
    }

    /// The parts that are not what stands in the source, in order.
    #[inline]
    #[must_use]
    pub fn pieces(&self) -> &[Piece<'s>] {
        match &self.0 {
            Held::AsWritten { .. } => &[],
            Held::Other(other) => &other.pieces,
        }
    }

    /// The names of the secrets in it, in order, repeated as often as they stand there.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        self.pieces().iter().filter_map(|piece| match &piece.kind {
            PieceKind::Secret { name } => Some(&**name),
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
        let value = self.as_str();
        let mut parts = Vec::new();
        let mut at = 0;
        for piece in self.pieces() {
            let PieceKind::Secret { name } = &piece.kind else {
                continue;
            };
            parts.push(Part::Text(slice(value, at..piece.range.start).into()));
            parts.push(Part::Secret {
                name: name.clone().into_owned(),
                in_json: in_json(slice(value, 0..piece.range.start)),
            });
            at = piece.range.end;
        }
        if parts.is_empty() {
            return Json::text(self.as_str());
        }
        parts.push(Part::Text(slice(value, at..value.len()).into()));
        Json::Template(parts)
    }

    /// Whether a `${…}` could not be replaced, so that nothing can be said about the value.
    #[must_use]
    pub fn is_unresolved(&self) -> bool {
        self.pieces()
            .iter()
            .any(|piece| piece.kind == PieceKind::Unresolved)
    }

    /// Whether it is one `${…}` that could not be replaced and nothing else.
    #[must_use]
    pub fn is_one_unresolved(&self) -> bool {
        let value = self.as_str();
        let is_whole = |piece: &Piece<'_>| piece.range == (0..value.len());
        self.is_unresolved() && self.pieces().iter().all(is_whole) && value.ends_with('}')
    }

    /// Adds to a finding on this text where the environment gives what it is about: the parts that
    /// it points at, or any, where it points at another place.
    #[must_use]
    pub fn explain(&self, found: Diagnostic) -> Diagnostic {
        if self.pieces().is_empty() {
            return found;
        }
        let at = found.span;
        let touches = |span: Span| {
            span.file == at.file
                && span.start < at.end.max(at.start + 1)
                && at.start < span.end.max(span.start + 1)
        };
        let is_part = touches(self.written_span());
        self.pieces().iter().fold(found, |found, piece| {
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
        let pieces = self.pieces();
        let passed = pieces.partition_point(|piece| piece.range.end <= at);
        let (candidate, is_inside): (_, fn(&Range<usize>, usize) -> bool) = if is_end {
            let before = pieces.partition_point(|piece| piece.range.end < at);
            (before, |range, at| range.start < at)
        } else {
            (passed, |range, at| range.start <= at)
        };
        let piece = pieces.get(candidate);
        if let Some(piece) = piece.filter(|piece| is_inside(&piece.range, at)) {
            return if is_end {
                piece.decoded.end
            } else {
                piece.decoded.start
            };
        }
        let last = passed.checked_sub(1).and_then(|last| pieces.get(last));
        let (end, decoded_end) = last.map_or((0, 0), |last| (last.range.end, last.decoded.end));
        decoded_end + at.saturating_sub(end)
    }
}

impl Other<'_> {
    fn source_of(&self, decoded: Range<usize>) -> Span {
        match &self.origin {
            Origin::Same => self.span.part(decoded.start, decoded.end),
            Origin::Mapped(mapped) => mapped.map(self).span_of(decoded),
            Origin::Whole => self.span,
        }
    }
}

impl Mapped<'_> {
    fn map(&self, of: &Other<'_>) -> &ScalarMap {
        self.map.get_or_init(|| {
            let decoded = self.decoded.as_deref().unwrap_or(&of.value);
            let written = [of.span, of.written];
            Arc::new(ScalarMap::of_scalar(
                self.text, written, self.style, decoded,
            ))
        })
    }
}

/// Whether a value is what stands at its place. Most values are that very part of the text.
fn is_same(value: &str, source: &str) -> bool {
    value.len() == source.len() && (std::ptr::eq(value, source) || value == source)
}
