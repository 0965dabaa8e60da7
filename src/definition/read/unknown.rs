//! Keys that a definition does not have: what was meant by them.

use super::edits::{Moved, gathered, removal, replacement};
use super::reader::{Reader, Slot};
use super::{nearest_free, with_article};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, list_all};
use crate::platforms::facts::{self, COMMON_FIELDS, Facts, Kind, KindFacts, Meaning, Spelling};
use crate::rules::reading::unknown_field::{self, Meant};
use crate::source::Span;
use crate::yaml::{Entry, Node};

impl<'s> Reader<'_, 's> {
    /// Reports a key and gives the field that is meant by it, so that nobody misses that.
    pub(super) fn unknown_field(
        &mut self,
        root: Node<'_, 's>,
        (key, slot): (&str, &Slot<'_, 's>),
        kind: &'static KindFacts,
        definition: &Definition<'s>,
    ) -> Option<&'static str> {
        let owner = with_article(definition.platform, definition.kind);
        let legal = || {
            let common = COMMON_FIELDS.iter().map(|(key, ..)| *key);
            common.chain(definition.form.fields.iter().map(|facts| facts.field.key()))
        };
        let report =
            |meant: &Meant<'_>| unknown_field::diagnostic(key, slot.key, &owner, meant, legal());
        let spelling =
            spellings(definition.platform, kind.kind).find(|spelling| spelling.key == key);
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
            Some(Meaning::Redundant { value, why }) => {
                let text = format!("leave it out: {why}");
                (
                    without_entry(report(&Meant::Instead(&text)), root, slot, value),
                    None,
                )
            }
            Some(Meaning::Says { field, value, why }) => {
                let text = format!("{why}: leave it out, and write `{field}: {value}`");
                let finding = report(&Meant::Instead(&text));
                if root.get(field).is_some() {
                    (finding, None)
                } else {
                    (said_by(finding, root, slot, field, value), Some(*field))
                }
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

/// Edits that gather every key that belongs into `field` there, where that is certain.
fn move_inside(
    root: Node<'_, '_>,
    platform: &Facts,
    kind: Kind,
    field: &str,
) -> Vec<(Span, String)> {
    if root.get(field).is_some() {
        return Vec::new();
    }
    let inner_key = |key: &str| {
        let mut spellings = spellings(platform, kind).filter(|spelling| spelling.key == key);
        spellings.find_map(|spelling| match &spelling.meaning {
            Meaning::Inside { field: outer, key } if *outer == field => Some(*key),
            _ => None,
        })
    };
    let moved: Vec<Moved<'_, '_>> = root
        .entries()
        .filter_map(|entry| {
            let key = inner_key(&entry.key.scalar()?.value)?;
            Some(Moved { entry, key })
        })
        .collect();
    gathered(root, field, &moved).unwrap_or_default()
}

/// The spellings that are known on a platform for a kind.
fn spellings(platform: &Facts, kind: Kind) -> impl Iterator<Item = &'static Spelling> {
    platform
        .spellings
        .iter()
        .filter(move |spelling| spelling.kinds.is_empty() || spelling.kinds.contains(&kind))
}

/// Takes the entry out. Another value than the one that goes without saying may have been meant.
fn without_entry(
    finding: Diagnostic,
    root: Node<'_, '_>,
    slot: &Slot<'_, '_>,
    value: &str,
) -> Diagnostic {
    let written = slot.value.scalar().map_or("", |scalar| &scalar.value);
    match entry_of(root, slot).and_then(|entry| removal(root, &entry)) {
        Some(place) => finding.edit(written == value, place, ""),
        None => finding,
    }
}

/// Writes another field in the place of the entry. What the entry says is lost with it.
fn said_by(
    finding: Diagnostic,
    root: Node<'_, '_>,
    slot: &Slot<'_, '_>,
    field: &str,
    value: &str,
) -> Diagnostic {
    match entry_of(root, slot).and_then(|entry| replacement(&entry)) {
        Some(place) => finding.edit(false, place, format!("{field}: {value}")),
        None => finding,
    }
}

/// The entry of a mapping whose key and value these are.
fn entry_of<'t, 's>(root: Node<'t, 's>, slot: &Slot<'_, 's>) -> Option<Entry<'t, 's>> {
    root.entries()
        .find(|entry| entry.key.span() == slot.key && entry.value == slot.value)
}

fn with_edits(finding: Diagnostic, edits: Vec<(Span, String)>) -> Diagnostic {
    edits.into_iter().fold(finding, |finding, (span, text)| {
        finding.edit(true, span, text)
    })
}
