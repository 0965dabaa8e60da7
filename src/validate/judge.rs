//! One payload against its type.

use std::ops::Range;

use super::json::{Data, Member, Node, NotJson, parse};
use super::rules::{MISSING, NOT_ALLOWED, NOT_JSON, WRONG_TYPE};
use crate::diagnostic::{Diagnostic, Rule, list_all, nearest};
use crate::source::{FileId, ReadProblem, SourceFile, Span, slice};
use crate::types::{Author, Choice, Field, Payload, Record, Tag, Type, Union};

/// The most findings in one payload; more are counted.
pub const MAX_FINDINGS: usize = 1_000;

/// What there is to say of one payload.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// What is wrong, in the order of the text. The first one says what has to be hidden.
    pub findings: Vec<Diagnostic>,
    /// How much more is wrong, beyond [`MAX_FINDINGS`].
    pub further: usize,
    /// What the schema does not know.
    pub unknown: Vec<Unknown>,
}

/// A member or a value that the schema does not know, and that is legal all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Where it stands in every payload, without indexes: `data.conversation[].type`.
    pub path: String,
    /// What is unknown.
    pub kind: UnknownKind,
    /// Where it stands in this one.
    pub span: Span,
}

/// What a schema does not know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnknownKind {
    /// The member itself.
    Field,
    /// This value of a member whose known values are listed.
    Value(String),
}

/// Judges the text of one payload.
#[must_use]
pub fn judge(payload: &Payload, file: FileId, source: &SourceFile) -> Judged {
    let text = source.text();
    let mut judge = Judge {
        file,
        is_closed: payload.written_by == Author::Configurer,
        judged: Judged::default(),
        sensitive: Vec::new(),
    };
    let not_utf8 = match source.problem() {
        Some(ReadProblem::NotUtf8(at)) => Some(NotJson {
            at: at as usize,
            reason: "it is not UTF-8".to_owned(),
        }),
        _ => None,
    };
    match not_utf8.map_or_else(|| parse(text), Err) {
        Ok(root) => {
            let place = Place::root(&root);
            judge.value(&payload.root, &root, None, &place);
        }
        Err(fault) => {
            let length = slice(text, fault.at..text.len())
                .chars()
                .next()
                .map_or(0, char::len_utf8);
            let span = judge.span(fault.at..fault.at + length);
            let message = format!("this is not JSON: {}", fault.reason);
            judge.judged.findings.push(
                Diagnostic::new(&NOT_JSON, span, message)
                    .help("capture the body of the request as it came"),
            );
        }
    }
    judge.finish()
}

struct Judge {
    file: FileId,
    is_closed: bool,
    judged: Judged,
    sensitive: Vec<Span>,
}

/// The way to a value.
struct Place {
    /// With indexes: `data.conversation[0].type`; empty for the root.
    exact: String,
    /// Without.
    general: String,
    /// What a finding about something that is not there points at: the key, or the first bracket.
    anchor: Range<usize>,
}

impl Place {
    fn root(node: &Node<'_>) -> Self {
        Self {
            exact: String::new(),
            general: String::new(),
            anchor: node.range.start..node.range.start + 1,
        }
    }

    fn member(&self, member: &Member<'_>) -> Self {
        let join = |path: &str| match path {
            "" => shown_key(&member.key),
            path => format!("{path}.{}", shown_key(&member.key)),
        };
        Self {
            exact: join(&self.exact),
            general: join(&self.general),
            anchor: member.key_range.clone(),
        }
    }

    fn item(&self, index: usize, node: &Node<'_>) -> Self {
        Self {
            exact: format!("{}[{index}]", self.exact),
            general: format!("{}[]", self.general),
            anchor: node.range.start..node.range.start + 1,
        }
    }

    /// The subject of a sentence.
    fn shown(&self) -> String {
        match self.exact.as_str() {
            "" => "the payload".to_owned(),
            path => format!("`{path}`"),
        }
    }

    fn of(&self, key: &str) -> String {
        match self.exact.as_str() {
            "" => format!("`{key}`"),
            path => format!("`{path}.{key}`"),
        }
    }
}

/// A key in a path: quoted where it would be mistaken for a path itself.
fn shown_key(key: &str) -> String {
    let is_plain = |c: char| !c.is_control() && !c.is_whitespace() && !"`.[]\"".contains(c);
    if !key.is_empty() && key.chars().all(is_plain) {
        key.to_owned()
    } else {
        format!("{key:?}").replace('`', "'")
    }
}

impl Judge {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    fn report(&mut self, rule: &'static Rule, range: Range<usize>, message: String, help: String) {
        if self.judged.findings.len() == MAX_FINDINGS {
            self.judged.further += 1;
            return;
        }
        let found = Diagnostic::new(rule, self.span(range), message);
        let found = if help.is_empty() {
            found
        } else {
            found.help(help)
        };
        self.judged.findings.push(found);
    }

    /// `beside` is the object that holds the value.
    fn value(&mut self, r#type: &Type, node: &Node<'_>, beside: Option<&Node<'_>>, place: &Place) {
        let is_fitting = match (r#type, &node.data) {
            (Type::Opaque, _)
            | (Type::Text(_), Data::Text(_))
            | (Type::Boolean, Data::Bool)
            | (Type::Number, Data::Number(_)) => true,
            (Type::Integer(_), Data::Number(number)) => is_whole(number),
            (Type::Choice(choice), Data::Text(text)) => {
                self.choice(choice, text, node, place);
                true
            }
            (Type::List(item), Data::List(items)) => {
                for (index, node) in items.iter().enumerate() {
                    self.value(item, node, None, &place.item(index, node));
                }
                true
            }
            (Type::Map(value), Data::Object(members)) => {
                for member in members {
                    self.value(value, &member.value, None, &place.member(member));
                }
                true
            }
            (Type::Record(record), Data::Object(members)) => {
                self.record(record, members, node, place);
                true
            }
            (Type::Union(union), _) => {
                self.union(union, node, beside, place);
                true
            }
            _ => false,
        };
        if !is_fitting {
            let message = format!("{} is {}, not {}", place.shown(), is(&node.data), a(r#type));
            self.report(&WRONG_TYPE, node.range.clone(), message, String::new());
        }
    }

    fn choice(&mut self, choice: &Choice, text: &str, node: &Node<'_>, place: &Place) {
        if choice.values.iter().any(|(value, _)| value == text) {
            return;
        }
        if choice.is_open {
            self.unknown(
                place,
                UnknownKind::Value(text.to_owned()),
                node.range.clone(),
            );
            return;
        }
        let values = choice.values.iter().map(|(value, _)| value.as_str());
        let legal: Vec<&str> = values.collect();
        let message = format!("`{text}` is no value of {}", place.shown());
        let help = match legal.as_slice() {
            [only] => format!("it is always `{only}` here"),
            several => format!("it is one of {}", list_all(several.iter().copied())),
        };
        self.report(&WRONG_TYPE, node.range.clone(), message, help);
    }

    fn record(&mut self, record: &Record, members: &[Member<'_>], node: &Node<'_>, place: &Place) {
        for field in &record.fields {
            let Some(member) = node.get(&field.key) else {
                if field.is_required {
                    self.missing(field, place);
                }
                continue;
            };
            if field.is_sensitive {
                // Of several members with one key all are hidden, although one counts.
                let same = members.iter().filter(|one| one.key == field.key);
                let spans = same.map(|one| self.span(one.value.range.clone()));
                let spans: Vec<Span> = spans.collect();
                self.sensitive.extend(spans);
            }
            // What `null` means in a union is for its tag to say.
            let is_plain = !matches!(field.r#type, Type::Opaque | Type::Union(_));
            if member.value.data == Data::Null && (field.is_nullable || is_plain) {
                if !field.is_nullable {
                    let member = place.member(member);
                    let message = format!("{} is null, not {}", member.shown(), a(&field.r#type));
                    let range = node
                        .get(&field.key)
                        .map(|member| member.value.range.clone());
                    let range = range.unwrap_or(node.range.clone());
                    self.report(&WRONG_TYPE, range, message, about(field));
                }
                continue;
            }
            self.value(
                &field.r#type,
                &member.value,
                Some(node),
                &place.member(member),
            );
        }
        let known = |key: &str| record.fields.iter().any(|field| field.key == key);
        for member in members.iter().filter(|member| !known(&member.key)) {
            let inner = place.member(member);
            if self.is_closed {
                let keys = record.fields.iter().map(|field| field.key.as_str());
                let near = nearest(&member.key, keys);
                let help = near.map_or_else(String::new, |near| format!("did you mean `{near}`?"));
                let message = format!("nothing documents {}", inner.shown());
                self.report(&NOT_ALLOWED, member.key_range.clone(), message, help);
            } else {
                self.unknown(&inner, UnknownKind::Field, member.key_range.clone());
            }
        }
    }

    fn missing(&mut self, field: &Field, place: &Place) {
        let message = format!("{} is missing", place.of(&shown_key(&field.key)));
        self.report(&MISSING, place.anchor.clone(), message, about(field));
    }

    fn union(&mut self, union: &Union, node: &Node<'_>, beside: Option<&Node<'_>>, place: &Place) {
        let (tag, key) = match &union.tag {
            Tag::JsonType => (Some(json_type(&node.data)), None),
            Tag::Inside(key) if !matches!(node.data, Data::Object(_)) => {
                let message = format!("{} is {}, not an object", place.shown(), is(&node.data));
                let help = format!("its `{key}` tells what it is");
                self.report(&WRONG_TYPE, node.range.clone(), message, help);
                return;
            }
            Tag::Inside(key) => (node.get(key).and_then(|tag| tag.value.text()), Some(key)),
            Tag::Beside(key) => {
                let tag = beside.and_then(|beside| beside.get(key));
                (tag.and_then(|tag| tag.value.text()), Some(key))
            }
        };
        let mut variants = union.variants.iter();
        let variant =
            tag.and_then(|tag| variants.find(|variant| variant.tags.iter().any(|one| one == tag)));
        if let Some(variant) = variant {
            self.value(&variant.r#type, node, beside, place);
            return;
        }
        match (&union.tag, tag, key) {
            (Tag::JsonType, _, _) if !union.is_open => {
                let wanted = a(&Type::Union(union.clone().into()));
                let message = format!("{} is {}, not {wanted}", place.shown(), is(&node.data));
                self.report(&WRONG_TYPE, node.range.clone(), message, String::new());
            }
            (Tag::Inside(_), None, Some(key)) => self.no_tag(union, key, node, place),
            (Tag::Inside(key), Some(tag), _) => {
                let Some(member) = node.get(key) else { return };
                let range = member.value.range.clone();
                let inner = place.member(member);
                if union.is_open {
                    self.unknown(&inner, UnknownKind::Value(tag.to_owned()), range);
                } else {
                    let tags = union.variants.iter().flat_map(|variant| &variant.tags);
                    let help = format!("it is one of {}", list_all(tags.map(String::as_str)));
                    let message = format!("`{tag}` is no value of {}", inner.shown());
                    self.report(&WRONG_TYPE, range, message, help);
                }
            }
            // The field that holds the tag says itself what is wrong with it.
            _ => {}
        }
    }

    fn no_tag(&mut self, union: &Union, key: &str, node: &Node<'_>, place: &Place) {
        let Some(member) = node.get(key) else {
            let message = format!("{} is missing", place.of(key));
            let help = format!("it tells which {} this is", union.name);
            self.report(&MISSING, place.anchor.clone(), message, help);
            return;
        };
        let message = format!(
            "{} is {}, not a string",
            place.member(member).shown(),
            is(&member.value.data)
        );
        let range = member.value.range.clone();
        self.report(&WRONG_TYPE, range, message, String::new());
    }

    fn unknown(&mut self, place: &Place, kind: UnknownKind, range: Range<usize>) {
        let span = self.span(range);
        self.judged.unknown.push(Unknown {
            path: place.general.clone(),
            kind,
            span,
        });
    }

    fn finish(mut self) -> Judged {
        let is_hidden = |span: Span| {
            let mut all = self.sensitive.iter();
            all.any(|one| one.start <= span.start && span.end <= one.end)
        };
        self.judged
            .unknown
            .retain(|unknown| unknown.kind == UnknownKind::Field || !is_hidden(unknown.span));
        self.judged.findings.sort_by_key(|found| found.span);
        // What people said and secrets must not end up in logs of CI by way of a snippet.
        if let Some(first) = self.judged.findings.first_mut() {
            first.redact.extend(self.sensitive);
        }
        self.judged
    }
}

fn about(field: &Field) -> String {
    match field.doc.trim() {
        "" => String::new(),
        doc => format!("`{}`: {doc}", shown_key(&field.key)),
    }
}

/// What a value is, with its article.
fn is(data: &Data<'_>) -> &'static str {
    match data {
        Data::Null => "null",
        Data::Bool => "a boolean",
        Data::Number(_) => "a number",
        Data::Text(_) => "a string",
        Data::List(_) => "an array",
        Data::Object(_) => "an object",
    }
}

fn json_type(data: &Data<'_>) -> &'static str {
    match data {
        Data::Null => "null",
        Data::Bool => "boolean",
        Data::Number(_) => "number",
        Data::Text(_) => "string",
        Data::List(_) => "array",
        Data::Object(_) => "object",
    }
}

/// What a type wants, with its article.
fn a(r#type: &Type) -> String {
    let one = match r#type {
        Type::Text(_) | Type::Choice(_) => "a string",
        Type::Integer(_) => "a whole number",
        Type::Number => "a number",
        Type::Boolean => "a boolean",
        Type::List(_) => "an array",
        Type::Map(_) | Type::Record(_) => "an object",
        Type::Opaque => "a value",
        Type::Union(union) => {
            let mut all: Vec<String> = Vec::new();
            for variant in &union.variants {
                let one = a(&variant.r#type);
                if !all.contains(&one) {
                    all.push(one);
                }
            }
            return all.join(" or ");
        }
    };
    one.to_owned()
}

/// Whether JSON Schema takes a number for an integer: `1.0` is one.
fn is_whole(number: &str) -> bool {
    let fits = |number: f64| number.fract() == 0.0;
    !number.contains(['.', 'e', 'E']) || number.parse().is_ok_and(fits)
}
