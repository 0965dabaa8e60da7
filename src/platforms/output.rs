//! What a platform hands to the bundle.

use crate::definition::{Declared, Definition};
use crate::json::Json;
use crate::platforms::facts::Facts;
use crate::project::DefinitionId;

/// One file of a bundle.
#[derive(Clone, Debug)]
pub struct BundleFile {
    /// The platform, whose id names the folder it lies in.
    pub platform: &'static Facts,
    /// The folder inside of that; nothing for a file that lies in the platform's own.
    pub folder: Option<&'static str>,
    /// Its name without the extension, which follows from the content.
    pub stem: String,
    /// What it is made of.
    pub about: About,
    /// What it says.
    pub content: Content,
}

/// What a file is made of.
#[derive(Clone, Debug)]
pub enum About {
    /// One definition.
    Definition(DefinitionId),
    /// Several, in this order.
    Definitions(Vec<DefinitionId>),
    /// The platform as a whole.
    Platform,
}

/// What a file says.
#[derive(Clone, Debug)]
pub enum Content {
    /// JSON, or JSON with placeholders that the platform replaces.
    Json(Json),
    /// A page for people. It never holds the value of a secret.
    Markdown(String),
    /// A JSON Schema of what a definition sends or gets. It never holds the value of a secret.
    Schema {
        /// Which: `request` or `response`.
        part: &'static str,
        /// Its text.
        text: String,
    },
}

/// What has to be supplied to a platform while it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// The setting in `platforms.<id>` of the manifest that declares such names.
    pub from: &'static str,
    /// Whether the manifest declares it.
    pub declared: bool,
    /// Whether it is declared `secret: true`.
    pub secret: bool,
    /// The JSON Schema of its values, where the manifest has one.
    pub schema: Option<Json>,
    /// The webhooks that use it, each once, in order.
    pub used_by: Vec<String>,
}

/// Where a message to a platform is sent.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The trigger that is the message.
    pub trigger: String,
    /// The webhook of the platform that takes it.
    pub webhook: String,
    /// Its address, where it is known. Secrets stand in it as `${secret.NAME}`.
    pub url: Option<String>,
    /// The path of the file that is its whole body, if there is one.
    pub body: Option<String>,
    /// The members of the body that the caller supplies.
    pub caller_supplies: Vec<&'static str>,
}

/// The version of all forms of files that are ours.
const VERSION: u64 = 1;

/// What files that are ours say of themselves.
const NOTE: &str = "The form of this file is hookc's own, not one that a platform documents; \
                    the SETUP.md of the platform says where each value goes.";

impl BundleFile {
    /// A file that is made of one definition and bears its name.
    #[must_use]
    pub fn of_definition(
        folder: &'static str,
        id: DefinitionId,
        definition: &Definition<'_>,
        json: Json,
    ) -> Self {
        Self {
            platform: definition.platform,
            folder: Some(folder),
            stem: definition.name().to_owned(),
            about: About::Definition(id),
            content: Content::Json(json),
        }
    }

    /// The page that says how the platform is set up.
    #[must_use]
    pub fn setup(platform: &'static Facts, page: String) -> Self {
        Self {
            platform,
            folder: None,
            stem: "SETUP".to_owned(),
            about: About::Platform,
            content: Content::Markdown(page),
        }
    }

    /// Its path from the root of the bundle, with `/`.
    #[must_use]
    pub fn path(&self) -> String {
        let path = format!("{}/{}", self.platform.id, self.local_path());
        match self.content {
            // They are for servers, not for the platform.
            Content::Schema { .. } => format!("schemas/{path}"),
            Content::Json(_) | Content::Markdown(_) => path,
        }
    }

    /// Its path from the folder of its platform, with `/`.
    #[must_use]
    pub fn local_path(&self) -> String {
        let extension = match &self.content {
            Content::Json(json) if json.has_placeholder() => "json.tmpl".to_owned(),
            Content::Json(_) => "json".to_owned(),
            Content::Markdown(_) => "md".to_owned(),
            Content::Schema { part, .. } => format!("{part}.schema.json"),
        };
        let folder = self
            .folder
            .map_or_else(String::new, |name| name.to_owned() + "/");
        format!("{folder}{}.{extension}", self.stem)
    }

    /// What the index calls its form.
    #[must_use]
    pub fn format(&self) -> &'static str {
        match &self.content {
            Content::Json(json) if json.has_placeholder() => "json-template",
            Content::Json(_) => "json",
            Content::Markdown(_) => "markdown",
            Content::Schema { .. } => "json-schema",
        }
    }

    /// Visits every secret that can be filled in: a JSON pointer into the file, and the name.
    pub fn each_secret(&self, visit: &mut dyn FnMut(&str, &str)) {
        match &self.content {
            Content::Json(json) => json.each_secret(visit),
            Content::Markdown(_) | Content::Schema { .. } => {}
        }
    }
}

impl Variable {
    /// One that the manifest declares.
    #[must_use]
    pub fn declared(declared: &Declared<'_>, from: &'static str) -> Self {
        let schema = declared
            .schema
            .as_ref()
            .map(|schema| match schema.to_json() {
                // `secret` is a word of the manifest, not of JSON Schema.
                Json::Object(mut entries) => {
                    entries.retain(|(key, _)| key != "secret");
                    Json::Object(entries)
                }
                other => other,
            });
        Self {
            name: declared.name.as_str().to_owned(),
            from,
            declared: true,
            secret: declared.secret,
            schema,
            used_by: Vec::new(),
        }
    }

    /// One that a webhook uses though the manifest does not declare it.
    #[must_use]
    pub fn undeclared(name: String, from: &'static str, webhook: &Definition<'_>) -> Self {
        Self {
            name,
            from,
            declared: false,
            secret: false,
            schema: None,
            used_by: vec![webhook.name().to_owned()],
        }
    }

    /// Notes that a webhook uses it; webhooks come one after the other.
    pub fn note_use(&mut self, webhook: &Definition<'_>) {
        if self.used_by.last().map(String::as_str) != Some(webhook.name()) {
            self.used_by.push(webhook.name().to_owned());
        }
    }
}

/// An object of a form that is ours, not the platform's: it says so, with its version.
#[must_use]
pub fn ours<'k>(entries: impl IntoIterator<Item = (&'k str, Option<Json>)>) -> Json {
    let head = [
        ("hookcBundle", Some(Json::number(VERSION))),
        ("note", Some(Json::text(NOTE))),
    ];
    Json::object(head.into_iter().chain(entries))
}

/// Code that belongs to one payload of one platform.
#[derive(Clone, Copy, Debug)]
pub struct ExtraCode {
    /// The payload.
    pub payload: &'static str,
    /// The file name of the template.
    pub file: &'static str,
    /// The template.
    pub template: &'static str,
    /// The names of the types, functions and constants in it.
    pub names: &'static [&'static str],
    /// What it looks for in the payload, by name: the first of these paths that leads to a string or
    /// a time. Keys are separated by `/`.
    pub reads: &'static [(&'static str, &'static [&'static str])],
}
