//! Mind Expression's page for people.

use serde_json::{Value, json};

use super::bundle::{local_keys, of_kind, urls, uses};
use super::facts::FACTS;
use super::variables::{GLOBAL_KEYS, REQUEST_HEADERS, variables};
use crate::definition::{Auth, Data, Definition, Request, Text};
use crate::platforms::facts::Kind;
use crate::platforms::markdown::{head, render};
use crate::platforms::output::BundleFile;
use crate::project::{DefinitionId, Project};

pub(super) fn page(project: &Project<'_>, files: &[BundleFile]) -> String {
    let webhooks: Vec<Value> = urls(project)
        .iter()
        .map(|url| {
            let requests: Vec<Value> = url
                .webhooks
                .iter()
                .map(|webhook| security(webhook))
                .collect();
            json!({ "url": url.url.as_str(), "requests": requests })
        })
        .collect();
    let subjects: Vec<Value> = of_kind(project, Kind::Trigger)
        .map(|(id, trigger)| subject(project, id, trigger))
        .collect();
    let escalation = of_kind(project, Kind::Escalation)
        .next()
        .map(|(_, escalation)| {
            let mut data = security(escalation);
            if let Some(data) = data.as_object_mut() {
                data.insert(
                    "url".into(),
                    json!(escalation.request.url.as_ref().map(Text::as_str)),
                );
            }
            data
        });
    let from = |wanted: &str| -> Vec<String> {
        let variables = variables(project).into_iter();
        variables
            .filter(|variable| variable.from == wanted)
            .map(|variable| variable.name)
            .collect()
    };
    let data = json!({
        "head": head(project, &FACTS, files),
        "scope": project.manifest.text(&FACTS, "scope").map(Text::as_str),
        "global_keys": from(GLOBAL_KEYS),
        "request_headers": from(REQUEST_HEADERS),
        "shares_url": urls(project).iter().any(|url| url.webhooks.len() > 1),
        "webhooks": webhooks,
        "subjects": subjects,
        "escalation": escalation,
    });
    render(include_str!("setup.hbs"), &data)
}

/// What a webhook says of authentication and headers.
fn security(definition: &Definition<'_>) -> Value {
    let request = &definition.request;
    let headers: Vec<Value> = request
        .headers
        .iter()
        .map(|header| json!({ "name": header.name.as_str(), "value": header.value.as_str() }))
        .collect();
    json!({ "name": definition.name(), "description": definition.description.as_ref().map(Text::as_str), "basic": basic(request), "headers": headers })
}

/// A password that is no secret of the project's is not shown either.
fn basic(request: &Request<'_>) -> Option<Value> {
    let Some(Auth::Basic { username, password }) = &request.auth else {
        return None;
    };
    let has_secret = |text: &&Text<'_>| text.secrets().next().is_some();
    Some(json!({
        "username": username.as_ref().map_or("", Text::as_str),
        "password": password.as_ref().filter(has_secret).map(Text::as_str),
    }))
}

fn subject(project: &Project<'_>, id: DefinitionId, trigger: &Definition<'_>) -> Value {
    let fields = &trigger.trigger;
    let subject = fields.subject.as_ref();
    let keys: Vec<Value> = local_keys(project, id, trigger)
        .into_iter()
        .map(
            |key| json!({ "name": key.name, "required": key.required, "mapped_by": key.mapped_by }),
        )
        .collect();
    let checks: Vec<Value> = uses(project, id).map(check_step).collect();
    json!({
        "description": trigger.description.as_ref().map(Text::as_str),
        "name": subject.and_then(|subject| subject.name.as_ref()).map_or("", Text::as_str),
        "logical_form": subject.and_then(|subject| subject.logical_form.as_ref()).map(Text::as_str),
        "prompt": fields.prompt.as_ref().map(Text::as_str),
        "keys": keys,
        "checks": checks,
    })
}

fn check_step(webhook: &Definition<'_>) -> Value {
    let request = &webhook.request;
    let mapping: Vec<Value> = request
        .mapping
        .iter()
        .map(|(key, path)| json!({ "key": key.as_str(), "path": path.as_str() }))
        .collect();
    let body = request.body.as_ref().map(|body| match &body.data {
        Data::Text(text) => text.as_str().to_owned(),
        _ => body.to_json().pretty(),
    });
    json!({
        "name": webhook.name(),
        "url": request.url.as_ref().map_or("", Text::as_str),
        "method": request.method.as_ref().map_or("", Text::as_str),
        "body": body,
        "invalid_input": request.invalid_input.as_ref().map(Text::as_str),
        "mapping": mapping,
    })
}
