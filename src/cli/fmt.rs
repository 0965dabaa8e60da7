//! `hookc fmt`

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::beside::Beside;
use super::check::note_skipped;
use super::output::Output;
use super::projects::{check, findings, load, nothing_found, working_folder};
use super::{End, stdin};
use crate::bundle;
use crate::compile::{self, Checked, Outcome, Texts};
use crate::diagnostic::Diagnostic;
use crate::disk::{self, Failure, Given, View, Workspace, named_paths, quoted, rewrite_all};
use crate::format::{Formatted, Role, format};
use crate::project::{Project, ReadBeside};
use crate::report::{hide, unified, visible};
use crate::source::{FileId, MAX_FILE_BYTES};

/// Write definitions and the manifest in one way.
///
/// Fields come in the order of the language reference, levels are indented by two blanks. Comments
/// stay with what they speak of, values as they are written, and other people's YAML untouched. A
/// file that would mean anything else afterwards is left alone.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hookc fmt
  hookc fmt hooks/orders.yaml
  hookc fmt --diff               what would change?
  hookc fmt --check              in CI: fails where something would
  hookc fmt --stdin-filename a.yaml < a.yaml     for editors

Exit codes: 0 formatted; 1 with `--check`, something would change; 2 a file cannot be read, or there \
is no definition.")]
pub(super) struct FmtArgs {
    /// Files and folders to format; a folder names everything below it.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Read the text of FILE, which need not exist, from standard input; print it formatted.
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    stdin_filename: Option<PathBuf>,
    /// Write nothing; print what would change as a unified diff, and end with exit code 1 if
    /// anything would.
    #[arg(long)]
    check: bool,
    /// Write nothing; print what would change as a unified diff.
    #[arg(long)]
    diff: bool,
}

/// What formatting all wanted files comes to.
#[derive(Default)]
struct New {
    /// The texts of those that change.
    texts: Texts,
    /// How many there are that hold something of ours.
    count: usize,
    /// Those that cannot be read.
    illegible: Vec<FileId>,
    /// Those that would mean something else.
    kept: Vec<FileId>,
}

/// What must be the same afterwards: findings but for their places, and what would be built.
#[derive(PartialEq)]
struct Meaning {
    findings: Vec<String>,
    bundles: Vec<String>,
}

pub(super) fn run(args: &FmtArgs, output: &mut Output) -> Result<End, Failure> {
    let cwd = working_folder()?;
    let given = match &args.stdin_filename {
        Some(name) => Some(stdin::read(name, &cwd, output)?),
        None => None,
    };
    let named = match &given {
        Some(given) => vec![given.named.clone()],
        None => named_paths(&args.paths, &cwd)?,
    };
    let view = View {
        cwd: &cwd,
        given: given.as_ref(),
    };
    let workspace = load(&named, view, output)?;
    let read_beside = |file: FileId, path: &str| disk::read_beside(&workspace, file, path);
    let outcomes = check_all(&workspace, &read_beside);
    let has_definitions = outcomes.iter().any(|outcome| outcome.definitions > 0);
    if named.is_empty() && !has_definitions {
        return Err(nothing_found(&workspace, &cwd));
    }
    note_skipped(&named, &outcomes, &workspace, &Beside::default(), output);
    let wanted: BTreeSet<FileId> = named
        .iter()
        .flat_map(|one| one.among(workspace.places()).copied())
        .collect();
    let is_wanted = |file: FileId| named.is_empty() || wanted.contains(&file);
    let mut new = format_all(&workspace, &is_wanted);
    keep_what_would_change(&mut new, &outcomes, &workspace);
    note_kept(&new.kept, &workspace, output);
    let found = findings(&outcomes, &workspace);
    let unreadable = unreadable(&new.illegible, &found, &workspace);
    if args.check || args.diff {
        output.print_diff(&diff(&new.texts, &found, &workspace));
    } else if let Some(given) = &given {
        // An editor that gets no text leaves its own as it is.
        Failure::unless_empty(unreadable.clone())?;
        output.print_exact(match new.texts.values().next() {
            Some(new) => new,
            None => whole_text(given)?,
        });
    } else {
        let rewritten: Vec<(&Path, &str, &str)> = changed(&new.texts, &workspace)
            .filter_map(|(id, old, new)| Some((workspace.path_of(id)?, old, new)))
            .collect();
        rewrite_all(&rewritten)?;
        if !output.is_quiet() {
            output.print(&report(&new, &workspace));
        }
    }
    Failure::unless_empty(unreadable)?;
    let differs = args.check && !new.texts.is_empty();
    Ok(if differs { End::Found } else { End::Fine })
}

/// The text as it came; what could not be read to its end must not replace anything.
fn whole_text(given: &Given) -> Result<&str, Failure> {
    let is_whole = given.bytes.len() as u64 <= MAX_FILE_BYTES;
    let text = std::str::from_utf8(&given.bytes).ok();
    text.filter(|_| is_whole).ok_or_else(|| {
        let shown = &given.named.shown;
        Failure::new(format!("the text of {shown} is not UTF-8, or too large"))
            .help("it stays as it is; save the file in that encoding")
    })
}

fn note_kept(kept: &[FileId], workspace: &Workspace, output: &Output) {
    for file in kept {
        let path = quoted(Path::new(workspace.sources[*file].path()));
        output.note(&format!(
            "{path} stays as it is: formatted, it would not mean the same"
        ));
    }
}

fn check_all<'s>(workspace: &'s Workspace, read_beside: ReadBeside<'s>) -> Vec<Outcome<'s>> {
    let projects = workspace.projects.iter();
    projects
        .map(|project| check(workspace, project, None, true, read_beside))
        .collect()
}

fn format_all(workspace: &Workspace, is_wanted: &dyn Fn(FileId) -> bool) -> New {
    let mut new = New::default();
    let mut seen = BTreeSet::new();
    for project in &workspace.projects {
        let manifest = project.manifest;
        let default_platform = manifest.and_then(|file| {
            let (manifest, _) = compile::manifest_of(&workspace.sources, file);
            manifest.default_platform
        });
        let manifest = manifest.map(|file| (file, Role::Manifest));
        let files = project.files.iter().map(|file| {
            let listed = file.listed;
            let role = Role::Definitions {
                default_platform,
                listed,
            };
            (file.file, role)
        });
        for (file, role) in manifest.into_iter().chain(files) {
            if !is_wanted(file) || !seen.insert(file) {
                continue;
            }
            let source = &workspace.sources[file];
            let formatted = format(file, source, role);
            new.count += usize::from(formatted != Formatted::NotOurs);
            match formatted {
                Formatted::Illegible => new.illegible.push(file),
                Formatted::WouldChange => new.kept.push(file),
                Formatted::Text(text) if text != source.text() => {
                    new.texts.insert(file, text);
                }
                Formatted::Text(_) | Formatted::NotOurs => {}
            }
        }
    }
    new
}

/// Checks and builds with the new texts, and takes back those that make a difference.
fn keep_what_would_change(new: &mut New, outcomes: &[Outcome<'_>], workspace: &Workspace) {
    let before = Meaning::of(outcomes, workspace);
    let is_same = |texts: &Texts| {
        let workspace = workspace.with_texts(texts);
        let read_beside = |file: FileId, path: &str| disk::read_beside(&workspace, file, path);
        Meaning::of(&check_all(&workspace, &read_beside), &workspace) == before
    };
    if new.texts.is_empty() || is_same(&new.texts) {
        return;
    }
    for (file, text) in std::mem::take(&mut new.texts) {
        new.texts.insert(file, text);
        if !is_same(&new.texts) {
            new.texts.remove(&file);
            new.kept.push(file);
        }
    }
}

impl Meaning {
    fn of(outcomes: &[Outcome<'_>], workspace: &Workspace) -> Self {
        let mut findings: Vec<String> = findings(outcomes, workspace)
            .iter()
            .map(|found| {
                let Diagnostic {
                    rule,
                    severity,
                    span,
                    message,
                    environments,
                    suppressed,
                    ..
                } = found;
                let file = span.file;
                format!(
                    "{} {severity:?} {file:?} {message} {environments:?} {suppressed}",
                    rule.name
                )
            })
            .collect();
        findings.sort_unstable();
        let projects = outcomes.iter().flat_map(|outcome| {
            let names = outcome.projects.iter().map(Project::environment);
            names.map(move |environment| {
                let name = environment.map(|environment| environment.name.as_str());
                outcome.checked(name)
            })
        });
        let bundles = projects.flatten().map(bundle_of).collect();
        Self { findings, bundles }
    }
}

/// The text of a bundle, without the lines of the sources.
fn bundle_of(checked: Checked<'_, '_>) -> String {
    let Ok(bundle) = bundle::build(checked, &bundle::Options::default()) else {
        return String::new();
    };
    let lines = bundle.files.iter().flat_map(|file| file.text.lines());
    let lines = lines.filter(|line| !line.trim_start().starts_with("\"line\":"));
    lines.collect::<Vec<_>>().join("\n")
}

fn changed<'a>(
    texts: &'a Texts,
    workspace: &'a Workspace,
) -> impl Iterator<Item = (FileId, &'a str, &'a str)> {
    let texts = texts.iter();
    texts.map(|(id, new)| (*id, workspace.sources[*id].text(), new.as_str()))
}

/// What no output shows is hidden here too.
fn diff(texts: &Texts, found: &[Diagnostic], workspace: &Workspace) -> String {
    let spans = found.iter().flat_map(|found| &found.redact);
    let hidden: Vec<&str> = spans.map(|span| workspace.sources.text_at(*span)).collect();
    let diff = |(id, old, new): (FileId, &str, &str)| {
        let path = workspace.sources[id].path();
        unified(path, path, &hide(old, &hidden), &hide(new, &hidden))
    };
    changed(texts, workspace).map(diff).collect()
}

fn report(new: &New, workspace: &Workspace) -> String {
    let mut out = String::new();
    for file in new.texts.keys() {
        let _ = writeln!(
            out,
            "formatted {}",
            visible(workspace.sources[*file].path())
        );
    }
    let files = |count: usize| match count {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    };
    let unchanged = new.count - new.texts.len();
    if unchanged > 0 {
        let verb = if unchanged == 1 { "stays" } else { "stay" };
        let _ = writeln!(out, "{} {verb} as written", files(unchanged));
    }
    out
}

/// Why files cannot be formatted: the first thing that keeps each from being read.
fn unreadable(files: &[FileId], found: &[Diagnostic], workspace: &Workspace) -> Vec<Failure> {
    let failure = |file: &FileId| {
        let source = &workspace.sources[*file];
        let shown = quoted(Path::new(source.path()));
        let problem = found
            .iter()
            .find(|found| found.span.file == *file && found.rule.is_fixed());
        let reason = problem.map_or_else(String::new, |found| {
            let at = source.position(found.span.start);
            format!(
                ": line {}, column {}: {}",
                at.line,
                at.column,
                visible(&found.message)
            )
        });
        let failure = Failure::new(format!("{shown} cannot be read and stays as it is{reason}"));
        failure.help("`hookc check` shows all that is wrong with it")
    };
    files.iter().map(failure).collect()
}
