//! What several rules about requests look at.

mod address;
mod credentials;
mod literal;

pub(super) use address::Address;
pub(super) use credentials::{
    credentials, is_credential_header, scheme_word, secret_names, sent_in_clear,
};
pub(super) use literal::{is_uuid, looks_random, secret_shapes};

use std::ops::Range;

use crate::definition::{Auth, Definition, PieceKind, Text};
use crate::diagnostic::{Diagnostic, Rule};
use crate::platforms::facts::{Field, Kind};
use crate::source::{Sources, slice};
use crate::templates::{Neutral, neutral};

/// A finding at a part of a text. Where the environment says what stands there, a label tells so.
pub(super) fn finding(
    rule: &'static Rule,
    text: &Text<'_>,
    range: Range<usize>,
    message: impl Into<String>,
) -> Diagnostic {
    let found = Diagnostic::new(rule, text.span_of(range.clone()), message);
    text.pieces()
        .iter()
        .fold(found, |found, piece| match &piece.kind {
            PieceKind::Setting { name, value } if touches(&piece.range, &range) => {
                found.label(*value, format!("the value of `{name}`"))
            }
            _ => found,
        })
}

/// An edit of a part of a text that stands in the source as it is; else the finding stays without.
pub(super) fn edited(
    found: Diagnostic,
    text: &Text<'_>,
    range: Range<usize>,
    sources: &Sources,
    safe: bool,
    new: &str,
) -> Diagnostic {
    let span = text.span_of(range.clone());
    let is_plain = !text
        .pieces()
        .iter()
        .any(|piece| touches(&piece.range, &range))
        && slice(text.as_str(), range) == sources.text_at(span);
    if is_plain {
        found.edit(safe, span, new)
    } else {
        found
    }
}

/// Keeps a part of a text out of every output, and the environment's value where it is from there.
pub(super) fn redacted(mut found: Diagnostic, text: &Text<'_>, range: Range<usize>) -> Diagnostic {
    for piece in text.pieces() {
        if let PieceKind::Setting { value, .. } = &piece.kind
            && touches(&piece.range, &range)
        {
            found = found.redact(*value);
        }
    }
    // A reference is no credential.
    let mut at = range.start;
    for piece in text.pieces() {
        let is_secret = matches!(piece.kind, PieceKind::Secret { .. });
        if is_secret && touches(&piece.range, &range) {
            found = found.redact(text.span_of(at..piece.range.start.max(at)));
            at = piece.range.end;
        }
    }
    if at < range.end {
        found = found.redact(text.span_of(at..range.end));
    }
    found
}

pub(super) fn touches(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// A text of a definition with every reference and secret replaced.
pub(super) fn without_references(
    definition: &Definition<'_>,
    text: &Text<'_>,
    filler: char,
) -> Neutral {
    let secrets = text
        .pieces()
        .iter()
        .filter(|piece| matches!(piece.kind, PieceKind::Secret { .. }))
        .map(|piece| piece.range.clone());
    let platform = definition.platform;
    neutral(
        text.as_str(),
        platform.templates,
        platform.built_in,
        secrets,
        filler,
    )
}

/// Whether what people said in a conversation is sent without being asked for.
pub(super) fn sends_transcripts(definition: &Definition<'_>) -> bool {
    definition.kind == Kind::Escalation || definition.form.get(Field::Topics).is_some()
}

/// Whether it is an endpoint of the platform's own.
pub(super) fn is_own_endpoint(definition: &Definition<'_>) -> bool {
    definition.form_is_certain
        && definition.platform.http.endpoint.is_some()
        && definition.kind == Kind::Webhook
        && definition.form.get(Field::Topics).is_none()
}

/// The names of all headers that a definition sets.
pub(super) fn header_names<'d, 's>(definition: &'d Definition<'s>) -> Vec<&'d Text<'s>> {
    let custom = match &definition.request.auth {
        Some(Auth::Header { name, .. }) => name.as_ref(),
        _ => None,
    };
    let headers = definition.request.headers.iter();
    headers.map(|header| &header.name).chain(custom).collect()
}

/// The first run of characters of a kind.
pub(super) fn run(text: &str, is_part: impl Fn(char) -> bool) -> Option<Range<usize>> {
    let start = text.find(&is_part)?;
    let rest = slice(text, start..text.len());
    let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    Some(start..start + length)
}
