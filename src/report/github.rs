//! Workflow commands: GitHub Actions shows them as annotations of the changed lines.
//!
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

use super::log::without_commands;
use super::text::{escape, is_hidden, visible};
use super::words::{counted, place, whole_message, worst_first};

/// GitHub shows no more annotations of one level in a step.
const MOST_OF_LEVEL: usize = 10;

/// The worst findings as commands, at most [`MOST_OF_LEVEL`] of each level; where there are more,
/// the last command says how many, and they follow as plain lines of the log.
pub(super) fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    let mut rest = String::new();
    for of_level in worst_first(diagnostics).chunk_by(|a, b| a.severity == b.severity) {
        let Some(first) = of_level.first() else {
            continue;
        };
        let room = if of_level.len() > MOST_OF_LEVEL {
            MOST_OF_LEVEL - 1
        } else {
            MOST_OF_LEVEL
        };
        for found in of_level.iter().take(room) {
            annotation(&mut out, found, sources);
        }
        let further = of_level.len().saturating_sub(room);
        if further > 0 {
            let level = command(first.severity);
            let further = counted(further, first.severity);
            let _ = writeln!(
                out,
                "::{level} title=hookc::{further} more: see the log of this step"
            );
        }
        for found in of_level.iter().skip(room) {
            log_line(&mut rest, found, sources);
        }
    }
    out + &rest
}

/// `::error file=hooks/orders.yaml,line=4,endLine=4,col=45,endColumn=57,title=…::nothing declares …`
fn annotation(out: &mut String, found: &Diagnostic, sources: &Sources) {
    let file = &sources[found.span.file];
    let (start, end) = (
        file.position(found.span.start),
        file.position(found.span.end),
    );
    let _ = write!(
        out,
        "::{} file={},line={},endLine={}",
        command(found.severity),
        property(file.path()),
        start.line,
        end.line
    );
    // GitHub refuses columns where there are several lines.
    if start.line == end.line {
        let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
    }
    let title = property(found.rule.name);
    let _ = writeln!(out, ",title={title}::{}", data(&whole_message(found)));
}

/// A finding as plain text, in which the runner must not find a command.
fn log_line(out: &mut String, found: &Diagnostic, sources: &Sources) {
    let line = format!(
        "{}[{}] {} {}",
        found.severity.name(),
        found.rule.name,
        place(found, sources),
        visible(&found.message)
    );
    let _ = writeln!(out, "{}", without_commands(&line));
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// What follows the second `::`.
fn data(text: &str) -> String {
    escaped(text, "%\r\n")
}

/// A value between the first `::` and the second.
fn property(text: &str) -> String {
    escaped(text, "%\r\n:,")
}

/// Characters by their numbers, as the runner reads them back; others that a terminal would act on
/// become visible.
fn escaped(text: &str, which: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if which.contains(c) {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else if is_hidden(c) {
            out.extend(escape(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn nothing_ends_a_command_early() {
        assert_eq!(
            data("50%\r\n::set-output a,b"),
            "50%25%0D%0A::set-output a,b"
        );
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }
}
