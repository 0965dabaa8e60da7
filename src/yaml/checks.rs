//! What is YAML but a mistake in a definition. Only for documents that are ours.

use rustc_hash::FxHashMap;

use super::core_schema::{Typed, typed};
use super::extent;
use super::merge::is_merge_key;
use super::tree::{Content, Document, Entry, Kind, Node, Scalar, ScalarStyle};
use crate::diagnostic::Diagnostic;
use crate::rules::reading::{duplicate_key, invalid_yaml, unquoted_template};
use crate::source::{Span, slice};

/// The tags that mean something here: those of the core schema, and the one that means text.
const KNOWN_TAGS: [&str; 9] = [
    "!",
    "tag:yaml.org,2002:str",
    "tag:yaml.org,2002:int",
    "tag:yaml.org,2002:float",
    "tag:yaml.org,2002:bool",
    "tag:yaml.org,2002:null",
    "tag:yaml.org,2002:map",
    "tag:yaml.org,2002:seq",
    "tag:yaml.org,2002:merge",
];

/// Keys that stand twice in one mapping. Keys are the same when they have the same text, whatever
/// type YAML gives them, because all that is read here becomes JSON: `1` and `"1"` are one key. Two
/// `<<` are no duplicates.
#[must_use]
pub fn duplicate_keys(document: &Document<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mappings = document.nodes_of(|kind| matches!(kind, Kind::Mapping { .. }));
    for node in mappings.filter(|&node| may_repeat_a_key(node)) {
        let mut seen: FxHashMap<(bool, &str), Span> = FxHashMap::default();
        for Entry { key, .. } in node.raw_entries() {
            let (Some(scalar), Some(kind)) = (key.scalar(), typed(key)) else {
                continue;
            };
            if is_merge_key(key) || key.is_hole() {
                continue;
            }
            let value = scalar.value.as_ref();
            // `~` and `null` are one key, `1.0` and `1.00` are not worth the telling.
            let is_null = kind == Typed::Null;
            let name = if is_null { "" } else { value };
            let at = written_span_of(key);
            match seen.get(&(is_null, name)) {
                Some(&first) => found.push(duplicate_key::found(at, first, value)),
                None => {
                    seen.insert((is_null, name), at);
                }
            }
        }
    }
    found
}

/// Whether two keys of a mapping are alike at first sight. Those of most mappings are not, and need
/// no closer look.
fn may_repeat_a_key(node: Node<'_, '_>) -> bool {
    let mut seen = [0_u64; 4];
    let mut keys = node.raw_entries().filter_map(|entry| entry.key.scalar());
    keys.any(|key| {
        let number = number_of(key);
        let Some(word) = seen.get_mut(usize::from(number / 64)) else {
            return true;
        };
        let bit = 1 << (number % 64);
        let is_taken = *word & bit != 0;
        *word |= bit;
        is_taken
    })
}

/// The same number for the same key, most often another one for another.
fn number_of(key: &Scalar<'_>) -> u8 {
    let bytes = match key.value.as_bytes() {
        // All ways to write null.
        b"" | b"~" | b"null" | b"Null" | b"NULL" => &[],
        bytes => bytes,
    };
    let ends = (bytes.first(), bytes.get(bytes.len() / 2), bytes.last());
    let (Some(first), Some(middle), Some(last)) = ends else {
        return 0;
    };
    let number = first.wrapping_mul(7) ^ middle.wrapping_mul(29) ^ last.wrapping_mul(101);
    number.wrapping_add(
        u8::try_from(bytes.len() % 256)
            .unwrap_or(0)
            .wrapping_mul(37),
    )
}

/// Tags that are none of YAML's own.
#[must_use]
pub fn unknown_tags(document: &Document<'_>) -> Vec<Diagnostic> {
    let unknown = |node: Node<'_, '_>| {
        let tag = node.tag().filter(|tag| !KNOWN_TAGS.contains(&tag.name))?;
        let is_text = node
            .scalar()
            .is_some_and(|scalar| scalar.style == ScalarStyle::Plain);
        let whole = is_text.then(|| tag.span.cover(node.written_span()));
        let value = whole.map(|span| (span, slice(document.text(), span.range())));
        let name = slice(document.text(), tag.span.range());
        Some(invalid_yaml::unknown_tag(tag.span, name, value))
    };
    if document.properties.is_empty() {
        return Vec::new();
    }
    let written = document.nodes().filter(|node| !node.is_alias());
    written.filter_map(unknown).collect()
}

/// `<<` keys whose value is no mapping and no list of mappings.
#[must_use]
pub fn merge_values(document: &Document<'_>) -> Vec<Diagnostic> {
    let is_mapping = |node: Node<'_, '_>| matches!(node.content(), Content::Mapping);
    document
        .nodes_of(|kind| matches!(kind, Kind::Mapping { merges: true, .. }))
        .flat_map(Node::raw_entries)
        .filter(|entry| is_merge_key(entry.key) && !entry.value.is_hole())
        .filter(|entry| match entry.value.content() {
            Content::Mapping => false,
            Content::Sequence => !entry.value.items().all(is_mapping),
            Content::Scalar(_) => true,
        })
        .map(|entry| invalid_yaml::merge_value(entry.key.span()))
        .collect()
}

/// Templates without quotes that YAML reads as something else: `{{x}}` as a mapping with a mapping
/// as its key, and a pattern with a comma inside of `{ }` as two entries.
#[must_use]
pub fn unquoted_templates(document: &Document<'_>) -> Vec<Diagnostic> {
    let text = document.text();
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut brackets: Vec<Span> = Vec::new();
    for node in document.nodes_of(Kind::is_flow) {
        let span = node.written_span();
        brackets.retain(|open| open.contains(span));
        let is_told = found.last().is_some_and(|last| last.span.contains(span))
            || document
                .diagnostics
                .iter()
                .any(|told| told.span.contains(span));
        if is_told {
            continue;
        }
        if slice(text, span.range()).starts_with("{{") {
            let value = slice(text, span.range());
            found.push(unquoted_template::found(span, value, !brackets.is_empty()));
            continue;
        }
        brackets.push(span);
        found.extend(split_patterns(node, text));
    }
    found
}

/// Patterns and `JSONPath`s that a comma cuts in two: what follows it is read as a key without value.
fn split_patterns(node: Node<'_, '_>, text: &str) -> Vec<Diagnostic> {
    let mut entries = node.raw_entries();
    let Some(mut before) = entries.next() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for after in entries {
        if after.value.is_unwritten() && is_split(before, after, text) {
            let span = before.value.written_span().cover(after.key.written_span());
            let value = slice(text, span.range());
            found.push(unquoted_template::found(span, value, true));
        }
        before = after;
    }
    found
}

/// Whether an entry without value is what follows the comma of a pattern.
fn is_split(before: Entry<'_, '_>, after: Entry<'_, '_>, text: &str) -> bool {
    let is_plain = |node: Node<'_, '_>| {
        let scalar = node.scalar().filter(|_| !node.is_alias());
        scalar.is_some_and(|scalar| scalar.style == ScalarStyle::Plain)
    };
    let begins = slice(text, before.value.written_span().range());
    let is_pattern = ["^", "$.", "$["]
        .iter()
        .any(|sign| begins.starts_with(sign))
        || before
            .key
            .scalar()
            .is_some_and(|key| key.value == "pattern");
    let key_end = after.key.written_span().range().end;
    let has_colon = extent::after_blanks(text, key_end).starts_with(':');
    is_pattern
        && is_plain(before.value)
        && !before.value.is_unwritten()
        && is_plain(after.key)
        && !has_colon
}

/// Where a key stands: without quotes, and of an alias the alias.
fn written_span_of(key: Node<'_, '_>) -> Span {
    if key.is_alias() {
        key.written_span()
    } else {
        key.span()
    }
}
