//! The files of a project.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};
use ignore::DirEntry;
use ignore::gitignore::Gitignore;

use super::early::{Ahead, Early};
use super::failure::reason;
use super::settings::{MANIFEST, Settings, manifest_in, settings_of};
use super::walk::{odd_ignore_file, walk};
use super::{Failure, View, path};
use crate::threads::{self, FEW_FILES};

/// A file of a project.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Where it was found.
    pub path: Arc<Path>,
    /// Whether `sources` names it.
    pub listed: bool,
    /// Whether it may be a link, so that it really is elsewhere.
    pub may_be_link: bool,
    /// What comes of reading it, where that began while others were looked for.
    pub early: Option<Early>,
}

/// What was found of a project.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Its files, without the manifest.
    pub found: Vec<Found>,
    /// The patterns of its `sources` that match none.
    pub unmatched: Vec<String>,
    /// The folders in which further files would be its own.
    pub folders: BTreeSet<PathBuf>,
}

/// The files of a project, sorted by path.
pub(super) fn files_of(root: &Path, settings: &Settings, view: View<'_>) -> Result<Files, Failure> {
    let Some(patterns) = &settings.sources else {
        return files_below(root, settings, view);
    };
    let mut all = Files::default();
    let mut outputs = Outputs::default();
    for pattern in patterns {
        let files = files_like(root, pattern, &mut all.folders, view)?;
        if files.is_empty() {
            all.unmatched.push(pattern.clone());
        }
        for file in files {
            if !outputs.contains(&file.path, view) {
                all.found.push(file);
            }
        }
    }
    all.found.sort_by(|a, b| a.path.cmp(&b.path));
    all.found.dedup_by(|next, before| next.path == before.path);
    Ok(all)
}

/// Every `.yaml` and `.yml` below the root that is no other project's.
fn files_below(root: &Path, settings: &Settings, view: View<'_>) -> Result<Files, Failure> {
    let out = root.join(&settings.out);
    let root_of_walk = root.to_owned();
    let mut entries = walk(root, None, view, move |entry| {
        let is_other_project =
            || entry.path() != root_of_walk && entry.path().join(MANIFEST).is_file();
        !(is_folder(entry) && (entry.path() == out || is_other_project()))
    });
    let mut all = Files::default();
    for entry in entries.by_ref() {
        all.take(entry?, view)?;
        if all.found.len() == FEW_FILES {
            break;
        }
    }
    if all.found.len() == FEW_FILES {
        threads::ready_for_files();
        let (all, entries) = (&mut all, &mut entries);
        rayon::scope(|scope| {
            let mut ahead = Ahead::default();
            entries.try_for_each(|entry| {
                all.take(entry?, view)?;
                ahead.read(&mut all.found, scope, view);
                Ok(())
            })
        })?;
    }
    let found = &mut all.found;
    if let Some(path) = new_file(root, view)
        && is_yaml(path)
        && !path.starts_with(root.join(&settings.out))
        && !is_in_project_below(root, path)
    {
        found.push(Found {
            path: path.into(),
            listed: false,
            may_be_link: true,
            early: None,
        });
        // What was walked comes in this order.
        found.sort_by(|a, b| a.path.cmp(&b.path));
    }
    Ok(all)
}

impl Files {
    /// Keeps what a walk came to, if it is a folder or a file of the project.
    fn take(&mut self, entry: DirEntry, view: View<'_>) -> Result<(), Failure> {
        if is_folder(&entry) {
            // Refuses a folder with a manifest of the wrong name.
            manifest_in(entry.path(), view)?;
            self.folders.insert(entry.into_path());
        } else if is_yaml(entry.path()) && is_file(&entry, view)? {
            self.found.push(Found {
                may_be_link: !is_plain(&entry),
                path: entry.into_path().into(),
                listed: false,
                early: None,
            });
        }
        Ok(())
    }
}

/// The file whose text does not come from the disk, where a walk from this folder would find it if it
/// were there.
fn new_file<'a>(folder: &Path, view: View<'a>) -> Option<&'a Path> {
    let path = &view.given?.named.real;
    let below = path.strip_prefix(folder).ok()?;
    let is_hidden = |part: &Path| part.to_str().is_some_and(|part| part.starts_with('.'));
    let is_found =
        !path.exists() && !below.iter().any(|part| is_hidden(Path::new(part))) && !is_ignored(path);
    is_found.then_some(path)
}

/// Whether a `.gitignore` file leaves a file out; the nearest one that knows it counts.
fn is_ignored(path: &Path) -> bool {
    let folders = path.ancestors().skip(1);
    let read = folders.filter(|folder| odd_ignore_file(folder).is_none());
    let matches = read.map(|folder| {
        let (ignored, _) = Gitignore::new(folder.join(".gitignore"));
        let found = ignored.matched_path_or_any_parents(path, false);
        found.map(|_| ())
    });
    let mut matches = matches.filter(|found| !found.is_none());
    matches.next().is_some_and(|found| found.is_ignore())
}

fn is_in_project_below(root: &Path, path: &Path) -> bool {
    let folders = path.ancestors().skip(1);
    let mut between = folders.take_while(|folder| *folder != root);
    between.any(|folder| folder.join(MANIFEST).is_file())
}

fn files_like(
    root: &Path,
    pattern: &str,
    folders: &mut BTreeSet<PathBuf>,
    view: View<'_>,
) -> Result<Vec<Found>, Failure> {
    let Some((base, glob, depth)) = split(root, pattern) else {
        return Ok(Vec::new());
    };
    folders.insert(base.clone());
    if !base.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in walk(&base, depth, view, |_| true) {
        let entry = entry?;
        let below = entry.path().strip_prefix(&base).unwrap_or(entry.path());
        let is_manifest = entry.file_name() == MANIFEST;
        if is_folder(&entry) {
            folders.insert(entry.into_path());
        } else if !is_manifest && glob.is_match(below) && is_file(&entry, view)? {
            found.push(Found {
                may_be_link: !is_plain(&entry),
                path: entry.into_path().into(),
                listed: true,
                early: None,
            });
        }
    }
    if let Some(path) = new_file(&base, view)
        && let Ok(below) = path.strip_prefix(&base)
        && glob.is_match(below)
        && path.file_name().is_some_and(|name| name != MANIFEST)
    {
        found.push(Found {
            path: path.into(),
            listed: true,
            may_be_link: true,
            early: None,
        });
    }
    Ok(found)
}

/// A pattern as the folder that it begins with, what must match below that folder, and how deep that
/// can lie. Nothing for a pattern that is none, which is a finding of the check.
fn split(root: &Path, pattern: &str) -> Option<(PathBuf, GlobMatcher, Option<usize>)> {
    let literal = path::absolute(Path::new(pattern), root);
    if literal.is_dir() {
        return Some((literal, matcher("**/*.{yaml,yml}")?, None));
    }
    let is_wild = |part: &str| part.contains(['*', '?', '[', '{', '\\']);
    let parts: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
    let fixed = parts
        .iter()
        .position(|part| is_wild(part))
        .unwrap_or(parts.len())
        .min(parts.len().saturating_sub(1));
    let (base, rest) = parts.split_at_checked(fixed)?;
    let base = path::absolute(Path::new(&base.join("/")), root);
    let has_depth = !rest
        .iter()
        .any(|part| part.contains("**") || part.contains('{'));
    Some((
        base,
        matcher(&rest.join("/"))?,
        has_depth.then_some(rest.len()),
    ))
}

fn matcher(glob: &str) -> Option<GlobMatcher> {
    let glob = GlobBuilder::new(glob)
        .literal_separator(true)
        .build()
        .ok()?;
    Some(glob.compile_matcher())
}

fn is_yaml(path: &Path) -> bool {
    // Most of what is no such file shows in the last letters.
    let bytes = path.as_os_str().as_encoded_bytes();
    if !bytes.ends_with(b".yaml") && !bytes.ends_with(b".yml") {
        return false;
    }
    let is_yaml = path
        .extension()
        .is_some_and(|end| end == "yaml" || end == "yml");
    is_yaml && path.file_name().is_some_and(|name| name != MANIFEST)
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// Whether an entry is a file, and no link to one: its folder says so.
fn is_plain(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_type().is_some_and(|kind| kind.is_file())
}

/// Whether an entry that is no folder is a file; a link to a folder is none.
fn is_file(entry: &DirEntry, view: View<'_>) -> Result<bool, Failure> {
    if is_plain(entry) {
        return Ok(true);
    }
    let metadata = entry
        .path()
        .metadata()
        .map_err(|error| unreadable(entry.path(), &error, view))?;
    if metadata.is_dir() {
        return Ok(false);
    }
    if metadata.is_file() {
        return Ok(true);
    }
    Err(not_a_file(entry.path(), view))
}

pub(super) fn not_a_file(path: &Path, view: View<'_>) -> Failure {
    let shown = path::shown(path, view.cwd);
    Failure::new(format!("{shown} is neither a file nor a folder"))
}

pub(super) fn unreadable(path: &Path, error: &std::io::Error, view: View<'_>) -> Failure {
    let shown = path::shown(path, view.cwd);
    let failure = Failure::new(format!("cannot read {shown}: {}", reason(error)));
    if path.is_symlink() {
        return failure.help("it is a link that leads nowhere; mend or remove it");
    }
    failure
}

/// Why a folder cannot be walked.
pub(super) fn unwalkable(error: &ignore::Error, view: View<'_>) -> Failure {
    match (path_of(error), error.io_error()) {
        // Its own text names the path once more; the kind says the rest.
        (Some(path), Some(error)) => unreadable(path, &error.kind().into(), view),
        _ => Failure::new(format!("cannot read the folder: {error}")),
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

/// The output folders of all projects that files lie in: what a build wrote is nobody's source.
#[derive(Default)]
pub(super) struct Outputs {
    of_folder: BTreeMap<PathBuf, Option<PathBuf>>,
}

impl Outputs {
    /// Whether a file lies in an output folder.
    pub fn contains(&mut self, file: &Path, view: View<'_>) -> bool {
        file.ancestors().skip(1).any(|folder| {
            let out = self
                .of_folder
                .entry(folder.to_owned())
                .or_insert_with(|| output_of(folder, view));
            out.as_ref().is_some_and(|out| file.starts_with(out))
        })
    }
}

/// The output folder of the project in this folder, if there is one.
pub(super) fn output_of(folder: &Path, view: View<'_>) -> Option<PathBuf> {
    let manifest = folder.join(MANIFEST);
    if !manifest.is_file() && view.given_at(&manifest).is_none() {
        return None;
    }
    let out = settings_of(&manifest, view).unwrap_or_default().out;
    Some(folder.join(out))
}
