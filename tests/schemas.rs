//! The JSON Schemas: those that are committed are current, and the ones of the language say what the
//! reader of the language says.
#![expect(
    clippy::disallowed_methods,
    reason = "tests compare what is committed with what is made"
)]

mod agreement;
mod any_document;
mod files;
mod words;

use std::path::{Path, PathBuf};

use hookc::compile::check_example;
use hookc::diagnostic::unmark;
use hookc::report::{self, Format, Options, Summary};
use hookc::rules::TABLE;
use hookc::schema_check::Judge;
use hookc::schemas::{self, NamedSchema, Unnamed};
use serde_json::Value;

fn named(name: &str) -> NamedSchema {
    let mut all = schemas::all(Unnamed::IsForAny).into_iter();
    all.find(|schema| schema.name == name).unwrap()
}

fn judge(schema: &NamedSchema) -> Judge {
    Judge::new(&schema.json).unwrap_or_else(|faults| panic!("{}: {faults:?}", schema.name))
}

#[test]
fn committed_schemas_are_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let mut made: Vec<PathBuf> = Vec::new();
    for schema in schemas::all(Unnamed::IsForAny) {
        let path = folder.join(schema.path());
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, schema.text()).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        let is_current = committed == schema.text();
        assert!(
            is_current,
            "{} is out of date: run with UPDATE=1",
            path.display()
        );
        made.push(path);
    }
    let there = files::below(&folder);
    let left: Vec<_> = there.iter().filter(|path| !made.contains(path)).collect();
    assert!(left.is_empty(), "nothing makes {left:?}");
}

#[test]
fn every_schema_is_one_and_says_whose_it_is() {
    for schema in schemas::all(Unnamed::IsForAny) {
        judge(&schema);
        let text = |key: &str| schema.json[key].as_str().unwrap().to_owned();
        assert_eq!(
            text("$schema"),
            "https://json-schema.org/draft/2020-12/schema"
        );
        assert_eq!(text("$id"), format!("urn:hookc:schema:{}", schema.name));
        assert_eq!(text("title"), schema.title);
        assert!(text("description").ends_with('.'), "{}", schema.name);
        // Its messages are riddles: `matches more than one schema`.
        assert!(!schema.text().contains("\"oneOf\""), "{}", schema.name);
    }
}

/// What completion and hover show: each key that an author writes has its sentence.
#[test]
fn every_key_of_the_language_is_described() {
    for name in ["definition", "project", "diagnostics"] {
        let schema = named(name);
        let mut keys = 0;
        each_property(&schema.json, &mut |key, property| {
            keys += 1;
            // A key that is never right, and the parts of conditions, say nothing.
            if property == &Value::Bool(false) || property.get("const").is_some() {
                return;
            }
            let doc = property["description"].as_str().unwrap_or_default();
            assert!(
                doc.len() > 5 && doc.ends_with('.'),
                "{name}: `{key}` {property}"
            );
        });
        assert!(keys > 15, "{name} has {keys} keys");
    }
}

fn each_property(schema: &Value, visit: &mut dyn FnMut(&str, &Value)) {
    match schema {
        Value::Object(entries) => {
            for (keyword, inner) in entries {
                match (keyword.as_str(), inner) {
                    ("properties", Value::Object(properties)) => {
                        for (key, property) in properties {
                            visit(key, property);
                            each_property(property, visit);
                        }
                    }
                    ("if" | "then" | "examples" | "default" | "enum", _) => {}
                    _ => each_property(inner, visit),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| each_property(item, visit)),
        _ => {}
    }
}

#[test]
fn findings_as_json_are_what_their_schema_says() {
    let judge = judge(&named("diagnostics"));
    let mut with_all = 0;
    for entry in TABLE {
        for example in entry.rule.bad.iter().chain(entry.rule.good) {
            let (sources, found) = check_example(&unmark(example).files);
            let summary = Summary::new(1, 1, &found);
            let options = Options::default();
            let json = report::render(Format::Json, &found, &sources, &summary, &options);
            let json: Value = serde_json::from_str(&json).unwrap();
            let faults = judge.faults(&json);
            assert!(
                faults.is_empty(),
                "{}: {faults:?}\n{json:#}",
                entry.rule.name
            );
            let findings = json["diagnostics"].as_array().unwrap();
            let has_all = |finding: &&Value| {
                let labels = finding["labels"].as_array().unwrap();
                finding.get("fix").is_some() && finding.get("help").is_some() && !labels.is_empty()
            };
            with_all += findings.iter().filter(has_all).count();
        }
    }
    assert!(with_all > 0, "no finding had everything that one can have");
}

/// The schema is closed: a key that the report gains, loses or types otherwise is noticed.
#[test]
fn another_report_is_refused() {
    let judge = judge(&named("diagnostics"));
    let fine = serde_json::json!({
        "version": 1,
        "diagnostics": [{
            "rule": "unknown-variable", "severity": "error", "message": "m", "file": "a.yaml",
            "start": { "line": 4, "column": 45, "offset": 98 },
            "end": { "line": 4, "column": 57, "offset": 110 },
            "labels": [], "suppressed": false,
        }],
        "summary": {
            "files": 1, "definitions": 2, "errors": 1, "warnings": 0, "infos": 0, "suppressed": 0,
        },
    });
    assert!(judge.accepts(&fine));
    for (pointer, value) in [
        ("/version", serde_json::json!(2)),
        ("/diagnostics/0/severity", "fatal".into()),
        ("/diagnostics/0/start/line", 0.into()),
        ("/diagnostics/0/environments", serde_json::json!([])),
        ("/diagnostics/0/more", 1.into()),
        ("/summary/hints", 1.into()),
    ] {
        let mut other = fine.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        other.pointer_mut(parent).unwrap()[key] = value;
        assert!(!judge.accepts(&other), "{pointer}");
    }
}
