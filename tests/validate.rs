//! `hookc validate` and the schemas judge alike: both are printed from the same types, by different
//! walks.

use hookc::schemas;
use hookc::source::{SourceFile, Sources};
use hookc::types::Payload;
use hookc::validate::judge;
use serde_json::{Value as Json, json};

use crate::payloads::{Sample, samples};

/// Every value in a document, by its JSON Pointer.
fn pointers(value: &Json, at: String, found: &mut Vec<String>) {
    match value {
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, format!("{at}/{index}"), found);
            }
        }
        Json::Object(members) => {
            for (key, member) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(member, format!("{at}/{key}"), found);
            }
        }
        _ => {}
    }
    found.push(at);
}

/// The document with something else in each of its places, without each of its members, and with a
/// member more in each of its objects.
fn variants(document: &Json) -> Vec<Json> {
    let others = [
        json!(null),
        json!(true),
        json!(1),
        json!(1.0),
        json!(1.5),
        json!("x"),
        json!("chat.close"),
        json!([]),
        json!([null]),
        json!({}),
        json!({ "id": "x", "type": "url" }),
    ];
    let mut places = Vec::new();
    pointers(document, String::new(), &mut places);
    let mut variants = vec![document.clone()];
    for place in places {
        for other in &others {
            let mut variant = document.clone();
            *variant.pointer_mut(&place).unwrap() = other.clone();
            variants.push(variant);
        }
        let mut more = document.clone();
        if let Some(Json::Object(members)) = more.pointer_mut(&place) {
            members.insert("a new one".to_owned(), json!(1));
            variants.push(more);
        }
        let (holder, key) = place.rsplit_once('/').unwrap_or_default();
        let mut fewer = document.clone();
        if let Some(Json::Object(members)) = fewer.pointer_mut(holder) {
            members.remove(&key.replace("~1", "/").replace("~0", "~"));
            variants.push(fewer);
        }
    }
    variants
}

fn fits(payload: &Payload, document: &Json) -> bool {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("a.json", document.to_string()));
    judge(payload, file, &sources[file]).findings.is_empty()
}

#[test]
fn schemas_and_validate_agree_on_everything() {
    let named = schemas::of_platforms();
    let (mut accepted, mut refused) = (0, 0);
    for Sample {
        platform,
        json: sample,
        ..
    } in samples()
    {
        let variants = variants(&sample);
        // Against every payload of the platform, since a sample of another is a good mistake.
        for payload in (platform.payloads)() {
            let name = format!("{}/{}", platform.id, payload.name);
            let schema = named.iter().find(|schema| schema.name == name).unwrap();
            let validator = jsonschema::validator_for(&schema.json).unwrap();
            for variant in &variants {
                let is_valid = validator.is_valid(variant);
                assert_eq!(fits(&payload, variant), is_valid, "{name}: {variant:#}");
                *(if is_valid {
                    &mut accepted
                } else {
                    &mut refused
                }) += 1;
            }
        }
    }
    println!("{accepted} accepted, {refused} refused by both");
}
