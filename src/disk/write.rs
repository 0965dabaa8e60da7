//! Files that are written whole or not at all.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::path::real;
use super::settings::manifest_in;
use super::{Failure, quoted};

/// What the names of unfinished files begin and end with, so that a later run knows those that a
/// killed one left behind.
const UNFINISHED: (&str, &str) = (".hookc-", ".tmp");

/// How many folders are locked at once; a process may have only so many open files.
const MAX_TURNS: usize = 64;

/// Waits until no other run writes into the folder. Where the system has no such locks, runs do not
/// wait for each other; every file is still whole.
pub(super) fn take_turn(folder: &Path) -> Option<std::fs::File> {
    let file = std::fs::File::open(folder).ok()?;
    file.lock().ok()?;
    Some(file)
}

/// Removes what a killed run left unfinished in a folder. It must be nobody else's turn there.
pub(super) fn clear_unfinished_in(folder: &Path) {
    let Ok(entries) = folder.read_dir() else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_unfinished = name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1);
        if is_unfinished && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            // A leftover that cannot be removed harms nobody.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Takes turns in folders, in an order that is the same for all, and clears them.
fn take_turns(folders: &BTreeSet<PathBuf>) -> Vec<std::fs::File> {
    let turns = folders.iter().take(MAX_TURNS).filter_map(|folder| {
        let turn = take_turn(folder)?;
        clear_unfinished_in(folder);
        Some(turn)
    });
    turns.collect()
}

/// Writes a file: at any moment there is either the old one or the new one.
///
/// # Errors
/// Where it cannot be written; the old one is still there.
pub fn write_whole(path: &Path, text: &str) -> Result<(), Failure> {
    replace(path, text, true).map_err(|error| Failure::io("write", path, &error))
}

/// Writes a file where the user says so. A link stays one: what it leads to is written. So do a pipe
/// and a device: `json=/dev/stderr`.
///
/// # Errors
/// Where it cannot be written.
pub fn write_named(path: &Path, text: &str) -> Result<(), Failure> {
    let found = path.metadata();
    if found.is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return write_through(path, text);
    }
    let place = real(path);
    let _turns = take_turns(&BTreeSet::from([folder_of(&place).to_owned()]));
    replace(&place, text, true).map_err(|error| Failure::io("write", path, &error))
}

/// Writes into what is there.
fn write_through(path: &Path, text: &str) -> Result<(), Failure> {
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
    let has_size = |found: std::fs::Metadata| found.is_file() && found.len() == text.len() as u64;
    if path.metadata().is_ok_and(has_size)
        && std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
    {
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
    replace(path, text, false).map_err(|error| Failure::io("write", path, &error))
}

/// Rewrites files that were read: path, the text that was read and the new one. All of them are
/// written next to their places first, so that either all or none are replaced unless the machine
/// stops in between. A link stays one, and a file keeps its permissions.
///
/// # Errors
/// Where one of them changed since it was read, or cannot be written; none is replaced then.
pub fn rewrite_all(files: &[(&Path, &str, &str)]) -> Result<(), Failure> {
    let places = files.iter().map(|(path, ..)| real(path));
    let folders = places.map(|path| folder_of(&path).to_owned()).collect();
    let _turns = take_turns(&folders);
    let mut staged = Vec::new();
    for (path, old, new) in files {
        let real = real(path);
        let stage = || -> std::io::Result<tempfile::TempPath> {
            let mut file = builder().tempfile_in(folder_of(&real))?;
            file.write_all(new.as_bytes())?;
            file.as_file()
                .set_permissions(std::fs::metadata(&real)?.permissions())?;
            // Closed: there may be more files than a process can have open.
            Ok(file.into_temp_path())
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

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => Path::new("/"),
    }
}

fn replace(path: &Path, text: &str, may_exist: bool) -> std::io::Result<()> {
    let mut file = builder().tempfile_in(folder_of(path))?;
    file.write_all(text.as_bytes())?;
    if may_exist {
        file.persist(path)?;
    } else {
        file.persist_noclobber(path)?;
    }
    Ok(())
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
