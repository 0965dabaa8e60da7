//! Build-time values: `${name}`, `${secret.NAME}` and `$${`.

use std::borrow::Cow;

use super::manifest::Environment;
use super::text::{Piece, PieceKind, Text};
use crate::source::{Span, slice};
use crate::yaml::{Node, Scalar, Typed};

/// One `${…}` in a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingUse {
    /// What stands in the braces.
    pub name: String,
    /// From `$` to `}`.
    pub span: Span,
    /// Whether the braces hold a name at all.
    pub is_name: bool,
}

/// One `${secret.NAME}` in a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretUse {
    /// The name behind `secret.`.
    pub name: String,
    /// From `$` to `}`.
    pub span: Span,
}

/// The build-time values that a document uses.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    /// In the order of the source.
    pub settings: Vec<SettingUse>,
    /// In the order of the source.
    pub secrets: Vec<SecretUse>,
}

/// Fills in a scalar. What cannot be filled in stays as it is written and is noted in `uses`.
pub fn fill<'s>(
    node: Node<'_, 's>,
    scalar: &Scalar<'s>,
    environment: Option<&Environment<'s>>,
    uses: &mut Uses,
) -> Text<'s> {
    let source = &scalar.value;
    if memchr::memmem::find(source.as_bytes(), b"${").is_none() {
        return Text::plain(node, source.clone());
    }
    let mut out = String::with_capacity(source.len());
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(found) = slice(source, at..source.len()).find('$') {
        out.push_str(slice(source, at..at + found));
        at += found;
        let rest = slice(source, at..source.len());
        let (length, text, kind) = piece_at(rest, environment);
        if let Some(kind) = kind {
            let range = out.len()..out.len() + text.len();
            pieces.push(Piece {
                range,
                decoded: at..at + length,
                kind,
            });
        }
        out.push_str(&text);
        at += length;
    }
    out.push_str(slice(source, at..source.len()));
    let text = Text::with_pieces(node, Cow::Owned(out), pieces);
    note_uses(&text, source, uses);
    text
}

/// What begins at a `$`: the bytes it takes, what stands there afterwards, and what it is.
fn piece_at<'t>(
    rest: &'t str,
    environment: Option<&Environment<'t>>,
) -> (usize, Cow<'t, str>, Option<PieceKind>) {
    if rest.starts_with("$${") {
        return (3, "${".into(), Some(PieceKind::Escape));
    }
    // `${{x}}` belongs to another template language; what it does here is for a rule to say.
    if rest.starts_with("${{") {
        return (3, "${{".into(), None);
    }
    let Some(inner) = rest.strip_prefix("${") else {
        return (1, "$".into(), None);
    };
    let Some(name) = name_in(inner) else {
        let length = inner
            .find('}')
            .filter(|&end| !slice(inner, 0..end).contains(['\n', '$']))
            .map_or(2, |end| end + 3);
        return (
            length,
            slice(rest, 0..length).into(),
            Some(PieceKind::Unresolved),
        );
    };
    let length = name.len() + 3;
    let written = slice(rest, 0..length);
    if let Some(secret) = name.strip_prefix("secret.") {
        return (
            length,
            written.into(),
            Some(PieceKind::Secret {
                name: secret.to_owned(),
            }),
        );
    }
    match environment.and_then(|environment| environment.value(name)) {
        Some(value) => {
            let kind = PieceKind::Setting {
                name: name.to_owned(),
                value: value.span,
            };
            (
                length,
                Cow::Owned(value.text.clone().into_owned()),
                Some(kind),
            )
        }
        None => (length, written.into(), Some(PieceKind::Unresolved)),
    }
}

/// The name before the `}`, if that is a legal one.
fn name_in(inner: &str) -> Option<&str> {
    let (name, _) = inner.split_once('}')?;
    let plain = name.strip_prefix("secret.").unwrap_or(name);
    let is_name = !plain.is_empty()
        && plain
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    is_name.then_some(name)
}

fn note_uses(text: &Text<'_>, source: &str, uses: &mut Uses) {
    for piece in text.pieces() {
        let span = text.span_of(piece.range.clone());
        let written = slice(source, piece.decoded.clone());
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
                let inner = written.trim_start_matches("${").trim_end_matches('}');
                let is_name = written.strip_prefix("${").and_then(name_in).is_some();
                uses.settings.push(SettingUse {
                    name: inner.to_owned(),
                    span,
                    is_name,
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
