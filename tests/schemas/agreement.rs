//! A schema of the language refuses a document if and only if the reader reports something that
//! schemas can express (`EXPRESSED`).

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

use hookc::compile::check_example;
use hookc::definition::{Claim, FileClaim, Manifest, json_number, read_definition, read_manifest};
use hookc::diagnostic::{Diagnostic, ExampleFile};
use hookc::platforms::facts::{self, Facts};
use hookc::schema_check::Judge;
use hookc::schemas::{self, EXPRESSED, Unnamed};
use hookc::source::{FileId, SourceFile};
use hookc::yaml::{self, Content, Document, Node, Typed, typed};
use serde_json::Value;

use super::{files, judge, named};

/// What schemas cannot say of a manifest although the rule is one that they express.
const BEYOND_MANIFESTS: [&str; 2] = ["by letter case only", "is no pattern for files"];

/// The judges of definitions: that for any project, then those that know its `default_platform`.
static DEFINITIONS: LazyLock<Vec<(Option<Default>, Judge)>> = LazyLock::new(|| {
    let mut defaults = vec![None, Some(Default(None))];
    defaults.extend(
        facts::ALL
            .iter()
            .map(|platform| Some(Default(Some(*platform)))),
    );
    let judge = |default: Option<Default>| {
        let unnamed = match default {
            None => Unnamed::IsForAny,
            Some(Default(None)) => Unnamed::IsWrong,
            Some(Default(Some(platform))) => Unnamed::IsFor(platform),
        };
        let all = schemas::all(unnamed);
        (
            default,
            judge(
                all.iter()
                    .find(|schema| schema.name == "definition")
                    .unwrap(),
            ),
        )
    };
    defaults.into_iter().map(judge).collect()
});

static MANIFEST: LazyLock<Judge> = LazyLock::new(|| judge(&named("project")));

/// The `default_platform` of a project.
#[derive(Clone, Copy)]
struct Default(Option<&'static Facts>);

#[test]
fn the_schema_of_definitions_agrees_with_their_reader_on_the_corpus() {
    let (mut complaints, mut accepted, mut refused) = (Vec::new(), 0, 0);
    for file in files::all().iter().filter(|file| !files::is_manifest(file)) {
        let stream = yaml::parse(FileId::default(), &file.text);
        let source = SourceFile::new(file.path.clone(), file.text.clone());
        let claims = FileClaim::of(&source, &stream, false).documents;
        for (document, _) in stream
            .documents
            .iter()
            .zip(claims)
            .filter(|(_, claim)| *claim == Claim::Ours)
        {
            match compare_definition(document) {
                Some(Ok(true)) => accepted += 1,
                Some(Ok(false)) => refused += 1,
                Some(Err(complaint)) => complaints.push(format!("== {}\n{complaint}", file.path)),
                None => {}
            }
        }
    }
    let count = complaints.len();
    assert!(complaints.is_empty(), "{count}\n{}", complaints.join("\n"));
    println!("{accepted} definitions accepted, {refused} refused");
    assert!(accepted > 400 && refused > 80, "{accepted}, {refused}");
}

#[test]
fn the_schema_of_manifests_agrees_with_their_reader_on_the_corpus() {
    let (mut complaints, mut accepted, mut refused) = (Vec::new(), 0, 0);
    for file in files::all().iter().filter(|file| files::is_manifest(file)) {
        match compare_manifest(&file.text) {
            Some(Ok(true)) => accepted += 1,
            Some(Ok(false)) => refused += 1,
            Some(Err(complaint)) => complaints.push(format!("== {}\n{complaint}", file.path)),
            None => {}
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    println!("{accepted} manifests accepted, {refused} refused");
    assert!(accepted > 40 && refused > 5, "{accepted}, {refused}");
}

/// Whether all schemas accept a definition, if they say what its reader says; nothing where it is no
/// JSON.
pub fn compare_definition(document: &Document<'_>) -> Option<Result<bool, String>> {
    compare_by(&DEFINITIONS, document)
}

/// The same by the schema for any project alone.
pub fn compare_for_any_project(document: &Document<'_>) -> Option<Result<bool, String>> {
    compare_by(&DEFINITIONS[..1], document)
}

fn compare_by(
    judges: &[(Option<Default>, Judge)],
    document: &Document<'_>,
) -> Option<Result<bool, String>> {
    let value = to_json(document.root()?)?;
    let found = |default: Default| {
        let manifest = Manifest {
            default_platform: default.0,
            ..Manifest::default()
        };
        let mut found = read_definition(document, &manifest, None).diagnostics;
        let has_list = ["method", "topics"]
            .iter()
            .any(|key| value.get(key).is_some());
        if has_list && found.iter().all(|found| !is_expressed(found)) {
            found.extend(found_by_rules(&value, default));
        }
        found.retain(is_expressed);
        found
    };
    let names_platform = value.get("platform").is_some();
    let for_any = || {
        let mut all = facts::ALL
            .iter()
            .map(|platform| found(Default(Some(*platform))));
        let first = all.next().unwrap();
        if names_platform || first.is_empty() {
            return first;
        }
        all.find(Vec::is_empty).unwrap_or(first)
    };
    let any = for_any();
    let mut accepted = true;
    for (default, judge) in judges {
        // Where nothing is known of the project, what is right in some project is right.
        let found = match default {
            Some(default) if !names_platform => found(*default),
            _ => any.clone(),
        };
        let is_accepted = judge.accepts(&value);
        if found.is_empty() != is_accepted {
            let faults = judge.faults(&value);
            let name = default.map(|default| default.0.map_or("none", |facts| facts.id));
            return Some(Err(complaint(name, &value, &found, &faults)));
        }
        accepted &= is_accepted;
    }
    Some(Ok(accepted))
}

/// What rules find that judge values of a closed list: they look at definitions that could be read.
/// To check a project takes long, and what they find depends on few fields.
fn found_by_rules(value: &Value, default: Default) -> Vec<Diagnostic> {
    static KNOWN: LazyLock<Mutex<BTreeMap<String, Vec<Diagnostic>>>> =
        LazyLock::new(Mutex::default);
    let fields = ["kind", "platform", "direction", "method", "topics"].map(|key| &value[key]);
    let platform = default.0.map_or("", |platform| platform.id);
    let key = serde_json::json!([platform, fields]).to_string();
    if let Some(found) = KNOWN.lock().unwrap().get(&key) {
        return found.clone();
    }
    let mut found = check_alone(value, default);
    found.retain(is_expressed);
    KNOWN.lock().unwrap().insert(key, found.clone());
    found
}

fn check_alone(value: &Value, default: Default) -> Vec<Diagnostic> {
    let file = |path: &str, text: String| ExampleFile {
        path: path.to_owned(),
        text,
    };
    let manifest = default.0.map_or_else(String::new, |platform| {
        format!("default_platform: {}\n", platform.id)
    });
    let files = [
        file("hookc.yaml", manifest),
        file("a.yaml", value.to_string()),
    ];
    check_example(&files).1
}

/// The same for a manifest.
pub fn compare_manifest(text: &str) -> Option<Result<bool, String>> {
    let stream = yaml::parse(FileId::default(), text);
    let [document] = stream.documents.as_slice() else {
        return None;
    };
    if document.broken {
        return None;
    }
    let value = to_json(document.root()?)?;
    let mut found = read_manifest(document).1;
    found.retain(is_expressed);
    // The levels of rules are judged by a rule.
    if found.is_empty() && value.get("rules").is_some() {
        let file = ExampleFile {
            path: "hookc.yaml".to_owned(),
            text: text.to_owned(),
        };
        found.extend(check_example(&[file]).1);
        found.retain(is_expressed);
    }
    let is_beyond = |found: &Diagnostic| {
        BEYOND_MANIFESTS
            .iter()
            .any(|part| found.message.contains(part))
    };
    if found.iter().any(is_beyond) {
        return None;
    }
    let faults = MANIFEST.faults(&value);
    Some(if found.is_empty() == faults.is_empty() {
        Ok(faults.is_empty())
    } else {
        Err(complaint(None, &value, &found, &faults))
    })
}

fn is_expressed(found: &Diagnostic) -> bool {
    EXPRESSED.contains(&found.rule.name)
}

fn complaint(
    default: Option<&str>,
    value: &Value,
    found: &[Diagnostic],
    faults: &[hookc::schema_check::Fault],
) -> String {
    let found: Vec<String> = found
        .iter()
        .map(|found| format!("{}: {}", found.rule.name, found.message))
        .collect();
    let faults: Vec<String> = faults
        .iter()
        .map(|fault| format!("{} {} ({})", fault.value, fault.message, fault.schema))
        .collect();
    format!("default {default:?}\n{value:#}\nreader: {found:#?}\nschema: {faults:#?}")
}

/// A node as JSON; nothing where it holds what JSON does not have.
pub fn to_json(node: Node<'_, '_>) -> Option<Value> {
    Some(match node.content() {
        Content::Sequence => Value::Array(node.items().map(to_json).collect::<Option<_>>()?),
        Content::Mapping => {
            let mut entries = serde_json::Map::new();
            for entry in node.entries() {
                let key = entry.key.scalar()?.value.to_string();
                // The first of two equal keys counts.
                entries.entry(key).or_insert(to_json(entry.value)?);
            }
            Value::Object(entries)
        }
        Content::Scalar(scalar) => match typed(node)? {
            Typed::Null => Value::Null,
            Typed::Bool(value) => Value::Bool(value),
            Typed::Int | Typed::Float => serde_json::from_str(&json_number(&scalar.value)?).ok()?,
            Typed::Str => Value::String(scalar.value.to_string()),
        },
    })
}
