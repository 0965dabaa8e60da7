//! The disk as a command sees it.

use std::path::{Path, PathBuf};

use super::find::Named;
use super::{Failure, path, quoted};

/// A file whose text does not come from the disk: an editor's, that is not saved yet.
#[derive(Clone, Debug)]
pub struct Given {
    /// The file; it need not exist.
    pub named: Named,
    /// What it says.
    pub bytes: Vec<u8>,
}

impl Given {
    /// Whether this is the file at a path.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        path == self.named.path || path == self.named.real
    }
}

/// From where paths are seen, and what stands in place of the disk.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The working folder.
    pub cwd: &'a Path,
    /// The file whose text does not come from the disk.
    pub given: Option<&'a Given>,
}

impl<'a> View<'a> {
    /// The file whose text does not come from the disk, where it is the one at this path.
    pub(super) fn given_at(self, path: &Path) -> Option<&'a Given> {
        self.given.filter(|given| given.is_at(path))
    }
}

impl<'a> From<&'a Path> for View<'a> {
    fn from(cwd: &'a Path) -> Self {
        Self { cwd, given: None }
    }
}

impl<'a> From<&'a PathBuf> for View<'a> {
    fn from(cwd: &'a PathBuf) -> Self {
        Self::from(cwd.as_path())
    }
}

/// A file by its name, with a text from elsewhere.
///
/// # Errors
/// Where something of this name exists that is no file.
pub fn given(written: &Path, bytes: Vec<u8>, cwd: &Path) -> Result<Given, Failure> {
    let path = path::absolute(written, cwd);
    let is_other = path.metadata().is_ok_and(|found| !found.is_file());
    if is_other || path.file_name().is_none() {
        return Err(Failure::new(format!("{} is no file", quoted(written)))
            .help("name the file that the text belongs to"));
    }
    let named = Named {
        shown: quoted(written),
        real: real(&path),
        path,
        is_folder: false,
    };
    Ok(Given { named, bytes })
}

/// Where a file really is, or would be: some of the folders above it may not exist either.
fn real(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => real(folder).join(name),
        _ => path.to_owned(),
    }
}
