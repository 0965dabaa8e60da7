//! `hookc check --watch`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::End;
use super::beside::Beside;
use super::check::{CheckArgs, Loaded, check_loaded, with_baseline};
use super::output::Output;
use super::projects::{load_quietly, note_unmatched};
use crate::disk::{self, Failure, Watch, named_paths};

/// What was read for a run, by which it is known whether there is a reason for another one.
struct Seen {
    loaded: Result<Loaded, Failure>,
    beside: Beside,
}

/// Checks whenever something changes, until the program is interrupted or nobody reads its reports.
pub(super) fn run(args: &CheckArgs, cwd: &Path, output: &mut Output) -> Result<End, Failure> {
    let mut watch = Watch::new();
    let mut seen: Option<Seen> = None;
    let mut end = End::Fine;
    loop {
        let loaded = settled(args, cwd, &mut watch);
        let is_other = seen.as_ref().is_none_or(|seen| !seen.is_as(&loaded));
        if is_other {
            let beside = Beside::default();
            output.start_anew();
            let ended = match &loaded {
                Ok(loaded) => {
                    note_unmatched(&loaded.workspace, output);
                    check_loaded(args, loaded, cwd, &beside, output)
                }
                Err(failure) => Err(failure.clone()),
            };
            match ended {
                Ok(ended) => end = ended,
                Err(failure) => output.fail(&failure),
            }
            if output.is_closed() {
                return Ok(end);
            }
            output.note(if watch.is_told() {
                "waiting for changes; Ctrl-C ends"
            } else {
                "looking for changes every 2 seconds, as the system does not tell of all; Ctrl-C ends"
            });
            let folders = beside.folders();
            seen = Some(Seen { loaded, beside });
            // What was read before its folder was watched may be another by now.
            if watch.add(&folders) {
                continue;
            }
        }
        watch.wait();
    }
}

impl Seen {
    fn is_as(&self, other: &Result<Loaded, Failure>) -> bool {
        match (&self.loaded, other) {
            (Ok(old), Ok(new)) => {
                old.workspace.is_same_as(&new.workspace) && self.beside.is_unchanged()
            }
            (Err(old), Err(new)) => old == new,
            _ => false,
        }
    }
}

/// What there is, read after everything was watched that it is made of: later changes are told.
fn settled(args: &CheckArgs, cwd: &Path, watch: &mut Watch) -> Result<Loaded, Failure> {
    loop {
        let loaded = named_paths(&args.paths, cwd).and_then(|named| {
            let workspace = load_quietly(&named, cwd)?;
            with_baseline(args, named, workspace, cwd)
        });
        if !watch.add(&folders(&loaded, args, cwd)) {
            return loaded;
        }
    }
}

/// The folders in which a change may matter.
fn folders(loaded: &Result<Loaded, Failure>, args: &CheckArgs, cwd: &Path) -> BTreeSet<PathBuf> {
    let mut folders: BTreeSet<PathBuf> = disk::folders_above(cwd).collect();
    let mut roots = Vec::new();
    match loaded {
        Ok(Loaded { workspace, .. }) => {
            folders.extend(workspace.folders());
            roots.extend(workspace.projects.iter().map(|project| &*project.root));
        }
        // What keeps the files from being read can be anywhere in the project.
        Err(_) => folders.extend(disk::folders_below(cwd)),
    }
    // Where the working folder is in no project, each one below counts, and there may come more.
    if args.paths.is_empty() && !roots.iter().any(|root| cwd.starts_with(root)) {
        folders.extend(disk::folders_below(cwd));
    }
    for path in args.paths.iter().chain(&args.baseline) {
        let path = cwd.join(path);
        folders.extend(path.parent().map(Path::to_owned));
        if path.is_dir() {
            folders.extend(disk::folders_below(&path));
        }
    }
    folders
}
