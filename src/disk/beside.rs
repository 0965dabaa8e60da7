//! Files that definitions name.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::failure::reason;
use super::{Workspace, path};
use crate::source::{FileId, MAX_FILE_BYTES};

/// Where a file is that a definition names, relative to the definition's own file, or would be: as it
/// is written, and where that really is. An absolute path is refused, and has no place.
#[must_use]
pub fn place_beside(workspace: &Workspace, file: FileId, named: &str) -> Option<[PathBuf; 2]> {
    let folder = workspace.path_of(file)?.parent()?;
    if Path::new(named).is_absolute() {
        return None;
    }
    let written = path::absolute(Path::new(named), folder);
    let real = path::real(&written);
    Some([written, real])
}

/// Reads a file that a definition names, relative to the definition's own file.
///
/// # Errors
/// Why it cannot be read, as a lower-case phrase.
pub fn read_beside(workspace: &Workspace, file: FileId, path: &str) -> Result<String, String> {
    let folder = workspace.path_of(file).and_then(Path::parent);
    let folder = folder.ok_or_else(|| "its folder is not known".to_owned())?;
    if Path::new(path).is_absolute() {
        return Err("it is an absolute path".to_owned());
    }
    read_place(&folder.join(path))
}

/// Reads a file that is no definition.
///
/// # Errors
/// Why it cannot be read, as a lower-case phrase.
pub fn read_place(path: &Path) -> Result<String, String> {
    let metadata = path.metadata().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "it does not exist".to_owned(),
        _ => reason(&error),
    })?;
    if !metadata.is_file() {
        return Err("it is no file".to_owned());
    }
    if metadata.len() > MAX_FILE_BYTES {
        return Err(format!("it has more than {MAX_FILE_BYTES} bytes"));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|open| open.take(MAX_FILE_BYTES).read_to_end(&mut bytes))
        .map_err(|error| reason(&error))?;
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}
