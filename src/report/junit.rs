//! `JUnit` XML, as GitLab and Jenkins read it: a suite per file, a test per finding.
//!
//! <https://docs.gitlab.com/ci/testing/unit_test_reports/#file-format-and-size-limits>

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Sources};

use super::Options;
use super::text::visible;
use super::words::{details, place, why_suppressed};
use super::xml::{attribute, text};

/// How many tests there are, and of which kinds.
#[derive(Clone, Copy, Default)]
struct Counts {
    tests: usize,
    failures: usize,
    skipped: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It fails the run.
    Failed,
    /// It is below the threshold.
    Passed,
    /// It is allowed.
    Skipped,
}

/// What fails the run is a failure, and what the author allows is skipped. A report without a test
/// would be an error to Jenkins, so a run without findings is one that passes.
pub(super) fn render(diagnostics: &[Diagnostic], sources: &Sources, options: &Options) -> String {
    let mut suites = String::new();
    let mut names = BTreeMap::new();
    let of_one_file = |a: &Diagnostic, b: &Diagnostic| a.span.file == b.span.file;
    for suite in diagnostics.chunk_by(of_one_file) {
        let Some(first) = suite.first() else {
            continue;
        };
        let file = &sources[first.span.file];
        let name = attribute(file.path());
        let counts = attributes(count(suite, options));
        let _ = writeln!(suites, "  <testsuite name=\"{name}\" {counts}>");
        for found in suite {
            test_case(&mut suites, found, file, &mut names, sources, options);
        }
        suites.push_str("  </testsuite>\n");
    }
    let mut counts = count(diagnostics, options);
    if diagnostics.is_empty() {
        counts.tests = 1;
        let _ = writeln!(
            suites,
            "  <testsuite name=\"hookc\" {}>\n    \
             <testcase name=\"no findings\" classname=\"hookc\"/>\n  </testsuite>",
            attributes(counts)
        );
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"hookc\" {}>\n{suites}</testsuites>\n",
        attributes(counts)
    )
}

fn outcome(found: &Diagnostic, options: &Options) -> Outcome {
    if found.suppressed {
        Outcome::Skipped
    } else if found.severity >= options.fails_from {
        Outcome::Failed
    } else {
        Outcome::Passed
    }
}

fn count(findings: &[Diagnostic], options: &Options) -> Counts {
    let of = |wanted: Outcome| {
        let all = findings.iter();
        all.filter(|found| outcome(found, options) == wanted)
            .count()
    };
    Counts {
        tests: findings.len(),
        failures: of(Outcome::Failed),
        skipped: of(Outcome::Skipped),
    }
}

fn attributes(counts: Counts) -> String {
    format!(
        "tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\"",
        counts.tests, counts.failures, counts.skipped
    )
}

/// The names hold no line, so that a test is the same one on another branch. GitLab drops tests that
/// have the class and the name of another one: these get a number.
fn test_case(
    out: &mut String,
    found: &Diagnostic,
    file: &SourceFile,
    names: &mut BTreeMap<(String, String), usize>,
    sources: &Sources,
    options: &Options,
) {
    let class = class_name(file.path());
    let name = format!("{}: {}", found.rule.name, found.message);
    let times = names.entry((class.to_owned(), name.clone())).or_default();
    *times += 1;
    let number = match *times {
        1 => String::new(),
        times => format!(" ({times})"),
    };
    let line = file.position(found.span.start).line;
    let _ = write!(
        out,
        "    <testcase name=\"{}{number}\" classname=\"{}\" file=\"{}\" line=\"{line}\">",
        attribute(&name),
        attribute(class),
        attribute(file.path()),
    );
    let (level, message) = (found.severity.name(), attribute(&found.message));
    let mut body = vec![format!(
        "{}: {level}: {}",
        place(found, sources),
        visible(&found.message)
    )];
    body.extend(details(found));
    let body = text(&body.join("\n"));
    let _ = match outcome(found, options) {
        Outcome::Failed => write!(
            out,
            "\n      <failure message=\"{message}\" type=\"{level}\">{body}</failure>\n    "
        ),
        Outcome::Passed => write!(out, "\n      <system-out>{body}</system-out>\n    "),
        Outcome::Skipped => write!(
            out,
            "\n      <skipped message=\"{}\"/>\n    ",
            why_suppressed(found)
        ),
    };
    out.push_str("</testcase>\n");
}

/// What Jenkins makes packages and classes of, at its dots.
fn class_name(path: &str) -> &str {
    let ends = [".yaml", ".yml"];
    let mut stripped = ends.iter().filter_map(|end| path.strip_suffix(end));
    stripped.next().unwrap_or(path)
}
