//! The projects that a command covers, checked.

use std::path::{Path, PathBuf};

use crate::compile::{self, Input, Outcome};
use crate::definition::{self, Environment};
use crate::diagnostic::{self, Diagnostic, Severity, list_all, nearest};
use crate::disk::{self, Failure, Named, ProjectFiles, View, Workspace, quoted};
use crate::project::ReadBeside;
use crate::report::{Format, Options, Summary, render};
use crate::rules::unused_allow;
use crate::source::{FileId, Span};
use crate::threads;

use super::output::{Output, reason};

/// The working folder.
pub(super) fn working_folder() -> Result<PathBuf, Failure> {
    std::env::current_dir().map_err(|error| {
        let reason = reason(&error);
        Failure::new(format!("cannot tell the working folder: {reason}"))
            .help("go to a folder that exists")
    })
}

/// Reads the projects that the named paths, or the working folder, belong to.
pub(super) fn load<'a>(
    named: &[Named],
    view: impl Into<View<'a>>,
    output: &Output,
) -> Result<Workspace, Failure> {
    let view = view.into();
    let working = output.working(|| "reading files".to_owned());
    let workspace = load_quietly(named, view)?;
    drop(working);
    note_unmatched(&workspace, output);
    let texts = workspace.sources.iter().map(|(_, file)| file.text().len());
    threads::ready_for_text(texts.sum());
    Ok(workspace)
}

/// The same without a word.
pub(super) fn load_quietly<'a>(
    named: &[Named],
    view: impl Into<View<'a>>,
) -> Result<Workspace, Failure> {
    let view = view.into();
    disk::load(disk::roots(named, view)?, view)
}

/// Says which patterns of `sources` match no file.
pub(super) fn note_unmatched(workspace: &Workspace, output: &Output) {
    for project in &workspace.projects {
        for pattern in &project.unmatched {
            let manifest = project
                .manifest
                .map_or("", |id| workspace.sources[id].path());
            let pattern = quoted(Path::new(pattern));
            output.note(&format!(
                "no file matches {pattern} of `sources` in {}",
                quoted(Path::new(manifest))
            ));
        }
    }
}

/// What is done while projects are checked, for a terminal.
pub(super) fn checking(workspace: &Workspace) -> String {
    match workspace.sources.iter().count() {
        1 => "checking 1 file".to_owned(),
        count => format!("checking {count} files"),
    }
}

/// Checks a project. With a wanted environment, in that one alone. `honours_comments` says whether
/// comments may allow findings.
pub(super) fn check<'s>(
    workspace: &'s Workspace,
    project: &'s ProjectFiles,
    environment: Option<String>,
    honours_comments: bool,
    read_beside: ReadBeside<'s>,
) -> Outcome<'s> {
    compile::check(&Input {
        sources: &workspace.sources,
        folder: &project.folder,
        manifest: project.manifest,
        files: project.files.clone(),
        environment,
        honours_comments,
        read_beside,
    })
}

/// What a manifest says of environments.
pub(super) struct Environments {
    /// Their names, as ordered by the author.
    pub names: Vec<String>,
    /// Whether there may be others that could not be read.
    pub may_be_more: bool,
    /// The manifest's path, or the folder's where there is none.
    pub place: String,
}

/// The environments of each project.
pub(super) fn all_environments(workspace: &Workspace) -> Vec<Environments> {
    let projects = workspace.projects.iter();
    projects
        .map(|project| environments(workspace, project))
        .collect()
}

fn environments(workspace: &Workspace, project: &ProjectFiles) -> Environments {
    let Some(file) = project.manifest else {
        return Environments {
            names: Vec::new(),
            may_be_more: false,
            place: project.folder.clone(),
        };
    };
    let (manifest, found) = compile::manifest_of(&workspace.sources, file);
    let name = |environment: &Environment<'_>| environment.name.as_str().to_owned();
    Environments {
        names: manifest.environments.iter().map(name).collect(),
        may_be_more: found.iter().any(|found| found.severity == Severity::Error),
        place: workspace.sources[file].path().to_owned(),
    }
}

/// The wanted environment of each project. Of several projects, those that declare no environments
/// at all need none: they are the same everywhere.
///
/// # Errors
/// Where a project declares others only, or none of them declares any.
pub(super) fn find_each(
    wanted: &str,
    all: &[Environments],
) -> Result<Vec<Option<String>>, Failure> {
    let has_it = |environments: &Environments| environments.names.iter().any(|name| name == wanted);
    let somebody_has_it = all.iter().any(has_it);
    let mut chosen = Vec::new();
    let mut failures = Vec::new();
    for environments in all {
        let needs_none = environments.names.is_empty() && somebody_has_it;
        if has_it(environments) {
            chosen.push(Some(wanted.to_owned()));
        } else if environments.may_be_more || needs_none {
            chosen.push(None);
        } else {
            failures.push(environments.lacks(wanted));
        }
    }
    Failure::unless_empty(failures)?;
    Ok(chosen)
}

/// The environment of each project: the wanted one, or the only one.
///
/// # Errors
/// Where it is not declared, or several are and none is wanted.
pub(super) fn choose(
    wanted: Option<&str>,
    workspace: &Workspace,
    command: &str,
) -> Result<Vec<Option<String>>, Failure> {
    let all = all_environments(workspace);
    if let Some(wanted) = wanted {
        return find_each(wanted, &all);
    }
    let mut chosen = Vec::new();
    let mut failures = Vec::new();
    for environments in all {
        match environments.names.as_slice() {
            [] => chosen.push(None),
            [only] => chosen.push(Some(only.clone())),
            [first, ..] => {
                let place = quoted(Path::new(&environments.place));
                let message = format!("{place} declares several environments");
                failures.push(Failure::new(message).help(format!(
                    "{}; name one: `hookc {command} --env {first}`",
                    environments.sentence()
                )));
            }
        }
    }
    Failure::unless_empty(failures)?;
    Ok(chosen)
}

/// The literals in bodies that are credentials by their keys.
pub(super) fn credentials_at_keys(outcomes: &[Outcome<'_>]) -> Vec<Span> {
    let projects = outcomes.iter().flat_map(|outcome| &outcome.projects);
    let definitions = projects.flat_map(|project| &project.definitions);
    definitions
        .flat_map(|definition| definition::credentials_at_keys(definition))
        .collect()
}

/// What keeps definitions from being read, as a report: the structural errors in these places, or
/// in all files where none is named.
pub(super) fn unreadable(
    outcomes: &[Outcome<'_>],
    places: &[Span],
    workspace: &Workspace,
) -> Option<String> {
    let mut found = findings(outcomes, workspace);
    // What is left out still says what has to be hidden.
    let hidden: Vec<Span> = found.iter().flat_map(|one| one.redact.clone()).collect();
    found.retain(|one| {
        let is_there = places.is_empty() || places.iter().any(|place| place.contains(one.span));
        one.rule.is_fixed() && !one.suppressed && is_there
    });
    if let Some(first) = found.first_mut() {
        first.redact.extend(hidden);
    }
    let summary = summary(outcomes, &found);
    let options = Options::default();
    let report = || render(Format::Full, &found, &workspace.sources, &summary, &options);
    (!found.is_empty()).then(report)
}

impl Environments {
    fn lacks(&self, wanted: &str) -> Failure {
        let place = quoted(Path::new(&self.place));
        let shown = quoted(Path::new(wanted));
        if self.names.is_empty() {
            let message = format!("{place} declares no environments, so there is no {shown}");
            return Failure::new(message).help("leave `--env` out");
        }
        let help = match nearest(wanted, self.names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`? {}", self.sentence()),
            None => self.sentence(),
        };
        Failure::new(format!("{place} declares no environment {shown}")).help(help)
    }

    /// A sentence that lists them.
    pub fn sentence(&self) -> String {
        let names = list_all(self.names.iter().map(String::as_str));
        let verb = if self.names.len() == 1 { "is" } else { "are" };
        format!("there {verb} {names}")
    }
}

/// The findings of several projects, in the order in which they are printed.
pub(super) fn findings(outcomes: &[Outcome<'_>], workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = outcomes
        .iter()
        .flat_map(|outcome| &outcome.diagnostics)
        .filter(|found| holds_in_all(found, outcomes))
        .cloned()
        .collect();
    diagnostic::sort(&mut found, &workspace.sources);
    found
}

/// Whether a comment that one project does not need is needed by none of those that share its file;
/// other findings hold where one project has them.
pub(super) fn holds_in_all(found: &Diagnostic, outcomes: &[Outcome<'_>]) -> bool {
    let is_about_comments = found.rule.name == unused_allow::RULE.name;
    let has_it = |outcome: &Outcome<'_>| {
        let mut all = outcome.diagnostics.iter();
        all.any(|other| other.rule.name == found.rule.name && other.span == found.span)
    };
    let mut sharing = outcomes
        .iter()
        .filter(|outcome| outcome.files.contains(&found.span.file));
    !is_about_comments || sharing.all(has_it)
}

/// What several projects came to.
pub(super) fn summary(outcomes: &[Outcome<'_>], findings: &[Diagnostic]) -> Summary {
    let mut files: Vec<FileId> = outcomes
        .iter()
        .flat_map(|outcome| outcome.files.iter().copied())
        .collect();
    files.sort_unstable();
    files.dedup();
    let definitions = outcomes.iter().map(|outcome| outcome.definitions).sum();
    Summary::new(files.len(), definitions, findings)
}

/// Why there is nothing to do, where no path was named.
pub(super) fn nothing_found(workspace: &Workspace, cwd: &Path) -> Failure {
    let roots = workspace.projects.iter().map(|project| {
        disk::relative(&project.root, cwd).unwrap_or_else(|| project.folder.clone())
    });
    let mut places: Vec<String> = roots.map(|root| quoted(Path::new(&root))).collect();
    if places == ["`.`"] {
        places = vec!["this folder".to_owned()];
    }
    Failure::new(format!("no definition found in {}", places.join(", "))).help(
        "a definition is a YAML document with `kind: webhook`, `trigger` or `escalation`; \
         `hookc init` writes some to start from",
    )
}
