//! Changes as text: for people, for one line each, for programs, for a review.

mod json;
mod markdown;

use crate::diagnostic::{Diagnostic, Severity};
use crate::report::{self, FullOptions, Secrets, Summary, Words};
use crate::source::{FileId, SourceFile, Sources, Span};

use super::Change;

/// How changes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the source text of both states, for people.
    Full,
    /// One line each.
    Concise,
    /// One object, for programs.
    Json,
    /// A comment for a review.
    Markdown,
}

/// One of the two states that are compared.
pub struct Side<'r> {
    /// What the user calls it.
    pub name: &'r str,
    /// What stands before its paths: `main:` as git writes it, or nothing.
    pub prefix: &'r str,
    /// Its files.
    pub sources: &'r Sources,
    /// Its findings.
    pub findings: &'r [Diagnostic],
}

/// Everything that a report is made of.
pub struct Report {
    old: String,
    new: String,
    sources: Sources,
    changes: Vec<Change>,
    /// The findings of both states, for what they say has to be hidden.
    findings: Vec<Diagnostic>,
    /// What kept parts of a state from being compared.
    hidden: Vec<(&'static str, Diagnostic)>,
}

impl Report {
    /// Brings both states into one: paths of the old one get its prefix.
    #[must_use]
    pub fn new(old: &Side<'_>, new: &Side<'_>, changes: Vec<Change>) -> Self {
        let mut sources = Sources::default();
        for side in [old, new] {
            for (_, file) in side.sources.iter() {
                let path = format!("{}{}", side.prefix, file.path());
                sources.add(file.clone().at_path(path));
            }
        }
        let shift = u32::try_from(old.sources.iter().count()).unwrap_or(u32::MAX);
        let mut findings: Vec<Diagnostic> = old.findings.to_vec();
        findings.extend(new.findings.iter().map(|found| shifted(found, shift)));
        let hides = |found: &&Diagnostic| found.rule.is_fixed() && !found.suppressed;
        let of_old = old.findings.iter().filter(hides);
        let of_new = new.findings.iter().filter(hides);
        let hidden = of_old
            .map(|found| ("old", found.clone()))
            .chain(of_new.map(|found| ("new", shifted(found, shift))))
            .collect();
        let mut report = Self {
            old: old.name.to_owned(),
            new: new.name.to_owned(),
            changes: changes
                .into_iter()
                .map(|change| Change {
                    new: change.new.map(|span| moved(span, shift)),
                    cause: change.cause.map(|(span, text)| (moved(span, shift), text)),
                    ..change
                })
                .collect(),
            sources,
            findings,
            hidden,
        };
        report.sort();
        report
    }

    /// The worst first, then by category, place and words.
    fn sort(&mut self) {
        let sources = &self.sources;
        let place = |change: &Change| {
            let span = change.new.or(change.old);
            span.map(|span| (sources[span.file].path().to_owned(), span))
        };
        self.changes.sort_by_cached_key(|change| {
            (
                std::cmp::Reverse(change.kind.rule.severity),
                change.kind.category,
                place(change),
                change.kind.name(),
                change.message.clone(),
            )
        });
    }

    /// How many changes have a verdict.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let changes = self.changes.iter();
        changes
            .filter(|change| change.kind.rule.severity == severity)
            .count()
    }

    /// Whether something breaks.
    #[must_use]
    pub fn breaks(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// What kept parts of a state from being compared, one line each.
    #[must_use]
    pub fn gaps(&self) -> Vec<String> {
        let secrets = self.secrets();
        let lines = self.hidden.iter().map(|(_, found)| {
            let file = &self.sources[found.span.file];
            let at = file.position(found.span.start);
            let message = secrets.message(found);
            format!(
                "{}:{}:{}: {} ({}): what it hides is not compared",
                file.path(),
                at.line,
                at.column,
                message,
                found.rule.name
            )
        });
        lines
            .map(|line| report::visible(&line).into_owned())
            .collect()
    }

    /// `2 changes break, 1 is compatible, 3 are for information`
    #[must_use]
    pub fn summary(&self) -> String {
        let part = |severity, one: &str, many: &str| match self.count(severity) {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        };
        let parts: Vec<String> = [
            part(Severity::Error, "breaking change", "breaking changes"),
            part(Severity::Warning, "compatible change", "compatible changes"),
            part(Severity::Info, "other change", "other changes"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() {
            "no changes".to_owned()
        } else {
            parts.join(", ")
        }
    }

    fn secrets(&self) -> Secrets<'_> {
        Secrets::of(&self.findings, &self.sources)
    }

    /// The changes as findings; each knows what has to be hidden.
    fn diagnostics(&self) -> Vec<Diagnostic> {
        let redact: Vec<Span> = self
            .findings
            .iter()
            .flat_map(|found| found.redact.iter().copied())
            .collect();
        let of = |change: &Change| {
            let (old, new) = change.telling();
            let span = new.or(old)?;
            let mut found = Diagnostic::new(&change.kind.rule, span, &*change.message);
            if new.is_some()
                && let Some(old) = old
            {
                found = found.label(old, "before");
            }
            if let Some((span, text)) = &change.cause {
                found = found.label(*span, &**text);
            }
            found = found.help(change.kind.rule.why);
            found.environments.clone_from(&change.environments);
            found.redact.clone_from(&redact);
            Some(found)
        };
        self.changes.iter().filter_map(of).collect()
    }
}

/// Writes a report. The text ends with a line end unless it is empty.
#[must_use]
pub fn render(report: &Report, format: Format, full: FullOptions, summary: bool) -> String {
    let mut out = match format {
        Format::Json => return json::render(report),
        Format::Markdown => return markdown::render(report),
        Format::Full | Format::Concise => {
            let format = if format == Format::Full {
                report::Format::Full
            } else {
                report::Format::Concise
            };
            let options = report::Options {
                full,
                summary: false,
                words: Words::Changes,
                ..report::Options::default()
            };
            let found = report.diagnostics();
            report::render(
                format,
                &found,
                &report.sources,
                &Summary::default(),
                &options,
            )
        }
    };
    if summary {
        out.push_str(&report.summary());
        out.push('\n');
    }
    out
}

fn moved(span: Span, shift: u32) -> Span {
    Span {
        file: FileId(span.file.0.saturating_add(shift)),
        ..span
    }
}

fn shifted(found: &Diagnostic, shift: u32) -> Diagnostic {
    let mut found = found.clone();
    found.span = moved(found.span, shift);
    for label in &mut found.labels {
        label.span = moved(label.span, shift);
    }
    for span in &mut found.redact {
        *span = moved(*span, shift);
    }
    found.fix = None;
    found
}

/// Line and column of the begin of a span, as `file:line`.
fn place(sources: &Sources, span: Span) -> String {
    let file: &SourceFile = &sources[span.file];
    format!("{}:{}", file.path(), file.position(span.start).line)
}
