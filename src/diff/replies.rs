//! What a server answers, and what is taken from it.

use serde_json::Value as Json;

use super::body::{shown_path, span_at};
use super::kinds::{
    REPLY_ADDED, REPLY_CHANGED, REPLY_DECLARED, REPLY_READ, REPLY_READ_KNOWN, REPLY_REMOVED,
    REPLY_REQUIRED, REPLY_UNREAD, REPLY_WIDENED,
};
use super::receivers::exchange;
use super::types::{Direction, What, differences};
use super::{Both, Found};
use crate::definition::{Definition, ResponseSchema, Text, Value};
use crate::platforms::facts::Field;
use crate::source::Span;
use crate::templates::jsonpath;
use crate::types::{Format, Record, Type};

/// Compares what is known of replies, and what is read of them.
pub(super) fn compare(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    if both.is_legible(&[Field::Response]) {
        declared(found, both);
    }
    if both.is_legible(&[Field::Mapping]) {
        mapping(found, both);
    }
}

fn declared(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    let states = found.states;
    let old = exchange(&states.old, both.old).and_then(|exchange| exchange.response.clone());
    let new = exchange(&states.new, both.new).and_then(|exchange| exchange.response.clone());
    let name = both.new.name();
    let (old, new) = match (old, new) {
        (None, None) => return,
        (Some(old), Some(new)) => (old, new),
        (old, _) => {
            let is_or_was = if old.is_some() { "was" } else { "is" };
            let message = format!("the reply to `{name}` {is_or_was} declared");
            return found.add(
                &REPLY_DECLARED,
                both.new,
                message,
                both.spans(Field::Response),
            );
        }
    };
    // The schemas of a bundle show the values of a choice as examples.
    let (old, new) = if found.is_partial {
        (without_choices(&old), without_choices(&new))
    } else {
        (old, new)
    };
    for change in differences(&old, &new, Direction::Reply) {
        let path = shown_path(&change.path);
        let subject = match path.as_str() {
            "" => format!("the reply to `{name}`"),
            path => format!("`{path}` in the reply to `{name}`"),
        };
        let (kind, message) = match change.what {
            What::Added { is_required: true } | What::Required => {
                (&REPLY_REQUIRED, format!("{subject} is now required"))
            }
            What::Added { is_required: false } => (&REPLY_ADDED, format!("{subject} is new")),
            What::Removed => (&REPLY_REMOVED, format!("{subject} is gone")),
            What::Optional => (&REPLY_WIDENED, format!("{subject} may be absent")),
            What::Nullable => (&REPLY_WIDENED, format!("{subject} may be `null`")),
            What::NotNull => (&REPLY_CHANGED, format!("{subject} may not be `null`")),
            What::Other { old, new } => {
                (&REPLY_CHANGED, format!("{subject} was {old} and is {new}"))
            }
            What::Fewer { old, new } => {
                (&REPLY_WIDENED, format!("{subject} was {old} and is {new}"))
            }
            What::Value => continue,
        };
        let spans = (
            place(both.old, &change.path).or(both.spans(Field::Response).0),
            place(both.new, &change.path).or(both.spans(Field::Response).1),
        );
        found.add(kind, both.new, message, spans);
    }
}

fn without_choices(r#type: &Type) -> Type {
    match r#type {
        Type::Choice(_) => Type::Text(Format::Plain),
        Type::List(item) => Type::List(Box::new(without_choices(item))),
        Type::Map(value) => Type::Map(Box::new(without_choices(value))),
        Type::Record(record) => {
            let mut record = Record::clone(record);
            for field in &mut record.fields {
                field.r#type = without_choices(&field.r#type);
            }
            Type::Record(record.into())
        }
        other => other.clone(),
    }
}

/// Where a definition declares a member of its reply.
fn place(definition: &Definition<'_>, path: &[String]) -> Option<Span> {
    let response = definition.request.response.as_ref()?;
    match &response.schema {
        Some(ResponseSchema::File(file)) => Some(file.span()),
        Some(ResponseSchema::Inline(schema)) => span_at(Some(schema), &in_schema(path)),
        None => span_at(response.example.as_ref(), path),
    }
}

/// The way to a member within a schema that describes it in place.
pub(super) fn in_schema(path: &[String]) -> Vec<String> {
    let steps = path.iter().map(|step| match step.as_str() {
        "[]" => vec!["items".to_owned()],
        "*" => vec!["additionalProperties".to_owned()],
        key => vec!["properties".to_owned(), key.to_owned()],
    });
    steps.flatten().collect()
}

/// The keys that take values from the reply.
fn mapping(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    let (old, new) = (&both.old.request.mapping, &both.new.request.mapping);
    let name = both.new.name();
    let of = |all: &[(Text<'_>, Text<'_>)], key: &str| {
        let mut all = all.iter();
        all.find(|(known, _)| known.as_str() == key)
            .map(|(key, path)| (path.as_str().to_owned(), key.span().cover(path.span())))
    };
    for (key, path) in new {
        let before = of(old, key.as_str());
        if before
            .as_ref()
            .is_some_and(|(before, _)| before == path.as_str())
        {
            continue;
        }
        let spans = (
            before.map(|(_, span)| span),
            Some(key.span().cover(path.span())),
        );
        let (key, path) = (key.as_str(), path.as_str());
        let is_known = old.iter().any(|(_, known)| known.as_str() == path)
            || example(both.old).is_some_and(|example| finds(path, &example));
        let kind = if is_known {
            &REPLY_READ_KNOWN
        } else {
            &REPLY_READ
        };
        let message = format!("`{key}` is taken from `{path}` of the reply to `{name}`");
        found.add(kind, both.new, message, spans);
    }
    for (key, path) in old {
        if of(new, key.as_str()).is_none() {
            let (key_text, path_text) = (key.as_str(), path.as_str());
            let message = format!(
                "`{key_text}` is no longer taken from `{path_text}` of the reply to `{name}`"
            );
            let spans = (
                Some(key.span().cover(path.span())),
                both.spans(Field::Mapping).1,
            );
            found.add(&REPLY_UNREAD, both.new, message, spans);
        }
    }
}

fn example(definition: &Definition<'_>) -> Option<Json> {
    let response = definition.request.response.as_ref()?;
    response.example.as_ref().map(Value::to_serde)
}

/// Whether a path finds something in a reply.
fn finds(path: &str, reply: &Json) -> bool {
    jsonpath::parse(path).is_ok_and(|path| !path.select(reply).is_empty())
}
