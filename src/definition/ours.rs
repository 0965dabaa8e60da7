//! Which documents are definitions: repositories hold other people's YAML, too.

use std::borrow::Cow;

use super::read::Head;
use crate::platforms::facts::Kind;
use crate::source::{SourceFile, Span};
use crate::yaml::{Document, Entry, Stream, Typed, typed};

/// Whose a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Nobody's: there is nothing in it.
    Empty,
    /// Somebody else's.
    Foreign,
    /// A definition, or meant as one.
    Ours,
    /// No `kind`: ours where other things say so.
    NoKind,
    /// Cannot be read.
    Illegible,
}

/// Whose the documents of a file are.
#[derive(Debug)]
pub struct FileClaim {
    /// One per document.
    pub documents: Vec<Claim>,
}

impl FileClaim {
    /// Judges a file; `listed` says that `sources` of the manifest names it.
    #[must_use]
    pub fn of(file: &SourceFile, stream: &Stream<'_>, listed: bool) -> Self {
        let mut documents: Vec<Claim> = stream.documents.iter().map(claim).collect();
        let holds_definitions = documents.contains(&Claim::Ours);
        if !documents.contains(&Claim::Illegible) && !documents.contains(&Claim::NoKind) {
            return Self { documents };
        }
        let is_illegible = documents.contains(&Claim::Illegible);
        let illegible_is_ours =
            listed || holds_definitions || (is_illegible && begins_a_definition(file.text()));
        for claim in &mut documents {
            *claim = match *claim {
                Claim::NoKind if holds_definitions => Claim::Ours,
                Claim::Illegible if illegible_is_ours => Claim::Illegible,
                Claim::NoKind | Claim::Illegible => Claim::Foreign,
                other => other,
            };
        }
        Self { documents }
    }

    /// Whether any of them is ours.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        self.documents
            .iter()
            .any(|claim| matches!(claim, Claim::Ours | Claim::Illegible))
    }
}

/// Whether a line says that a definition of ours begins.
#[must_use]
pub fn begins_a_definition(text: &str) -> bool {
    // UTF-16 read as bytes: a zero beside each letter, and `??` for its byte order mark.
    let text: Cow<'_, str> = if text.contains('\0') {
        text.replace('\0', "").into()
    } else {
        text.into()
    };
    text.trim_start_matches(['\u{feff}', '?'])
        .split(['\n', '\r'])
        .any(|line| {
            line.strip_prefix("kind:").is_some_and(|rest| {
                let rest = rest.trim_start();
                let word = rest.split([' ', '\t', '#']).next().unwrap_or_default();
                Kind::find(word.trim_matches(['"', '\''])).is_some()
            })
        })
}

fn claim(document: &Document<'_>) -> Claim {
    if document.broken {
        return Claim::Illegible;
    }
    let Some(root) = document.root() else {
        return Claim::Empty;
    };
    let head = Head::of(root);
    if head.api_version.is_some() {
        return Claim::Foreign;
    }
    let is_text = |entry: &Entry<'_, '_>| typed(entry.value) == Some(Typed::Str);
    let platform = head.platform;
    let Some(kind) = head.kind else {
        let has_name_and_platform = head.name.is_some() && platform.is_some();
        let is_ours =
            has_name_and_platform || root.entries().any(|entry| is_nearly_the_key_kind(&entry));
        return if is_ours { Claim::Ours } else { Claim::NoKind };
    };
    let name = kind.value.scalar().map_or("", |scalar| &scalar.value);
    if is_nearly_a_kind(name) || platform.is_some_and(|platform| is_text(&platform)) {
        Claim::Ours
    } else {
        Claim::Foreign
    }
}

/// Whether it is a kind of ours, but for letter case or one edit.
fn is_nearly_a_kind(name: &str) -> bool {
    if Kind::find(name).is_some() {
        return true;
    }
    let folded = name.to_lowercase();
    Kind::ALL
        .iter()
        .any(|kind| strsim::osa_distance(&folded, kind.name()) <= 1)
}

fn is_nearly_the_key_kind(entry: &Entry<'_, '_>) -> bool {
    nearly_kind_key(entry).is_some()
}

/// The span of a key that is nearly `kind`, if its value is a kind of ours.
#[must_use]
pub(super) fn nearly_kind_key(entry: &Entry<'_, '_>) -> Option<Span> {
    let (key, value) = (entry.key.scalar()?, entry.value.scalar()?);
    let is_near = strsim::osa_distance(&key.value.to_lowercase(), "kind") <= 1;
    (is_near && Kind::find(&value.value).is_some()).then(|| entry.key.span())
}
