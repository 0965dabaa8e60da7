//! The type of a request's body.

use std::sync::Arc;

use serde_json::Value as Json;

use super::symbols::{HOLE, Hole, Symbols, is_raw_list, symbols};
use super::words::{below, declared};
use crate::definition::{Data, Definition, Text, Value};
use crate::flow::{Flow, Read};
use crate::source::slice;
use crate::types::{Field, Format, Record, Type, Unit};

/// The bodies of one definition.
pub(super) struct Bodies<'b, 'p, 's> {
    pub flow: &'b Flow<'p, 's>,
    pub reads: &'b [Read<'p, 's>],
    pub definition: &'b Definition<'s>,
}

impl<'s> Bodies<'_, '_, 's> {
    /// The type of a body; `name` is what to call it, in words.
    pub fn body(&self, body: &Value<'s>, name: &str) -> Type {
        match &body.data {
            Data::Text(text) => self.template(text, name),
            _ => self.value(body, name),
        }
    }

    fn symbols(&self, text: &Text<'s>) -> Symbols {
        symbols(self.flow, self.reads, text)
    }

    /// A body that is a template of JSON as text.
    fn template(&self, text: &Text<'s>, name: &str) -> Type {
        let symbols = self.symbols(text);
        if symbols.holes.iter().any(|hole| hole.is_section) {
            return Type::Opaque;
        }
        let json = marked(&symbols);
        match serde_json::from_str::<Json>(&json) {
            Ok(json) => of_marked(&json, &symbols.holes, name).r#type,
            Err(_) => Type::Opaque,
        }
    }

    fn value(&self, value: &Value<'s>, name: &str) -> Type {
        match &value.data {
            Data::Null => Type::Opaque,
            Data::Bool(_) => Type::Boolean,
            Data::Number(number) if number.parse::<i64>().is_ok() => Type::Integer(Unit::None),
            Data::Number(_) => Type::Number,
            Data::Text(text) => self.text(text),
            Data::List(items) => {
                let name = below(name, "item");
                let mut types = items.iter().map(|item| self.value(item, &name));
                let first = types.next();
                let is_one = types.all(|other| Some(&other) == first.as_ref());
                Type::List(Box::new(first.filter(|_| is_one).unwrap_or(Type::Opaque)))
            }
            Data::Map(entries) => {
                let keys = entries.iter().map(|(key, _)| self.symbols(key));
                if entries.is_empty() || keys.into_iter().any(|key| !key.holes.is_empty()) {
                    return Type::Map(Box::new(Type::Opaque));
                }
                let fields = entries.iter().map(|(key, value)| {
                    let key = key.as_str();
                    self.field(key, value, &below(name, key))
                });
                Type::Record(Arc::new(Record {
                    name: name.to_owned(),
                    doc: String::new(),
                    fields: fields.collect(),
                }))
            }
        }
    }

    fn field(&self, key: &str, value: &Value<'s>, name: &str) -> Field {
        let r#type = self.value(value, name);
        let symbols = value.text().map(|text| self.symbols(text));
        let (doc, is_sensitive) = match &symbols {
            Some(symbols) => (doc_of(key, symbols), symbols.is_sensitive()),
            None => (format!("`{key}`, as the definition writes it."), false),
        };
        let mut settings = self.definition.uses.settings.iter();
        let is_filled_in = settings.any(|used| {
            value.written.start <= used.span.start && used.span.end <= value.written.end
        });
        let is_literal = !is_filled_in && symbols.is_none_or(|symbols| symbols.holes.is_empty());
        let example = value.to_serde();
        let is_simple = !example.is_array() && !example.is_object() && !example.is_null();
        Field {
            is_sensitive,
            is_nullable: matches!(value.data, Data::Null),
            examples: if is_literal && is_simple {
                vec![example]
            } else {
                Vec::new()
            },
            ..declared(key, doc, r#type)
        }
    }

    fn text(&self, text: &Text<'s>) -> Type {
        let facts = self.definition.platform;
        if is_raw_list(facts.templates, facts.values.from_customers, text.as_str()) {
            return Type::List(Box::new(Type::Text(Format::Uri)));
        }
        self.symbols(text).type_in_text()
    }
}

/// What a member that holds this text is.
pub(super) fn doc_of(key: &str, symbols: &Symbols) -> String {
    match symbols.whole() {
        Some(hole) => hole.doc.clone(),
        None if symbols.holes.is_empty() => format!("`{key}`, always the same."),
        None => format!("`{key}`, made from `{}`.", symbols.shown()),
    }
}

/// The template with a text for each hole, by which it is found again: bare where it stands for a
/// value of its own.
fn marked(symbols: &Symbols) -> String {
    let mut json = String::new();
    let mut next = 0..symbols.holes.len();
    let (mut in_text, mut is_escaped) = (false, false);
    for character in symbols.text.chars() {
        if character == HOLE {
            let (quote, bare) = if in_text { ("", ' ') } else { ("\"", '!') };
            let number = next.next().unwrap_or_default();
            json.extend([quote, "\\u0000"]);
            json.push(bare);
            json.extend([&*number.to_string(), "\\u0000", quote]);
            continue;
        }
        json.push(character);
        match character {
            '"' if !is_escaped => in_text = !in_text,
            '\\' if in_text && !is_escaped => {
                is_escaped = true;
                continue;
            }
            _ => {}
        }
        is_escaped = false;
    }
    json
}

/// A part of a marked template.
struct Part {
    r#type: Type,
    doc: Option<String>,
    is_sensitive: bool,
    is_nullable: bool,
}

fn of_marked(json: &Json, holes: &[Hole], name: &str) -> Part {
    let part = |r#type: Type| Part {
        r#type,
        doc: None,
        is_sensitive: false,
        is_nullable: false,
    };
    match json {
        Json::Null => Part {
            is_nullable: true,
            ..part(Type::Opaque)
        },
        Json::Bool(_) => part(Type::Boolean),
        Json::Number(number) if number.is_i64() => part(Type::Integer(Unit::None)),
        Json::Number(_) => part(Type::Number),
        Json::String(text) => of_text(text, holes),
        Json::Array(items) => {
            let name = below(name, "item");
            let mut types = items
                .iter()
                .map(|item| of_marked(item, holes, &name).r#type);
            let first = types.next();
            let is_one = types.all(|other| Some(&other) == first.as_ref());
            part(Type::List(Box::new(
                first.filter(|_| is_one).unwrap_or(Type::Opaque),
            )))
        }
        Json::Object(members) => {
            if members.is_empty() || members.keys().any(|key| key.contains(HOLE)) {
                return part(Type::Map(Box::new(Type::Opaque)));
            }
            let fields = members.iter().map(|(key, value)| {
                let found = of_marked(value, holes, &below(name, key));
                let doc = found.doc;
                let doc = doc.unwrap_or_else(|| format!("`{key}`, as the definition writes it."));
                Field {
                    is_sensitive: found.is_sensitive,
                    is_nullable: found.is_nullable,
                    ..declared(key, doc, found.r#type)
                }
            });
            part(Type::Record(Arc::new(Record {
                name: name.to_owned(),
                doc: String::new(),
                fields: fields.collect(),
            })))
        }
    }
}

fn of_text(text: &str, holes: &[Hole]) -> Part {
    let plain = |is_sensitive| Part {
        r#type: Type::Text(Format::Plain),
        doc: None,
        is_sensitive,
        is_nullable: false,
    };
    // Odd parts are marks, even ones text.
    let marks: Vec<&str> = text.split(HOLE).skip(1).step_by(2).collect();
    let of_mark = |mark: &str| holes.get(slice(mark, 1..mark.len()).parse::<usize>().ok()?);
    let is_sensitive = marks
        .iter()
        .any(|mark| of_mark(mark).is_some_and(|hole| hole.is_sensitive));
    let is_whole = text.starts_with(HOLE) && text.ends_with(HOLE);
    let ([mark], true) = (
        marks.as_slice(),
        is_whole && text.matches(HOLE).count() == 2,
    ) else {
        return plain(is_sensitive);
    };
    let Some(hole) = of_mark(mark) else {
        return plain(is_sensitive);
    };
    let r#type = if mark.starts_with('!') {
        hole.r#type.clone().unwrap_or(Type::Opaque)
    } else {
        hole.type_in_text()
    };
    Part {
        r#type,
        doc: Some(hole.doc.clone()),
        is_sensitive,
        is_nullable: false,
    }
}
