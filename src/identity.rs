//! Names the places of findings by what their authors call them, so that a finding is known again
//! when lines have moved.

use std::collections::BTreeMap;

use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, hash};
use crate::project::Project;
use crate::report::Secrets;
use crate::source::{FileId, Sources, Span};
use crate::yaml::{self, Content, Document, Node, Stream};

/// The bytes of a hash of a subject: enough to tell apart what stands in one field.
const SUBJECT_BYTES: usize = 8;

/// Says of each finding what it is apart from its lines. The findings are those of the projects, in
/// the order in which they are printed.
pub fn identify(diagnostics: &mut [Diagnostic], sources: &Sources, projects: &[&Project<'_>]) {
    let secrets = Secrets::of(diagnostics, sources);
    let mut streams: BTreeMap<FileId, Stream<'_>> = BTreeMap::new();
    for found in diagnostics.iter() {
        let file = found.span.file;
        let parse = || yaml::parse(file, sources[file].text());
        streams.entry(file).or_insert_with(parse);
    }
    let platforms = platforms(projects);
    let mut before: BTreeMap<(FileId, String), usize> = BTreeMap::new();
    for found in diagnostics {
        let span = found.span;
        let stream = streams.get(&span.file);
        let document = stream.and_then(|stream| document_at(stream, span));
        let names = document.map(|document| names(document, span, &platforms));
        let (definition, field) = names.unwrap_or_default();
        let message = secrets.message(found);
        let text = one_line(&secrets.text_at(span));
        let identity = &mut found.identity;
        identity.definition = secrets.hide(span.file, &definition);
        identity.field = secrets.hide(span.file, &field);
        identity.subject = hash(&[&text, first_code(&message)], SUBJECT_BYTES);
        identity.occurrence = 0;
        let key = identity.fingerprint(found.rule.name, "");
        let count = before.entry((span.file, key)).or_default();
        identity.occurrence = *count;
        *count += 1;
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

fn document_at<'d, 's>(stream: &'d Stream<'s>, span: Span) -> Option<&'d Document<'s>> {
    let after = stream
        .documents
        .partition_point(|document| document.span.start <= span.start);
    stream.documents.get(after.saturating_sub(1))
}

/// The definition and the field in which a span lies.
fn names(document: &Document<'_>, span: Span, platforms: &Platforms) -> (String, String) {
    let Some(root) = document.root() else {
        return Default::default();
    };
    let text = |key: &str| {
        let scalar = root.get(key).and_then(Node::scalar);
        scalar.map(|scalar| scalar.value.to_string())
    };
    let Some(kind) = text("kind") else {
        return (String::new(), field(root, span));
    };
    let mut known = platforms.get(&span.file).into_iter().flatten();
    let known = known.find(|(definition, _)| document.span.contains(*definition));
    let platform = known.map(|(_, platform)| (*platform).to_owned());
    let platform = platform.or_else(|| text("platform")).unwrap_or_default();
    let name = text("name").unwrap_or_default();
    (format!("{platform}/{kind}/{name}"), field(root, span))
}

/// The path of keys to the innermost value around a span. Items of lists have the name that they
/// give themselves, and no index: what stands before them does not change what they are.
fn field(root: Node<'_, '_>, span: Span) -> String {
    let mut path = String::new();
    let mut node = root;
    while let Some((step, below)) = step(node, span) {
        if !path.is_empty() && !step.starts_with('[') {
            path.push('.');
        }
        path.push_str(&step);
        let Some(below) = below.filter(|below| !below.is_alias()) else {
            break;
        };
        node = below;
    }
    path
}

/// The way from a node to the part of it in which a span lies.
fn step<'t, 's>(node: Node<'t, 's>, span: Span) -> Option<(String, Option<Node<'t, 's>>)> {
    match node.content() {
        Content::Scalar(_) => None,
        Content::Mapping => {
            let mut entries = node.raw_entries();
            let entry = entries.find(|entry| {
                let (key, value) = (entry.key.written_span(), entry.value.written_span());
                key.cover(value).contains(span)
            })?;
            let key = entry.key.scalar().map_or("?", |key| &*key.value);
            let below = entry.value.written_span().contains(span);
            let is_key = entry.key.written_span().contains(span);
            Some((quoted(key), (below && !is_key).then_some(entry.value)))
        }
        Content::Sequence => {
            let mut items = node.items();
            let item = items.find(|item| item.written_span().contains(span))?;
            let name = item.get("name").and_then(Node::scalar);
            let name = name.map_or_else(String::new, |name| quoted(&name.value));
            Some((format!("[{name}]"), Some(item)))
        }
    }
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
