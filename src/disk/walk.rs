//! Walks folders as git does.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ignore::{DirEntry, WalkBuilder};

use super::files::{not_a_file, unwalkable};
use super::{Failure, View, path};

/// The largest `.gitignore` that is read, in bytes. Its patterns take hundreds of times that.
const MAX_IGNORE_BYTES: u64 = 256 * 1024;

/// A walk as git walks: without what is hidden and what `.gitignore` files exclude, in or outside
/// of a repository. The user's own ignore files do not count: the same project must be the same on
/// every machine. Links to folders are not followed. What a folder holds comes sorted, so that paths
/// come in their order.
///
/// It ends with a failure at a folder whose `.gitignore` cannot be read to its end: a pipe, a link
/// to a device, a text without end.
pub(super) struct Walk<'a> {
    entries: ignore::Walk,
    /// The first `.gitignore` that is not read. It is found on the way down, before the walk reads it.
    odd: Arc<OnceLock<PathBuf>>,
    is_over: bool,
    view: View<'a>,
}

/// Walks a folder, at most `depth` levels down, and into those folders below that `enters` admits.
pub(super) fn walk<'a>(
    folder: &Path,
    depth: Option<usize>,
    view: View<'a>,
    enters: impl Fn(&DirEntry) -> bool + Send + Sync + 'static,
) -> Walk<'a> {
    let odd = Arc::new(OnceLock::new());
    if let Some(file) = folder.ancestors().find_map(odd_ignore_file) {
        let _ = odd.set(file);
    }
    let mut builder = WalkBuilder::new(folder);
    builder
        .standard_filters(false)
        .hidden(true)
        .parents(true)
        .git_ignore(true)
        .require_git(false)
        .max_depth(depth)
        // Their folder is the same, so that this comes to their names, which would have to be cut out.
        .sort_by_file_path(|a, b| a.as_os_str().cmp(b.as_os_str()));
    let found = Arc::clone(&odd);
    builder.filter_entry(move |entry| {
        if !enters(entry) {
            return false;
        }
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        match Some(entry.path())
            .filter(|_| is_folder)
            .and_then(odd_ignore_file)
        {
            Some(file) => found.set(file).is_err() && found.get().is_none(),
            None => true,
        }
    });
    Walk {
        entries: builder.build(),
        odd,
        is_over: false,
        view,
    }
}

/// The file in a folder that says what to leave out, where it cannot be read to its end.
pub(super) fn odd_ignore_file(folder: &Path) -> Option<PathBuf> {
    let file = folder.join(".gitignore");
    let found = file.metadata().ok()?;
    let is_read = found.is_dir() || found.is_file() && found.len() <= MAX_IGNORE_BYTES;
    (!is_read).then_some(file)
}

impl Iterator for Walk<'_> {
    type Item = Result<DirEntry, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let entry = match self.odd.get() {
            Some(_) => None,
            None => self.entries.next(),
        };
        let Some(file) = self.odd.get() else {
            return entry.map(|entry| entry.map_err(|error| unwalkable(&error, self.view)));
        };
        self.is_over = true;
        Some(Err(unreadable(file, self.view)))
    }
}

fn unreadable(file: &Path, view: View<'_>) -> Failure {
    if file.is_file() {
        let shown = path::shown(file, view.cwd);
        let most = MAX_IGNORE_BYTES / 1024;
        return Failure::new(format!("{shown} is larger than {most} KiB"))
            .help("name folders in place of their files");
    }
    not_a_file(file, view)
}
