//! `hookc import`

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::End;
use super::output::{Output, reason};
use crate::disk::{self, Failure, quoted, write_named};
use crate::import::{Fault, Options, import};
use crate::platforms::facts;
use crate::source::{MAX_FILE_BYTES, ReadProblem, SourceFile};

/// Turn JSON of a platform, or a `curl` command, into a definition.
///
/// Reads a webhook or trigger of Verboo as JSON (also with a bare `$images`), JSON files that `hookc
/// build` wrote, and commands of `curl` as terminals, documentation and browsers have them. Comments
/// that begin with `decide:` say what a person must decide. Credentials are not carried over: a
/// `${secret.NAME}` stands in their place.
#[derive(Debug, Args)]
#[command(after_help = examples())]
pub(super) struct ImportArgs {
    /// The file to import; `-` is the standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The platform of the definition; by default the one that the JSON looks like, or the first
    /// that can send such a request.
    #[arg(
        long,
        value_name = "PLATFORM",
        value_parser = PossibleValuesParser::new(facts::ALL.iter().map(|facts| facts.id)),
    )]
    platform: Option<String>,
    /// The name of the definition; by default what the JSON says, else the name of the file.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Write to this file instead of the standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Overwrite the file that `--out` names.
    #[arg(long, requires = "out")]
    force: bool,
}

fn examples() -> String {
    let platform = facts::ALL.get(1).map_or("", |facts| facts.id);
    format!(
        "\
Examples:
  hookc import create_ticket.json
  hookc import create_ticket.json --out hooks/create_ticket.yaml
  pbpaste | hookc import - --name order_status
  hookc import request.sh --platform {platform}

Exit codes: 0 imported; 2 the file is neither JSON that is known nor a command, or a file cannot be \
read or written."
    )
}

pub(super) fn run(args: &ImportArgs, output: &mut Output) -> Result<End, Failure> {
    if let Some(out) = args.out.as_ref().filter(|_| !args.force)
        && disk::exists(out)
    {
        let message = format!("{} exists and is not overwritten", quoted(out));
        return Err(Failure::new(message).help("`--force` overwrites it"));
    }
    let is_input = args.file.as_os_str() == "-";
    let source = read(&args.file, is_input, output)?;
    let shown = shown(&args.file, is_input);
    if let Some(ReadProblem::NotUtf8(at)) = source.problem() {
        let fault = Fault {
            at: Some(at as usize),
            message: "a byte that is not UTF-8".to_owned(),
            help: Some("save the file as UTF-8".to_owned()),
        };
        return Err(failure(&fault, &source, &shown));
    }
    let stem = file_stem(&args.file).filter(|_| !is_input);
    let options = Options {
        platform: args.platform.as_deref().and_then(facts::find),
        name: args.name.as_deref(),
        file_name: stem,
        keeps_credentials: false,
    };
    let yaml = import(source.text(), &options).map_err(|fault| failure(&fault, &source, &shown))?;
    match &args.out {
        None => output.print_exact(&yaml),
        Some(out) => {
            write_named(out, &yaml)?;
            if !output.is_quiet() {
                let out = quoted(out);
                output.print(&format!("wrote {}\n", out.trim_matches('`')));
            }
        }
    }
    let questions = yaml
        .lines()
        .filter(|line| line.trim_start().starts_with("# decide: "));
    match questions.count() {
        0 => {}
        1 => output.note("a comment says what is left to decide"),
        count => output.note(&format!("{count} comments say what is left to decide")),
    }
    Ok(End::Fine)
}

fn read(file: &Path, is_input: bool, output: &Output) -> Result<SourceFile, Failure> {
    let shown = shown(file, is_input);
    let cannot = |reason: &str| Failure::new(format!("cannot read {shown}: {reason}"));
    let open: Box<dyn Read> = if is_input {
        if io::stdin().is_terminal() {
            output.note("type or paste the text; Ctrl-D on a line of its own ends it");
        }
        Box::new(io::stdin().lock())
    } else if file.is_dir() {
        return Err(cannot("it is a folder").help("name one file"));
    } else {
        Box::new(File::open(file).map_err(|error| cannot(&reason(&error)))?)
    };
    let mut bytes = Vec::new();
    // One byte more than is read of a file tells that there are too many.
    let read = open.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| cannot(&reason(&error)))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let limit = MAX_FILE_BYTES / (1024 * 1024);
        return Err(cannot(&format!("it is larger than {limit} MiB")));
    }
    Ok(SourceFile::from_bytes(shown, bytes))
}

/// A file as messages name it.
fn shown(file: &Path, is_input: bool) -> String {
    if is_input {
        "the standard input".to_owned()
    } else {
        quoted(file)
    }
}

/// The name of a file up to its first dot: `a.json.tmpl` is `a`.
fn file_stem(file: &Path) -> Option<&str> {
    let name = file.file_name().and_then(OsStr::to_str)?;
    let stem = name.split('.').next().unwrap_or(name);
    (!stem.is_empty()).then_some(stem)
}

fn failure(fault: &Fault, source: &SourceFile, shown: &str) -> Failure {
    let place = fault.at.map_or_else(String::new, |at| {
        let at = source.position(u32::try_from(at).unwrap_or(u32::MAX));
        format!(", line {}, column {}", at.line, at.column)
    });
    let failure = Failure::new(format!("cannot import {shown}{place}: {}", fault.message));
    match &fault.help {
        Some(help) => failure.help(help.clone()),
        None => failure,
    }
}
