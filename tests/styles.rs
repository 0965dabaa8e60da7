//! What is found does not depend on how the YAML is written: the examples of all rules about values
//! give the same findings with other line ends, in JSON, and as folded blocks.

use std::fmt::Write as _;

use hookc::compile::check_example;
use hookc::diagnostic::{ExampleFile, Group, unmark};
use hookc::rules::TABLE;
use serde_yaml::Value;

#[test]
fn line_ends_make_no_difference() {
    each_example(&|text| text.replace('\n', "\r\n"));
}

#[test]
fn json_is_found_in_what_yaml_is() {
    each_example(&|text| rewritten(text, &|value| format!("{}\n", json(value))));
}

#[test]
fn text_in_blocks_is_what_it_is_elsewhere() {
    each_example(&|text| {
        rewritten(text, &|value| {
            let mut out = String::new();
            blocks(value, 0, &mut out);
            out
        })
    });
}

fn each_example(rewrite: &dyn Fn(&str) -> String) {
    let mut count = 0;
    for entry in TABLE {
        // Comments are no part of the data, and structure is about how it is written.
        let is_about_values = entry.rule.group != Group::SourceAndStructure;
        for example in entry.rule.bad.iter().chain(entry.rule.good) {
            if !is_about_values || example.text.contains("# hookc:") {
                continue;
            }
            let files = unmark(example).files;
            let changed: Vec<ExampleFile> = files
                .iter()
                .map(|file| ExampleFile {
                    path: file.path.clone(),
                    text: if file.path.contains(".yaml") {
                        rewrite(&file.text)
                    } else {
                        file.text.clone()
                    },
                })
                .collect();
            let before = found(&files);
            assert_eq!(before, found(&changed), "{}: {changed:#?}", entry.rule.name);
            count += before.len();
        }
    }
    assert!(count > 150, "{count}");
}

fn found(files: &[ExampleFile]) -> Vec<(&'static str, String)> {
    let (_, found) = check_example(files);
    let mut found: Vec<_> = found
        .into_iter()
        .map(|found| (found.rule.name, found.message))
        .collect();
    found.sort();
    found
}

/// Every document, written in another way.
fn rewritten(text: &str, write: &dyn Fn(&Value) -> String) -> String {
    let documents = text.split("\n---\n").map(|document| {
        let value: Value = serde_yaml::from_str(document).unwrap();
        format!("---\n{}", write(&value))
    });
    documents.collect()
}

fn json(value: &Value) -> String {
    let list = |items: Vec<String>| items.join(", ");
    match value {
        Value::Sequence(items) => format!("[{}]", list(items.iter().map(json).collect())),
        Value::Mapping(entries) => {
            let entry = |(key, value)| format!("{}: {}", json(key), json(value));
            format!("{{{}}}", list(entries.iter().map(entry).collect()))
        }
        Value::String(text) => serde_json::Value::String(text.clone()).to_string(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Null | Value::Tagged(_) => "null".to_owned(),
    }
}

/// Blocks where there can be some; text that folds to itself as `>-`.
fn blocks(value: &Value, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let mut each = |head: &str, value: &Value| {
        let _ = write!(out, "{indent}{head}");
        match value {
            Value::Sequence(items) if !items.is_empty() => below(value, depth, out),
            Value::Mapping(entries) if !entries.is_empty() => below(value, depth, out),
            Value::String(text) if folds_to_itself(text) => {
                let _ = writeln!(out, " >-\n{indent}  {text}");
            }
            other => {
                let _ = writeln!(out, " {}", json(other));
            }
        }
    };
    match value {
        Value::Mapping(entries) => {
            for (key, value) in entries {
                each(&format!("{}:", json(key)), value);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| each("-", item)),
        other => {
            let _ = writeln!(out, "{}", json(other));
        }
    }
}

fn below(value: &Value, depth: usize, out: &mut String) {
    out.push('\n');
    blocks(value, depth + 1, out);
}

fn folds_to_itself(text: &str) -> bool {
    let is_blank = |c: char| c == ' ' || c == '\t';
    !text.is_empty() && text.trim_matches(is_blank) == text && !text.contains(char::is_control)
}
