//! The examples of the rules about reading: what they mark is found, and nothing else; what a fix
//! writes is silent.

use std::fmt::Write as _;

use hookc::diagnostic::{Diagnostic, Example, Rule};
use hookc::rules::reading::{duplicate_key, invalid_yaml, unquoted_template, yaml_limit};
use hookc::source::FileId;
use hookc::yaml;

static RULES: [&Rule; 4] = [
    &duplicate_key::RULE,
    &invalid_yaml::RULE,
    &unquoted_template::RULE,
    &yaml_limit::RULE,
];

fn find(text: &str) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    for document in yaml::parse(FileId(0), text).documents {
        all.extend(yaml::unquoted_templates(&document));
        all.extend(yaml::duplicate_keys(&document));
        all.extend(yaml::unknown_tags(&document));
        all.extend(yaml::merge_values(&document));
        all.extend(document.diagnostics);
    }
    all
}

/// The text without its marker lines, and what they mark: `^` and `-`, as bytes.
fn unmark(example: &Example) -> (String, Vec<(char, usize, usize)>) {
    let mut text = String::new();
    let mut line_start = 0;
    let mut marks = Vec::new();
    for line in example.text.split_inclusive('\n') {
        let marker = line.trim();
        let sign = marker.chars().next().unwrap_or(' ');
        let is_marker = matches!(sign, '^' | '-' | '|')
            && marker.chars().all(|c| c == sign)
            && (sign != '-' || marker.len() != 3)
            && (sign == '^' || line.starts_with(' ') || marker.len() > 3);
        if !is_marker {
            line_start = text.len();
            text += line;
            continue;
        }
        let byte = |column: usize| {
            let mut chars = text[line_start..].char_indices();
            line_start
                + chars
                    .nth(column)
                    .map_or(text.len() - line_start, |(at, _)| at)
        };
        let start = line.find(sign).unwrap();
        let length = if sign == '|' { 0 } else { marker.len() };
        marks.push((sign, byte(start), byte(start + length)));
    }
    (text, marks)
}

#[test]
fn bad_examples_are_found_where_they_are_marked() {
    let mut wrong = String::new();
    for rule in RULES {
        assert!(rule.bad.len() >= 2 && rule.good.len() >= 2, "{}", rule.name);
        for example in rule.bad {
            let (text, marks) = unmark(example);
            let found = find(&text);
            let mut spans = Vec::new();
            for diagnostic in &found {
                assert!(diagnostic.help.is_some());
                spans.push(('^', diagnostic.span));
                spans.extend(diagnostic.labels.iter().map(|label| ('-', label.span)));
            }
            let mut spans: Vec<_> = spans
                .into_iter()
                .map(|(sign, span)| (sign, span.range().start, span.range().end))
                .collect();
            spans.sort_by_key(|&(_, start, end)| (start, end));
            if spans != marks || found.iter().any(|d| d.rule.name != rule.name) {
                let found = print(&found);
                let _ = writeln!(wrong, "{}: {spans:?} {marks:?} {found}", example.title);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn print(found: &[Diagnostic]) -> String {
    let line = |d: &Diagnostic| format!("{}: {} {:?} {:?}", d.rule.name, d.message, d.help, d.fix);
    found.iter().map(line).collect::<Vec<_>>().join("\n  ")
}

#[test]
fn good_examples_are_silent() {
    for example in RULES.iter().flat_map(|rule| rule.good) {
        let found = find(example.text);
        assert!(found.is_empty(), "{}: {}", example.title, print(&found));
    }
}

#[test]
fn fixes_silence_what_they_fix() {
    let mut fixes = 0;
    for example in RULES.iter().flat_map(|rule| rule.bad) {
        let (mut text, _) = unmark(example);
        let mut is_fixed = false;
        // One fix can bring the next finding to light: that of a second image, say.
        while let Some(fix) = find(&text)
            .into_iter()
            .find_map(|diagnostic| diagnostic.fix)
        {
            for edit in fix.edits.iter().rev() {
                text.replace_range(edit.span.range(), &edit.text);
            }
            is_fixed = true;
            fixes += 1;
            assert!(fixes < 100, "{text}");
        }
        if is_fixed {
            assert!(find(&text).is_empty(), "{text}: {}", print(&find(&text)));
            println!("{text}");
        }
    }
    assert!(fixes > 15, "{fixes}");
}
