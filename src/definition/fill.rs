//! Build-time values: `${name}`, `${secret.NAME}` and `$${`.

use std::borrow::Cow;

use super::manifest::Environment;
use super::text::{Piece, PieceKind, Text};
use crate::source::{Span, slice};
use crate::yaml::{Node, Scalar, Typed};

/// One `${…}` in a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingUse<'s> {
    /// What stands in the braces.
    pub name: Cow<'s, str>,
    /// From `$` to `}`.
    pub span: Span,
    /// Whether the braces hold a name at all.
    pub is_name: bool,
}

/// One `${secret.NAME}` in a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretUse<'s> {
    /// The name behind `secret.`.
    pub name: Cow<'s, str>,
    /// From `$` to `}`.
    pub span: Span,
}

/// The build-time values that a document uses.
#[derive(Clone, Debug, Default)]
pub struct Uses<'s> {
    /// In the order of the source.
    pub settings: Vec<SettingUse<'s>>,
    /// In the order of the source.
    pub secrets: Vec<SecretUse<'s>>,
}

/// Fills in a scalar. What cannot be filled in stays as it is written and is noted in `uses`.
pub fn fill<'s>(
    node: Node<'_, 's>,
    scalar: &Scalar<'s>,
    environment: Option<&Environment<'s>>,
    uses: &mut Uses<'s>,
) -> Text<'s> {
    let source = &scalar.value;
    if !holds_a_reference(source.as_bytes()) {
        return Text::plain(node, scalar);
    }
    let mut pieces = Vec::new();
    // Up to `copied` the text stands in `out`; most of all texts have nothing to be replaced.
    let (mut out, mut copied) = (String::new(), 0);
    let mut at = 0;
    while let Some(found) = slice(source, at..source.len()).find('$') {
        at += found;
        let (length, replaced, kind) = piece_at(source, at, environment);
        let start = out.len() + at - copied;
        if let Some(kind) = kind {
            pieces.push(Piece {
                range: start..start + replaced.map_or(length, str::len),
                decoded: at..at + length,
                kind,
            });
        }
        if let Some(text) = replaced {
            out.push_str(slice(source, copied..at));
            out.push_str(text);
            copied = at + length;
        }
        at += length;
    }
    let value = (copied > 0).then(|| out + slice(source, copied..source.len()));
    let text = Text::filled(node, scalar, value, pieces);
    note_uses(&text, scalar, uses);
    text
}

/// Whether there is anything like `${` in a text.
fn holds_a_reference(text: &[u8]) -> bool {
    memchr::memchr_iter(b'$', text).any(|at| text.get(at + 1) == Some(&b'{'))
}

/// What begins at the `$` of a text: the bytes it takes, what stands there afterwards if that is not
/// the same, and what it is.
fn piece_at<'s, 'e>(
    source: &Cow<'s, str>,
    at: usize,
    environment: Option<&'e Environment<'s>>,
) -> (usize, Option<&'e str>, Option<PieceKind<'s>>) {
    let rest = slice(source, at..source.len());
    if rest.starts_with("$${") {
        return (3, Some("${"), Some(PieceKind::Escape));
    }
    // `${{x}}` belongs to another template language; what it does here is for a rule to say.
    if rest.starts_with("${{") {
        return (3, None, None);
    }
    let Some(inner) = rest.strip_prefix("${") else {
        return (1, None, None);
    };
    let Some(name) = name_in(inner) else {
        let end = inner.find(['}', '\n', '$']);
        let is_closed = |end: &usize| inner.as_bytes().get(*end) == Some(&b'}');
        let length = end.filter(is_closed).map_or(2, |end| end + 3);
        return (length, None, Some(PieceKind::Unresolved));
    };
    let length = name.len() + 3;
    let end = at + length - 1;
    if let Some(secret) = name.strip_prefix("secret.") {
        let name = part(source, end - secret.len()..end);
        return (length, None, Some(PieceKind::Secret { name }));
    }
    match environment.and_then(|environment| environment.value(name)) {
        Some(value) => {
            let kind = PieceKind::Setting {
                name: part(source, end - name.len()..end),
                value: value.span,
            };
            (length, Some(&value.text), Some(kind))
        }
        None => (length, None, Some(PieceKind::Unresolved)),
    }
}

/// A part of a text, borrowed from where the text is borrowed from.
fn part<'s>(text: &Cow<'s, str>, range: std::ops::Range<usize>) -> Cow<'s, str> {
    match text {
        Cow::Borrowed(text) => slice(text, range).into(),
        Cow::Owned(text) => slice(text, range).to_owned().into(),
    }
}

/// The name before the `}`, if that is a legal one.
fn name_in(inner: &str) -> Option<&str> {
    let plain = inner.strip_prefix("secret.").unwrap_or(inner);
    let is_legal = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    let length = plain.bytes().take_while(is_legal).count();
    let is_name = length > 0 && plain.as_bytes().get(length) == Some(&b'}');
    is_name.then(|| slice(inner, 0..inner.len() - plain.len() + length))
}

fn note_uses<'s>(text: &Text<'s>, scalar: &Scalar<'s>, uses: &mut Uses<'s>) {
    let source = &scalar.value;
    for piece in text.pieces() {
        let span = text.span_of(piece.range.clone());
        match &piece.kind {
            PieceKind::Setting { name, .. } => {
                uses.settings.push(SettingUse {
                    name: name.clone(),
                    span,
                    is_name: true,
                });
            }
            PieceKind::Secret { name } => uses.secrets.push(SecretUse {
                name: name.clone(),
                span,
            }),
            PieceKind::Escape => {}
            PieceKind::Unresolved => {
                let written = slice(source, piece.decoded.clone());
                let inner = written.trim_start_matches("${");
                let start = piece.decoded.end - inner.len();
                let length = inner.trim_end_matches('}').len();
                uses.settings.push(SettingUse {
                    name: part(source, start..start + length),
                    span,
                    is_name: written.strip_prefix("${").and_then(name_in).is_some(),
                });
            }
        }
    }
}

/// The environment's value where a text is exactly one `${name}`: the field takes its type.
#[must_use]
pub fn exact_setting<'r>(
    text: &Text<'_>,
    environment: Option<&'r Environment<'_>>,
) -> Option<(&'r str, Typed, Span)> {
    let [piece] = text.pieces() else { return None };
    let PieceKind::Setting { name, .. } = &piece.kind else {
        return None;
    };
    let value = environment?.value(name)?;
    (piece.range == (0..text.as_str().len())).then_some((&*value.text, value.typed, value.span))
}
