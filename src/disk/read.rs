//! Reads the files of projects.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::early::Early;
use super::files::{Files, files_of};
use super::find::folders_above;
use super::settings::{MANIFEST, Settings, settings_of};
use super::text::{not_utf8, read_file, read_plain_file};
use super::{Failure, Places, Root, View, path};
use crate::compile::InputFile;
use crate::source::{FileId, SourceFile, Sources};
use crate::threads::{self, FEW_FILES};

/// Everything that a command reads: the files of all projects that it covers.
#[derive(Debug, Default)]
pub struct Workspace {
    /// The files; one that several projects share is there once.
    pub sources: Sources,
    /// The projects, by path.
    pub projects: Vec<ProjectFiles>,
    /// Where each file was found, by its number.
    paths: Vec<Arc<Path>>,
    /// Each file by every path it was found at, and by the one where it really is.
    found: Vec<(Arc<Path>, FileId)>,
    /// The same to be looked up, once somebody names a path.
    places: OnceLock<Places<FileId>>,
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
            found: self.found.clone(),
            places: self.places.clone(),
        }
    }

    /// Adds a file that belongs to no project.
    pub fn add(&mut self, path: &Path, file: SourceFile) -> FileId {
        self.paths.push(path.into());
        self.sources.add(file)
    }

    /// Each file by every path it was found at, and by the one where it really is.
    pub fn places(&self) -> &Places<FileId> {
        let places = || self.found.iter().cloned().collect();
        self.places.get_or_init(places)
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
            && self.found == other.found
            && says(self) == says(other)
            && texts.all(|((_, old), (_, new))| old.text() == new.text())
    }

    /// The folders in which something can change that is read here.
    #[must_use]
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        let files = self.found.iter().filter_map(|(path, _)| path.parent());
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
        self.paths.get(file.0 as usize).map(AsRef::as_ref)
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
        let files = files_of(&root.folder, &settings, view)?;
        surveys.push(Survey {
            root,
            settings,
            files,
        });
    }
    let mut workspace = Workspace::default();
    let ids = read_all(&surveys, &mut workspace, view)?;
    let mut failures = Vec::new();
    for (survey, ids) in surveys.into_iter().zip(ids) {
        match project(survey, &ids, view) {
            Ok(project) => workspace.projects.push(project),
            Err(failure) => failures.push(failure),
        }
    }
    Failure::unless_empty(failures)?;
    Ok(workspace)
}

/// The files of a survey by their numbers.
struct Ids {
    manifest: Option<FileId>,
    /// In the order in which they were found.
    found: Vec<FileId>,
}

/// Reads every file once, in parallel.
fn read_all(
    surveys: &[Survey],
    workspace: &mut Workspace,
    view: View<'_>,
) -> Result<Vec<Ids>, Failure> {
    let places = places_of(surveys);
    // The same file, found at several places, is read at the first of them.
    let same: Vec<&[Place<'_>]> = places
        .chunk_by(|one, next| one.real() == next.real())
        .collect();
    let read = |same: &&[Place<'_>]| same.first().map(|first| read_at(first, view));
    let read: Vec<Option<Result<SourceFile, Failure>>> = if same.len() < FEW_FILES {
        same.iter().map(read).collect()
    } else {
        threads::ready_for_files();
        same.par_iter().map(read).collect()
    };
    let mut ids: Vec<Ids> = surveys.iter().map(Ids::of).collect();
    let mut failures = Vec::new();
    let mut by_path = Vec::with_capacity(places.len());
    workspace.paths.reserve(same.len());
    for (same, file) in same.into_iter().zip(read) {
        let (Some(first), Some(file)) = (same.first(), file) else {
            continue;
        };
        match file {
            Ok(file) => {
                let id = workspace.sources.add(file);
                workspace.paths.push(Arc::clone(&first.path));
                for place in same {
                    by_path.push((Arc::clone(&place.path), id));
                    by_path.extend(place.real.as_deref().map(|real| (real.into(), id)));
                    if let Some(ids) = ids.get_mut(place.survey) {
                        ids.set(place.index, id);
                    }
                }
            }
            Err(failure) => failures.push(failure),
        }
    }
    Failure::unless_empty(failures)?;
    workspace.found = by_path;
    Ok(ids)
}

/// Where a file was found.
struct Place<'a> {
    path: Arc<Path>,
    /// Where it really is, if that is elsewhere.
    real: Option<PathBuf>,
    /// Whether it is known to be a file and no link to one.
    is_plain: bool,
    /// Which survey found it.
    survey: usize,
    /// Its number among the files of the survey; none for the manifest.
    index: Option<usize>,
    /// What came of reading it before.
    early: Option<&'a Early>,
}

impl Place<'_> {
    fn real(&self) -> &Path {
        self.real.as_deref().unwrap_or(&self.path)
    }
}

/// Where the files of all surveys were found, sorted by where they really are.
fn places_of(surveys: &[Survey]) -> Vec<Place<'_>> {
    let mut folders = RealFolders::default();
    let count = surveys.iter().map(|of| of.files.found.len() + 1).sum();
    let mut places = Vec::with_capacity(count);
    for (survey, of) in surveys.iter().enumerate() {
        for (index, found) in of.files.found.iter().enumerate() {
            let path: &Path = &found.path;
            let real = match (path.parent(), path.file_name()) {
                // What is no link is where its folder is: that needs to be looked up but once.
                (Some(folder), Some(name)) if !found.may_be_link => {
                    folders.elsewhere(folder).map(|real| real.join(name))
                }
                _ => Some(path::real(path)).filter(|real| real != path),
            };
            places.push(Place {
                path: Arc::clone(&found.path),
                real,
                is_plain: !found.may_be_link,
                survey,
                index: Some(index),
                early: found.early.as_ref(),
            });
        }
        if of.root.has_manifest {
            let path = of.root.folder.join(MANIFEST);
            places.push(Place {
                real: Some(path::real(&path)).filter(|real| *real != path),
                path: path.into(),
                is_plain: false,
                survey,
                index: None,
                early: None,
            });
        }
    }
    places.sort_by(|a, b| (a.real(), &a.path).cmp(&(b.real(), &b.path)));
    places
}

/// Where folders really are.
#[derive(Default)]
struct RealFolders<'a> {
    /// The last one asked for: most files have theirs in common with the one before.
    last: Option<(&'a Path, Option<PathBuf>)>,
    /// Of each, where that is elsewhere.
    known: FxHashMap<&'a Path, Option<PathBuf>>,
}

impl<'a> RealFolders<'a> {
    /// Where a folder really is, if that is elsewhere.
    fn elsewhere(&mut self, folder: &'a Path) -> Option<&Path> {
        let is_last = |last: &Path| last.as_os_str() == folder.as_os_str();
        if !self.last.as_ref().is_some_and(|(last, _)| is_last(last)) {
            let look_up = || Some(path::real(folder)).filter(|real| real != folder);
            let known = self.known.entry(folder).or_insert_with(look_up);
            self.last = Some((folder, known.clone()));
        }
        self.last.as_ref()?.1.as_deref()
    }
}

fn read_at(place: &Place<'_>, view: View<'_>) -> Result<SourceFile, Failure> {
    if let Some(read) = place.early.and_then(Early::take) {
        return read;
    }
    if place.is_plain {
        read_plain_file(&place.path, view, File::open)
    } else {
        read_file(&place.path, view)
    }
}

impl Ids {
    fn of(survey: &Survey) -> Self {
        Self {
            manifest: None,
            found: vec![FileId::default(); survey.files.found.len()],
        }
    }

    /// Names a file by its number among those that were found, the manifest by none.
    fn set(&mut self, index: Option<usize>, id: FileId) {
        match index {
            None => self.manifest = Some(id),
            Some(index) => {
                if let Some(found) = self.found.get_mut(index) {
                    *found = id;
                }
            }
        }
    }
}

fn project(survey: Survey, ids: &Ids, view: View<'_>) -> Result<ProjectFiles, Failure> {
    let root = survey.root.folder;
    let mut files: Vec<InputFile> = Vec::new();
    let mut seen = FxHashSet::default();
    for (found, &file) in survey.files.found.iter().zip(&ids.found) {
        // Two links to one file are one file: its definitions do not collide with themselves.
        if !seen.insert(file) {
            continue;
        }
        let path = path::relative(&found.path, &root).ok_or_else(|| not_utf8(&found.path, view))?;
        files.push(InputFile {
            file,
            path: path.into(),
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
        manifest: ids.manifest,
        files,
        out: survey.settings.out,
        unmatched: survey.files.unmatched,
        folders: survey.files.folders,
        root,
    })
}
