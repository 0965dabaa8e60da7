//! What changed between two states, and for whom it breaks.
#![expect(
    clippy::disallowed_methods,
    reason = "the page of all verdicts is rewritten where `UPDATE` is set"
)]

mod cases;

use std::collections::BTreeSet;

use cases::{CASES, HOOKS, MANIFEST, REVERSED};

use hookc::compile::{Input, InputFile, Outcome, check};
use hookc::diagnostic::Severity;
use hookc::diff::{Change, Format, KINDS, Options, Report, Side, compare, render};
use hookc::format::{Formatted, Role, format};
use hookc::report::FullOptions;
use hookc::source::{FileId, SourceFile, Sources};
use proptest::prelude::*;

fn outcome<'s>(
    sources: &'s Sources,
    read_beside: &'s (dyn Fn(FileId, &str) -> Result<String, String> + Sync),
) -> Outcome<'s> {
    let (mut manifest, mut files) = (None, Vec::new());
    for (file, source) in sources.iter() {
        if source.path() == "hookc.yaml" {
            manifest = Some(file);
        } else {
            files.push(InputFile {
                file,
                path: source.path().into(),
                listed: false,
            });
        }
    }
    check(&Input {
        sources,
        folder: "shop",
        manifest,
        files,
        environment: None,
        honours_comments: true,
        read_beside,
    })
}

fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in files {
        sources.add(SourceFile::new(*path, *text));
    }
    sources
}

/// The changes, and the report of them in a format.
fn diff(old: &[(&str, &str)], new: &[(&str, &str)], rust_api: bool) -> (Vec<Change>, Report) {
    let nothing = |_: FileId, _: &str| Err("there is no such file".to_owned());
    let (old, new) = (sources(old), sources(new));
    let (before, now) = (outcome(&old, &nothing), outcome(&new, &nothing));
    let options = Options {
        rust_api,
        ..Options::default()
    };
    let changes = compare(&before, &now, options);
    let side = |name, prefix, sources, findings| Side {
        name,
        prefix,
        sources,
        findings,
    };
    let report = Report::new(
        &side("main", "main:", &old, &before.diagnostics),
        &side(".", "", &new, &now.diagnostics),
        changes.clone(),
    );
    (changes, report)
}

fn edited(edits: &[(&str, &str)]) -> [String; 2] {
    let mut texts = [MANIFEST.to_owned(), HOOKS.to_owned()];
    for (from, to) in edits {
        let at = texts.iter().position(|text| text.contains(from));
        let text = &mut texts[at.unwrap_or_else(|| panic!("`{from}` is not there"))];
        *text = text.replacen(from, to, 1);
    }
    texts
}

fn kinds(old: &[String; 2], new: &[String; 2]) -> Vec<&'static str> {
    let files = |texts: &[String; 2]| [texts[0].clone(), texts[1].clone()];
    let (old, new) = (files(old), files(new));
    let (changes, _) = diff(
        &[("hookc.yaml", &old[0]), ("hooks.yaml", &old[1])],
        &[("hookc.yaml", &new[0]), ("hooks.yaml", &new[1])],
        false,
    );
    let kinds: BTreeSet<&str> = changes.iter().map(|change| change.kind.name()).collect();
    kinds.into_iter().collect()
}

#[test]
fn the_project_has_no_error_that_hides_something() {
    let texts = edited(&[]);
    let sources = sources(&[("hookc.yaml", &texts[0]), ("hooks.yaml", &texts[1])]);
    let nothing = |_: FileId, _: &str| Err(String::new());
    let found = outcome(&sources, &nothing).diagnostics;
    let fixed: Vec<_> = found.iter().filter(|found| found.rule.is_fixed()).collect();
    assert!(fixed.is_empty(), "{fixed:#?}");
}

#[test]
fn each_change_is_recognised_and_nothing_else_is() {
    let base = edited(&[]);
    let mut wrong = Vec::new();
    for (edits, expected) in CASES {
        let found = kinds(&base, &edited(edits));
        if found != *expected {
            wrong.push(format!("{edits:?}\n  is {found:?}\n  not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_call_of_what_no_name_tells_apart_is_no_new_call() {
    let trigger =
        "kind: trigger\nplatform: verboo\nname: t\ndescription: Call it.\nwebhooks: [\"a b\"]\n";
    let webhook =
        "---\nkind: webhook\nplatform: verboo\nname: a b\nurl: https://a.example/\nmethod: GET\n";
    let both = format!("{trigger}{webhook}");
    let (changes, _) = diff(&[("a.yaml", &both)], &[("a.yaml", &both)], false);
    assert!(changes.is_empty(), "{changes:#?}");
}

#[test]
fn a_header_that_is_sent_twice_is_compared_with_itself() {
    let webhook = "kind: webhook\nplatform: verboo\nname: a\nurl: https://a.example/\nmethod: GET\nheaders:\n  X-Team: mobile\n  X-TEAM: web\n";
    let kinds = |new: &str| -> Vec<(&str, String)> {
        let (changes, _) = diff(&[("a.yaml", webhook)], &[("a.yaml", new)], false);
        let said = |change: Change| (change.kind.name(), change.message);
        changes.into_iter().map(said).collect()
    };
    assert_eq!(kinds(webhook), []);
    let other = kinds(&webhook.replace("web\n", "desk\n"));
    let said = "the header `X-TEAM` of `a` has another value".to_owned();
    assert_eq!(other, [("header-changed", said)]);
    let fewer = kinds(&webhook.replace("  X-TEAM: web\n", ""));
    let said = "the header `X-TEAM` of `a` is gone".to_owned();
    assert_eq!(fewer, [("header-removed", said)]);
}

#[test]
fn each_change_has_its_reverse() {
    let base = edited(&[]);
    for (kind, reverse) in REVERSED {
        let (edits, _) = CASES
            .iter()
            .find(|(_, kinds)| kinds.contains(kind))
            .unwrap();
        let found = kinds(&edited(edits), &base);
        assert!(found.contains(reverse), "{kind}: {found:?}");
    }
}

fn document(text: &str, name: &str) -> String {
    let mut documents = text.split("---\n");
    let named = |document: &&str| document.contains(&format!("name: {name}\n"));
    documents.find(named).unwrap().to_owned()
}

#[test]
fn what_is_gone_breaks_and_what_is_new_does_not() {
    for (name, removed, added) in [
        ("log", "request-removed", "request-added"),
        ("bot", "endpoint-removed", "endpoint-added"),
        ("events", "subscription-removed", "subscription-added"),
        ("human_agent", "escalation-removed", "escalation-added"),
    ] {
        let base = edited(&[]);
        let gone = HOOKS.replacen(&format!("{}---\n", document(HOOKS, name)), "", 1);
        let without = [MANIFEST.to_owned(), gone];
        assert!(kinds(&base, &without).contains(&removed), "{name}");
        assert!(kinds(&without, &base).contains(&added), "{name}");
    }
}

#[test]
fn a_sum_of_topics_is_the_same_events() {
    let facts = hookc::platforms::facts::ALL;
    let wider = facts.iter().find_map(|facts| facts.topics);
    let wider = wider.unwrap().wider.iter().find(|it| it.is_their_sum);
    let wider = wider.unwrap();
    let topics = |topics: &str| edited(&[("chat.create, chat.message", topics)]);
    let (sum, parts) = (topics(wider.topic), topics(&wider.holds.join(", ")));
    assert_eq!(kinds(&sum, &parts), ["topic-equivalent"]);
    assert_eq!(kinds(&parts, &sum), ["topic-equivalent"]);
}

#[test]
fn a_variable_in_a_header_is_judged_by_its_values() {
    let old = edited(&[("X-Source: bot", "X-Source: $tier")]);
    let tiers = |tiers: &str| {
        let edits = [
            ("X-Source: bot", "X-Source: $tier"),
            ("[gold, silver]", tiers),
        ];
        kinds(&old, &edited(&edits))
    };
    assert_eq!(
        tiers("[gold]"),
        ["field-narrowed", "header-narrowed", "variable-narrowed"]
    );
    assert_eq!(
        tiers("[gold, silver, iron]"),
        ["field-changed", "header-changed", "variable-widened"]
    );
}

#[test]
fn a_shorter_name_takes_a_longer_one_while_that_has_no_value() {
    let old = edited(&[("  reason: $reason", "  reason: $reason\n  text: $comment")]);
    let new = edited(&[
        ("  reason: $reason", "  reason: $reason\n  text: $comment"),
        ("      tier:", "      comm: { type: string }\n      tier:"),
    ]);
    assert_eq!(kinds(&old, &new), ["name-hazard", "variable-added"]);
}

#[test]
fn generated_code_is_compared() {
    let base = edited(&[]);
    let api = |edits: &[(&str, &str)]| -> BTreeSet<String> {
        let new = edited(edits);
        let (changes, _) = diff(
            &[("hookc.yaml", &base[0]), ("hooks.yaml", &base[1])],
            &[("hookc.yaml", &new[0]), ("hooks.yaml", &new[1])],
            true,
        );
        let of_code = changes
            .iter()
            .filter(|change| change.kind.category.name() == "rust-api");
        of_code
            .map(|change| change.kind.name().to_owned())
            .collect()
    };
    let set = |kinds: &[&str]| kinds.iter().map(|kind| (*kind).to_owned()).collect();
    assert_eq!(api(&[]), BTreeSet::new());
    assert_eq!(
        api(&[("  reason: $reason\n", "")]),
        set(&["member-removed"])
    );
    assert_eq!(api(&[("count: 1", "count: '1'")]), set(&["member-changed"]));
    assert_eq!(
        api(&[("count: 1", "count: 1, more: 2")]),
        set(&["member-needed"])
    );
    assert_eq!(
        api(&[(
            "code: { type: integer }",
            "code: { type: integer }\n      id: { type: string }"
        )]),
        set(&["member-added"])
    );
    assert_eq!(
        api(&[("method: POST", "method: PUT")]),
        set(&["constant-changed"])
    );
    assert!(
        api(&[("name: label\n", "name: sticker\n"), ("label]", "sticker]")])
            .is_superset(&set(&["item-removed", "item-added"]))
    );
    assert_eq!(
        api(&[("text, value: Welcome", "text")]),
        set(&["item-changed"])
    );
}

#[test]
fn every_kind_is_tested() {
    let mut tested: BTreeSet<&str> = CASES
        .iter()
        .flat_map(|(_, kinds)| *kinds)
        .copied()
        .collect();
    tested.extend(REVERSED.iter().map(|(_, reverse)| *reverse));
    // By the tests above.
    tested.extend([
        "request-removed",
        "request-added",
        "endpoint-removed",
        "endpoint-added",
        "subscription-removed",
        "subscription-added",
        "escalation-removed",
        "escalation-added",
        "topic-equivalent",
        "name-hazard",
        "header-narrowed",
        "item-removed",
        "item-added",
        "item-changed",
        "member-removed",
        "member-changed",
        "member-needed",
        "member-added",
        "constant-changed",
    ]);
    let missing: Vec<&str> = KINDS
        .iter()
        .map(|kind| kind.name())
        .filter(|name| !tested.contains(name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn what_cannot_be_read_is_neither_gone_nor_new() {
    let broken = HOOKS.replacen(
        "kind: webhook\nname: log\n",
        "kind: webhook\nname: log\n  x\n",
        1,
    );
    let (changes, report) = diff(
        &[("hookc.yaml", MANIFEST), ("hooks.yaml", HOOKS)],
        &[("hookc.yaml", MANIFEST), ("hooks.yaml", &broken)],
        false,
    );
    let found: Vec<&str> = changes.iter().map(|change| change.kind.name()).collect();
    assert!(
        !found.iter().any(|kind| kind.ends_with("-removed")),
        "{found:?}"
    );
    assert!(!report.gaps().is_empty());
}

#[test]
fn credentials_are_shown_in_no_format() {
    let literal = "Bearer sk_live_51H8xExampleExampleExample42";
    let hooks = HOOKS.replacen("Bearer $token", literal, 1);
    let other = hooks
        .replacen("42", "43", 1)
        .replacen("X-Source: bot", "X-Source: web", 1);
    let (_, report) = diff(
        &[("hookc.yaml", MANIFEST), ("hooks.yaml", &hooks)],
        &[("hookc.yaml", MANIFEST), ("hooks.yaml", &other)],
        false,
    );
    assert!(report.breaks());
    for format in [
        Format::Full,
        Format::Concise,
        Format::Json,
        Format::Markdown,
    ] {
        let text = render(&report, format, FullOptions::default(), true);
        assert!(!text.contains("sk_live_51H8x"), "{text}");
        assert!(text.contains("X-Source"), "{text}");
    }
}

#[test]
fn full_reports_show_both_states_in_80_columns() {
    let new = edited(&[("method: POST", "method: PUT")]);
    let (_, report) = diff(
        &[("hookc.yaml", MANIFEST), ("hooks.yaml", HOOKS)],
        &[("hookc.yaml", &new[0]), ("hooks.yaml", &new[1])],
        false,
    );
    let text = render(&report, Format::Full, FullOptions::default(), true);
    assert!(text.starts_with("breaking[method-changed]: "), "{text}");
    assert!(text.contains("[main:hooks.yaml:4:9]") && text.contains("[hooks.yaml:4:9]"));
    assert!(text.ends_with("1 breaking change\n"), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    let json = render(&report, Format::Json, FullOptions::default(), true);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let change = &json["changes"][0];
    assert_eq!(change["kind"], "method-changed");
    assert_eq!(change["category"], "receivers");
    assert_eq!(
        (
            &change["old"]["start"]["line"],
            &change["new"]["start"]["line"]
        ),
        (&4.into(), &4.into())
    );
    assert_eq!(json["summary"]["breaking"], 1);
}

#[test]
fn nothing_breaks_out_of_a_comment() {
    let hostile = "'</details>| x |<img src=x>[a](b) @all `` ``` ~~~ #1'";
    let new = HOOKS.replacen("Say that it is done.", hostile, 1).replacen(
        "reason: $reason",
        "\"</summary>|\\n```\\n# x <b>\": a",
        1,
    );
    let (_, report) = diff(
        &[("hookc.yaml", MANIFEST), ("hooks.yaml", HOOKS)],
        &[("hookc.yaml", MANIFEST), ("hooks.yaml", &new)],
        false,
    );
    let text = render(&report, Format::Markdown, FullOptions::default(), true);
    let options = pulldown_cmark::Options::all();
    let mut tags = BTreeSet::new();
    for event in pulldown_cmark::Parser::new_ext(&text, options) {
        use pulldown_cmark::{Event, Tag};
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let ours = ["<details>", "</details>", "<summary>", "<br>"];
                assert!(
                    ours.iter().any(|tag| html.trim().starts_with(tag)),
                    "{html}"
                );
                assert!(!html.contains("img") && !html.contains("<b>"), "{html}");
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => panic!("{text}"),
            Event::Start(tag @ Tag::Heading { .. }) => {
                tags.insert(format!("{tag:?}"));
            }
            _ => {}
        }
    }
    assert_eq!(tags.len(), 1, "{tags:?}");
}

#[test]
fn verdicts_are_those_of_the_page() {
    let page = include_str!("../docs/diff.md");
    let mut rows = Vec::new();
    for kind in KINDS {
        let verdict = match kind.rule.severity {
            Severity::Error => "breaks",
            Severity::Warning => "compatible",
            Severity::Info => "info",
        };
        rows.push(format!(
            "| `{}` | {} | {verdict} | {} | {} |",
            kind.name(),
            kind.category.name(),
            kind.rule.summary,
            kind.rule.why
        ));
    }
    let head = "| change | for | verdict | what | and then |\n|---|---|---|---|---|\n";
    let table = format!("{head}{}\n", rows.join("\n"));
    if std::env::var_os("UPDATE").is_some() {
        let before = page.split(head).next().unwrap();
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/diff.md");
        std::fs::write(path, format!("{before}{table}")).unwrap();
        return;
    }
    assert!(page.ends_with(&table), "run `UPDATE=1 cargo test verdicts`");
}

fn formatted(text: &str, role: Role) -> String {
    let file = SourceFile::new("a.yaml", text);
    match format(FileId(0), &file, role) {
        Formatted::Text(text) => text,
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever a project says, it says the same as itself, formatted, and in another order.
    #[test]
    fn layout_and_order_change_nothing(
        picked in proptest::collection::vec(any::<prop::sample::Index>(), 0..4),
        seed in any::<u64>(),
    ) {
        let mut texts = edited(&[]);
        for index in picked {
            let (edits, _) = CASES[index.index(CASES.len())];
            for (from, to) in edits {
                for text in &mut texts {
                    *text = text.replacen(from, to, 1);
                }
            }
        }
        prop_assert_eq!(kinds(&texts, &texts), Vec::<&str>::new());
        let definitions = Role::Definitions {
            default_platform: hookc::platforms::facts::find("verboo"),
            listed: false,
        };
        let pretty = [
            formatted(&texts[0], Role::Manifest),
            formatted(&texts[1], definitions),
        ];
        prop_assert_eq!(kinds(&texts, &pretty), Vec::<&str>::new());
        let mut documents: Vec<&str> = texts[1].split("---\n").collect();
        let count = documents.len();
        documents.rotate_left(usize::try_from(seed % count as u64).unwrap());
        if seed % 2 == 0 {
            documents.reverse();
        }
        let shuffled = [texts[0].clone(), documents.join("---\n")];
        prop_assert_eq!(kinds(&texts, &shuffled), Vec::<&str>::new());
    }
}
