//! From what other tools know of a webhook to a definition: the JSON of a platform or of a bundle,
//! and commands of `curl`. Where a person must decide, a comment says so; credentials are not carried
//! over.

mod curl;
mod json;
mod names;
mod request;
mod secrets;
mod shell;

use crate::diagnostic::Shown;
use crate::draft::{self, Draft, Problem};
use crate::format::{Formatted, Role, format};
use crate::platforms::facts::Facts;
use crate::source::{FileId, SourceFile, slice};

/// How a text is imported.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'o> {
    /// The platform that it is for; where it is not said, the text has to say it.
    pub platform: Option<&'static Facts>,
    /// The name of the definition.
    pub name: Option<&'o str>,
    /// The name of the file, which is the definition's where nothing else names it.
    pub file_name: Option<&'o str>,
    /// Whether credentials are carried over, for a text that is compared and not kept.
    pub keeps_credentials: bool,
}

/// Why a text cannot be imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// The byte at fault, where it is one.
    pub at: Option<usize>,
    /// What is wrong, as a lower-case phrase.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Fault {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            ..Self::default()
        }
    }

    fn at(at: usize, message: impl Into<String>) -> Self {
        Self {
            at: Some(at),
            ..Self::new(message)
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::at(problem.range.start, problem.message)
    }
}

/// Imports a text: the YAML of its definitions.
///
/// # Errors
///
/// Where it is neither JSON that is known nor a command of `curl`, or what it says cannot be a
/// definition.
pub fn import(text: &str, options: &Options<'_>) -> Result<String, Fault> {
    let content = text.trim_start_matches('\u{feff}').trim_start();
    let mut drafts = if content.starts_with(['{', '[']) || content.starts_with("//") {
        json::drafts(text, options)?
    } else if curl::is_command(content) {
        vec![request::draft(content, options).map_err(|fault| Fault {
            // The command begins behind blanks.
            at: fault.at.map(|at| at + text.len() - content.len()),
            ..fault
        })?]
    } else {
        let message = "this is neither JSON nor a `curl` command";
        return Err(Fault::new(message).help(json::KNOWN));
    };
    names::give(&mut drafts, options)?;
    for draft in &mut drafts {
        if !options.keeps_credentials {
            secrets::take_out(draft);
        }
        ask_about_host(draft);
    }
    let documents: Vec<String> = drafts.iter().map(draft::write).collect();
    in_one_way(&documents.join("---\n"))
}

/// Asks about a host that looks like one of a documentation page.
fn ask_about_host(draft: &mut Draft) {
    let Some(draft::Value::Text(url)) = draft.get("url") else {
        return;
    };
    let host = url.split_once("://").map_or("", |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let words = host.split(['.', '-']);
    let stands_for_another = [
        "example",
        "your",
        "yoursite",
        "yourdomain",
        "company",
        "acme",
    ];
    let mut words = words.map(|word| word.trim_matches(['<', '>', '{', '}']));
    if words.any(|word| word.starts_with("your") || stands_for_another.contains(&word)) {
        let host = on_one_line(host);
        draft.ask(
            "url",
            format!("`{host}` looks like a host of a documentation page"),
        );
    }
}

/// As `hookc fmt` writes it, which also says whether it can be read.
fn in_one_way(yaml: &str) -> Result<String, Fault> {
    let role = Role::Definitions {
        default_platform: None,
        listed: false,
    };
    match format(FileId::default(), &SourceFile::new("", yaml), role) {
        Formatted::Text(text) => Ok(text),
        Formatted::NotOurs | Formatted::Illegible | Formatted::WouldChange => Err(Fault::new(
            "YAML cannot hold it: a key may be no longer than 1024 characters",
        )),
    }
}

/// A text on one line of a comment: without what could end it, and not endless.
fn on_one_line(text: &str) -> String {
    const MAX: usize = 400;
    let escaped = text.shown().to_string();
    match escaped.char_indices().nth(MAX) {
        Some((end, _)) => format!("{}…", slice(&escaped, 0..end)),
        None => escaped,
    }
}

/// Whether a draft is of a kind.
fn is_of_kind(draft: &Draft, kind: &str) -> bool {
    matches!(draft.get("kind"), Some(draft::Value::Text(text)) if text == kind)
}
