//! What must be known of a manifest before the files of its project can be found.

use std::path::{Path, PathBuf};

use super::text::read_file;
use super::{Failure, View, path};
use crate::compile;
use crate::definition::Text;
use crate::source::{SourceFile, Sources};

/// The name of a manifest.
pub(super) const MANIFEST: &str = "hookc.yaml";
/// A name that looks like a manifest's and is none.
const NOT_MANIFEST: &str = "hookc.yml";
/// Where `build` writes when the manifest does not say.
pub(super) const DEFAULT_OUT: &str = "dist";

/// What a manifest says of files.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// `sources`
    pub sources: Option<Vec<String>>,
    /// `out`
    pub out: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            sources: None,
            out: DEFAULT_OUT.to_owned(),
        }
    }
}

/// The manifest of a folder, if it has one.
pub(super) fn manifest_in(folder: &Path, view: View<'_>) -> Result<Option<PathBuf>, Failure> {
    let wrong = folder.join(NOT_MANIFEST);
    if wrong.symlink_metadata().is_ok_and(|found| !found.is_dir()) {
        let shown = path::shown(&wrong, view.cwd);
        return Err(Failure::new(format!(
            "{shown} is not read: a manifest is named `{MANIFEST}`"
        ))
        .help(if folder.join(MANIFEST).exists() {
            format!("remove it; `{MANIFEST}` stands beside it")
        } else {
            format!("rename it to `{MANIFEST}`")
        }));
    }
    let manifest = folder.join(MANIFEST);
    if view.given_at(&manifest).is_some() {
        return Ok(Some(manifest));
    }
    let Ok(found) = manifest.symlink_metadata() else {
        return Ok(None);
    };
    let is_folder = if found.is_symlink() {
        let found = manifest.metadata();
        found
            .map_err(|error| Failure::io("read", &manifest, &error))?
            .is_dir()
    } else {
        found.is_dir()
    };
    Ok((!is_folder).then_some(manifest))
}

/// The nearest folder with a manifest, from this one upwards.
pub(super) fn nearest(folder: &Path, view: View<'_>) -> Result<Option<PathBuf>, Failure> {
    for folder in folder.ancestors() {
        if manifest_in(folder, view)?.is_some() {
            return Ok(Some(folder.to_owned()));
        }
    }
    Ok(None)
}

/// The manifest of the project that a folder is in, if there is one.
///
/// # Errors
/// Where it cannot be read, or has the wrong name.
pub fn manifest_above(folder: &Path) -> Result<Option<SourceFile>, Failure> {
    match nearest(folder, folder.into())? {
        Some(root) => read_file(&root.join(MANIFEST), folder.into()).map(Some),
        None => Ok(None),
    }
}

/// Reads what a manifest says of files. What it says wrongly is a finding of the check, and counts
/// as not said here.
pub(super) fn settings_of(manifest: &Path, view: View<'_>) -> Result<Settings, Failure> {
    let mut sources = Sources::default();
    let id = sources.add(read_file(manifest, view)?);
    let (manifest, _) = compile::manifest_of(&sources, id);
    let text = |text: &Text<'_>| text.as_str().to_owned();
    let patterns = manifest.sources.as_ref();
    Ok(Settings {
        sources: patterns.map(|patterns| patterns.iter().map(text).collect()),
        out: manifest
            .out
            .as_ref()
            .map_or_else(|| DEFAULT_OUT.to_owned(), text),
    })
}
