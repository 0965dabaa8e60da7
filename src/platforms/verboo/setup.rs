//! Verboo's page for people.

use serde_json::{Value, json};

use super::bundle::{actions, webhook_file};
use super::facts::FACTS;
use super::variables::variables;
use crate::definition::{Definition, Text};
use crate::platforms::facts::Kind;
use crate::platforms::markdown::{head, render};
use crate::platforms::output::BundleFile;
use crate::project::{DefinitionId, Project};

pub(super) fn page(project: &Project<'_>, files: &[BundleFile]) -> String {
    let of_kind = |kind| {
        project
            .of_platform(&FACTS)
            .filter(move |(_, definition)| definition.kind == kind)
    };
    let triggers: Vec<Value> = of_kind(Kind::Trigger)
        .map(|(id, definition)| trigger(project, id, definition))
        .collect();
    let idle: Vec<String> = of_kind(Kind::Webhook)
        .filter(|(id, _)| project.callers(*id).is_empty())
        .map(|(id, definition)| webhook_file(id, definition).local_path())
        .collect();
    let variables: Vec<Value> = variables(project)
        .into_iter()
        .map(|variable| {
            json!({
                "name": variable.name,
                "secret": variable.secret,
                "used_by": variable.used_by,
            })
        })
        .collect();
    let adds_type = of_kind(Kind::Webhook).any(|(_, webhook)| webhook.request.body.is_some());
    let is_template = files.iter().any(|file| file.format() == "json-template");
    let data = json!({
        "head": head(project, &FACTS, files),
        "assistant": project.manifest.text(&FACTS, "assistant").map(Text::as_str),
        "variables": variables,
        "triggers": triggers,
        "idle": idle,
        "adds_type": adds_type,
        "is_template": is_template,
    });
    render(include_str!("setup.hbs"), &data)
}

fn trigger(project: &Project<'_>, id: DefinitionId, definition: &Definition<'_>) -> Value {
    let fields = &definition.trigger;
    let interprets = fields.interpret_response.unwrap_or(true);
    let has_directive = |webhook: &Definition<'_>| webhook.request.response_directive.is_some();
    let ignores = !interprets && actions(project, id).any(|(_, webhook)| has_directive(webhook));
    let actions: Vec<Value> = actions(project, id)
        .map(|(id, webhook)| {
            let file = webhook_file(id, webhook);
            json!({ "path": file.local_path(), "is_template": file.format() == "json-template" })
        })
        .collect();
    json!({
        "name": definition.name(),
        "description": definition.description.as_ref().map_or("", |text| text.as_str()),
        "parameters": fields.parameters.as_ref().map(|schema| schema.to_json().pretty()),
        "interprets": interprets,
        "active": fields.active.unwrap_or(true),
        "copilot_only": fields.copilot_only.unwrap_or(false),
        "actions": actions,
        "ignores_directive": ignores,
    })
}
