//! A comment for a review. What definitions, branches and paths say is text in it and nothing else.

use std::fmt::Write as _;

use super::super::{Category, Change};
use super::{Report, place};
use crate::diagnostic::{Diagnostic, Severity};
use crate::platforms::markdown::fence;
use crate::report::{Secrets, markdown_text, visible};
use crate::source::{Sources, Span};

/// Code hosts refuse comments that are longer (GitHub: 65,536 characters).
const MOST_BYTES: usize = 60_000;
/// The most lines of a state that are shown of one change.
const MOST_LINES: usize = 6;

/// A heading, the verdict, a table, and a block that opens for each category.
pub(super) fn render(report: &Report) -> String {
    let secrets = report.secrets();
    let found = report.diagnostics();
    let shown: Vec<(&Change, &Diagnostic)> = report
        .changes
        .iter()
        .filter(|change| change.new.or(change.old).is_some())
        .zip(&found)
        .collect();
    let mut out = format!(
        "### Contract: {} → {}\n\n",
        markdown_text(&visible(&report.old)),
        markdown_text(&visible(&report.new))
    );
    let verdict = if report.breaks() { "⛔" } else { "✅" };
    let _ = writeln!(out, "{verdict} {}\n", report.summary());
    if !shown.is_empty() {
        out.push_str("| | for | what | where |\n|---|---|---|---|\n");
    }
    let mut rows = shown.iter();
    for (index, (change, found)) in rows.by_ref().enumerate() {
        if out.len() > MOST_BYTES / 2 {
            let left = shown.len() - index;
            let _ = writeln!(out, "| | | {left} more: run `hookc diff` | |");
            break;
        }
        row(&mut out, change, found, &secrets, &report.sources);
    }
    for category in Category::ALL {
        let of = shown.iter().filter(|(it, _)| it.kind.category == category);
        let of: Vec<_> = of.collect();
        if of.is_empty() {
            continue;
        }
        let mut block = format!(
            "\n<details><summary>{} ({})</summary>\n\n",
            category.name(),
            of.len()
        );
        for (change, found) in of {
            detail(&mut block, change, found, &secrets, &report.sources);
        }
        block.push_str("</details>\n");
        if out.len() + block.len() > MOST_BYTES {
            let _ = writeln!(out, "\nDetails are left out: run `hookc diff`.");
            break;
        }
        out.push_str(&block);
    }
    let gaps = report.gaps();
    if !gaps.is_empty() {
        let _ = writeln!(out, "\nNot compared, because it cannot be read:\n");
        for gap in gaps.iter().take(20) {
            let _ = writeln!(out, "- {}", markdown_text(gap));
        }
        if gaps.len() > 20 {
            let _ = writeln!(out, "- {} more", gaps.len() - 20);
        }
    }
    out
}

fn verdict(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "**breaks**",
        Severity::Warning => "compatible",
        Severity::Info => "info",
    }
}

fn row(
    out: &mut String,
    change: &Change,
    found: &Diagnostic,
    secrets: &Secrets<'_>,
    sources: &Sources,
) {
    let _ = writeln!(
        out,
        "| {} | {} | {} | {} |",
        verdict(found.severity),
        change.kind.category.name(),
        sentence(found, secrets),
        places(change, sources),
    );
}

fn places(change: &Change, sources: &Sources) -> String {
    let places = [change.old, change.new].into_iter().flatten();
    let places: Vec<String> = places
        .map(|span| markdown_text(&visible(&place(sources, span))))
        .collect();
    places.join(" → ")
}

fn sentence(found: &Diagnostic, secrets: &Secrets<'_>) -> String {
    let mut text = secrets.message(found);
    if !found.environments.is_empty() {
        text = format!("{text} ({})", found.environments.join(", "));
    }
    markdown_text(&visible(&text))
}

fn detail(
    out: &mut String,
    change: &Change,
    found: &Diagnostic,
    secrets: &Secrets<'_>,
    sources: &Sources,
) {
    let _ = writeln!(
        out,
        "{} {}: {}<br>{}\n",
        verdict(found.severity),
        change.kind.name(),
        sentence(found, secrets),
        markdown_text(change.kind.rule.why),
    );
    let mut lines = String::new();
    let (old, new) = change.telling();
    for (mark, span) in [('-', old), ('+', new)] {
        let Some(span) = span else { continue };
        let text = secrets.text_at(whole_lines(sources, span));
        for line in text.lines().take(MOST_LINES) {
            let _ = writeln!(lines, "{mark} {}", visible(&line.replace('\t', "    ")));
        }
        if text.lines().count() > MOST_LINES {
            let _ = writeln!(lines, "{mark} …");
        }
    }
    let fence = fence(&lines);
    let _ = writeln!(out, "{fence}diff\n{lines}{fence}\n");
}

/// The lines in which a span lies.
fn whole_lines(sources: &Sources, span: Span) -> Span {
    let file = &sources[span.file];
    let text = file.text();
    let range = span.range();
    let start = text
        .get(..range.start)
        .and_then(|before| before.rfind('\n'));
    let end = text.get(range.end..).and_then(|after| after.find('\n'));
    Span::new(
        span.file,
        start.map_or(0, |at| at + 1),
        end.map_or(text.len(), |at| range.end + at),
    )
}
