//! What people read about a rule: the pages of `docs/rules`, `hookc explain` and `hookc rules`.

use std::fmt::Write as _;

use super::TABLE;
use crate::diagnostic::{Example, ExampleFile, Group, Rule, Severity, unmark};
use crate::platforms::facts::{self, Facts};

/// What hookc says of an example.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The findings, as they are printed.
    pub report: String,
    /// The files after the fixes of the findings; empty where there is none.
    pub fixed: Vec<ExampleFile>,
}

const WIDTH: usize = 80;

/// The page of a rule, in Markdown that reads well in a terminal too. `show` says what hookc prints
/// about the files of an example.
#[must_use]
pub fn page(rule: &Rule, show: &dyn Fn(&[ExampleFile]) -> Shown) -> String {
    let mut out = format!("# {}\n\n{}\n\n", rule.name, wrap(rule.summary));
    let level = if rule.is_fixed() {
        "always an error: it cannot be allowed or lowered".to_owned()
    } else {
        format!("{} by default", with_article(rule.severity))
    };
    let _ = write!(
        out,
        "{}\n\n",
        wrap(&format!(
            "{}; {level}{}.",
            rule.group.title(),
            platforms(rule)
        ))
    );
    let _ = write!(out, "## Why\n\n{}\n\n", wrap(rule.why));
    if !rule.bad.is_empty() {
        out.push_str("## Reported\n\n");
        for example in rule.bad {
            bad_example(&mut out, example, show);
        }
    }
    if !rule.good.is_empty() {
        out.push_str("## Fine\n\n");
        for example in rule.good {
            let _ = write!(out, "{}:\n\n", wrap(&sentence(example.title)));
            write_files(&mut out, &unmark(example).files);
        }
    }
    if !rule.sources.is_empty() {
        out.push_str("## Sources\n\n");
        for source in rule.sources {
            let _ = writeln!(out, "- {source}");
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Where it applies, unless that is everywhere or nowhere in particular.
fn platforms(rule: &Rule) -> String {
    let entry = TABLE.iter().find(|entry| entry.rule.name == rule.name);
    let applies = |facts: &&&Facts| entry.is_none_or(|entry| (entry.applies)(facts));
    let names: Vec<&str> = facts::ALL
        .iter()
        .filter(applies)
        .map(|facts| facts.name)
        .collect();
    match names.as_slice() {
        [] => String::new(),
        all if all.len() == facts::ALL.len() => String::new(),
        [rest @ .., last] if !rest.is_empty() => format!("; for {} and {last}", rest.join(", ")),
        [one, ..] => format!("; for {one}"),
    }
}

fn bad_example(out: &mut String, example: &Example, show: &dyn Fn(&[ExampleFile]) -> Shown) {
    let files = unmark(example).files;
    let shown = show(&files);
    let _ = write!(out, "{}:\n\n", wrap(&sentence(example.title)));
    write_files(out, &files);
    let _ = write!(out, "```text\n{}\n```\n\n", shown.report.trim_end());
    let changed: Vec<ExampleFile> = shown
        .fixed
        .into_iter()
        .filter(|fixed| !files.contains(fixed))
        .collect();
    if !changed.is_empty() {
        out.push_str("With the fix:\n\n");
        write_files(out, &changed);
    }
}

/// Files as code blocks; several of them, or one of another name, with their paths.
fn write_files(out: &mut String, files: &[ExampleFile]) {
    for file in files {
        let language = if has_extension(&file.path, "json") {
            "json"
        } else {
            "yaml"
        };
        if files.len() > 1 || file.path != crate::diagnostic::FIRST_FILE {
            let _ = write!(out, "`{}`\n\n", file.path);
        }
        let _ = write!(out, "```{language}\n{}```\n\n", visible(&file.text));
    }
}

fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, written)| written.eq_ignore_ascii_case(extension))
}

/// Invisible characters by their numbers, so that a reader can see them.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let is_hidden = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
        if is_hidden {
            let _ = write!(out, "<U+{:04X}>", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// The index of the pages, in Markdown.
#[must_use]
pub fn index() -> String {
    let mut out = String::from("# Rules\n\n");
    out.push_str(&wrap(
        "What `hookc check` reports, by subject. `hookc explain RULE` prints a page, \
         `hookc rules` this list. Errors of \"Source and structure\" cannot be allowed or lowered; \
         every other rule can get a level in `rules:` of the manifest.",
    ));
    out.push_str("\n\n");
    for (group, rules) in groups() {
        let _ = write!(
            out,
            "## {}\n\n| rule | level | what it catches |\n|---|---|---|\n",
            group.title()
        );
        for rule in rules {
            let _ = writeln!(
                out,
                "| [`{0}`]({0}.md) | {1} | {2} |",
                rule.name,
                rule.severity.name(),
                rule.summary.replace('|', "\\|")
            );
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// All rules for a terminal: name, level and a sentence.
#[must_use]
pub fn listing() -> String {
    let names = TABLE.iter().map(|entry| entry.rule.name.len());
    let width = names.max().unwrap_or_default();
    let mut out = String::new();
    for (group, rules) in groups() {
        let _ = writeln!(out, "{}", group.title());
        for rule in rules {
            let indent = width + 12;
            let text = wrap_to(rule.summary, WIDTH.saturating_sub(indent));
            let text = text.replace('\n', &format!("\n{}", " ".repeat(indent)));
            let _ = writeln!(
                out,
                "  {:width$}  {:7} {text}",
                rule.name,
                rule.severity.name()
            );
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn groups() -> Vec<(Group, Vec<&'static Rule>)> {
    let mut groups: Vec<(Group, Vec<&'static Rule>)> = Vec::new();
    for entry in TABLE {
        match groups
            .iter_mut()
            .find(|(group, _)| *group == entry.rule.group)
        {
            Some((_, rules)) => rules.push(entry.rule),
            None => groups.push((entry.rule.group, vec![entry.rule])),
        }
    }
    groups.sort_by_key(|(group, _)| *group);
    groups
}

fn with_article(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "an error",
        Severity::Warning => "a warning",
        Severity::Info => "an info",
    }
}

fn sentence(title: &str) -> String {
    let mut chars = title.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn wrap(text: &str) -> String {
    wrap_to(text, WIDTH)
}

/// Breaks paragraphs at blanks. Lines of lists and indented lines stay as they are.
fn wrap_to(text: &str, width: usize) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        if paragraph.starts_with(['-', ' ', '|']) {
            return paragraph.to_owned();
        }
        let mut lines: Vec<String> = Vec::new();
        for word in paragraph.split_whitespace() {
            match lines.last_mut() {
                Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines.join("\n")
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}
