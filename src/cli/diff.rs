//! `hookc diff`

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::End;
use super::output::Output;
use super::projects::{check, findings, nothing_found, working_folder};
use super::states::{State, find};
use crate::compile::{self, Input, Outcome};
use crate::diagnostic::Severity;
use crate::diff::{self, Change, Options, Report, Side};
use crate::disk::{Failure, ProjectFiles};
use crate::source::{FileId, Sources};

/// Say what changed between two states of a project, and for whom it breaks.
///
/// A state is a revision of git, a folder, or the folder of a bundle that `hookc build` wrote; `.` is
/// the working tree, with what is not committed. Servers, conversations, subscriptions and the
/// generated code are looked at; how files are laid out does not matter.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hookc diff main                          main against the working tree
  hookc diff v1.2 v1.3
  hookc diff --merge-base origin/main      what this branch brings
  hookc diff main --format markdown        a comment for the review
  hookc diff dist/production .             what is not deployed yet

Exit codes: 0 nothing breaks; 1 something breaks; 2 a state cannot be read.")]
pub(super) struct DiffArgs {
    /// The old state: a git revision, a folder, or a bundle's folder.
    #[arg(value_name = "OLD")]
    old: String,
    /// The new state.
    #[arg(value_name = "NEW", default_value = ".")]
    new: String,
    /// How to report.
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    format: Format,
    /// Compare with the commit that NEW, or HEAD, came from, not with OLD itself.
    #[arg(long)]
    merge_base: bool,
    /// Look at the generated Rust code, even if `hookc.yaml` asks for none.
    #[arg(long)]
    rust: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the source text of both states.
    Full,
    /// One line each.
    Concise,
    /// One object, for programs.
    Json,
    /// A comment for a review.
    Markdown,
}

pub(super) fn run(args: &DiffArgs, output: &mut Output) -> Result<End, Failure> {
    let cwd = working_folder()?;
    let working = output.working(|| "reading both states".to_owned());
    let old = find(&args.old, &cwd, args.merge_base.then_some(&*args.new))?;
    let new = find(&args.new, &cwd, None)?;
    drop(working);
    let working = output.working(|| "comparing".to_owned());
    let read_old = |file: FileId, path: &str| old.read_beside(file, path);
    let read_new = |file: FileId, path: &str| new.read_beside(file, path);
    let of = |project: &ProjectFiles, state: &State| state.path_of(project);
    let old_outcomes: Vec<Outcome<'_>> = old
        .workspace
        .projects
        .iter()
        .map(|project| check(&old.workspace, project, None, true, &read_old))
        .collect();
    let new_outcomes: Vec<Outcome<'_>> = new
        .workspace
        .projects
        .iter()
        .map(|project| check(&new.workspace, project, None, true, &read_new))
        .collect();
    let is_empty = |outcomes: &[Outcome<'_>]| outcomes.iter().all(|one| one.definitions == 0);
    if is_empty(&old_outcomes) && is_empty(&new_outcomes) {
        return Err(nothing_found(&new.workspace, &cwd));
    }
    let old_paths: Vec<PathBuf> = paths(&old, of);
    let new_paths: Vec<PathBuf> = paths(&new, of);
    let options = Options {
        rust_api: args.rust,
        is_partial: old.is_bundle || new.is_bundle,
    };
    let mut changes = compare_all(
        (&old_paths, &old_outcomes),
        (&new_paths, &new_outcomes),
        options,
    );
    let is_unknown = |change: &Change| {
        let mut unknown = old.unknown.iter().chain(&new.unknown);
        unknown.any(|name| *name == change.definition)
    };
    changes.retain(|change| !is_unknown(change));
    let old_findings = findings(&old_outcomes, &old.workspace);
    let new_findings = findings(&new_outcomes, &new.workspace);
    let report = Report::new(
        &Side {
            name: &old.name,
            prefix: &old.prefix,
            sources: &old.workspace.sources,
            findings: &old_findings,
        },
        &Side {
            name: &new.name,
            prefix: &new.prefix,
            sources: &new.workspace.sources,
            findings: &new_findings,
        },
        changes,
    );
    drop(working);
    for (state, outcomes) in [(&old, &old_outcomes), (&new, &new_outcomes)] {
        for note in &state.notes {
            output.note(note);
        }
        if is_empty(outcomes) {
            output.note(&format!("there is no definition in {}", state.title()));
        }
    }
    for gap in report.gaps() {
        output.note(&gap);
    }
    let full = output.options(true).full;
    let format = match args.format {
        Format::Full => diff::Format::Full,
        Format::Concise => diff::Format::Concise,
        Format::Json => diff::Format::Json,
        Format::Markdown => diff::Format::Markdown,
    };
    let text = diff::render(&report, format, full, !output.is_quiet());
    match args.format {
        Format::Full | Format::Concise => output.print(&text),
        Format::Json | Format::Markdown => output.print_exact(&text),
    }
    Ok(match report.count(Severity::Error) {
        0 => End::Fine,
        _ => End::Found,
    })
}

fn paths(state: &State, of: impl Fn(&ProjectFiles, &State) -> PathBuf) -> Vec<PathBuf> {
    let projects = state.workspace.projects.iter();
    projects.map(|project| of(project, state)).collect()
}

/// Compares the projects of two states: by their places, unless each has one alone. One that a state
/// lacks is there without definitions.
fn compare_all(
    (old_paths, old): (&[PathBuf], &[Outcome<'_>]),
    (new_paths, new): (&[PathBuf], &[Outcome<'_>]),
    options: Options,
) -> Vec<Change> {
    if let ([old], [new]) = (old, new) {
        return diff::compare(old, new, options);
    }
    let nothing = Sources::default();
    let read_beside = |_: FileId, _: &str| Err(String::new());
    let empty = compile::check(&Input {
        sources: &nothing,
        folder: "",
        manifest: None,
        files: Vec::new(),
        environment: None,
        honours_comments: true,
        read_beside: &read_beside,
    });
    let at = |paths: &[PathBuf], wanted: &Path| paths.iter().position(|path| path == wanted);
    let mut changes = Vec::new();
    for (path, before) in old_paths.iter().zip(old) {
        let now = at(new_paths, path).and_then(|index| new.get(index));
        changes.extend(diff::compare(before, now.unwrap_or(&empty), options));
    }
    for (path, now) in new_paths.iter().zip(new) {
        if at(old_paths, path).is_none() {
            changes.extend(diff::compare(&empty, now, options));
        }
    }
    changes
}
