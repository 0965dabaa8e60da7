//! Fixes that are made: every one holds, and a second run has nothing to do.

use hookc::compile::{Fixes, Texts, check_example, fix};
use hookc::diagnostic::{Diagnostic, ExampleFile, unmark};
use hookc::rules::TABLE;
use hookc::source::Sources;

fn with(files: &[ExampleFile], sources: &Sources, texts: &Texts) -> Vec<ExampleFile> {
    let text = |file: &ExampleFile| {
        let known = sources
            .iter()
            .find(|(_, source)| source.path() == file.path);
        let changed = known.and_then(|(id, _)| texts.get(&id));
        changed.cloned().unwrap_or_else(|| file.text.clone())
    };
    let new = |file: &ExampleFile| ExampleFile {
        path: file.path.clone(),
        text: text(file),
    };
    files.iter().map(new).collect()
}

fn fix_all(files: &[ExampleFile], unsafe_too: bool) -> (Vec<ExampleFile>, Fixes) {
    let (sources, found) = check_example(files);
    let is_wanted =
        |found: &Diagnostic| found.fix.as_ref().is_some_and(|fix| fix.safe || unsafe_too);
    let check = |texts: &Texts| check_example(&with(files, &sources, texts)).1;
    let outcome = fix(&sources, found, &is_wanted, &check);
    (with(files, &sources, &outcome.texts), outcome)
}

fn files(files: &[(&str, &str)]) -> Vec<ExampleFile> {
    let file = |(path, text): &(&str, &str)| ExampleFile {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    };
    files.iter().map(file).collect()
}

/// The examples of all rules, and all of them with other line ends and a byte order mark.
#[test]
fn fixes_hold_and_a_second_run_changes_nothing() {
    let mut fixed = 0;
    for example in TABLE.iter().flat_map(|entry| entry.rule.bad) {
        let plain = unmark(example).files;
        let mut foreign = plain.clone();
        for file in &mut foreign {
            file.text = format!("\u{feff}{}", file.text.replace('\n', "\r\n"));
        }
        let [plain, foreign] = [plain, foreign].map(|files| {
            let (_, before) = check_example(&files);
            let (after, outcome) = fix_all(&files, true);
            let title = example.title;
            fixed += outcome.made.len();
            let count = |name: &str, found: &[Diagnostic]| {
                found.iter().filter(|one| one.rule.name == name).count()
            };
            for name in ["invalid-yaml", "unquoted-template", "yaml-limit"] {
                assert!(
                    count(name, &outcome.found) <= count(name, &before),
                    "{title}"
                );
            }
            // What could not be read hid other findings.
            let was_read = before.iter().all(|one| !one.rule.is_fixed());
            let is_better = outcome.found.len() < before.len();
            assert!(!was_read || outcome.made.is_empty() || is_better, "{title}");
            let (again, second) = fix_all(&after, true);
            assert_eq!(again, after, "{title}");
            assert!(second.made.is_empty(), "{title}");
            after
        });
        for (plain, foreign) in plain.iter().zip(&foreign) {
            let expected = format!("\u{feff}{}", plain.text.replace('\n', "\r\n"));
            assert_eq!(foreign.text, expected, "{}", example.title);
        }
    }
    assert!(fixed > 40, "{fixed}");
}

#[test]
fn only_safe_fixes_are_made_unless_all_are_wanted() {
    let text = "kind: webhook\nplatform: verboo\nname: a # hookc: allow(unused-definition) later\nurl: https://a.example/\nmehtod: GET\nheaders:\n  X-Count: 42 # kept\n";
    let (after, outcome) = fix_all(&files(&[("hooks.yaml", text)]), false);
    assert_eq!(after[0].text, text.replace("42", "'42'"));
    let left: Vec<&str> = outcome
        .found
        .iter()
        .filter(|one| !one.suppressed)
        .map(|one| one.rule.name)
        .collect();
    assert_eq!(left, ["unknown-field"]);
    let (after, _) = fix_all(&files(&[("hooks.yaml", text)]), true);
    assert_eq!(
        after[0].text,
        text.replace("42", "'42'").replace("mehtod", "method")
    );
}

#[test]
fn what_is_allowed_is_not_fixed() {
    let text = "kind: webhook\nplatform: ebbot\nname: a\ndirection: incoming\n# hookc: allow(comment-in-value) a note\ndescription: ticket #42\n";
    let (after, outcome) = fix_all(&files(&[("hooks.yaml", text)]), true);
    assert_eq!(after[0].text, text);
    assert!(outcome.made.is_empty());
}
