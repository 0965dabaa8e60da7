//! `hookc codegen`

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::End;
use super::build::hidden;
use super::output::Output;
use super::projects::{check, findings, load, nothing_found, summary, working_folder};
use crate::codegen::{self, Code, Options, TemplateError};
use crate::compile::Outcome;
use crate::definition::RustOutput;
use crate::disk::{
    self, Change, Failure, ProjectFiles, Target, Workspace, Written, differences, quoted, relative,
    target_below, write_output,
};
use crate::report::{Format, hide, render, unified};
use crate::source::FileId;

/// Write typed structs of what the project's servers receive and send.
///
/// One file, where the output ends in `.rs`, or the folder of a crate that depends on `serde` and
/// `serde_json` alone. Without `--out` it goes to `rust.out` of `hookc.yaml`; without that the file is
/// printed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hookc codegen rust                        to `rust.out`, or to the terminal
  hookc codegen rust --out src/hooks.rs     one file
  hookc codegen rust --out hooks --all      a crate with every payload
  hookc codegen rust --check                is the committed code current?

Exit codes: 0 written, or with `--check` nothing differs; 1 errors in the definitions, or a \
difference; 2 something cannot be read or written.")]
pub(super) struct CodegenArgs {
    /// The language.
    #[arg(value_name = "LANGUAGE")]
    language: Language,
    /// Write here: a file that ends in `.rs`, or the folder of a crate.
    #[arg(long, value_name = "DIR|FILE.rs")]
    out: Option<PathBuf>,
    /// Write every documented payload, not only what the project uses.
    #[arg(long)]
    all: bool,
    /// Write nothing; print what differs from what is there.
    #[arg(long)]
    check: bool,
    /// Use the templates in DIR in place of those of the same names.
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Language {
    /// Rust.
    Rust,
}

/// The code of one project, ready to be written.
pub(super) struct Sdk {
    files: Vec<(String, String)>,
    target: Target,
    /// What is written as the user would write it: a file, or a folder.
    shown: String,
    /// Whether it is one file, whose folder is the target.
    is_file: bool,
}

pub(super) fn run(args: &CodegenArgs, output: &mut Output) -> Result<End, Failure> {
    let Language::Rust = args.language;
    let cwd = working_folder()?;
    let workspace = load(&[], &cwd, output)?;
    let options = Options {
        all: args.all,
        templates: match &args.templates {
            Some(folder) => disk::read_templates(folder)?,
            None => Vec::new(),
        },
    };
    let read_beside = |file: FileId, path: &str| disk::read_beside(&workspace, file, path);
    let outcomes: Vec<Outcome<'_>> = workspace
        .projects
        .iter()
        .map(|project| check(&workspace, project, None, true, &read_beside))
        .collect();
    if has_errors(&outcomes, &workspace, output) {
        return Ok(End::Found);
    }
    let has_definitions = outcomes.iter().any(|outcome| outcome.definitions > 0);
    if !has_definitions && !args.all {
        return Err(nothing_found(&workspace, &cwd).help("`--all` needs no definitions"));
    }
    let mut sdks = Vec::new();
    for (project, outcome) in workspace.projects.iter().zip(&outcomes) {
        let code = code_of(outcome, &options)?;
        let out = args.out.as_ref().map(|out| cwd.join(out));
        let rust = outcome.manifest.rust.as_ref();
        match (out, rust.and_then(|rust| rust.out.as_ref())) {
            (Some(_), _) | (None, None) if workspace.projects.len() > 1 => {
                return Err(several(&workspace));
            }
            (Some(out), _) => {
                let (base, name) = split(&out)?;
                let mut sdk = sdk(&code, &base, &name, &cwd)?;
                if let Some(shown) = args.out.as_ref().and_then(|out| out.to_str()) {
                    shown.trim_end_matches('/').clone_into(&mut sdk.shown);
                }
                sdks.push(sdk);
            }
            (None, Some(out)) => sdks.push(sdk(&code, &project.root, out.as_str(), &cwd)?),
            (None, None) => return print_or_refuse(args, &code, output),
        }
    }
    let found = findings(&outcomes, &workspace);
    finish(
        &sdks,
        args.check,
        &hidden(&found, &outcomes, &workspace),
        output,
    )
}

fn print_or_refuse(args: &CodegenArgs, code: &Code, output: &mut Output) -> Result<End, Failure> {
    if args.check {
        return Err(Failure::new("there is no output to compare with")
            .help("name it with `--out`, or with `rust.out` in `hookc.yaml`"));
    }
    let module = code.module().map_err(|error| template_failure(&error))?;
    output.print_exact(&module);
    Ok(End::Fine)
}

fn several(workspace: &Workspace) -> Failure {
    let count = workspace.projects.len();
    Failure::new(format!("there are {count} projects here, and one output"))
        .help("go into one of them, or give each a `rust.out` in its `hookc.yaml`")
}

/// Prints the findings, if there is an error; says whether there is.
fn has_errors(outcomes: &[Outcome<'_>], workspace: &Workspace, output: &mut Output) -> bool {
    let found = findings(outcomes, workspace);
    let summary = summary(outcomes, &found);
    if summary.errors == 0 {
        return false;
    }
    let options = output.options(true);
    output.print(&render(
        Format::Full,
        &found,
        &workspace.sources,
        &summary,
        &options,
    ));
    true
}

/// The code of a project without errors: it is the same in every environment.
fn code_of(outcome: &Outcome<'_>, options: &Options) -> Result<Code, Failure> {
    let project = outcome.projects.first();
    let environment = project.and_then(|project| project.environment());
    let environment = environment.map(|environment| environment.name.as_str());
    let Some(checked) = outcome.checked(environment) else {
        return Err(Failure::new("the definitions have errors").help("run `hookc check`"));
    };
    codegen::of_project(checked, options).map_err(|error| template_failure(&error))
}

fn template_failure(error: &TemplateError) -> Failure {
    let file = quoted(Path::new(&error.file));
    Failure::new(format!(
        "the template {file} cannot be used: {}",
        error.message
    ))
    .help("docs/rust.md of hookc describes templates and what they are given")
}

/// The code that the manifests of these projects ask for.
pub(super) fn asked_for(
    projects: &[ProjectFiles],
    outcomes: &[Outcome<'_>],
    cwd: &Path,
) -> Result<Vec<Sdk>, Failure> {
    let mut sdks = Vec::new();
    for (project, outcome) in projects.iter().zip(outcomes) {
        let rust: Option<&RustOutput<'_>> = outcome.manifest.rust.as_ref();
        if let Some(out) = rust.and_then(|rust| rust.out.as_ref()) {
            let code = code_of(outcome, &Options::default())?;
            sdks.push(sdk(&code, &project.root, out.as_str(), cwd)?);
        }
    }
    Ok(sdks)
}

/// A path as the folder that it is in, which may be anywhere, and its last part.
fn split(out: &Path) -> Result<(PathBuf, String), Failure> {
    let name = out.file_name().and_then(|name| name.to_str());
    if let (Some(parent), Some(name)) = (out.parent(), name) {
        return Ok((parent.to_owned(), name.to_owned()));
    }
    let shown = quoted(out);
    let failure = Failure::new(format!("{shown} cannot be the name of an output"));
    Err(failure.help("name a folder, or a file that ends in `.rs`"))
}

/// The code at `out` below `base`.
fn sdk(code: &Code, base: &Path, out: &str, cwd: &Path) -> Result<Sdk, Failure> {
    let full = base.join(out);
    let shown = relative(&full, cwd).unwrap_or_else(|| full.to_string_lossy().into_owned());
    let is_file = Path::new(out)
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("rs"));
    if !is_file {
        let files = code
            .crate_files()
            .map_err(|error| template_failure(&error))?;
        return Ok(Sdk {
            files: files
                .into_iter()
                .map(|(path, text)| (path.to_owned(), text))
                .collect(),
            target: target_below(base, &[out])?,
            shown,
            is_file,
        });
    }
    let (folder, name) = out.rsplit_once('/').unwrap_or(("", out));
    let module = code.module().map_err(|error| template_failure(&error))?;
    Ok(Sdk {
        files: vec![(name.to_owned(), module)],
        target: target_below(base, &[folder])?,
        shown,
        is_file,
    })
}

/// Writes the code, or compares it with what is there.
/// A diff shows nothing of what is `hidden`.
pub(super) fn finish(
    sdks: &[Sdk],
    is_check: bool,
    hidden: &[&str],
    output: &mut Output,
) -> Result<End, Failure> {
    let mut end = End::Fine;
    for sdk in sdks {
        let files: Vec<(&str, &str)> = sdk
            .files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        // What people wrote is not replaced.
        let listed = |text: &str| codegen::is_ours(text).then(Vec::new);
        if is_check {
            for change in differences(&sdk.target, &files, &listed)? {
                output.print_diff(&diff(&change, sdk, hidden));
                end = End::Found;
            }
            continue;
        }
        let written = write_output(&sdk.target, &files, &listed)?;
        if !output.is_quiet() {
            output.print(&report(written, &sdk.shown));
        }
    }
    Ok(end)
}

fn diff(change: &Change, sdk: &Sdk, hidden: &[&str]) -> String {
    let path = if sdk.is_file {
        sdk.shown.clone()
    } else {
        format!("{}/{}", sdk.shown, change.path)
    };
    let old = change.old.as_deref();
    let name = if old.is_some() { &*path } else { "/dev/null" };
    let new = change.new.as_deref().unwrap_or_default();
    let old = hide(old.unwrap_or_default(), hidden);
    unified(name, &path, &old, &hide(new, hidden))
}

fn report(written: Written, shown: &str) -> String {
    let shown = quoted(Path::new(shown));
    let shown = shown.trim_matches('`');
    match written.written {
        0 => format!("{shown} is up to date\n"),
        _ => format!("wrote {shown}\n"),
    }
}
