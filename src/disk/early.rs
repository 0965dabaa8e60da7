//! Reads files while others are still being looked for.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::Scope;

use super::files::Found;
use super::folder::OpenFolder;
use super::text::read_plain_file;
use super::{Failure, View};
use crate::source::SourceFile;

/// How many files are handed to another thread at a time.
const BATCH: usize = 64;

/// What comes of reading a file early.
#[derive(Clone, Debug, Default)]
pub(super) struct Early(Arc<Mutex<Option<Result<SourceFile, Failure>>>>);

impl Early {
    /// What was read, once.
    pub fn take(&self) -> Option<Result<SourceFile, Failure>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set(&self, read: Result<SourceFile, Failure>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(read);
    }
}

/// Has files read by other threads, a batch of them at a time.
#[derive(Default)]
pub(super) struct Ahead {
    /// How many of those found are dealt with.
    seen: usize,
}

impl Ahead {
    /// Hands out what was found since, if it is enough for a batch.
    pub fn read<'scope>(&mut self, found: &mut [Found], scope: &Scope<'scope>, view: View<'scope>) {
        let new = found.get_mut(self.seen..).unwrap_or_default();
        if new.len() < BATCH {
            return;
        }
        self.seen += new.len();
        // Of a link it is not known yet where it leads.
        let plain = new.iter_mut().filter(|file| !file.may_be_link);
        let batch: Vec<(Arc<Path>, Early)> = plain
            .map(|file| {
                let early = file.early.insert(Early::default()).clone();
                (Arc::clone(&file.path), early)
            })
            .collect();
        scope.spawn(move |_| {
            let mut folder = OpenFolder::default();
            for (path, early) in &batch {
                early.set(read_plain_file(path, view, |file| folder.open(file)));
            }
        });
    }
}
