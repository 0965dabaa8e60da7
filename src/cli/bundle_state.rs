//! A bundle that `hookc build` wrote, as a state: its files are turned back into definitions.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use serde_json::{Map, Value as Json, json};

use super::states::State;
use crate::compile::InputFile;
use crate::disk::{self, Failure, ProjectFiles, Workspace, quoted};
use crate::import::{Options, import};
use crate::platforms::facts;
use crate::source::SourceFile;

const INDEX: &str = "index.json";

/// The index of the bundle in a folder, if it is one.
pub(super) fn index_in(folder: &Path, cwd: &Path) -> Option<Json> {
    let index = read_json(&folder.join(INDEX), cwd).ok()?;
    index.get("hookcBundle").is_some().then_some(index)
}

/// Reads a bundle.
///
/// # Errors
/// Where a file that the index lists cannot be read, or is none that this version knows.
pub(super) fn of_bundle(
    written: &str,
    folder: &Path,
    index: &Json,
    cwd: &Path,
) -> Result<State, Failure> {
    let mut workspace = Workspace::default();
    // The definitions are not what stands in the files, so that a path says what its lines count.
    let path = |path: &str| format!("{}/{path} as YAML", written.trim_end_matches('/'));
    let manifest = SourceFile::new(path(INDEX), manifest(index).to_string());
    let manifest = workspace.add(&folder.join(INDEX), manifest);
    let mut files = Vec::new();
    for entry in entries(index) {
        let (Some(name), Some("json" | "json-template")) =
            (text(entry, "path"), text(entry, "format"))
        else {
            continue;
        };
        let parts = Path::new(name).components();
        if !parts
            .into_iter()
            .all(|part| matches!(part, Component::Normal(_)))
        {
            let shown = quoted(Path::new(name));
            return Err(Failure::new(format!("{shown} is no file of a bundle"))
                .help("the paths in `index.json` lead to files below its folder"));
        }
        let place = folder.join(name);
        let source = disk::read_named(&place, cwd)?;
        let options = Options {
            platform: text(entry, "platform").and_then(facts::find),
            name: text(entry, "name"),
            keeps_credentials: true,
            file_name: Path::new(name).file_stem().and_then(|stem| stem.to_str()),
        };
        let yaml = import(source.text(), &options).map_err(|fault| {
            let shown = quoted(&Path::new(written).join(name));
            Failure::new(format!("cannot read {shown}: {}", fault.message))
                .help("build the bundle anew; another version of hookc may have written it")
        })?;
        let yaml = completed(&yaml, entry, index, folder, cwd);
        let file = workspace.add(&place, SourceFile::new(path(name), yaml));
        files.push(InputFile {
            file,
            path: name.into(),
            listed: true,
        });
    }
    workspace.projects.push(ProjectFiles {
        root: folder.to_owned(),
        folder: text(index, "project").unwrap_or("bundle").to_owned(),
        manifest: Some(manifest),
        files,
        out: "dist".to_owned(),
        unmatched: Vec::new(),
        folders: BTreeSet::new(),
    });
    let mut notes = vec![format!(
        "a bundle says nothing of tests, nor of descriptions that no platform gets: {} is compared \
         without them{}",
        quoted(Path::new(written)),
        match text(index, "environment") {
            Some(environment) => format!(", in the environment `{environment}` alone"),
            None => String::new(),
        }
    )];
    let unknown = partly_known(index);
    if !unknown.is_empty() {
        let names: Vec<String> = unknown.iter().map(|name| format!("`{name}`")).collect();
        notes.push(format!(
            "not compared, because a bundle has no whole message of them: {}",
            names.join(", ")
        ));
    }
    let mut state = State::new(written, workspace, folder);
    state.notes = notes;
    state.is_bundle = true;
    state.unknown = unknown;
    Ok(state)
}

fn read_json(file: &Path, cwd: &Path) -> Result<Json, Failure> {
    let source = disk::read_named(file, cwd)?;
    let wrong = |_| Failure::new(format!("{} is no JSON", quoted(file)));
    serde_json::from_str(source.text()).map_err(wrong)
}

fn entries(index: &Json) -> impl Iterator<Item = &Json> {
    let files = index.get("files").and_then(Json::as_array);
    files.into_iter().flatten()
}

fn text<'j>(json: &'j Json, key: &str) -> Option<&'j str> {
    json.get(key)?.as_str()
}

/// What an index says of the manifest.
fn manifest(index: &Json) -> Json {
    let mut platforms = Map::new();
    let variables = index.get("variables").and_then(Json::as_array);
    for variable in variables.into_iter().flatten() {
        let is = |key: &str| variable.get(key) == Some(&Json::Bool(true));
        let (Some(platform), Some(setting), Some(name)) = (
            text(variable, "platform"),
            text(variable, "from"),
            text(variable, "name"),
        ) else {
            continue;
        };
        if !is("declared") {
            continue;
        }
        let mut schema = match variable.get("schema") {
            Some(Json::Object(schema)) => schema.clone(),
            _ => Map::new(),
        };
        if is("secret") {
            schema.insert("secret".to_owned(), Json::Bool(true));
        }
        let settings = platforms
            .entry(platform)
            .or_insert_with(|| json!({}))
            .as_object_mut();
        let names = settings.map(|settings| settings.entry(setting).or_insert_with(|| json!({})));
        if let Some(names) = names.and_then(Json::as_object_mut) {
            names.insert(name.to_owned(), Json::Object(schema));
        }
    }
    let mut manifest = Map::new();
    if let Some(environment) = text(index, "environment") {
        manifest.insert("environments".to_owned(), json!({ environment: {} }));
    }
    if !platforms.is_empty() {
        manifest.insert("platforms".to_owned(), Json::Object(platforms));
    }
    Json::Object(manifest)
}

/// Definitions with what other files of the bundle say of them.
fn completed(yaml: &str, entry: &Json, index: &Json, folder: &Path, cwd: &Path) -> String {
    let platform = text(entry, "platform").unwrap_or_default();
    let documents = yaml.split("\n---\n").map(|document| {
        let said = |key: &str| {
            let mut lines = document.lines();
            lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
        };
        let subject = [
            platform,
            said("kind").unwrap_or(""),
            said("name").unwrap_or(""),
        ];
        completed_one(document, subject, index, folder, cwd)
    });
    documents.collect::<Vec<_>>().join("---\n")
}

/// One definition with what its reply is, and where its message goes.
fn completed_one(
    document: &str,
    [platform, kind, name]: [&str; 3],
    index: &Json,
    folder: &Path,
    cwd: &Path,
) -> String {
    let endpoints = index.get("endpoints").and_then(Json::as_array);
    let endpoint = endpoints.into_iter().flatten().find(|endpoint| {
        text(endpoint, "platform") == Some(platform)
            && text(endpoint, "trigger") == Some(name)
            && kind == "trigger"
    });
    let webhook = endpoint.and_then(|endpoint| text(endpoint, "webhook"));
    let mut out = String::new();
    for line in document.lines() {
        match webhook.filter(|_| line.starts_with("webhook: ")) {
            Some(webhook) => out.extend(["webhook: ", webhook]),
            None => out.push_str(line),
        }
        out.push('\n');
    }
    let mut schemas = entries(index).filter(|other| {
        text(other, "format") == Some("json-schema")
            && text(other, "platform") == Some(platform)
            && text(other, "kind") == Some(kind)
            && text(other, "name") == Some(name)
    });
    let reply = schemas.find_map(|other| {
        let path = text(other, "path")?;
        path.ends_with(".response.schema.json").then_some(path)
    });
    if let Some(schema) = reply.and_then(|path| read_json(&folder.join(path), cwd).ok()) {
        let response = json!({ "schema": schema }).to_string();
        out.extend(["response: ", &response, "\n"]);
    }
    out
}

/// The triggers that a bundle names and does not hold, because their callers supply a part.
fn partly_known(index: &Json) -> Vec<String> {
    let endpoints = index.get("endpoints").and_then(Json::as_array);
    let partly = endpoints
        .into_iter()
        .flatten()
        .filter(|endpoint| endpoint.get("body").is_none_or(Json::is_null));
    partly
        .filter_map(|endpoint| {
            let (platform, trigger) = (text(endpoint, "platform")?, text(endpoint, "trigger")?);
            Some(format!("{platform}/trigger/{trigger}"))
        })
        .collect()
}
