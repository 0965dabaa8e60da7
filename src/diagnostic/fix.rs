//! Applies fixes to texts.

use super::{Diagnostic, Edit};
use crate::source::{FileId, slice};

/// The edits of a finding's fix in one file; nothing for a finding without a fix.
#[must_use]
pub fn edits_of(diagnostic: &Diagnostic, file: FileId) -> Vec<Edit> {
    let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
    edits
        .filter(|edit| edit.span.file == file)
        .cloned()
        .collect()
}

/// The text of a file after edits. Of edits that overlap, the one that begins first is made; of
/// insertions at one place, both, in the order in which they are given.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in ordered {
        let range = edit.span.range();
        if range.start < at {
            continue;
        }
        out.push_str(slice(text, at..range.start));
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(slice(text, at..text.len()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn edits_are_made_from_the_front_and_never_twice() {
        let edit = |start, end, text: &str| Edit {
            span: Span::new(FileId(0), start, end),
            text: text.to_owned(),
        };
        let edits = [
            edit(4, 4, "]"),
            edit(0, 0, "["),
            edit(1, 3, "XY"),
            edit(2, 4, "no"),
        ];
        assert_eq!(apply("abcd", &edits), "[aXYd]");
    }
}
