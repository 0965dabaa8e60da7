//! From the files of a bundle to definitions.

use super::facts::FACTS;
use crate::draft::{Draft, Entry, Foreign, Imported, Problem, Value, escaped_but_secrets};
use crate::validate::Node;

pub(super) fn import(object: &Foreign<'_>) -> Option<Imported> {
    let is_ours = object.has(&["automation"]) && object.has(&["authentication"]);
    is_ours.then(|| escalation(object).map(|draft| vec![draft]))
}

fn escalation(object: &Foreign<'_>) -> Result<Draft, Problem> {
    const KNOWN: &[&str] = &[
        "hookcBundle",
        "note",
        "name",
        "description",
        "automation",
        "automationId",
        "url",
        "authentication",
    ];
    let mut draft = Draft::default();
    draft.add_text("kind", "escalation");
    draft.add_text("platform", FACTS.id);
    let name = object.text_of("name")?.or(object.name);
    draft.add_text("name", name.unwrap_or_default());
    let fields = [
        ("description", "description"),
        ("automation", "automation"),
        ("automation_id", "automationId"),
    ];
    for (field, key) in fields {
        if let Some(text) = object.text_of(key)? {
            draft.add_text(field, text);
        }
    }
    if let Some(url) = object.text_of("url")? {
        draft.add("url", Value::Text(escaped_but_secrets(url)));
    }
    authentication(object, &mut draft)?;
    object.keep_others(KNOWN, &mut draft);
    Ok(draft)
}

fn authentication(object: &Foreign<'_>, draft: &mut Draft) -> Result<(), Problem> {
    let Some(node) = object.get("authentication") else {
        return Ok(());
    };
    let auth = object.inner(node);
    let header = auth.text_of("header")?;
    let credential = auth.get("credential").and_then(Node::text);
    let is_unknown = credential.is_none();
    let credential = Value::Text(match credential {
        Some(text) => escaped_but_secrets(text),
        None => "${secret.ENTERPRET_CREDENTIAL}".to_owned(),
    });
    let method = auth.text_of("method")?.unwrap_or_default();
    let value = match method {
        "None" => Value::Text("none".to_owned()),
        "Bearer Token" => Value::Map(vec![Entry::new("bearer", credential)]),
        "API Key (X-API-Key)" => Value::Map(vec![Entry::new("api_key", credential)]),
        _ => Value::Map(vec![Entry::new(
            "header",
            Value::Map(vec![
                Entry::new("name", Value::Text(header.unwrap_or_default().to_owned())),
                Entry::new("value", credential),
            ]),
        )]),
    };
    draft.add("auth", value);
    if is_unknown && method != "None" {
        draft.ask(
            "auth",
            "the file does not hold the credential; name its secret",
        );
    }
    Ok(())
}
