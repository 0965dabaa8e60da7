//! `hookc schema`

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::End;
use super::output::Output;
use super::projects::{all_environments, check, find_each, load, working_folder};
use crate::compile::manifest_of;
use crate::contract::contract;
use crate::diagnostic::{Severity, nearest};
use crate::disk::{self, Failure, Written, quoted, target_below, write_output};
use crate::schemas::{self, NamedSchema, Unnamed};
use crate::source::{FileId, Sources};

/// Print JSON Schemas: of definitions, of the manifest, of what hookc prints, of every payload that a
/// platform sends or takes, and of the requests and replies of the project you stand in.
///
/// One schema is printed; several are written to a folder. Editors complete and check YAML by them:
/// `definition` and `project` are what the first line of a file names that `hookc init` wrote. In a
/// project, `definition` knows its `default_platform`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hookc schema --list
  hookc schema diagnostics
  hookc schema definition project --out schemas    what editors need
  hookc schema --out schemas                       all of them

Exit codes: 0 printed or written; 2 there is no such schema, or something cannot be written.")]
pub(super) struct SchemaArgs {
    /// The schemas; with `--out`, all of them where none is named.
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Write each to `NAME.schema.json` in this folder.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The environment whose requests are described, where another one has errors.
    #[arg(long, value_name = "ENV")]
    env: Option<String>,
    /// List the names, with what each describes.
    #[arg(long, conflicts_with = "out")]
    list: bool,
}

pub(super) fn run(args: &SchemaArgs, output: &mut Output) -> Result<End, Failure> {
    let cwd = working_folder()?;
    let mut all = schemas::all(unnamed(&cwd)?);
    let is_known = |name: &String| all.iter().any(|schema| schema.name == *name);
    // A project that does not check is no reason to keep its editor waiting.
    if args.names.is_empty() || !args.names.iter().all(is_known) {
        all.extend(of_project(args, &cwd, output)?);
    }
    let chosen = choose(&all, &args.names)?;
    let or_all = || match chosen.as_slice() {
        [] => all.iter().collect(),
        some => some.to_vec(),
    };
    if args.list {
        output.print(&listing(&or_all()));
        return Ok(End::Fine);
    }
    match (chosen.as_slice(), &args.out) {
        (_, Some(folder)) => write(&or_all(), folder, output)?,
        ([only], None) => output.print_exact(&only.text()),
        ([], None) => {
            return Err(Failure::new("no schema is named")
                .help("name one of `hookc schema --list`, or write all of them with `--out DIR`"));
        }
        (_, None) => {
            return Err(Failure::new("several schemas cannot be printed as one")
                .help("write them to a folder with `--out DIR`"));
        }
    }
    Ok(End::Fine)
}

/// The requests and replies of the project that the command stands in. They are the same in all of its
/// environments, so that any without errors will do.
fn of_project(args: &SchemaArgs, cwd: &Path, output: &Output) -> Result<Vec<NamedSchema>, Failure> {
    let Some(manifest) = disk::manifest_above(cwd)? else {
        return match &args.env {
            Some(_) => Err(
                Failure::new("there is no project here, and so no environment")
                    .help("go to a folder of a project, or leave `--env` out"),
            ),
            None => Ok(Vec::new()),
        };
    };
    let workspace = load(&[], cwd, output)?;
    let all = all_environments(&workspace);
    let is_here = |file: Option<FileId>| {
        file.is_some_and(|file| workspace.sources[file].path() == manifest.path())
    };
    let mut projects = workspace.projects.iter().zip(&all);
    let Some((project, environments)) = projects.find(|(project, _)| is_here(project.manifest))
    else {
        return Ok(Vec::new());
    };
    if let Some(wanted) = &args.env {
        find_each(wanted, std::slice::from_ref(environments))?;
    }
    let read_beside = |file: FileId, path: &str| disk::read_beside(&workspace, file, path);
    let outcome = check(&workspace, project, args.env.clone(), true, &read_beside);
    let names = outcome.projects.iter().map(|project| {
        let environment = project.environment();
        environment.map(|environment| environment.name.as_str())
    });
    let Some(checked) = names.into_iter().find_map(|name| outcome.checked(name)) else {
        output
            .note("the project has errors, which `hookc check` shows; there are no schemas of it");
        return Ok(Vec::new());
    };
    let contract = contract(checked.project());
    Ok(contract
        .exchanges
        .iter()
        .flat_map(schemas::of_exchange)
        .collect())
}

/// What the project that the command stands in says of definitions without a platform.
fn unnamed(cwd: &Path) -> Result<Unnamed<'static>, Failure> {
    let mut sources = Sources::default();
    let Some(file) = disk::manifest_above(cwd)? else {
        return Ok(Unnamed::IsForAny);
    };
    let id = sources.add(file);
    let (manifest, found) = manifest_of(&sources, id);
    let is_legible = found.iter().all(|found| found.severity != Severity::Error);
    Ok(match manifest.default_platform {
        Some(platform) => Unnamed::IsFor(platform),
        None if is_legible => Unnamed::IsWrong,
        None => Unnamed::IsForAny,
    })
}

/// The schemas with these names, each once.
fn choose<'s>(all: &'s [NamedSchema], names: &[String]) -> Result<Vec<&'s NamedSchema>, Failure> {
    let mut chosen: Vec<&NamedSchema> = Vec::new();
    let mut failures = Vec::new();
    for name in names {
        match all.iter().find(|schema| schema.name == *name) {
            Some(schema) if chosen.contains(&schema) => {}
            Some(schema) => chosen.push(schema),
            None => failures.push(unknown(name, all)),
        }
    }
    Failure::unless_empty(failures)?;
    Ok(chosen)
}

fn unknown(name: &str, all: &[NamedSchema]) -> Failure {
    let names = all.iter().map(|schema| schema.name.as_str());
    let help = match nearest(name, names) {
        Some(near) => format!("did you mean `{near}`? `hookc schema --list` lists all of them"),
        None => "`hookc schema --list` lists all of them".to_owned(),
    };
    let shown = quoted(Path::new(name));
    Failure::new(format!("there is no schema {shown}")).help(help)
}

fn listing(schemas: &[&NamedSchema]) -> String {
    let width = schemas.iter().map(|schema| schema.name.len()).max();
    let width = width.unwrap_or_default();
    let mut text = String::new();
    for schema in schemas {
        let _ = writeln!(text, "{:width$}  {}", schema.name, schema.title);
    }
    text
}

fn write(schemas: &[&NamedSchema], folder: &Path, output: &mut Output) -> Result<(), Failure> {
    let files: Vec<(String, String)> = schemas
        .iter()
        .map(|schema| (schema.path(), schema.text()))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let target = target_below(folder, &[])?;
    // Other files of the folder are somebody else's: nothing is removed.
    let written = write_output(&target, &files, &|_| Some(Vec::new()))?;
    if !output.is_quiet() {
        output.print(&report(written, folder));
    }
    Ok(())
}

fn report(written: Written, folder: &Path) -> String {
    let folder = quoted(folder);
    let folder = folder.trim_matches('`');
    let unchanged = match written.unchanged {
        0 => String::new(),
        count => format!(", {count} unchanged"),
    };
    match written.written {
        0 => format!("{folder} is up to date\n"),
        1 => format!("wrote 1 file to {folder}{unchanged}\n"),
        count => format!("wrote {count} files to {folder}{unchanged}\n"),
    }
}
