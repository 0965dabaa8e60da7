//! The vendors' samples beside the tables: whatever a sample has is a field of its payload.

use std::collections::BTreeSet;
use std::path::Path;

use hookc::platforms::facts::{self, Facts};
use hookc::types::{Payload, Record, Tag, Type, Union};
use serde_json::Value as Json;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/platforms/samples");

/// The payload of each sample, by what the name of its file begins with; the first that fits counts.
const PAYLOADS: &[(&str, &str)] = &[
    ("ebbot/incoming-request", "incoming-request"),
    ("ebbot/incoming-response", "incoming-response"),
    (
        "verboo/webhook-response-client-data",
        "client-data-response",
    ),
    ("verboo/webhook-", "webhook-config"),
    ("verboo/session-client-data", "session-client-data"),
    // A member of a webhook, which the page shows alone. It is put into one that has none.
    ("verboo/response-directive-fragment", "webhook-config"),
];

/// What a sample holds that is not the platform's: the reply of the reader's own server.
const FOREIGN: &[&str] = &[
    "client-data-response: /status",
    "client-data-response: /patient_id",
];

/// A sample, with the payload that it shows.
pub struct Sample {
    /// Its file, below the folder of samples.
    pub file: String,
    /// The platform.
    pub platform: &'static Facts,
    /// What it shows.
    pub payload: Payload,
    /// Itself.
    pub json: Json,
}

#[test]
fn everything_in_a_sample_is_in_the_table() {
    for sample in samples() {
        let mut found = BTreeSet::new();
        missing(
            &sample.payload.root,
            &sample.json,
            None,
            String::new(),
            &mut found,
        );
        found
            .retain(|path| !FOREIGN.contains(&format!("{}: {path}", sample.payload.name).as_str()));
        assert!(found.is_empty(), "{}: {found:?}", sample.file);
    }
}

#[test]
fn every_event_of_one_topic_is_an_event_of_any() {
    for sample in samples() {
        let payloads = (sample.platform.payloads)();
        let Some(any) = payloads
            .iter()
            .find(|payload| payload.name == "outgoing-event")
        else {
            continue;
        };
        if sample.json.get("topic").is_some() {
            let mut found = BTreeSet::new();
            missing(&any.root, &sample.json, None, String::new(), &mut found);
            assert!(found.is_empty(), "{}: {found:?}", sample.file);
        }
    }
}

#[test]
fn every_payload_has_a_sample_but_those_that_say_so() {
    let shown: BTreeSet<String> = samples()
        .iter()
        .map(|sample| sample.payload.name.clone())
        .collect();
    if shown.is_empty() {
        return;
    }
    for payload in facts::ALL.iter().flat_map(|facts| (facts.payloads)()) {
        let is_union = payload.name == "outgoing-event";
        let says_so = payload.doc.contains("The vendor shows no sample");
        assert_eq!(
            shown.contains(&payload.name),
            !says_so && !is_union,
            "{}",
            payload.name
        );
    }
}

/// Every sample that is JSON; none where the folder is absent.
pub fn samples() -> Vec<Sample> {
    let mut found = Vec::new();
    for platform in facts::ALL {
        let folder = Path::new(SAMPLES).join(platform.id);
        let Ok(entries) = std::fs::read_dir(&folder) else {
            println!("skipped: there is no folder {}", folder.display());
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap();
            let file = format!("{}/{stem}", platform.id);
            let known = PAYLOADS.iter().find(|(start, _)| file.starts_with(start));
            let name = known.map_or(stem, |(_, name)| name);
            let payloads = (platform.payloads)();
            let payload = payloads.into_iter().find(|payload| payload.name == name);
            let mut json = read(&path);
            if stem.ends_with("-fragment") {
                let whole = read(&folder.join("webhook-trigger-argument.json"));
                json.as_object_mut()
                    .unwrap()
                    .extend(whole.as_object().unwrap().clone());
            }
            found.push(Sample {
                payload: payload.unwrap_or_else(|| panic!("nothing describes {file}")),
                platform,
                json,
                file,
            });
        }
    }
    found.sort_by(|one, other| one.file.cmp(&other.file));
    found
}

fn read(path: &Path) -> Json {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The paths of what a value holds and its type does not know, or knows otherwise.
fn missing(
    r#type: &Type,
    value: &Json,
    holder: Option<&Json>,
    path: String,
    found: &mut BTreeSet<String>,
) {
    let fits = match r#type {
        Type::Text(_) | Type::Choice(_) => value.is_string(),
        Type::Integer(_) => value.is_i64(),
        Type::Number => value.is_number(),
        Type::Boolean => value.is_boolean(),
        Type::List(_) => value.is_array(),
        Type::Map(_) | Type::Record(_) => value.is_object(),
        Type::Union(_) | Type::Opaque => true,
    };
    if !fits {
        found.insert(format!("{path} is {value}"));
        return;
    }
    match (r#type, value) {
        (Type::List(item), Json::Array(values)) => {
            for value in values {
                missing(item, value, None, format!("{path}[]"), found);
            }
        }
        (Type::Map(inner), Json::Object(members)) => {
            for (key, value) in members {
                missing(inner, value, None, format!("{path}/{key}"), found);
            }
        }
        (Type::Record(record), Json::Object(_)) => missing_members(record, value, &path, found),
        (Type::Union(union), _) => {
            let tag = tag(union, value, holder);
            let variant = union
                .variants
                .iter()
                .find(|variant| variant.tags.contains(&tag));
            match variant {
                Some(variant) => missing(&variant.r#type, value, holder, path, found),
                None => _ = found.insert(format!("{path} of type {tag}")),
            }
        }
        _ => {}
    }
}

fn missing_members(record: &Record, value: &Json, path: &str, found: &mut BTreeSet<String>) {
    for (key, inner) in value.as_object().unwrap() {
        let path = format!("{path}/{key}");
        match record.fields.iter().find(|field| field.key == *key) {
            None => _ = found.insert(path),
            Some(field) if inner.is_null() && field.is_nullable => {}
            Some(field) => missing(&field.r#type, inner, Some(value), path, found),
        }
    }
}

/// The tag of a value that stands in an object, or alone.
pub fn tag(union: &Union, value: &Json, holder: Option<&Json>) -> String {
    let text = |from: Option<&Json>, key: &str| {
        let tag = from.and_then(|from| from.get(key)).and_then(Json::as_str);
        tag.unwrap_or_default().to_owned()
    };
    match &union.tag {
        Tag::Inside(key) => text(Some(value), key),
        Tag::Beside(key) => text(holder, key),
        Tag::JsonType => match value {
            Json::Null => "null",
            Json::Bool(_) => "boolean",
            Json::Number(_) => "number",
            Json::String(_) => "string",
            Json::Array(_) => "array",
            Json::Object(_) => "object",
        }
        .to_owned(),
    }
}
