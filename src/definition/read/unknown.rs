//! Keys that a definition does not have: what was meant by them.

use super::reader::{Reader, Slot};
use super::{nearest_free, with_article};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, list_all};
use crate::platforms::facts::{self, COMMON_FIELDS, Facts, Kind, KindFacts, Meaning};
use crate::rules::reading::unknown_field::{self, Meant};
use crate::source::{Span, slice};
use crate::yaml::Node;

impl<'s> Reader<'_, 's> {
    /// Reports a key and gives the field that is meant by it, so that nobody misses that.
    pub(super) fn unknown_field(
        &mut self,
        root: Node<'_, 's>,
        slot: &Slot<'_, 's>,
        kind: &'static KindFacts,
        definition: &Definition<'s>,
    ) -> Option<&'static str> {
        let key = slot.field.as_str();
        let owner = with_article(definition.platform, definition.kind);
        let legal = || {
            let common = COMMON_FIELDS.iter().map(|(key, ..)| *key);
            common.chain(definition.form.fields.iter().map(|facts| facts.field.key()))
        };
        let report =
            |meant: &Meant<'_>| unknown_field::diagnostic(key, slot.key, &owner, meant, legal());
        let spelling = definition.platform.spellings.iter().find(|spelling| {
            spelling.key == key
                && (spelling.kinds.is_empty() || spelling.kinds.contains(&kind.kind))
        });
        let (finding, meant) = match spelling.map(|spelling| &spelling.meaning) {
            Some(Meaning::Renamed(field)) if root.get(field).is_none() => (
                report(&Meant::Key(field)).edit(true, slot.key, *field),
                Some(*field),
            ),
            Some(Meaning::Renamed(field)) => {
                let text = format!("`{field}` is there already: leave `{key}` out");
                (report(&Meant::Instead(&text)), None)
            }
            Some(Meaning::Inside { field, key: inner }) => {
                let text = format!("write it as `{inner}` inside of `{field}`");
                let moved = move_inside(root, definition.platform, kind.kind, field);
                (
                    with_edits(report(&Meant::Instead(&text)), moved),
                    Some(*field),
                )
            }
            Some(Meaning::Redundant(why)) => {
                let text = format!("leave it out: {why}");
                let line = whole_lines(root.document().text(), slot);
                (report(&Meant::Instead(&text)).edit(true, line, ""), None)
            }
            Some(Meaning::Absent(text)) => (report(&Meant::Instead(text)), None),
            None => match nearest_free(key, legal(), root) {
                Some(field) => (
                    report(&Meant::Key(field)).edit(false, slot.key, field),
                    Some(field),
                ),
                None => match elsewhere(key, kind, definition) {
                    Some(text) => (report(&Meant::Instead(&text)), None),
                    None => (report(&Meant::Nothing), None),
                },
            },
        };
        self.report(finding);
        meant
    }
}

/// A sentence that says where else such a field exists.
fn elsewhere(key: &str, kind: &KindFacts, definition: &Definition<'_>) -> Option<String> {
    if let Some(form) = kind.forms.iter().find(|form| form.field(key).is_some()) {
        let direction = form.direction.unwrap_or_default();
        return Some(format!("`{key}` belongs to `direction: {direction}`"));
    }
    let owners: Vec<String> = facts::ALL
        .iter()
        .flat_map(|platform| platform.kinds.iter().map(move |kind| (*platform, kind)))
        .filter(|(_, kind)| kind.field(key).is_some())
        .map(|(platform, kind)| format!("{} {}", platform.id, kind.kind))
        .collect();
    if owners.is_empty() {
        return None;
    }
    let own = definition.form.fields.iter().map(|facts| facts.field.key());
    let common = COMMON_FIELDS.iter().map(|(key, ..)| *key);
    Some(format!(
        "`{key}` exists in {}; {} has {}",
        list_all(owners.iter().map(String::as_str)),
        with_article(definition.platform, definition.kind),
        list_all(common.chain(own)),
    ))
}

/// Edits that gather every key that belongs into `field` there, where that is simple: the field is
/// not written yet and all values are on one line.
fn move_inside(
    root: Node<'_, '_>,
    platform: &Facts,
    kind: Kind,
    field: &str,
) -> Vec<(Span, String)> {
    if root.get(field).is_some() || root.is_flow() {
        return Vec::new();
    }
    let text = root.document().text();
    let mut members = Vec::new();
    let mut lines = Vec::new();
    for entry in root.entries() {
        let Some(key) = entry.key.scalar() else {
            continue;
        };
        let inner = platform
            .spellings
            .iter()
            .find_map(|spelling| match &spelling.meaning {
                Meaning::Inside {
                    field: outer,
                    key: inner,
                } if *outer == field
                    && spelling.key == key.value
                    && spelling.kinds.contains(&kind) =>
                {
                    Some(*inner)
                }
                _ => None,
            });
        let Some(inner) = inner else { continue };
        let whole = slice(text, entry.value.written_span().range());
        let in_braces = super::body::in_braces(entry.value);
        let is_line = !whole.is_empty() && !whole.contains(['\n', '\r']);
        let in_brackets = is_line.then(|| whole.to_owned());
        let written = in_braces.or(in_brackets.filter(|_| entry.value.scalar().is_none()));
        let Some(written) = written else {
            return Vec::new();
        };
        members.push(format!("{inner}: {written}"));
        let value_key = Slot {
            field: String::new(),
            key: entry.key.span(),
            value: entry.value,
        };
        lines.push((
            entry.key.span().cover(entry.value.written_span()),
            whole_lines(text, &value_key),
        ));
    }
    let mut edits = Vec::new();
    for (index, (entry, line)) in lines.into_iter().enumerate() {
        if index == 0 {
            edits.push((entry, format!("{field}: {{ {} }}", members.join(", "))));
        } else {
            edits.push((line, String::new()));
        }
    }
    edits
}

fn with_edits(finding: Diagnostic, edits: Vec<(Span, String)>) -> Diagnostic {
    edits.into_iter().fold(finding, |finding, (span, text)| {
        finding.edit(true, span, text)
    })
}

/// The lines of a key with its value, line end included, if nothing else stands on them; else the
/// key and the value alone.
fn whole_lines(text: &str, slot: &Slot<'_, '_>) -> Span {
    let entry = slot.key.cover(slot.value.written_span());
    let before = slice(text, 0..entry.start as usize);
    let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let is_alone = slice(before, line_start..before.len()).trim().is_empty();
    let after = slice(text, entry.end as usize..text.len());
    let rest = after.find('\n').map_or(after.len(), |at| at + 1);
    let tail = slice(after, 0..rest).trim();
    if is_alone && (tail.is_empty() || tail.starts_with('#')) {
        Span::new(entry.file, line_start, entry.end as usize + rest)
    } else {
        entry
    }
}
