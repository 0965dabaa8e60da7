//! Files that are no definitions and that definitions name: a schema.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::disk::{self, Named, Places, Workspace};
use crate::source::FileId;

/// Reads files that definitions name, and knows afterwards which these were.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// By where each was looked for, as it is written and where that really is.
    read: Mutex<Places<Read>>,
}

/// One that was read.
#[derive(Clone, Debug)]
struct Read {
    /// The files that name it.
    readers: BTreeSet<FileId>,
    /// What it said, or why that is not known.
    text: Result<String, String>,
}

impl Beside {
    /// Reads a file that a definition names, relative to the definition's own file.
    pub fn read(&self, workspace: &Workspace, file: FileId, path: &str) -> Result<String, String> {
        let text = disk::read_beside(workspace, file, path);
        if let Some(places) = disk::place_beside(workspace, file, path)
            && let Ok(mut read) = self.read.lock()
        {
            for place in places {
                let one = read.entry(place.into()).or_insert_with(|| Read {
                    readers: BTreeSet::new(),
                    text: text.clone(),
                });
                one.readers.insert(file);
            }
        }
        text
    }

    /// The files of which a definition names what the user named.
    pub fn readers_of(&self, one: &Named) -> BTreeSet<FileId> {
        let Ok(read) = self.read.lock() else {
            return BTreeSet::new();
        };
        let found = one.among(&read).flat_map(|read| &read.readers);
        found.copied().collect()
    }

    /// Whether each still says what it said.
    pub fn is_unchanged(&self) -> bool {
        let Ok(read) = self.read.lock() else {
            return false;
        };
        read.iter()
            .all(|(place, read)| disk::read_place(place) == read.text)
    }

    /// The folders that they are in.
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        let Ok(read) = self.read.lock() else {
            return BTreeSet::new();
        };
        let folders = read.keys().filter_map(|place| place.parent());
        folders.map(Path::to_owned).collect()
    }
}
