//! Keeps literal credentials out of everything that is printed.
//!
//! A finding names the places of those it knows of; they are hidden in the source text of every
//! finding, and wherever a message, a help or an edit would quote them.

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Sources, Span, slice};

/// What stands for a credential in a message.
const HIDDEN: &str = "<redacted>";
/// Shorter texts are words that may stand anywhere; a message keeps them.
const LEAST_BYTES: usize = 4;

/// Findings and sources in which nothing has to be hidden any more.
pub(super) struct Redacted<'a> {
    pub diagnostics: Cow<'a, [Diagnostic]>,
    pub sources: Shown<'a>,
}

/// Sources that are borrowed as long as nothing is hidden in them.
pub(super) enum Shown<'a> {
    Same(&'a Sources),
    Hidden(Sources),
}

impl Shown<'_> {
    pub fn get(&self) -> &Sources {
        match self {
            Shown::Same(sources) => sources,
            Shown::Hidden(sources) => sources,
        }
    }
}

/// Hides what any of the findings says has to be hidden.
pub(super) fn redact<'a>(diagnostics: &'a [Diagnostic], sources: &'a Sources) -> Redacted<'a> {
    let spans: Vec<Span> = diagnostics
        .iter()
        .flat_map(|found| found.redact.iter().copied())
        .filter(|span| !span.is_empty())
        .collect();
    if spans.is_empty() {
        return Redacted {
            diagnostics: Cow::Borrowed(diagnostics),
            sources: Shown::Same(sources),
        };
    }
    let mut literals: Vec<&str> = spans
        .iter()
        .map(|span| sources.text_at(*span))
        .filter(|literal| literal.len() >= LEAST_BYTES)
        .collect();
    // The longest first, so that none is left in part.
    literals.sort_by_key(|literal| (std::cmp::Reverse(literal.len()), *literal));
    literals.dedup();
    let hidden = diagnostics.iter().map(|found| without(found, &literals));
    let mut masked = Sources::default();
    for (id, file) in sources.iter() {
        let mut text = file.text().to_owned();
        for span in spans.iter().filter(|span| span.file == id) {
            let range = span.range();
            let before = slice(&text, 0..range.start);
            let behind = slice(&text, range.end..text.len());
            text = format!("{before}{}{behind}", mask(slice(&text, range)));
        }
        masked.add(SourceFile::new(file.path(), text));
    }
    Redacted {
        diagnostics: Cow::Owned(hidden.collect()),
        sources: Shown::Hidden(masked),
    }
}

/// A finding that quotes none of the literals. An edit that would write one is left out with the
/// whole fix: half a fix is none.
fn without(found: &Diagnostic, literals: &[&str]) -> Diagnostic {
    let mut found = found.clone();
    let hide = |text: &mut String| {
        for literal in literals {
            if text.contains(literal) {
                *text = text.replace(literal, HIDDEN);
            }
        }
    };
    hide(&mut found.message);
    found.help.iter_mut().for_each(hide);
    for label in &mut found.labels {
        hide(&mut label.message);
    }
    let quotes = |text: &str| literals.iter().any(|literal| text.contains(literal));
    if let Some(fix) = &found.fix
        && fix.edits.iter().any(|edit| quotes(&edit.text))
    {
        found.fix = None;
    }
    found
}

/// As many bytes and as many characters, so that every place stays where it is.
fn mask(text: &str) -> String {
    let masked = |c: char| match (c, c.len_utf8()) {
        ('\n' | '\r' | ' ', _) => c,
        (_, 1) => '*',
        (_, 2) => '·',
        (_, 3) => '•',
        _ => '\u{1d7ce}',
    };
    text.chars().map(masked).collect()
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn places_stay() {
        assert_eq!(mask("aé€😀\n b"), "*·•\u{1d7ce}\n *");
        assert_eq!(mask("aé€😀").len(), "aé€😀".len());
    }
}
