//! The `tests:` of definitions.

use serde_json::Value as Json;

use super::{Rendered, Values, name_problems, render};
use crate::definition::{Data, Definition, Test, Text, Value};
use crate::diagnostic::list_all;
use crate::flow::Flow;
use crate::project::DefinitionId;
use crate::source::Span;

/// What became of one test.
#[derive(Clone, Debug)]
pub struct TestResult {
    /// The webhook.
    pub webhook: DefinitionId,
    /// The name of the test.
    pub name: String,
    /// Where the name is written.
    pub span: Span,
    /// What is not as expected; nothing for a test that passes.
    pub mismatches: Vec<Mismatch>,
}

/// One thing that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The expectation, or the name of the test.
    pub span: Span,
    /// A lower-case phrase that makes sense with the name of the test.
    pub message: String,
    /// What is expected and what is there; nothing where a test cannot run as it is written.
    pub difference: Option<(String, String)>,
}

/// Runs the tests of a webhook.
#[must_use]
pub fn run_tests(flow: &Flow<'_, '_>, webhook: DefinitionId) -> Vec<TestResult> {
    let Some(definition) = flow.project.get(webhook) else {
        return Vec::new();
    };
    let tests = definition.request.tests.iter();
    tests
        .map(|test| {
            let name = test.name.as_ref();
            TestResult {
                webhook,
                name: name.map_or("", Text::as_str).to_owned(),
                span: name.map_or(definition.name_span(), Text::span),
                mismatches: run(flow, webhook, definition, test),
            }
        })
        .collect()
}

fn run(
    flow: &Flow<'_, '_>,
    webhook: DefinitionId,
    definition: &Definition<'_>,
    test: &Test<'_>,
) -> Vec<Mismatch> {
    let values = test.given.as_ref().map(Values::from).unwrap_or_default();
    let problems = name_problems(flow, webhook, &values);
    let name_span = test
        .name
        .as_ref()
        .map_or(definition.name_span(), Text::span);
    let mut found = Vec::new();
    let mut wrong = |span: Span, message: String| {
        found.push(Mismatch {
            span,
            message,
            difference: None,
        });
    };
    if !problems.missing.is_empty() {
        let names = list_all(problems.missing.iter().map(String::as_str));
        wrong(
            name_span,
            format!("`given` lacks {names}, which the request needs"),
        );
    }
    for name in &problems.unused {
        let entries = test.given.as_ref().map_or(&[][..], Value::entries);
        let is_it = |key: &str| key.strip_prefix('$').unwrap_or(key) == name;
        let key = entries.iter().find(|(key, _)| is_it(key.as_str()));
        let span = key.map_or(name_span, |(key, _)| key.span());
        wrong(
            span,
            format!("`given` has `{name}`, which the request does not use"),
        );
    }
    let Some(rendered) = render(definition, &values) else {
        return found;
    };
    if let Some(expect) = test.expect.as_ref().filter(|_| found.is_empty()) {
        for (key, expected) in expect.entries() {
            compare_part(key, expected, &rendered, &mut found);
        }
    }
    found
}

fn compare_part(
    key: &Text<'_>,
    expected: &Value<'_>,
    rendered: &Rendered,
    found: &mut Vec<Mismatch>,
) {
    match key.as_str() {
        "url" => compare(expected, &Json::from(rendered.url.as_str()), "url", found),
        "method" => compare(
            expected,
            &Json::from(rendered.method.as_str()),
            "method",
            found,
        ),
        "headers" => {
            for (name, value) in expected.entries() {
                let what = format!("header {}", name.as_str());
                let headers = rendered.headers.iter();
                let mut same =
                    headers.filter(|(other, _)| other.eq_ignore_ascii_case(name.as_str()));
                match same.next() {
                    Some((_, actual)) => compare(value, &Json::from(actual.as_str()), &what, found),
                    None => found.push(missing(name, value, &what)),
                }
            }
        }
        "body" => compare_body(key, expected, rendered, found),
        // Reading a definition reports other keys.
        _ => {}
    }
}

fn compare_body(
    key: &Text<'_>,
    expected: &Value<'_>,
    rendered: &Rendered,
    found: &mut Vec<Mismatch>,
) {
    let Some(body) = &rendered.body else {
        return found.push(missing(key, expected, "body"));
    };
    if expected.text().is_some() {
        return compare(expected, &Json::from(body.as_str()), "body", found);
    }
    match serde_json::from_str(body) {
        Ok(actual) => compare(expected, &actual, "body", found),
        Err(error) => found.push(Mismatch {
            span: key.span(),
            message: format!("the body is no JSON: {error}"),
            difference: Some((shown(&expected.to_serde()), body.clone())),
        }),
    }
}

/// Mappings match where they contain what is written, everything else exactly.
fn compare(expected: &Value<'_>, actual: &Json, what: &str, found: &mut Vec<Mismatch>) {
    match (&expected.data, actual) {
        (Data::Map(entries), Json::Object(members)) => {
            for (key, inner) in entries {
                let what = format!("{what}.{}", key.as_str());
                match members.get(key.as_str()) {
                    Some(actual) => compare(inner, actual, &what, found),
                    None => found.push(missing(key, inner, &what)),
                }
            }
        }
        (Data::List(items), Json::Array(actual)) if items.len() == actual.len() => {
            for (index, (item, actual)) in items.iter().zip(actual).enumerate() {
                compare(item, actual, &format!("{what}[{index}]"), found);
            }
        }
        _ => {
            let wanted = expected.to_serde();
            if wanted != *actual {
                found.push(Mismatch {
                    span: expected.span,
                    message: format!("`{what}` is not as expected"),
                    difference: Some((shown(&wanted), shown(actual))),
                });
            }
        }
    }
}

fn missing(key: &Text<'_>, expected: &Value<'_>, what: &str) -> Mismatch {
    Mismatch {
        span: key.span(),
        message: format!("the request has no `{what}`"),
        difference: Some((shown(&expected.to_serde()), String::new())),
    }
}

/// Text as it is, anything else as JSON.
fn shown(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        value => format!("{value:#}"),
    }
}
