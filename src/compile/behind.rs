//! What is wrong behind a template without quotes, which ends the reading of its document: with the
//! quotes that its fix writes, the rest is read as well.

use crate::diagnostic::{Diagnostic, Edit, apply};
use crate::rules::reading::unquoted_template;
use crate::source::{Span, slice};
use crate::yaml::{self, Document};

/// Documents with more templates in need of quotes than this show the others once these have them.
const MAX_ROUNDS: usize = 32;

/// Longer documents are not read again and again.
const MAX_BYTES: usize = 256 * 1024;

/// What else is wrong with a broken document, and seen only when its templates have quotes.
pub(super) fn found_behind_templates(document: &Document<'_>) -> Vec<Diagnostic> {
    let Some(first) = document.diagnostics.first() else {
        return Vec::new();
    };
    let base = document.span.start;
    let original = slice(document.text(), document.span.range());
    if original.len() > MAX_BYTES {
        return Vec::new();
    }
    let mut edits: Vec<Edit> = local_edits(first, base);
    let mut found = Vec::new();
    for _ in 0..MAX_ROUNDS {
        if edits.is_empty() {
            break;
        }
        edits.sort_by_key(|edit| edit.span.start);
        let text = apply(original, &edits);
        let stream = yaml::parse(document.file(), &text);
        let next = stream
            .documents
            .first()
            .filter(|_| stream.documents.len() == 1)
            .and_then(|document| document.diagnostics.first().cloned());
        let Some(next) = next else { break };
        let Some(next) = moved_back(next, &edits, base) else {
            break;
        };
        let further = local_edits(&next, base);
        let is_new = further.iter().all(|edit| {
            edits
                .iter()
                .all(|made| made.span.end <= edit.span.start || edit.span.end <= made.span.start)
        });
        if !is_new {
            break;
        }
        found.push(next);
        if further.is_empty() {
            break;
        }
        edits.extend(further);
    }
    found
}

/// The edits of a template's fix, in bytes of the document alone; nothing for other findings.
fn local_edits(found: &Diagnostic, base: u32) -> Vec<Edit> {
    let fix = found
        .fix
        .as_ref()
        .filter(|_| found.rule.name == unquoted_template::RULE.name);
    let edits = fix.into_iter().flat_map(|fix| fix.edits.clone());
    edits
        .map(|edit| Edit {
            span: Span {
                start: edit.span.start.saturating_sub(base),
                end: edit.span.end.saturating_sub(base),
                ..edit.span
            },
            ..edit
        })
        .collect()
}

/// A finding in the edited text, at the place in the file that it is about; nothing if it touches
/// what was edited.
fn moved_back(mut found: Diagnostic, edits: &[Edit], base: u32) -> Option<Diagnostic> {
    let place = |span: Span| {
        Some(Span {
            start: base + offset_back(span.start, edits)?,
            end: base + offset_back(span.end, edits)?,
            ..span
        })
    };
    found.span = place(found.span)?;
    for label in &mut found.labels {
        label.span = place(label.span)?;
    }
    for edit in found.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
        edit.span = place(edit.span)?;
    }
    Some(found)
}

fn offset_back(at: u32, edits: &[Edit]) -> Option<u32> {
    let mut grown = 0;
    for edit in edits {
        let start = edit.span.start + grown;
        let length = u32::try_from(edit.text.len()).ok()?;
        if at <= start {
            break;
        }
        if at < start + length {
            return None;
        }
        grown += length.saturating_sub(edit.span.end - edit.span.start);
    }
    at.checked_sub(grown)
}
