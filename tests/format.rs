//! What `hookc fmt` makes of texts: it reads the same, nothing is lost, and a second time changes
//! nothing.
#![expect(
    clippy::disallowed_methods,
    reason = "the files of this repository are what is formatted"
)]

use std::path::{Path, PathBuf};

use hookc::compile::check_example;
use hookc::diagnostic::{ExampleFile, unmark};
use hookc::format::{Formatted, Role, format};
use hookc::platforms::facts::{self, Facts};
use hookc::rules::TABLE;
use hookc::source::{FileId, SourceFile};
use hookc::yaml;
use proptest::prelude::*;
use serde_yaml::Value;

use crate::any_project;

fn role(path: &str, default_platform: Option<&'static Facts>) -> Role {
    if path.ends_with("hookc.yaml") {
        return Role::Manifest;
    }
    Role::Definitions {
        default_platform,
        listed: false,
    }
}

fn run(path: &str, text: &str) -> Formatted {
    let platform = facts::ALL.first().copied();
    format(
        FileId(0),
        &SourceFile::new(path, text),
        role(path, platform),
    )
}

/// The text afterwards, of files that are formatted at all.
fn formatted(text: &str) -> String {
    match run("a.yaml", text) {
        Formatted::Text(text) => text,
        other => panic!("{other:?}:\n{text}"),
    }
}

/// The values of all documents as another parser reads them; nothing where it refuses the text.
fn values(text: &str) -> Option<Vec<Value>> {
    let documents = serde_yaml::Deserializer::from_str(text);
    documents
        .map(|document| serde::Deserialize::deserialize(document).ok())
        .collect()
}

fn comments(text: &str) -> Vec<String> {
    let stream = yaml::parse(FileId(0), text);
    let texts = stream.comments.iter();
    let mut texts: Vec<String> = texts.map(|one| one.text.trim_end().to_owned()).collect();
    texts.sort();
    texts
}

fn findings(path: &str, text: &str) -> Vec<String> {
    let file = |path: &str, text: &str| ExampleFile {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let (_, found) = check_example(&[file(path, text)]);
    let mut found: Vec<String> = found
        .iter()
        .map(|one| format!("{}: {} {}", one.rule.name, one.message, one.suppressed))
        .collect();
    found.sort();
    found
}

/// Formats a text and looks at what must be so afterwards, whatever it says.
fn check(path: &str, text: &str) -> Option<String> {
    let new = match run(path, text) {
        Formatted::Text(new) => new,
        Formatted::NotOurs | Formatted::Illegible => return None,
        Formatted::WouldChange => panic!("its meaning would change:\n{text}"),
    };
    assert_eq!(run(path, &new), Formatted::Text(new.clone()), "{text}");
    assert_eq!(comments(&new), comments(text), "{text}");
    // Parsers are at odds about the last line of a block scalar that no line end ends.
    if let Some(values_before) = values(text).filter(|_| text.ends_with('\n')) {
        assert_eq!(values(&new), Some(values_before), "{text}\n=>\n{new}");
    }
    Some(new)
}

/// The files of the examples and of the tests of this repository.
fn files() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = ["examples", "tests", "src"]
        .map(|folder| root.join(folder))
        .into();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "yaml")
                && let Ok(text) = std::fs::read_to_string(&path)
            {
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_file_of_this_repository_means_the_same() {
    let mut count = 0;
    for (path, text) in files() {
        let path = path.to_str().unwrap();
        let name = if path.ends_with("hookc.yaml") {
            "hookc.yaml"
        } else {
            "a.yaml"
        };
        if let Some(new) = check(name, &text) {
            assert_eq!(findings(name, &new), findings(name, &text), "{path}");
            count += 1;
        }
    }
    assert!(count > 80, "{count}");
}

#[test]
fn every_example_of_a_rule_means_the_same() {
    let mut count = 0;
    let rules = TABLE.iter().map(|entry| entry.rule);
    for example in rules.flat_map(|rule| rule.bad.iter().chain(rule.good)) {
        for file in unmark(example).files {
            if let Some(new) = check(&file.path, &file.text) {
                assert_eq!(
                    findings(&file.path, &new),
                    findings(&file.path, &file.text),
                    "{}",
                    example.title
                );
                count += 1;
            }
        }
    }
    assert!(count > 200, "{count}");
}

#[test]
fn line_ends_and_byte_order_marks_are_kept() {
    for (_, text) in files() {
        let Formatted::Text(plain) = run("a.yaml", &text) else {
            continue;
        };
        if text.contains(['\r', '\u{feff}']) {
            continue;
        }
        for line_end in ["\r\n", "\r"] {
            let foreign = |text: &str| format!("\u{feff}{}", text.replace('\n', line_end));
            assert_eq!(formatted(&foreign(&text)), foreign(&plain));
        }
    }
}

/// Whatever YAML can be: read as a manifest, since that is always ours.
#[test]
fn every_case_of_the_yaml_suite_means_the_same() {
    let Some(cases) = crate::yaml_suite::cases() else {
        return;
    };
    let mut changed = 0;
    for case in &cases {
        let new = check("hookc.yaml", &case.text);
        changed += usize::from(new.is_some_and(|new| new != case.text));
        let below = case.text.lines().map(|line| format!("      {line}\n"));
        let below = format!("rules:\n      x:\n{}", below.collect::<String>());
        check("hookc.yaml", &below);
    }
    assert!(changed > 30, "{changed}");
}

/// The same document written in another way: its fields turned around, other indentations, blanks
/// and blank lines.
fn untidy(text: &str, seed: usize) -> String {
    let mut documents = Vec::new();
    for document in text.split("---\n") {
        let mut fields: Vec<String> = Vec::new();
        for line in document.lines() {
            let content = line.trim_start_matches(' ');
            let deeper = 1 + seed % 3;
            let indentation = (line.len() - content.len()) * deeper;
            let dash = format!("-{}", " ".repeat(2 * deeper - 1));
            let content = match content.strip_prefix("- ") {
                Some(item) => dash + item,
                None => content.to_owned(),
            };
            if indentation == 0 {
                fields.push(String::new());
            }
            let field = fields.last_mut().unwrap();
            field.push_str(&" ".repeat(indentation));
            field.push_str(&content);
            field.push_str(if seed.is_multiple_of(2) { "  \n" } else { "\n" });
        }
        let turn = seed % fields.len().max(1);
        fields.rotate_left(turn);
        let blank = "\n".repeat(seed % 4);
        documents.push(format!("{blank}{}{blank}", fields.concat()));
    }
    documents.join("---\n")
}

const TIDY: &str = "\
kind: webhook
platform: verboo
name: create_ticket
description: Opens a ticket.
url: https://helpdesk.company.com/api/tickets
method: POST
headers:
  Authorization: Bearer $helpdesk_api_key
  X-Session-ID: $session.id
body:
  title: $issue_title
  items:
    - one
    - two: 2
      three: [3, { four: 5 }]
response_directive: Confirm the number.
response:
  example: { status: success }
tests:
  - name: quotes survive
    given: { issue_title: 'Can''t' }
    expect:
      url: https://helpdesk.company.com/api/tickets
      body: { title: 'Can''t' }
---
kind: escalation
platform: mind-expression
name: human_agent
url: https://crm.acme.example/escalations
auth:
  basic:
    username: svc
    password: ${secret.CRM_PASSWORD}
headers:
  X-Team: mobile
---
kind: trigger
platform: ebbot
name: start_refund
webhook: website_bot
message: { type: scenario, value: { scenario: 82cd1000 } }
conversation: continue
sandbox: false
";

#[test]
fn one_document_is_written_in_one_way() {
    assert_eq!(formatted(TIDY), TIDY);
    for seed in 0..24 {
        let untidy = untidy(TIDY, seed);
        assert_eq!(formatted(&untidy), TIDY, "{untidy}");
    }
}

/// Pairs of texts: as written, and formatted.
#[track_caller]
fn becomes(text: &str, expected: &str) {
    let kind = "kind: webhook\nplatform: verboo\nname: a\n";
    let new = formatted(&format!("{kind}{text}"));
    assert_eq!(new.strip_prefix(kind).unwrap_or(&new), expected);
}

#[test]
fn comments_stay_with_what_they_speak_of() {
    becomes(
        "method: GET # safe\n# where it goes\nurl: https://a.example/\n",
        "# where it goes\nurl: https://a.example/\nmethod: GET # safe\n",
    );
    // Deeper than the next field: it belongs to the one before.
    becomes(
        "headers:\n    A: b\n    # C: d\n\nurl: https://a.example/\n",
        "\nurl: https://a.example/\nheaders:\n  A: b\n  # C: d\n",
    );
    // What allows a finding in the next line goes with that line, however it is indented.
    becomes(
        "headers:\n  A: b\n  # hookc: allow(insecure-url) inside\nurl: http://a.example/\n",
        "# hookc: allow(insecure-url) inside\nurl: http://a.example/\nheaders:\n  A: b\n",
    );
    becomes("url: a\n# the end\n", "url: a\n# the end\n");
}

#[test]
fn comments_at_the_top_stay_there() {
    let whole = |text: &str, expected: &str| assert_eq!(formatted(text), expected);
    whole(
        "# Orders.\nname: a\nplatform: ebbot\nkind: webhook\n",
        "# Orders.\nkind: webhook\nplatform: ebbot\nname: a\n",
    );
    whole(
        "# Orders.\n\n# the name\nname: a\nkind: webhook\n",
        "# Orders.\n\nkind: webhook\n# the name\nname: a\n",
    );
    whole(
        "# hookc: allow(unused-definition) later\nname: a\nkind: webhook\n",
        "kind: webhook\n# hookc: allow(unused-definition) later\nname: a\n",
    );
    whole(
        "# hookc: allow-file(unused-definition) later\nname: a\nkind: webhook\n",
        "# hookc: allow-file(unused-definition) later\nkind: webhook\nname: a\n",
    );
}

#[test]
fn an_alias_never_comes_before_its_anchor() {
    becomes(
        "tests:\n- given: &g {x: 1}\n  name: t\nresponse:\n  example: *g\nurl: a\n",
        "tests:\n  - name: t\n    given: &g { x: 1 }\nresponse:\n  example: *g\nurl: a\n",
    );
    becomes(
        "headers: &h\n  A: b\nmethod: GET\ntests:\n  - expect: { headers: *h }\nurl: a\n",
        "url: a\nmethod: GET\nheaders: &h\n  A: b\ntests:\n  - expect: { headers: *h }\n",
    );
}

#[test]
fn values_are_kept_to_the_byte() {
    becomes(
        "body: |\n      {\n        \"a\": 1\n      }\n\n\nurl: 'a'   # here\n",
        "\nurl: 'a'   # here\nbody: |\n  {\n    \"a\": 1\n  }\n",
    );
    becomes(
        "body: |2+\n    a\n\n   \nurl: a\n",
        "url: a\nbody: |2+\n    a\n\n   \n",
    );
    becomes(
        "description: \"one\n   two\"\nurl: >-\n  a\n",
        "description: \"one\n   two\"\nurl: >-\n  a\n",
    );
    becomes("body: |-", "body: |-\n");
}

#[test]
fn what_is_in_free_fields_keeps_its_order() {
    let text = "parameters:\n  required: [b, a]\n  type: object\n";
    let whole = format!("kind: trigger\nplatform: verboo\nname: a\n{text}");
    assert_eq!(formatted(&whole), whole);
}

#[test]
fn other_peoples_documents_are_not_touched() {
    let foreign = "apiVersion:   v1\nkind:  Pod\n\n\n";
    let ours = "kind:   webhook\nplatform: ebbot\n";
    assert_eq!(run("a.yaml", foreign), Formatted::NotOurs);
    let both = format!("---\n{foreign}---\n{ours}---\n{foreign}");
    let expected = format!("---\n{foreign}---\nkind: webhook\nplatform: ebbot\n---\n{foreign}");
    assert_eq!(formatted(&both), expected);
}

#[test]
fn a_broken_file_is_not_touched() {
    let text = "kind: webhook\nname: [a\n";
    assert_eq!(run("a.yaml", text), Formatted::Illegible);
    assert_eq!(run("hookc.yaml", "project: [a\n"), Formatted::Illegible);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_means_the_same(text in any_project::text()) {
        check("a.yaml", &text);
        check("hookc.yaml", &text);
    }
}
