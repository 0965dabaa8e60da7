//! What holds for every text: reading never panics, spans are true, scalars map back.

use hookc::source::{FileId, Span};
use hookc::yaml::{self, Node, ScalarMap};
use proptest::prelude::*;

/// Pieces that mean something in YAML or in our templates.
const PIECES: &[&str] = &[
    "a",
    "key",
    "é",
    "日本",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    ": ",
    ":",
    "- ",
    "-",
    "? ",
    "---",
    "\n---\n",
    "...",
    "\n...\n",
    "{",
    "}",
    "[",
    "]",
    ",",
    ", ",
    "'",
    "''",
    "\"",
    "\\",
    "\\n",
    "\\d",
    "\\u00e9",
    "\\x",
    "|",
    "|-\n",
    ">\n",
    "|2\n",
    "# c",
    " #",
    "&a ",
    "*a",
    "*b",
    "!x ",
    "!!str ",
    "<<: ",
    "%YAML 1.2",
    "%",
    "@",
    "`",
    "{{x}}",
    "${x}",
    "$images[0]",
    "\u{feff}",
    "\u{85}",
    "\0",
    "\u{2028}",
    "~",
    "null",
    "1.5",
    "\n  ",
    "\n    ",
    "\n\n",
    "!",
    "&",
    "*",
    "!<",
    ">",
    "\u{7f}",
];

/// Lines of a block scalar, and pieces of the other styles.
const FLOW_PIECES: &[&str] = &[
    "a",
    "é",
    " ",
    "  ",
    "\t",
    "\n  ",
    "\r\n  ",
    "\n\n  ",
    " \n \t\n  ",
    "\\n",
    "\\u00e9",
    "\\\n  ",
    "\\\r\n  ",
    "\\\n\n  ",
    "\\\"",
    "''",
    "\\x41",
    "\\\\",
    "\\ ",
    "\\\t",
    "#",
    "$x",
    "{{x}}",
    "\r  ",
    "\\uD834\\uDD1E",
    "\\U0001F600",
    "\\/",
];

fn text_of(pieces: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..most).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_read(text in "\\PC{0,60}") {
        check(&text)?;
    }

    #[test]
    fn any_mixture_of_yaml_can_be_read(text in text_of(PIECES, 24)) {
        check(&text)?;
    }

    #[test]
    fn a_broken_document_does_not_hide_the_next(text in text_of(PIECES, 12)) {
        let whole = format!("{text}\n---\nkind: trigger\n");
        check(&whole)?;
        let stream = yaml::parse(FileId(0), &whole);
        let last = stream.documents.last().unwrap();
        let kind = last.root().and_then(|root| root.get("kind"));
        // A carriage return before it is one line end with its line feed; all else is its own.
        prop_assert!(kind.is_some(), "{whole:?}");
    }

    #[test]
    fn flow_scalars_map_back(quote in "['\"]?", inner in text_of(FLOW_PIECES, 10)) {
        check(&format!("k: {quote}{inner}{quote}\nnext: 1\n"))?;
    }

    #[test]
    fn block_scalars_map_back(
        header in "[|>][1-3]?[-+]?( # [|>])?",
        lines in prop::collection::vec("(  |   |    |)(a|é b|\t| |\\$x # y)?(\r\n|\n)", 0..7),
        rest in "(  a| |next: 1\n|# c\n|)",
    ) {
        check(&format!("k: {header}\n{}{rest}", lines.concat()))?;
    }
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let stream = yaml::parse(FileId(0), text);
    let mut end = 0;
    for document in &stream.documents {
        prop_assert!(document.span.start >= end, "{text:?}");
        end = document.span.end;
        check_span(document.span, text)?;
        prop_assert_eq!(document.broken, !document.diagnostics.is_empty());
        let found = yaml::duplicate_keys(document)
            .into_iter()
            .chain(yaml::unknown_tags(document))
            .chain(yaml::merge_values(document))
            .chain(yaml::unquoted_templates(document));
        for diagnostic in document.diagnostics.iter().cloned().chain(found) {
            check_span(diagnostic.span, text)?;
            for label in &diagnostic.labels {
                check_span(label.span, text)?;
            }
            for edit in diagnostic.fix.iter().flat_map(|fix| &fix.edits) {
                check_span(edit.span, text)?;
            }
        }
        if let Some(root) = document.root() {
            check_node(root, text)?;
        }
    }
    for comment in &stream.comments {
        check_span(comment.span, text)?;
        prop_assert!(text[comment.span.range()].starts_with('#'), "{text:?}");
    }
    Ok(())
}

fn check_node(node: Node<'_, '_>, text: &str) -> Result<(), TestCaseError> {
    check_span(node.span(), text)?;
    check_span(node.written_span(), text)?;
    if node.is_alias() {
        return Ok(());
    }
    prop_assert!(
        node.written_span().contains(node.span()),
        "{node:?} in {text:?}"
    );
    if let Some(tag) = node.tag() {
        check_span(tag.span, text)?;
    }
    if let Some(scalar) = node.scalar() {
        let map = ScalarMap::new(node);
        prop_assert!(map.is_exact(), "{:?} in {text:?}", scalar.value);
        for (at, c) in scalar.value.char_indices() {
            check_span(map.span_of(at..at + c.len_utf8()), text)?;
        }
    }
    let children = node
        .raw_entries()
        .flat_map(|entry| [entry.key, entry.value]);
    for child in node.items().chain(children) {
        let is_inside = node.written_span().contains(child.written_span());
        prop_assert!(is_inside, "{child:?} of {node:?} in {text:?}");
        check_node(child, text)?;
    }
    prop_assert!(node.entries().count() < 1000);
    Ok(())
}

fn check_span(span: Span, text: &str) -> Result<(), TestCaseError> {
    prop_assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
    Ok(())
}
