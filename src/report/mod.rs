//! Findings as text: for people, for one line each, for programs. One file a format.
//!
//! Everything here is a pure function; whether there is a terminal, how wide it is and whether it
//! has colours is for the caller to know.

mod concise;
mod diff;
mod full;
mod github;
mod gitlab;
mod json;
mod json_text;
mod junit;
mod line;
mod log;
mod marks;
mod redact;
mod sarif;
mod snippet;
mod step_summary;
mod summary;
mod text;
mod words;
mod xml;

pub use diff::unified;
pub use json_text::pretty as pretty_json;
pub use log::{without_commands, without_controls};
pub use redact::{Secrets, hide};
pub use step_summary::{literal as markdown_text, step_summary};
pub use summary::{Summary, summary_line};
pub use text::{shows, visible};
pub use xml::{attribute as xml_attribute, text as xml_text};

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// With the source text, for people.
    #[default]
    Full,
    /// One line each.
    Concise,
    /// One object, for programs; its shape changes only with its `version`.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands, which GitHub Actions turns into annotations.
    Github,
    /// A Code Quality report of GitLab.
    Gitlab,
    /// `JUnit` XML, for whatever shows tests.
    Junit,
}

impl Format {
    /// Every format with its name, in the order in which they are listed.
    pub const ALL: &[(&str, Format)] = &[
        ("full", Format::Full),
        ("concise", Format::Concise),
        ("json", Format::Json),
        ("sarif", Format::Sarif),
        ("github", Format::Github),
        ("gitlab", Format::Gitlab),
        ("junit", Format::Junit),
    ];

    /// Whether a report is one document, in which nothing else may stand.
    #[must_use]
    pub fn is_document(self) -> bool {
        match self {
            Self::Full | Self::Concise | Self::Github => false,
            Self::Json | Self::Sarif | Self::Gitlab | Self::Junit => true,
        }
    }

    /// Whether it holds a key for each finding, so that their [`crate::diagnostic::Identity`] has to be known before.
    #[must_use]
    pub fn has_keys(self) -> bool {
        matches!(self, Self::Sarif | Self::Gitlab)
    }
}

/// What [`Format::Full`] may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FullOptions {
    /// Whether to colour; without it no escape sequence is written.
    pub color: bool,
    /// Whether to draw with box characters, or with ASCII.
    pub unicode: bool,
    /// The width to stay in, in columns; at least 40 are used.
    pub width: usize,
    /// Whether to tell with which option of `hookc check` a finding can be fixed.
    pub fixes: bool,
}

impl Default for FullOptions {
    fn default() -> Self {
        Self {
            color: false,
            unicode: true,
            width: 80,
            fixes: false,
        }
    }
}

/// What the formats may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// For [`Format::Full`].
    pub full: FullOptions,
    /// Whether the formats for people end with [`summary_line`].
    pub summary: bool,
    /// From which severity on a finding fails the run.
    pub fails_from: Severity,
    /// What severities are called in the formats for people.
    pub words: Words,
}

/// What severities are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Words {
    /// Errors, warnings and infos.
    #[default]
    Findings,
    /// Verdicts on changes: what breaks, and what does not.
    Changes,
}

impl Words {
    fn of(self, severity: Severity) -> &'static str {
        match (self, severity) {
            (Self::Findings, severity) => severity.name(),
            (Self::Changes, Severity::Error) => "breaking",
            (Self::Changes, Severity::Warning) => "compatible",
            (Self::Changes, Severity::Info) => "info",
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            full: FullOptions::default(),
            summary: true,
            fails_from: Severity::Error,
            words: Words::Findings,
        }
    }
}

/// Writes findings in the order in which they are given; see [`crate::diagnostic::sort`].
///
/// Suppressed ones are written only in formats that can say so. Text that a finding wants to be
/// redacted is written in no format. The text ends with a line end unless it is empty.
#[must_use]
pub fn render(
    format: Format,
    diagnostics: &[Diagnostic],
    sources: &Sources,
    summary: &Summary,
    options: &Options,
) -> String {
    let redacted = redact::redact(diagnostics, sources);
    let (diagnostics, sources) = (&*redacted.diagnostics, redacted.sources.get());
    let shown = || diagnostics.iter().filter(|d| !d.suppressed);
    let mut out = match format {
        Format::Full => full::render(shown(), sources, options.full, options.words),
        Format::Concise => concise::render(shown(), sources, options.words),
        Format::Json => return json::render(diagnostics, sources, summary),
        Format::Sarif => return sarif::render(diagnostics, sources, summary, options),
        Format::Github => return github::render(diagnostics, sources),
        Format::Gitlab => return gitlab::render(diagnostics, sources),
        Format::Junit => return junit::render(diagnostics, sources, options),
    };
    if options.summary {
        out.push_str(&summary_line(summary));
        out.push('\n');
    }
    out
}
