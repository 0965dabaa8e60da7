//! Verboo's part of a bundle: the documented object of each webhook, and the values of each trigger.

use super::facts::FACTS;
use super::setup;
use crate::definition::{Definition, Request, Text, Value};
use crate::json::Json;
use crate::platforms::facts::Kind;
use crate::platforms::output::{BundleFile, ours};
use crate::project::{DefinitionId, Project};

pub(super) fn bundle(project: &Project<'_>) -> Vec<BundleFile> {
    let mut files: Vec<BundleFile> = project
        .of_platform(&FACTS)
        .map(|(id, definition)| match definition.kind {
            Kind::Trigger => {
                let json = trigger(project, id, definition);
                BundleFile::of_definition("triggers", id, definition, json)
            }
            Kind::Webhook | Kind::Escalation => webhook_file(id, definition),
        })
        .collect();
    let page = setup::page(project, &files);
    files.push(BundleFile::setup(&FACTS, page));
    files
}

/// The file of a webhook.
pub(super) fn webhook_file(id: DefinitionId, definition: &Definition<'_>) -> BundleFile {
    BundleFile::of_definition("webhooks", id, definition, webhook(&definition.request))
}

/// The webhooks that a trigger runs, in order.
pub(super) fn actions<'p, 's>(
    project: &'p Project<'s>,
    trigger: DefinitionId,
) -> impl Iterator<Item = (DefinitionId, &'p Definition<'s>)> {
    let found = |call: &crate::project::Call| {
        let id = call.target.found()?;
        Some((id, project.get(id)?))
    };
    project.calls(trigger).iter().filter_map(found)
}

/// The object of the vendor's page, "Basic Configuration", keys in its order.
fn webhook(request: &Request<'_>) -> Json {
    let headers = headers(request);
    Json::object([
        ("type", Some(Json::text("WEBHOOK"))),
        ("url", request.url.as_ref().map(Text::to_template)),
        (
            "method",
            request
                .method
                .as_ref()
                .map(|method| Json::text(method.as_str())),
        ),
        (
            "headers",
            (!headers.is_empty()).then_some(Json::List(headers)),
        ),
        (
            "body",
            request.body.as_ref().map(|body| {
                body.to_json_by(&|text| match text.as_str() {
                    // The only position where Verboo puts in JSON; in a string it would be escaped.
                    "$images" => Json::Raw("$images".into()),
                    _ => text.to_template(),
                })
            }),
        ),
        (
            "responseDirective",
            request
                .response_directive
                .as_ref()
                .map(|text| Json::text(text.as_str())),
        ),
    ])
}

fn headers(request: &Request<'_>) -> Vec<Json> {
    const CONTENT_TYPE: &str = "Content-Type";
    let header = |key: &str, value: Json| {
        Json::object([("key", Some(Json::text(key))), ("value", Some(value))])
    };
    let mut headers: Vec<Json> = request
        .headers
        .iter()
        .map(|written| header(written.name.as_str(), written.value.to_template()))
        .collect();
    let has_type = request
        .headers
        .iter()
        .any(|written| written.name.as_str().eq_ignore_ascii_case(CONTENT_TYPE));
    // Verboo does not say which type it sends by itself.
    if request.body.is_some() && !has_type {
        headers.push(header(CONTENT_TYPE, Json::text("application/json")));
    }
    headers
}

/// The values of a trigger. `actions` are paths from the root of the bundle.
fn trigger(project: &Project<'_>, id: DefinitionId, definition: &Definition<'_>) -> Json {
    let fields = &definition.trigger;
    let paths =
        actions(project, id).map(|(id, webhook)| Json::text(webhook_file(id, webhook).path()));
    ours([
        ("name", Some(Json::text(definition.name()))),
        (
            "description",
            definition
                .description
                .as_ref()
                .map(|text| Json::text(text.as_str())),
        ),
        ("parameters", fields.parameters.as_ref().map(Value::to_json)),
        (
            "interpretResponse",
            Some(Json::bool(fields.interpret_response.unwrap_or(true))),
        ),
        ("isActive", Some(Json::bool(fields.active.unwrap_or(true)))),
        (
            "copilotOnly",
            Some(Json::bool(fields.copilot_only.unwrap_or(false))),
        ),
        ("actions", Some(Json::list(paths))),
    ])
}
