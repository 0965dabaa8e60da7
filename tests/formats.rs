//! Reports for programs, read back as those programs read them: SARIF by the schema of OASIS, XML
//! and Markdown by parsers of others, workflow commands by the rules of GitHub's runner.

mod github;
mod identity;
mod junit_and_gitlab;
mod sarif;

use hookc::compile::check_example;
use hookc::diagnostic::{Diagnostic, ExampleFile, Group, Rule, Severity};
use hookc::identity::identify;
use hookc::report::{Format, Options, Summary, render, step_summary};
use hookc::source::{SourceFile, Sources, Span};
use roxmltree::{Document, Node};
use sarif::sarif;

static RULE: Rule = rule("a-rule", Severity::Error);
static WARNING: Rule = rule("b-rule", Severity::Warning);
static INFO: Rule = rule("c-rule", Severity::Info);

/// What a stranger may call a file, a field or a value.
const HOSTILE: &[&str] = &[
    "a\n::error::b",
    "\r\n::stop-commands::x",
    "##[error]x",
    "a::b,c=d%0A%25",
    "\u{1b}[31mred\u{9b}2J\u{0}\u{fffe}",
    "]]><failure/><!--",
    "x\" message=\"y' & <b>",
    "a | b \\| c",
    "`code` **b** _i_ ~s~ # h\n\n- l",
    "<script>alert(1)</script><br/>",
    "[link](https://evil.example) ![i](http://e) www.evil.example a@b.example",
    "{0} {{x}} ${y}",
    "\u{202e}drowssap",
    "🚀 cafe\u{301}",
    "a\tb\\",
];

const fn rule(name: &'static str, severity: Severity) -> Rule {
    Rule {
        name,
        severity,
        group: Group::Variables,
        summary: "A sentence.",
        why: "",
        sources: &[],
        bad: &[],
        good: &[],
    }
}

fn report(format: Format, found: &[Diagnostic], sources: &Sources) -> String {
    let summary = Summary::new(1, 1, found);
    render(format, found, sources, &summary, &Options::default())
}

/// A finding per hostile text, in a file of that name, at that text, about that text.
fn hostile() -> (Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let mut found = Vec::new();
    for text in HOSTILE {
        let file = sources.add(SourceFile::new(*text, format!("name: é {text}\nurl: x\n")));
        let span = Span::new(file, 9, 9 + text.len());
        let mut one = Diagnostic::new(&RULE, span, format!("there is no `{text}`"))
            .label(span, format!("see {text}"))
            .help(format!("write {text}"))
            .edit(false, span, *text);
        one.environments = vec![(*text).to_owned()];
        found.push(one);
    }
    identify(&mut found, &sources, &[]);
    (found, sources)
}

#[test]
fn an_empty_report_is_a_document() {
    let sources = Sources::default();
    let log = sarif(&[], &sources);
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
    assert_eq!(log["runs"][0]["invocations"][0]["exitCode"], 0);
    assert_eq!(report(Format::Gitlab, &[], &sources), "[]\n");
    assert_eq!(report(Format::Github, &[], &sources), "");
    let junit = report(Format::Junit, &[], &sources);
    let junit = Document::parse(&junit).unwrap();
    // Jenkins takes a report without a test for a mistake.
    let cases: Vec<_> = all(&junit, "testcase");
    assert_eq!(cases.len(), 1);
    assert!(!cases[0].has_children());
    let page = step_summary(&[], &sources, &Summary::default(), 1000);
    assert_eq!(
        page,
        "### hookc\n\nno findings in 0 files (0 definitions)\n\n"
    );
}

fn all<'d>(document: &'d Document<'d>, tag: &str) -> Vec<Node<'d, 'd>> {
    let nodes = document.descendants();
    nodes.filter(|node| node.has_tag_name(tag)).collect()
}

#[test]
fn every_format_is_the_same_each_time_and_safe_for_a_terminal() {
    let (found, sources) = hostile();
    for (name, format) in Format::ALL {
        let out = report(*format, &found, &sources);
        assert_eq!(out, report(*format, &found, &sources), "{name}");
        let hidden = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!out.contains(hidden), "{name}: {out:?}");
    }
}

/// What a finding of a real project looks like to each program.
#[test]
fn a_real_finding_in_each_format() {
    let file = ExampleFile {
        path: "hooks.yaml".to_owned(),
        text: "kind: webhook\nplatform: verboo\nname: one\nulr: https://a.example/\nmethod: GET\n"
            .to_owned(),
    };
    let (sources, mut found) = check_example(&[file]);
    found.retain(|found| found.rule.name == "unknown-field");
    identify(&mut found, &sources, &[]);
    let log = sarif(&found, &sources);
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "unknown-field");
    let place = &result["locations"][0];
    assert_eq!(
        place["logicalLocations"][0]["fullyQualifiedName"],
        "verboo/webhook/one ulr"
    );
    assert_eq!(
        place["physicalLocation"]["region"],
        serde_json::json!({ "startLine": 4, "startColumn": 1, "endLine": 4, "endColumn": 4 })
    );
    let github = report(Format::Github, &found, &sources);
    assert_eq!(
        github,
        "::error file=hooks.yaml,line=4,endLine=4,col=1,endColumn=4,title=unknown-field::\
         a verboo webhook has no field `ulr`%0Ahelp: did you mean `url`?\n"
    );
}
