//! Every example of every rule: what is marked is found, and nothing else.
#![expect(
    clippy::disallowed_methods,
    reason = "tests compare what is committed with what is made"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use hookc::compile::{check_example, rule_page, with_fixes};
use hookc::diagnostic::{Diagnostic, Example, ExampleFile, Mark, Rule, unmark};
use hookc::rules::page;
use hookc::rules::{Entry, Sees, TABLE};
use hookc::source::{Sources, Span};

#[test]
fn every_bad_example_gives_exactly_what_is_marked() {
    each_example(|rule| rule.bad, judge_bad);
}

#[test]
fn every_good_example_is_silent() {
    each_example(
        |rule| rule.good,
        |_, example| {
            let unmarked = unmark(example);
            let (sources, mut found) = check_example(&unmarked.files);
            found.retain(|found| !found.suppressed);
            let is_marked = !unmarked.marks.is_empty();
            (is_marked || !found.is_empty()).then(|| print(&sources, &found))
        },
    );
}

#[test]
fn every_rule_has_its_documentation_and_examples() {
    for entry in TABLE {
        let rule = entry.rule;
        let name = rule.name;
        assert!(rule.summary.ends_with('.'), "{name}: {}", rule.summary);
        assert!(rule.why.len() > 80, "{name} does not say why");
        assert!(!rule.bad.is_empty(), "{name} has no bad example");
        assert!(!rule.good.is_empty(), "{name} has no good example");
        for example in rule.bad.iter().chain(rule.good) {
            assert!(example.text.ends_with('\n'), "{name}: {}", example.title);
        }
    }
}

#[test]
fn the_table_holds_every_file_of_the_folders_once_and_is_sorted() {
    let names: Vec<&str> = TABLE.iter().map(|entry| entry.rule.name).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(names, sorted);
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut files = Vec::new();
    for folder in [source.clone(), source.join("reading")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .replace('_', "-");
            let is_machinery = [
                "applies",
                "mod",
                "table",
                "page",
                "run",
                "levels",
                "topics",
                "places",
                "functions",
                "directives",
            ]
            .contains(&name.as_str());
            if path.is_file() && !is_machinery {
                files.push(name);
            }
        }
    }
    files.sort();
    assert_eq!(names, files);
}

#[test]
fn the_listing_says_of_each_rule_what_it_is() {
    let listing = page::listing();
    assert!(listing.lines().all(|line| line.chars().count() <= 80));
    for entry in TABLE {
        let rule = entry.rule;
        let begins = format!("  {} ", rule.name);
        let mut lines = listing
            .lines()
            .skip_while(|line| !line.starts_with(&begins));
        let first = lines.next().unwrap();
        let rest = first.strip_prefix(&begins).unwrap().trim_start();
        let sentence = rest.strip_prefix(rule.severity.name()).unwrap();
        let column = first.len() - sentence.trim_start().len();
        let indented = lines.take_while(|line| line.starts_with(&" ".repeat(column)));
        let further: Vec<&str> = indented.map(str::trim_start).collect();
        let words = [&[sentence.trim_start()], &further[..]].concat().join(" ");
        assert_eq!(words, rule.summary, "{}", rule.name);
    }
}

/// A rule is shown on every platform that it applies to, by the facts of the platform, and finds
/// nothing on any other: neither in an example of its own nor in one of another rule.
#[test]
fn every_rule_is_shown_on_every_platform_that_it_applies_to() {
    let mut shown: BTreeSet<(&str, &str)> = BTreeSet::new();
    for example in TABLE.iter().flat_map(|entry| entry.rule.bad) {
        let (sources, found) = check_example(&unmark(example).files);
        for diagnostic in found.iter().filter(|found| !found.suppressed) {
            let platforms = platforms_at(&sources, diagnostic.span);
            shown.extend(platforms.map(|platform| (diagnostic.rule.name, platform)));
        }
    }
    let mut complaints = String::new();
    let all = hookc::platforms::facts::ALL;
    // A rule about what belongs to no platform is shown on any.
    let is_about_one = |entry: &&Entry| all.iter().any(|facts| (entry.applies)(facts));
    for entry in TABLE.iter().filter(is_about_one) {
        let name = entry.rule.name;
        for platform in all {
            let is_shown = shown.contains(&(name, platform.id));
            if is_shown != (entry.applies)(platform) {
                let not = if is_shown { "" } else { "not " };
                let _ = writeln!(complaints, "{name} is {not}found on {}", platform.name);
            }
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}

/// A rule that is said to depend on nothing but the document it looks at finds the same there,
/// whatever becomes of the others: only then may a comment for it be called unused while another
/// document cannot be read.
#[test]
fn rules_that_see_one_document_do_not_depend_on_others() {
    let seen = |files: &[ExampleFile], kept: usize| -> Vec<String> {
        let (sources, found) = check_example(files);
        let documents = |text: &str| text.matches("\n---\n").count();
        let is_kept = |found: &&Diagnostic| {
            let file = &sources[found.span.file];
            file.path() == "hooks.yaml"
                && documents(&file.text()[..found.span.start as usize]) == kept
                && hookc::rules::sees(found.rule) == Sees::Itself
        };
        let found = found.iter().filter(is_kept);
        found
            .map(|found| format!("{} {}", found.rule.name, sources.text_at(found.span)))
            .collect()
    };
    let mut compared = 0;
    for example in TABLE.iter().flat_map(|entry| entry.rule.bad) {
        let files = unmark(example).files;
        let documents: Vec<&str> = files[0].text.split("\n---\n").collect();
        for kept in 0..documents.len() {
            let before = seen(&files, kept);
            for other in ["kind: trigger\nname: [", "kind: webhook\nname: 5"] {
                let mut changed = vec![other; documents.len()];
                changed[kept] = documents[kept];
                let mut files = files.clone();
                files[0].text = changed.join("\n---\n");
                let is_kept = |path: &str| !path.contains(".yaml") || path == "hookc.yaml";
                files.retain(|file| file.path == "hooks.yaml" || is_kept(&file.path));
                assert_eq!(before, seen(&files, kept), "{}", files[0].text);
                compared += before.len();
            }
        }
    }
    assert!(compared > 100, "{compared}");
}

/// The platforms that a place is about: that of its document; in a manifest, or where a document
/// does not say, those that the manifest names, else those of all definitions.
fn platforms_at(sources: &Sources, span: Span) -> impl Iterator<Item = &'static str> {
    let all = hookc::platforms::facts::ALL.iter().map(|facts| facts.id);
    let named = |text: &str| -> Vec<&'static str> {
        let says = |id: &&str| text.contains(&format!("platform: {id}"));
        all.clone().filter(says).collect()
    };
    let file = &sources[span.file];
    let (before, after) = file.text().split_at(span.start as usize);
    let start = before.rfind("\n---\n").map_or(0, |at| at + 1);
    let end = after.find("\n---\n").unwrap_or(after.len());
    let document = &file.text()[start..before.len() + end];
    let mut found = if file.path() == "hookc.yaml" {
        let lines = document.lines().map(str::trim);
        let keys: Vec<&str> = lines.filter_map(|line| line.strip_suffix(':')).collect();
        all.clone().filter(|id| keys.contains(id)).collect()
    } else {
        named(document)
    };
    if found.is_empty() {
        found = sources
            .iter()
            .flat_map(|(_, file)| named(file.text()))
            .collect();
    }
    found.into_iter()
}

/// A fix must not leave the finding that it is for, and must leave YAML.
#[test]
fn every_fix_silences_its_finding() {
    each_example(
        |rule| rule.bad,
        |_, example| fixes_that_fail(&unmark(example).files),
    );
}

/// The fixes of findings that leave their finding or break the file, with what is found then.
pub fn fixes_that_fail(files: &[ExampleFile]) -> Option<String> {
    let (sources, found) = check_example(files);
    let is_broken = |found: &[Diagnostic]| {
        let mut rules = found.iter().map(|found| found.rule.name);
        rules.any(|name| name == "invalid-yaml" || name == "unquoted-template")
    };
    let mut complaints = String::new();
    for diagnostic in found.iter().filter(|found| found.fix.is_some()) {
        let fixed = with_fixes(files, &sources, std::slice::from_ref(diagnostic));
        let (sources_after, after) = check_example(&fixed);
        let text = sources.text_at(diagnostic.span);
        let count = |sources: &Sources, all: &[Diagnostic]| {
            all.iter()
                .filter(|one| {
                    one.rule.name == diagnostic.rule.name
                        && one.message == diagnostic.message
                        && sources.text_at(one.span) == text
                })
                .count()
        };
        let is_still_there = count(&sources_after, &after) >= count(&sources, &found);
        if is_still_there || (is_broken(&after) && !is_broken(&found)) {
            let text: String = fixed.iter().map(|file| file.text.as_str()).collect();
            let _ = write!(complaints, "{text}\n{}", print(&sources_after, &after));
        }
    }
    (!complaints.is_empty()).then_some(complaints)
}

#[test]
fn the_pages_are_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let mut expected: Vec<(String, String)> = TABLE
        .iter()
        .map(|entry| (format!("{}.md", entry.rule.name), rule_page(entry.rule)))
        .collect();
    expected.push(("README.md".to_owned(), page::index()));
    expected.sort();
    if std::env::var_os("UPDATE").is_some() {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in &expected {
            std::fs::write(folder.join(name), text).unwrap();
        }
    }
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let expected_names: Vec<&String> = expected.iter().map(|(name, _)| name).collect();
    assert_eq!(names.iter().collect::<Vec<_>>(), expected_names);
    for (name, text) in &expected {
        let committed = std::fs::read_to_string(folder.join(name)).unwrap();
        assert!(
            *text == committed,
            "docs/rules/{name} is out of date: run with UPDATE=1"
        );
    }
}

fn each_example(
    examples: impl Fn(&'static Rule) -> &'static [Example],
    judge: impl Fn(&Rule, &Example) -> Option<String>,
) {
    let mut complaints = String::new();
    for entry in TABLE {
        for example in examples(entry.rule) {
            if let Some(complaint) = judge(entry.rule, example) {
                let _ = writeln!(
                    complaints,
                    "== {}: {}\n{complaint}",
                    entry.rule.name, example.title
                );
            }
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}

fn judge_bad(rule: &Rule, example: &Example) -> Option<String> {
    let unmarked = unmark(example);
    let (sources, mut found) = check_example(&unmarked.files);
    found.retain(|found| !found.suppressed);
    let mark = |span: Span, is_label: bool| Mark {
        path: sources[span.file].path().to_owned(),
        range: span.range(),
        is_label,
    };
    let mut marks: Vec<Mark> = Vec::new();
    for diagnostic in &found {
        marks.push(mark(diagnostic.span, false));
        marks.extend(diagnostic.labels.iter().map(|label| mark(label.span, true)));
    }
    let order = |mark: &Mark| {
        (
            mark.path.clone(),
            mark.range.start,
            mark.range.end,
            mark.is_label,
        )
    };
    let mut expected = unmarked.marks;
    for list in [&mut marks, &mut expected] {
        list.sort_by_key(order);
        list.dedup();
    }
    let is_right = marks == expected
        && !found.is_empty()
        && found.iter().all(|found| found.rule.name == rule.name);
    (!is_right).then(|| format!("expected {expected:#?}\n{}", print(&sources, &found)))
}

/// Findings with their spans, for the eyes of whoever looks at a failure.
pub fn print(sources: &Sources, found: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in found {
        let file = &sources[diagnostic.span.file];
        let at = file.position(diagnostic.span.start);
        let _ = writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            file.path(),
            at.line,
            at.column,
            diagnostic.severity.name(),
            diagnostic.rule.name,
            diagnostic.message
        );
        for environment in &diagnostic.environments {
            let _ = writeln!(out, "    in {environment}");
        }
        let _ = writeln!(
            out,
            "    at `{}`",
            sources.text_at(diagnostic.span).escape_debug()
        );
        for label in &diagnostic.labels {
            let text = sources.text_at(label.span).escape_debug();
            let _ = writeln!(out, "    {}: `{text}`", label.message);
        }
        for line in diagnostic.help.iter().flat_map(|help| help.lines()) {
            let _ = writeln!(out, "    help: {line}");
        }
    }
    out
}
