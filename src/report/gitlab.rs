//! A Code Quality report of GitLab: what a merge request newly brings is shown in it.
//!
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Severity, fingerprint};
use crate::source::Sources;

use super::json_text;
use super::words::whole_message;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    /// GitLab shows one issue of each fingerprint.
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// A list of what counts; GitLab knows no allowed findings.
pub(super) fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let shown = diagnostics.iter().filter(|found| !found.suppressed);
    let issues: Vec<Issue<'_>> = shown.map(|found| issue(found, sources)).collect();
    json_text::pretty(&issues)
}

fn issue<'a>(found: &'a Diagnostic, sources: &'a Sources) -> Issue<'a> {
    let file = &sources[found.span.file];
    Issue {
        description: whole_message(found),
        check_name: found.rule.name,
        fingerprint: fingerprint(found, file.path()),
        severity: match found.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Location {
            path: file.path(),
            lines: Lines {
                begin: file.position(found.span.start).line,
                end: file.position(found.span.end).line,
            },
        },
    }
}
