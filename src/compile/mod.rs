//! From files to findings, and to the proof that there is no error.

mod behind;
mod example;
mod fix;
mod hidden;
mod merge;
mod read;

pub use example::{check_example, rule_page, with_fixes};
pub use fix::{Fixed, Fixes, Texts, fix};
pub use read::manifest_of;

use std::sync::Arc;

use hidden::Hidden;
use rayon::prelude::*;

use crate::definition::{Manifest, read_manifest};
use crate::diagnostic::{self, Diagnostic, Rule, Severity};
use crate::project::{Parts, Paths, Project, ReadBeside};
use crate::rules;
use crate::source::{FileId, Sources};
use crate::suppress::{self, FileAllows};
use crate::yaml;

/// A project to be checked.
pub struct Input<'s> {
    /// All files that were read.
    pub sources: &'s Sources,
    /// The name of the project's folder.
    pub folder: &'s str,
    /// Its `hookc.yaml`, if it has one.
    pub manifest: Option<FileId>,
    /// Its other files, by path.
    pub files: Vec<InputFile>,
    /// The only environment to be checked; every one where this is nothing.
    pub environment: Option<String>,
    /// Whether comments may allow findings.
    pub honours_comments: bool,
    /// Reads files that definitions name.
    pub read_beside: ReadBeside<'s>,
}

/// A file of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Which.
    pub file: FileId,
    /// Its path from the root of the project, with `/`.
    pub path: Arc<str>,
    /// Whether `sources` of the manifest names it.
    pub listed: bool,
}

/// What was found in a project.
pub struct Outcome<'s> {
    /// The findings, in the order in which they are printed.
    pub diagnostics: Vec<Diagnostic>,
    /// What the manifest says.
    pub manifest: Arc<Manifest<'s>>,
    /// The project in every environment that was checked.
    pub projects: Vec<Project<'s>>,
    /// The files that hold definitions, and the manifest.
    pub files: Vec<FileId>,
    /// How many definitions there are, the illegible ones too.
    pub definitions: usize,
    /// What was read of each file. It is taken apart with the rest, by those who do not end anyway.
    _read: Vec<read::ReadFile<'s>>,
}

/// A project in an environment without an error: what is emitted is made of this alone.
#[derive(Clone, Copy)]
pub struct Checked<'o, 's> {
    project: &'o Project<'s>,
}

impl<'o, 's> Checked<'o, 's> {
    /// The project.
    #[must_use]
    pub fn project(self) -> &'o Project<'s> {
        self.project
    }
}

impl<'s> Outcome<'s> {
    /// The proof that an environment has no error, where that is so.
    #[must_use]
    pub fn checked(&self, environment: Option<&str>) -> Option<Checked<'_, 's>> {
        let name = |project: &Project<'s>| {
            project
                .environment()
                .map(|environment| environment.name.as_str().to_owned())
        };
        let project = self
            .projects
            .iter()
            .find(|project| name(project).as_deref() == environment)?;
        let affects = |found: &Diagnostic| {
            found.environments.is_empty()
                || environment
                    .is_some_and(|name| found.environments.iter().any(|other| other == name))
        };
        let has_error = self
            .diagnostics
            .iter()
            .any(|found| found.severity == Severity::Error && !found.suppressed && affects(found));
        (!has_error).then_some(Checked { project })
    }
}

/// Checks a project in all of its environments.
#[must_use]
pub fn check<'s>(input: &Input<'s>) -> Outcome<'s> {
    let (manifest, mut diagnostics, allows) = manifest(input);
    let manifest = Arc::new(manifest);
    let environments: Vec<Option<usize>> = if manifest.environments.is_empty() {
        vec![None]
    } else {
        let is_wanted = |index: &usize| {
            let name = manifest
                .environments
                .get(*index)
                .map(|environment| environment.name.as_str());
            input
                .environment
                .as_deref()
                .is_none_or(|wanted| name == Some(wanted))
        };
        (0..manifest.environments.len())
            .filter(is_wanted)
            .map(Some)
            .collect()
    };
    // The order in which files were found must not show.
    let mut inputs: Vec<&InputFile> = input.files.iter().collect();
    inputs.sort_by(|a, b| a.path.cmp(&b.path));
    let mut files: Vec<read::ReadFile<'s>> = inputs
        .par_iter()
        .map(|file| read::read_file(input.sources, file, &manifest, &environments))
        .collect();
    for file in &mut files {
        diagnostics.append(&mut file.diagnostics);
    }
    let of_file = |file: &InputFile| (file.file, Arc::clone(&file.path));
    let paths = Paths::new(input.files.iter().map(of_file));
    let mut projects = Vec::new();
    let mut by_environment = Vec::new();
    for (place, environment) in environments.iter().enumerate() {
        let project = Project::new(Parts {
            sources: input.sources,
            folder: input.folder,
            manifest: Arc::clone(&manifest),
            environment: *environment,
            definitions: files
                .par_iter()
                .flat_map_iter(|file| file.definitions(place))
                .collect(),
            unread: files.iter().flat_map(|file| file.unread(place)).collect(),
            read_beside: input.read_beside,
            paths: paths.clone(),
        });
        let mut found = rules::run(&project, &|rule| level(&manifest, rule).is_none());
        found.extend(files.iter().flat_map(|file| file.diagnostics_of(place)));
        by_environment.push(found);
        projects.push(project);
    }
    let names: Vec<String> = projects
        .iter()
        .map(|project| {
            project
                .environment()
                .map_or_else(String::new, |env| env.name.as_str().to_owned())
        })
        .collect();
    diagnostics.extend(merge::merge(by_environment, &names));
    apply_levels(&manifest, &mut diagnostics);
    merge::drop_follow_ups(&mut diagnostics);
    merge::redact_in_other_environments(&manifest, &mut diagnostics);
    merge::share_redactions(&mut diagnostics);
    if input.honours_comments {
        let is_partial = environments.len() != manifest.environments.len().max(1);
        let mut of_files: Vec<FileAllows<'s>> = Vec::new();
        of_files.extend(
            files
                .iter_mut()
                .filter_map(|file| file.allows.take())
                .map(|allows| *allows),
        );
        of_files.extend(allows);
        if !of_files.is_empty() {
            let hidden = Hidden::new(&files, &manifest, is_partial, &diagnostics);
            honour(&mut of_files, &manifest, &hidden, &mut diagnostics);
        }
    }
    diagnostic::sort(&mut diagnostics, input.sources);
    let ours = files
        .iter()
        .filter(|file| file.is_ours)
        .map(|file| file.file);
    Outcome {
        diagnostics,
        files: input.manifest.into_iter().chain(ours).collect(),
        definitions: files.iter().map(|file| file.documents.len()).sum(),
        manifest,
        projects,
        _read: files,
    }
}

fn manifest<'s>(input: &Input<'s>) -> (Manifest<'s>, Vec<Diagnostic>, Option<FileAllows<'s>>) {
    let Some(file) = input.manifest else {
        return (Manifest::default(), Vec::new(), None);
    };
    read::manifest_and_allows(input.sources, file)
}

/// What `rules:` makes of a rule; nothing for a rule that is allowed away.
#[must_use]
pub fn level(manifest: &Manifest<'_>, rule: &Rule) -> Option<Severity> {
    let level = manifest
        .rules
        .iter()
        .find(|(name, _)| name.as_str() == rule.name);
    match level.map(|(_, level)| level.as_str()) {
        _ if rule.is_fixed() => Some(rule.severity),
        Some("allow") => None,
        Some("info") => Some(Severity::Info),
        Some("warning") => Some(Severity::Warning),
        Some("error") => Some(Severity::Error),
        _ => Some(rule.severity),
    }
}

/// Lets comments speak for findings.
fn honour(
    allows: &mut [FileAllows<'_>],
    manifest: &Manifest<'_>,
    hidden: &Hidden,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_off = |rule: &Rule| level(manifest, rule).is_none();
    let reporting = suppress::Reporting {
        may_miss: &|rule, at, whole_file| hidden.may_miss(rule, at, whole_file),
        is_off: &is_off,
    };
    let has_level = |found: &mut Diagnostic| apply_level(manifest, found);
    suppress::apply(allows, reporting, &has_level, diagnostics);
}

/// A level in `rules:` replaces the severity of the rule.
fn apply_levels(manifest: &Manifest<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if !manifest.rules.is_empty() {
        diagnostics.retain_mut(|found| apply_level(manifest, found));
    }
}

/// Says whether the finding stays.
fn apply_level(manifest: &Manifest<'_>, found: &mut Diagnostic) -> bool {
    match level(manifest, found.rule) {
        None => false,
        Some(level) if level != found.rule.severity => {
            found.severity = level;
            true
        }
        Some(_) => true,
    }
}
