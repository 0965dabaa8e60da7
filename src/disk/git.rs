//! Past states of a repository, read through the `git` program: its files are written to a folder
//! of their own, so that they are read as those of the working tree are. Nothing in the repository or
//! in the user's tree changes, and nothing is fetched.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::settings::{MANIFEST, settings_of};
use super::{Failure, View, quoted};
use crate::source::MAX_FILE_BYTES;

/// The files of a revision that may belong to projects.
#[derive(Debug)]
pub struct Revision {
    /// Its files are here, as they lie in the repository, until this is dropped.
    _folder: TempDir,
    root: PathBuf,
    /// The folder that the working folder is in it.
    base: PathBuf,
    cwd: PathBuf,
    commit: String,
}

/// An entry of a tree.
struct Entry {
    mode: String,
    id: String,
    /// Whether it is a file or a link, also where a partial clone lacks what it holds.
    is_file: bool,
    path: String,
}

impl Revision {
    /// The root of the repository.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder that the working folder is in it; it exists, maybe empty.
    #[must_use]
    pub fn base(&self) -> &Path {
        &self.base
    }

    /// A file that was not written out because nothing said that a project reads it.
    #[must_use]
    pub fn read(&self, path: &Path) -> Option<String> {
        let below = normal(path.strip_prefix(&self.root).ok()?)?;
        let object = format!("{}:{below}", self.commit);
        let read = git(&self.cwd)
            .args(["cat-file", "blob", &object])
            .output()
            .ok()?;
        let is_small = read.stdout.len() as u64 <= MAX_FILE_BYTES;
        (read.status.success() && is_small)
            .then(|| String::from_utf8(read.stdout).ok())
            .flatten()
    }
}

/// A path below a root, without `.` and `..`; nothing where it leads out.
fn normal(path: &Path) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

/// The commit that a revision names; nothing where there is none of that name, or no repository.
///
/// # Errors
/// Where there is no `git` program.
pub fn commit(revision: &str, cwd: &Path) -> Result<Option<String>, Failure> {
    // Git would take it for an option.
    if revision.is_empty() || revision.starts_with('-') {
        return Ok(None);
    }
    let wanted = format!("{revision}^{{commit}}");
    let found = run(git(cwd).args(["rev-parse", "--verify", "--quiet", &wanted]))?;
    let id = String::from_utf8(found.stdout).unwrap_or_default();
    let is_found = found.status.success() && !id.trim().is_empty();
    Ok(is_found.then(|| id.trim().to_owned()))
}

/// The newest commit that two of them come from.
///
/// # Errors
/// Where there is no such commit.
pub fn merge_base(one: &str, other: &str, cwd: &Path) -> Result<String, Failure> {
    let found = run(git(cwd).args(["merge-base", one, other]))?;
    let id = String::from_utf8(found.stdout).unwrap_or_default();
    if !found.status.success() || id.trim().is_empty() {
        return Err(Failure::new("the revisions have no commit in common")
            .help("in a shallow clone, fetch more of the history: `git fetch --unshallow`"));
    }
    Ok(id.trim().to_owned())
}

/// Why a name is no revision here.
///
/// # Errors
/// Where there is no `git` program.
pub fn is_repository(cwd: &Path) -> Result<bool, Failure> {
    let found = run(git(cwd).args(["rev-parse", "--git-dir"]))?;
    Ok(found.status.success())
}

/// Reads the files of a commit.
///
/// # Errors
/// Where git refuses, or the files cannot be written out.
pub fn revision(commit: &str, cwd: &Path) -> Result<Revision, Failure> {
    let prefix = run(git(cwd).args(["rev-parse", "--show-prefix"]))?;
    let prefix = String::from_utf8(succeeded("find the repository", prefix)?).unwrap_or_default();
    let tree = run(git(cwd).args(["ls-tree", "-r", "-z", "--full-tree", commit]))?;
    let entries = entries(&succeeded("list the files of the revision", tree)?);
    let unwritable = |error: &std::io::Error| {
        let reason = super::failure::reason(error);
        Failure::new(format!(
            "cannot write the files of the revision to a temporary folder: {reason}"
        ))
    };
    let folder = tempfile::Builder::new()
        .prefix("hookc-")
        .tempdir()
        .map_err(|error| unwritable(&error))?;
    let root = folder
        .path()
        .canonicalize()
        .map_err(|error| unwritable(&error))?;
    let base = root.join(prefix.trim_end_matches(['\n', '\r']));
    std::fs::create_dir_all(&base).map_err(|error| unwritable(&error))?;
    let (first, rest): (Vec<Entry>, Vec<Entry>) =
        entries.into_iter().partition(|entry| is_usual(&entry.path));
    write_out(&first, &root, cwd)?;
    if lists_others(&first, &root) {
        write_out(&rest, &root, cwd)?;
    }
    Ok(Revision {
        _folder: folder,
        root,
        base,
        cwd: cwd.to_owned(),
        commit: commit.to_owned(),
    })
}

/// Whether projects read files of this name wherever they are.
fn is_usual(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let end = Path::new(name).extension().and_then(OsStr::to_str);
    name == ".gitignore" || matches!(end, Some("yaml" | "yml" | "json"))
}

/// Whether some manifest has `sources` that may match files of any name.
fn lists_others(entries: &[Entry], root: &Path) -> bool {
    let manifests = entries
        .iter()
        .filter(|entry| entry.path.rsplit('/').next() == Some(MANIFEST));
    let mut patterns = manifests.flat_map(|entry| {
        let settings = settings_of(&root.join(&entry.path), View::from(root));
        settings.unwrap_or_default().sources.unwrap_or_default()
    });
    patterns.any(|pattern| {
        let end = Path::new(&pattern).extension().and_then(OsStr::to_str);
        !matches!(end, Some("yaml" | "yml"))
    })
}

fn entries(listing: &[u8]) -> Vec<Entry> {
    let lines = listing.split(|byte| *byte == 0);
    // Names that are not UTF-8 cannot be those of a project's files.
    let lines = lines.filter_map(|line| std::str::from_utf8(line).ok());
    lines
        .filter_map(|line| {
            let (facts, path) = line.split_once('\t')?;
            let mut facts = facts.split_whitespace();
            let (mode, kind, id) = (facts.next()?, facts.next()?, facts.next()?);
            let parts = Path::new(path).components();
            let is_inside = parts
                .into_iter()
                .all(|part| matches!(part, Component::Normal(_)));
            is_inside.then(|| Entry {
                mode: mode.to_owned(),
                id: id.to_owned(),
                is_file: kind == "blob",
                path: path.to_owned(),
            })
        })
        .collect()
}

fn write_out(entries: &[Entry], root: &Path, cwd: &Path) -> Result<(), Failure> {
    // A file over the limit is reported as one; its first byte too many is enough for that, but git
    // gives all or nothing.
    let wanted: Vec<&Entry> = entries.iter().filter(|entry| entry.is_file).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let failed = |path: &str, error: &std::io::Error| {
        let reason = super::failure::reason(error);
        Failure::new(format!(
            "cannot write {} of the revision: {reason}",
            quoted(Path::new(path))
        ))
    };
    let mut list = tempfile::tempfile().map_err(|error| failed("the list of files", &error))?;
    for entry in &wanted {
        writeln!(list, "{}", entry.id).map_err(|error| failed("the list of files", &error))?;
    }
    std::io::Seek::rewind(&mut list).map_err(|error| failed("the list of files", &error))?;
    let read = run(git(cwd)
        .args(["cat-file", "--batch=%(objectsize)"])
        .stdin(Stdio::from(list)))?;
    let all = succeeded("read the files of the revision", read)?;
    let mut rest = all.as_slice();
    for entry in wanted {
        let Some((bytes, behind)) = next_object(rest) else {
            let path = quoted(Path::new(&entry.path));
            return Err(
                Failure::new(format!("git does not give {path} of the revision"))
                    .help("in a partial clone, fetch the files first: `git fetch --refetch`"),
            );
        };
        rest = behind;
        write(entry, bytes, root).map_err(|error| failed(&entry.path, &error))?;
    }
    Ok(())
}

/// The first object of what `cat-file --batch` prints: its size, a line end, its bytes, a line end.
fn next_object(output: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(b'\n', output)?;
    let size: usize = std::str::from_utf8(output.get(..end)?).ok()?.parse().ok()?;
    let bytes = output.get(end + 1..)?;
    Some((bytes.get(..size)?, bytes.get(size + 1..)?))
}

fn write(entry: &Entry, bytes: &[u8], root: &Path) -> std::io::Result<()> {
    let path = root.join(&entry.path);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    if entry.mode == "120000" {
        return link(bytes, &path, root);
    }
    std::fs::write(path, bytes)
}

/// A link that stays inside of the repository is one; another one leads nowhere in a revision.
#[cfg(unix)]
fn link(target: &[u8], path: &Path, root: &Path) -> std::io::Result<()> {
    use std::os::unix::ffi::OsStrExt as _;
    let target = Path::new(OsStr::from_bytes(target));
    let folder = path
        .parent()
        .and_then(|folder| folder.strip_prefix(root).ok());
    let leads_to = folder.and_then(|folder| normal(&folder.join(target)));
    match leads_to {
        Some(_) if target.is_relative() => std::os::unix::fs::symlink(target, path),
        _ => Ok(()),
    }
}

/// Git writes links as files where the system has none.
#[cfg(not(unix))]
fn link(target: &[u8], path: &Path, _root: &Path) -> std::io::Result<()> {
    std::fs::write(path, target)
}

/// Git in a folder, without anything that asks, fetches or locks, or that the repository's own
/// configuration would have it run. A protocol that the configuration allows by its name is only
/// refused by the variable.
fn git(cwd: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .args(["-c", "core.fsmonitor=false"])
        .args(["-c", "core.hooksPath=/dev/null"])
        .args(["-c", "protocol.allow=never", "--no-pager"])
        .current_dir(cwd)
        .env("GIT_ALLOW_PROTOCOL", "none")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null());
    command
}

fn run(command: &mut Command) -> Result<std::process::Output, Failure> {
    command.output().map_err(|error| {
        let is_missing = error.kind() == std::io::ErrorKind::NotFound;
        let reason = super::failure::reason(&error);
        if is_missing {
            return Failure::new("there is no `git` program, which revisions are read with")
                .help("install git, or compare folders: `hookc diff OLD-FOLDER NEW-FOLDER`");
        }
        Failure::new(format!("cannot run `git`: {reason}"))
    })
}

/// What git printed, where it did as it was told.
fn succeeded(what: &str, output: std::process::Output) -> Result<Vec<u8>, Failure> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    let line = words.lines().next().unwrap_or("it does not say why");
    let line = crate::report::visible(line.trim_start_matches("fatal: ")).into_owned();
    Err(Failure::new(format!("git cannot {what}: {line}")))
}
