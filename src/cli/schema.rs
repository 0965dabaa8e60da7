//! `hookc schema`

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::End;
use super::output::Output;
use super::projects::working_folder;
use crate::compile::manifest_of;
use crate::diagnostic::{Severity, list_all, nearest};
use crate::disk::{self, Failure, Written, quoted, target_below, write_output};
use crate::schemas::{self, NamedSchema, Unnamed};
use crate::source::Sources;

/// Print JSON Schemas: of definitions, of the manifest, of what hookc prints, and of every payload that
/// a platform sends or takes.
///
/// One schema is printed; several are written to a folder. Editors complete and check YAML by them:
/// `definition` and `project` are what the first line of a file names that `hookc init` wrote. In a
/// project, `definition` knows its `default_platform`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hookc schema --list
  hookc schema ebbot/chat.close
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
    /// List the names, with what each describes.
    #[arg(long, conflicts_with = "out")]
    list: bool,
}

pub(super) fn run(args: &SchemaArgs, output: &mut Output) -> Result<End, Failure> {
    let cwd = working_folder()?;
    let all = schemas::all(unnamed(&cwd)?);
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
        ([only], None) => output.print(&only.text()),
        ([], None) => {
            let list = list_all(all.iter().map(|schema| schema.name.as_str()));
            return Err(Failure::new("no schema is named").help(format!(
                "name one: {list}; or write all of them with `--out DIR`"
            )));
        }
        (_, None) => {
            return Err(Failure::new("several schemas cannot be printed as one")
                .help("write them to a folder with `--out DIR`"));
        }
    }
    Ok(End::Fine)
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
