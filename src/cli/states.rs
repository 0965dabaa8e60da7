//! The states that `hookc diff` compares: revisions, folders, bundles.

use std::path::{Path, PathBuf};

use super::bundle_state::{index_in, of_bundle};
use crate::disk::{self, Failure, ProjectFiles, Revision, View, Workspace, quoted};
use crate::source::FileId;

/// A state of one or several projects.
pub(super) struct State {
    /// As the user wrote it.
    pub name: String,
    /// What stands before its paths in reports.
    pub prefix: String,
    /// Its files.
    pub workspace: Workspace,
    /// What cannot be told from it.
    pub notes: Vec<String>,
    /// Whether it is a bundle, which tells less than definitions do.
    pub is_bundle: bool,
    /// The definitions of which it tells too little, by their full names.
    pub unknown: Vec<String>,
    /// The folder from which its projects are told apart.
    base: PathBuf,
    revision: Option<Revision>,
}

impl State {
    /// A state whose projects are told apart from this folder.
    pub fn new(name: &str, workspace: Workspace, base: &Path) -> Self {
        Self {
            name: name.to_owned(),
            prefix: String::new(),
            workspace,
            notes: Vec::new(),
            is_bundle: false,
            unknown: Vec::new(),
            base: base.to_owned(),
            revision: None,
        }
    }

    /// The state in words.
    pub fn title(&self) -> String {
        quoted(Path::new(&self.name))
    }

    /// Where a project is, from the place that the state is looked at from.
    pub fn path_of(&self, project: &ProjectFiles) -> PathBuf {
        let path = disk::relative(&project.root, &self.base);
        path.map_or_else(|| project.root.clone(), PathBuf::from)
    }

    /// Reads a file that a definition names.
    pub fn read_beside(&self, file: FileId, path: &str) -> Result<String, String> {
        let read = disk::read_beside(&self.workspace, file, path);
        let revision = self.revision.as_ref();
        read.or_else(|why| {
            let folder = self.workspace.path_of(file).and_then(Path::parent);
            let there = folder.map(|folder| folder.join(path));
            let found = revision.zip(there).and_then(|(it, there)| it.read(&there));
            found.ok_or(why)
        })
    }
}

/// Finds a state by what the user wrote. With another state's name, the commit that both come from.
///
/// # Errors
/// Where there is none, or two of this name, or it cannot be read.
pub(super) fn find(written: &str, cwd: &Path, merge_with: Option<&str>) -> Result<State, Failure> {
    let folder = cwd.join(written);
    let is_folder = !written.is_empty() && folder.is_dir();
    let is_path = written == "."
        || written == ".."
        || written.starts_with("./")
        || written.starts_with("../")
        || written.ends_with('/')
        || Path::new(written).is_absolute();
    if is_path && merge_with.is_none() {
        return if is_folder {
            of_folder(written, &folder, cwd)
        } else {
            Err(no_state(written, &folder, cwd))
        };
    }
    // Where there is no git, a folder is a folder.
    let commit = match disk::commit(written, cwd) {
        Err(_) if is_folder => None,
        found => found?,
    };
    match commit {
        Some(_) if is_folder && merge_with.is_none() => {
            let shown = quoted(Path::new(written));
            Err(
                Failure::new(format!("{shown} is a folder and a revision")).help(format!(
                    "write `./{written}` for the folder, `refs/heads/{written}` for the branch"
                )),
            )
        }
        Some(commit) => of_revision(written, &commit, cwd, merge_with),
        None if is_folder && merge_with.is_none() => of_folder(written, &folder, cwd),
        None => Err(no_state(written, &folder, cwd)),
    }
}

fn no_state(written: &str, path: &Path, cwd: &Path) -> Failure {
    let shown = quoted(Path::new(written));
    if path.is_file() {
        return Failure::new(format!("{shown} is a file"))
            .help("name a git revision, a folder, or the folder of a bundle");
    }
    match disk::is_repository(cwd) {
        Err(failure) => failure,
        Ok(true) => Failure::new(format!("{shown} is neither a revision of git nor a folder"))
            .help("`git branch --all` and `git tag` list revisions; a branch of a remote may have to be fetched first"),
        Ok(false) => Failure::new(format!("{shown} is no folder, and there is no git repository here"))
            .help("name two folders, or go into a repository"),
    }
}

fn of_revision(
    written: &str,
    commit: &str,
    cwd: &Path,
    merge_with: Option<&str>,
) -> Result<State, Failure> {
    let mut prefix = format!("{written}:");
    let mut commit = commit.to_owned();
    if let Some(other) = merge_with {
        let other = if other == "." { "HEAD" } else { other };
        let Some(other) = disk::commit(other, cwd)? else {
            let shown = quoted(Path::new(other));
            return Err(Failure::new(format!("{shown} is no revision of git"))
                .help("`--merge-base` compares revisions, or one with the working tree"));
        };
        commit = disk::merge_base(&commit, &other, cwd)?;
        prefix = format!("{}:", commit.get(..10).unwrap_or(&commit));
    }
    let revision = disk::revision(&commit, cwd)?;
    let roots = disk::roots(&[], View::from(revision.base()))?;
    let workspace = disk::load(roots, View::from(revision.root()))?;
    let mut state = State::new(written, workspace, revision.base());
    state.prefix = prefix;
    state.revision = Some(revision);
    Ok(state)
}

fn of_folder(written: &str, folder: &Path, cwd: &Path) -> Result<State, Failure> {
    let base = folder.canonicalize().map_err(|error| {
        let reason = super::output::reason(&error);
        Failure::new(format!(
            "cannot read {}: {reason}",
            quoted(Path::new(written))
        ))
    })?;
    if let Some(index) = index_in(&base, cwd) {
        return of_bundle(written, &base, &index, cwd);
    }
    let roots = disk::roots(&[], View::from(&base))?;
    let workspace = disk::load(roots, View::from(cwd))?;
    Ok(State::new(written, workspace, &base))
}
