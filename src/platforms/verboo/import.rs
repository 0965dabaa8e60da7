//! From Verboo's objects to definitions: the webhook of its page, and triggers as its tools and
//! `hookc build` write them.

use super::facts::FACTS;
use crate::diagnostic::Shown;
use crate::draft::{Draft, Entry, Foreign, Imported, Problem, Value, escaped_but_secrets, problem};
use crate::source::slice;
use crate::validate::{Data, Node, parse};

pub(super) fn import(object: &Foreign<'_>) -> Option<Imported> {
    let is_trigger = object.has(&["actions", "parametersJson"])
        || object.has(&[
            "interpretResponse",
            "InterpretResponse",
            "copilotOnly",
            "isActive",
        ]);
    if is_trigger {
        return Some(trigger(object).map(|draft| vec![draft]));
    }
    let type_of = object.get("type").and_then(Node::text);
    let is_request = object.has(&["url"]) && object.has(&["method", "responseDirective"]);
    let is_webhook = type_of == Some("WEBHOOK") || type_of.is_none() && is_request;
    is_webhook.then(|| webhook(object).map(|draft| vec![draft]))
}

fn start(kind: &str, object: &Foreign<'_>) -> Result<Draft, Problem> {
    let mut draft = Draft::default();
    draft.add_text("kind", kind);
    draft.add_text("platform", FACTS.id);
    match object.text_of("name")? {
        Some(name) => draft.add_text("name", name),
        None => draft.add_text("name", object.name.unwrap_or_default()),
    }
    if let Some(description) = object.text_of("description")? {
        draft.add_text("description", description);
    }
    Ok(draft)
}

fn webhook(object: &Foreign<'_>) -> Result<Draft, Problem> {
    const KNOWN: &[&str] = &[
        "type",
        "name",
        "description",
        "url",
        "method",
        "headers",
        "body",
        "responseDirective",
    ];
    let mut draft = start("webhook", object)?;
    if let Some(url) = object.text_of("url")? {
        draft.add("url", Value::Text(escaped_but_secrets(url)));
    }
    if let Some(method) = object.text_of("method")? {
        draft.add_text("method", method);
    }
    if let Some(node) = object.get("headers") {
        let headers = headers(object, node, &mut draft)?;
        if !headers.is_empty() {
            draft.add("headers", Value::Map(headers));
        }
    }
    if let Some(body) = object.get("body").filter(|body| body.data != Data::Null) {
        draft.add("body", object.value(body, true));
    }
    if let Some(text) = object.text_of("responseDirective")? {
        draft.add_text("response_directive", text);
    }
    object.keep_others(KNOWN, &mut draft);
    Ok(draft)
}

/// Headers as the page writes them, a list of `key` and `value`, or as a mapping.
fn headers(
    object: &Foreign<'_>,
    node: &Node<'_>,
    draft: &mut Draft,
) -> Result<Vec<Entry>, Problem> {
    let text = |node: &Node<'_>| match (&node.data, node.text()) {
        (_, Some(text)) => Ok(escaped_but_secrets(text)),
        (Data::Number(_) | Data::Bool, _) => Ok(slice(object.text, node.range.clone()).to_owned()),
        _ => Err(problem(node, "the value of a header has to be a string")),
    };
    let mut found: Vec<Entry> = Vec::new();
    let mut add = |name: &str, value: String| {
        // A mapping has a name once; what stands second would be lost.
        if found.iter().any(|entry| entry.key == name) {
            let name = name.shown();
            let question = format!("left out a second header `{name}`; a webhook has each once");
            draft.ask("headers", question);
        } else {
            found.push(Entry::new(name, Value::Text(value)));
        }
    };
    match &node.data {
        Data::Null => {}
        Data::Object(members) => {
            for member in members {
                add(&member.key, text(&member.value)?);
            }
        }
        Data::List(items) => {
            for item in items {
                let header = object.inner(item);
                let name = header.text_of("key")?;
                let (Some(name), Some(value)) = (name, header.get("value")) else {
                    let message = "a header has to be an object with `key` and `value`";
                    return Err(problem(item, message));
                };
                add(name, text(value)?);
            }
        }
        _ => return Err(problem(node, "`headers` has to be an array")),
    }
    for item in items(node) {
        object.inner(item).keep_others(&["key", "value"], draft);
    }
    Ok(found)
}

fn items<'n, 't>(node: &'n Node<'t>) -> &'n [Node<'t>] {
    match &node.data {
        Data::List(items) => items,
        _ => &[],
    }
}

fn trigger(object: &Foreign<'_>) -> Result<Draft, Problem> {
    const KNOWN: &[&str] = &[
        "hookcBundle",
        "note",
        "name",
        "description",
        "parameters",
        "parametersJson",
        "interpretResponse",
        "InterpretResponse",
        "isActive",
        "copilotOnly",
        "actions",
    ];
    let mut draft = start("trigger", object)?;
    match (object.get("parameters"), object.text_of("parametersJson")?) {
        (Some(node), _) if node.data != Data::Null => {
            draft.add("parameters", object.value(node, false));
        }
        (_, Some(text)) => draft.add("parameters", schema(object, text)?),
        _ => {}
    }
    let fields = [
        ("interpret_response", "interpretResponse"),
        ("interpret_response", "InterpretResponse"),
        ("active", "isActive"),
        ("copilot_only", "copilotOnly"),
    ];
    for (field, key) in fields {
        match object.get(key) {
            Some(_) if draft.get(field).is_some() => {}
            Some(node) if node.data == Data::Bool => draft.add(field, object.value(node, false)),
            Some(node) if node.data != Data::Null => {
                return Err(problem(node, format!("`{key}` has to be a boolean")));
            }
            _ => {}
        }
    }
    actions(object, &mut draft)?;
    object.keep_others(KNOWN, &mut draft);
    Ok(draft)
}

/// The schema of a `parametersJson`: JSON in a string.
fn schema(object: &Foreign<'_>, text: &str) -> Result<Value, Problem> {
    let not_json = |reason: &str| {
        let node = object.get("parametersJson").unwrap_or(object.object);
        problem(node, format!("`parametersJson` holds no JSON: {reason}"))
    };
    let node = parse(text).map_err(|error| not_json(&error.reason))?;
    let inner = Foreign {
        text,
        images: &[],
        object: &node,
        name: None,
    };
    Ok(inner.value(&node, false))
}

/// The webhooks: paths of their files in a bundle, or their names.
fn actions(object: &Foreign<'_>, draft: &mut Draft) -> Result<(), Problem> {
    let mut names = Vec::new();
    let actions = object.get("actions");
    for action in actions.map(items).unwrap_or_default() {
        let Some(text) = action.text() else {
            let shown = object.shown("", action);
            draft.ask(
                "webhooks",
                format!("name the webhook of this action: {shown}"),
            );
            continue;
        };
        let file = text.rsplit('/').next().unwrap_or(text);
        let name = file.strip_suffix(".tmpl").unwrap_or(file);
        names.push(name.strip_suffix(".json").unwrap_or(name));
    }
    let is_list = actions.is_none_or(|node| matches!(node.data, Data::List(_) | Data::Null));
    if let Some(node) = actions.filter(|_| !is_list) {
        return Err(problem(node, "`actions` has to be an array"));
    }
    if names.is_empty() {
        draft.ask("", "name the webhooks that it runs, in `webhooks`");
    }
    draft.add("webhooks", Value::texts(names));
    Ok(())
}
