//! Texts of the picture, safe where they come to.

use crate::diagnostic::Severity;
use crate::report::visible;

/// The most characters of one line.
const MAX_CHARACTERS: usize = 60;
/// The most lines at an edge.
const MAX_LINES: usize = 4;

/// A text on one line, without what would be invisible, cut where it is too long.
pub(super) fn line(text: &str) -> String {
    let text = visible(text);
    if text.chars().count() <= MAX_CHARACTERS {
        return text.into_owned();
    }
    text.chars()
        .take(MAX_CHARACTERS - 1)
        .chain(std::iter::once('…'))
        .collect()
}

/// The lines at an edge; of many the first, and how many more there are.
pub(super) fn lines(labels: &[String]) -> Vec<String> {
    let shown = if labels.len() > MAX_LINES {
        MAX_LINES - 1
    } else {
        labels.len()
    };
    let mut lines: Vec<String> = labels.iter().take(shown).map(|label| line(label)).collect();
    if shown < labels.len() {
        lines.push(format!("{} more", labels.len() - shown));
    }
    lines
}

/// The word that a class of a style sheet uses.
pub(super) fn class(severity: Option<Severity>) -> &'static str {
    severity.map_or("fine", Severity::name)
}
