//! The bodies of requests.

use super::kinds::{
    BODY_ADDED, BODY_REMOVED, FIELD_ADDED, FIELD_CHANGED, FIELD_NARROWED, FIELD_REMOVED,
};
use super::literals::{self, Literal};
use super::types::{Direction, What, differences};
use super::{Both, Found};
use crate::definition::{Data, Value};
use crate::platforms::facts::Field;
use crate::source::Span;
use crate::types::Exchange;

/// Compares what is sent as a body.
pub(super) fn compare(
    found: &mut Found<'_, '_, '_, '_>,
    both: Both<'_, '_, '_>,
    old: &Exchange,
    new: &Exchange,
) {
    if !both.is_legible(&[Field::Body, Field::JsonTemplate]) {
        return;
    }
    let name = both.new.name();
    let key_spans = || {
        let (old, new) = both.spans(Field::Body);
        let (old_template, new_template) = both.spans(Field::JsonTemplate);
        let is_template = both.new.form.get(Field::JsonTemplate).is_some();
        if is_template {
            (old_template, new_template)
        } else {
            (old, new)
        }
    };
    let (old_type, new_type) = match (&old.body, &new.body) {
        (None, None) => return,
        (Some(_), None) => {
            let message = format!("`{name}` no longer sends a body");
            return found.add(&BODY_REMOVED, both.new, message, key_spans());
        }
        (None, Some(_)) => {
            let message = format!("`{name}` sends a body");
            return found.add(&BODY_ADDED, both.new, message, key_spans());
        }
        (Some(old), Some(new)) => (old, new),
    };
    let mut said: Vec<Vec<String>> = Vec::new();
    for change in differences(old_type, new_type, Direction::Request) {
        let path = shown_path(&change.path);
        let subject = match path.as_str() {
            "" => format!("the body of `{name}`"),
            path => format!("`{path}` in the body of `{name}`"),
        };
        let (kind, message) = match change.what {
            What::Added { .. } => (&FIELD_ADDED, format!("{subject} is new")),
            What::Removed => (&FIELD_REMOVED, format!("{subject} is gone")),
            What::Other { old, new } => {
                (&FIELD_CHANGED, format!("{subject} was {old} and is {new}"))
            }
            What::Fewer { old, new } => {
                (&FIELD_NARROWED, format!("{subject} was {old} and is {new}"))
            }
            What::Required => (&FIELD_NARROWED, format!("{subject} is always there")),
            What::Optional => (&FIELD_CHANGED, format!("{subject} may be absent")),
            What::Nullable => (&FIELD_CHANGED, format!("{subject} may be `null`")),
            What::NotNull => (&FIELD_CHANGED, format!("{subject} is no longer `null`")),
            // Compared by themselves, below.
            What::Value => continue,
        };
        let spans = (
            span_at(both.old.request.body.as_ref(), &change.path),
            span_at(both.new.request.body.as_ref(), &change.path),
        );
        found.add(kind, both.new, message, spans);
        said.push(change.path);
    }
    if let (Some(old), Some(new)) = (literals::marked(both.old), literals::marked(both.new)) {
        let mut changes = literals::differing(&old, &new);
        changes.retain(|(path, _)| !said.contains(path));
        changes.dedup();
        for (path, literal) in changes {
            fixed_part(found, both, &path, literal);
        }
    }
}

fn fixed_part(
    found: &mut Found<'_, '_, '_, '_>,
    both: Both<'_, '_, '_>,
    path: &[String],
    literal: Literal,
) {
    let subject = format!(
        "`{}` in the body of `{}`",
        shown_path(path),
        both.new.name()
    );
    let (kind, message) = match literal {
        Literal::Changed => (&FIELD_CHANGED, format!("{subject} has another fixed text")),
        Literal::Fixed => (&FIELD_NARROWED, format!("{subject} has a fixed text")),
    };
    let spans = (
        span_at(both.old.request.body.as_ref(), path),
        span_at(both.new.request.body.as_ref(), path),
    );
    found.add(kind, both.new, message, spans);
}

/// A path as a text: `items[].price`.
pub(super) fn shown_path(path: &[String]) -> String {
    let mut shown = String::new();
    for step in path {
        if !shown.is_empty() && step != "[]" {
            shown.push('.');
        }
        shown.push_str(step);
    }
    shown
}

/// Where a value writes what a path leads to, as far as it does: the key at the end of the way.
pub(super) fn span_at(value: Option<&Value<'_>>, path: &[String]) -> Option<Span> {
    let mut value = value?;
    let mut span = value.span;
    for step in path {
        let next = match &value.data {
            Data::List(items) if step == "[]" => items.first().map(|item| (item.span, item)),
            Data::Map(entries) => entries
                .iter()
                .find(|(key, _)| key.as_str() == step || step == "*")
                .map(|(key, value)| (key.span().cover(value.span), value)),
            _ => None,
        };
        match next {
            Some((there, below)) => (span, value) = (there, below),
            None => return Some(first_line(span, value)),
        }
    }
    Some(span)
}

/// What lacks a member is pointed at where it begins: all of it would be a whole page.
fn first_line(span: Span, value: &Value<'_>) -> Span {
    match value.entries().first() {
        Some((key, _)) if span == value.span => key.span(),
        Some(_) => span.part(0, 1),
        None => span,
    }
}
