//! SARIF by the schema of OASIS and the limits of GitHub.

use std::path::Path;

use hookc::diagnostic::{Diagnostic, Severity};
use hookc::report::{Format, Options, Summary, render};
use hookc::rules::TABLE;
use hookc::schema_check::{Verdict, judge};
use hookc::source::{SourceFile, Sources, Span};
use serde_json::Value;

use super::{HOSTILE, INFO, RULE, WARNING, hostile, report};

/// Whether the official schema accepts a log; `None` where the suites are not there.
fn is_sarif(log: &Value) -> Option<Verdict> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/suites/sarif/sarif-schema-2.1.0.json");
    #[expect(clippy::disallowed_methods, reason = "tests read suites from the disk")]
    let Ok(schema) = std::fs::read_to_string(&path) else {
        println!("skipped: no {}", path.display());
        return None;
    };
    // The pattern of `language` has a bracket that opens nowhere, which ECMA-262 refuses (with `u`).
    let schema = schema.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    let schema = serde_json::from_str(&schema).unwrap();
    Some(judge(&schema, Some(log)))
}

#[track_caller]
pub fn sarif(found: &[Diagnostic], sources: &Sources) -> Value {
    let log: Value = serde_json::from_str(&report(Format::Sarif, found, sources)).unwrap();
    if let Some(verdict) = is_sarif(&log) {
        assert_eq!(verdict, Verdict::Judged(Vec::new()));
    }
    log
}

#[test]
fn the_schema_of_sarif_is_really_asked() {
    let log = serde_json::json!({ "version": "2.1.0", "runs": [{ "tool": {} }] });
    if let Some(verdict) = is_sarif(&log) {
        assert!(matches!(verdict, Verdict::Judged(faults) if !faults.is_empty()));
    }
}

/// Every rule of hookc, described as GitHub takes it, with all of its findings in all examples.
#[test]
fn every_rule_can_be_described() {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("a.yaml", "a: b\n"));
    let found: Vec<Diagnostic> = TABLE
        .iter()
        .map(|entry| Diagnostic::new(entry.rule, Span::new(file, 0, 1), "x"))
        .collect();
    let log = sarif(&found, &sources);
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    assert_eq!(rules.len(), TABLE.len());
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(result["ruleId"], rules[index]["id"]);
    }
    for rule in rules {
        // https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#reportingdescriptor-object
        for key in ["shortDescription", "fullDescription"] {
            let text = rule[key]["text"].as_str().unwrap();
            assert!((10..=1024).contains(&text.chars().count()), "{rule}");
        }
        let help = rule["help"]["markdown"].as_str().unwrap();
        assert!(
            help.contains("## Reported") && help.contains("```yaml"),
            "{help}"
        );
        assert_eq!(help.matches("```").count() % 2, 0, "{help}");
    }
}

/// The text in a region, by lines and columns of code points as the log says.
fn text_in_region(region: &Value, text: &str) -> String {
    let at = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap() - 1;
    // Lines end with LF, CRLF or CR (§3.30.1); these texts keep theirs.
    let normal = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = normal.split('\n').collect();
    let (first, last) = (at("startLine"), at("endLine"));
    let mut out = String::new();
    for (number, line) in lines.iter().enumerate().take(last + 1).skip(first) {
        let chars: Vec<char> = line.chars().collect();
        let from = if number == first {
            at("startColumn")
        } else {
            0
        };
        let to = if number == last {
            at("endColumn")
        } else {
            chars.len()
        };
        out.extend(&chars[from..to]);
        if number < last {
            out.push('\n');
        }
    }
    out
}

#[test]
fn sarif_of_anything_is_valid_and_points_at_it() {
    let (found, sources) = hostile();
    let log = sarif(&found, &sources);
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), HOSTILE.len());
    for (result, text) in results.iter().zip(HOSTILE) {
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(fluent_uri::UriRef::parse(uri).is_ok(), "{uri}");
        assert_eq!(percent_decoded(uri), *text);
        let content = format!("name: é {text}\nurl: x\n");
        let plain = text.replace("\r\n", "\n").replace('\r', "\n");
        assert_eq!(text_in_region(&place["region"], &content), plain);
        let edit = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(edit["insertedContent"]["text"], *text);
        assert_eq!(text_in_region(&edit["deletedRegion"], &content), plain);
        // Nothing that a stranger writes becomes a link.
        let message = result["message"]["text"].as_str().unwrap();
        assert!(!message.contains("]("), "{message}");
        assert_eq!(result["relatedLocations"][0]["id"], 1);
    }
}

fn percent_decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next().unwrap(), rest.next().unwrap()];
        let digits = std::str::from_utf8(&digits).unwrap();
        bytes.push(u8::from_str_radix(digits, 16).unwrap());
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn sarif_tells_what_is_allowed_and_how_the_run_ends() {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("a.yaml", "a: b\n"));
    let mut found = vec![
        Diagnostic::new(&WARNING, Span::new(file, 0, 1), "open"),
        Diagnostic::new(&RULE, Span::new(file, 3, 4), "allowed"),
    ];
    found[1].suppressed = true;
    let log = sarif(&found, &sources);
    let run = &log["runs"][0];
    assert_eq!(run["results"][0]["suppressions"], serde_json::json!([]));
    assert_eq!(run["results"][1]["suppressions"][0]["kind"], "inSource");
    assert_eq!(run["invocations"][0]["exitCode"], 0);
    let options = Options {
        fails_from: Severity::Warning,
        ..Options::default()
    };
    let summary = Summary::new(1, 1, &found);
    let text = render(Format::Sarif, &found, &sources, &summary, &options);
    let log: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(log["runs"][0]["invocations"][0]["exitCode"], 1);
}

#[test]
fn sarif_stays_below_the_limits_of_github() {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("a.yaml", "a: b\n"));
    let span = Span::new(file, 0, 1);
    let mut found = vec![Diagnostic::new(&INFO, span, "minor"); 25_000];
    let labelled = Diagnostic::new(&RULE, span, "labels");
    found.push((0..2_000).fold(labelled, |found, n| found.label(span, n.to_string())));
    let log: Value = serde_json::from_str(&report(Format::Sarif, &found, &sources)).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 25_000);
    let last = &results[24_999];
    assert_eq!(last["level"], "error");
    assert!(last["relatedLocations"].as_array().unwrap().len() < 1_000);
    let notes = &run["invocations"][0]["toolExecutionNotifications"];
    assert!(
        notes[0]["message"]["text"]
            .as_str()
            .unwrap()
            .starts_with("1 findings")
    );
    if let Some(verdict) = is_sarif(&log) {
        assert_eq!(verdict, Verdict::Judged(Vec::new()));
    }
}
