//! Characters that nobody sees, in names and keys.

use crate::diagnostic::Diagnostic;
use crate::rules::reading::confusable_character;
use crate::source::{Span, slice};
use crate::yaml::{Document, Node};

/// Names, keys and header names of a document that hold invisible characters.
#[must_use]
pub fn confusable_characters(document: &Document<'_>) -> Vec<Diagnostic> {
    let text = slice(document.text(), document.span.range());
    // Most files have none at all; an escape in double quotes can make one, too.
    if text.is_ascii() && memchr::memchr(b'\\', text.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    if let Some(root) = document.root() {
        let header = root
            .get("auth")
            .and_then(|auth| auth.get("header")?.get("name"));
        for (node, what) in [(root.get("name"), "name"), (header, "header name")] {
            found.extend(node.and_then(|node| judge(node, what)));
        }
    }
    for node in document.nodes().filter(|node| !node.is_alias()) {
        found.extend(
            node.raw_entries()
                .filter_map(|entry| judge(entry.key, "key")),
        );
    }
    found
}

fn judge(node: Node<'_, '_>, what: &str) -> Option<Diagnostic> {
    let scalar = node.scalar().filter(|scalar| !scalar.value.is_ascii())?;
    let hidden: Vec<char> = scalar.value.chars().filter(|c| is_hidden(*c)).collect();
    if hidden.is_empty() {
        return None;
    }
    let written = slice(document_text(node), node.span().range());
    let edits = written
        .char_indices()
        .filter(|(_, c)| is_hidden(*c))
        .map(|(at, c)| node.span().part(at, at + c.len_utf8()));
    // One that is written as an escape is not there to be deleted.
    let edits: Vec<Span> = edits.collect();
    let edits = if edits.len() == hidden.len() {
        edits
    } else {
        Vec::new()
    };
    Some(confusable_character::diagnostic(
        what,
        &scalar.value,
        node.span(),
        &hidden,
        &edits,
    ))
}

fn document_text<'s>(node: Node<'_, 's>) -> &'s str {
    node.document().text()
}

/// Characters that change the direction of text, or take no room: UAX #9, and the default ignorable
/// characters of Unicode that stand between letters.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{feff}'
    )
}
