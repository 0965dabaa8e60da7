//! Reads the files of projects.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::files::{Files, files_of, not_a_file, unreadable};
use super::find::folders_above;
use super::settings::{MANIFEST, Settings, settings_of};
use super::view::Given;
use super::{Failure, Places, Root, View, path};
use crate::compile::InputFile;
use crate::source::{FileId, MAX_FILE_BYTES, SourceFile, Sources};

/// Everything that a command reads: the files of all projects that it covers.
#[derive(Debug, Default)]
pub struct Workspace {
    /// The files; one that several projects share is there once.
    pub sources: Sources,
    /// The projects, by path.
    pub projects: Vec<ProjectFiles>,
    /// Where each file was found, by its number.
    paths: Vec<PathBuf>,
    /// Each file by every path it was found at, and by the one where it really is.
    pub places: Places<FileId>,
}

/// The files of one project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectFiles {
    /// Its root, absolute and without links.
    pub root: PathBuf,
    /// The name of its root.
    pub folder: String,
    /// Its manifest.
    pub manifest: Option<FileId>,
    /// Its other files, by path.
    pub files: Vec<InputFile>,
    /// Where it builds, relative to its root.
    pub out: String,
    /// The patterns of its `sources` that match no file.
    pub unmatched: Vec<String>,
    /// The folders in which further files would be its own.
    pub folders: BTreeSet<PathBuf>,
}

impl Workspace {
    /// The same with other texts of some files.
    #[must_use]
    pub fn with_texts(&self, texts: &BTreeMap<FileId, String>) -> Self {
        let mut sources = Sources::default();
        for (id, file) in self.sources.iter() {
            sources.add(match texts.get(&id) {
                Some(text) => SourceFile::new(file.path(), text.as_str()),
                None => file.clone(),
            });
        }
        Self {
            sources,
            projects: self.projects.clone(),
            paths: self.paths.clone(),
            places: self.places.clone(),
        }
    }

    /// Adds a file that belongs to no project.
    pub fn add(&mut self, path: &Path, file: SourceFile) -> FileId {
        self.paths.push(path.to_owned());
        self.sources.add(file)
    }

    /// Whether the same was found, and says the same.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        let says = |workspace: &Self| {
            let files = workspace.sources.iter();
            files
                .map(|(_, file)| (file.path().to_owned(), file.problem()))
                .collect::<Vec<_>>()
        };
        let mut texts = self.sources.iter().zip(other.sources.iter());
        self.projects == other.projects
            && self.places == other.places
            && says(self) == says(other)
            && texts.all(|((_, old), (_, new))| old.text() == new.text())
    }

    /// The folders in which something can change that is read here.
    #[must_use]
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        let files = self.places.keys().filter_map(|path| path.parent());
        let folders = files.map(Path::to_owned);
        let of_projects = self.projects.iter().flat_map(|project| {
            // A `.gitignore` above counts, too.
            folders_above(&project.root).chain(project.folders.clone())
        });
        of_projects.chain(folders).collect()
    }

    /// Where a file was found, absolute.
    #[must_use]
    pub fn path_of(&self, file: FileId) -> Option<&Path> {
        self.paths.get(file.0 as usize).map(PathBuf::as_path)
    }
}

struct Survey {
    root: Root,
    settings: Settings,
    files: Files,
}

/// Finds and reads the files of projects. Paths are shown as seen from the working folder.
///
/// # Errors
/// Where something cannot be read: all of it.
pub fn load<'a>(roots: Vec<Root>, view: impl Into<View<'a>>) -> Result<Workspace, Failure> {
    let view = view.into();
    let mut surveys = Vec::new();
    for root in roots {
        let settings = if root.has_manifest {
            settings_of(&root.folder.join(MANIFEST), view)?
        } else {
            Settings::default()
        };
        let mut files = files_of(&root.folder, &settings, view)?;
        files.found.sort_by(|a, b| a.path.cmp(&b.path));
        surveys.push(Survey {
            root,
            settings,
            files,
        });
    }
    let mut workspace = Workspace::default();
    read_all(&surveys, &mut workspace, view)?;
    let mut failures = Vec::new();
    for survey in surveys {
        match project(survey, &workspace.places, view) {
            Ok(project) => workspace.projects.push(project),
            Err(failure) => failures.push(failure),
        }
    }
    Failure::unless_empty(failures)?;
    Ok(workspace)
}

/// Reads every file once, in parallel.
fn read_all(surveys: &[Survey], workspace: &mut Workspace, view: View<'_>) -> Result<(), Failure> {
    let mut by_real_path: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for survey in surveys {
        let manifest = survey
            .root
            .has_manifest
            .then(|| survey.root.folder.join(MANIFEST));
        let files = survey.files.found.iter().map(|file| file.path.clone());
        for path in files.chain(manifest) {
            by_real_path
                .entry(path::real(&path))
                .or_default()
                .push(path);
        }
    }
    let firsts: Vec<&PathBuf> = by_real_path
        .values()
        .filter_map(|paths| paths.iter().min())
        .collect();
    let read: Vec<Result<SourceFile, Failure>> = firsts
        .par_iter()
        .map(|path| read_file(path, view))
        .collect();
    let mut failures = Vec::new();
    for ((path, (real, all)), file) in firsts.iter().zip(&by_real_path).zip(read) {
        match file {
            Ok(file) => {
                let id = workspace.sources.add(file);
                workspace.paths.push((*path).clone());
                let all = all.iter().chain([real]);
                workspace.places.extend(all.map(|path| (path.clone(), id)));
            }
            Err(failure) => failures.push(failure),
        }
    }
    Failure::unless_empty(failures)
}

fn project(survey: Survey, ids: &Places<FileId>, view: View<'_>) -> Result<ProjectFiles, Failure> {
    let root = survey.root.folder;
    let mut files: Vec<InputFile> = Vec::new();
    let mut seen = BTreeSet::new();
    for found in survey.files.found {
        let Some(&file) = ids.get(&found.path) else {
            continue;
        };
        // Two links to one file are one file: its definitions do not collide with themselves.
        if !seen.insert(file) {
            continue;
        }
        let path = path::relative(&found.path, &root).ok_or_else(|| not_utf8(&found.path, view))?;
        files.push(InputFile {
            file,
            path,
            listed: found.listed,
        });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let folder = root.file_name().map_or_else(
        || "project".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    );
    Ok(ProjectFiles {
        folder,
        manifest: ids.get(&root.join(MANIFEST)).copied(),
        files,
        out: survey.settings.out,
        unmatched: survey.files.unmatched,
        folders: survey.files.folders,
        root,
    })
}

/// Reads a file that the user names; it is shown as seen from `cwd`.
///
/// # Errors
/// Where it cannot be read, or is no file.
pub fn read_named(file: &Path, cwd: &Path) -> Result<SourceFile, Failure> {
    read_file(&path::absolute(file, cwd), cwd.into())
}

/// Reads a file of whatever size and content.
pub(super) fn read_file(file: &Path, view: View<'_>) -> Result<SourceFile, Failure> {
    let shown = path::relative(file, view.cwd).ok_or_else(|| not_utf8(file, view))?;
    if let Some(given) = view.given_at(file) {
        return Ok(read_given(shown, given));
    }
    let metadata = file
        .metadata()
        .map_err(|error| unreadable(file, &error, view))?;
    // Opening a pipe would wait for a writer.
    if !metadata.is_file() {
        return Err(not_a_file(file, view));
    }
    // One byte more than it has: so its end is seen without growing.
    let expected = metadata.len().min(MAX_FILE_BYTES) + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
    std::fs::File::open(file)
        .and_then(|open| open.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(file, &error, view))?;
    let size = bytes.len() as u64;
    if size > MAX_FILE_BYTES {
        bytes.pop();
        return Ok(SourceFile::too_large(
            shown,
            &bytes,
            metadata.len().max(size),
        ));
    }
    Ok(SourceFile::from_bytes(shown, bytes))
}

/// Bytes from elsewhere are treated as those of the disk are; nobody hands in more than one byte over
/// the limit.
fn read_given(shown: String, given: &Given) -> SourceFile {
    let size = given.bytes.len() as u64;
    match given.bytes.split_last() {
        Some((_, beginning)) if size > MAX_FILE_BYTES => {
            SourceFile::too_large(shown, beginning, size)
        }
        _ => SourceFile::from_bytes(shown, given.bytes.clone()),
    }
}

fn not_utf8(file: &Path, view: View<'_>) -> Failure {
    Failure::new(format!(
        "the name of {} is not UTF-8",
        path::shown(file, view.cwd)
    ))
    .help("rename it, or leave it out by `sources` in `hookc.yaml` or by `.gitignore`")
}
