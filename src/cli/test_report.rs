//! What became of tests, for people and for programs.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use crate::diagnostic::{Diagnostic, Group, Rule, Severity};
use crate::render::{Mismatch, TestResult};
use crate::report::{self, Format, Options, Summary, visible, xml_attribute, xml_text};
use crate::source::{Sources, Span};

/// One test that ran.
pub(super) struct Ran {
    /// The webhook: `platform/kind/name`.
    pub webhook: String,
    /// The environment, where there are any.
    pub environment: Option<String>,
    /// What became of it.
    pub result: TestResult,
}

/// So that a mismatch is printed as findings are. It is no rule that anybody can name.
static FAILED: Rule = Rule {
    name: "failed-test",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "",
    why: "",
    sources: &[],
    bad: &[],
    good: &[],
};

impl Ran {
    fn title(&self) -> String {
        let environment = self.environment.as_deref();
        let environment = environment.map_or_else(String::new, |name| format!(" [{name}]"));
        format!("{}: {}{environment}", self.webhook, self.result.name)
    }

    fn has_passed(&self) -> bool {
        self.result.mismatches.is_empty()
    }
}

/// Every test on a line, failed ones with what is expected and what is there. `hidden` are the
/// credentials in the sources.
pub(super) fn full(ran: &[Ran], sources: &Sources, hidden: &[Span], options: &Options) -> String {
    let mut out = String::new();
    for one in ran {
        let word = if one.has_passed() { "ok  " } else { "FAIL" };
        if one.has_passed() && !options.summary {
            continue;
        }
        let _ = writeln!(out, "{word}  {}", visible(&one.title()));
        for mismatch in &one.result.mismatches {
            out.push_str(&shown(mismatch, sources, hidden, options));
        }
    }
    if options.summary && !ran.is_empty() {
        let failed = ran.iter().filter(|one| !one.has_passed()).count();
        let _ = writeln!(out, "{} passed, {failed} failed", ran.len() - failed);
    }
    out
}

fn shown(mismatch: &Mismatch, sources: &Sources, hidden: &[Span], options: &Options) -> String {
    let mut finding = Diagnostic::new(&FAILED, mismatch.span, mismatch.message.clone());
    let options = Options {
        summary: false,
        ..*options
    };
    let summary = Summary::default();
    finding.redact.extend(hidden);
    let found = [finding];
    let mut out = report::render(Format::Full, &found, sources, &summary, &options);
    if let Some((expected, actual)) = &mismatch.difference {
        out.truncate(out.trim_end_matches('\n').len() + 1);
        out.push_str(&difference(expected, actual));
        out.push('\n');
    }
    out
}

/// The two texts, by lines where they have several.
fn difference(expected: &str, actual: &str) -> String {
    if !(expected.contains('\n') || actual.contains('\n')) {
        let expected = format!("  expected: {}\n", visible(expected));
        return match actual {
            "" => expected,
            actual => format!("{expected}    actual: {}\n", visible(actual)),
        };
    }
    let mut out = String::from("  - expected\n  + actual\n\n");
    let diff = report::unified("", "", &ended(expected), &ended(actual));
    // The first lines name files and lines, of which there are none here.
    let lines = diff.lines().skip(2).filter(|line| !line.starts_with("@@"));
    for line in lines {
        let _ = writeln!(out, "  {}", visible(line));
    }
    out
}

fn ended(text: &str) -> String {
    format!("{}\n", text.trim_end_matches('\n'))
}

/// One object; its shape changes only with its `version`.
pub(super) fn json(ran: &[Ran], sources: &Sources) -> String {
    let tests: Vec<Json> = ran
        .iter()
        .map(|one| {
            let failures = one.result.mismatches.iter();
            let mut test = json!({
                "webhook": one.webhook,
                "name": one.result.name,
                "passed": one.has_passed(),
                "failures": failures.map(|failure| failure_object(failure, sources)).collect::<Vec<_>>(),
            });
            let place = place(one.result.span, sources);
            if let (Some(test), Json::Object(place)) = (test.as_object_mut(), place) {
                test.extend(place);
                if let Some(environment) = &one.environment {
                    test.insert("environment".to_owned(), json!(environment));
                }
            }
            test
        })
        .collect();
    let passed = ran.iter().filter(|one| one.has_passed()).count();
    let json = json!({
        "version": 1,
        "tests": tests,
        "summary": { "passed": passed, "failed": ran.len() - passed },
    });
    report::pretty_json(&json)
}

fn failure_object(failure: &Mismatch, sources: &Sources) -> Json {
    let mut object = json!({ "message": failure.message });
    if let (Some(object), Json::Object(place)) =
        (object.as_object_mut(), place(failure.span, sources))
    {
        object.extend(place);
        if let Some((expected, actual)) = &failure.difference {
            object.insert("expected".to_owned(), json!(expected));
            object.insert("actual".to_owned(), json!(actual));
        }
    }
    object
}

fn place(span: Span, sources: &Sources) -> Json {
    let file = &sources[span.file];
    let point = |offset: u32| {
        let at = file.position(offset);
        json!({ "line": at.line, "column": at.column, "offset": offset })
    };
    json!({ "file": file.path(), "start": point(span.start), "end": point(span.end) })
}

/// `JUnit` XML as continuous integration reads it: a suite per webhook. Without times, so that the
/// same input gives the same bytes.
pub(super) fn junit(ran: &[Ran], sources: &Sources) -> String {
    let failed = ran.iter().filter(|one| !one.has_passed()).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (count, errors) = (ran.len(), "errors=\"0\"");
    let _ = writeln!(
        out,
        "<testsuites name=\"hookc\" tests=\"{count}\" failures=\"{failed}\" {errors}>"
    );
    for suite in ran.chunk_by(|a, b| a.webhook == b.webhook && a.environment == b.environment) {
        let Some(first) = suite.first() else {
            continue;
        };
        let failed = suite.iter().filter(|one| !one.has_passed()).count();
        let name = match &first.environment {
            Some(environment) => format!("{} [{environment}]", first.webhook),
            None => first.webhook.clone(),
        };
        let (name, count) = (xml_attribute(&name), suite.len());
        let _ = writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"{count}\" failures=\"{failed}\" {errors}>"
        );
        for one in suite {
            junit_case(&mut out, one, &name, sources);
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn junit_case(out: &mut String, one: &Ran, suite: &str, sources: &Sources) {
    let file = &sources[one.result.span.file];
    let line = file.position(one.result.span.start).line;
    let (name, path) = (xml_attribute(&one.result.name), xml_attribute(file.path()));
    let _ = write!(
        out,
        "    <testcase name=\"{name}\" classname=\"{suite}\" file=\"{path}\" line=\"{line}\""
    );
    if one.has_passed() {
        out.push_str("/>\n");
        return;
    }
    out.push_str(">\n");
    for failure in &one.result.mismatches {
        let at = file.position(failure.span.start);
        let mut text = format!("{}:{}:{}", file.path(), at.line, at.column);
        if let Some((expected, actual)) = &failure.difference {
            let _ = write!(text, "\nexpected: {expected}\nactual: {actual}");
        }
        let (message, text) = (xml_attribute(&failure.message), xml_text(&text));
        let _ = writeln!(
            out,
            "      <failure message=\"{message}\" type=\"mismatch\">{text}</failure>"
        );
    }
    out.push_str("    </testcase>\n");
}
