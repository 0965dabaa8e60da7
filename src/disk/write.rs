//! Files that are written whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::path::real;
use super::settings::manifest_in;
use super::{Failure, quoted};

/// What the names of unfinished files begin and end with, so that a later run knows those that a
/// killed one left behind.
pub(super) const UNFINISHED: (&str, &str) = (".hookc-", ".tmp");

/// Writes a file: at any moment there is either the old one or the new one.
///
/// # Errors
/// Where it cannot be written; the old one is still there.
pub fn write_whole(path: &Path, text: &str) -> Result<(), Failure> {
    replace(path, text, true)
}

/// Writes a file where the user says so. A link stays one: what it leads to is written. So do a pipe
/// and a device: `json=/dev/stderr`.
///
/// # Errors
/// Where it cannot be written.
pub fn write_named(path: &Path, text: &str) -> Result<(), Failure> {
    let Ok(found) = path.metadata() else {
        return write_whole(path, text);
    };
    if found.is_file() || found.is_dir() {
        return write_whole(&real(path), text);
    }
    let mut options = std::fs::OpenOptions::new();
    let write = |mut file: std::fs::File| file.write_all(text.as_bytes());
    let written = options.write(true).open(path).and_then(write);
    written.map_err(|error| Failure::io("write", path, &error))
}

/// Writes a file where the user says so, unless it says the same already.
///
/// # Errors
/// Where it cannot be written.
pub fn write_named_if_other(path: &Path, text: &str) -> Result<(), Failure> {
    let is_file = path.metadata().is_ok_and(|found| found.is_file());
    if is_file && std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(());
    }
    write_named(path, text)
}

/// Adds a text to a file, which is made where there is none.
///
/// # Errors
/// Where it cannot be written.
pub fn append(path: &Path, text: &str) -> Result<(), Failure> {
    let mut options = std::fs::OpenOptions::new();
    let write = |mut file: std::fs::File| file.write_all(text.as_bytes());
    let written = options.append(true).create(true).open(path).and_then(write);
    written.map_err(|error| Failure::io("write", path, &error))
}

/// How many bytes a file can still take until it has `most`; all of them where there is none.
#[must_use]
pub fn room_in(path: &Path, most: u64) -> usize {
    let taken = path.metadata().map_or(0, |found| found.len());
    usize::try_from(most.saturating_sub(taken)).unwrap_or(usize::MAX)
}

/// Writes a file that must not exist yet.
///
/// # Errors
/// Where something of this name exists, or it cannot be written.
fn create_new(path: &Path, text: &str) -> Result<(), Failure> {
    replace(path, text, false)
}

/// Rewrites files that were read: path, the text that was read and the new one. All of them are
/// written next to their places first, so that either all or none are replaced unless the machine
/// stops in between. A link stays one, and a file keeps its permissions.
///
/// # Errors
/// Where one of them changed since it was read, or cannot be written; none is replaced then.
pub fn rewrite_all(files: &[(&Path, &str, &str)]) -> Result<(), Failure> {
    let mut staged = Vec::new();
    for (path, old, new) in files {
        let real = super::path::real(path);
        let stage = || -> std::io::Result<tempfile::NamedTempFile> {
            let folder = real.parent().unwrap_or(Path::new("/"));
            let mut file = builder().tempfile_in(folder)?;
            file.write_all(new.as_bytes())?;
            file.as_file()
                .set_permissions(std::fs::metadata(&real)?.permissions())?;
            Ok(file)
        };
        let is_as_read = std::fs::read(&real).is_ok_and(|bytes| bytes == old.as_bytes());
        if !is_as_read {
            let shown = quoted(path);
            return Err(
                Failure::new(format!("{shown} changed while it was checked"))
                    .help("nothing was written; run the command again"),
            );
        }
        let file = stage().map_err(|error| Failure::io("write", path, &error))?;
        staged.push((file, real, path));
    }
    for (file, real, path) in staged {
        file.persist(&real)
            .map_err(|error| Failure::io("write", path, &error.error))?;
    }
    Ok(())
}

fn replace(path: &Path, text: &str, may_exist: bool) -> Result<(), Failure> {
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => Path::new("/"),
    };
    let write = || -> std::io::Result<()> {
        let mut file = builder().tempfile_in(folder)?;
        file.write_all(text.as_bytes())?;
        if may_exist {
            file.persist(path)?;
        } else {
            file.persist_noclobber(path)?;
        }
        Ok(())
    };
    write().map_err(|error| Failure::io("write", path, &error))
}

/// Temporary files are private by default; these become files like all others.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED.0).suffix(UNFINISHED.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The system takes the user's mask off.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

/// Whether something of this name exists, if only a link that leads nowhere.
#[must_use]
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Writes files below a folder; all of them or, where one of them exists, none.
///
/// # Errors
/// Where any of them exists, naming these, or cannot be written.
pub fn create_all(folder: &Path, files: &[(&str, &str)]) -> Result<(), Failure> {
    let is_taken = |(path, _): &&(&str, &str)| exists(&folder.join(path));
    let taken: Vec<Failure> = files
        .iter()
        .filter(is_taken)
        .map(|(path, _)| {
            let path = quoted(&below(folder, path));
            Failure::new(format!("{path} exists and is not overwritten"))
        })
        .collect();
    if !taken.is_empty() {
        return Failure::unless_empty(taken).map_err(|failure| {
            failure.help("move it away, or name another folder: `hookc init DIR`")
        });
    }
    manifest_in(folder, folder.into())?;
    for (path, text) in files {
        let path = below(folder, path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)
                .map_err(|error| Failure::io("make the folder", parent, &error))?;
        }
        create_new(&path, text)?;
    }
    Ok(())
}

/// Writes files below a folder, which is made where it does not exist.
///
/// # Errors
/// Where a folder cannot be made or a file cannot be written.
pub fn write_below(folder: &Path, files: &[(&str, &str)]) -> Result<(), Failure> {
    for (path, text) in files {
        let path = below(folder, path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)
                .map_err(|error| Failure::io("make the folder", parent, &error))?;
        }
        write_whole(&path, text)?;
    }
    Ok(())
}

/// A path in a folder; without the folder where it is the one that the program stands in.
#[must_use]
pub fn below(folder: &Path, path: &str) -> PathBuf {
    if folder == Path::new(".") {
        PathBuf::from(path)
    } else {
        folder.join(path)
    }
}
