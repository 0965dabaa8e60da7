//! Names the places of findings by what their authors call them, so that a finding is known again
//! when lines have moved.

use std::collections::BTreeMap;

use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, hash};
use crate::project::Project;
use crate::report::Secrets;
use crate::source::{FileId, Sources, Span};
use crate::yaml::{self, Content, Document, Node};

/// The bytes of a hash of a subject: enough to tell apart what stands in one field.
const SUBJECT_BYTES: usize = 8;

/// Says of each finding what it is apart from its lines. The findings are those of the projects, in
/// the order in which they are printed.
pub fn identify(diagnostics: &mut [Diagnostic], sources: &Sources, projects: &[&Project<'_>]) {
    let secrets = Secrets::of(diagnostics, sources);
    let platforms = platforms(projects);
    let mut files: BTreeMap<FileId, Vec<Names>> = BTreeMap::new();
    let mut before: BTreeMap<(FileId, String), usize> = BTreeMap::new();
    for found in diagnostics {
        let span = found.span;
        let read = || names_of(span.file, sources, &platforms);
        let documents = files.entry(span.file).or_insert_with(read);
        let after = documents.partition_point(|document| document.start <= span.start);
        let document = documents.get(after.saturating_sub(1));
        let message = secrets.message(found);
        let text = one_line(&secrets.text_at(span));
        let hide = |text: String| secrets.hide(span.file, &text);
        let identity = &mut found.identity;
        identity.definition = document.map_or_else(String::new, |it| hide(it.definition.clone()));
        identity.field = document.map_or_else(String::new, |it| hide(it.field_at(span)));
        identity.subject = hash(&[&text, first_code(&message)], SUBJECT_BYTES);
        identity.occurrence = 0;
        let key = identity.fingerprint(found.rule.name, "");
        let count = before.entry((span.file, key)).or_default();
        identity.occurrence = *count;
        *count += 1;
    }
}

/// The names in a document.
struct Names {
    /// Where the document begins.
    start: u32,
    /// The definition as `platform/kind/name`.
    definition: String,
    /// Every entry and item, in the order of the text.
    places: Vec<Place>,
}

/// An entry of a mapping, or an item of a list.
struct Place {
    /// Key and value.
    span: Span,
    /// Its part of a path.
    step: String,
    /// What it stands in, by its index.
    parent: Option<usize>,
}

impl Names {
    /// The path to the innermost entry or item around a span.
    fn field_at(&self, span: Span) -> String {
        let after = self
            .places
            .partition_point(|place| place.span.start <= span.start);
        let mut at = after.checked_sub(1);
        let mut steps: Vec<&str> = Vec::new();
        while let Some(place) = at.and_then(|index| self.places.get(index)) {
            // What is around one that holds the span holds it too.
            if !steps.is_empty() || place.span.contains(span) {
                steps.push(&place.step);
            }
            at = place.parent;
        }
        let mut path = String::new();
        for step in steps.into_iter().rev() {
            if !path.is_empty() && !step.starts_with('[') {
                path.push('.');
            }
            path.push_str(step);
        }
        path
    }

    fn add_below(&mut self, node: Node<'_, '_>, parent: Option<usize>) {
        if node.is_alias() {
            return;
        }
        match node.content() {
            Content::Scalar(_) => {}
            Content::Mapping => {
                for entry in node.raw_entries() {
                    let key = entry.key.scalar().map_or("?", |key| &*key.value);
                    let span = entry.key.written_span().cover(entry.value.written_span());
                    self.add(span, quoted(key), parent, entry.value);
                }
            }
            // Items have the name that they give themselves, and no index: what stands before them
            // does not change what they are.
            Content::Sequence => {
                for item in node.items() {
                    let name = item.get("name").and_then(Node::scalar);
                    let name = name.map_or_else(String::new, |name| quoted(&name.value));
                    self.add(item.written_span(), format!("[{name}]"), parent, item);
                }
            }
        }
    }

    fn add(&mut self, span: Span, step: String, parent: Option<usize>, value: Node<'_, '_>) {
        self.places.push(Place { span, step, parent });
        self.add_below(value, Some(self.places.len() - 1));
    }
}

type Platforms = BTreeMap<FileId, Vec<(Span, &'static str)>>;

/// The platform of each definition, which may be written in the manifest.
fn platforms(projects: &[&Project<'_>]) -> Platforms {
    let mut platforms = Platforms::new();
    let definitions = projects.iter().flat_map(|project| &project.definitions);
    let id = |definition: &Definition<'_>| (definition.span, definition.platform.id);
    for definition in definitions {
        let of_file = platforms.entry(definition.span.file).or_default();
        of_file.push(id(definition));
    }
    for of_file in platforms.values_mut() {
        of_file.sort_unstable();
        of_file.dedup();
    }
    platforms
}

/// The names in each document of a file.
fn names_of(file: FileId, sources: &Sources, platforms: &Platforms) -> Vec<Names> {
    let stream = yaml::parse(file, sources[file].text());
    let of_file = platforms.get(&file).map_or(&[][..], Vec::as_slice);
    let documents = stream.documents.iter();
    let names = documents.map(|document| {
        let mut names = Names {
            start: document.span.start,
            definition: definition(document, of_file),
            places: Vec::new(),
        };
        if let Some(root) = document.root() {
            names.add_below(root, None);
        }
        names
    });
    names.collect()
}

/// The definition that a document is; empty for others.
fn definition(document: &Document<'_>, platforms: &[(Span, &'static str)]) -> String {
    let text = |key: &str| {
        let scalar = document.root()?.get(key)?.scalar();
        scalar.map(|scalar| scalar.value.to_string())
    };
    let Some(kind) = text("kind") else {
        return String::new();
    };
    let before = platforms.partition_point(|(one, _)| one.start < document.span.start);
    let known = platforms.get(before);
    let known = known.filter(|(definition, _)| document.span.contains(*definition));
    let platform = known.map(|(_, platform)| (*platform).to_owned());
    let platform = platform.or_else(|| text("platform")).unwrap_or_default();
    let name = text("name").unwrap_or_default();
    format!("{platform}/{kind}/{name}")
}

/// A key as it stands in a path: in quotes where it would read like more than one.
fn quoted(key: &str) -> String {
    let is_odd =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '.' | '[' | ']' | '"');
    if key.is_empty() || key.contains(is_odd) {
        return format!("{key:?}");
    }
    key.to_owned()
}

/// A text without regard to how it is broken into lines and indented.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a message names first: several fields can be missing at one place. The words around it may
/// change with a new version of hookc.
fn first_code(message: &str) -> &str {
    message.split('`').nth(1).unwrap_or_default()
}
