//! Findings as text: for people, for one line each, for programs. One file a format.
//!
//! Everything here is a pure function; whether there is a terminal, how wide it is and whether it
//! has colours is for the caller to know.

mod concise;
mod diff;
mod full;
mod json;
mod line;
mod marks;
mod redact;
mod snippet;
mod summary;
mod text;

pub use diff::unified;
pub use redact::hide;
pub use summary::{Summary, summary_line};
pub use text::{shows, visible};

use crate::diagnostic::Diagnostic;
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
}

impl Default for Options {
    fn default() -> Self {
        Self {
            full: FullOptions::default(),
            summary: true,
        }
    }
}

/// Writes findings in the order in which they are given; see [`crate::diagnostic::sort`].
///
/// Suppressed ones are written only in formats for programs. Text that a finding wants to be
/// redacted is written in no format. The text ends with a line end unless
/// it is empty.
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
        Format::Full => full::render(shown(), sources, options.full),
        Format::Concise => concise::render(shown(), sources),
        Format::Json => return json::render(diagnostics, sources, summary),
    };
    if options.summary {
        out.push_str(&summary_line(summary));
        out.push('\n');
    }
    out
}
