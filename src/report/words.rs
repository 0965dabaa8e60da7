//! What all formats for programs say of a finding in words.

use crate::diagnostic::{Diagnostic, Known, Severity};
use crate::source::Sources;

use super::text::visible;

/// What is there besides the headline, a line each: in which environments, and what to write
/// instead.
pub(super) fn details(found: &Diagnostic) -> Vec<String> {
    let mut lines = Vec::new();
    match found.environments.as_slice() {
        [] => {}
        [only] => lines.push(format!("in environment {}", visible(only))),
        several => {
            let names = several.join(", ");
            lines.push(format!("in environments {}", visible(&names)));
        }
    }
    let help = found.help.iter().flat_map(|help| help.lines());
    for (index, line) in help.enumerate() {
        let lead = if index == 0 { "help: " } else { "" };
        lines.push(format!("{lead}{}", visible(line)));
    }
    lines
}

/// The headline and what else there is, with line ends between them.
pub(super) fn whole_message(found: &Diagnostic) -> String {
    let mut lines = vec![visible(&found.message).into_owned()];
    lines.extend(details(found));
    lines.join("\n")
}

/// `hooks/orders.yaml:4:45`, safe for a terminal.
pub(super) fn place(found: &Diagnostic, sources: &Sources) -> String {
    let file = &sources[found.span.file];
    let at = file.position(found.span.start);
    format!("{}:{}:{}", visible(file.path()), at.line, at.column)
}

/// The findings that count, the worst first, else in the order in which they are given.
pub(super) fn worst_first(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut shown: Vec<&Diagnostic> = diagnostics.iter().filter(|d| !d.suppressed).collect();
    shown.sort_by_key(|found| std::cmp::Reverse(found.severity));
    shown
}

/// Why a finding counts for nothing.
pub(super) fn why_suppressed(found: &Diagnostic) -> &'static str {
    match found.known {
        Some(Known::Before) => "in the baseline",
        Some(Known::New) | None => "allowed by a comment",
    }
}

/// "3 errors", "1 warning".
pub(super) fn counted(count: usize, severity: Severity) -> String {
    super::summary::counted(count, severity.name())
}
