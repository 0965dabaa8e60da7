//! `hookc check --fix`, `--unsafe-fixes`, `--diff`

use std::collections::BTreeSet;
use std::path::Path;

use super::output::Output;
use crate::compile::{self, Fixed, Fixes, Texts};
use crate::diagnostic::Diagnostic;
use crate::disk::{Failure, Named, Workspace, rewrite_all};
use crate::report::{hide, unified, visible};
use crate::source::{FileId, Sources, slice};

/// Makes the fixes of what would be reported; nothing is written.
pub(super) fn fix(
    workspace: &Workspace,
    named: &[Named],
    unsafe_too: bool,
    check: &dyn Fn(&Workspace) -> Vec<Diagnostic>,
) -> Fixes {
    let files = reported_files(workspace, named);
    let is_reported = |found: &Diagnostic| {
        let labels = found.labels.iter().map(|label| label.span);
        let mut spans = labels.chain([found.span]);
        let is_in = |files: &BTreeSet<FileId>| spans.any(|span| files.contains(&span.file));
        files.as_ref().is_none_or(is_in)
    };
    let is_wanted = |found: &Diagnostic| {
        found.fix.as_ref().is_some_and(|fix| fix.safe || unsafe_too) && is_reported(found)
    };
    let recheck = |texts: &Texts| check(&workspace.with_texts(texts));
    compile::fix(&workspace.sources, check(workspace), &is_wanted, &recheck)
}

/// Replaces the files; all or none.
pub(super) fn write(fixes: &Fixes, workspace: &Workspace) -> Result<(), Failure> {
    let rewritten: Vec<(&Path, &str, &str)> = changed(fixes, workspace)
        .filter_map(|(id, old, new)| Some((workspace.path_of(id)?, old, new)))
        .collect();
    rewrite_all(&rewritten)
}

/// What the fixes would change, as a unified diff. What no output shows is hidden here too.
pub(super) fn diff(fixes: &Fixes, workspace: &Workspace) -> String {
    let spans = fixes.found.iter().flat_map(|found| &found.redact);
    let hidden: Vec<&str> = spans
        .map(|span| match fixes.texts.get(&span.file) {
            Some(new) => slice(new, span.range()),
            None => workspace.sources.text_at(*span),
        })
        .collect();
    let diff = |(id, old, new): (FileId, &str, &str)| {
        let path = workspace.sources[id].path();
        unified(path, path, &hide(old, &hidden), &hide(new, &hidden))
    };
    changed(fixes, workspace).map(diff).collect()
}

/// Says which findings are fixed, and which are not and why.
pub(super) fn note(fixes: &Fixes, is_diff: bool, sources: &Sources, output: &Output) {
    let done = if is_diff { "would fix" } else { "fixed" };
    for one in &fixes.made {
        output.note(&format!("{done} {}", line(one, sources)));
    }
    for (one, reason) in &fixes.refused {
        output.note(&format!("not fixed {}; {reason}", line(one, sources)));
    }
    if fixes.made.is_empty() && fixes.refused.is_empty() {
        output.note("nothing can be fixed");
    }
}

fn line(fixed: &Fixed, sources: &Sources) -> String {
    let path = visible(sources[fixed.finding.span.file].path());
    let (line, column) = (fixed.at.line, fixed.at.column);
    let message = visible(&fixed.finding.message);
    format!(
        "{path}:{line}:{column}: [{}] {message}",
        fixed.finding.rule.name
    )
}

fn changed<'a>(
    fixes: &'a Fixes,
    workspace: &'a Workspace,
) -> impl Iterator<Item = (FileId, &'a str, &'a str)> {
    let texts = fixes.texts.iter();
    texts
        .map(|(id, new)| (*id, workspace.sources[*id].text(), new.as_str()))
        .filter(|(_, old, new)| old != new)
}

/// The files whose findings are reported; nothing for all. Naming the manifest names all of its
/// project.
pub(super) fn reported_files(workspace: &Workspace, named: &[Named]) -> Option<BTreeSet<FileId>> {
    if named.is_empty() {
        return None;
    }
    let mut files: BTreeSet<FileId> = named
        .iter()
        .flat_map(|one| one.among(workspace.places()).copied())
        .collect();
    for project in &workspace.projects {
        if project
            .manifest
            .is_some_and(|manifest| files.contains(&manifest))
        {
            files.extend(project.files.iter().map(|file| file.file));
        }
    }
    Some(files)
}
