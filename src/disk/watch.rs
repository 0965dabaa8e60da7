//! Waits until files may have changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind};
use notify::{ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};

/// How long it has to be quiet after a change: whoever saves a file does so in several steps.
const QUIET: Duration = Duration::from_millis(60);
/// How long to wait for that at most.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often to look where the system does not tell.
const PACE: Duration = Duration::from_secs(2);

/// Folders that are watched, without those below them. What happens while nobody waits is kept.
#[derive(Debug)]
pub struct Watch {
    watcher: Option<RecommendedWatcher>,
    changes: Receiver<Change>,
    /// The folders that the system tells about.
    known: BTreeSet<PathBuf>,
}

/// What the system tells.
#[derive(Debug)]
enum Change {
    /// Something in a folder is other than it was.
    Something,
    /// This is gone, or no longer what it was; a folder of this name has to be watched anew.
    Gone(Vec<PathBuf>),
    /// Changes may have been left out.
    Unknown,
}

impl Watch {
    /// Watches nothing yet.
    #[must_use]
    pub fn new() -> Self {
        let (sender, changes) = mpsc::channel();
        let tell = move |event: notify::Result<Event>| tell(&sender, event);
        Self {
            watcher: notify::recommended_watcher(tell).ok(),
            changes,
            known: BTreeSet::new(),
        }
    }

    /// Watches these folders, too; whether there was a new one, so that what was read before may have
    /// changed unseen. In place of one that is missing the nearest above it is watched.
    pub fn add(&mut self, folders: &BTreeSet<PathBuf>) -> bool {
        let Some(watcher) = &mut self.watcher else {
            return false;
        };
        let folders = folders.iter().filter_map(|folder| nearest_folder(folder));
        let new: BTreeSet<PathBuf> = folders
            .filter(|folder| !self.known.contains(folder))
            .collect();
        if new.is_empty() {
            return false;
        }
        let (mut is_new, mut is_able) = (false, true);
        let mut paths = watcher.paths_mut();
        for folder in new {
            match paths.add(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => is_new |= self.known.insert(folder),
                // It is gone by now; that will be seen when files are read.
                Err(error) if is_missing(&error) => {}
                Err(_) => is_able = false,
            }
        }
        if paths.commit().is_err() || !is_able {
            self.watcher = None;
        }
        is_new
    }

    /// Whether the system tells about changes; if not, `wait` looks every few seconds.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.watcher.is_some()
    }

    /// Waits until something may have changed since the last call, and then for a moment without
    /// changes. Where the system cannot tell about some folder, waits for two seconds.
    pub fn wait(&mut self) {
        if self.watcher.is_none() {
            std::thread::sleep(PACE);
            return;
        }
        let Ok(first) = self.changes.recv() else {
            self.watcher = None;
            return;
        };
        self.forget(first);
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let Ok(further) = self.changes.recv_timeout(QUIET) else {
                break;
            };
            self.forget(further);
        }
    }

    fn forget(&mut self, change: Change) {
        match change {
            Change::Something => {}
            Change::Gone(paths) => {
                let is_gone = |folder: &PathBuf| paths.iter().any(|path| folder.starts_with(path));
                self.known.retain(|folder| !is_gone(folder));
            }
            Change::Unknown => self.known.clear(),
        }
    }
}

impl Default for Watch {
    fn default() -> Self {
        Self::new()
    }
}

/// Passes on what matters. That somebody reads does not, or reading would wake the reader.
fn tell(sender: &Sender<Change>, event: notify::Result<Event>) {
    let change = match event {
        Err(_) => Change::Unknown,
        Ok(event) if event.need_rescan() => Change::Unknown,
        Ok(event) => match event.kind {
            EventKind::Access(_) => return,
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => {
                Change::Gone(event.paths)
            }
            _ => Change::Something,
        },
    };
    // Nobody waits any more when the program ends.
    let _ = sender.send(change);
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// The nearest folder that exists, itself or one above.
fn nearest_folder(path: &Path) -> Option<PathBuf> {
    path.ancestors()
        .find(|folder| folder.is_dir())
        .map(Path::to_owned)
}
