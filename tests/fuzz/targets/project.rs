//! Whole projects in memory: checked with every rule, reported in every format, fixed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hookc::compile::{
    Input, InputFile, Outcome, Texts, check as compile_check, fix as compile_fix,
};
use hookc::diagnostic::Diagnostic;
use hookc::identity::identify;
use hookc::project::Project;
use hookc::report::{Format, FullOptions, Options, Summary, render, step_summary};
use hookc::source::{FileId, SourceFile, Sources};
use serde_json::Value as Json;

use super::assert_span;

/// What begins a further file; the path follows, up to the end of the line.
const SEPARATOR: &str = "# file: ";
const FIRST: &str = "hooks.yaml";
const MANIFEST: &str = "hookc.yaml";
/// More bytes say nothing that fewer do not.
const MOST: usize = 64 * 1024;

/// The files of a project.
#[derive(Clone)]
pub struct Files(Vec<SourceFile>);

impl Files {
    /// Files from bytes: several where lines separate them, as in the examples of rules.
    pub fn read(bytes: &[u8]) -> Self {
        let bytes = &bytes[..bytes.len().min(MOST)];
        let mut files: Vec<(String, Vec<u8>)> = vec![(FIRST.to_owned(), Vec::new())];
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if let Some(path) = line.strip_prefix(SEPARATOR.as_bytes()) {
                let path = String::from_utf8_lossy(path).trim().to_owned();
                files.push((path, Vec::new()));
            } else if let Some((_, text)) = files.last_mut() {
                text.extend(line);
            }
        }
        let mut seen = BTreeSet::new();
        // No folder has two files of one name.
        files.retain(|(path, text)| {
            let is_first_of_several = path == FIRST && text.is_empty();
            !is_first_of_several && seen.insert(path.clone())
        });
        let files = files.into_iter();
        Self(
            files
                .map(|(path, text)| SourceFile::from_bytes(path, text))
                .collect(),
        )
    }

    pub fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| SourceFile::new(*path, *text);
        Self(files.iter().map(file).collect())
    }

    fn with(&self, texts: &Texts) -> Self {
        let files = self.0.iter().enumerate().map(|(index, file)| {
            let id = FileId(u32::try_from(index).unwrap());
            match texts.get(&id) {
                Some(text) => SourceFile::new(file.path(), text.clone()),
                None => file.clone(),
            }
        });
        Self(files.collect())
    }

    /// How many bytes they have: a number that nothing but an input decides.
    pub fn bytes(&self) -> usize {
        self.0.iter().map(|file| file.text().len()).sum()
    }

    fn reversed(&self) -> Self {
        Self(self.0.iter().rev().cloned().collect())
    }

    /// Checks the project and hands on what is there to be looked at.
    pub fn checked<R>(&self, look: impl FnOnce(&Sources, &mut Outcome<'_>) -> R) -> R {
        let mut sources = Sources::default();
        let (mut manifest, mut inputs) = (None, Vec::new());
        for file in &self.0 {
            let id = sources.add(file.clone());
            let path = file.path().to_owned();
            if path == MANIFEST {
                manifest = Some(id);
            } else if Path::new(&path)
                .extension()
                .is_some_and(|end| end == "yaml")
            {
                let listed = path.contains("listed");
                inputs.push(InputFile {
                    file: id,
                    path: path.into(),
                    listed,
                });
            }
        }
        let beside: BTreeMap<&str, &str> = self
            .0
            .iter()
            .map(|file| (file.path(), file.text()))
            .collect();
        let read_beside = |_: FileId, path: &str| {
            let text = beside.get(path.trim_start_matches("./"));
            text.map(|text| (*text).to_owned())
                .ok_or_else(|| "there is no such file".to_owned())
        };
        let mut outcome = compile_check(&Input {
            sources: &sources,
            folder: "shop",
            manifest,
            files: inputs,
            environment: None,
            honours_comments: true,
            read_beside: &read_beside,
        });
        look(&sources, &mut outcome)
    }

    fn findings(&self) -> Vec<Diagnostic> {
        self.checked(|_, outcome| std::mem::take(&mut outcome.diagnostics))
    }
}

pub fn check(bytes: &[u8]) {
    check_files(&Files::read(bytes));
}

/// A manifest beside definitions of every platform.
pub fn manifest(bytes: &[u8]) {
    const HOOKS: &str = include_str!("definitions.yaml");
    let mut files = Files::of(&[(FIRST, HOOKS)]);
    files
        .0
        .push(SourceFile::from_bytes(MANIFEST, bytes.to_vec()));
    check_files(&files);
    super::outputs::emit(&files);
}

/// Comments that allow findings: each line is one, above fields, behind values, between documents.
pub fn comments(bytes: &[u8]) {
    const HOOKS: &str = include_str!("definitions.yaml");
    let text = super::text(bytes);
    let mut said = text.lines();
    let mut hooks = String::new();
    for (index, line) in HOOKS.lines().enumerate() {
        let comment = said.next().unwrap_or_default();
        match index % 3 {
            _ if comment.is_empty() => hooks.extend([line, "\n"]),
            0 => hooks.extend(["#", comment, "\n", line, "\n"]),
            1 => hooks.extend([line, " # hookc: ", comment, "\n"]),
            _ => hooks.extend(["# hookc: ", comment, "\n", line, "\n"]),
        }
    }
    let files = Files::of(&[(FIRST, &hooks)]);
    check_files(&files);
    fix_files(&files);
}

/// Fixing ends, never makes a file illegible, and leaves nothing to a second run.
pub fn fix(bytes: &[u8]) {
    fix_files(&Files::read(bytes));
}

fn check_files(files: &Files) {
    // All formats of each project would take ten times as long as the check.
    let nth = files.bytes();
    let first = files.checked(|sources, outcome| {
        for found in &outcome.diagnostics {
            assert_finding(found, sources);
        }
        reports(sources, outcome, nth)
    });
    // Neither the order of the files nor the threads may show.
    let second = files
        .reversed()
        .checked(|sources, outcome| reports(sources, outcome, nth));
    assert_eq!(first, second, "the order of the files shows");
}

fn assert_finding(found: &Diagnostic, sources: &Sources) {
    let labels = found.labels.iter().map(|label| label.span);
    let edits = found.fix.iter().flat_map(|fix| &fix.edits);
    let spans = labels.chain(edits.map(|edit| edit.span));
    for span in spans
        .chain(found.redact.iter().copied())
        .chain([found.span])
    {
        assert_span(span, sources[span.file].text());
    }
    assert!(!found.message.is_empty() && !found.message.contains('\n'));
}

/// The findings in one of the formats, and in that of one line each, which says the most in the least
/// time.
fn reports(sources: &Sources, outcome: &mut Outcome<'_>, nth: usize) -> Vec<String> {
    let mut found = std::mem::take(&mut outcome.diagnostics);
    let projects: Vec<&Project<'_>> = outcome.projects.iter().collect();
    identify(&mut found, sources, &projects);
    let summary = Summary::new(outcome.files.len(), outcome.definitions, &found);
    let print = |format, options: &Options| render(format, &found, sources, &summary, options);
    let mut texts = vec![print(Format::Concise, &Options::default())];
    texts.push(match Format::ALL.get(nth % (Format::ALL.len() + 2)) {
        Some((_, format)) => {
            let text = print(*format, &Options::default());
            assert_format(*format, &text);
            text
        }
        None if nth.is_multiple_of(2) => {
            let table = step_summary(&found, sources, &summary, 2000);
            assert!(table.len() <= 2000, "{} bytes", table.len());
            table
        }
        None => print(Format::Full, &narrow()),
    });
    outcome.diagnostics = found;
    texts
}

fn narrow() -> Options {
    Options {
        full: FullOptions {
            color: true,
            unicode: false,
            width: 40,
            fixes: true,
        },
        ..Options::default()
    }
}

fn assert_format(format: Format, text: &str) {
    assert!(text.is_empty() || text.ends_with('\n'));
    if format.is_document() && format != Format::Junit {
        assert!(serde_json::from_str::<Json>(text).is_ok());
    }
    if format == Format::Github {
        let levels = ["::error ", "::warning ", "::notice "];
        let is_ours = |line: &str| levels.iter().any(|level| line.starts_with(level));
        let mut commands = text.lines().filter(|line| line.starts_with("::"));
        assert!(commands.all(is_ours), "{text}");
    }
}

fn fix_files(files: &Files) {
    for unsafe_too in [false, true] {
        let (fixed, made) = fixed(files, unsafe_too);
        let broken = |files: &Files| {
            let is_broken = |found: &&Diagnostic| found.rule.name == "invalid-yaml";
            files.findings().iter().filter(is_broken).count()
        };
        if made > 0 {
            assert!(broken(&fixed) <= broken(files), "a fix broke a file");
        }
        let (again, more) = self::fixed(&fixed, unsafe_too);
        assert_eq!(more, 0, "a second run has something to do");
        let texts = |files: &Files| -> Vec<String> {
            files.0.iter().map(|file| file.text().to_owned()).collect()
        };
        assert_eq!(texts(&again), texts(&fixed));
    }
}

fn fixed(files: &Files, unsafe_too: bool) -> (Files, usize) {
    let mut sources = Sources::default();
    for file in &files.0 {
        sources.add(file.clone());
    }
    let is_wanted =
        |found: &Diagnostic| found.fix.as_ref().is_some_and(|fix| fix.safe || unsafe_too);
    let check = |texts: &Texts| files.with(texts).findings();
    let done = compile_fix(&sources, files.findings(), &is_wanted, &check);
    (files.with(&done.texts), done.made.len())
}
