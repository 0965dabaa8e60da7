//! `hookc build`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use super::End;
use super::codegen;
use super::concerned::keep_concerned;
use super::output::Output;
use super::projects::{
    check, checking, choose, credentials_at_keys, findings, load, nothing_found, summary,
    working_folder,
};
use crate::bundle::{self, Bundle};
use crate::compile::Outcome;
use crate::diagnostic::Diagnostic;
use crate::disk::{
    self, Change, Failure, ProjectFiles, Target, Workspace, Written, differences, named_paths,
    quoted, relative, target_below, write_output,
};
use crate::report::{Format, hide, render, unified};
use crate::source::FileId;

/// Check definitions, then write the bundles for their platforms.
///
/// Writes what is entered at, or sent to, each platform, with an `index.json` and a `SETUP.md` per
/// platform, to `dist` or what `out` in `hookc.yaml` says; with environments, to a folder below for
/// each. Where `hookc.yaml` has `rust`, the structs too. Nothing is written when there is an error.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hookc build
  hookc build --env production --out /srv/bundles
  hookc build --env production --check    does the committed output still fit?
  hookc build --check hooks/orders.yaml   the same for the projects of this file
  SHOP_KEY=... hookc build --with-secrets --out private

Exit codes: 0 written, or with `--check` nothing differs; 1 errors in the definitions, or a \
difference; 2 an environment or a secret is missing, or something cannot be read or written.")]
pub(super) struct BuildArgs {
    /// Build only the projects that these files concern: as a source, output or schema.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The environment to build; needed where the manifest declares several.
    #[arg(long, value_name = "NAME")]
    env: Option<String>,
    /// Write here instead of `out`; with several projects, to a folder below for each.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing; print what differs from the output that is there.
    #[arg(long)]
    check: bool,
    /// Fill in secrets from environment variables of their names.
    #[arg(long)]
    with_secrets: bool,
}

/// One project, ready to be written.
struct Built {
    bundle: Bundle,
    target: Target,
    /// The target as it is shown.
    shown: String,
}

pub(super) fn run(args: &BuildArgs, output: &mut Output) -> Result<End, Failure> {
    let cwd = working_folder()?;
    let named = named_paths(&args.paths, &cwd)?;
    let mut workspace = load(&named, &cwd, output)?;
    let out = args.out.as_ref().map(|out| cwd.join(out));
    keep_concerned(&mut workspace, &named, out.as_deref());
    if workspace.projects.is_empty() {
        output.note("the named files concern no project; nothing is built");
        return Ok(End::Fine);
    }
    let chosen = choose(args.env.as_deref(), &workspace, "build")?;
    let read_beside = |file: FileId, path: &str| disk::read_beside(&workspace, file, path);
    let working = output.working(|| checking(&workspace));
    let outcomes: Vec<Outcome<'_>> = workspace
        .projects
        .iter()
        .zip(&chosen)
        .map(|(project, environment)| {
            check(&workspace, project, environment.clone(), true, &read_beside)
        })
        .collect();
    let found = findings(&outcomes, &workspace);
    drop(working);
    let has_definitions = outcomes.iter().any(|outcome| outcome.definitions > 0);
    if !has_definitions && found.is_empty() {
        return Err(nothing_found(&workspace, &cwd));
    }
    let summary = summary(&outcomes, &found);
    if found.iter().any(|found| !found.suppressed) {
        let options = output.options(true);
        output.print(&render(
            Format::Full,
            &found,
            &workspace.sources,
            &summary,
            &options,
        ));
    }
    if summary.errors > 0 {
        return Ok(End::Found);
    }
    let built = build(args, &workspace, &outcomes, &chosen, &cwd)?;
    let sdks = codegen::asked_for(&workspace.projects, &outcomes, &cwd)?;
    if args.check {
        let hidden = hidden(&found, &outcomes, &workspace);
        let bundles = compare(&built, args.with_secrets, &hidden, output)?;
        let code = codegen::finish(&sdks, true, &hidden, output)?;
        return Ok(if bundles == End::Fine { code } else { bundles });
    }
    for built in &built {
        let files = files_of(&built.bundle);
        let written = write_output(&built.target, &files, &bundle::paths_in_index)?;
        if !output.is_quiet() {
            output.print(&report(written, &built.shown));
        }
    }
    codegen::finish(&sdks, false, &[], output)
}

fn build(
    args: &BuildArgs,
    workspace: &Workspace,
    outcomes: &[Outcome<'_>],
    chosen: &[Option<String>],
    cwd: &Path,
) -> Result<Vec<Built>, Failure> {
    let secret = |name: &str| std::env::var(name).ok();
    let options = bundle::Options {
        secrets: args.with_secrets.then_some(&secret),
    };
    let mut all = Vec::new();
    let mut failures = Vec::new();
    for ((project, outcome), environment) in workspace.projects.iter().zip(outcomes).zip(chosen) {
        // Without an error in any project, each of them has its proof.
        let Some(checked) = outcome.checked(environment.as_deref()) else {
            continue;
        };
        let name = checked.project().name();
        let is_one_of_several = workspace.projects.len() > 1;
        let target = target(
            args,
            project,
            name,
            environment.as_deref(),
            is_one_of_several,
            cwd,
        )?;
        match bundle::build(checked, &options) {
            Ok(bundle) => {
                let shown = shown(args, &target.folder(), cwd);
                all.push(Built {
                    bundle,
                    target,
                    shown,
                });
            }
            Err(error) => failures.extend(error.problems.into_iter().map(Failure::new)),
        }
    }
    Failure::unless_empty(failures).map_err(|failure| {
        if args.with_secrets {
            failure.help("`--with-secrets` takes each from the environment variable of its name")
        } else {
            failure
        }
    })?;
    refuse_one_folder_for_two(&all)?;
    Ok(all)
}

fn target(
    args: &BuildArgs,
    project: &ProjectFiles,
    name: &str,
    environment: Option<&str>,
    is_one_of_several: bool,
    cwd: &Path,
) -> Result<Target, Failure> {
    let environment = environment.unwrap_or("");
    match &args.out {
        Some(out) => {
            let name = if is_one_of_several { name } else { "" };
            target_below(&cwd.join(out), &[name, environment])
        }
        None => target_below(&project.root, &[&project.out, environment]),
    }
}

/// A folder as the user would write it.
fn shown(args: &BuildArgs, folder: &Path, cwd: &Path) -> String {
    let is_absolute = args.out.as_ref().is_some_and(|out| out.is_absolute());
    let shown = relative(folder, cwd).filter(|_| !is_absolute);
    shown.unwrap_or_else(|| folder.to_string_lossy().into_owned())
}

fn refuse_one_folder_for_two(all: &[Built]) -> Result<(), Failure> {
    let mut folders = BTreeSet::new();
    for built in all {
        // Where folders do not tell case apart, names that differ by case only are one.
        if !folders.insert(built.shown.to_lowercase()) {
            let folder = quoted(Path::new(&built.shown));
            return Err(
                Failure::new(format!("two projects would be written to {folder}"))
                    .help("give each a `project` of its own in its `hookc.yaml`"),
            );
        }
    }
    Ok(())
}

fn files_of(bundle: &Bundle) -> Vec<(&str, &str)> {
    let files = bundle.files.iter();
    files.map(|file| (&*file.path, &*file.text)).collect()
}

/// Prints what differs between the bundles and the disk. Differences end up in logs of CI: where one
/// of the sides may hold secrets, only the names of the files are printed.
fn compare(
    all: &[Built],
    with_secrets: bool,
    hidden: &[&str],
    output: &mut Output,
) -> Result<End, Failure> {
    let mut end = End::Fine;
    for built in all {
        let changes = differences(
            &built.target,
            &files_of(&built.bundle),
            &bundle::paths_in_index,
        )?;
        let had_secrets = |change: &Change| change.old.as_deref().is_some_and(bundle::had_secrets);
        let is_private = with_secrets || changes.iter().any(had_secrets);
        for change in &changes {
            output.print_diff(&diff(change, &built.shown, is_private, hidden));
            end = End::Found;
        }
    }
    Ok(end)
}

/// What no output shows.
pub(super) fn hidden<'w>(
    found: &[Diagnostic],
    outcomes: &[Outcome<'_>],
    workspace: &'w Workspace,
) -> Vec<&'w str> {
    let spans = found.iter().flat_map(|found| found.redact.iter().copied());
    let spans = spans.chain(credentials_at_keys(outcomes));
    spans.map(|span| workspace.sources.text_at(span)).collect()
}

fn diff(change: &Change, folder: &str, is_private: bool, hidden: &[&str]) -> String {
    const NONE: &str = "/dev/null";
    let path = format!("{folder}/{}", change.path);
    let name = |text: &Option<String>| if text.is_some() { &*path } else { NONE }.to_owned();
    let (old, new) = (name(&change.old), name(&change.new));
    if is_private {
        return format!("--- {old}\n+++ {new}\n(not shown: it may hold secrets)\n");
    }
    let text = |text: &Option<String>| hide(text.as_deref().unwrap_or_default(), hidden);
    unified(&old, &new, &text(&change.old), &text(&change.new))
}

fn report(written: Written, folder: &str) -> String {
    let folder = quoted(Path::new(folder));
    let folder = folder.trim_matches('`');
    let mut parts = vec![match written.written {
        0 => format!("{folder} is up to date"),
        1 => format!("wrote 1 file to {folder}"),
        count => format!("wrote {count} files to {folder}"),
    }];
    if written.unchanged > 0 && written.written > 0 {
        parts.push(format!("{} unchanged", written.unchanged));
    }
    if written.removed > 0 {
        parts.push(format!("{} removed", written.removed));
    }
    format!("{}\n", parts.join(", "))
}
