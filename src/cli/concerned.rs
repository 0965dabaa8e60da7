//! Which projects the named files concern: hooks name every file of a commit, other people's too.

use std::path::{Path, PathBuf};

use super::beside::Beside;
use super::projects::{Environments, all_environments, check, find_each};
use crate::compile::manifest_of;
use crate::disk::{Failure, Named, ProjectFiles, Workspace};
use crate::source::FileId;

/// Keeps the projects that the named files concern: their definitions are in them, their output is, or
/// their definitions read them. `out` is where the output goes instead of where the manifests say.
pub(super) fn keep_concerned(workspace: &mut Workspace, named: &[Named], out: Option<&Path>) {
    if named.is_empty() {
        return;
    }
    let are_kept: Vec<bool> = workspace
        .projects
        .iter()
        .map(|project| is_concerned(workspace, project, named, out))
        .collect();
    let mut are_kept = are_kept.into_iter();
    workspace
        .projects
        .retain(|_| are_kept.next().unwrap_or(false));
}

fn is_concerned(
    workspace: &Workspace,
    project: &ProjectFiles,
    named: &[Named],
    out: Option<&Path>,
) -> bool {
    let output = out.map_or_else(|| project.root.join(&project.out), Path::to_owned);
    let names_it = |one: &Named| {
        let names_root = one.is_folder && project.root.starts_with(&one.real);
        let code = code_of(workspace, project);
        let names_output = one.is_below(&output) || code.is_some_and(|code| one.is_below(&code));
        names_root || project.manifest.is_some() && names_output
    };
    named.iter().any(names_it) || holds_or_reads_any(workspace, project, named)
}

/// Where the project's structs go.
fn code_of(workspace: &Workspace, project: &ProjectFiles) -> Option<PathBuf> {
    let (manifest, _) = manifest_of(&workspace.sources, project.manifest?);
    let out = manifest.rust.as_ref()?.out.as_ref()?;
    Some(project.root.join(out.as_str()))
}

/// Whether the project has definitions in a named file, or one that reads it. Other YAML below its
/// root is other people's.
fn holds_or_reads_any(workspace: &Workspace, project: &ProjectFiles, named: &[Named]) -> bool {
    let beside = Beside::default();
    let read_beside = |file: FileId, path: &str| beside.read(workspace, file, path);
    let outcome = check(workspace, project, None, true, &read_beside);
    let mut files = named
        .iter()
        .flat_map(|one| one.among(workspace.places()).copied());
    let holds_any = files.any(|file| outcome.files.contains(&file));
    holds_any || named.iter().any(|one| !beside.readers_of(one).is_empty())
}

fn has_definitions(workspace: &Workspace, project: &ProjectFiles) -> bool {
    let read_beside = |_: FileId, _: &str| Err(String::new());
    check(workspace, project, None, true, &read_beside).definitions > 0
}

/// The wanted environment of each project; files around the working folder that are no project's and
/// hold no definition need none.
///
/// # Errors
/// As [`find_each`].
pub(super) fn environment_of_each(
    wanted: &str,
    workspace: &Workspace,
    named: &[Named],
) -> Result<Vec<Option<String>>, Failure> {
    let projects = workspace.projects.iter();
    let needs_none = |project: &ProjectFiles| {
        !named.is_empty() && project.manifest.is_none() && !has_definitions(workspace, project)
    };
    let all: Vec<Environments> = all_environments(workspace)
        .into_iter()
        .zip(projects)
        .map(|(environments, project)| Environments {
            may_be_more: environments.may_be_more || needs_none(project),
            ..environments
        })
        .collect();
    find_each(wanted, &all)
}
