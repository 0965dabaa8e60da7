//! Checks the examples of rules, for their pages and for the tests.

use super::{Input, InputFile, check};
use crate::baseline;
use crate::diagnostic::{Diagnostic, ExampleFile, Rule, apply, edits_of};
use crate::identity::identify;
use crate::project::Project;
use crate::report::{self, Format, Options, Summary};
use crate::rules::page::{self, Shown};
use crate::source::{FileId, SourceFile, Sources};

/// The baseline among the files of an example.
const BASELINE: &str = "baseline.json";

/// The page of a rule: what `hookc explain` prints.
#[must_use]
pub fn rule_page(rule: &Rule) -> String {
    page::page(rule, &show)
}

fn show(files: &[ExampleFile]) -> Shown {
    let (sources, found) = check_example(files);
    let options = Options {
        summary: false,
        ..Options::default()
    };
    let summary = Summary::default();
    let has_fix = found.iter().any(|found| found.fix.is_some());
    Shown {
        report: report::render(Format::Full, &found, &sources, &summary, &options),
        fixed: if has_fix {
            with_fixes(files, &sources, &found)
        } else {
            Vec::new()
        },
    }
}

/// Checks the files of an example as a project.
#[must_use]
pub fn check_example(files: &[ExampleFile]) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let (mut manifest, mut baseline, mut inputs) = (None, None, Vec::new());
    for file in files {
        if file.path == BASELINE {
            baseline = Some(sources.add(SourceFile::new(file.path.clone(), file.text.clone())));
        }
        let is_yaml = [".yaml", ".yml"].iter().any(|end| file.path.ends_with(end));
        if !is_yaml {
            continue;
        }
        let id = sources.add(SourceFile::new(file.path.clone(), file.text.clone()));
        if file.path == "hookc.yaml" {
            manifest = Some(id);
        } else {
            inputs.push(InputFile {
                file: id,
                path: file.path.as_str().into(),
                listed: false,
            });
        }
    }
    let read_beside = |from: FileId, path: &str| -> Result<String, String> {
        let folder = sources[from].path().rsplit_once('/');
        let folder = folder.map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let wanted = format!("{folder}{}", path.trim_start_matches("./"));
        let found = files.iter().find(|file| file.path == wanted);
        found
            .map(|file| file.text.clone())
            .ok_or_else(|| "there is no such file".to_owned())
    };
    let mut outcome = check(&Input {
        sources: &sources,
        folder: "example",
        manifest,
        files: inputs,
        environment: None,
        honours_comments: true,
        read_beside: &read_beside,
    });
    let mut diagnostics = std::mem::take(&mut outcome.diagnostics);
    if let Some(baseline) = baseline {
        let projects: Vec<&Project<'_>> = outcome.projects.iter().collect();
        identify(&mut diagnostics, &sources, &projects);
        let path_of = |file: FileId| sources[file].path().to_owned();
        let entries = baseline::read(baseline, &sources[baseline]).unwrap_or_default();
        let stale = baseline::mark(&entries, &mut diagnostics, &path_of);
        diagnostics.extend(stale.into_iter().map(baseline::stale));
    }
    (sources, diagnostics)
}

/// The files after the fixes of findings.
#[must_use]
pub fn with_fixes(
    files: &[ExampleFile],
    sources: &Sources,
    diagnostics: &[Diagnostic],
) -> Vec<ExampleFile> {
    let fixed = |file: &ExampleFile| {
        let known = sources
            .iter()
            .find(|(_, source)| source.path() == file.path);
        let edits: Vec<_> = known
            .into_iter()
            .flat_map(|(id, _)| {
                diagnostics
                    .iter()
                    .flat_map(move |found| edits_of(found, id))
            })
            .collect();
        ExampleFile {
            path: file.path.clone(),
            text: apply(&file.text, &edits),
        }
    };
    files.iter().map(fixed).collect()
}
