//! Files that are no definitions and that definitions name: a schema.

use std::collections::BTreeSet;
use std::sync::Mutex;

use crate::disk::{self, Named, Places, Workspace};
use crate::source::FileId;

/// Reads files that definitions name, and knows afterwards which these were.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Where each was looked for, with the files that name it.
    read: Mutex<Places<BTreeSet<FileId>>>,
}

impl Beside {
    /// Reads a file that a definition names, relative to the definition's own file.
    pub fn read(&self, workspace: &Workspace, file: FileId, path: &str) -> Result<String, String> {
        if let Some(place) = disk::place_beside(workspace, file, path)
            && let Ok(mut read) = self.read.lock()
        {
            read.entry(place).or_default().insert(file);
        }
        disk::read_beside(workspace, file, path)
    }

    /// The files of which a definition names what the user named.
    pub fn readers_of(&self, one: &Named) -> BTreeSet<FileId> {
        let Ok(read) = self.read.lock() else {
            return BTreeSet::new();
        };
        one.among(&read).flatten().copied().collect()
    }
}
