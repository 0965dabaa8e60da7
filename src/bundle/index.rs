//! `index.json`: what is in a bundle, and what it needs.
//!
//! Its form, in this order:
//! - `hookcBundle`, `note`: the version of the form, and that it is ours.
//! - `hookc`: the version of the program. `project`, `environment`: their names; `environment` is
//!   null where the manifest has none.
//! - `withSecrets`: whether the files hold the values of secrets in place of `${secret.NAME}`. The
//!   index itself never holds one.
//! - `files`: every other file by `path`, with its `sha256`, its size in `bytes`, its `format`
//!   (`json`, `json-template`, `json-schema`, `markdown`) and `platform`. A file that is made of one definition has
//!   `kind`, `name` and `source`, its file from the project's root and the line where it begins; one
//!   that is made of several lists these as `definitions`.
//! - `secrets`: by `name`, and where each stands: `path` of the file and JSON `pointer` into it.
//! - `variables`: what has to be supplied to each platform while it runs, `from` the setting
//!   of the manifest that declares such names, whether it is `declared` there and as `secret`, the
//!   `schema` of its values, and the webhooks that use it, `usedBy`.
//! - `endpoints`: for each message that is sent to a platform its `trigger`, the `webhook` and its
//!   `url` (null where it is not known), the path of its whole `body` (null where the caller supplies
//!   a part of it), and the parts that `callerSupplies`.

use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::OutputFile;
use super::secrets::Place;
use crate::definition::Definition;
use crate::json::Json;
use crate::platforms::output::{About, BundleFile, Endpoint, Variable, ours};
use crate::platforms::{PLATFORMS, Platform};
use crate::project::{DefinitionId, Project};

pub(super) fn index(
    project: &Project<'_>,
    files: &[BundleFile],
    outputs: &[OutputFile],
    secrets: &BTreeMap<String, Vec<Place>>,
    with_secrets: bool,
) -> OutputFile {
    let listed = files
        .iter()
        .zip(outputs)
        .map(|(file, output)| entry(project, file, output));
    let environment = project.environment();
    let json = ours([
        ("hookc", Some(Json::text(env!("CARGO_PKG_VERSION")))),
        ("project", Some(Json::text(project.name()))),
        (
            "environment",
            Some(or_null(
                environment.map(|environment| Json::text(environment.name.as_str())),
            )),
        ),
        ("withSecrets", Some(Json::bool(with_secrets))),
        ("files", Some(Json::list(listed))),
        (
            "secrets",
            Some(Json::list(
                secrets.iter().map(|(name, places)| secret(name, places)),
            )),
        ),
        (
            "variables",
            Some(Json::list(of_each(project, |platform| {
                let variables = (platform.variables)(project).into_iter();
                variables.map(|found| variable(platform, found)).collect()
            }))),
        ),
        (
            "endpoints",
            Some(Json::list(of_each(project, |platform| {
                let endpoints = (platform.endpoints)(project).into_iter();
                endpoints.map(|found| endpoint(platform, found)).collect()
            }))),
        ),
    ]);
    OutputFile {
        path: "index.json".to_owned(),
        text: json.pretty(),
    }
}

/// The paths of the files that the text of an index lists. Nothing for a text that has nothing to do
/// with hookc; none for an index that is broken.
#[must_use]
pub fn paths_in_index(text: &str) -> Option<Vec<String>> {
    let Ok(index) = serde_json::from_str::<Written>(text) else {
        return text.contains("hookcBundle").then(Vec::new);
    };
    index.bundle?;
    Some(index.files.into_iter().map(|file| file.path).collect())
}

/// What a build has to know of the index that another wrote. Anybody may have written it, so that the
/// rest is not kept, however much it is.
#[derive(Deserialize)]
struct Written {
    #[serde(rename = "hookcBundle")]
    bundle: Option<IgnoredAny>,
    #[serde(default)]
    files: Vec<WrittenFile>,
}

#[derive(Deserialize)]
struct WrittenFile {
    path: String,
}

#[derive(Deserialize)]
struct Secrecy {
    #[serde(rename = "withSecrets", default)]
    with_secrets: bool,
}

/// Whether a text is the index of a bundle whose files hold the values of secrets.
#[must_use]
pub fn had_secrets(text: &str) -> bool {
    serde_json::from_str(text).is_ok_and(|index: Secrecy| index.with_secrets)
}

fn of_each(project: &Project<'_>, found: impl Fn(&Platform) -> Vec<Json>) -> Vec<Json> {
    PLATFORMS
        .iter()
        .filter(|platform| project.of_platform(platform.facts).next().is_some())
        .flat_map(found)
        .collect()
}

fn entry(project: &Project<'_>, file: &BundleFile, output: &OutputFile) -> Json {
    let digest = Sha256::digest(output.text.as_bytes());
    let bytes = u64::try_from(output.text.len()).unwrap_or(u64::MAX);
    let head = [
        ("path", Some(Json::text(&*output.path))),
        ("sha256", Some(Json::text(format!("{digest:x}")))),
        ("bytes", Some(Json::number(bytes))),
        ("format", Some(Json::text(file.format()))),
        ("platform", Some(Json::text(file.platform.id))),
    ];
    let of = |id: &DefinitionId| {
        project
            .get(*id)
            .map(|definition| origin(project, definition))
    };
    match &file.about {
        About::Platform => Json::object(head),
        About::Definition(id) => Json::object(head.into_iter().chain(of(id).into_iter().flatten())),
        About::Definitions(ids) => {
            let list = Json::list(ids.iter().filter_map(of).map(Json::object));
            Json::object(head.into_iter().chain([("definitions", Some(list))]))
        }
    }
}

fn origin(project: &Project<'_>, definition: &Definition<'_>) -> [(&'static str, Option<Json>); 3] {
    let file = definition.span.file;
    let position = project.sources[file].position(definition.span.start);
    let line = u64::try_from(position.line).unwrap_or(u64::MAX);
    let source = Json::object([
        ("file", Some(Json::text(project.path_of(file)))),
        ("line", Some(Json::number(line))),
    ]);
    [
        ("kind", Some(Json::text(definition.kind.name()))),
        ("name", Some(Json::text(definition.name()))),
        ("source", Some(source)),
    ]
}

fn secret(name: &str, places: &[Place]) -> Json {
    let places = places.iter().map(|(path, pointer)| {
        Json::object([
            ("path", Some(Json::text(&**path))),
            ("pointer", Some(Json::text(&**pointer))),
        ])
    });
    Json::object([
        ("name", Some(Json::text(name))),
        ("uses", Some(Json::list(places))),
    ])
}

fn variable(platform: &Platform, variable: Variable) -> Json {
    Json::object([
        ("platform", Some(Json::text(platform.facts.id))),
        ("name", Some(Json::text(variable.name))),
        ("from", Some(Json::text(variable.from))),
        ("declared", Some(Json::bool(variable.declared))),
        ("secret", Some(Json::bool(variable.secret))),
        ("schema", variable.schema),
        (
            "usedBy",
            Some(Json::list(variable.used_by.into_iter().map(Json::text))),
        ),
    ])
}

fn endpoint(platform: &Platform, endpoint: Endpoint) -> Json {
    Json::object([
        ("platform", Some(Json::text(platform.facts.id))),
        ("trigger", Some(Json::text(endpoint.trigger))),
        ("webhook", Some(Json::text(endpoint.webhook))),
        ("url", Some(or_null(endpoint.url.map(Json::text)))),
        ("body", Some(or_null(endpoint.body.map(Json::text)))),
        (
            "callerSupplies",
            Some(Json::list(
                endpoint.caller_supplies.into_iter().map(Json::text),
            )),
        ),
    ])
}

fn or_null(json: Option<Json>) -> Json {
    json.unwrap_or_else(|| Json::Raw("null".into()))
}
