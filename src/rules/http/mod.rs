//! What several rules about requests look at.

mod address;
mod credentials;

pub(super) use crate::credential::{
    is_credential_header, is_uuid, looks_random, may_hold_secrets, scheme_word, secret_shapes,
};
pub use address::Address;
pub(super) use credentials::{credentials, secret_names, sent_in_clear};

use std::ops::Range;

use crate::definition::{Auth, Definition, PieceKind, Text};
use crate::diagnostic::{Diagnostic, Rule};
use crate::platforms::facts::{Field, Kind};
use crate::source::{Sources, Span, slice};
use crate::templates::{Neutral, neutral};
use crate::url;

/// A finding at a part of a text. Where the environment says what stands there, a label tells so.
pub(super) fn finding(
    rule: &'static Rule,
    text: &Text<'_>,
    range: Range<usize>,
    message: impl Into<String>,
) -> Diagnostic {
    text.explain(Diagnostic::new(rule, text.span_of(range), message))
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

/// Keeps a part of a text out of every output; of what an environment gives, its value. References
/// in it are no credentials.
pub(super) fn redacted(
    mut found: Diagnostic,
    text: &Text<'_>,
    neutral: &Neutral<'_>,
    range: &Range<usize>,
) -> Diagnostic {
    let mut skipped = neutral.gaps.clone();
    for piece in text.pieces() {
        if let PieceKind::Setting { value, .. } = &piece.kind {
            if touches(&piece.range, range) {
                found = found.redact(*value);
            }
            skipped.push(piece.range.clone());
        }
    }
    skipped.sort_by_key(|gap| (gap.start, gap.end));
    let mut at = range.start;
    for gap in skipped.iter().filter(|gap| touches(gap, range)) {
        if gap.start > at {
            found = found.redact(text.span_of(at..gap.start));
        }
        at = at.max(gap.end);
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
pub(super) fn without_references<'t>(
    definition: &Definition<'_>,
    text: &'t Text<'_>,
    filler: char,
) -> Neutral<'t> {
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

/// Whether a host as written is the one with this name.
pub(super) fn is_host(written: &str, name: &str) -> bool {
    url::is_named(written, name)
}

/// Whether it is an endpoint of the platform's own.
pub(super) fn is_own_endpoint(definition: &Definition<'_>) -> bool {
    definition.form_is_certain
        && definition.platform.http.endpoint.is_some()
        && definition.kind == Kind::Webhook
        && definition.form.get(Field::Topics).is_none()
}

/// The `|` or `>` of a block with what belongs to it, where a text is one. A block ends in a line
/// break unless `-` says otherwise.
pub(super) fn block_mark(text: &Text<'_>, sources: &Sources) -> Option<Span> {
    let written = sources.text_at(text.written_span());
    let is_mark = |c: char| matches!(c, '|' | '>' | '+' | '-') || c.is_ascii_digit();
    let length = written.find(|c| !is_mark(c)).unwrap_or(written.len());
    let is_block = written.starts_with(['|', '>']);
    is_block.then(|| text.written_span().part(0, length))
}

/// Moves a finding of the line break in which a block ends to the mark of the block, and lets that
/// strip it.
pub(super) fn at_block_mark(
    mut found: Diagnostic,
    text: &Text<'_>,
    range: &Range<usize>,
    sources: &Sources,
) -> Diagnostic {
    if range.end != text.as_str().len() {
        return found;
    }
    let Some(mark) = block_mark(text, sources) else {
        return found;
    };
    let stripped = format!("{}-", sources.text_at(mark).replace('+', ""));
    found.span = mark;
    found.help = Some(format!(
        "begin the block with `{stripped}`: without the `-` it ends in a line break"
    ));
    found.edit(true, mark, stripped)
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
