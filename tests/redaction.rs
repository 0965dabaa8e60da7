//! Literal credentials are shown in no output.

use hookc::compile::check_example;
use hookc::diagnostic::ExampleFile;
use hookc::identity::identify;
use hookc::report::{Format, Options, Summary, render, step_summary};

const HOOKS: &str = "kind: webhook
name: one
url: https://svc:geheim-0@erp.example/a?key=sk_live_9zQ7bHqLyjWDarjt
method: GET
headers:
  Authorization: Bearer ${key}
  authorization: Bearer geheim-2
  X-Auth-Token: |
    geheim-3
  X-Note: 'see Bearer geheim-4 ü'
  X-Ünicode: geheim-3
body:
  note: geheim-2 is all it takes
";

const MANIFEST: &str = "default_platform: verboo
environments:
  production: { key: geheim-1 }
";

#[test]
fn no_format_shows_a_literal_credential() {
    let file = |path: &str, text: &str| ExampleFile {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let files = [file("hooks.yaml", HOOKS), file("hookc.yaml", MANIFEST)];
    let (sources, mut found) = check_example(&files);
    identify(&mut found, &sources, &[]);
    let hardcoded = found.iter().filter(|f| f.rule.name == "hardcoded-secret");
    assert_eq!(hardcoded.count(), 5, "{found:#?}");
    let (options, summary) = (Options::default(), Summary::default());
    let formats = Format::ALL.iter();
    let mut reports: Vec<String> = formats
        .map(|(_, format)| render(*format, &found, &sources, &summary, &options))
        .collect();
    let page = step_summary(&found, &sources, &summary, usize::MAX);
    reports.push(page);
    for shown in reports {
        assert!(shown.contains("hardcoded-secret"), "{shown}");
        for literal in ["geheim-", "9zQ7b"] {
            assert!(!shown.contains(literal), "{literal} in\n{shown}");
        }
    }
}

/// What is hidden keeps its width, so that marks stay under what they are for.
#[test]
fn marks_stay_under_what_they_are_for() {
    let text = "kind: webhook
platform: verboo
name: one
url: https://erp.example/a
method: GET
headers: { X-Auth-Token: gehéim, X Trace: a }
";
    let files = [ExampleFile {
        path: "hooks.yaml".to_owned(),
        text: text.to_owned(),
    }];
    let (sources, found) = check_example(&files);
    let options = Options::default();
    let shown = render(
        Format::Full,
        &found,
        &sources,
        &Summary::default(),
        &options,
    );
    let lines: Vec<&str> = shown.lines().collect();
    let column = |line: &str, wanted: &str| line.find(wanted).map(|at| line[..at].chars().count());
    let is_name = lines.windows(2).any(|pair| {
        column(pair[0], "X Trace").is_some()
            && column(pair[0], "X Trace") == column(pair[1], "───────")
    });
    assert!(is_name, "{shown}");
}

/// Naming a file drops the findings of others, but not the lines of theirs that a label shows.
#[test]
fn a_finding_hides_what_stands_in_each_of_its_files() {
    let file = |path: &str, text: String| ExampleFile {
        path: path.to_owned(),
        text,
    };
    let head = "kind: webhook\nplatform: verboo\nname: dup";
    let rest = "url: https://erp.example/a\nmethod: GET";
    let first = format!("{head} # geheim-5\n{rest}\nheaders: {{ X-Auth-Token: geheim-5 }}\n");
    let files = [
        file("a.yaml", first),
        file("b.yaml", format!("{head}\n{rest}\n")),
    ];
    let (sources, mut found) = check_example(&files);
    found.retain(|found| found.rule.name == "duplicate-definition");
    assert_eq!(found.len(), 1);
    let (format, options) = (Format::Full, Options::default());
    let shown = render(format, &found, &sources, &Summary::default(), &options);
    assert!(
        shown.contains("a.yaml") && !shown.contains("geheim"),
        "{shown}"
    );
}
