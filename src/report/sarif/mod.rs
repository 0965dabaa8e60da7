//! SARIF 2.1.0, the OASIS standard that code scanning of GitHub and others read.
//!
//! Texts are written as they are: without `arguments` nothing in a message is a placeholder, and the
//! doubled braces that the standard asks for (§3.11.5) would be shown doubled by most readers.

mod places;
mod rules;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Edit, Fix, Known, Label, Severity, fingerprint};
use crate::source::{FileId, Sources};

use super::text::visible;
use super::words::{whole_message, why_suppressed};
use super::{Options, Summary, json_text};
use places::{ArtifactLocation, BASE, PhysicalLocation, Region, artifact, physical, region};
use rules::{RuleOut, TextOut};

/// GitHub refuses files with more results in a run.
/// <https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit>
const MOST_RESULTS: usize = 25_000;
/// GitHub shows at most 100 locations of a result, and refuses more than 1,000. One is the
/// finding's own.
const MOST_RELATED: usize = 99;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    invocations: [Invocation; 1],
    original_uri_base_ids: BTreeMap<&'static str, Base>,
    column_kind: &'static str,
    results: Vec<ResultOut<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<RuleOut<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    exit_code: u8,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: TextOut,
}

#[derive(Serialize)]
struct Base {
    description: TextOut,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultOut<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: TextOut,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixOut<'a>>,
    /// Always there: where one result of a run has them, all have to (§3.27.23).
    suppressions: Vec<Suppression>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<ResultProperties<'a>>,
}

#[derive(Serialize)]
struct ResultProperties<'a> {
    environments: &'a [String],
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    status: &'static str,
    justification: &'static str,
}

#[derive(Serialize)]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    physical: PhysicalLocation,
    #[serde(rename = "logicalLocations", skip_serializing_if = "Vec::is_empty")]
    logical: Vec<LogicalLocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<TextOut>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    fully_qualified_name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixOut<'a> {
    description: TextOut,
    artifact_changes: Vec<ArtifactChange<'a>>,
    properties: FixProperties,
}

#[derive(Serialize)]
struct FixProperties {
    safe: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Content<'a>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
}

/// A log with one run.
pub(super) fn render(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    summary: &Summary,
    options: &Options,
) -> String {
    let (kept, left_out) = within_limit(diagnostics);
    let rules = rules::rules_of(&kept);
    let index = |found: &Diagnostic| {
        let at = rules.binary_search_by_key(&found.rule.name, |rule| rule.id);
        at.unwrap_or_default()
    };
    let results = kept
        .iter()
        .map(|found| result(found, index(found), sources))
        .collect();
    let description = TextOut::new("the folder in which hookc ran");
    let run = Run {
        invocations: [Invocation {
            execution_successful: true,
            exit_code: u8::from(summary.fails_from(options.fails_from)),
            tool_execution_notifications: left_out.into_iter().collect(),
        }],
        original_uri_base_ids: BTreeMap::from([(BASE, Base { description })]),
        column_kind: "unicodeCodePoints",
        results,
        tool: Tool {
            driver: Driver {
                name: "hookc",
                version: env!("CARGO_PKG_VERSION"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules,
            },
        },
    };
    json_text::pretty(&Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [run],
    })
}

/// As many results as GitHub accepts: those that count before those that are allowed, the worst
/// first. They stay in their order.
fn within_limit(diagnostics: &[Diagnostic]) -> (Vec<&Diagnostic>, Option<Notification>) {
    if diagnostics.len() <= MOST_RESULTS {
        return (diagnostics.iter().collect(), None);
    }
    let mut order: Vec<(usize, &Diagnostic)> = diagnostics.iter().enumerate().collect();
    order.sort_by_key(|(_, found)| (found.suppressed, std::cmp::Reverse(found.severity)));
    order.truncate(MOST_RESULTS);
    order.sort_by_key(|(place, _)| *place);
    let left_out = diagnostics.len() - order.len();
    let message = format!(
        "{left_out} findings are left out: this file holds the {MOST_RESULTS} most severe ones, \
         `hookc check --format json` all of them"
    );
    let notification = Notification {
        level: "warning",
        message: TextOut::new(message),
    };
    let kept = order.into_iter().map(|(_, found)| found).collect();
    (kept, Some(notification))
}

fn result<'a>(found: &'a Diagnostic, rule_index: usize, sources: &Sources) -> ResultOut<'a> {
    let path = sources[found.span.file].path();
    let labels = found.labels.iter().take(MOST_RELATED).enumerate();
    let environments = &found.environments;
    ResultOut {
        rule_id: found.rule.name,
        rule_index,
        level: level(found.severity),
        message: TextOut::new(without_links(&whole_message(found))),
        locations: [Location {
            id: None,
            physical: physical(found.span, sources),
            logical: logical(found),
            message: None,
        }],
        related_locations: labels
            .map(|(index, label)| related(index, label, sources))
            .collect(),
        partial_fingerprints: BTreeMap::from([("hookc/v1", fingerprint(found, path))]),
        fixes: found
            .fix
            .iter()
            .map(|made| fix(found, made, sources))
            .collect(),
        suppressions: suppressions(found),
        baseline_state: found.known.map(|known| match known {
            Known::Before => "unchanged",
            Known::New => "new",
        }),
        properties: (!environments.is_empty()).then_some(ResultProperties { environments }),
    }
}

fn suppressions(found: &Diagnostic) -> Vec<Suppression> {
    let suppression = Suppression {
        kind: match found.known {
            Some(Known::Before) => "external",
            Some(Known::New) | None => "inSource",
        },
        status: "accepted",
        justification: why_suppressed(found),
    };
    found
        .suppressed
        .then_some(suppression)
        .into_iter()
        .collect()
}

fn logical(found: &Diagnostic) -> Vec<LogicalLocation> {
    let identity = &found.identity;
    let parts = [&identity.definition, &identity.field];
    let parts: Vec<&str> = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect();
    let name = (!parts.is_empty()).then(|| LogicalLocation {
        fully_qualified_name: visible(&parts.join(" ")).into_owned(),
    });
    name.into_iter().collect()
}

fn related(index: usize, label: &Label, sources: &Sources) -> Location {
    Location {
        id: Some(index + 1),
        physical: physical(label.span, sources),
        logical: Vec::new(),
        message: Some(TextOut::new(without_links(&visible(&label.message)))),
    }
}

fn fix<'a>(found: &'a Diagnostic, fix: &'a Fix, sources: &Sources) -> FixOut<'a> {
    let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in &fix.edits {
        by_file.entry(edit.span.file).or_default().push(edit);
    }
    let replacement = |edit: &'a Edit| Replacement {
        deleted_region: region(edit.span, sources),
        inserted_content: Content { text: &edit.text },
    };
    let changes = by_file.into_iter().map(|(file, edits)| ArtifactChange {
        artifact_location: artifact(sources[file].path()),
        replacements: edits.into_iter().map(replacement).collect(),
    });
    let help = found.help.as_deref().unwrap_or(&found.message);
    FixOut {
        description: TextOut::new(without_links(help)),
        artifact_changes: changes.collect(),
        properties: FixProperties { safe: fix.safe },
    }
}

/// A text in which nothing is taken for a link: what a stranger writes must not lead readers away.
fn without_links(text: &str) -> String {
    text.replace("](", "] (")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
