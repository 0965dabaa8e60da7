//! The page that GitHub Actions shows of a step: Markdown in which what strangers wrote is text and
//! nothing else.

use std::fmt::Write as _;

use crate::diagnostic::Diagnostic;
use crate::source::Sources;

use super::redact;
use super::text::visible;
use super::words::{details, place, worst_first};
use super::{Summary, summary_line};

const HEAD: &str = "| level | rule | place | finding |\n|---|---|---|---|\n";
/// Room for the line that says how many rows are left out.
const LAST_LINE_BYTES: usize = 200;

/// A heading, the summary and a table of the findings that count, the worst first, in at most this
/// many bytes; nothing where there is not even room for the heading.
#[must_use]
pub fn step_summary(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    summary: &Summary,
    most_bytes: usize,
) -> String {
    let redacted = redact::redact(diagnostics, sources);
    let (diagnostics, sources) = (&*redacted.diagnostics, redacted.sources.get());
    let mut out = format!("### hookc\n\n{}\n\n", summary_line(summary));
    let shown = worst_first(diagnostics);
    if out.len() + HEAD.len() + LAST_LINE_BYTES > most_bytes {
        return String::new();
    }
    if shown.is_empty() {
        return out;
    }
    out.push_str(HEAD);
    for (index, found) in shown.iter().enumerate() {
        let row = row(found, sources);
        if out.len() + row.len() + LAST_LINE_BYTES > most_bytes {
            let left = shown.len() - index;
            let _ = writeln!(out, "| | | | {left} more: see the log of this step |");
            break;
        }
        out.push_str(&row);
    }
    out.push('\n');
    out
}

fn row(found: &Diagnostic, sources: &Sources) -> String {
    let mut texts = vec![literal(&visible(&found.message))];
    texts.extend(details(found).iter().map(|line| literal(line)));
    format!(
        "| {} | {} | {} | {} |\n",
        found.severity.name(),
        literal(found.rule.name),
        literal(&place(found, sources)),
        texts.join("<br>")
    )
}

/// A text of which neither Markdown nor HTML makes anything: whatever could mean something is
/// written as the number of its character.
#[must_use]
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let is_plain = c.is_ascii_alphanumeric() || " -,;/'".contains(c) || !c.is_ascii();
        if is_plain {
            out.push(c);
        } else {
            let _ = write!(out, "&#{};", u32::from(c));
        }
    }
    out
}
