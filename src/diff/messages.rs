//! Messages that servers of the project send to a platform.

use serde_json::Value as Json;

use super::kinds::{MESSAGE_CHANGED, MESSAGE_ENDPOINT, MESSAGE_FIXED, MESSAGE_NEEDS};
use super::{Both, Found, State};
use crate::definition::{Definition, Text};
use crate::platforms::facts::Field;
use crate::project::Project;
use crate::source::Span;
use crate::types::Message;

/// Compares what a trigger's senders have to do.
pub(super) fn compare(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    let fields = [
        Field::Message,
        Field::Conversation,
        Field::Sandbox,
        Field::Webhook,
    ];
    let states = found.states;
    let (Some(old), Some(new)) = (
        message(&states.old, both.old),
        message(&states.new, both.new),
    ) else {
        return;
    };
    if !both.is_legible(&fields) {
        return;
    }
    let name = both.new.name();
    let path = |path: &[String]| path.join(".");
    // What an environment fills in is fixed in this one.
    let is_fixed = |definition: &Definition<'_>, path: &[String]| {
        let mut written = definition.written.iter();
        let [key] = path else { return false };
        written.any(|written| written.field.key() == key)
    };
    let has = |message: &Message, wanted: &[String]| {
        let mut supplied = message.supplied.iter();
        supplied.any(|supplied| supplied.path == wanted)
    };
    let spans = both.spans(Field::Message);
    for supplied in &new.supplied {
        if !has(old, &supplied.path) && !is_fixed(both.new, &supplied.path) {
            let text = path(&supplied.path);
            let message = format!("senders of `{name}` have to supply `{text}`");
            found.add(&MESSAGE_NEEDS, both.new, message, spans);
        }
    }
    for supplied in &old.supplied {
        if !has(new, &supplied.path) && !is_fixed(both.old, &supplied.path) {
            let text = path(&supplied.path);
            let message = format!("senders of `{name}` no longer supply `{text}`");
            found.add(&MESSAGE_FIXED, both.new, message, spans);
        }
    }
    let changed = differing(&old.body, &new.body);
    if !changed.is_empty() {
        let keys: Vec<String> = changed.iter().map(|key| format!("`{key}`")).collect();
        let message = format!("the message of `{name}` has another {}", keys.join(", "));
        found.add(&MESSAGE_CHANGED, both.new, message, spans);
    }
    endpoint(found, both);
}

/// The keys of fixed values that differ. What the caller supplies is `null` and is told apart.
fn differing(old: &Json, new: &Json) -> Vec<String> {
    let (Some(old), Some(new)) = (old.as_object(), new.as_object()) else {
        return Vec::new();
    };
    let keys = old
        .keys()
        .chain(new.keys().filter(|key| !old.contains_key(*key)));
    let is_fixed = |value: Option<&Json>| value.is_some_and(|value| !value.is_null());
    keys.filter(|key| {
        let (old, new) = (old.get(*key), new.get(*key));
        old != new && is_fixed(new) && (is_fixed(old) || old.is_none())
    })
    .cloned()
    .collect()
}

fn message<'c>(state: &'c State<'_, '_>, definition: &Definition<'_>) -> Option<&'c Message> {
    state.contract.messages.iter().find(|message| {
        message.platform == definition.platform.id
            && message.kind == definition.kind.name()
            && message.name == definition.name()
    })
}

fn endpoint(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    let states = found.states;
    let old = target(states.old.project, both.old_id);
    let new = target(states.new.project, both.new_id);
    if let (Some((Some(old), old_span)), Some((new, new_span))) = (old, new)
        && Some(&old) != new.as_ref()
    {
        let name = both.new.name();
        let message = match new {
            Some(_) => format!("messages of `{name}` go to another URL"),
            None => format!("it is not known where messages of `{name}` go"),
        };
        let spans = (Some(old_span), Some(new_span));
        found.add(&MESSAGE_ENDPOINT, both.new, message, spans);
    }
}

/// The URL of the endpoint that takes the messages of a trigger, as far as it is known, and its
/// place.
fn target(project: &Project<'_>, trigger: usize) -> Option<(Option<String>, Span)> {
    let call = project.calls(trigger).first()?;
    let webhook = project.get(call.target.found()?)?;
    let url = webhook.request.url.as_ref();
    let url = url.filter(|url| !url.is_unresolved());
    let span = url.map_or_else(|| webhook.name_span(), Text::span);
    Some((url.map(|url| url.as_str().to_owned()), span))
}
