//! Joins the findings of all environments, and drops those that have the same cause as others.

use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;
use crate::source::Span;

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

/// Pairs of rules where the first speaks for both when they point at the same text.
const BEFORE: &[(&str, &str)] = &[
    ("unquoted-template", "invalid-yaml"),
    ("unquoted-template", "wrong-type"),
];

/// One cause, one diagnostic: where several rules describe the same fault at the same place, only
/// the most specific one reports.
pub(super) fn drop_follow_ups(diagnostics: &mut Vec<Diagnostic>) {
    let speaks: Vec<(&'static str, Span)> = diagnostics
        .iter()
        .filter(|found| BEFORE.iter().any(|(first, _)| *first == found.rule.name))
        .map(|found| (found.rule.name, found.span))
        .collect();
    if speaks.is_empty() {
        return;
    }
    diagnostics.retain(|found| {
        !speaks.iter().any(|(first, span)| {
            BEFORE.contains(&(first, found.rule.name)) && overlap(*span, found.span)
        })
    });
}

fn overlap(a: Span, b: Span) -> bool {
    a.file == b.file && a.start <= b.end && b.start <= a.end
}
