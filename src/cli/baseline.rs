//! `hookc check --baseline` and `--write-baseline`

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::output::Output;
use crate::baseline::{self, Entry, Stale};
use crate::compile::{self, Outcome};
use crate::diagnostic::Diagnostic;
use crate::disk::{self, Failure, ProjectFiles, Workspace, exists, folder_of, quoted, relative};
use crate::rules::stale_baseline;
use crate::source::FileId;

/// A baseline that was read.
pub(super) struct Baseline {
    entries: Vec<Entry>,
    /// The folder that its paths start from, without links.
    folder: PathBuf,
}

/// For which entries it can be told whether their findings are gone.
pub(super) struct Scope<'a> {
    /// The files that are reported on; nothing for all.
    pub files: Option<&'a BTreeSet<FileId>>,
    /// Whether every environment was checked.
    pub is_complete: bool,
}

/// Reads a baseline, and puts it among the sources so that findings can point into it.
pub(super) fn read(
    path: &Path,
    workspace: &mut Workspace,
    cwd: &Path,
) -> Result<Baseline, Failure> {
    let folder = folder_of(path, cwd);
    let file = disk::read_named(path, cwd).map_err(|failure| {
        let shown = quoted(path);
        let write = format!("`hookc check --write-baseline {}`", shown.trim_matches('`'));
        failure.help(format!("{write} writes one"))
    })?;
    let id = workspace.add(&folder.join(path.file_name().unwrap_or_default()), file);
    let entries =
        baseline::read(id, &workspace.sources[id]).map_err(|damage| {
            let line = damage.line;
            let shown = quoted(path);
            Failure::new(format!("{shown} is no baseline: line {line}: {}", damage.message)).help(
            "take an older state of the file, or write it again: `hookc check --write-baseline`",
        )
        })?;
    Ok(Baseline { entries, folder })
}

/// Marks the findings that the baseline knows, and adds one for each entry whose finding is gone.
pub(super) fn apply(
    baseline: &Baseline,
    found: &mut Vec<Diagnostic>,
    scope: &Scope<'_>,
    workspace: &Workspace,
    outcomes: &[Outcome<'_>],
) {
    let path_of = |file: FileId| path_from(&baseline.folder, workspace, file);
    let stale = baseline::mark(&baseline.entries, found, &path_of);
    if !scope.is_complete {
        return;
    }
    let read: BTreeMap<String, FileId> = workspace
        .sources
        .iter()
        .map(|(id, _)| (path_of(id), id))
        .collect();
    for one in stale {
        let path = &one.entry.key.file;
        let file = read.get(path).copied();
        let is_in_scope = match file {
            Some(file) => scope.files.is_none_or(|files| files.contains(&file)),
            // What is there but was not read belongs to another project.
            None => scope.files.is_none() && !exists(&baseline.folder.join(path)),
        };
        if is_in_scope {
            found.extend(with_level(one, file, workspace, outcomes));
        }
    }
}

/// The finding about an entry with the level that the manifest of its file's project gives the rule,
/// or the first manifest where the file is gone.
fn with_level(
    stale: Stale<'_>,
    file: Option<FileId>,
    workspace: &Workspace,
    outcomes: &[Outcome<'_>],
) -> Option<Diagnostic> {
    let has_file = |project: &ProjectFiles| {
        let mut files = project.files.iter().map(|file| file.file);
        project.manifest == file || files.any(|one| Some(one) == file)
    };
    let mut pairs = workspace.projects.iter().zip(outcomes);
    let outcome = pairs.find(|(project, _)| has_file(project));
    let outcome = outcome.map(|(_, outcome)| outcome).or(outcomes.first());
    let mut found = baseline::stale(stale);
    if let Some(outcome) = outcome {
        found.severity = compile::level(&outcome.manifest, &stale_baseline::RULE)?;
    }
    Some(found)
}

/// Writes a baseline of all findings that count, and marks them as known.
pub(super) fn write(
    path: &Path,
    found: &mut [Diagnostic],
    workspace: &Workspace,
    cwd: &Path,
    output: &Output,
) -> Result<(), Failure> {
    let folder = folder_of(path, cwd);
    let path_of = |file: FileId| path_from(&folder, workspace, file);
    let text = baseline::text(found, &path_of);
    disk::write_named_if_other(path, &text)?;
    let count = found.iter().filter(|found| !found.suppressed).count();
    let noun = if count == 1 { "finding" } else { "findings" };
    output.note(&format!(
        "{count} {noun} may stay for now, by {}",
        quoted(path)
    ));
    for one in found.iter_mut().filter(|found| !found.suppressed) {
        one.suppressed = true;
        one.known = Some(crate::diagnostic::Known::Before);
    }
    Ok(())
}

/// The path of a file from the folder of a baseline, so that it is the same from wherever hookc
/// runs.
fn path_from(folder: &Path, workspace: &Workspace, file: FileId) -> String {
    let path = workspace.path_of(file);
    let path = path.and_then(|path| relative(path, folder));
    path.unwrap_or_else(|| workspace.sources[file].path().to_owned())
}
