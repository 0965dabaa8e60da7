//! Ebbot's page for people.

use serde_json::{Value, json};

use super::bundle::{body, caller_supplies, message_file, target};
use super::facts::FACTS;
use crate::definition::{Definition, Text};
use crate::platforms::facts::Kind;
use crate::platforms::markdown::{head, render};
use crate::platforms::output::BundleFile;
use crate::project::{DefinitionId, Project};

pub(super) fn page(project: &Project<'_>, files: &[BundleFile]) -> String {
    let webhooks = |direction: &str| -> Vec<Value> {
        project
            .of_platform(&FACTS)
            .filter(|(_, webhook)| webhook.form.direction == Some(direction))
            .map(|(_, webhook)| self::webhook(webhook))
            .collect()
    };
    let messages: Vec<Value> = project
        .of_platform(&FACTS)
        .filter(|(_, definition)| definition.kind == Kind::Trigger)
        .map(|(id, trigger)| message(project, id, trigger))
        .collect();
    let data = json!({
        "head": head(project, &FACTS, files),
        "bot": project.manifest.text(&FACTS, "bot").map(Text::as_str),
        "incoming": webhooks("incoming"),
        "outgoing": webhooks("outgoing"),
        "messages": messages,
    });
    render(include_str!("setup.hbs"), &data)
}

fn webhook(webhook: &Definition<'_>) -> Value {
    let topics: Vec<&str> = webhook.topics.iter().map(Text::as_str).collect();
    json!({
        "name": webhook.name(),
        "description": webhook.description.as_ref().map(Text::as_str),
        "url": webhook.request.url.as_ref().map(Text::as_str),
        "topics": topics,
    })
}

fn message(project: &Project<'_>, id: DefinitionId, trigger: &Definition<'_>) -> Value {
    let url = target(project, id).and_then(|webhook| webhook.request.url.as_ref());
    json!({
        "name": trigger.name(),
        "description": trigger.description.as_ref().map(Text::as_str),
        "webhook": trigger.trigger.webhook.as_ref().map_or("", Text::as_str),
        "url": url.map(Text::as_str),
        "file": message_file(id, trigger).map(|file| file.local_path()),
        "body": body(trigger).pretty(),
        "supplies": caller_supplies(trigger),
    })
}
