//! The schema of the manifest.

use serde_json::{Map, Value, json};

use super::NamedSchema;
use super::shape::{
    closed, closed_object, described, list, matching, text, text_that_says_something,
};
use crate::platforms::facts::{self, Facts, LEVELS, MANIFEST, RUST, SettingShape};
use crate::rules::TABLE;

/// What environments and build-time values may be called.
const PLAIN_NAME: &str = "^[A-Za-z0-9_-]+$";
/// Neither below the root of a machine, nor in somebody's home, nor on a drive.
const RELATIVE: &str = r"(?![/\\~]|[\u0000-\u007f]:)";

/// The schema of `hookc.yaml`.
pub(super) fn schema() -> NamedSchema {
    let platforms: Vec<&str> = facts::ALL.iter().map(|platform| platform.id).collect();
    let mut body = closed(
        &MANIFEST,
        [
            matching(r"^(?=[\s\S]*\S)(?!\.)(?![\s\S]*\$\{)[^/\\\u0000-\u001f\u007f-\u009f]*$"),
            json!({ "enum": platforms }),
            environments(),
            platform_settings(),
            levels(),
            list(&matching(&format!(r"^{RELATIVE}[\s\S]*\S"))),
            output_path(),
            closed(&RUST, [output_path(), crate_name(), crate_version()]),
        ],
    );
    if let Value::Object(body) = &mut body {
        let doc = "`hookc.yaml`: what a project is called, where its definitions are, and what they may use.";
        body.shift_insert(0, "description".to_owned(), json!(doc));
    }
    NamedSchema::new("project", "Manifest of a hookc project", body)
}

fn environments() -> Value {
    let value = json!({
        "type": ["string", "number", "boolean"],
        "not": { "type": "string", "pattern": r"\$\{" },
    });
    let values = json!({
        "description": "Build-time values by the names that `${name}` uses.",
        "type": ["object", "null"],
        "propertyNames": { "pattern": PLAIN_NAME },
        "additionalProperties": value,
    });
    json!({
        "type": "object",
        "propertyNames": { "pattern": PLAIN_NAME },
        "additionalProperties": values,
    })
}

fn platform_settings() -> Value {
    let settings = facts::ALL.iter().map(|platform| {
        let doc = format!("{}: {}", platform.name, platform.documentation);
        (platform.id, described(settings_of(platform), &doc))
    });
    closed_object(settings, [])
}

fn settings_of(platform: &Facts) -> Value {
    let settings = platform.settings.iter().map(|facts| {
        let shape = match facts.shape {
            SettingShape::Text => text_that_says_something(),
            SettingShape::Names { secret } => names(secret),
        };
        (facts.key, described(shape, facts.doc))
    });
    let mut object = closed_object(settings, []);
    if let Value::Object(object) = &mut object {
        object.insert("type".to_owned(), json!(["object", "null"]));
    }
    object
}

/// A list of names, or a mapping from name to schema.
fn names(may_be_secret: bool) -> Value {
    let secret = if may_be_secret {
        described(json!({ "type": "boolean" }), "Whether it is a credential.")
    } else {
        json!(false)
    };
    let declared = json!({
        "description": "A JSON Schema of its values.",
        "type": ["object", "null"],
        "properties": {
            "type": {
                "description": "The JSON type of its values.",
                "examples": ["string", "number", "boolean", "array", "object"],
            },
            "secret": secret,
        },
    });
    json!({
        "type": ["object", "array"],
        "items": text(),
        "additionalProperties": declared,
    })
}

fn levels() -> Value {
    let rules: Map<String, Value> = TABLE
        .iter()
        .map(|entry| {
            let rule = entry.rule;
            // What cannot be read cannot be allowed or lowered.
            let levels = if rule.is_fixed() {
                json!({ "enum": [rule.severity.name()] })
            } else {
                json!({ "enum": LEVELS, "default": rule.severity.name() })
            };
            (rule.name.to_owned(), described(levels, rule.summary))
        })
        .collect();
    json!({
        "type": "object",
        "properties": rules,
        "additionalProperties": { "enum": LEVELS },
    })
}

/// A path below the project.
fn output_path() -> Value {
    let leaves = r"([\s\S]*[/\\])?\.\.([/\\]|$)";
    let stays = r"(\.?[/\\])*\.?$";
    matching(&format!(r"^{RELATIVE}(?!{leaves})(?!{stays})[\s\S]*\S"))
}

fn crate_name() -> Value {
    matching("^[A-Za-z][A-Za-z0-9_-]*$")
}

fn crate_version() -> Value {
    matching(r"^[0-9]+\.[0-9]+\.[0-9]+([-+][\s\S]*)?$")
}
