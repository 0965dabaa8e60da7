//! Ebbot's part of a bundle: the values of its webhook forms, and the messages that are known whole.

use super::facts::FACTS;
use super::setup;
use crate::definition::{Definition, Message, Text, Value};
use crate::json::Json;
use crate::platforms::facts::Kind;
use crate::platforms::output::{BundleFile, Endpoint, ours};
use crate::project::{DefinitionId, Project};

pub(super) fn bundle(project: &Project<'_>) -> Vec<BundleFile> {
    let mut files: Vec<BundleFile> = project
        .of_platform(&FACTS)
        .filter_map(|(id, definition)| match definition.kind {
            Kind::Trigger => message_file(id, definition),
            Kind::Webhook | Kind::Escalation => Some(BundleFile::of_definition(
                "webhooks",
                id,
                definition,
                webhook(definition),
            )),
        })
        .collect();
    let page = setup::page(project, &files);
    files.push(BundleFile::setup(&FACTS, page));
    files
}

/// Where each message is sent. The address is known once the form of the webhook is saved.
pub(super) fn endpoints(project: &Project<'_>) -> Vec<Endpoint> {
    let triggers = project
        .of_platform(&FACTS)
        .filter(|(_, definition)| definition.kind == Kind::Trigger);
    triggers
        .map(|(id, trigger)| Endpoint {
            trigger: trigger.name().to_owned(),
            webhook: trigger
                .trigger
                .webhook
                .as_ref()
                .map_or("", Text::as_str)
                .to_owned(),
            url: target(project, id)
                .and_then(|webhook| webhook.request.url.as_ref())
                .map(|url| url.as_str().to_owned()),
            body: message_file(id, trigger).map(|file| file.path()),
            caller_supplies: caller_supplies(trigger),
        })
        .collect()
}

/// The incoming webhook that a message is sent to.
pub(super) fn target<'p, 's>(
    project: &'p Project<'s>,
    trigger: DefinitionId,
) -> Option<&'p Definition<'s>> {
    let call = project.calls(trigger).first()?;
    project.get(call.target.found()?)
}

/// The file of a message, where the caller supplies nothing.
pub(super) fn message_file(id: DefinitionId, trigger: &Definition<'_>) -> Option<BundleFile> {
    let is_whole = caller_supplies(trigger).is_empty();
    is_whole.then(|| BundleFile::of_definition("messages", id, trigger, body(trigger)))
}

/// The members of the request body that a definition leaves to the caller.
pub(super) fn caller_supplies(trigger: &Definition<'_>) -> Vec<&'static str> {
    let fields = &trigger.trigger;
    let continues = fields
        .conversation
        .as_ref()
        .is_some_and(|word| word.as_str() == "continue");
    let value = fields
        .message
        .as_ref()
        .map(|message| (kind(message), &message.value));
    let missing = match value {
        Some((_, None)) | None => Some("value"),
        Some(("variable", Some(value))) if value.get("value").is_none() => Some("value.value"),
        Some(_) => None,
    };
    continues
        .then_some("chatId")
        .into_iter()
        .chain(missing)
        .collect()
}

/// The documented request body, keys in the order of the vendor's examples. What the caller
/// supplies is left out.
pub(super) fn body(trigger: &Definition<'_>) -> Json {
    let message = trigger.trigger.message.as_ref();
    Json::object([
        ("type", message.map(|message| Json::text(kind(message)))),
        (
            "sandbox",
            Some(Json::bool(trigger.trigger.sandbox.unwrap_or(false))),
        ),
        ("value", message.and_then(value)),
    ])
}

fn value(message: &Message<'_>) -> Option<Json> {
    let value = message.value.as_ref()?;
    let members = |names: [&'static str; 2]| {
        Json::object(names.map(|name| (name, value.get(name).map(Value::to_json))))
    };
    Some(match kind(message) {
        "variable" => members(["name", "value"]),
        "scenario" => members(["scenario", "state"]),
        _ => value.to_json(),
    })
}

fn kind<'m>(message: &'m Message<'_>) -> &'m str {
    message.kind.as_ref().map_or("", Text::as_str)
}

fn webhook(definition: &Definition<'_>) -> Json {
    let topics = definition
        .topics
        .iter()
        .map(|topic| Json::text(topic.as_str()));
    ours([
        ("type", definition.form.direction.map(Json::text)),
        ("name", Some(Json::text(definition.name()))),
        (
            "url",
            definition.request.url.as_ref().map(Text::to_template),
        ),
        (
            "topics",
            (!definition.topics.is_empty()).then(|| Json::list(topics)),
        ),
    ])
}
