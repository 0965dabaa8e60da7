//! Enterpret's page for people.

use serde_json::{Value, json};

use super::bundle::authentication;
use super::facts::FACTS;
use crate::definition::{Definition, Text};
use crate::platforms::markdown::{head, render};
use crate::platforms::output::BundleFile;
use crate::project::Project;

pub(super) fn page(project: &Project<'_>, files: &[BundleFile]) -> String {
    let escalations: Vec<Value> = project
        .of_platform(&FACTS)
        .map(|(_, definition)| escalation(project, definition))
        .collect();
    let data = json!({
        "head": head(project, &FACTS, files),
        "org_id": project.manifest.text(&FACTS, "org_id").map(Text::as_str),
        "escalations": escalations,
    });
    render(include_str!("setup.hbs"), &data)
}

fn escalation(project: &Project<'_>, definition: &Definition<'_>) -> Value {
    let auth = authentication(definition.request.auth.as_ref());
    let has_secret = |text: &&Text<'_>| text.secrets().next().is_some();
    json!({
        "name": definition.name(),
        "description": definition.description.as_ref().map(Text::as_str),
        "automation": definition.automation.as_ref().map_or("", Text::as_str),
        "automation_id": definition.automation_id.as_ref().map(Text::as_str),
        "url": definition.request.url.as_ref().map_or("", Text::as_str),
        "method": auth.method,
        "header": auth.header.filter(|_| auth.asks_for_header),
        "has_credential": auth.credential.is_some(),
        "credential": auth.credential.filter(has_secret).map(Text::as_str),
        "source": project.path_of(definition.span.file),
    })
}
