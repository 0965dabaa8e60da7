//! The schema of `check --format json`.

use serde_json::{Value, json};

use super::NamedSchema;
use super::shape::{closed_object, described};
use crate::diagnostic::Severity;

/// The schema of the object that `report::json` writes.
pub(super) fn schema() -> NamedSchema {
    let reference = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    let list_of = |name: &str| json!({ "type": "array", "items": reference(name) });
    let mut body = object(&[
        (
            "version",
            "The version of this form; the object changes only with it.",
            json!({ "const": 1 }),
        ),
        (
            "diagnostics",
            "The findings, by path, place and rule.",
            list_of("diagnostic"),
        ),
        ("summary", "How many there are.", reference("summary")),
    ]);
    let defs = json!({
        "diagnostic": diagnostic(),
        "label": label(),
        "fix": fix(),
        "edit": edit(),
        "point": point(),
        "summary": summary(),
    });
    if let Value::Object(body) = &mut body {
        let doc = "What `hookc check --format json` prints.";
        body.shift_insert(0, "description".to_owned(), json!(doc));
        body.insert("$defs".to_owned(), defs);
    }
    NamedSchema::new("diagnostics", "Findings of hookc", body)
}

type Key<'k> = (&'k str, &'k str, Value);

/// An object that has these keys, and no others.
fn object(keys: &[Key<'_>]) -> Value {
    object_with(keys, &[])
}

/// The same with keys that may be left out.
fn object_with(keys: &[Key<'_>], optional: &[Key<'_>]) -> Value {
    let properties = keys.iter().chain(optional);
    let properties = properties.map(|(key, doc, shape)| (*key, described(shape.clone(), doc)));
    closed_object(properties, keys.iter().map(|(key, ..)| *key))
}

fn diagnostic() -> Value {
    let severities = [Severity::Error, Severity::Warning, Severity::Info].map(Severity::name);
    let mut keys = vec![
        (
            "rule",
            "The name of the rule; `hookc explain` says more.",
            json!({ "type": "string", "pattern": "^[a-z]+(-[a-z]+)*$", "examples": ["unknown-field"] }),
        ),
        ("severity", "How bad it is.", json!({ "enum": severities })),
        (
            "message",
            "What is wrong, in one line.",
            json!({ "type": "string" }),
        ),
    ];
    keys.extend(place());
    keys.extend([
        (
            "labels",
            "Other places that have to do with it.",
            json!({ "type": "array", "items": { "$ref": "#/$defs/label" } }),
        ),
        (
            "suppressed",
            "Whether a comment allows it, so that it counts for nothing.",
            json!({ "type": "boolean" }),
        ),
    ]);
    let optional = [
        (
            "help",
            "What to write instead.",
            json!({ "type": "string" }),
        ),
        (
            "environments",
            "The environments in which it holds; left out where it holds in all.",
            json!({ "type": "array", "minItems": 1, "items": { "type": "string" } }),
        ),
        (
            "fix",
            "Edits that mend it.",
            json!({ "$ref": "#/$defs/fix" }),
        ),
    ];
    object_with(&keys, &optional)
}

/// Where something is.
fn place() -> [Key<'static>; 3] {
    let point = || json!({ "$ref": "#/$defs/point" });
    [
        (
            "file",
            "The path, from the working folder, with `/`.",
            json!({ "type": "string" }),
        ),
        ("start", "Where it begins.", point()),
        ("end", "Where it ends: the first place behind it.", point()),
    ]
}

fn label() -> Value {
    let mut keys = place().to_vec();
    keys.push(("message", "What is there.", json!({ "type": "string" })));
    object(&keys)
}

fn fix() -> Value {
    object(&[
        (
            "safe",
            "Whether it means the same for certain, so that `check --fix` makes it.",
            json!({ "type": "boolean" }),
        ),
        (
            "edits",
            "All of them belong together.",
            json!({ "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/edit" } }),
        ),
    ])
}

fn edit() -> Value {
    object(&[
        (
            "file",
            "The path, from the working folder, with `/`.",
            json!({ "type": "string" }),
        ),
        ("start", "The first byte that goes, from 0.", count(0)),
        ("end", "The first byte that stays.", count(0)),
        (
            "text",
            "What stands there instead.",
            json!({ "type": "string" }),
        ),
    ])
}

fn point() -> Value {
    object(&[
        ("line", "From 1.", count(1)),
        ("column", "From 1, in Unicode scalar values.", count(1)),
        ("offset", "In bytes, from 0.", count(0)),
    ])
}

fn summary() -> Value {
    object(&[
        (
            "files",
            "Files that hold definitions, and manifests.",
            count(0),
        ),
        ("definitions", "Definitions in them.", count(0)),
        ("errors", "Findings that are errors.", count(0)),
        ("warnings", "Findings that are warnings.", count(0)),
        ("infos", "Findings that are neither.", count(0)),
        (
            "suppressed",
            "Findings that a comment allows; they count as nothing else.",
            count(0),
        ),
    ])
}

fn count(least: u32) -> Value {
    json!({ "type": "integer", "minimum": least })
}
