//! `hookc init`

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::End;
use super::output::Output;
use crate::disk::{self, Failure, quoted};
use crate::platforms::facts::{self, Facts};
use crate::schemas;

/// Start a small project that passes `hookc check`.
///
/// Writes `hookc.yaml`, one definition of each kind that the platform has, the JSON Schemas that
/// editors complete them by, and a `.pre-commit-config.yaml` that runs `hookc check`. Existing files
/// are never overwritten.
#[derive(Debug, Args)]
#[command(after_help = examples())]
pub(super) struct InitArgs {
    /// The folder to start the project in; made where it does not exist.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// The platform of the definitions.
    #[arg(
        long,
        value_name = "PLATFORM",
        default_value = facts::ALL.first().map_or("", |facts| facts.id),
        value_parser = PossibleValuesParser::new(facts::ALL.iter().map(|facts| facts.id)),
    )]
    platform: String,
}

fn examples() -> String {
    let platform = facts::ALL.last().map_or("", |facts| facts.id);
    format!("Examples:\n  hookc init\n  hookc init support-bot --platform {platform}")
}

const PRE_COMMIT: &str = ".pre-commit-config.yaml";
const PRE_COMMIT_TEXT: &str = include_str!("init/pre-commit-config.yaml");

pub(super) fn run(args: &InitArgs, output: &mut Output) -> Result<End, Failure> {
    let platform = facts::find(&args.platform)
        .ok_or_else(|| Failure::new(format!("there is no platform `{}`", args.platform)))?;
    let has_pre_commit = disk::exists(&disk::below(&args.folder, PRE_COMMIT));
    // The first line of each YAML file leads an editor there.
    let schemas: Vec<(String, String)> = schemas::for_editors(platform)
        .iter()
        .map(|schema| (format!("schemas/{}", schema.path()), schema.text()))
        .collect();
    let mut files: Vec<(&str, &str)> = platform.starter.to_vec();
    files.extend(schemas.iter().map(|(path, text)| (&**path, &**text)));
    if !has_pre_commit {
        files.push((PRE_COMMIT, PRE_COMMIT_TEXT));
    }
    disk::create_all(&args.folder, &files)?;
    if has_pre_commit {
        let path = quoted(&disk::below(&args.folder, PRE_COMMIT));
        output.note(&format!(
            "{path} exists and stays as it is; this runs hookc in it:\n\n{PRE_COMMIT_TEXT}"
        ));
    }
    if !output.is_quiet() {
        output.print(&report(&args.folder, platform, &files));
    }
    Ok(End::Fine)
}

fn report(folder: &Path, platform: &Facts, files: &[(&str, &str)]) -> String {
    let mut text = format!("a project for {}:\n", platform.name);
    let is_here = folder == Path::new(".");
    for (path, _) in files {
        let path = if is_here {
            PathBuf::from(path)
        } else {
            folder.join(path)
        };
        let _ = writeln!(text, "  {}", quoted(&path).trim_matches('`'));
    }
    let at = if is_here {
        String::new()
    } else {
        format!(" --project {}", quoted(folder).trim_matches('`'))
    };
    let _ = writeln!(text, "next: `hookc check{at}`, then `hookc build{at}`");
    text
}
