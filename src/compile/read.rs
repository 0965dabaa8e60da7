//! Reads the files of a project.

use std::sync::Arc;

use rayon::prelude::*;

use super::behind::found_behind_templates;
use super::{Diagnostic, InputFile, Manifest, Sources, read_manifest, yaml};
use crate::definition::{
    Claim, Definition, FileClaim, ReadDefinition, Unread, comments_after_values,
    confusable_characters, read_definition, unread,
};
use crate::platforms::facts::{Facts, Kind};
use crate::rules::reading::{invalid_value, invalid_yaml, yaml_limit};
use crate::source::{FileId, MAX_FILE_BYTES, ReadProblem, SourceFile, Span};
use crate::suppress::FileAllows;
use crate::yaml::{Comment, Document, Stream};

/// A file and the definitions in it.
pub(super) struct ReadFile<'s> {
    pub file: FileId,
    /// Whether it holds definitions.
    pub is_ours: bool,
    /// Findings that have nothing to do with environments.
    pub diagnostics: Vec<Diagnostic>,
    /// The documents that are ours.
    pub documents: Vec<ReadDocument<'s>>,
    /// Its comments that allow findings.
    pub allows: Option<Box<FileAllows<'s>>>,
}

/// A document in every environment.
pub(super) struct ReadDocument<'s> {
    /// Its bytes.
    pub span: Span,
    /// In the first environment, and in all others where it is the same in all.
    first: Read<'s>,
    /// In the others.
    others: Vec<Read<'s>>,
}

struct Read<'s> {
    definition: Result<Arc<Definition<'s>>, Box<Unread>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> ReadDocument<'s> {
    fn get(&self, environment: usize) -> &Read<'s> {
        let other = environment
            .checked_sub(1)
            .and_then(|other| self.others.get(other));
        other.unwrap_or(&self.first)
    }

    /// Whether there is an environment in which it is no definition.
    pub fn is_unread(&self) -> bool {
        let mut read = std::iter::once(&self.first).chain(&self.others);
        read.any(|read| read.definition.is_err())
    }

    /// Its platform, if that is known.
    pub fn platform(&self) -> Option<&'static Facts> {
        match &self.first.definition {
            Ok(definition) => Some(definition.platform),
            Err(unread) => unread.platform,
        }
    }

    /// Its kind, if that is known.
    pub fn kind(&self) -> Option<Kind> {
        match &self.first.definition {
            Ok(definition) => Some(definition.kind),
            Err(unread) => unread.kind,
        }
    }
}

impl<'s> ReadFile<'s> {
    pub fn definitions(&self, environment: usize) -> impl Iterator<Item = Arc<Definition<'s>>> {
        let read = self
            .documents
            .iter()
            .map(move |document| document.get(environment));
        read.filter_map(|read| read.definition.as_ref().ok().cloned())
    }

    pub fn unread(&self, environment: usize) -> impl Iterator<Item = Unread> {
        let read = self
            .documents
            .iter()
            .map(move |document| document.get(environment));
        read.filter_map(|read| match &read.definition {
            // A definition without a name may be any that looks missing.
            Ok(definition)
                if definition
                    .name
                    .as_ref()
                    .is_some_and(|name| !name.is_unresolved()) =>
            {
                None
            }
            Ok(definition) => Some(Unread {
                kind: Some(definition.kind),
                platform: Some(definition.platform),
                name: None,
            }),
            Err(unread) => Some((**unread).clone()),
        })
    }

    pub fn diagnostics_of(&self, environment: usize) -> impl Iterator<Item = Diagnostic> {
        let read = self
            .documents
            .iter()
            .map(move |document| document.get(environment));
        read.flat_map(|read| read.diagnostics.iter().cloned())
    }
}

/// Reads the definitions of a file. A file that holds none is empty.
pub(super) fn read_file<'s>(
    sources: &'s Sources,
    input: &InputFile,
    manifest: &Manifest<'s>,
    environments: &[Option<usize>],
) -> ReadFile<'s> {
    let source = &sources[input.file];
    let mut file = ReadFile {
        file: input.file,
        is_ours: false,
        diagnostics: Vec::new(),
        documents: Vec::new(),
        allows: None,
    };
    if let Some(found) = unreadable(source, input.file) {
        file.is_ours = input.listed || crate::definition::begins_a_definition(source.text());
        if file.is_ours {
            file.diagnostics.push(found);
            let whole = Span::new(input.file, 0, source.text().len());
            file.documents.push(broken(whole, None));
        }
        return file;
    }
    let stream = yaml::parse(input.file, source.text());
    let claims = FileClaim::of(source, &stream, input.listed);
    file.is_ours = claims.is_ours();
    if !file.is_ours {
        return file;
    }
    let is_ours = |claim: &Claim| matches!(claim, Claim::Ours | Claim::Illegible);
    let is_place_ours = |index: usize| claims.documents.get(index).is_some_and(is_ours);
    file.allows = FileAllows::read(input.file, source, &stream, &is_place_ours).map(Box::new);
    let read = read_documents(stream, &claims.documents, manifest, environments);
    file.documents.reserve_exact(read.len());
    for (found, document) in read {
        file.diagnostics.extend(found);
        file.documents.push(document);
    }
    file
}

/// Reads the documents of a file that are ours, each with what is wrong with its tree.
fn read_documents<'s>(
    stream: Stream<'s>,
    claims: &[Claim],
    manifest: &Manifest<'s>,
    environments: &[Option<usize>],
) -> Vec<(Vec<Diagnostic>, ReadDocument<'s>)> {
    let (documents, comments) = (stream.documents, stream.comments);
    // Each tree goes as soon as it is read.
    let read = |(mut document, claim): (Document<'s>, &Claim)| match claim {
        Claim::Empty | Claim::Foreign | Claim::NoKind => None,
        Claim::Illegible => {
            let found = findings_of_tree(&mut document);
            Some((found, broken(document.span, Some(&document))))
        }
        Claim::Ours => {
            let found = findings_of_tree(&mut document);
            let read = in_every_environment(&document, &comments, manifest, environments);
            Some((found, read))
        }
    };
    if documents.len() < MANY_DOCUMENTS {
        let each = documents.into_iter().zip(claims);
        each.filter_map(read).collect()
    } else {
        let each = documents.into_par_iter().zip(claims);
        each.filter_map(read).collect()
    }
}

/// From so many documents on a file is worth sharing among threads.
const MANY_DOCUMENTS: usize = 128;

/// Reads a manifest; what is wrong with it stands in the findings.
#[must_use]
pub fn manifest_of(sources: &Sources, file: FileId) -> (Manifest<'_>, Vec<Diagnostic>) {
    let (manifest, diagnostics, _) = manifest_and_allows(sources, file);
    (manifest, diagnostics)
}

/// The same with its comments that allow findings.
pub(super) fn manifest_and_allows(
    sources: &Sources,
    file: FileId,
) -> (Manifest<'_>, Vec<Diagnostic>, Option<FileAllows<'_>>) {
    let source = &sources[file];
    let illegible = || Manifest {
        illegible: true,
        default_platform_is_illegible: true,
        ..Manifest::default()
    };
    if let Some(found) = unreadable(source, file) {
        return (illegible(), vec![found], None);
    }
    let mut stream = yaml::parse(file, source.text());
    let allows = FileAllows::read(file, source, &stream, &|_| true);
    let mut documents = stream
        .documents
        .iter_mut()
        .filter(|document| document.broken || document.root().is_some());
    let Some(first) = documents.next() else {
        return (Manifest::default(), Vec::new(), allows);
    };
    let mut diagnostics: Vec<Diagnostic> = findings_of_tree(first);
    let manifest = if first.broken {
        illegible()
    } else {
        let (mut manifest, found) = read_manifest(first);
        diagnostics.extend(found);
        manifest.comments = comments_after_values(first, &stream.comments);
        manifest
    };
    diagnostics.extend(documents.flat_map(|document| further_document(document)));
    (manifest, diagnostics, allows)
}

/// A document after the manifest is one too many; text that the parser could not take for a part of
/// the manifest is just broken.
fn further_document(document: &Document<'_>) -> Vec<Diagnostic> {
    if document.broken && !document.explicit_start {
        return document.diagnostics.clone();
    }
    let root = document.root();
    let first_key = root.and_then(|root| root.entries().next());
    let span = match (first_key, root) {
        (Some(entry), _) => entry.key.span(),
        (None, Some(root)) => root.span(),
        (None, None) => document.span.part(0, 3),
    };
    vec![invalid_value::malformed(
        span,
        "a manifest is one document",
        "leave the second one out; definitions go into files of their own",
    )]
}

/// What is wrong with a tree, whether or not all of it could be read.
fn findings_of_tree(document: &mut Document<'_>) -> Vec<Diagnostic> {
    if !document.broken {
        let further = [
            yaml::unknown_tags(document),
            yaml::merge_values(document),
            yaml::unquoted_templates(document),
            yaml::duplicate_keys(document),
            confusable_characters(document),
        ];
        let mut found = std::mem::take(&mut document.diagnostics);
        found.extend(further.into_iter().flatten());
        return found;
    }
    let mut found = document.diagnostics.clone();
    // What was read before the fault is as it is written.
    let fault = found.iter().map(|fault| fault.span.start).min();
    found.extend(
        yaml::unquoted_templates(document)
            .into_iter()
            .filter(|template| fault.is_some_and(|fault| template.span.end <= fault)),
    );
    found.extend(found_behind_templates(document));
    found
}

fn in_every_environment<'s>(
    document: &Document<'s>,
    comments: &[Comment<'s>],
    manifest: &Manifest<'s>,
    environments: &[Option<usize>],
) -> ReadDocument<'s> {
    let comments = comments_after_values(document, comments);
    let read_in = |environment: Option<usize>| {
        let environment = environment.and_then(|index| manifest.environments.get(index));
        let mut read = read_definition(document, manifest, environment);
        let mut is_same_everywhere = true;
        if let Ok(definition) = &mut read.definition {
            definition.comments.clone_from(&comments);
            is_same_everywhere = definition.uses.settings.is_empty();
        }
        (into_read(read), is_same_everywhere)
    };
    let mut environments = environments.iter().copied();
    let (first, is_same_everywhere) = read_in(environments.next().flatten());
    let others = if is_same_everywhere {
        Vec::new()
    } else {
        environments.map(|other| read_in(other).0).collect()
    };
    ReadDocument {
        span: document.span,
        first,
        others,
    }
}

fn into_read(read: ReadDefinition<'_>) -> Read<'_> {
    Read {
        definition: read.definition.map(Arc::from).map_err(Box::new),
        diagnostics: read.diagnostics,
    }
}

/// Of a broken document its name is kept where it could be read, so that others may refer to it.
fn broken<'s>(span: Span, document: Option<&Document<'s>>) -> ReadDocument<'s> {
    let known = document
        .and_then(Document::root)
        .map(unread)
        .unwrap_or_default();
    ReadDocument {
        span,
        first: Read {
            definition: Err(Box::new(known)),
            diagnostics: Vec::new(),
        },
        others: Vec::new(),
    }
}

/// Why a file cannot be read as text.
fn unreadable(source: &SourceFile, file: FileId) -> Option<Diagnostic> {
    Some(match source.problem()? {
        ReadProblem::NotUtf8(at) => {
            invalid_yaml::not_utf8(Span::new(file, at as usize, at as usize + 1))
        }
        ReadProblem::TooLarge(bytes) => {
            yaml_limit::file_size(Span::at(file, 0), bytes, MAX_FILE_BYTES)
        }
    })
}
