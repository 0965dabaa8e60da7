//! What Ebbot sends to servers of a project, and what they send to Ebbot.

use super::bundle::{body, caller_supplies, target};
use super::facts::FACTS;
use crate::definition::{Definition, PieceKind, Text};
use crate::platforms::facts::{Field as Name, Kind};
use crate::project::{DefinitionId, Project};
use crate::types::{Evidence, Field, Format, Message, Reception, Supplied, Type};

/// The events of outgoing webhooks.
pub(super) fn receptions(project: &Project<'_>) -> Vec<Reception> {
    let webhooks = project
        .of_platform(&FACTS)
        .filter(|(_, definition)| !definition.topics.is_empty());
    webhooks
        .map(|(_, definition)| Reception {
            platform: FACTS.id.to_owned(),
            kind: definition.kind.to_string(),
            name: definition.name().to_owned(),
            doc: description(definition),
            payloads: payloads(definition),
            constants: Vec::new(),
        })
        .collect()
}

/// The topics of a webhook, and those of which one is made up: the vendor does not say under which
/// of both an event arrives.
fn payloads(definition: &Definition<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |topic: &str| {
        if !found.iter().any(|known| known == topic) {
            found.push(topic.to_owned());
        }
    };
    let wider = FACTS.topics.map_or(&[][..], |topics| topics.wider);
    for topic in &definition.topics {
        let sum = wider
            .iter()
            .find(|wider| wider.is_their_sum && wider.topic == topic.as_str());
        add(topic.as_str());
        sum.map_or(&[][..], |sum| sum.holds)
            .iter()
            .for_each(|held| add(held));
    }
    found
}

/// The messages of triggers.
pub(super) fn messages(project: &Project<'_>) -> Vec<Message> {
    project
        .of_platform(&FACTS)
        .filter(|(_, definition)| definition.kind == Kind::Trigger)
        .map(|(id, trigger)| message(project, id, trigger))
        .collect()
}

fn message(project: &Project<'_>, id: DefinitionId, trigger: &Definition<'_>) -> Message {
    let mut left_out = caller_supplies(trigger);
    if is_filled_in(trigger, Name::Sandbox) {
        left_out.push("sandbox");
    }
    let mut body = serde_json::from_str(&body(trigger).compact()).unwrap_or_default();
    let supplied: Vec<Supplied> = left_out
        .iter()
        .map(|path| supplied(trigger, path))
        .collect();
    for one in &supplied {
        leave_open(&mut body, &one.path);
    }
    let url = target(project, id).and_then(|webhook| webhook.request.url.as_ref());
    let is_literal = |text: &&Text<'_>| {
        let mut pieces = text.pieces().iter();
        pieces.all(|piece| piece.kind == PieceKind::Escape)
    };
    Message {
        platform: FACTS.id.to_owned(),
        kind: trigger.kind.to_string(),
        name: trigger.name().to_owned(),
        doc: description(trigger),
        endpoint: url.filter(is_literal).map(|url| url.as_str().to_owned()),
        body,
        supplied,
        reply: "incoming-response".to_owned(),
    }
}

/// What the caller supplies at a path such as `value.value`.
fn supplied(trigger: &Definition<'_>, path: &str) -> Supplied {
    let kind = trigger.trigger.message.as_ref();
    let kind = kind.and_then(|message| message.kind.as_ref());
    let is_text = kind.is_some_and(|kind| kind.as_str() == "text");
    let (doc, r#type, evidence) = match path {
        "chatId" => (
            "The id of the chat that goes on, from the reply to its first message.",
            Type::Text(Format::Plain),
            Evidence::Documented,
        ),
        "sandbox" => (
            "Whether the conversation is not stored.",
            Type::Boolean,
            Evidence::Sample,
        ),
        "value" if is_text => (
            "What the user says.",
            Type::Text(Format::Plain),
            Evidence::Documented,
        ),
        _ => ("The value of the variable.", Type::Opaque, Evidence::Sample),
    };
    let path: Vec<String> = path.split('.').map(str::to_owned).collect();
    let field = Field {
        key: path.last().cloned().unwrap_or_default(),
        doc: doc.to_owned(),
        r#type,
        is_required: true,
        is_nullable: false,
        evidence,
        examples: Vec::new(),
        is_sensitive: false,
    };
    Supplied { path, field }
}

/// Puts `null` at a path.
fn leave_open(body: &mut serde_json::Value, path: &[String]) {
    let mut at = body;
    for key in path {
        let Some(members) = at.as_object_mut() else {
            return;
        };
        at = members.entry(key).or_insert(serde_json::Value::Null);
    }
    *at = serde_json::Value::Null;
}

/// Whether the environment supplies a field.
fn is_filled_in(definition: &Definition<'_>, field: Name) -> bool {
    let span = definition.value_span(field);
    let mut settings = definition.uses.settings.iter();
    span.is_some_and(|span| {
        settings.any(|used| span.start <= used.span.start && used.span.end <= span.end)
    })
}

fn description(definition: &Definition<'_>) -> String {
    let description = definition.description.as_ref();
    description.map_or_else(String::new, |text| text.as_str().trim().to_owned())
}
