//! Reading YAML: spans are true, parents contain children, scalars map back.

use hookc::diagnostic::Diagnostic;
use hookc::source::FileId;
use hookc::yaml::{self, Document, Node, ScalarMap, typed};

use super::assert_span;

pub fn run(bytes: &[u8]) {
    let text = super::text(bytes);
    // The short way and the way of all agree, where the short one takes the text.
    if let Err(difference) = yaml::compare_paths(&text) {
        panic!("the two ways to read differ: {difference}");
    }
    let stream = yaml::parse(FileId(0), &text);
    let mut end = 0;
    for document in &stream.documents {
        assert!(document.span.start >= end, "documents overlap");
        end = document.span.end;
        assert_span(document.span, &text);
        assert_eq!(document.broken, !document.diagnostics.is_empty());
        let found = findings(document);
        for diagnostic in document.diagnostics.iter().chain(&found) {
            let labels = diagnostic.labels.iter().map(|label| label.span);
            let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
            let edits = edits.map(|edit| edit.span);
            for span in labels.chain(edits).chain([diagnostic.span]) {
                assert_span(span, &text);
            }
        }
        if let Some(root) = document.root() {
            let _ = root.entries().count();
        }
        nodes(document, &text);
    }
    let mut end = 0;
    for comment in &stream.comments {
        assert_span(comment.span, &text);
        assert!(comment.span.start >= end, "comments overlap");
        end = comment.span.end;
        let written = &text[comment.span.range()];
        assert_eq!(written.strip_prefix('#'), Some(comment.text));
    }
}

fn findings(document: &Document<'_>) -> Vec<Diagnostic> {
    yaml::duplicate_keys(document)
        .into_iter()
        .chain(yaml::unknown_tags(document))
        .chain(yaml::merge_values(document))
        .chain(yaml::unquoted_templates(document))
        .collect()
}

/// Each node by itself, since a tree of thousands of levels is none to walk down by calls.
fn nodes(document: &Document<'_>, text: &str) {
    for node in document.nodes() {
        assert_span(node.written_span(), text);
        assert_span(node.span(), text);
        let _ = (typed(node), node.is_hole(), node.anchor());
        if node.is_alias() {
            continue;
        }
        assert!(
            node.written_span().contains(node.span()),
            "content lies outside of what is written"
        );
        if let Some(tag) = node.tag() {
            assert_span(tag.span, text);
        }
        scalar(node, text);
        let entries = node.raw_entries();
        let children = entries.flat_map(|entry| [entry.key, entry.value]);
        for child in node.items().chain(children) {
            assert!(
                node.written_span().contains(child.written_span()),
                "a child lies outside of its parent"
            );
        }
    }
}

fn scalar(node: Node<'_, '_>, text: &str) {
    let Some(scalar) = node.scalar() else {
        return;
    };
    let map = ScalarMap::new(node);
    assert!(map.is_exact(), "{:?} does not map back", scalar.value);
    let mut at_least = 0;
    for (at, c) in scalar.value.char_indices() {
        let span = map.span_of(at..at + c.len_utf8());
        assert_span(span, text);
        assert!(span.start >= at_least, "{:?} maps backwards", scalar.value);
        at_least = span.start;
    }
}
