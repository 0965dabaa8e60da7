//! One way to write definitions and the manifest: their fields in the order of the language
//! reference, and the blanks between them. What is written stays: every comment, every value to the
//! byte, and all that is not ours.

mod block;
mod flow;
mod meaning;
mod print;
mod read;
mod tree;

use crate::definition::{
    Claim, FileClaim, Layout, begins_a_definition, layout_of_definition, layout_of_manifest,
};
use crate::platforms::facts::Facts;
use crate::source::{FileId, SourceFile, slice};
use crate::yaml::{self, Document, Stream};

/// What a file is to its project.
#[derive(Clone, Copy, Debug)]
pub enum Role {
    /// `hookc.yaml`
    Manifest,
    /// A file that may hold definitions.
    Definitions {
        /// The platform of those that name none.
        default_platform: Option<&'static Facts>,
        /// Whether `sources` of the manifest names it.
        listed: bool,
    },
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formatted {
    /// There is nothing of ours in it.
    NotOurs,
    /// Its text, which may be the one that it had.
    Text(String),
    /// It cannot be read, and stays as it is.
    Illegible,
    /// It would not mean the same, and stays as it is.
    WouldChange,
}

/// Formats the documents of a file that are ours. The result means the same: the same keys have the
/// same values, and where their order means something, that is the same too.
#[must_use]
pub fn format(id: FileId, file: &SourceFile, role: Role) -> Formatted {
    if file.problem().is_some() {
        let is_ours = match role {
            Role::Manifest => true,
            Role::Definitions { listed, .. } => listed || begins_a_definition(file.text()),
        };
        return if is_ours {
            Formatted::Illegible
        } else {
            Formatted::NotOurs
        };
    }
    let stream = yaml::parse(id, file.text());
    let layouts = match role {
        Role::Manifest => manifest(&stream),
        Role::Definitions {
            default_platform,
            listed,
        } => definitions(file, &stream, default_platform, listed),
    };
    let Some(layouts) = layouts else {
        return Formatted::Illegible;
    };
    if layouts.iter().all(Option::is_none) {
        return Formatted::NotOurs;
    }
    let text = rewritten(&stream, file.text(), &layouts);
    if text == file.text() {
        return Formatted::Text(text);
    }
    let again = yaml::parse(id, &text);
    if meaning::is_same(&stream, &again, &layouts) {
        Formatted::Text(text)
    } else {
        Formatted::WouldChange
    }
}

/// For each document, what is known of it if it is ours.
type Layouts = Vec<Option<Layout>>;

fn manifest(stream: &Stream<'_>) -> Option<Layouts> {
    if stream.documents.iter().any(|document| document.broken) {
        return None;
    }
    // A second document is one too many; it may be anything.
    let mut first = Some(layout_of_manifest());
    let layout = |document: &Document<'_>| document.root().and_then(|_| first.take());
    Some(stream.documents.iter().map(layout).collect())
}

fn definitions(
    file: &SourceFile,
    stream: &Stream<'_>,
    default_platform: Option<&Facts>,
    listed: bool,
) -> Option<Layouts> {
    let claims = FileClaim::of(file, stream, listed).documents;
    if claims.contains(&Claim::Illegible) {
        return None;
    }
    let layout = |(document, claim): (&Document<'_>, &Claim)| {
        let root = document.root().filter(|_| *claim == Claim::Ours)?;
        Some(layout_of_definition(root, default_platform))
    };
    let documents = stream.documents.iter().zip(&claims);
    Some(documents.map(layout).collect())
}

/// The text with each of our documents formatted; one that is written in a way that is not
/// understood stays as it is.
fn rewritten(stream: &Stream<'_>, text: &str, layouts: &Layouts) -> String {
    let line_end = line_end_of(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (document, layout) in stream.documents.iter().zip(layouts) {
        let formatted = layout
            .as_ref()
            .and_then(|layout| read::read(document, layout));
        let Some((range, content)) = formatted.filter(|(range, _)| range.start >= at) else {
            continue;
        };
        out.push_str(slice(text, at..range.start));
        for line in print::lines(&content) {
            out.push_str(&line);
            out.push_str(line_end);
        }
        at = range.end;
    }
    out.push_str(slice(text, at..text.len()));
    out
}

/// How the first line ends; all others follow it.
fn line_end_of(text: &str) -> &'static str {
    let first = text.find(['\n', '\r']).unwrap_or(text.len());
    match slice(text, first..text.len()) {
        rest if rest.starts_with("\r\n") => "\r\n",
        rest if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}
