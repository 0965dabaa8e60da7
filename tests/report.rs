//! Reports as people and programs get them.
//!
//! The snapshots show whole reports; that an underline is under its text is checked apart from them,
//! by the columns in which both stand.

mod any_text;

use hookc::diagnostic::{Diagnostic, Group, Rule, Severity};
use hookc::report::{Format, FullOptions, Options, Summary, render};
use hookc::source::{FileId, SourceFile, Sources, Span};
use insta::assert_snapshot;
use serde_json::json;
use unicode_width::UnicodeWidthChar;

static UNKNOWN: Rule = rule("unknown-variable", Severity::Error);
static DUPLICATE: Rule = rule("duplicate-definition", Severity::Error);
static COMMENT: Rule = rule("comment-in-value", Severity::Warning);
static IMAGE: Rule = rule("image-index", Severity::Info);

const ORDERS: &str = "\
kind: webhook
name: order-status
method: GET
url: https://api.example.com/orders/$ordr_number
headers:
  Authorization: Bearer ${secret.SHOP}
";

const fn rule(name: &'static str, severity: Severity) -> Rule {
    Rule {
        name,
        severity,
        group: Group::Variables,
        summary: "",
        why: "",
        sources: &[],
        bad: &[],
        good: &[],
    }
}

/// One file, whose text at fault stands between `«` and `»`. The marks are taken out.
struct Case {
    sources: Sources,
    file: FileId,
    span: Span,
}

fn case(marked: &str) -> Case {
    case_at("hooks/orders.yaml", marked)
}

fn case_at(path: &str, marked: &str) -> Case {
    let start = marked.find('«').unwrap();
    let end = marked.find('»').unwrap() - '«'.len_utf8();
    let text: String = marked.chars().filter(|c| !"«»".contains(*c)).collect();
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new(path, text));
    let span = Span::new(file, start, end);
    Case {
        sources,
        file,
        span,
    }
}

fn span_of(sources: &Sources, file: FileId, text: &str) -> Span {
    let start = sources[file].text().find(text).unwrap();
    Span::new(file, start, start + text.len())
}

fn unknown(span: Span) -> Diagnostic {
    Diagnostic::new(&UNKNOWN, span, "nothing declares `$ordr_number`")
}

fn full_with(diagnostics: &[Diagnostic], sources: &Sources, full: FullOptions) -> String {
    let options = Options {
        full,
        summary: false,
        ..Options::default()
    };
    let summary = Summary::default();
    render(Format::Full, diagnostics, sources, &summary, &options)
}

/// The report at 80 columns, which no line of it may leave.
fn full(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let report = full_with(diagnostics, sources, FullOptions::default());
    assert_fits(&report, 80);
    report
}

fn assert_fits(report: &str, columns: usize) {
    for line in report.lines() {
        assert!(width(line) <= columns, "{} columns: {line}", width(line));
        assert!(!line.chars().any(char::is_control), "a control: {line:?}");
    }
}

fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// The texts above the underlines of a report, in order, found by columns.
fn underlined(report: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut above: Vec<(usize, char)> = Vec::new();
    for line in report.lines() {
        let Some((gutter, body)) = line.split_once(['│', '·']) else {
            continue;
        };
        let columns = columns_of(body.strip_prefix(' ').unwrap_or(body));
        if gutter.trim().parse::<usize>().is_ok() {
            above = columns;
            continue;
        }
        if line.contains(['╰', '├']) || !line.contains('·') {
            continue;
        }
        let marks: Vec<usize> = columns
            .iter()
            .filter(|(_, c)| "─┬▲".contains(*c))
            .map(|&(at, _)| at)
            .collect();
        for run in marks.chunk_by(|a, b| a + 1 == *b) {
            let under = run[0]..=run[run.len() - 1];
            found.push(
                above
                    .iter()
                    .filter(|(at, _)| under.contains(at))
                    .map(|&(_, c)| c)
                    .collect(),
            );
        }
    }
    found
}

fn columns_of(text: &str) -> Vec<(usize, char)> {
    let mut column = 0;
    let mut columns = Vec::new();
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        // A combining character stands in the column of the one before it.
        columns.push((if wide == 0 { column - 1 } else { column }, c));
        column += wide;
    }
    columns
}

#[test]
fn single_span() {
    let case = case(&ORDERS.replace("$ordr_number", "«$ordr_number»"));
    let finding = unknown(case.span).help("did you mean `$order_number`?");
    let report = full(&[finding], &case.sources);
    assert_eq!(underlined(&report), ["$ordr_number"]);
    assert_snapshot!("single_span", report);
}

#[test]
fn severities_environments_and_help_of_several_lines() {
    let case = case(&ORDERS.replace("$ordr_number", "«$ordr_number»"));
    let mut info = Diagnostic::new(
        &IMAGE,
        case.span,
        "`$images[0]` stays as text without images",
    );
    info.environments = vec!["staging".into(), "test".into()];
    let mut warning = Diagnostic::new(
        &COMMENT,
        case.span,
        "what follows ` #` is a comment, although it reads like a part of the value that \
         the author of this text wanted to send",
    )
    .help("declare it in hookc.yaml:\n\n  platforms:\n    verboo:\n      client_data:\n        order_number: { type: string, description: the number that is printed on the invoice }\n")
    .help("or write `$$` for a dollar sign");
    warning.environments = vec!["staging".into()];
    assert_snapshot!("severities", full(&[info, warning], &case.sources));
}

#[test]
fn end_of_line_and_file() {
    let case = case("name: order\nurl: «$x»");
    let report = full(&[unknown(case.span)], &case.sources);
    assert_eq!(underlined(&report), ["$x"]);
    assert_snapshot!("end_of_file_without_line_end", report);

    let case = case_at("a.yaml", "name:«»\nurl: x\n");
    let report = full(&[unknown(case.span)], &case.sources);
    assert_eq!(underlined(&report), [""]);
    assert_snapshot!("empty_span_at_end_of_line", report);
}

#[test]
fn empty_span_at_end_of_file() {
    let case = case("name: order\nkind: webhook\n«»");
    assert_snapshot!(
        "empty_span_at_end_of_file",
        full(&[unknown(case.span)], &case.sources)
    );
}

#[test]
fn empty_file() {
    let case = case("«»");
    assert_snapshot!("empty_file", full(&[unknown(case.span)], &case.sources));
}

#[test]
fn two_labels_on_one_line() {
    let case = case("kind: webhook\nurl: https://$host/«$ordr_number»/$tail\nname: order\n");
    let finding = unknown(case.span)
        .label(
            span_of(&case.sources, case.file, "$host"),
            "this one is declared by the manifest",
        )
        .label(
            span_of(&case.sources, case.file, "$tail"),
            "and this one by the trigger `cancel-order`, which calls this webhook too",
        );
    let report = full(&[finding], &case.sources);
    assert_eq!(underlined(&report), ["$host", "$ordr_number", "$tail"]);
    assert_snapshot!("two_labels_on_one_line", report);
}

#[test]
fn label_at_the_right_edge() {
    let case =
        case("url: https://api.example.com/a/rather/long/path/to/a/thing/«$ordr_number»/$tail\n");
    let finding = unknown(case.span).label(
        span_of(&case.sources, case.file, "$tail"),
        "this one is declared by the trigger `cancel-order`",
    );
    let report = full(&[finding], &case.sources);
    assert_eq!(underlined(&report), ["$ordr_number", "$tail"]);
    assert_snapshot!("label_at_the_right_edge", report);
}

#[test]
fn labels_near_and_far_in_one_file() {
    let mut text = String::from("name: «order»\nkind: webhook\n---\nname: order\n");
    text.push_str(&"# filler\n".repeat(120));
    text.push_str("called: order-status\n");
    let case = case(&text);
    let at = text.find("\nname: order").unwrap() + 7 - 4;
    let near = Span::new(case.file, at, at + 5);
    let far = span_of(&case.sources, case.file, "order-status");
    let finding = Diagnostic::new(&DUPLICATE, case.span, "a second webhook is called `order`")
        .label(far, "called here")
        .label(near, "the first one");
    let report = full(&[finding], &case.sources);
    assert_eq!(underlined(&report), ["order", "order", "order-status"]);
    assert_snapshot!("labels_near_and_far", report);
}

#[test]
fn label_in_another_file() {
    let mut case = case(&ORDERS.replace("order-status", "«order-status»"));
    let other = case.sources.add(SourceFile::new(
        "hooks/archive/2025.yaml",
        "kind: webhook\nname: Order-Status\nmethod: GET\n",
    ));
    let label = span_of(&case.sources, other, "Order-Status");
    let finding = Diagnostic::new(
        &DUPLICATE,
        case.span,
        "there is another webhook called `order-status`",
    )
    .label(label, "the first one is here")
    .help("give one of them another name");
    let report = full(&[finding], &case.sources);
    assert_eq!(underlined(&report), ["order-status", "Order-Status"]);
    assert_snapshot!("label_in_another_file", report);
}

#[test]
fn labels_over_the_primary_span() {
    let case = case("url: https://api.example.com/«$ordr_number»/x\n");
    let finding = unknown(case.span)
        .label(
            span_of(
                &case.sources,
                case.file,
                "https://api.example.com/$ordr_number/x",
            ),
            "in this address",
        )
        .label(case.span, "this very place");
    let report = full(&[finding], &case.sources);
    assert_eq!(
        underlined(&report),
        ["$ordr_number", "https://api.example.com/$ordr_number/x"]
    );
    assert_snapshot!("labels_over_the_primary_span", report);
}

#[test]
fn many_labels() {
    let mut text = String::from("name: «$x»\n");
    for _ in 0..300 {
        text.push_str("- call\n");
    }
    let case = case(&text);
    let mut finding = unknown(case.span);
    for n in 0..300 {
        let at = case.span.end as usize + 3 + 7 * n;
        finding = finding.label(Span::new(case.file, at, at + 4), format!("call {n}"));
    }
    assert_snapshot!("many_labels", full(&[finding], &case.sources));
}

#[test]
fn multi_line_span() {
    let case = case("kind: webhook\nbody:\n  «a: 1\n  b: 2\n  c: 3\n\n»name: order\nurl: x\n");
    let finding = Diagnostic::new(&COMMENT, case.span, "a body that nothing sends").label(
        span_of(&case.sources, case.file, "order"),
        "the webhook it belongs to",
    );
    assert_snapshot!("multi_line_span", full(&[finding], &case.sources));

    let labelled = Diagnostic::new(
        &COMMENT,
        span_of(&case.sources, case.file, "order"),
        "a webhook without a method",
    )
    .label(
        case.span,
        "this body would be sent, with each of its fields as they are written here",
    );
    assert_snapshot!("multi_line_label", full(&[labelled], &case.sources));
}

#[test]
fn span_of_hundreds_of_lines() {
    let text = format!("body:\n  «{}»name: x\n", "field: value\n  ".repeat(400));
    let case = case(&text);
    let report = full(&[unknown(case.span)], &case.sources);
    assert_eq!(underlined(&report), ["field: value"]);
    assert_snapshot!("span_of_hundreds_of_lines", report);
}

#[test]
fn tabs() {
    let case = case("a:\n\tname:\t«$ordr_number»\t# x\n");
    let report = full(&[unknown(case.span)], &case.sources);
    assert_eq!(underlined(&report), ["$ordr_number"]);
    assert_snapshot!("tabs", report);
}

#[test]
fn wide_and_combining_characters() {
    let case = case("注文: 你好 🚀 e\u{301}te\u{301} «$ordr_number»，谢谢\nb: x\n");
    let report = full(&[unknown(case.span)], &case.sources);
    assert_eq!(underlined(&report), ["$ordr_number"]);
    assert_snapshot!("wide_and_combining", report);

    let case = case_at("a.yaml", "注文: 你好 «🚀cafe\u{301}» x\n");
    let report = full(&[unknown(case.span)], &case.sources);
    assert_eq!(underlined(&report), ["🚀cafe\u{301}"]);
    assert_snapshot!("wide_and_combining_marked", report);
}

#[test]
fn line_of_5000_characters() {
    let filler = "lorem ipsum ".repeat(420);
    for (name, text) in [
        ("long_line_start", format!("a: «$ordr_number» {filler}\n")),
        (
            "long_line_middle",
            format!("before: 1\na: {filler}«$ordr_number» {filler}\n{filler}\n"),
        ),
        ("long_line_end", format!("a: {filler}«$ordr_number»\n")),
    ] {
        let case = case(&text);
        let report = full(&[unknown(case.span)], &case.sources);
        assert_eq!(underlined(&report), ["$ordr_number"], "{name}");
        assert_snapshot!(name, report);
    }

    let case = case(&format!("a: {filler}«{filler}»{filler}\n"));
    let report = full(&[unknown(case.span)], &case.sources);
    assert_snapshot!("long_line_long_span", report);

    let case = case_at(
        "a.yaml",
        &format!("$first {filler}«$ordr_number»{filler}$last\n"),
    );
    let finding = unknown(case.span)
        .label(span_of(&case.sources, case.file, "$first"), "declared")
        .label(
            span_of(&case.sources, case.file, "$last"),
            "declared as well, by the trigger",
        );
    let report = full(&[finding], &case.sources);
    assert_eq!(underlined(&report), ["$first", "$ordr_number", "$last"]);
    assert_snapshot!("long_line_three_places", report);
}

#[test]
fn line_ends_of_windows_and_byte_order_mark() {
    let case = case("\u{feff}name: «$ordr_number»\r\nurl: x\r\n");
    let report = full(&[unknown(case.span)], &case.sources);
    assert_eq!(underlined(&report), ["$ordr_number"]);
    assert_snapshot!("crlf_and_byte_order_mark", report);
}

#[test]
fn escape_sequences_reach_no_terminal() {
    let case = case_at(
        "hooks/\u{1b}[31m\n.yaml",
        "a: \u{1b}]0;owned\u{7} «$x\u{202e}y» \u{9b}2J \u{0}\n",
    );
    let mut finding = Diagnostic::new(&UNKNOWN, case.span, "nothing declares `\u{1b}[2J`\nat all")
        .help("write\n`\u{1b}[0m\u{200b}`")
        .label(case.span, "with \u{1b}[1m\n a line");
    finding.environments = vec!["st\u{1b}[1maging".into()];
    let report = full(std::slice::from_ref(&finding), &case.sources);
    assert_eq!(underlined(&report)[0], "$x\\u{202e}y");
    assert_snapshot!("escape_sequences", report);
    let summary = Summary::default();
    let options = Options::default();
    for format in [Format::Concise, Format::Json] {
        let findings = std::slice::from_ref(&finding);
        let out = render(format, findings, &case.sources, &summary, &options);
        assert!(
            !out.chars()
                .any(|c| c != '\n' && (c.is_control() || c == '\u{202e}'))
        );
    }
}

#[test]
fn colour_and_ascii() {
    let mut case = case(&ORDERS.replace("$ordr_number", "«$ordr_number»"));
    let other = case.sources.add(SourceFile::new(
        "b.yaml",
        format!("x: {}$y\n", "z".repeat(90)),
    ));
    let finding = unknown(case.span)
        .label(
            span_of(&case.sources, case.file, "order-status"),
            "in this webhook",
        )
        .label(span_of(&case.sources, other, "$y"), "called here")
        .help("did you mean `$order_number`?");
    let findings = std::slice::from_ref(&finding);
    let plain = full(findings, &case.sources);
    assert!(!plain.contains('\u{1b}'));

    let color = FullOptions {
        color: true,
        ..FullOptions::default()
    };
    let coloured = full_with(findings, &case.sources, color);
    assert_eq!(without_colour(&coloured), plain);
    assert_snapshot!("colour", coloured.replace('\u{1b}', "ESC"));

    let ascii = FullOptions {
        unicode: false,
        ..FullOptions::default()
    };
    let report = full_with(findings, &case.sources, ascii);
    assert!(report.is_ascii());
    assert_fits(&report, 80);
    assert_snapshot!("ascii", report);
}

fn without_colour(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let mut plain = parts.next().unwrap_or("").to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').unwrap().1);
    }
    // Blanks before a line end are taken away only where no colour follows them.
    let lines = plain.lines().map(str::trim_end);
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn findings_of_all_kinds() -> (Vec<Diagnostic>, Sources) {
    // The place of the design's own example: line 4, column 45, offset 98.
    let text = "kind: webhook\nname: status-of-late-orders\nmethod: GET\n\
                url: https://api.example.com/orders/numbers/«$ordr_number»\n";
    let mut case = case(text);
    let other = case
        .sources
        .add(SourceFile::new("hooks/ü.yaml", "ü: $order_number\n"));
    let declared = span_of(&case.sources, other, "$order_number");
    let mut first = unknown(case.span)
        .label(declared, "declared here")
        .help("did you mean `$order_number`?")
        .edit(true, case.span, "$order_number");
    first.environments = vec!["staging".into()];
    let second = Diagnostic::new(&COMMENT, declared, "two\nlines");
    let mut third = Diagnostic::new(&IMAGE, declared, "allowed");
    third.suppressed = true;
    (vec![first, second, third], case.sources)
}

#[test]
fn concise() {
    let (findings, sources) = findings_of_all_kinds();
    let summary = Summary::new(2, 1, &findings);
    let options = Options::default();
    let report = render(Format::Concise, &findings, &sources, &summary, &options);
    assert_snapshot!("concise", report);
}

#[test]
fn suppressed_findings_are_for_programs_alone() {
    let (findings, sources) = findings_of_all_kinds();
    let summary = Summary::new(2, 1, &findings);
    let options = Options::default();
    for format in [Format::Full, Format::Concise] {
        let report = render(format, &findings, &sources, &summary, &options);
        assert!(!report.contains("image-index"));
        assert!(report.ends_with("\n1 error, 1 warning in 2 files (1 definition), 1 suppressed\n"));
    }
}

#[test]
fn json() {
    let (findings, sources) = findings_of_all_kinds();
    let summary = Summary::new(2, 1, &findings);
    let options = Options::default();
    let report = render(Format::Json, &findings, &sources, &summary, &options);
    assert_snapshot!("json", report);

    let value: serde_json::Value = serde_json::from_str(&report).unwrap();
    let first = &value["diagnostics"][0];
    let keys: Vec<&str> = first
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        keys,
        [
            "rule",
            "severity",
            "message",
            "file",
            "start",
            "end",
            "labels",
            "help",
            "environments",
            "fix",
            "suppressed"
        ]
    );
    let point = |line, column, offset| json!({ "line": line, "column": column, "offset": offset });
    assert_eq!(first["start"], point(4, 45, 98));
    assert_eq!(first["end"], point(4, 57, 110));
}
