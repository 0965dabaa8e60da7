//! Joins the findings of all environments, and drops those that have the same cause as others.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::definition::Manifest;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// Joins findings that are the same in several environments. `names` are those that were checked; a
/// finding in all of them names none.
pub(super) fn merge(found: Vec<Vec<Diagnostic>>, names: &[String]) -> Vec<Diagnostic> {
    let mut merged: Vec<Diagnostic> = Vec::new();
    let mut places: FxHashMap<(Span, &'static str, String), usize> = FxHashMap::default();
    for (diagnostics, name) in found.into_iter().zip(names) {
        for diagnostic in diagnostics {
            let key = (
                diagnostic.span,
                diagnostic.rule.name,
                diagnostic.message.clone(),
            );
            // What it is about may stand at another place in each environment.
            let labels = diagnostic.labels.clone();
            let redact = diagnostic.redact.clone();
            let place = *places.entry(key).or_insert_with(|| {
                merged.push(diagnostic);
                merged.len() - 1
            });
            let Some(diagnostic) = merged.get_mut(place) else {
                continue;
            };
            for label in labels {
                if !diagnostic.labels.contains(&label) {
                    diagnostic.labels.push(label);
                }
            }
            for span in redact {
                if !diagnostic.redact.contains(&span) {
                    diagnostic.redact.push(span);
                }
            }
            if diagnostic.environments.last() != Some(name) {
                diagnostic.environments.push(name.clone());
            }
        }
    }
    for diagnostic in &mut merged {
        if diagnostic.environments.len() >= names.len() {
            diagnostic.environments.clear();
        }
    }
    merged
}

/// A value that is a credential in one environment is one in those that are not looked at as well.
pub(super) fn redact_in_other_environments(
    manifest: &Manifest<'_>,
    diagnostics: &mut [Diagnostic],
) {
    let mut by_name: FxHashMap<&str, Vec<Span>> = FxHashMap::default();
    let mut names: FxHashMap<Span, &str> = FxHashMap::default();
    let environments = manifest.environments.iter();
    for value in environments.flat_map(|environment| &environment.values) {
        let name = value.name.as_str();
        by_name.entry(name).or_default().push(value.span);
        names.insert(value.span, name);
    }
    for found in diagnostics {
        let known = found.redact.iter().filter_map(|span| names.get(span));
        let same = known.filter_map(|name| by_name.get(name)).flatten();
        let others: BTreeSet<Span> = same.copied().collect();
        let new = others
            .into_iter()
            .filter(|span| !found.redact.contains(span));
        let new: Vec<Span> = new.collect();
        found.redact.extend(new);
    }
}

/// A finding about several files is shown with all of them, maybe without the findings that say what
/// has to be hidden there: so it has to say that itself.
pub(super) fn share_redactions(diagnostics: &mut [Diagnostic]) {
    let mut hidden: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
    for span in diagnostics.iter().flat_map(|found| &found.redact) {
        hidden.entry(span.file).or_default().push(*span);
    }
    if hidden.is_empty() {
        return;
    }
    for found in diagnostics {
        let spans = found.labels.iter().map(|label| label.span);
        let files: BTreeSet<FileId> = spans.chain([found.span]).map(|span| span.file).collect();
        if files.len() > 1 {
            let further = files.iter().filter_map(|file| hidden.get(file));
            found.redact.extend(further.flatten());
        }
    }
}

/// Pairs of rules where the first speaks for both when they point at the same text.
const BEFORE: &[(&str, &str)] = &[
    ("forwarded-authorization", "unknown-variable"),
    ("header-lookup", "unknown-variable"),
    ("insecure-url", "invalid-url"),
    ("invalid-credential", "invalid-header-value"),
    ("invalid-value", "invalid-header-name"),
    ("malformed-reference", "array-in-string"),
    ("malformed-reference", "prefix-capture"),
    ("malformed-reference", "unknown-variable"),
    ("mapping-to-global-key", "shadowed-variable"),
    ("placeholder-url", "invalid-url"),
    ("placeholder-url", "private-host"),
    ("placeholder-url", "unexpected-endpoint"),
    ("reserved-header", "duplicate-header"),
    ("reserved-name", "undescribed-parameter"),
    ("reserved-name", "unsupported-parameter-type"),
    ("template-in-directive", "wrong-template-syntax"),
    ("unexpected-endpoint", "private-host"),
    ("unquoted-tag", "maybe-unset-variable"),
    ("unquoted-template", "invalid-yaml"),
    ("unquoted-template", "wrong-type"),
    ("variable-in-host", "invalid-url"),
    ("variable-in-host", "unencoded-tag"),
    ("variable-in-key", "html-escape-in-json"),
    ("wrong-template-syntax", "invalid-url"),
    ("wrong-template-syntax", "unknown-variable"),
    ("wrong-type", "invalid-parameters"),
];

/// One cause, one diagnostic: where several rules describe the same fault at the same place, only
/// the most specific one reports.
pub(super) fn drop_follow_ups(diagnostics: &mut Vec<Diagnostic>) {
    let mut speaks: BTreeMap<(&'static str, FileId), Vec<Span>> = BTreeMap::new();
    for found in diagnostics.iter() {
        if BEFORE.iter().any(|(first, _)| *first == found.rule.name) {
            let at = (found.rule.name, found.span.file);
            speaks.entry(at).or_default().push(found.span);
        }
    }
    if speaks.is_empty() {
        return;
    }
    for spans in speaks.values_mut() {
        join_overlapping(spans);
    }
    diagnostics.retain(|found| {
        let mut firsts = BEFORE.iter().filter(|(_, then)| *then == found.rule.name);
        !firsts.any(|(first, _)| {
            let spans = speaks.get(&(*first, found.span.file));
            spans.is_some_and(|spans| touches(spans, found.span))
        })
    });
}

/// Sorts spans and joins those that overlap, so that one search finds what lies at a place.
fn join_overlapping(spans: &mut Vec<Span>) {
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    spans.dedup_by(|next, before| {
        let is_joined = next.start <= before.end;
        if is_joined {
            before.end = before.end.max(next.end);
        }
        is_joined
    });
}

fn touches(spans: &[Span], span: Span) -> bool {
    let after = spans.partition_point(|other| other.end < span.start);
    spans
        .get(after)
        .is_some_and(|other| other.start <= span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_touches_one_of_many_spans_is_found() {
        let span = |start, end| Span::new(FileId::default(), start, end);
        let mut spans = vec![span(40, 50), span(0, 4), span(2, 9), span(20, 21)];
        join_overlapping(&mut spans);
        assert_eq!(spans, [span(0, 9), span(20, 21), span(40, 50)]);
        for touching in [span(9, 12), span(5, 6), span(10, 45), span(50, 50)] {
            assert!(touches(&spans, touching), "{touching:?}");
        }
        for free in [span(10, 19), span(22, 39), span(51, 60)] {
            assert!(!touches(&spans, free), "{free:?}");
        }
    }
}
