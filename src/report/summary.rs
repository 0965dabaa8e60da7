//! What a run came to.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Severity};

/// What was read and how many findings there are. Suppressed ones count only as such.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Files that were read.
    pub files: usize,
    /// Definitions in them.
    pub definitions: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are neither.
    pub infos: usize,
    /// Findings that a comment of the author allows, or that a baseline knows.
    pub suppressed: usize,
}

impl Summary {
    /// Counts findings.
    #[must_use]
    pub fn new(files: usize, definitions: usize, diagnostics: &[Diagnostic]) -> Self {
        let mut summary = Self {
            files,
            definitions,
            ..Self::default()
        };
        for diagnostic in diagnostics {
            let count = match (diagnostic.suppressed, diagnostic.severity) {
                (true, _) => &mut summary.suppressed,
                (false, Severity::Error) => &mut summary.errors,
                (false, Severity::Warning) => &mut summary.warnings,
                (false, Severity::Info) => &mut summary.infos,
            };
            *count += 1;
        }
        summary
    }

    /// Whether there are findings of this severity or a worse one, so that the run ends with exit
    /// code 1.
    #[must_use]
    pub fn fails_from(&self, least: Severity) -> bool {
        let counts = [
            (Severity::Error, self.errors),
            (Severity::Warning, self.warnings),
            (Severity::Info, self.infos),
        ];
        let mut counted = counts.iter().filter(|(severity, _)| *severity >= least);
        counted.any(|(_, count)| *count > 0)
    }
}

/// The summary as a phrase: `2 errors, 1 warning in 3 files (5 definitions)`.
#[must_use]
pub fn summary_line(summary: &Summary) -> String {
    let findings: Vec<String> = [
        (summary.errors, "error"),
        (summary.warnings, "warning"),
        (summary.infos, "info"),
    ]
    .into_iter()
    .filter(|&(count, _)| count > 0)
    .map(|(count, noun)| counted(count, noun))
    .collect();
    let findings = if findings.is_empty() {
        "no findings".to_owned()
    } else {
        findings.join(", ")
    };
    let suppressed = match summary.suppressed {
        0 => String::new(),
        count => format!(", {count} suppressed"),
    };
    format!(
        "{findings} in {} ({}){suppressed}",
        counted(summary.files, "file"),
        counted(summary.definitions, "definition"),
    )
}

pub(super) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_there_is_is_named() {
        let mut summary = Summary {
            files: 3,
            definitions: 5,
            errors: 2,
            warnings: 1,
            ..Summary::default()
        };
        assert_eq!(
            summary_line(&summary),
            "2 errors, 1 warning in 3 files (5 definitions)"
        );
        summary.suppressed = 4;
        (summary.errors, summary.warnings) = (0, 0);
        (summary.files, summary.definitions) = (1, 1);
        assert_eq!(
            summary_line(&summary),
            "no findings in 1 file (1 definition), 4 suppressed"
        );
    }
}
