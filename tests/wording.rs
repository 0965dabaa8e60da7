//! What findings say, and what they offer to write, in cases that differ in one thing. What they point
//! at is judged by the examples of the rules.

mod definitions;
mod http;
mod json_templates;
mod parameters;
mod paths;
mod references;
mod topics;
mod values;

use std::fmt::Write as _;

use hookc::compile::check_example;
use hookc::diagnostic::{Diagnostic, ExampleFile, Shown};
use hookc::source::Sources;

/// The findings of one rule: what each points at, says and offers to write, a line each.
fn said(rule: &str, files: &[(&str, &str)]) -> String {
    let (sources, found) = check(files);
    let of_rule = found.iter().filter(|one| one.rule.name == rule);
    of_rule.map(|one| line(&sources, one)).collect()
}

/// What the findings of one rule point at.
fn places(rule: &str, files: &[(&str, &str)]) -> Vec<String> {
    let (sources, found) = check(files);
    let of_rule = found.iter().filter(|one| one.rule.name == rule);
    of_rule
        .map(|one| sources.text_at(one.span).to_owned())
        .collect()
}

/// The labels of the findings of one rule: the text and what is said of it.
fn labels(rule: &str, files: &[(&str, &str)]) -> Vec<String> {
    let (sources, found) = check(files);
    let of_rule = found.iter().filter(|one| one.rule.name == rule);
    let labels = of_rule.flat_map(|one| &one.labels);
    labels
        .map(|label| format!("`{}` {}", sources.text_at(label.span), label.message))
        .collect()
}

fn check(files: &[(&str, &str)]) -> (Sources, Vec<Diagnostic>) {
    let files: Vec<ExampleFile> = files
        .iter()
        .map(|(path, text)| ExampleFile {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        })
        .collect();
    check_example(&files)
}

fn line(sources: &Sources, found: &Diagnostic) -> String {
    let text = |span| sources.text_at(span).shown();
    let mut line = format!("`{}` {}", text(found.span), found.message);
    for help in found.help.iter().flat_map(|help| help.lines()) {
        let _ = write!(line, " | {help}");
    }
    if let Some(fix) = &found.fix {
        let how = if fix.safe { "fix" } else { "unsafe fix" };
        for edit in &fix.edits {
            let _ = write!(line, " | {how} `{}` to `{}`", text(edit.span), edit.text);
        }
    }
    line.push('\n');
    line
}

/// A webhook of a platform, with these further fields.
fn webhook(platform: &str, fields: &str) -> String {
    format!("kind: webhook\nplatform: {platform}\nname: send\n{fields}\n")
}

/// A webhook of Verboo with the trigger that calls it, which has these parameters.
fn verboo(fields: &str, parameters: &str) -> String {
    let fields = format!("method: POST\nresponse_directive: Say it.\n{fields}");
    webhook("verboo", &fields)
        + &format!(
            "---\nkind: trigger\nplatform: verboo\nname: call\ndescription: Call when it is time.\n\
             parameters: {{ type: object, properties: {{ {parameters} }} }}\nwebhooks: [send]\n"
        )
}

/// The same of Mind Expression.
fn mind_expression(fields: &str, parameters: &str) -> String {
    let fields = format!("url: https://a.example\nmethod: POST\n{fields}");
    webhook("mind-expression", &fields)
        + &format!(
            "---\nkind: trigger\nplatform: mind-expression\nname: call\nsubject: {{ name: Call }}\n\
             parameters: {{ type: object, properties: {{ {parameters} }} }}\nwebhooks: [send]\n"
        )
}
