//! Comments that allow findings.

use hookc::compile::{Input, InputFile, check, check_example};
use hookc::diagnostic::{Diagnostic, ExampleFile};
use hookc::source::{SourceFile, Sources, Span};
use hookc::suppress::{FileAllows, Reporting};

/// Findings as `line rule`, those that a comment allows in brackets.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<ExampleFile> = files
        .iter()
        .map(|(path, text)| ExampleFile {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        })
        .collect();
    let (sources, found) = check_example(&files);
    found.iter().map(|found| line(&sources, found)).collect()
}

fn line(sources: &Sources, found: &Diagnostic) -> String {
    let line = sources[found.span.file].position(found.span.start).line;
    let name = found.rule.name;
    if found.suppressed {
        format!("({line} {name})")
    } else {
        format!("{line} {name}")
    }
}

const WEBHOOK: &str = "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
";

fn hooks(text: &str) -> Vec<String> {
    found(&[("hooks.yaml", text)])
}

#[test]
fn a_comment_speaks_for_its_line_or_the_next_that_is_no_comment() {
    let at = |name: &str| WEBHOOK.replace("name: create_ticket\n", name);
    assert_eq!(hooks(WEBHOOK), ["3 unused-definition"]);
    let same = "name: create_ticket # hookc: allow(unused-definition) later\n";
    assert_eq!(hooks(&at(same)), ["(3 unused-definition)"]);
    let above = "# hookc: allow(unused-definition) later\n# more\n\nname: create_ticket\n";
    assert_eq!(hooks(&at(above)), ["(6 unused-definition)"]);
    let stacked =
        "# hookc: allow(comment-in-value, unused-definition) later\nname: create_ticket #1\n";
    assert_eq!(
        hooks(&at(stacked)),
        ["(4 comment-in-value)", "(4 unused-definition)"]
            .into_iter()
            .rev()
            .collect::<Vec<_>>()
    );
    let below = "name: create_ticket\n# hookc: allow(unused-definition) too late\n";
    assert_eq!(hooks(&at(below)), ["3 unused-definition", "4 unused-allow"]);
    let twice = "# hookc: allow(unused-definition)\nname: create_ticket # hookc: allow(unused-definition)\n";
    assert_eq!(hooks(&at(twice)), ["(4 unused-definition)"]);
}

#[test]
fn line_ends_and_a_byte_order_mark_do_not_matter() {
    let text = format!("\u{feff}# hookc: allow-file(unused-definition) later\n{WEBHOOK}");
    assert_eq!(hooks(&text), ["(4 unused-definition)"]);
    let text = WEBHOOK.replace(
        "ticket\n",
        "ticket # hookc: allow(unused-definition) later\n",
    );
    assert_eq!(
        hooks(&text.replace('\n', "\r\n")),
        ["(3 unused-definition)"]
    );
}

#[test]
fn a_file_is_allowed_from_its_top_alone_and_with_all_its_documents() {
    let file = "# hookc: allow-file(unused-definition) called by hand\n---\n";
    let two = format!("{file}{WEBHOOK}---\n{}", WEBHOOK.replace("create", "close"));
    assert_eq!(
        hooks(&two),
        ["(5 unused-definition)", "(11 unused-definition)"]
    );
    let late = format!(
        "{WEBHOOK}---\n# hookc: allow-file(unused-definition) x\n{}",
        WEBHOOK.replace("create", "close")
    );
    assert_eq!(
        hooks(&late),
        [
            "3 unused-definition",
            "7 unused-allow",
            "10 unused-definition"
        ]
    );
}

/// `#` is data inside of a block scalar, so the comment stands at the key.
#[test]
fn a_finding_inside_a_long_scalar_counts_at_its_key() {
    let manifest = ("hookc.yaml", "environments: { a: { n: 1 } }\n");
    let of = |body: &str| {
        let text = format!(
            "# hookc: allow-file(unused-definition) x\n{WEBHOOK}response:\n  schema:\n    type: object\n{body}"
        );
        found(&[("hooks.yaml", &text), manifest])
    };
    let plain = "    description: a text\n      over two lines #1\n";
    assert_eq!(of(plain), ["(4 unused-definition)", "11 comment-in-value"]);
    let above = "    # hookc: allow(comment-in-value) x\n    description: a text\n      over two lines #1\n";
    assert_eq!(
        of(above),
        ["(4 unused-definition)", "(12 comment-in-value)"]
    );
}

#[test]
fn errors_of_structure_cannot_be_allowed() {
    let text = WEBHOOK.replace(
        "method: POST\n",
        "method: POST\nretries: 3 # hookc: allow(unknown-field, unused-definition) x\n",
    );
    assert_eq!(
        hooks(&text),
        [
            "3 unused-definition",
            "6 unknown-field",
            "6 unused-allow",
            "6 unused-allow"
        ]
    );
}

#[test]
fn names_that_no_rule_has_are_reported_where_they_stand() {
    let text = WEBHOOK.replace("ticket\n", "ticket # hookc: allow(unused-definitoin) x\n");
    assert_eq!(hooks(&text), ["3 unused-definition", "3 unknown-rule"]);
    let manifest = (
        "hookc.yaml",
        "rules:\n  not-a-rule: error # hookc: allow(unknown-rule) x\n",
    );
    let allowed = format!("# hookc: allow-file(unused-definition) x\n{WEBHOOK}");
    let both = found(&[("hooks.yaml", &allowed), manifest]);
    assert_eq!(both, ["(2 unknown-rule)", "(4 unused-definition)"]);
}

#[test]
fn comments_about_comments_can_be_allowed() {
    let text = WEBHOOK.replace(
        "method: POST\n",
        "method: POST # hookc: allow(unused-definition, unused-allow) x\n",
    );
    assert_eq!(hooks(&text), ["3 unused-definition", "(5 unused-allow)"]);
    let off = ("hookc.yaml", "rules:\n  unused-allow: allow\n");
    let unused = WEBHOOK.replace("POST\n", "POST # hookc: allow(unused-definition) x\n");
    assert_eq!(
        found(&[("hooks.yaml", &unused), off]),
        ["3 unused-definition"]
    );
    let raised = ("hookc.yaml", "rules:\n  unused-definition: allow\n");
    assert!(found(&[("hooks.yaml", &unused), raised]).is_empty());
}

#[test]
fn other_peoples_comments_and_broken_documents_are_left_alone() {
    let foreign = format!(
        "apiVersion: v1\n# hookc: allow(unused-definition)\nkind: Pod\n---\n# hookc: allow-file(unused-definition)\n{WEBHOOK}"
    );
    assert_eq!(
        hooks(&foreign),
        ["7 unused-allow", "10 unused-definition"].map(|line| match line {
            "7 unused-allow" => "5 unused-allow".to_owned(),
            _ => "8 unused-definition".to_owned(),
        })
    );
    let broken =
        format!("{WEBHOOK}---\nkind: trigger\nname: x # hookc: allow(comment-in-value)\nurl: [\n");
    assert!(
        hooks(&broken).iter().all(|line| !line.contains("allow")),
        "{:?}",
        hooks(&broken)
    );
}

#[test]
fn a_comment_is_unused_only_where_every_environment_was_checked() {
    let manifest = "environments:\n  a: { text: plain }\n  b: { text: plain }\n";
    let hooks = WEBHOOK.replace("POST\n", "POST # hookc: allow(unused-definition) x\n");
    let of = |environment: Option<&str>, honours_comments: bool| {
        let mut sources = Sources::default();
        let manifest = sources.add(SourceFile::new("hookc.yaml", manifest));
        let file = sources.add(SourceFile::new("hooks.yaml", hooks.clone()));
        let outcome = check(&Input {
            sources: &sources,
            folder: "folder",
            manifest: Some(manifest),
            files: vec![InputFile {
                file,
                path: "hooks.yaml".into(),
                listed: false,
            }],
            environment: environment.map(str::to_owned),
            honours_comments,
            read_beside: &|_, _| Err(String::new()),
        });
        let found = outcome.diagnostics.iter();
        found.map(|found| line(&sources, found)).collect::<Vec<_>>()
    };
    assert_eq!(of(None, true), ["3 unused-definition", "5 unused-allow"]);
    assert_eq!(of(Some("a"), true), ["3 unused-definition"]);
    assert_eq!(of(None, false), ["3 unused-definition"]);
}

/// What cannot be read may have called the webhook, or set what it needs; what a rule sees in one
/// definition alone it cannot have hidden.
#[test]
fn what_cannot_be_read_hides_only_what_it_may_have_to_do_with() {
    const BROKEN: &str = "kind: trigger\nplatform: PLATFORM\nname: x\nwebhooks: [\n";
    let unused = |others: &[(&str, &str)]| -> Vec<usize> {
        let hooks = "\
kind: webhook
platform: verboo
name: create_ticket # hookc: allow(similar-descriptions) 1
url: https://helpdesk.company.example/api/tickets # hookc: allow(private-host, unknown-variable) 2
method: POST
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
interpret_response: false
webhooks: [create_ticket]
";
        let mut files = vec![("hooks.yaml", hooks)];
        files.extend_from_slice(others);
        let found = found(&files);
        let lines = found
            .iter()
            .filter_map(|line| line.strip_suffix(" unused-allow"));
        lines.map(|line| line.parse().unwrap()).collect()
    };
    assert_eq!(unused(&[]), [3, 4, 4]);
    // Whatever else is broken, the host of a URL stands in that URL.
    let broken = |platform: &str| BROKEN.replace("PLATFORM", platform);
    assert_eq!(unused(&[("other.yaml", &broken("verboo"))]), [4]);
    assert_eq!(unused(&[("other.yaml", &broken("ebbot"))]), [3, 4, 4]);
    assert_eq!(
        unused(&[("other.yaml", "kind: trigger\nwebhooks: [\n")]),
        [4]
    );
    // Nobody calls an escalation, and it gives nothing a value.
    let escalation = "kind: escalation\nplatform: verboo\nname: [\n";
    assert_eq!(unused(&[("other.yaml", escalation)]), [3, 4, 4]);
    // A trigger without legible webhooks, one that mistypes the name, a field under another name.
    let trigger = |webhooks: &str| {
        format!(
            "kind: trigger\nplatform: verboo\nname: close\ndescription: Call it once everything works again.\n{webhooks}\n"
        )
    };
    for hole in [
        "webhooks: 5",
        "webhooks: [create_tickte]",
        "actions: [create_ticket]",
    ] {
        assert_eq!(unused(&[("other.yaml", &trigger(hole))]), [4], "{hole}");
    }
    let harmless = trigger("webhooks: [create_ticket]\ninterpret_response: false\nretries: 3");
    assert_eq!(unused(&[("other.yaml", &harmless)]), [3, 4, 4]);
    // The manifest may declare names, environments, anything.
    assert_eq!(unused(&[("hookc.yaml", "project: [\n")]), [0; 0]);
    assert_eq!(unused(&[("hookc.yaml", "environments: 5\n")]), [0; 0]);
    assert_eq!(
        unused(&[("hookc.yaml", "platforms: { verboo: { client_data: 5 } }\n")]),
        [4]
    );
    assert_eq!(unused(&[("hookc.yaml", "out: 5\n")]), [3, 4, 4]);
    let lacking = "environments: { a: { x: y }, b: {} }\n";
    assert_eq!(unused(&[("hookc.yaml", lacking)]), [0; 0]);
}

#[test]
fn a_comment_for_a_whole_file_is_needed_as_long_as_a_part_of_it_cannot_be_read() {
    let allow = "# hookc: allow-file(private-host) behind the proxy\n";
    let escalation = "kind: escalation\nplatform: enterpret\nname: a\nautomation: A\nurl: https://a.example/a\nauth: { bearer: '${secret.A}' }\n";
    assert_eq!(hooks(&format!("{allow}{escalation}")), ["1 unused-allow"]);
    let broken = "kind: escalation\nurl: [\n";
    let with = |file: &str| found(&[("hooks.yaml", file), ("other.yaml", broken)]);
    assert!(with(&format!("{allow}{escalation}")).contains(&"1 unused-allow".to_owned()));
    let both = hooks(&format!("{allow}{escalation}---\n{broken}"));
    assert!(
        both.iter().all(|line| !line.ends_with("unused-allow")),
        "{both:?}"
    );
}

/// The span of every `X` is a finding; those that the comment allows are counted.
fn allowed(text: &str) -> usize {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("a.yaml", text));
    let stream = hookc::yaml::parse(file, text);
    let allows = FileAllows::read(file, &sources[file], &stream, &|_| true);
    let rule = hookc::rules::find("comment-in-value").unwrap();
    let spans = text
        .match_indices('X')
        .map(|(at, _)| Span::new(file, at, at + 1));
    let mut found: Vec<Diagnostic> = spans.map(|span| Diagnostic::new(rule, span, "x")).collect();
    let reporting = Reporting {
        may_miss: &|_, _, _| true,
        is_off: &|_| false,
    };
    let mut allows: Vec<FileAllows<'_>> = allows.into_iter().collect();
    hookc::suppress::apply(&mut allows, reporting, &|_| true, &mut found);
    found.iter().filter(|found| found.suppressed).count()
}

/// The line is that of the key or of the `-`; a `#` inside of a block scalar is data.
#[test]
fn the_line_of_a_long_scalar_is_that_of_its_key_or_dash() {
    const ALLOW: &str = "# hookc: allow(comment-in-value) x";
    for (text, expected) in [
        ("body: |  ALLOW\n  a X\n  X\nb: X\n", 2),
        ("ALLOW\nbody: >-\n  a\n  X\nb: X\n", 1),
        ("body: |\n  a X ALLOW\n", 0),
        ("body: |\n  a X\n# hookc: allow(other)\nALLOW\nb: X\n", 1),
        ("l:\n- |  ALLOW\n  a X\n- X\n", 1),
        ("l:\n- a: |  ALLOW\n    X\n  b: |\n    X\n", 1),
        ("l:\n  ALLOW\n  - \"a\n    X\"\n  - X\n", 1),
        ("a: \"b ALLOW\n  X\"\n", 0),
        ("a: # hookc: allow(comment-in-value)\n  b X\n  c X\n", 2),
        ("a: { b: \"x\n   X\" } ALLOW\n", 0),
        ("a: X ALLOW\nb: X\n", 1),
        ("a:\r\n  - |+ ALLOW\r\n    X\r\n\r\nb: X\r\n", 1),
        ("a: X\n---\nb: X ALLOW\n", 1),
        ("a: X\nALLOW\n", 0),
    ] {
        let text = text.replace("ALLOW", ALLOW);
        assert_eq!(allowed(&text), expected, "{text}");
    }
}
