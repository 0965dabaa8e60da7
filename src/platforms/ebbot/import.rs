//! From Ebbot's request bodies, and the files of a bundle, to definitions.

use super::facts::{FACTS, MESSAGE_TYPES};
use crate::draft::{Draft, Entry, Foreign, Imported, Problem, Value, escaped_but_secrets, problem};
use crate::validate::{Data, Node};

pub(super) fn import(object: &Foreign<'_>) -> Option<Imported> {
    let kind = object.get("type").and_then(Node::text)?;
    let has_form = object.has(&["topics", "hookcBundle"]);
    if ["incoming", "outgoing"].contains(&kind) && has_form {
        return Some(webhook(object, kind).map(|draft| vec![draft]));
    }
    let is_message = MESSAGE_TYPES.contains(&kind) && object.has(&["sandbox", "value", "chatId"]);
    is_message.then(|| message(object, kind).map(|draft| vec![draft]))
}

fn start(kind: &str, object: &Foreign<'_>) -> Result<Draft, Problem> {
    let mut draft = Draft::default();
    draft.add_text("kind", kind);
    draft.add_text("platform", FACTS.id);
    let name = object.text_of("name")?.or(object.name);
    draft.add_text("name", name.unwrap_or_default());
    Ok(draft)
}

fn webhook(object: &Foreign<'_>, direction: &str) -> Result<Draft, Problem> {
    let mut draft = start("webhook", object)?;
    draft.add_text("direction", direction);
    if let Some(node) = object.get("topics") {
        let Data::List(items) = &node.data else {
            return Err(problem(node, "`topics` has to be an array"));
        };
        draft.add("topics", Value::texts(items.iter().filter_map(Node::text)));
    }
    if let Some(url) = object.text_of("url")? {
        draft.add("url", Value::Text(escaped_but_secrets(url)));
    }
    let known = ["hookcBundle", "note", "type", "name", "url", "topics"];
    object.keep_others(&known, &mut draft);
    Ok(draft)
}

fn message(object: &Foreign<'_>, kind: &str) -> Result<Draft, Problem> {
    let mut draft = start("trigger", object)?;
    draft.add_text("webhook", "incoming");
    draft.ask("webhook", "name the incoming webhook that it is sent to");
    let mut message = vec![Entry::new("type", Value::Text(kind.to_owned()))];
    if let Some(value) = object.get("value") {
        message.push(Entry::new("value", object.value(value, false)));
    }
    draft.add("message", Value::Map(message));
    if object.has(&["chatId"]) {
        draft.add_text("conversation", "continue");
        draft.ask(
            "conversation",
            "the chat's id was left out: the caller supplies it",
        );
    }
    if let Some(sandbox) = object.get("sandbox") {
        draft.add("sandbox", object.value(sandbox, false));
    }
    object.keep_others(&["type", "value", "chatId", "sandbox"], &mut draft);
    Ok(draft)
}
