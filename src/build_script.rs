//! Rust for a project from the build script of another crate.
//!
//! ```no_run
//! let options = hookc::build_script::Options::default();
//! let generated = hookc::build_script::rust("hooks".as_ref(), &options).unwrap();
//! for path in &generated.read {
//!     println!("cargo::rerun-if-changed={}", path.display());
//! }
//! let out = std::path::PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
//! std::fs::write(out.join("hooks.rs"), generated.code).unwrap();
//! ```
//!
//! The crate then has a module with the types:
//!
//! ```ignore
//! #[expect(dead_code, reason = "one program uses a part of it")]
//! mod hooks {
//!     include!(concat!(env!("OUT_DIR"), "/hooks.rs"));
//! }
//! ```

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

pub use crate::codegen::Options;

use crate::codegen;
use crate::compile::{self, Input};
use crate::diagnostic::Severity;
use crate::disk::{self, Failure, Workspace};
use crate::report::{Format, Options as ReportOptions, Summary, render};
use crate::source::{FileId, Span};

/// Code, and what it depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// What a module holds, for `include!`.
    pub code: String,
    /// The files that were read and the folders below the project's that they lie in, absolute and
    /// sorted: the code is the same until one of them changes, or a file is added to the project's
    /// own folder.
    pub read: Vec<PathBuf>,
}

/// Prints the types of what the servers of the project in a folder receive and send.
///
/// # Errors
/// Where something cannot be read, the definitions have errors, or a template cannot be used: a text
/// for people, of several lines where there are findings.
pub fn rust(project: &Path, options: &Options) -> Result<Generated, String> {
    let text = |failure: Failure| failure.to_string().trim_end().to_owned();
    let folder = project.canonicalize().map_err(|error| {
        let shown = disk::quoted(project);
        text(Failure::new(format!("cannot go to {shown}: {error}")))
    })?;
    let roots = disk::roots(&[], &folder).map_err(text)?;
    let workspace = disk::load(roots, &folder).map_err(text)?;
    let [project] = workspace.projects.as_slice() else {
        let shown = disk::quoted(project);
        let several = Failure::new(format!("there are several projects in {shown}"));
        return Err(text(several.help("name the folder of one of them")));
    };
    let read: Mutex<BTreeSet<PathBuf>> = Mutex::default();
    let read_beside = |file: FileId, path: &str| {
        if let Some(folder) = workspace.path_of(file).and_then(Path::parent)
            && let Ok(mut read) = read.lock()
        {
            read.insert(folder.join(path));
        }
        disk::read_beside(&workspace, file, path)
    };
    let outcome = compile::check(&Input {
        sources: &workspace.sources,
        folder: &project.folder,
        manifest: project.manifest,
        files: project.files.clone(),
        environment: None,
        honours_comments: true,
        read_beside: &read_beside,
    });
    let environment = outcome.projects.first().and_then(|one| one.environment());
    let environment = environment.map(|environment| environment.name.as_str());
    let Some(checked) = outcome
        .checked(environment)
        .filter(|_| !has_errors(&outcome))
    else {
        return Err(findings(&outcome, &workspace));
    };
    let code = codegen::of_project(checked, options).and_then(|code| code.included());
    let code = code.map_err(|error| {
        let file = disk::quoted(Path::new(&error.file));
        format!("the template {file} cannot be used: {}", error.message)
    })?;
    let mut read = read.into_inner().unwrap_or_default();
    let files = project
        .files
        .iter()
        .map(|file| file.file)
        .chain(project.manifest);
    for path in files.filter_map(|id| workspace.path_of(id)) {
        // A new file is a change of its folder. The project's own may hold anything, as what the
        // crate is compiled to.
        let parent = path.parent().filter(|parent| *parent != project.root);
        read.extend(parent.map(Path::to_owned));
        read.insert(path.to_owned());
    }
    // Build scripts print these for cargo, a line each; what such a name says behind a line end
    // would be an instruction. Its folder is watched all the same.
    read.retain(|path| !path.to_string_lossy().contains(['\n', '\r']));
    Ok(Generated {
        code,
        read: read.into_iter().collect(),
    })
}

fn has_errors(outcome: &compile::Outcome<'_>) -> bool {
    let is_error = |found: &crate::diagnostic::Diagnostic| {
        found.severity == Severity::Error && !found.suppressed
    };
    outcome.diagnostics.iter().any(is_error)
}

fn findings(outcome: &compile::Outcome<'_>, workspace: &Workspace) -> String {
    let mut found = outcome.diagnostics.clone();
    // What is left out still says what has to be hidden.
    let hidden: Vec<Span> = found.iter().flat_map(|one| one.redact.clone()).collect();
    found.retain(|found| found.severity == Severity::Error);
    if let Some(first) = found.first_mut() {
        first.redact.extend(hidden);
    }
    let summary = Summary::new(outcome.files.len(), outcome.definitions, &found);
    let options = ReportOptions::default();
    render(Format::Full, &found, &workspace.sources, &summary, &options)
}
