//! JUnit by an XML parser, and what GitLab reads.

use hookc::diagnostic::{Diagnostic, Severity};
use hookc::identity::identify;
use hookc::report::Format;
use hookc::source::{SourceFile, Sources, Span};
use roxmltree::Document;
use serde_json::Value;

use super::{HOSTILE, RULE, all, hostile, report};

#[test]
fn junit_of_anything_is_xml_with_a_test_per_finding() {
    let (mut found, sources) = hostile();
    found[1].suppressed = true;
    found[2].severity = Severity::Warning;
    let out = report(Format::Junit, &found, &sources);
    let document = Document::parse(&out).unwrap();
    let cases = all(&document, "testcase");
    assert_eq!(cases.len(), HOSTILE.len());
    let count = |tag: &str| all(&document, tag).len();
    assert_eq!(
        (count("failure"), count("skipped"), count("system-out")),
        (HOSTILE.len() - 2, 1, 1)
    );
    let root = document.root_element();
    let number = |name: &str| root.attribute(name).unwrap().parse::<usize>().unwrap();
    assert_eq!(number("tests"), cases.len());
    assert_eq!(number("failures"), count("failure"));
    assert_eq!(number("skipped"), 1);
    let of_suites = |name: &str| -> usize {
        let suites = all(&document, "testsuite");
        let counts = suites.iter().map(|suite| suite.attribute(name).unwrap());
        counts.map(|count| count.parse::<usize>().unwrap()).sum()
    };
    assert_eq!(of_suites("tests"), number("tests"));
    assert_eq!(of_suites("failures"), number("failures"));
    // What XML can hold comes back as it was, in attributes too.
    for index in [0, 5, 6, 7, 9, 14] {
        assert_eq!(
            cases[index]
                .attribute("file")
                .unwrap()
                .replace("\\u{9}", "\t"),
            HOSTILE[index]
        );
    }
}

/// GitLab takes one test of each class and name.
#[test]
fn junit_names_no_two_tests_alike() {
    let mut sources = Sources::default();
    let one = sources.add(SourceFile::new("a.yaml", "a: b\n"));
    let other = sources.add(SourceFile::new("a.yml", "a: b\n"));
    let found: Vec<Diagnostic> = [one, one, other]
        .iter()
        .map(|file| Diagnostic::new(&RULE, Span::new(*file, 0, 1), "same"))
        .collect();
    let out = report(Format::Junit, &found, &sources);
    let document = Document::parse(&out).unwrap();
    let mut names: Vec<_> = all(&document, "testcase")
        .iter()
        .map(|case| (case.attribute("classname"), case.attribute("name")))
        .collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 3);
}

#[test]
fn gitlab_gets_what_it_reads() {
    let (mut found, sources) = hostile();
    found[0].suppressed = true;
    found[1].severity = Severity::Warning;
    found[2].severity = Severity::Info;
    let twice = found[3].clone();
    found.insert(4, twice);
    identify(&mut found, &sources, &[]);
    let out = report(Format::Gitlab, &found, &sources);
    let issues: Vec<Value> = serde_json::from_str(&out).unwrap();
    assert_eq!(issues.len(), found.len() - 1);
    let mut fingerprints: Vec<&str> = Vec::new();
    for (issue, found) in issues.iter().zip(&found[1..]) {
        assert!(
            issue["description"]
                .as_str()
                .unwrap()
                .starts_with("there is no")
        );
        assert_eq!(issue["check_name"], "a-rule");
        let severities = ["info", "minor", "major", "critical", "blocker"];
        assert!(severities.contains(&issue["severity"].as_str().unwrap()));
        assert_eq!(issue["location"]["path"], sources[found.span.file].path());
        assert_eq!(issue["location"]["lines"]["begin"], 1);
        fingerprints.push(issue["fingerprint"].as_str().unwrap());
    }
    assert_eq!(issues[0]["severity"], "minor");
    assert_eq!(issues[1]["severity"], "info");
    assert_eq!(issues[2]["severity"], "major");
    // It shows one issue of each fingerprint.
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), issues.len());
}
