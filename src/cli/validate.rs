//! `hookc validate`

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::Value as Json;

use super::End;
use super::events::find_payload;
use super::output::{Output, reason};
use crate::diagnostic::Diagnostic;
use crate::disk::{Failure, quoted};
use crate::report::{self, Summary, render, visible};
use crate::source::{SourceFile, Sources};
use crate::types::Payload;
use crate::validate::{Judged, MAX_VALUE_BYTES, Piece, Pieces, Unknown, UnknownKind, judge};

/// Check captured payloads against their schema.
///
/// Reads JSON, several values after each other, or one on each line (NDJSON), of any size: one value
/// at a time is held. What the schema does not know is legal in what a platform sends, and is listed
/// at the end.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hookc validate PLATFORM/EVENT captured.json
  hookc validate EVENT events.ndjson
  hookc validate PLATFORM/webhooks/NAME.request - < body.json
  hookc validate PLATFORM/EVENT - --deny unknown     is anything new?
  hookc validate --list

Exit codes: 0 all fit; 1 some do not; 2 the event or the file is missing, or holds no payload.")]
pub(super) struct ValidateArgs {
    /// What was captured: a payload of a platform, or `PLATFORM/webhooks/NAME.request` or
    /// `.response` of a definition.
    #[arg(value_name = "EVENT", required_unless_present = "list")]
    event: Option<String>,
    /// The file, or `-` for the standard input.
    #[arg(value_name = "FILE", required_unless_present = "list")]
    file: Option<PathBuf>,
    /// List what can be named, and stop.
    #[arg(long)]
    list: bool,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    format: Format,
    /// Fail for `unknown` fields and values as well.
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the text, for people.
    Full,
    /// One line each.
    Concise,
    /// One object, for programs.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Members and values that the schema does not know.
    Unknown,
}

/// The most findings that are shown; the rest is counted.
const MAX_SHOWN: usize = 1_000;
/// The most different unknown members and values that are listed.
const MAX_LISTED: usize = 200;

/// What the payloads came to.
#[derive(Default)]
struct Tally {
    payloads: usize,
    broken: usize,
    errors: usize,
    unknown: BTreeMap<(String, UnknownKind), Seen>,
    /// Different ones beyond [`MAX_LISTED`].
    unlisted: usize,
    /// For [`Format::Json`], which is one object.
    kept: Vec<Json>,
}

/// How often something unknown was seen, and where first.
struct Seen {
    times: usize,
    line: usize,
    column: usize,
}

pub(super) fn run(args: &ValidateArgs, output: &mut Output) -> Result<End, Failure> {
    let (Some(event), Some(file)) = (&args.event, &args.file) else {
        output.print(&super::events::list(output)?);
        return Ok(End::Fine);
    };
    let (name, payload) = find_payload(event, output)?;
    let (shown, input) = open(file)?;
    let mut tally = Tally::default();
    let mut pieces = Pieces::new(input);
    let read_failed =
        |error: &io::Error| Failure::new(format!("cannot read {shown}: {}", reason(error)));
    while let Some(piece) = pieces.next_piece().map_err(|error| read_failed(&error))? {
        if piece.is_cut {
            return Err(too_long(&shown, &piece));
        }
        tally.payloads += 1;
        if tally.payloads == 1 && is_utf16(&piece.bytes) {
            return Err(Failure::new(format!("{shown} is UTF-16, not UTF-8"))
                .help("write it in the encoding of JSON: `iconv -f UTF-16 -t UTF-8`"));
        }
        one(args.format, &payload, &shown, piece, &mut tally, output);
        // A reader that is gone needs no more.
        if output.is_closed() {
            break;
        }
    }
    if tally.payloads == 0 {
        return Err(Failure::new(format!("there is no payload in {shown}"))
            .help("give a file with JSON, or `-` and JSON on the standard input"));
    }
    finish(args.format, &name, &shown, &tally, output);
    let is_denied = args.deny.is_some() && !tally.unknown.is_empty();
    Ok(if tally.errors > 0 || is_denied {
        End::Found
    } else {
        End::Fine
    })
}

fn open(file: &Path) -> Result<(String, Box<dyn Read>), Failure> {
    if file == Path::new("-") {
        return Ok(("`<stdin>`".to_owned(), Box::new(io::stdin().lock())));
    }
    let cannot = |reason: &str| Failure::new(format!("cannot read {}: {reason}", quoted(file)));
    let is_folder = file.metadata().is_ok_and(|data| data.is_dir());
    if is_folder {
        return Err(cannot("it is a folder").help("name the file with the captured payload"));
    }
    let opened = File::open(file).map_err(|error| cannot(&reason(&error)))?;
    Ok((quoted(file), Box::new(opened)))
}

/// Whether the first piece of a stream is in the other encoding of Windows: there is a mark, or
/// every other byte is zero.
fn is_utf16(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [_, 0, ..] | [0]
    )
}

fn too_long(shown: &str, piece: &Piece) -> Failure {
    let line = piece.start.lines + 1;
    let limit = MAX_VALUE_BYTES / (1024 * 1024);
    Failure::new(format!(
        "the payload at line {line} of {shown} is longer than {limit} MiB"
    ))
    .help("give one payload a line, or one after the other")
}

/// Judges one payload and prints what is wrong with it.
fn one(
    format: Format,
    payload: &Payload,
    shown: &str,
    piece: Piece,
    tally: &mut Tally,
    output: &mut Output,
) {
    let path = shown.trim_matches('`');
    let source = SourceFile::from_bytes(path, piece.bytes).behind(piece.start);
    let mut sources = Sources::default();
    let file = sources.add(source);
    let judged = judge(payload, file, &sources[file]);
    let Judged {
        findings,
        further,
        unknown,
    } = judged;
    for one in unknown {
        tally.note(one, &sources[file]);
    }
    tally.broken += usize::from(!findings.is_empty());
    let room = MAX_SHOWN.saturating_sub(tally.errors);
    tally.errors += findings.len() + further;
    let shown: Vec<Diagnostic> = findings.into_iter().take(room).collect();
    if shown.is_empty() {
        return;
    }
    let mut options = output.options(true);
    options.summary = false;
    match format {
        Format::Full | Format::Concise => {
            let format = if format == Format::Full {
                report::Format::Full
            } else {
                report::Format::Concise
            };
            let text = render(format, &shown, &sources, &Summary::default(), &options);
            output.print(&text);
        }
        Format::Json => tally.keep(&shown, &sources),
    }
}

impl Tally {
    fn note(&mut self, unknown: Unknown, source: &SourceFile) {
        let key = (unknown.path, unknown.kind);
        if let Some(seen) = self.unknown.get_mut(&key) {
            seen.times += 1;
        } else if self.unknown.len() == MAX_LISTED {
            self.unlisted += 1;
        } else {
            let at = source.position(unknown.span.start);
            let seen = Seen {
                times: 1,
                line: at.line,
                column: at.column,
            };
            self.unknown.insert(key, seen);
        }
    }

    /// Keeps findings as they are printed, so that the texts that they point at can go.
    fn keep(&mut self, findings: &[Diagnostic], sources: &Sources) {
        let text = rendered(findings, sources, &Summary::default());
        let mut object: Json = serde_json::from_str(&text).unwrap_or_default();
        if let Some(Json::Array(all)) = object.get_mut("diagnostics") {
            self.kept.append(all);
        }
    }
}

fn rendered(findings: &[Diagnostic], sources: &Sources, summary: &Summary) -> String {
    let options = report::Options::default();
    render(report::Format::Json, findings, sources, summary, &options)
}

fn finish(format: Format, name: &str, shown: &str, tally: &Tally, output: &mut Output) {
    if format == Format::Json {
        output.print_exact(&json(name, shown, tally));
        return;
    }
    let mut text = String::new();
    let not_shown = tally.errors.saturating_sub(MAX_SHOWN);
    if not_shown > 0 {
        let _ = writeln!(text, "… and {not_shown} more errors");
    }
    if !tally.unknown.is_empty() {
        text.push_str(&unknown(format, name, shown, tally));
    }
    output.print(&text);
    if !output.is_quiet() {
        output.print(&verdict(name, tally));
    }
}

/// What the schema does not know: a table for people, a line each for `grep`.
fn unknown(format: Format, name: &str, shown: &str, tally: &Tally) -> String {
    let path = shown.trim_matches('`');
    let rows = tally.unknown.iter().map(|((field, kind), seen)| {
        let what = match kind {
            UnknownKind::Field => visible(field).into_owned(),
            UnknownKind::Value(value) => {
                let value: String = value.chars().take(60).collect();
                format!("{} = {}", visible(field), visible(&format!("{value:?}")))
            }
        };
        (what, seen)
    });
    if format == Format::Concise {
        let lines = rows.map(|(what, seen)| {
            let Seen {
                times,
                line,
                column,
            } = seen;
            format!("{path}:{line}:{column}: unknown: {what} ({times} times)\n")
        });
        return lines.collect();
    }
    let mut text = format!("what the schema of {name} does not know:\n");
    for (what, seen) in rows {
        let times = match seen.times {
            1 => "once".to_owned(),
            times => format!("{times} times"),
        };
        let Seen { line, column, .. } = seen;
        let _ = writeln!(text, "  {what}");
        let _ = writeln!(text, "      {times}, first at {path}:{line}:{column}");
    }
    if tally.unlisted > 0 {
        let _ = writeln!(text, "  … and {} more", tally.unlisted);
    }
    text.push('\n');
    text
}

fn verdict(name: &str, tally: &Tally) -> String {
    let payloads = match tally.payloads {
        1 => "1 payload".to_owned(),
        count => format!("{count} payloads"),
    };
    match (tally.broken, tally.payloads) {
        (0, 1) => format!("{payloads} fits {name}\n"),
        (0, _) => format!("{payloads} fit {name}\n"),
        (1, 1) => format!("{payloads} does not fit {name}\n"),
        (broken, _) => format!("{broken} of {payloads} do not fit {name}\n"),
    }
}

/// The object of `hookc check --format json`, with what there is to say of payloads beside it.
fn json(name: &str, shown: &str, tally: &Tally) -> String {
    let summary = Summary {
        errors: tally.kept.len(),
        ..Summary::new(1, 0, &[])
    };
    let text = rendered(&[], &Sources::default(), &summary);
    let mut object: Json = serde_json::from_str(&text).unwrap_or_default();
    let path = shown.trim_matches('`');
    let unknown = tally.unknown.iter().map(|((field, kind), seen)| {
        let mut one = serde_json::json!({
            "path": field, "times": seen.times,
            "file": path, "line": seen.line, "column": seen.column,
        });
        if let (UnknownKind::Value(value), Some(one)) = (kind, one.as_object_mut()) {
            one.insert("value".to_owned(), value.as_str().into());
        }
        one
    });
    let unknown: Vec<Json> = unknown.collect();
    if let Some(object) = object.as_object_mut() {
        object.insert("diagnostics".to_owned(), tally.kept.clone().into());
        object.insert("event".to_owned(), name.into());
        object.insert("payloads".to_owned(), tally.payloads.into());
        object.insert("broken".to_owned(), tally.broken.into());
        object.insert("errors".to_owned(), tally.errors.into());
        object.insert("unknown".to_owned(), unknown.into());
    }
    report::pretty_json(&object)
}
