//! Reads one file.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::files::{not_a_file, unreadable};
use super::view::Given;
use super::{Failure, View, path};
use crate::source::{MAX_FILE_BYTES, SourceFile};

/// What most files fit into, in bytes.
const BUFFER_BYTES: usize = 32 * 1024;

thread_local! {
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Reads a file that the user names; it is shown as seen from `cwd`.
///
/// # Errors
/// Where it cannot be read, or is no file.
pub fn read_named(file: &Path, cwd: &Path) -> Result<SourceFile, Failure> {
    read_file(&path::absolute(file, cwd), cwd.into())
}

/// Reads a file of whatever size and content, if it is one.
pub(super) fn read_file(file: &Path, view: View<'_>) -> Result<SourceFile, Failure> {
    read_unless_given(file, view, |shown| {
        let metadata = file
            .metadata()
            .map_err(|error| unreadable(file, &error, view))?;
        // Opening a pipe would wait for a writer.
        if !metadata.is_file() {
            return Err(not_a_file(file, view));
        }
        read_text(file, shown, view, File::open)
    })
}

/// Reads what is known to be a file; `open` opens it.
pub(super) fn read_plain_file<'p>(
    file: &'p Path,
    view: View<'_>,
    open: impl FnOnce(&'p Path) -> io::Result<File>,
) -> Result<SourceFile, Failure> {
    read_unless_given(file, view, |shown| read_text(file, shown, view, open))
}

fn read_unless_given(
    file: &Path,
    view: View<'_>,
    read: impl FnOnce(String) -> Result<SourceFile, Failure>,
) -> Result<SourceFile, Failure> {
    let shown = path::relative(file, view.cwd).ok_or_else(|| not_utf8(file, view))?;
    match view.given_at(file) {
        Some(given) => Ok(read_given(shown, given)),
        None => read(shown),
    }
}

fn read_text<'p>(
    file: &'p Path,
    shown: String,
    view: View<'_>,
    open: impl FnOnce(&'p Path) -> io::Result<File>,
) -> Result<SourceFile, Failure> {
    let mut bytes = BUFFER
        .with_borrow_mut(|buffer| {
            buffer.resize(BUFFER_BYTES, 0);
            read_to_end(&open(file)?, buffer)
        })
        .map_err(|error| unreadable(file, &error, view))?;
    let size = bytes.len() as u64;
    if size > MAX_FILE_BYTES {
        bytes.pop();
        let whole = file.metadata().map_or(size, |metadata| metadata.len());
        return Ok(SourceFile::too_large(shown, &bytes, whole.max(size)));
    }
    Ok(SourceFile::from_bytes(shown, bytes))
}

/// Reads all bytes, up to one more than are allowed. A buffer, one for many files, saves asking each
/// for its size.
fn read_to_end(mut open: &File, buffer: &mut [u8]) -> io::Result<Vec<u8>> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match open.read(rest) {
            Ok(0) => return Ok(buffer.get(..filled).unwrap_or_default().to_vec()),
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    // One byte more than it has: so its end is seen without growing.
    let expected = open.metadata()?.len().min(MAX_FILE_BYTES) + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0).max(filled));
    bytes.extend_from_slice(buffer);
    open.take(MAX_FILE_BYTES + 1 - filled as u64)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Bytes from elsewhere are treated as those of the disk are; nobody hands in more than one byte over
/// the limit.
fn read_given(shown: String, given: &Given) -> SourceFile {
    let size = given.bytes.len() as u64;
    match given.bytes.split_last() {
        Some((_, beginning)) if size > MAX_FILE_BYTES => {
            SourceFile::too_large(shown, beginning, size)
        }
        _ => SourceFile::from_bytes(shown, given.bytes.clone()),
    }
}

pub(super) fn not_utf8(file: &Path, view: View<'_>) -> Failure {
    Failure::new(format!(
        "the name of {} is not UTF-8",
        path::shown(file, view.cwd)
    ))
    .help("rename it, or leave it out by `sources` in `hookc.yaml` or by `.gitignore`")
}
