//! Differences between two texts.

use std::fmt::Write as _;
use std::ops::Range;

use rustc_hash::FxHashMap;
use similar::udiff::UnifiedHunkHeader;
use similar::{
    Algorithm, DiffOp, DiffTag, DiffableStr, TextDiff, capture_diff_slices, group_diff_ops,
};

use super::text::visible;

/// The lines around a change.
const CONTEXT: usize = 3;

/// From this many lines on, both texts together, the shortest of all differences is not sought: the
/// time for that grows with the square of the lines that differ.
const MANY_LINES: usize = 10_000;

/// A unified diff with three lines of context, as `patch` reads it; empty where the texts are
/// equal. The lines are those of the texts, byte for byte.
#[must_use]
pub fn unified(path_old: &str, path_new: &str, old: &str, new: &str) -> String {
    let lines = |text: &str| memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).count();
    if lines(old) + lines(new) > MANY_LINES {
        return of_many_lines(path_old, path_new, old, new);
    }
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(CONTEXT)
        .header(&visible(path_old), &visible(path_new))
        .to_string()
}

/// The same for long texts, in about linear time: lines that only one of them has are told apart
/// first, then lines that stand once in each are matched.
fn of_many_lines(path_old: &str, path_new: &str, old: &str, new: &str) -> String {
    let (old, new) = (old.tokenize_lines(), new.tokenize_lines());
    let mut out = String::new();
    for hunk in group_diff_ops(operations(&old, &new), CONTEXT) {
        if hunk.is_empty() {
            continue;
        }
        if out.is_empty() {
            let _ = writeln!(out, "--- {}\n+++ {}", visible(path_old), visible(path_new));
        }
        let _ = writeln!(out, "{}", UnifiedHunkHeader::new(&hunk));
        for operation in hunk {
            let removed = old.get(operation.old_range()).unwrap_or_default();
            let added = new.get(operation.new_range()).unwrap_or_default();
            if operation.tag() == DiffTag::Equal {
                push_lines(&mut out, ' ', removed);
            } else {
                push_lines(&mut out, '-', removed);
                push_lines(&mut out, '+', added);
            }
        }
    }
    out
}

fn push_lines(out: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        out.push(sign);
        out.push_str(line);
        if !line.ends_with_newline() {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// What makes the new lines of the old ones.
fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let mut numbers: FxHashMap<&str, (usize, bool)> = FxHashMap::default();
    for line in old {
        let next = numbers.len();
        numbers.entry(*line).or_insert((next, false));
    }
    for line in new {
        if let Some((_, is_in_both)) = numbers.get_mut(*line) {
            *is_in_both = true;
        }
    }
    // The lines that both have, as numbers, with their places.
    let shared = |lines: &[&str]| -> (Vec<usize>, Vec<usize>) {
        let found = lines.iter().enumerate().filter_map(|(place, line)| {
            let (number, is_in_both) = numbers.get(line)?;
            is_in_both.then_some((*number, place))
        });
        found.unzip()
    };
    let ((old_lines, old_places), (new_lines, new_places)) = (shared(old), shared(new));
    let mut found = Vec::new();
    let (mut at_old, mut at_new) = (0, 0);
    for same in capture_diff_slices(Algorithm::Patience, &old_lines, &new_lines) {
        if same.tag() != DiffTag::Equal {
            continue;
        }
        let old_places = old_places.get(same.old_range()).unwrap_or_default();
        let new_places = new_places.get(same.new_range()).unwrap_or_default();
        for (&old_index, &new_index) in old_places.iter().zip(new_places) {
            push_change(&mut found, at_old..old_index, at_new..new_index);
            push_equal(&mut found, old_index, new_index);
            (at_old, at_new) = (old_index + 1, new_index + 1);
        }
    }
    push_change(&mut found, at_old..old.len(), at_new..new.len());
    found
}

fn push_equal(found: &mut Vec<DiffOp>, old_index: usize, new_index: usize) {
    if let Some(DiffOp::Equal { len, .. }) = found.last_mut() {
        *len += 1;
    } else {
        found.push(DiffOp::Equal {
            old_index,
            new_index,
            len: 1,
        });
    }
}

fn push_change(found: &mut Vec<DiffOp>, old: Range<usize>, new: Range<usize>) {
    if !old.is_empty() || !new.is_empty() {
        found.push(DiffOp::Replace {
            old_index: old.start,
            old_len: old.len(),
            new_index: new.start,
            new_len: new.len(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_stands_between_its_neighbours() {
        let diff = unified("dist/a.json", "built/a.json", "1\n2\n3\n", "1\ntwo\n3\n");
        assert_eq!(
            diff,
            "--- dist/a.json\n+++ built/a.json\n@@ -1,3 +1,3 @@\n 1\n-2\n+two\n 3\n"
        );
    }

    #[test]
    fn equal_texts_have_no_diff() {
        assert_eq!(unified("a", "b", "same\n", "same\n"), "");
    }

    #[test]
    fn a_missing_last_line_end_is_told() {
        assert_eq!(
            unified("a", "b", "x\n", "x"),
            "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+x\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn long_texts_have_the_diff_that_short_ones_have() {
        let line = |n: usize| format!("line {n}\n");
        let old: String = (0..400).map(line).collect();
        let changed = |n: usize| match n {
            20 | 21 => String::new(),
            90 => "other\n".to_owned(),
            200 => format!("new\n{}", line(200)),
            399 => "line 399".to_owned(),
            n => line(n),
        };
        let new: String = (0..400).map(changed).collect();
        assert_eq!(
            of_many_lines("a", "b", &old, &new),
            unified("a", "b", &old, &new)
        );
        assert_eq!(
            of_many_lines("a", "b", &new, &old),
            unified("a", "b", &new, &old)
        );
        assert_eq!(of_many_lines("a", "b", &old, &old), "");
        assert_eq!(
            of_many_lines("a", "b", "", &old),
            unified("a", "b", "", &old)
        );
    }
}
