//! `hookc check`

use std::collections::BTreeSet;
use std::mem;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::baseline::{self, Baseline, Scope};
use super::beside::Beside;
use super::concerned::environment_of_each;
use super::output::Output;
use super::projects::{
    check, checking, findings, holds_in_all, load, nothing_found, summary, working_folder,
};
use super::reports::{self, Found, Report};
use super::{End, fix, stdin, watch};
use crate::compile::Outcome;
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk::{self, Failure, Given, Named, ProjectFiles, View, Workspace, named_paths};
use crate::identity::identify;
use crate::project::{Project, ReadBeside};
use crate::source::{FileId, Span};

/// Check definitions and print every finding.
///
/// Without PATH: the project that this folder is in (the nearest `hookc.yaml` above) or, where there
/// is none above, every project below. What a PATH names narrows what is reported, never what
/// references are resolved against.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hookc check
  hookc check hooks/orders.yaml           only what concerns this file
  hookc check --env production --deny warnings
  hookc check --format concise
  hookc check --fix                       mend what can be mended for certain
  hookc check --unsafe-fixes --diff       what would all fixes change?
  hookc check --format full --format json=findings.json
  hookc check --watch
  hookc check --format github --format sarif=hookc.sarif      in GitHub Actions
  hookc check --format gitlab=gl-code-quality.json --format junit=hookc.xml
  hookc check --write-baseline hookc-baseline.json    adopt hookc in a project
  hookc check --baseline hookc-baseline.json          only what is new

Exit codes: 0 no error (no warning with `--deny warnings`); 1 findings; 2 a path, an environment or \
a file cannot be read, or there is no definition.")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own on the command line"
)]
pub(super) struct CheckArgs {
    /// Files and folders to report on; a folder names everything below it.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to print: `full`, `concise`, `json`, `sarif`, `github`, `gitlab` or `junit`;
    /// `sarif=FILE` writes to a file. May be repeated.
    #[arg(long, value_name = "FORMAT[=FILE]", default_value = "full")]
    format: Vec<Report>,
    /// End with exit code 1 when there are warnings, too.
    #[arg(long, value_name = "LEVEL")]
    deny: Option<Deny>,
    /// Read the text of FILE, which need not exist, from standard input; report on that file.
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    stdin_filename: Option<PathBuf>,
    /// Check this environment only, instead of every one.
    #[arg(long, value_name = "NAME")]
    env: Option<String>,
    /// Make the safe fixes, then report what is left.
    #[arg(long)]
    fix: bool,
    /// Make the fixes that may change what is meant, too; look at the difference afterwards.
    #[arg(long)]
    unsafe_fixes: bool,
    /// Print what fixes would change as a unified diff, and write nothing.
    #[arg(long)]
    diff: bool,
    /// Report what `# hookc: allow(…)` comments allow, too.
    #[arg(long)]
    no_ignore: bool,
    /// Report only what is not in this baseline, and what is in it and gone.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write all findings to a baseline: they may stay for now.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["baseline", "paths", "env", "diff"]
    )]
    write_baseline: Option<PathBuf>,
    /// Check again whenever something changes.
    #[arg(long, conflicts_with_all = ["stdin_filename", "fix", "unsafe_fixes", "diff", "write_baseline"])]
    watch: bool,
}

/// What ends with exit code 1, beside errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings.
    Warnings,
}

pub(super) fn run(args: &CheckArgs, output: &mut Output) -> Result<End, Failure> {
    reports::refuse_two_at_one_place(&args.format)?;
    let cwd = working_folder()?;
    if args.watch {
        return watch::run(args, &cwd, output);
    }
    let given = given(args, &cwd, output)?;
    let named = match &given {
        Some(given) => vec![given.named.clone()],
        None => named_paths(&args.paths, &cwd)?,
    };
    let view = View {
        cwd: &cwd,
        given: given.as_ref(),
    };
    let workspace = load(&named, view, output)?;
    let mut loaded = with_baseline(args, named, workspace, &cwd)?;
    if args.fix || args.unsafe_fixes || args.diff {
        loaded.workspace = fixed(args, loaded.workspace, &loaded.named, output)?;
    }
    let end = check_loaded(args, &loaded, &cwd, &Beside::default(), output);
    // The process ends.
    mem::forget(loaded);
    end
}

/// All that is read before a check.
pub(super) struct Loaded {
    pub named: Vec<Named>,
    pub workspace: Workspace,
    baseline: Option<Baseline>,
}

/// Reads the baseline, too, if there is one.
pub(super) fn with_baseline(
    args: &CheckArgs,
    named: Vec<Named>,
    mut workspace: Workspace,
    cwd: &Path,
) -> Result<Loaded, Failure> {
    let baseline = match &args.baseline {
        Some(file) => Some(baseline::read(file, &mut workspace, cwd)?),
        None => None,
    };
    Ok(Loaded {
        named,
        workspace,
        baseline,
    })
}

/// The environment of each project.
fn chosen(
    args: &CheckArgs,
    workspace: &Workspace,
    named: &[Named],
) -> Result<Vec<Option<String>>, Failure> {
    match &args.env {
        Some(wanted) => environment_of_each(wanted, workspace, named),
        None => Ok(vec![None; workspace.projects.len()]),
    }
}

/// Checks and reports what was read.
pub(super) fn check_loaded(
    args: &CheckArgs,
    loaded: &Loaded,
    cwd: &Path,
    beside: &Beside,
    output: &mut Output,
) -> Result<End, Failure> {
    let (workspace, named) = (&loaded.workspace, &*loaded.named);
    let chosen = chosen(args, workspace, named)?;
    let read_beside = |file: FileId, path: &str| beside.read(workspace, file, path);
    let working = output.working(|| checking(workspace));
    let outcomes = check_all(workspace, &chosen, args, &read_beside);
    let mut found = findings(&outcomes, workspace);
    drop(working);
    if named.is_empty() {
        let has_definitions = outcomes.iter().any(|outcome| outcome.definitions > 0);
        if !has_definitions && found.is_empty() {
            return Err(nothing_found(workspace, cwd));
        }
    } else {
        note_skipped(named, &outcomes, workspace, beside, output);
        found = narrowed(&outcomes, named, workspace, beside);
    }
    let files = fix::reported_files(workspace, named);
    let compared = Compared {
        baseline: loaded.baseline.as_ref(),
        scope: Scope {
            files: files.as_ref(),
            is_complete: args.env.is_none(),
        },
        cwd,
    };
    compare(args, &compared, &mut found, workspace, &outcomes, output)?;
    let summary = summary(&outcomes, &found);
    // The diff can be read by `patch` only where nothing else is printed with it.
    let is_written = |report: &&Report| !args.diff || report.file.is_some();
    let written: Vec<Report> = args.format.iter().filter(is_written).cloned().collect();
    let found = Found {
        diagnostics: &found,
        workspace,
        summary: &summary,
        fails_from: match args.deny {
            Some(Deny::Warnings) => Severity::Warning,
            None => Severity::Error,
        },
    };
    reports::write(&written, found, output)?;
    let end = if summary.fails_from(found.fails_from) {
        End::Found
    } else {
        End::Fine
    };
    if !args.watch {
        // The process ends: to take apart all that was read would only take time.
        mem::forget(outcomes);
    }
    Ok(end)
}

/// With what findings are compared.
struct Compared<'a> {
    baseline: Option<&'a Baseline>,
    scope: Scope<'a>,
    cwd: &'a Path,
}

/// Says of each finding what it is, as far as anybody asks, and lets baselines speak.
fn compare(
    args: &CheckArgs,
    compared: &Compared<'_>,
    found: &mut Vec<Diagnostic>,
    workspace: &Workspace,
    outcomes: &[Outcome<'_>],
    output: &Output,
) -> Result<(), Failure> {
    let has_keys = args.format.iter().any(|report| report.format.has_keys());
    if !has_keys && args.baseline.is_none() && args.write_baseline.is_none() {
        return Ok(());
    }
    let projects: Vec<&Project<'_>> = outcomes.iter().flat_map(|one| &one.projects).collect();
    identify(found, &workspace.sources, &projects);
    if let Some(baseline) = compared.baseline {
        baseline::apply(baseline, found, &compared.scope, workspace, outcomes);
        crate::diagnostic::sort(found, &workspace.sources);
        // What is stale is a finding as well.
        identify(found, &workspace.sources, &projects);
    }
    if let Some(file) = &args.write_baseline {
        baseline::write(file, found, workspace, compared.cwd, output)?;
    }
    Ok(())
}

/// The file whose text comes from the standard input.
fn given(args: &CheckArgs, cwd: &Path, output: &Output) -> Result<Option<Given>, Failure> {
    let Some(name) = &args.stdin_filename else {
        return Ok(None);
    };
    if (args.fix || args.unsafe_fixes) && !args.diff {
        return Err(
            Failure::new("fixes are not written where the text comes from standard input")
                .help("`--diff` prints them; `--format json` lists them as edits"),
        );
    }
    stdin::read(name, cwd, output).map(Some)
}

/// Checks every project in its chosen environment.
fn check_all<'s>(
    workspace: &'s Workspace,
    chosen: &[Option<String>],
    args: &CheckArgs,
    read_beside: ReadBeside<'s>,
) -> Vec<Outcome<'s>> {
    let projects = workspace.projects.iter().zip(chosen);
    let check_one = |(project, environment): (&'s ProjectFiles, &Option<String>)| {
        let honours_comments = !args.no_ignore;
        check(
            workspace,
            project,
            environment.clone(),
            honours_comments,
            read_beside,
        )
    };
    projects.map(check_one).collect()
}

/// Makes fixes or prints their diff; gives what is there afterwards.
fn fixed(
    args: &CheckArgs,
    workspace: Workspace,
    named: &[Named],
    output: &mut Output,
) -> Result<Workspace, Failure> {
    let chosen = chosen(args, &workspace, named)?;
    let check = |workspace: &Workspace| {
        let read_beside = |file: FileId, path: &str| disk::read_beside(workspace, file, path);
        findings(
            &check_all(workspace, &chosen, args, &read_beside),
            workspace,
        )
    };
    let working = output.working(|| format!("fixing, {}", checking(&workspace)));
    let fixes = fix::fix(&workspace, named, args.unsafe_fixes, &check);
    drop(working);
    if args.diff {
        output.print_diff(&fix::diff(&fixes, &workspace));
    } else {
        fix::write(&fixes, &workspace)?;
    }
    fix::note(&fixes, args.diff, &workspace.sources, output);
    Ok(if args.diff {
        workspace
    } else {
        workspace.with_texts(&fixes.texts)
    })
}

/// The findings with a span, primary or label, in a named file. Naming the manifest names all of
/// its project, naming a schema the files that read it.
fn narrowed(
    outcomes: &[Outcome<'_>],
    named: &[Named],
    workspace: &Workspace,
    beside: &Beside,
) -> Vec<Diagnostic> {
    let is_in = named.iter().flat_map(|one| one.among(workspace.places()));
    let readers = named.iter().flat_map(|one| beside.readers_of(one));
    let files: BTreeSet<FileId> = is_in.copied().chain(readers).collect();
    let has = |span: Span| files.contains(&span.file);
    let mut found = Vec::new();
    for (project, outcome) in workspace.projects.iter().zip(outcomes) {
        let has_all = project
            .manifest
            .is_some_and(|manifest| files.contains(&manifest));
        let all = outcome.diagnostics.iter();
        let all = all.filter(|found| holds_in_all(found, outcomes));
        let wanted = all.filter(|found| {
            has_all || has(found.span) || found.labels.iter().any(|label| has(label.span))
        });
        found.extend(wanted.cloned());
    }
    crate::diagnostic::sort(&mut found, &workspace.sources);
    found
}

/// Says which of the named paths there was nothing to do for.
pub(super) fn note_skipped(
    named: &[Named],
    outcomes: &[Outcome<'_>],
    workspace: &Workspace,
    beside: &Beside,
    output: &Output,
) {
    let with_definitions: BTreeSet<FileId> = outcomes
        .iter()
        .flat_map(|outcome| outcome.files.iter().copied())
        .collect();
    for one in named {
        let mut files = one.among(workspace.places()).peekable();
        let is_read = files.peek().is_some();
        let is_used = !beside.readers_of(one).is_empty();
        if is_used || files.any(|file| with_definitions.contains(file)) {
            continue;
        }
        let reason = if is_read || one.is_folder {
            "holds no definition"
        } else {
            why_not_read(&one.path)
        };
        output.note(&format!("{} {reason}; skipped", one.shown));
    }
}

fn why_not_read(path: &Path) -> &'static str {
    let is_yaml = path
        .extension()
        .is_some_and(|end| end == "yaml" || end == "yml");
    if is_yaml {
        "belongs to no project: `sources`, a `.gitignore` file or its place leaves it out"
    } else {
        "is no YAML file"
    }
}
