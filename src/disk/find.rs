//! Which projects a command covers.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{Found, files_of, not_a_file, unreadable};
use super::settings::{MANIFEST, manifest_in, nearest, settings_of};
use super::walk::walk;
use super::{Failure, View, path, quoted};

/// A path that the user named.
#[derive(Clone, Debug)]
pub struct Named {
    /// As it was written.
    pub shown: String,
    /// Where it is, links kept as they are written.
    pub path: PathBuf,
    /// Where it really is.
    pub real: PathBuf,
    /// Whether it is a folder, which names everything below it.
    pub is_folder: bool,
}

impl Named {
    /// The folder whose nearest manifest it belongs to.
    fn folder(&self) -> &Path {
        if self.is_folder {
            return &self.path;
        }
        self.path.parent().unwrap_or(&self.path)
    }

    /// Whether it lies in a folder.
    #[must_use]
    pub fn is_below(&self, folder: &Path) -> bool {
        self.path.starts_with(folder) || self.real.starts_with(folder)
    }

    /// What it names among things that are known by where they were found, or where they really
    /// are: one for a file, all below for a folder.
    pub fn among<'p, T>(&self, places: &'p Places<T>) -> impl Iterator<Item = &'p T> {
        let is_folder = self.is_folder;
        [&self.path, &self.real]
            .into_iter()
            .flat_map(move |path| {
                let from: (Bound<&Path>, Bound<&Path>) = (Bound::Included(path), Bound::Unbounded);
                let from_here = places.range::<Path, _>(from);
                from_here.take_while(move |(place, _)| {
                    ***place == **path || is_folder && place.starts_with(path)
                })
            })
            .map(|(_, thing)| thing)
    }
}

/// Things by the paths of files.
pub type Places<T> = BTreeMap<Arc<Path>, T>;

/// The root of a project.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Root {
    /// The folder, without links.
    pub folder: PathBuf,
    /// Whether it has a manifest.
    pub has_manifest: bool,
}

/// Looks at the paths that the user named.
///
/// # Errors
/// Where any of them is missing, cannot be read, or is neither file nor folder: all of these.
pub fn named_paths(paths: &[PathBuf], cwd: &Path) -> Result<Vec<Named>, Failure> {
    let view = View::from(cwd);
    let mut named = Vec::new();
    let mut failures = Vec::new();
    for path in paths {
        match look_at(path, view) {
            Ok(found) => named.push(found),
            Err(failure) => failures.push(failure),
        }
    }
    Failure::unless_empty(failures)?;
    Ok(named)
}

fn look_at(written: &Path, view: View<'_>) -> Result<Named, Failure> {
    let path = path::absolute(written, view.cwd);
    let metadata = path.metadata().map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound && !path.is_symlink() {
            let text = format!("{} does not exist", quoted(written));
            return Failure::new(text).help("paths are relative to the working folder");
        }
        unreadable(&path, &error, view)
    })?;
    if metadata.is_file() {
        std::fs::File::open(&path).map_err(|error| unreadable(&path, &error, view))?;
        if let Some(folder) = path.parent()
            && path.file_name() != Some(MANIFEST.as_ref())
            && path.file_stem() == Path::new(MANIFEST).file_stem()
        {
            manifest_in(folder, view)?;
        }
    } else if !metadata.is_dir() {
        return Err(not_a_file(&path, view));
    }
    Ok(Named {
        shown: quoted(written),
        real: path::real(&path),
        path,
        is_folder: metadata.is_dir(),
    })
}

/// The projects that a command covers, by path.
///
/// Without named paths: the one that it stands in, else every one below, else the working folder
/// as a project without a manifest. A named path belongs to the nearest manifest above it and to
/// every project whose `sources` list it; a named folder covers the projects below it, too.
///
/// # Errors
/// Where a folder cannot be read, or a manifest has the wrong name.
pub fn roots<'a>(named: &[Named], view: impl Into<View<'a>>) -> Result<Vec<Root>, Failure> {
    let view = view.into();
    let cwd = view.cwd;
    let mut folders = BTreeSet::new();
    if named.is_empty() {
        match nearest(cwd, view)? {
            Some(folder) => {
                folders.insert(path::real(&folder));
            }
            None => folders.extend(below(cwd, view)?),
        }
    }
    let listing = if named.is_empty() {
        Places::new()
    } else {
        projects_with_sources(named, view)
    };
    let mut homeless = BTreeSet::new();
    for one in named {
        let mut owners: BTreeSet<PathBuf> = nearest(one.folder(), view)?
            .map(|folder| path::real(&folder))
            .into_iter()
            .collect();
        if one.is_folder {
            owners.extend(below(&one.path, view)?);
        }
        owners.extend(one.among(&listing).flatten().cloned());
        if owners.is_empty() {
            let is_below = one.path.starts_with(cwd) || one.real.starts_with(cwd);
            homeless.insert(path::real(if is_below { cwd } else { one.folder() }));
        }
        folders.extend(owners);
    }
    if named.is_empty() && folders.is_empty() {
        homeless.insert(path::real(cwd));
    }
    let root = |has_manifest| {
        move |folder| Root {
            folder,
            has_manifest,
        }
    };
    let mut roots: Vec<Root> = folders.into_iter().map(root(true)).collect();
    roots.extend(homeless.into_iter().map(root(false)));
    roots.sort();
    Ok(roots)
}

/// The folders with a manifest at or below a folder.
fn below(folder: &Path, view: View<'_>) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for entry in walk(folder, None, view, |_| true) {
        let entry = entry?;
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        if (is_folder || entry.depth() == 0) && manifest_in(entry.path(), view)?.is_some() {
            found.push(path::real(entry.path()));
        }
    }
    Ok(found)
}

/// The folders at and below one in which a manifest would make a project.
#[must_use]
pub fn folders_below(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = walk(folder, None, folder.into(), |_| true).flatten();
    let folders = entries.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_dir()));
    folders.map(ignore::DirEntry::into_path).collect()
}

/// A folder and those above it, as far as the repository goes.
pub fn folders_above(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let repository = repository(folder).unwrap_or(folder);
    let above = folder.ancestors();
    let above = above.take_while(move |folder| folder.starts_with(repository));
    above.map(Path::to_owned)
}

/// How deep projects are looked for around a named path and the working folder.
const NEIGHBOUR_DEPTH: usize = 3;

/// The files that `sources` of projects around the named paths list, with these projects. What is
/// wrong with the projects is no concern of the command.
fn projects_with_sources(named: &[Named], view: View<'_>) -> Places<BTreeSet<PathBuf>> {
    let mut manifests = BTreeSet::new();
    for (folder, depth) in search_in(named, view.cwd) {
        let found = walk(&folder, depth, view, |_| true).flatten();
        manifests.extend(
            found
                .filter(|entry| entry.file_name() == MANIFEST)
                .map(|entry| path::real(entry.path())),
        );
    }
    let mut listed: Places<BTreeSet<PathBuf>> = Places::new();
    for manifest in &manifests {
        let folder = manifest.parent().unwrap_or(manifest);
        for file in listed_by(manifest, folder, view).unwrap_or_default() {
            for path in [path::real(&file.path).into(), file.path] {
                listed.entry(path).or_default().insert(folder.to_owned());
            }
        }
    }
    listed
}

/// The files that a project lists, if its manifest has `sources`.
fn listed_by(manifest: &Path, folder: &Path, view: View<'_>) -> Option<Vec<Found>> {
    let settings = settings_of(manifest, view).ok()?;
    settings.sources.as_ref()?;
    Some(files_of(folder, &settings, view).ok()?.found)
}

/// Where projects are looked for, and how deep: the repository of each path, if it is in one. As a
/// repository may ignore the very folder that somebody works in, and there may be none, also the
/// folders around each path and the working folder.
fn search_in(named: &[Named], cwd: &Path) -> BTreeMap<PathBuf, Option<usize>> {
    let mut places: BTreeMap<PathBuf, Option<usize>> = BTreeMap::new();
    let around = named
        .iter()
        .map(|one| (one.folder(), one.folder().parent()));
    for (folder, parent) in around.chain([(cwd, None)]) {
        let repository = repository(folder);
        for near in [Some(folder), parent].into_iter().flatten() {
            if repository.is_none_or(|repository| near.starts_with(repository)) {
                let near = near.to_owned();
                places.entry(near).or_insert(Some(NEIGHBOUR_DEPTH));
            }
        }
        if let Some(repository) = repository {
            places.insert(repository.to_owned(), None);
        }
    }
    // Nobody wants the whole disk to be searched.
    places.retain(|folder, _| folder.parent().is_some());
    places
}

/// The folder of the repository that a folder is in.
fn repository(folder: &Path) -> Option<&Path> {
    let is_one = |folder: &Path| {
        [".git", ".hg", ".jj"]
            .iter()
            .any(|name| folder.join(name).exists())
    };
    folder.ancestors().find(|folder| is_one(folder))
}
