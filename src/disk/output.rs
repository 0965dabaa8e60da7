//! Output folders: what a build writes, compares and clears away.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::write::{clear_unfinished_in, take_turn, write_whole};
use super::{Failure, path, quoted};
use crate::source::MAX_FILE_BYTES;

/// A folder to write into. Only its last part is made of what definitions say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The part that the user, or the place of the manifest, names.
    base: PathBuf,
    /// The rest. Nothing in it may be a link: a stranger's repository must not lead the output
    /// elsewhere.
    below: PathBuf,
}

impl Target {
    /// The folder.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        // Joining nothing would add a slash, with which a file in the way is another thing.
        if self.below.as_os_str().is_empty() {
            return self.base.clone();
        }
        self.base.join(&self.below)
    }
}

/// What a build did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that were written.
    pub written: usize,
    /// Files that said the same already and were not touched.
    pub unchanged: usize,
    /// Files of an earlier build that were removed.
    pub removed: usize,
}

/// A file that a build would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its path from the target.
    pub path: String,
    /// What is there; nothing for a file that is missing.
    pub old: Option<String>,
    /// What would be there; nothing for a file that would be removed.
    pub new: Option<String>,
}

/// The folder at `parts` below `base`.
///
/// # Errors
/// Where a part is no plain name.
pub fn target_below(base: &Path, parts: &[&str]) -> Result<Target, Failure> {
    let mut below = PathBuf::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        below.push(plain_path(part).ok_or_else(|| {
            let shown = quoted(Path::new(part));
            Failure::new(format!("{shown} cannot be the name of an output folder"))
        })?);
    }
    Ok(Target {
        base: base.to_owned(),
        below,
    })
}

/// The files that the text of an index lists; nothing for a text that is no index of ours.
pub type Listed<'a> = &'a dyn Fn(&str) -> Option<Vec<String>>;

/// Writes files, in order; the last one is their index. Removes those that the index of the build
/// before lists and that are not among them. A file that says the same already is not touched. Two
/// builds into one folder take turns.
///
/// # Errors
/// Where something cannot be written. What was written until then stays, each file whole.
pub fn write_output(
    target: &Target,
    files: &[(&str, &str)],
    listed: Listed<'_>,
) -> Result<Written, Failure> {
    let mut done = Written::default();
    let Some((last, rest)) = files.split_last() else {
        return Ok(done);
    };
    refuse_links(&target.base, &target.below)?;
    let folder = target.folder();
    make_folder(&folder)?;
    let _turn = take_turn(&folder);
    let previous = &previous(&folder, last, listed)?;
    clear_unfinished(&folder, files, previous);
    for file in rest {
        write_one(&folder, file, &mut done)?;
    }
    // Before the index, which would not list them any more if this run were killed in between.
    done.removed = remove_stale(&folder, files, previous)?;
    write_one(&folder, last, &mut done)?;
    Ok(done)
}

/// What a build would change, in the order of its files; then what it would remove.
///
/// # Errors
/// Where something cannot be read.
pub fn differences(
    target: &Target,
    files: &[(&str, &str)],
    listed: Listed<'_>,
) -> Result<Vec<Change>, Failure> {
    let mut changes = Vec::new();
    let Some((last, _)) = files.split_last() else {
        return Ok(changes);
    };
    refuse_links(&target.base, &target.below)?;
    let folder = target.folder();
    let previous = &previous(&folder, last, listed)?;
    for &(path, text) in files {
        let old = read_if_there(&folder.join(checked(path)?), text.len())?;
        if old.as_deref() != Some(text.as_bytes()) {
            changes.push(Change {
                path: path.to_owned(),
                old: old.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
                new: Some(text.to_owned()),
            });
        }
    }
    for path in stale(&folder, files, previous) {
        let old = read_if_there(&folder.join(&path), 0)?;
        changes.push(Change {
            path: path.to_string_lossy().into_owned(),
            old: old.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
            new: None,
        });
    }
    Ok(changes)
}

/// The files of the build before.
fn previous(
    folder: &Path,
    (index, text): &(&str, &str),
    listed: Listed<'_>,
) -> Result<Vec<String>, Failure> {
    let path = folder.join(checked(index)?);
    let Some(bytes) = read_if_there(&path, text.len())? else {
        return Ok(Vec::new());
    };
    listed(&String::from_utf8_lossy(&bytes)).ok_or_else(|| {
        Failure::new(format!("{} is not of an earlier build", quoted(&path)))
            .help("write elsewhere with `--out`, or remove the file if nobody needs it")
    })
}

fn write_one(folder: &Path, file: &(&str, &str), done: &mut Written) -> Result<(), Failure> {
    let (path, text) = *file;
    let below = checked(path)?;
    let path = folder.join(&below);
    if let Some(parent) = below.parent() {
        refuse_links(folder, parent)?;
        make_folder(&folder.join(parent))?;
    }
    // A link is replaced by a file, wherever it leads.
    if !path.is_symlink() && says_the_same(&path, text)? {
        done.unchanged += 1;
        return Ok(());
    }
    write_whole(&path, text)?;
    done.written += 1;
    Ok(())
}

/// Whether a file is there and says this. What is of another size is not read.
fn says_the_same(path: &Path, text: &str) -> Result<bool, Failure> {
    let is_other = |found: std::fs::Metadata| found.is_file() && found.len() != text.len() as u64;
    if path.metadata().is_ok_and(is_other) {
        return Ok(false);
    }
    Ok(read_if_there(path, text.len())?.as_deref() == Some(text.as_bytes()))
}

/// Reads a file of an earlier build. What is much larger than the one that takes its place, and than
/// any source, was not made by a build.
fn read_if_there(path: &Path, new_size: usize) -> Result<Option<Vec<u8>>, Failure> {
    let most = MAX_FILE_BYTES.max(8 * new_size as u64);
    match path.metadata() {
        Ok(found) if found.is_file() && found.len() > most => {
            let limit = most / (1024 * 1024);
            Err(Failure::new(format!(
                "{} is in the way: it is larger than {limit} MiB",
                quoted(path)
            ))
            .help("remove it, or write elsewhere with `--out`"))
        }
        Ok(found) if found.is_file() => std::fs::read(path)
            .map(Some)
            .map_err(|error| Failure::io("read", path, &error)),
        Ok(_) => Err(
            Failure::new(format!("{} is in the way: it is no file", quoted(path)))
                .help("remove it, or write elsewhere with `--out`"),
        ),
        Err(_) => Ok(None),
    }
}

fn make_folder(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            Failure::new(format!("{} is in the way of a folder", quoted(folder)))
                .help("remove it, or write elsewhere with `--out`")
        }
        _ => Failure::io("make the folder", folder, &error),
    })
}

fn checked(path: &str) -> Result<PathBuf, Failure> {
    plain_path(path).ok_or_else(|| {
        let shown = quoted(Path::new(path));
        Failure::new(format!("{shown} is no path inside of the output folder"))
    })
}

/// A relative path of plain names.
fn plain_path(path: &str) -> Option<PathBuf> {
    let is_odd = |c: char| c.is_control() || matches!(c, '\\' | ':');
    if path.is_empty() || path.contains(is_odd) {
        return None;
    }
    let mut plain = PathBuf::new();
    for part in Path::new(path).components() {
        match part {
            Component::Normal(name) => plain.push(name),
            Component::CurDir => {}
            _ => return None,
        }
    }
    (!plain.as_os_str().is_empty()).then_some(plain)
}

/// Fails where a folder on the way from `base` is a link.
fn refuse_links(base: &Path, below: &Path) -> Result<(), Failure> {
    let Some(link) = link_on_the_way(base, below) else {
        return Ok(());
    };
    Err(Failure::new(format!(
        "{} is a link; nothing is written through it",
        quoted(&link)
    ))
    .help("remove it, or name the folder that it leads to with `--out`"))
}

fn link_on_the_way(base: &Path, below: &Path) -> Option<PathBuf> {
    let mut path = base.to_owned();
    below.components().find_map(|part| {
        path.push(part);
        path.is_symlink().then(|| path.clone())
    })
}

/// The files of an earlier build that are there and are no longer made. An index is a file that
/// anybody may have written: what it lists counts only inside of the output folder, and never
/// through a link.
fn stale(folder: &Path, files: &[(&str, &str)], previous: &[String]) -> BTreeSet<PathBuf> {
    let made: BTreeSet<PathBuf> = files
        .iter()
        .filter_map(|(path, _)| plain_path(path))
        .collect();
    let made_real: BTreeSet<PathBuf> = made
        .iter()
        .map(|path| path::real(&folder.join(path)))
        .collect();
    let is_stale = |path: &PathBuf| {
        let parent = path.parent().unwrap_or(Path::new(""));
        let full = folder.join(path);
        !made.contains(path)
            && link_on_the_way(folder, parent).is_none()
            && full.symlink_metadata().is_ok_and(|found| found.is_file())
            // Where folders do not tell case apart, another spelling may be a file just made.
            && !made_real.contains(&path::real(&full))
    };
    previous
        .iter()
        .filter_map(|path| plain_path(path))
        .filter(is_stale)
        .collect()
}

fn remove_stale(
    folder: &Path,
    files: &[(&str, &str)],
    previous: &[String],
) -> Result<usize, Failure> {
    let stale = stale(folder, files, previous);
    for below in &stale {
        let path = folder.join(below);
        std::fs::remove_file(&path).map_err(|error| Failure::io("remove", &path, &error))?;
        for parent in below.ancestors().skip(1) {
            // Removing a folder fails where something is in it, which is what is wanted.
            let is_inside = !parent.as_os_str().is_empty();
            if !is_inside || std::fs::remove_dir(folder.join(parent)).is_err() {
                break;
            }
        }
    }
    Ok(stale.len())
}

/// Removes what a killed build left unfinished, in the folders that this build and the one before
/// have to do with.
fn clear_unfinished(folder: &Path, files: &[(&str, &str)], previous: &[String]) {
    let paths = files.iter().map(|(path, _)| *path);
    let folders: BTreeSet<PathBuf> = paths
        .chain(previous.iter().map(String::as_str))
        .filter_map(plain_path)
        .filter_map(|path| path.parent().map(Path::to_owned))
        .collect();
    for below in folders {
        if link_on_the_way(folder, &below).is_none() {
            clear_unfinished_in(&folder.join(below));
        }
    }
}
