//! Both ways to read YAML make the same trees: the short one of what is usual, and the one of all.
#![expect(
    clippy::disallowed_methods,
    reason = "the texts that are read stand on the disk"
)]

use crate::benches::{projects, shapes};
use std::path::Path;

use hookc::diagnostic::unmark;
use hookc::rules::TABLE;
use hookc::yaml::compare_paths;
use proptest::prelude::*;

#[path = "../benches/mutants.rs"]
mod mutants;

use mutants::{LINES, PIECES, Random, mixture, mutant};

/// Whether the short way took a text; both ways must agree on it.
fn is_short(name: &str, text: &str) -> bool {
    match compare_paths(text) {
        Ok(is_short) => is_short,
        Err(difference) => panic!("{name}: {difference}\n{text:?}"),
    }
}

/// All files with definitions below a folder.
fn files_of(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_none_or(|name| name != "target") {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "yaml")
            {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path.display().to_string(), text));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty());
    found
}

#[test]
fn both_ways_agree_on_the_yaml_test_suite() {
    let Some(cases) = crate::yaml_suite::cases() else {
        return;
    };
    let cases = cases.iter();
    let short = cases.filter(|case| is_short(&case.name, &case.text));
    // Most cases are about what is unusual.
    assert!(short.count() > 50);
}

#[test]
fn both_ways_agree_on_what_rules_report() {
    for (name, text) in files_of("tests/corpus") {
        is_short(&name, &text);
    }
    for entry in TABLE {
        let examples = entry.rule.bad.iter().chain(entry.rule.good);
        for file in examples.flat_map(|example| unmark(example).files) {
            is_short(entry.rule.name, &file.text);
        }
    }
}

#[test]
fn the_short_way_reads_what_is_usual() {
    for (name, text) in files_of("examples") {
        // Anchors are not usual.
        let has_anchor = text.contains(": &");
        assert_eq!(is_short(&name, &text), !has_anchor, "{name}");
    }
    for defects in [false, true] {
        for (name, text) in projects::project(200, defects) {
            assert!(is_short(&name, &text) || defects, "{name}\n{text}");
        }
    }
    for (shape, make) in shapes::SHAPES {
        for (name, text) in make(40) {
            assert!(is_short(&name, &text), "{shape} {name}");
        }
    }
}

#[test]
fn lines_may_end_as_they_do_on_windows() {
    for (name, text) in projects::project(50, false) {
        assert!(is_short(&name, &text.replace('\n', "\r\n")), "{name}");
    }
}

#[test]
fn nothing_goes_deep_into_the_stack() {
    for text in ["- ", "[", "{a: ", "? "] {
        assert!(!is_short(text, &text.repeat(100_000)));
    }
    let steps: Vec<String> = (0..2000)
        .map(|n| format!("{}a:\n", " ".repeat(n)))
        .collect();
    assert!(!is_short("steps", &steps.concat()));
}

#[test]
fn both_ways_agree_on_mutants() {
    let mut texts = files_of("examples");
    texts.extend(files_of("tests/corpus"));
    texts.extend(projects::project(20, true));
    let mut random = Random::new(6);
    let mut short = 0;
    for _ in 0..4000 {
        let text = mixture(&mut random);
        short += usize::from(is_short("mixture", &text));
        let (name, text) = &texts[random.below(texts.len())];
        let text = mutant(&mut random, text);
        short += usize::from(is_short(name, &text));
    }
    assert!(short > 500, "{short}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_ways_agree_on_any_mixture(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12),
        lines in prop::collection::vec(prop::sample::select(LINES), 0..8),
    ) {
        let pieces = pieces.concat();
        let lines = lines.join("\n");
        for text in [&pieces, &lines, &format!("{lines}\n{pieces}"), &format!("{pieces}\n{lines}")] {
            prop_assert!(compare_paths(text).is_ok(), "{:?}\n{text:?}", compare_paths(text));
        }
    }
}
