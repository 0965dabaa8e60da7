//! What is YAML but a mistake in a definition. Only for documents that are ours.

use rustc_hash::FxHashMap;

use super::core_schema::{Typed, typed};
use super::extent;
use super::merge::is_merge_key;
use super::tree::{Content, Document, Entry, Node, ScalarStyle};
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
    for node in written(document) {
        let mut entries = node.raw_entries();
        let (Some(first), Some(second)) = (entries.next(), entries.next()) else {
            continue;
        };
        let mut seen: FxHashMap<(bool, &str), Span> = FxHashMap::default();
        for Entry { key, .. } in [first, second].into_iter().chain(entries) {
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
    written(document).filter_map(unknown).collect()
}

/// `<<` keys whose value is no mapping and no list of mappings.
#[must_use]
pub fn merge_values(document: &Document<'_>) -> Vec<Diagnostic> {
    let is_mapping = |node: Node<'_, '_>| matches!(node.content(), Content::Mapping);
    written(document)
        .filter(|node| node.merges())
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
    for node in written(document) {
        let span = node.written_span();
        brackets.retain(|open| open.contains(span));
        let is_told = found.last().is_some_and(|last| last.span.contains(span))
            || document
                .diagnostics
                .iter()
                .any(|told| told.span.contains(span));
        if is_told || !node.is_flow() {
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
    let entries: Vec<Entry<'_, '_>> = node.raw_entries().collect();
    let mut found = Vec::new();
    for pair in entries.windows(2) {
        let [before, after] = pair else { continue };
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
        let is_cut = is_plain(before.value)
            && !before.value.is_unwritten()
            && is_plain(after.key)
            && after.value.is_unwritten()
            && !has_colon;
        if is_pattern && is_cut {
            let span = before.value.written_span().cover(after.key.written_span());
            let value = slice(text, span.range());
            found.push(unquoted_template::found(span, value, true));
        }
    }
    found
}

/// All nodes but aliases, each where it is written.
fn written<'t, 's>(document: &'t Document<'s>) -> impl Iterator<Item = Node<'t, 's>> {
    document.nodes().filter(|node| !node.is_alias())
}

/// Where a key stands: without quotes, and of an alias the alias.
fn written_span_of(key: Node<'_, '_>) -> Span {
    if key.is_alias() {
        key.written_span()
    } else {
        key.span()
    }
}
