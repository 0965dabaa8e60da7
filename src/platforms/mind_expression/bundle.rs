//! Mind Expression's part of a bundle: the values of the forms of one Scope.

use rustc_hash::FxHashSet;

use super::facts::FACTS;
use super::setup;
use crate::definition::{Auth, Data, Definition, Request, Text, Value};
use crate::json::Json;
use crate::platforms::facts::{AuthMethod, Kind};
use crate::platforms::output::{About, BundleFile, Content, ours};
use crate::project::{DefinitionId, Project};

/// A URL as the Scope's webhook settings hold it, with the webhooks that use it.
pub(super) struct ScopeUrl<'p, 's> {
    pub url: &'p Text<'s>,
    pub webhooks: Vec<&'p Definition<'s>>,
}

/// One local key of a Subject.
pub(super) struct LocalKey<'p> {
    pub name: &'p str,
    /// What is known of its values, if it is a parameter.
    pub schema: Option<&'p Value<'p>>,
    pub required: bool,
    /// The webhook whose mapping fills it, if one does.
    pub mapped_by: Option<&'p str>,
}

pub(super) fn bundle(project: &Project<'_>) -> Vec<BundleFile> {
    let ids = project.of_platform(&FACTS).map(|(id, _)| id).collect();
    let scope = BundleFile {
        platform: &FACTS,
        folder: None,
        stem: "scope".to_owned(),
        about: About::Definitions(ids),
        content: Content::Json(scope(project)),
    };
    let files = vec![scope];
    let page = setup::page(project, &files);
    files
        .into_iter()
        .chain([BundleFile::setup(&FACTS, page)])
        .collect()
}

/// The definitions of a kind, in order.
pub(super) fn of_kind<'p, 's>(
    project: &'p Project<'s>,
    kind: Kind,
) -> impl Iterator<Item = (DefinitionId, &'p Definition<'s>)> {
    project
        .of_platform(&FACTS)
        .filter(move |(_, definition)| definition.kind == kind)
}

/// The URLs of the Scope, each once.
pub(super) fn urls<'p, 's>(project: &'p Project<'s>) -> Vec<ScopeUrl<'p, 's>> {
    let mut urls: Vec<ScopeUrl<'p, 's>> = Vec::new();
    for (_, webhook) in of_kind(project, Kind::Webhook) {
        let Some(url) = &webhook.request.url else {
            continue;
        };
        match urls
            .iter_mut()
            .find(|known| known.url.as_str() == url.as_str())
        {
            Some(known) => known.webhooks.push(webhook),
            None => urls.push(ScopeUrl {
                url,
                webhooks: vec![webhook],
            }),
        }
    }
    urls
}

/// The webhooks that a Subject uses, in order.
pub(super) fn uses<'p, 's>(
    project: &'p Project<'s>,
    trigger: DefinitionId,
) -> impl Iterator<Item = &'p Definition<'s>> {
    let calls = project.calls(trigger).iter();
    calls.filter_map(|call| project.get(call.target.found()?))
}

/// The local keys of a Subject: its parameters, then what its webhooks map to.
pub(super) fn local_keys<'p>(
    project: &'p Project<'_>,
    id: DefinitionId,
    trigger: &'p Definition<'_>,
) -> Vec<LocalKey<'p>> {
    let schema = trigger.trigger.parameters.as_ref();
    let properties = schema.and_then(|schema| schema.get("properties"));
    let required = schema.and_then(|schema| schema.get("required"));
    let required: FxHashSet<&str> = required
        .map_or(&[][..], Value::items)
        .iter()
        .filter_map(|item| item.text().map(Text::as_str))
        .collect();
    let properties = properties.map_or(&[][..], Value::entries);
    let mut keys: Vec<LocalKey<'p>> = properties
        .iter()
        .map(|(name, schema)| LocalKey {
            name: name.as_str(),
            schema: Some(schema),
            required: required.contains(name.as_str()),
            mapped_by: None,
        })
        .collect();
    let mut known: FxHashSet<&str> = keys.iter().map(|key| key.name).collect();
    for webhook in uses(project, id) {
        for (key, _) in &webhook.request.mapping {
            if known.insert(key.as_str()) {
                keys.push(LocalKey {
                    name: key.as_str(),
                    schema: None,
                    required: false,
                    mapped_by: Some(webhook.name()),
                });
            }
        }
    }
    keys
}

/// The JSON template as text, in which secrets can be filled in.
pub(super) fn body_template(body: &Value<'_>) -> Json {
    match &body.data {
        Data::Text(text) => text.to_template_by(&ends_in_json_string),
        _ => Json::Embedded(Box::new(body.to_template())),
    }
}

/// Whether a JSON template that breaks off here does so inside of a string.
fn ends_in_json_string(template: &str) -> bool {
    let mut is_inside = false;
    let mut characters = template.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' if is_inside => {
                characters.next();
            }
            '"' => is_inside = !is_inside,
            _ => {}
        }
    }
    is_inside
}

fn scope(project: &Project<'_>) -> Json {
    let webhooks = urls(project).into_iter().map(|url| {
        let requests = url.webhooks.iter().map(|webhook| request(webhook));
        Json::object([
            ("url", Some(url.url.to_template())),
            ("requests", Some(Json::list(requests))),
        ])
    });
    let subjects =
        of_kind(project, Kind::Trigger).map(|(id, trigger)| subject(project, id, trigger));
    let escalation = of_kind(project, Kind::Escalation).next();
    let text = |key| project.manifest.text(&FACTS, key).map(plain);
    let global_keys: Vec<Json> = project
        .manifest
        .declared(&FACTS, "global_keys")
        .map(|declared| plain(&declared.name))
        .collect();
    ours([
        ("scope", text("scope")),
        (
            "globalKeys",
            (!global_keys.is_empty()).then_some(Json::List(global_keys)),
        ),
        ("webhooks", Some(Json::list(webhooks))),
        ("subjects", Some(Json::list(subjects))),
        (
            "escalation",
            escalation.map(|(_, escalation)| {
                let request = &escalation.request;
                Json::object([
                    ("name", Some(Json::text(escalation.name()))),
                    ("description", escalation.description.as_ref().map(plain)),
                    ("url", request.url.as_ref().map(Text::to_template)),
                    ("auth", Some(auth(request))),
                    ("headers", headers(request)),
                ])
            }),
        ),
    ])
}

fn request(webhook: &Definition<'_>) -> Json {
    let request = &webhook.request;
    let mapping: Vec<Json> = request
        .mapping
        .iter()
        .map(|(key, path)| {
            Json::object([("key", Some(plain(key))), ("jsonPath", Some(plain(path)))])
        })
        .collect();
    Json::object([
        ("name", Some(Json::text(webhook.name()))),
        ("description", webhook.description.as_ref().map(plain)),
        ("auth", Some(auth(request))),
        ("headers", headers(request)),
        ("method", request.method.as_ref().map(plain)),
        ("body", request.body.as_ref().map(body_template)),
        ("invalidInput", request.invalid_input.as_ref().map(plain)),
        (
            "mapping",
            (!mapping.is_empty()).then_some(Json::List(mapping)),
        ),
    ])
}

fn subject(project: &Project<'_>, id: DefinitionId, trigger: &Definition<'_>) -> Json {
    let fields = &trigger.trigger;
    let subject = fields.subject.as_ref();
    let keys = local_keys(project, id, trigger).into_iter().map(|key| {
        Json::object([
            ("name", Some(Json::text(key.name))),
            (
                "required",
                key.mapped_by.is_none().then(|| Json::bool(key.required)),
            ),
            ("schema", key.schema.map(Value::to_json)),
            ("mappedBy", key.mapped_by.map(Json::text)),
        ])
    });
    Json::object([
        ("trigger", Some(Json::text(trigger.name()))),
        ("description", trigger.description.as_ref().map(plain)),
        (
            "name",
            subject.and_then(|subject| subject.name.as_ref()).map(plain),
        ),
        (
            "logicalForm",
            subject
                .and_then(|subject| subject.logical_form.as_ref())
                .map(plain),
        ),
        ("prompt", fields.prompt.as_ref().map(plain)),
        ("localKeys", Some(Json::list(keys))),
        (
            "webhooks",
            Some(Json::list(
                uses(project, id).map(|webhook| Json::text(webhook.name())),
            )),
        ),
    ])
}

fn auth(request: &Request<'_>) -> Json {
    let method = |method: AuthMethod| Some(Json::text(method.key()));
    match &request.auth {
        Some(Auth::Basic { username, password }) => Json::object([
            ("method", method(AuthMethod::Basic)),
            ("username", username.as_ref().map(Text::to_template)),
            ("password", password.as_ref().map(Text::to_template)),
        ]),
        _ => Json::object([("method", method(AuthMethod::None))]),
    }
}

fn headers(request: &Request<'_>) -> Option<Json> {
    let headers = request.headers.iter().map(|header| {
        Json::object([
            ("name", Some(plain(&header.name))),
            ("value", Some(header.value.to_template())),
        ])
    });
    (!request.headers.is_empty()).then(|| Json::list(headers))
}

fn plain(text: &Text<'_>) -> Json {
    Json::text(text.as_str())
}

#[cfg(test)]
mod tests {
    use super::ends_in_json_string;

    #[test]
    fn strings_of_a_template_are_told_from_what_is_between_them() {
        for (template, expected) in [
            ("", false),
            (r#"{ "a": ""#, true),
            (r#"{ "a": "b", "#, false),
            (r#"{ "a": "\" "#, true),
            (r#"{ "a": "\\", "#, false),
        ] {
            assert_eq!(ends_in_json_string(template), expected, "{template}");
        }
    }
}
