//! Findings that were there when a project began to use hookc, and that count for nothing until
//! somebody gets round to them.
//!
//! An entry says what a finding is apart from its lines, and how often it is there: one more of the
//! same kind counts again.

mod read;

pub use read::{Damage, read};

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Known};
use crate::json::Json;
use crate::rules::stale_baseline;
use crate::source::{FileId, Span};

/// The version of the file's form.
const VERSION: u64 = 1;
const NOTE: &str = "written by `hookc check --write-baseline`; findings that may stay for now";

/// What a finding is known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The path of its file, from the folder of the baseline.
    pub file: String,
    /// See [`crate::diagnostic::Identity::definition`].
    pub definition: String,
    /// See [`crate::diagnostic::Identity::field`].
    pub field: String,
    /// Its rule.
    pub rule: String,
    /// See [`crate::diagnostic::Identity::subject`].
    pub subject: String,
}

/// Findings of one kind at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What they are known by.
    pub key: Key,
    /// How many there are, at least one.
    pub count: usize,
    /// The name of the rule, where the entry is written.
    pub span: Span,
}

/// An entry of which fewer findings are there than it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stale<'b> {
    /// The entry.
    pub entry: &'b Entry,
    /// How many are gone.
    pub gone: usize,
}

/// The path of a file from the folder of the baseline.
pub type PathOf<'a> = &'a dyn Fn(FileId) -> String;

impl Key {
    fn of(found: &Diagnostic, path_of: PathOf<'_>) -> Self {
        let identity = &found.identity;
        Self {
            file: path_of(found.span.file),
            definition: identity.definition.clone(),
            field: identity.field.clone(),
            rule: found.rule.name.to_owned(),
            subject: identity.subject.clone(),
        }
    }
}

/// Marks the findings that a baseline knows: they are suppressed. Says which entries have fewer
/// findings than they stand for, in their order. Each finding has to have its identity.
pub fn mark<'b>(
    baseline: &'b [Entry],
    diagnostics: &mut [Diagnostic],
    path_of: PathOf<'_>,
) -> Vec<Stale<'b>> {
    // A merge of two branches may have left two entries for one key.
    let mut left: BTreeMap<&Key, usize> = BTreeMap::new();
    for entry in baseline {
        *left.entry(&entry.key).or_default() += entry.count;
    }
    for found in diagnostics.iter_mut().filter(|found| !found.suppressed) {
        found.known = Some(match left.get_mut(&Key::of(found, path_of)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                found.suppressed = true;
                Known::Before
            }
            _ => Known::New,
        });
    }
    let mut stale = Vec::new();
    for entry in baseline {
        let Some(count) = left.get_mut(&entry.key).filter(|count| **count > 0) else {
            continue;
        };
        let gone = entry.count.min(*count);
        *count -= gone;
        stale.push(Stale { entry, gone });
    }
    stale
}

/// What is found about an entry that stands for more than is there.
#[must_use]
pub fn stale(stale: Stale<'_>) -> Diagnostic {
    let Entry { key, count, span } = stale.entry;
    let place = [&*key.definition, &*key.field];
    let place = place.into_iter().filter(|part| !part.is_empty());
    let place = place.collect::<Vec<_>>().join(" ");
    stale_baseline::gone(*span, &key.rule, &key.file, &place, (stale.gone, *count))
}

/// A baseline of the findings that count, one entry a line, so that two branches can be merged.
#[must_use]
pub fn text(diagnostics: &[Diagnostic], path_of: PathOf<'_>) -> String {
    let mut entries: BTreeMap<Key, u64> = BTreeMap::new();
    for found in diagnostics.iter().filter(|found| !found.suppressed) {
        *entries.entry(Key::of(found, path_of)).or_default() += 1;
    }
    let line = |(key, count): (Key, u64)| {
        let text = |text: String| Some(Json::Text(text));
        let entry = Json::object([
            ("file", text(key.file)),
            ("definition", text(key.definition)),
            ("field", text(key.field)),
            ("rule", text(key.rule)),
            ("subject", text(key.subject)),
            ("count", Some(Json::number(count))),
        ]);
        format!("\n    {}", entry.compact())
    };
    let lines: Vec<String> = entries.into_iter().map(line).collect();
    let end = if lines.is_empty() { "" } else { "\n  " };
    let lines = lines.join(",");
    let note = Json::text(NOTE).compact();
    format!(
        "{{\n  \"version\": {VERSION},\n  \"note\": {note},\n  \"findings\": [{lines}{end}]\n}}\n"
    )
}
