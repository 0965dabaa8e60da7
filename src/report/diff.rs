//! Differences between two texts.

use similar::TextDiff;

use super::text::visible;

/// A unified diff with three lines of context, as `patch` reads it; empty where the texts are
/// equal. The lines are those of the texts, byte for byte.
#[must_use]
pub fn unified(path_old: &str, path_new: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(&visible(path_old), &visible(path_new))
        .to_string()
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
}
