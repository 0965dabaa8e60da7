//! What holds for the projects after fixes and after any edit.

use std::fmt::Write as _;

use hookc::compile::{check_example, with_fixes};
use hookc::diagnostic::{Diagnostic, Severity};
use hookc::source::Sources;
use proptest::prelude::*;

use super::cases::{Case, Lines, read_cases};

/// Text that `--fix` wrote is judged like any other: it brings no finding that was not there before.
/// Where a definition could not be read, the fix may let findings be seen in the rest of it, and
/// notes on what it made legible.
#[test]
fn fixes_bring_no_new_findings() {
    let mut complaints = String::new();
    for case in read_cases("defects", Lines::Unix) {
        let (sources, found) = check_example(&case.files);
        for one in found
            .iter()
            .filter(|one| one.fix.as_ref().is_some_and(|fix| fix.safe))
        {
            let fixed = with_fixes(&case.files, &sources, std::slice::from_ref(one));
            let (after, mut left) = check_example(&fixed);
            let is_unread = one.rule.is_fixed();
            let mut before: Vec<_> = found
                .iter()
                .map(|one| (one.rule.name, one.message.as_str()))
                .collect();
            left.retain(|one| {
                let known = before
                    .iter()
                    .position(|&known| known == (one.rule.name, one.message.as_str()));
                let is_new = known.map(|index| before.swap_remove(index)).is_none();
                let is_alarm = one.severity > Severity::Info && !one.suppressed;
                is_new && (!is_unread || is_alarm && is_on_written_line(one, &after, &case))
            });
            if !left.is_empty() {
                let shown = crate::rules::print(&sources, std::slice::from_ref(one));
                let new = crate::rules::print(&after, &left);
                let _ = write!(complaints, "== {}\n{shown}--- brings\n{new}", case.name);
            }
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// In the middle of an edit nothing panics, and spans lie in their files between characters.
    #[test]
    fn spans_lie_in_their_files_whatever_is_edited(
        pick in any::<prop::sample::Index>(),
        edits in proptest::collection::vec(edit(), 1..6),
    ) {
        let cases = read_cases("defects", Lines::Unix);
        let mut files = pick.get(&cases).files.clone();
        for (file, at, length, text) in edits {
            let file = &mut file.get_mut(&mut files).text;
            let start = boundary(file, at.index(file.len() + 1));
            let end = boundary(file, (start + length).min(file.len()));
            file.replace_range(start..end, &text);
        }
        let (sources, found) = check_example(&files);
        for one in &found {
            let labels = one.labels.iter().map(|label| label.span);
            let edits = one.fix.iter().flat_map(|fix| &fix.edits);
            for span in labels.chain(edits.map(|edit| edit.span)).chain([one.span]) {
                prop_assert!(sources[span.file].text().get(span.range()).is_some());
            }
        }
        let fixed = with_fixes(&files, &sources, &found);
        prop_assert_eq!(fixed.len(), files.len());
        let _ = check_example(&fixed);
    }
}

/// Whether a finding is on a line that the files of a project did not have.
fn is_on_written_line(found: &Diagnostic, sources: &Sources, case: &Case) -> bool {
    let file = &sources[found.span.file];
    let start = found.span.range().start;
    let number = file.text()[..start].matches('\n').count();
    let line = file.text().lines().nth(number);
    let known = case.files.iter().find(|known| known.path == file.path());
    line.is_some_and(|line| known.is_some_and(|known| !known.text.lines().any(|one| one == line)))
}

/// A piece of a file that is replaced: which file, where, how many bytes, by what.
fn edit() -> impl Strategy<Value = (prop::sample::Index, prop::sample::Index, usize, String)> {
    let texts = prop_oneof![
        Just(String::new()),
        "[-:,#{}\\[\\]&*!|>'\"%@`$ \n\t]{1,3}",
        "\\$[a-z]{0,3}[.\\[{]?",
        "\\{\\{[#^/&!>{]?[a-z.]{0,3}\\}{0,3}",
        "\\PC{1,3}",
    ];
    (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        0..40_usize,
        texts,
    )
}

/// The last boundary between characters up to a byte.
fn boundary(text: &str, at: usize) -> usize {
    let mut boundaries = (0..=at).rev();
    boundaries
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}
