//! One object, for programs.

use serde::Serialize;

use super::super::Change;
use super::Report;
use crate::report::pretty_json;
use crate::source::{Sources, Span};

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Out<'a> {
    version: u32,
    old: &'a str,
    new: &'a str,
    changes: Vec<ChangeOut<'a>>,
    hidden: Vec<HiddenOut<'a>>,
    summary: SummaryOut,
}

#[derive(Serialize)]
struct ChangeOut<'a> {
    kind: &'a str,
    category: &'a str,
    severity: &'a str,
    breaking: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    definition: &'a str,
    message: String,
    help: &'a str,
    old: Option<PlaceOut<'a>>,
    new: Option<PlaceOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<CauseOut<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    environments: &'a [String],
}

#[derive(Serialize)]
struct CauseOut<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: PlaceOut<'a>,
}

#[derive(Serialize)]
struct HiddenOut<'a> {
    side: &'a str,
    rule: &'a str,
    message: String,
    #[serde(flatten)]
    place: PlaceOut<'a>,
}

#[derive(Serialize)]
struct SummaryOut {
    breaking: usize,
    compatible: usize,
    infos: usize,
}

#[derive(Serialize)]
struct PlaceOut<'a> {
    file: &'a str,
    start: PointOut,
    end: PointOut,
}

/// Line and column from 1, offset in bytes from 0.
#[derive(Serialize)]
struct PointOut {
    line: usize,
    column: usize,
    offset: u64,
}

/// The object, indented, with a final line end.
pub(super) fn render(report: &Report) -> String {
    use crate::diagnostic::Severity::{Error, Info, Warning};
    let secrets = report.secrets();
    let sources = &report.sources;
    let diagnostics = report.diagnostics();
    let messages = diagnostics.iter().map(|found| secrets.message(found));
    let shown = report
        .changes
        .iter()
        .filter(|change| change.new.or(change.old).is_some());
    let hidden = report.hidden.iter().map(|(side, found)| HiddenOut {
        side,
        rule: found.rule.name,
        message: secrets.message(found),
        place: place(found.span, sources),
    });
    pretty_json(&Out {
        version: VERSION,
        old: &report.old,
        new: &report.new,
        changes: shown
            .zip(messages)
            .map(|(change, message)| out(change, message, sources))
            .collect(),
        hidden: hidden.collect(),
        summary: SummaryOut {
            breaking: report.count(Error),
            compatible: report.count(Warning),
            infos: report.count(Info),
        },
    })
}

fn out<'a>(change: &'a Change, message: String, sources: &'a Sources) -> ChangeOut<'a> {
    let rule = &change.kind.rule;
    let of = |span: Option<Span>| span.map(|span| place(span, sources));
    ChangeOut {
        kind: rule.name,
        category: change.kind.category.name(),
        severity: rule.severity.name(),
        breaking: rule.severity == crate::diagnostic::Severity::Error,
        definition: &change.definition,
        message,
        help: rule.why,
        old: of(change.old),
        new: of(change.new),
        cause: change.cause.as_ref().map(|(span, text)| CauseOut {
            message: text,
            place: place(*span, sources),
        }),
        environments: &change.environments,
    }
}

fn place(span: Span, sources: &Sources) -> PlaceOut<'_> {
    let file = &sources[span.file];
    let point = |offset| {
        let at = file.position(offset);
        PointOut {
            line: at.line,
            column: at.column,
            offset: file.offset_in_file(offset),
        }
    };
    PlaceOut {
        file: file.path(),
        start: point(span.start),
        end: point(span.end),
    }
}
