//! Texts with holes: what is literal, and what is known when the platform sends it, or when the
//! bundle is built.

use std::ops::Range;

use super::by_schema::type_of_schema;
use super::words::doc;
use crate::definition::{PieceKind, Text};
use crate::flow::{Flow, Read, Types};
use crate::project::Form;
use crate::source::slice;
use crate::templates::Templates;
use crate::templates::mustache::{self, Node};
use crate::types::{Format, Type};

/// Stands for a hole in [`Symbols::text`].
pub(super) const HOLE: char = '\0';

/// A text whose holes are marked.
#[derive(Clone, Debug, Default)]
pub(super) struct Symbols {
    /// The text, with a [`HOLE`] for each of `holes`.
    pub text: String,
    /// What is filled in, in order.
    pub holes: Vec<Hole>,
}

/// What is filled in at one place.
#[derive(Clone, Debug)]
pub(super) struct Hole {
    /// What to call it.
    pub name: String,
    /// What it is, as a sentence.
    pub doc: String,
    /// The type of the value by itself, where it is known.
    pub r#type: Option<Type>,
    /// Whether it is a part of a template that may be repeated or left out.
    pub is_section: bool,
    /// Whether nobody may read it in a log.
    pub is_sensitive: bool,
    /// Whether it is filled in when the bundle is built.
    pub is_build_time: bool,
}

impl Symbols {
    /// The hole, where the text is one and nothing else.
    pub fn whole(&self) -> Option<&Hole> {
        let only = self.text.strip_prefix(HOLE)?;
        only.is_empty().then(|| self.holes.first()).flatten()
    }

    /// The type of the text as it is sent: text, of which more is known where it is one value.
    pub fn type_in_text(&self) -> Type {
        self.whole()
            .map_or(Type::Text(Format::Plain), Hole::type_in_text)
    }

    /// Whether nobody may read it in a log.
    pub fn is_sensitive(&self) -> bool {
        self.holes.iter().any(|hole| hole.is_sensitive)
    }

    /// A part of the text with its holes.
    pub fn part(&self, range: Range<usize>) -> Self {
        let before = slice(&self.text, 0..range.start).matches(HOLE).count();
        let text = slice(&self.text, range).to_owned();
        let holes = text.matches(HOLE).count();
        Self {
            holes: self
                .holes
                .iter()
                .skip(before)
                .take(holes)
                .cloned()
                .collect(),
            text,
        }
    }

    /// The text with each hole as `{name}`, for people.
    pub fn shown(&self) -> String {
        let mut holes = self.holes.iter();
        let mut shown = String::new();
        for character in self.text.chars() {
            if character == HOLE {
                let name = holes.next().map_or("", |hole| &hole.name);
                shown.extend(["{", name, "}"]);
            } else {
                shown.push(character);
            }
        }
        shown
    }
}

impl Hole {
    /// The type of the value as a text of its own.
    pub fn type_in_text(&self) -> Type {
        match &self.r#type {
            Some(Type::Text(format)) => Type::Text(*format),
            Some(Type::Choice(choice)) => Type::Choice(choice.clone()),
            Some(Type::Integer(_) | Type::Number) => Type::Text(Format::Number),
            Some(Type::Boolean) => Type::Text(Format::Boolean),
            _ => Type::Text(Format::Plain),
        }
    }
}

/// A text of a definition with its holes.
pub(super) fn symbols(flow: &Flow<'_, '_>, reads: &[Read<'_, '_>], text: &Text<'_>) -> Symbols {
    let value = text.as_str();
    let mut cuts: Vec<(Range<usize>, Option<Hole>)> = text
        .pieces()
        .iter()
        .filter_map(|piece| Some((piece.range.clone(), Some(build_time(&piece.kind)?))))
        .collect();
    let reads: Vec<&Read<'_, '_>> = reads
        .iter()
        .filter(|read| std::ptr::eq(read.used.text, text))
        .collect();
    let is_mustache = reads
        .iter()
        .any(|read| matches!(read.used.form, Form::Tag { .. }));
    if is_mustache {
        cuts.extend(tags(flow, &reads, value));
    } else {
        let holes = reads
            .iter()
            .map(|read| (read.used.range.clone(), Some(hole(flow, read))));
        cuts.extend(holes);
    }
    cuts.sort_by_key(|(range, _)| range.start);
    let mut symbols = Symbols::default();
    let mut at = 0;
    for (range, hole) in cuts {
        if range.start < at {
            continue;
        }
        symbols.literal(slice(value, at..range.start));
        at = range.end;
        if let Some(hole) = hole {
            symbols.text.push(HOLE);
            symbols.holes.push(hole);
        }
    }
    symbols.literal(slice(value, at..value.len()));
    symbols
}

impl Symbols {
    /// NUL is legal in no place that a text of a request comes to, so it can mark holes.
    fn literal(&mut self, text: &str) {
        self.text.extend(text.chars().filter(|c| *c != HOLE));
    }
}

fn build_time(kind: &PieceKind<'_>) -> Option<Hole> {
    let (name, is_sensitive) = match kind {
        PieceKind::Setting { name, .. } => (name, false),
        PieceKind::Secret { name } => (name, true),
        PieceKind::Escape | PieceKind::Unresolved => return None,
    };
    Some(Hole {
        name: name.clone().into_owned(),
        doc: format!("What the build fills in for `{name}`."),
        r#type: None,
        is_section: false,
        is_sensitive,
        is_build_time: true,
    })
}

fn hole(flow: &Flow<'_, '_>, read: &Read<'_, '_>) -> Hole {
    let name = read.name();
    let sources = flow.sources(read);
    let schemas: Vec<_> = sources.iter().map(|source| source.schema()).collect();
    let by_schema = |first: &serde_json::Value| {
        let found = type_of_schema(first, name);
        let others = schemas.iter().flatten().skip(1);
        let is_one = others
            .clone()
            .all(|other| type_of_schema(other, name) == found);
        is_one.then_some(found)
    };
    let first = schemas.first().copied().flatten();
    let all_known = schemas.iter().all(Option::is_some);
    let r#type = match (&read.used.form, first.filter(|_| all_known)) {
        (Form::Index(_), _) => Some(Type::Text(Format::Uri)),
        (_, Some(first)) => by_schema(first).or_else(|| by_types(flow.types(read))),
        (_, None) => by_types(flow.types(read)),
    };
    Hole {
        name: name.to_owned(),
        doc: doc(first, format!("The value of `{name}`.")),
        r#type,
        is_section: false,
        is_sensitive: sources.iter().any(|source| source.secret),
        is_build_time: false,
    }
}

fn by_types(types: Types) -> Option<Type> {
    [
        (Types::STRING, Type::Text(Format::Plain)),
        (Types::NUMBER, Type::Number),
        (Types::BOOLEAN, Type::Boolean),
        (Types::ARRAY, Type::List(Box::new(Type::Opaque))),
        (Types::OBJECT, Type::Map(Box::new(Type::Opaque))),
    ]
    .into_iter()
    .find(|(one, _)| types.is_within(*one))
    .map(|(_, found)| found)
}

/// What is not text of a Mustache template: its tags, whole sections, comments.
fn tags(
    flow: &Flow<'_, '_>,
    reads: &[&Read<'_, '_>],
    text: &str,
) -> Vec<(Range<usize>, Option<Hole>)> {
    let template = mustache::parse(text);
    let mut cuts = Vec::new();
    let mut at = 0;
    let of_tag = |range: &Range<usize>| {
        let read = reads.iter().find(|read| read.used.range == *range);
        read.map(|read| hole(flow, read))
    };
    for node in &template.nodes {
        let (range, hole) = match node {
            Node::Text(range) => {
                cuts.push((at..range.start, None));
                at = range.end;
                continue;
            }
            Node::Value(tag) => (tag.range.clone(), of_tag(&tag.range)),
            Node::Section { open, close, .. } => {
                let end = close.as_ref().map_or(text.len(), |close| close.end);
                let hole = of_tag(&open.range).map(|hole| Hole {
                    r#type: None,
                    is_section: true,
                    ..hole
                });
                (open.range.start..end, hole)
            }
        };
        cuts.push((at..range.start, None));
        at = range.end;
        cuts.push((range, hole));
    }
    cuts.push((at..text.len(), None));
    cuts.retain(|(range, _)| !range.is_empty());
    cuts
}

/// How a whole text would have to be written to be a list that stands for itself.
pub(super) fn is_raw_list(templates: Option<Templates>, lists: &[&str], text: &str) -> bool {
    templates == Some(Templates::Dollar)
        && text
            .strip_prefix('$')
            .is_some_and(|name| lists.contains(&name))
}
