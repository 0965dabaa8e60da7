//! Reports for programs, read back as those programs read them: SARIF by the schema of OASIS, XML
//! and Markdown by parsers of others, workflow commands by the rules of GitHub's runner.

mod identity;

use std::path::Path;

use hookc::compile::check_example;
use hookc::diagnostic::{Diagnostic, ExampleFile, Group, Rule, Severity};
use hookc::identity::identify;
use hookc::report::{Format, Options, Summary, render, step_summary};
use hookc::rules::TABLE;
use hookc::schema_check::{Verdict, judge};
use hookc::source::{SourceFile, Sources, Span};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use roxmltree::{Document, Node};
use serde_json::Value;

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
fn sarif(found: &[Diagnostic], sources: &Sources) -> Value {
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

/// A workflow command: its name, its properties, its data.
type Command = (String, Vec<(String, String)>, String);

/// A command as GitHub's runner reads a line (`ActionCommand.TryParseV2`). Nothing for other lines.
fn command(line: &str) -> Option<Command> {
    let unescape = |text: &str, property: bool| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        let text = if property {
            text.replace("%3A", ":").replace("%2C", ",")
        } else {
            text
        };
        text.replace("%25", "%")
    };
    let rest = line.trim_start().strip_prefix("::")?;
    let (head, data) = rest.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let properties = properties.split(',').filter_map(|one| one.split_once('='));
    let properties = properties.map(|(key, value)| (key.to_owned(), unescape(value, true)));
    Some((name.to_owned(), properties.collect(), unescape(data, false)))
}

#[test]
fn github_reads_one_command_per_finding() {
    let (found, sources) = hostile();
    for chunk in found.chunks(10) {
        let out = report(Format::Github, chunk, &sources);
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines.len(), chunk.len(), "{out}");
        for (line, found) in lines.into_iter().zip(chunk) {
            let (name, properties, data) = command(line).unwrap();
            assert_eq!(name, "error");
            let keys: Vec<&str> = properties.iter().map(|(key, _)| &**key).collect();
            let path = sources[found.span.file].path();
            let text = format!("name: é {path}");
            let is_one_line = !path.contains(['\n', '\r']);
            let expected: &[&str] = if is_one_line {
                &["file", "line", "endLine", "col", "endColumn", "title"]
            } else {
                &["file", "line", "endLine", "title"]
            };
            assert_eq!(keys, expected, "{line}");
            if !path.contains(|c: char| c.is_control() && c != '\n' && c != '\r')
                && !path.contains('\u{202e}')
            {
                assert_eq!(properties[0].1, path);
            }
            if is_one_line {
                assert_eq!(properties[3].1, "9");
                let end = text.chars().count() + 1;
                assert_eq!(properties[4].1, end.to_string());
            }
            assert!(data.starts_with("there is no `"), "{data}");
            assert!(!line.chars().any(char::is_control), "{line:?}");
        }
    }
}

#[test]
fn github_gets_ten_of_a_level_at_most_the_worst_first() {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("::error::.yaml", "a: b\n"));
    let span = Span::new(file, 0, 1);
    let mut found = vec![Diagnostic::new(&INFO, span, "##[error]info"); 11];
    found.extend(vec![Diagnostic::new(&WARNING, span, "warning"); 10]);
    found.extend(vec![Diagnostic::new(&RULE, span, "error"); 25]);
    let out = report(Format::Github, &found, &sources);
    let commands: Vec<_> = out.lines().filter_map(command).collect();
    let names: Vec<&str> = commands.iter().map(|(name, ..)| &**name).collect();
    let expected = [["error"; 10], ["warning"; 10], ["notice"; 10]].concat();
    assert_eq!(names, expected);
    assert_eq!(commands[9].2, "16 errors more: see the log of this step");
    assert_eq!(commands[29].2, "2 infos more: see the log of this step");
    // All others are in the log, where the runner finds no command in them.
    let rest: Vec<&str> = out.lines().filter(|line| command(line).is_none()).collect();
    assert_eq!(rest.len(), 16 + 2);
    assert!(rest.iter().all(|line| !line.contains("##[")), "{out}");
}

fn all<'d>(document: &'d Document<'d>, tag: &str) -> Vec<Node<'d, 'd>> {
    let nodes = document.descendants();
    nodes.filter(|node| node.has_tag_name(tag)).collect()
}

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

#[test]
fn the_page_of_a_step_is_a_table_of_plain_text() {
    let (found, sources) = hostile();
    let summary = Summary::new(1, 1, &found);
    let page = step_summary(&found, &sources, &summary, 1 << 20);
    let options = pulldown_cmark::Options::all();
    let mut rows = 0;
    let mut cells: Vec<String> = Vec::new();
    for event in Parser::new_ext(&page, options) {
        match event {
            Event::Text(text) => {
                if let Some(cell) = cells.last_mut() {
                    cell.push_str(&text);
                }
            }
            Event::InlineHtml(html) => assert_eq!(&*html, "<br>"),
            Event::Start(Tag::TableCell) => cells.push(String::new()),
            Event::End(TagEnd::TableRow) => rows += 1,
            Event::Start(
                Tag::Heading { .. }
                | Tag::Paragraph
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow,
            )
            | Event::End(_) => {}
            other => panic!("{other:?} in\n{page}"),
        }
    }
    assert_eq!(rows, HOSTILE.len());
    assert_eq!(cells.len(), 4 * (HOSTILE.len() + 1));
    let script = &cells[4 * 10 + 3];
    assert!(
        script.starts_with("there is no `<script>alert(1)</script><br/>`"),
        "{script}"
    );
}

#[test]
fn the_page_of_a_step_stays_within_its_room() {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("a.yaml", "a: b\n"));
    let finding = Diagnostic::new(&RULE, Span::new(file, 0, 1), "<".repeat(500));
    let found = vec![finding; 2_000];
    let summary = Summary::new(1, 1, &found);
    let page = step_summary(&found, &sources, &summary, 1 << 20);
    assert!(
        page.len() <= 1 << 20 && page.len() > 900_000,
        "{}",
        page.len()
    );
    let rows = page.matches("| error |").count();
    let left = format!(
        "| | | | {} more: see the log of this step |\n\n",
        2_000 - rows
    );
    assert!(page.ends_with(&left));
    assert_eq!(step_summary(&found, &sources, &summary, 100), "");
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
