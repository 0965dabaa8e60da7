//! From the file of a bundle to definitions.

use super::facts::FACTS;
use crate::draft::{Draft, Entry, Foreign, Imported, Problem, Value, escaped_but_secrets, problem};
use crate::validate::{Data, Node};

pub(super) fn import(object: &Foreign<'_>) -> Option<Imported> {
    let is_ours =
        object.has(&["hookcBundle"]) && object.has(&["webhooks", "subjects", "escalation"]);
    is_ours.then(|| scope(object))
}

fn scope(object: &Foreign<'_>) -> Result<Vec<Draft>, Problem> {
    let mut drafts = Vec::new();
    for group in items(object, "webhooks")? {
        let group = object.inner(group);
        for request in items(&group, "requests")? {
            drafts.push(webhook(&object.inner(request), &group)?);
        }
    }
    for subject in items(object, "subjects")? {
        drafts.push(trigger(&object.inner(subject))?);
    }
    if let Some(node) = object.get("escalation") {
        let escalation = object.inner(node);
        let mut draft = start("escalation", &escalation, "name")?;
        request(&escalation, &escalation, &mut draft)?;
        escalation.keep_others(
            &["name", "description", "url", "auth", "headers"],
            &mut draft,
        );
        drafts.push(draft);
    }
    let known = [
        "hookcBundle",
        "note",
        "scope",
        "globalKeys",
        "requestHeaders",
        "webhooks",
        "subjects",
        "escalation",
    ];
    if let Some(first) = drafts.first_mut() {
        for key in ["scope", "globalKeys", "requestHeaders"] {
            if let Some(node) = object.get(key) {
                let shown = object.shown(key, node);
                let question = format!("`{key}: {shown}` belongs into `hookc.yaml`");
                first.ask("", question);
            }
        }
        object.keep_others(&known, first);
    }
    Ok(drafts)
}

fn items<'t>(object: &Foreign<'t>, key: &str) -> Result<&'t [Node<'t>], Problem> {
    match object.get(key).map(|node| (node, &node.data)) {
        None => Ok(&[]),
        Some((_, Data::List(items))) => Ok(items),
        Some((node, _)) => Err(problem(node, format!("`{key}` has to be an array"))),
    }
}

fn start(kind: &str, object: &Foreign<'_>, name: &str) -> Result<Draft, Problem> {
    let mut draft = Draft::default();
    draft.add_text("kind", kind);
    draft.add_text("platform", FACTS.id);
    let name = object.text_of(name)?.or(object.name);
    draft.add_text("name", name.unwrap_or_default());
    if let Some(text) = object.text_of("description")? {
        draft.add_text("description", text);
    }
    Ok(draft)
}

/// URL, method, `auth` and headers.
fn request(object: &Foreign<'_>, url: &Foreign<'_>, draft: &mut Draft) -> Result<(), Problem> {
    if let Some(url) = url.text_of("url")? {
        draft.add("url", Value::Text(escaped_but_secrets(url)));
    }
    if let Some(method) = object.text_of("method")? {
        draft.add_text("method", method);
    }
    if let Some(node) = object.get("auth") {
        let auth = object.inner(node);
        let value = match auth.text_of("method")? {
            Some("basic") => {
                let text = |key: &str| -> Result<Entry, Problem> {
                    let text = auth.text_of(key)?.unwrap_or_default();
                    Ok(Entry::new(key, Value::Text(escaped_but_secrets(text))))
                };
                let pair = Value::Map(vec![text("username")?, text("password")?]);
                Value::Map(vec![Entry::new("basic", pair)])
            }
            _ => Value::Text("none".to_owned()),
        };
        draft.add("auth", value);
    }
    let headers = pairs(object, "headers", "name", "value")?;
    if !headers.is_empty() {
        draft.add("headers", Value::Map(headers));
    }
    Ok(())
}

/// The rows of a form as a mapping.
fn pairs(object: &Foreign<'_>, key: &str, name: &str, value: &str) -> Result<Vec<Entry>, Problem> {
    let mut rows = Vec::new();
    for row in items(object, key)? {
        let row = object.inner(row);
        let name = row.text_of(name)?.unwrap_or_default();
        let value = row.text_of(value)?.unwrap_or_default();
        rows.push(Entry::new(name, Value::Text(escaped_but_secrets(value))));
    }
    Ok(rows)
}

fn webhook(object: &Foreign<'_>, group: &Foreign<'_>) -> Result<Draft, Problem> {
    let mut draft = start("webhook", object, "name")?;
    request(object, group, &mut draft)?;
    if let Some(body) = object.text_of("body")? {
        draft.add("body", Value::Text(escaped_but_secrets(body)));
    }
    let mapping = pairs(object, "mapping", "key", "jsonPath")?;
    if !mapping.is_empty() {
        draft.add("mapping", Value::Map(mapping));
    }
    if let Some(text) = object.text_of("invalidInput")? {
        draft.add_text("invalid_input", text);
    }
    let known = [
        "name",
        "description",
        "auth",
        "headers",
        "method",
        "body",
        "mapping",
        "invalidInput",
    ];
    object.keep_others(&known, &mut draft);
    Ok(draft)
}

fn trigger(object: &Foreign<'_>) -> Result<Draft, Problem> {
    let mut draft = start("trigger", object, "trigger")?;
    let mut subject = Vec::new();
    for (field, key) in [("name", "name"), ("logical_form", "logicalForm")] {
        if let Some(text) = object.text_of(key)? {
            subject.push(Entry::new(field, Value::Text(crate::draft::escaped(text))));
        }
    }
    draft.add("subject", Value::Map(subject));
    if let Some(prompt) = object.text_of("prompt")? {
        draft.add_text("prompt", prompt);
    }
    if let Some(parameters) = parameters(object)? {
        draft.add("parameters", parameters);
    }
    let webhooks = items(object, "webhooks")?.iter().filter_map(Node::text);
    draft.add("webhooks", Value::texts(webhooks));
    let known = [
        "trigger",
        "description",
        "name",
        "logicalForm",
        "prompt",
        "localKeys",
        "webhooks",
    ];
    object.keep_others(&known, &mut draft);
    Ok(draft)
}

/// The local keys that no webhook maps to, as a schema.
fn parameters(object: &Foreign<'_>) -> Result<Option<Value>, Problem> {
    let mut properties = Vec::new();
    let mut required = Vec::new();
    for key in items(object, "localKeys")? {
        let key = object.inner(key);
        if key.has(&["mappedBy"]) && !key.has(&["schema"]) {
            continue;
        }
        let name = key.text_of("name")?.unwrap_or_default();
        let schema = key.get("schema").map(|node| key.value(node, false));
        properties.push(Entry::new(name, schema.unwrap_or(Value::Map(Vec::new()))));
        let is_required = key.get("required").map(|node| key.value(node, false));
        if is_required == Some(Value::Raw("true".to_owned())) {
            required.push(name);
        }
    }
    if properties.is_empty() {
        return Ok(None);
    }
    let mut schema = vec![
        Entry::new("type", Value::Text("object".to_owned())),
        Entry::new("properties", Value::Map(properties)),
    ];
    if !required.is_empty() {
        schema.push(Entry::new("required", Value::texts(required)));
    }
    Ok(Some(Value::Map(schema)))
}
