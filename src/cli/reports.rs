//! Reports of `hookc check`: in which formats, and where they go.

use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use super::output::Output;
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk::{Failure, Workspace, append, quoted, relative, room_in, write_named};
use crate::report::{Format, Options, Summary, render, step_summary};
use crate::source::Sources;

/// A format and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Report {
    pub format: Format,
    pub file: Option<PathBuf>,
}

/// What there is to report.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub diagnostics: &'a [Diagnostic],
    pub workspace: &'a Workspace,
    pub summary: &'a Summary,
    /// From which severity on a finding fails the run.
    pub fails_from: Severity,
}

/// GitHub drops the summary of a step that is larger, in bytes.
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits>
const MOST_OF_SUMMARY: u64 = 1024 * 1024;

impl FromStr for Report {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err("no file is named after `=`".to_owned()),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let format = Format::ALL.iter().find(|(known, _)| *known == name);
        let format = format.map(|(_, format)| *format).ok_or_else(|| {
            let names: Vec<&str> = Format::ALL.iter().map(|(name, _)| *name).collect();
            format!("formats are {}", names.join(", "))
        })?;
        Ok(Self { format, file })
    }
}

/// Fails where one report would spoil another: a document has to be alone in its file and on the
/// standard output. Texts for people, and commands for GitHub, may follow each other there.
pub(super) fn refuse_two_at_one_place(reports: &[Report]) -> Result<(), Failure> {
    let place = |report: &Report| report.file.as_deref().map(plain);
    for (index, report) in reports.iter().enumerate() {
        let mut before = reports.iter().take(index);
        let spoils = |other: &Report| {
            let is_mixed = report.format.is_document() || other.format.is_document();
            let is_same = report.format == other.format;
            place(other) == place(report) && (report.file.is_some() || is_mixed || is_same)
        };
        if before.any(spoils) {
            return Err(Failure::new("two formats go to one place")
                .help("write one of them to a file: `--format full --format json=findings.json`"));
        }
    }
    Ok(())
}

/// A path without the `.` in it.
fn plain(path: &Path) -> PathBuf {
    let parts = path.components();
    parts.filter(|part| *part != Component::CurDir).collect()
}

/// Writes all reports, in their order. Files are written even where another one cannot be.
pub(super) fn write(
    reports: &[Report],
    found: Found<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let mut failures = Vec::new();
    for report in reports {
        failures.extend(write_one(report, found, output).err());
    }
    if reports.iter().any(|report| report.format == Format::Github) {
        failures.extend(summarize(found).err());
    }
    Failure::unless_empty(failures)
}

fn write_one(report: &Report, found: Found<'_>, output: &mut Output) -> Result<(), Failure> {
    let Found {
        diagnostics,
        workspace,
        summary,
        fails_from,
    } = found;
    let from_root = sources_for(report.format, workspace);
    let sources = from_root.as_ref().unwrap_or(&workspace.sources);
    let text = |options: &Options| render(report.format, diagnostics, sources, summary, options);
    let Some(file) = &report.file else {
        let mut options = output.options(diagnostics.iter().any(|found| !found.suppressed));
        options.full.fixes = !output.is_quiet();
        options.fails_from = fails_from;
        match report.format {
            Format::Full | Format::Concise => output.print(&text(&options)),
            _ => output.print_exact(&text(&options)),
        }
        return Ok(());
    };
    let options = Options {
        fails_from,
        ..Options::default()
    };
    write_named(file, &text(&options))
}

/// The sources with the paths that a format needs, where these are not the ones from the working
/// folder: GitHub and GitLab look for files from the root of the repository, and say where it is.
fn sources_for(format: Format, workspace: &Workspace) -> Option<Sources> {
    let root = match format {
        Format::Github => std::env::var_os("GITHUB_WORKSPACE"),
        Format::Gitlab => std::env::var_os("CI_PROJECT_DIR"),
        _ => None,
    };
    let root = PathBuf::from(root?).canonicalize().ok()?;
    let mut sources = Sources::default();
    for (id, file) in workspace.sources.iter() {
        let below = workspace.path_of(id)?.strip_prefix(&root);
        let path = below.ok().and_then(|below| relative(below, Path::new("")));
        sources.add(match path {
            Some(path) => file.clone().at_path(path),
            None => file.clone(),
        });
    }
    Some(sources)
}

/// Adds a table to the page of the step, where GitHub Actions names a file for it.
fn summarize(found: Found<'_>) -> Result<(), Failure> {
    let Some(file) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty()) else {
        return Ok(());
    };
    let file = PathBuf::from(file);
    let from_root = sources_for(Format::Github, found.workspace);
    let sources = from_root.as_ref().unwrap_or(&found.workspace.sources);
    let room = room_in(&file, MOST_OF_SUMMARY);
    let text = step_summary(found.diagnostics, sources, found.summary, room);
    append(&file, &text).map_err(|failure| {
        failure.help(format!(
            "{} comes from the environment variable `GITHUB_STEP_SUMMARY`",
            quoted(&file)
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_may_name_a_file() {
        let report: Report = "json=out/a=b.json".parse().unwrap();
        assert_eq!(report.file, Some(PathBuf::from("out/a=b.json")));
        assert!("json=".parse::<Report>().is_err());
        assert!("xml".parse::<Report>().unwrap_err().contains("concise"));
    }

    #[test]
    fn documents_are_alone_where_they_go() {
        let refused = |formats: &[&str]| {
            let reports: Vec<Report> = formats.iter().map(|text| text.parse().unwrap()).collect();
            refuse_two_at_one_place(&reports).is_err()
        };
        assert!(!refused(&["full", "github", "sarif=a", "junit=b"]));
        assert!(refused(&["full", "sarif"]));
        assert!(refused(&["gitlab", "concise"]));
        assert!(refused(&["full", "full"]));
        assert!(refused(&["full=a", "concise=./a"]));
    }
}
