//! Rules as SARIF describes them.

use std::fmt::Write as _;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, unmark};

/// GitHub takes no more of a description, in characters.
const MOST_DESCRIPTION: usize = 1024;

/// A text without formatting.
#[derive(Serialize)]
pub(super) struct TextOut {
    text: String,
}

impl TextOut {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RuleOut<'a> {
    pub id: &'a str,
    short_description: TextOut,
    full_description: TextOut,
    help: Help,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

/// What GitHub reads of rules beyond the standard. There is no `security-severity`: it is a CVSS
/// score, which nobody has worked out for these rules.
#[derive(Serialize)]
struct Properties {
    tags: [&'static str; 1],
    #[serde(rename = "problem.severity")]
    severity: &'static str,
}

/// The rules of findings, each once, by name.
pub(super) fn rules_of<'a>(found: &[&'a Diagnostic]) -> Vec<RuleOut<'a>> {
    let mut rules: Vec<&Rule> = found.iter().map(|found| found.rule).collect();
    rules.sort_by_key(|rule| rule.name);
    rules.dedup_by_key(|rule| rule.name);
    rules.into_iter().map(describe).collect()
}

fn describe(rule: &Rule) -> RuleOut<'_> {
    let why = rule.why.split("\n\n").next().unwrap_or_default();
    let full = [rule.summary, why].join("\n\n");
    RuleOut {
        id: rule.name,
        short_description: TextOut::new(or_name(&cut(rule.summary), rule)),
        full_description: TextOut::new(or_name(cut(full.trim()).trim(), rule)),
        help: Help {
            text: or_name(rule.why, rule),
            markdown: markdown(rule),
        },
        default_configuration: Configuration {
            level: super::level(rule.severity),
        },
        properties: Properties {
            tags: [tag(rule.group)],
            severity: match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
        },
    }
}

/// A description must not be empty.
fn or_name(text: &str, rule: &Rule) -> String {
    if text.is_empty() {
        rule.name.to_owned()
    } else {
        text.to_owned()
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= MOST_DESCRIPTION {
        return text.to_owned();
    }
    let short: String = text.chars().take(MOST_DESCRIPTION - 1).collect();
    format!("{short}…")
}

/// The page of a rule, without what hookc prints about its examples.
fn markdown(rule: &Rule) -> String {
    let mut out = format!("{}\n\n", rule.why.trim());
    let examples = |out: &mut String, title: &str, examples: &[Example]| {
        let Some(example) = examples.first() else {
            return;
        };
        let _ = write!(out, "## {title}: {}\n\n", example.title);
        for file in unmark(example).files {
            let _ = write!(out, "`{}`\n\n```yaml\n{}```\n\n", file.path, file.text);
        }
    };
    examples(&mut out, "Reported", rule.bad);
    examples(&mut out, "Fine", rule.good);
    if !rule.sources.is_empty() {
        out.push_str("## Sources\n\n");
        for source in rule.sources {
            let _ = writeln!(out, "- {source}");
        }
        out.push('\n');
    }
    let _ = write!(out, "`hookc explain {}` shows more examples.", rule.name);
    out
}

/// GitHub filters alerts by tags; `security` puts them among those of security tools.
fn tag(group: Group) -> &'static str {
    match group {
        Group::SourceAndStructure => "structure",
        Group::Variables => "variables",
        Group::Security => "security",
        Group::UrlsAndRequests => "requests",
        Group::HeadersAndAuth => "authentication",
        Group::Templates => "templates",
        Group::Triggers => "triggers",
    }
}
