//! One object, for programs.
//!
//! `labels` is always there, maybe empty; `help`, `environments` and `fix` are left out where there
//! is none (no `environments` means all of them).

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Edit, Fix, Label};
use crate::source::{Sources, Span};

use super::{Summary, json_text};

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    diagnostics: Vec<DiagnosticOut<'a>>,
    summary: &'a Summary,
}

#[derive(Serialize)]
struct DiagnosticOut<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: PlaceOut<'a>,
    labels: Vec<LabelOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    environments: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixOut<'a>>,
    suppressed: bool,
}

#[derive(Serialize)]
struct LabelOut<'a> {
    #[serde(flatten)]
    place: PlaceOut<'a>,
    message: &'a str,
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

#[derive(Serialize)]
struct FixOut<'a> {
    safe: bool,
    edits: Vec<EditOut<'a>>,
}

/// The bytes `start..end` of the file become the text.
#[derive(Serialize)]
struct EditOut<'a> {
    file: &'a str,
    start: u32,
    end: u32,
    text: &'a str,
}

/// The object, indented, with a final line end.
pub(super) fn render(diagnostics: &[Diagnostic], sources: &Sources, summary: &Summary) -> String {
    let report = Report {
        version: VERSION,
        diagnostics: diagnostics.iter().map(|d| diagnostic(d, sources)).collect(),
        summary,
    };
    json_text::pretty(&report)
}

fn diagnostic<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> DiagnosticOut<'a> {
    DiagnosticOut {
        rule: diagnostic.rule.name,
        severity: diagnostic.severity.name(),
        message: &diagnostic.message,
        place: place(diagnostic.span, sources),
        labels: diagnostic
            .labels
            .iter()
            .map(|l| label(l, sources))
            .collect(),
        help: diagnostic.help.as_deref(),
        environments: &diagnostic.environments,
        fix: diagnostic.fix.as_ref().map(|f| fix(f, sources)),
        suppressed: diagnostic.suppressed,
    }
}

fn label<'a>(label: &'a Label, sources: &'a Sources) -> LabelOut<'a> {
    LabelOut {
        place: place(label.span, sources),
        message: &label.message,
    }
}

fn fix<'a>(fix: &'a Fix, sources: &'a Sources) -> FixOut<'a> {
    FixOut {
        safe: fix.safe,
        edits: fix.edits.iter().map(|e| edit(e, sources)).collect(),
    }
}

fn edit<'a>(edit: &'a Edit, sources: &'a Sources) -> EditOut<'a> {
    EditOut {
        file: sources[edit.span.file].path(),
        start: edit.span.start,
        end: edit.span.end,
        text: &edit.text,
    }
}

fn place(span: Span, sources: &Sources) -> PlaceOut<'_> {
    let point = |offset| {
        let at = sources[span.file].position(offset);
        PointOut {
            line: at.line,
            column: at.column,
            offset: sources[span.file].offset_in_file(offset),
        }
    };
    PlaceOut {
        file: sources[span.file].path(),
        start: point(span.start),
        end: point(span.end),
    }
}
