//! The schemas of payloads: those of the platforms, and the requests and replies of a project.

use serde_json::{Value, json};

use super::NamedSchema;
use super::typed::{Strictness, body_of};
use crate::platforms::facts::{self, Facts};
use crate::types::{Author, Exchange, Payload, Type};

/// The schemas of every documented payload, platform by platform.
#[must_use]
pub fn of_platforms() -> Vec<NamedSchema> {
    let each = |facts: &&'static Facts| {
        let payloads = (facts.payloads)().into_iter();
        payloads.map(|payload| of_payload(facts.id, &payload))
    };
    facts::ALL.iter().flat_map(each).collect()
}

/// The schema of a platform's payload. What is sent is open: the sender may add members. What is
/// authored is closed: a member that nobody documents is a mistake.
#[must_use]
pub fn of_payload(platform: &str, payload: &Payload) -> NamedSchema {
    let strictness = match payload.written_by {
        Author::Sender => Strictness::Open,
        Author::Configurer => Strictness::Closed,
    };
    let mut body = json!({ "description": payload.doc });
    if let Some(source) = &payload.source {
        set(&mut body, "$comment", json!(format!("Source: {source}")));
    }
    append(&mut body, body_of(&payload.root, strictness));
    NamedSchema::new(
        &format!("{platform}/{}", payload.name),
        &payload.title,
        body,
    )
}

/// The schemas of what a definition sends and gets: `<platform>/<kind>s/<name>.request` where it
/// sends a body, and `….response` where it says what it gets.
#[must_use]
pub fn of_exchange(exchange: &Exchange) -> Vec<NamedSchema> {
    let Exchange { kind, name, .. } = exchange;
    let path = format!("{}/{kind}s/{name}", exchange.platform);
    let schema = |part: &str, title: &str, doc: &str, root: &Type| {
        let doc = match exchange.doc.trim() {
            "" => format!("{doc} of the {kind} `{name}`."),
            said => format!("{doc} of the {kind} `{name}`: {said}"),
        };
        let mut body = json!({ "description": doc });
        append(&mut body, body_of(root, Strictness::Open));
        let title = format!("{title} of the {kind} `{name}`");
        NamedSchema::new(&format!("{path}.{part}"), &title, body)
    };
    let request = exchange.body.as_ref();
    let response = exchange.response.as_ref();
    request
        .map(|root| schema("request", "Request", "The request's body", root))
        .into_iter()
        .chain(response.map(|root| schema("response", "Reply", "The reply's body", root)))
        .collect()
}

fn append(body: &mut Value, more: Value) {
    if let (Value::Object(body), Value::Object(more)) = (body, more) {
        body.extend(more);
    }
}

fn set(body: &mut Value, key: &str, value: Value) {
    if let Value::Object(body) = body {
        body.insert(key.to_owned(), value);
    }
}
