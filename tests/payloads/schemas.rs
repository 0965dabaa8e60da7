//! The schemas of payloads accept what arrives and what may arrive, and refuse what contradicts the
//! vendors' pages. The variants are made by walking samples and types.

use std::path::Path;

use hookc::platforms::facts;
use hookc::schemas;
use hookc::types::{Author, Payload, Type};
use jsonschema::Validator;
use serde_json::{Value as Json, json};

use super::samples::{Sample, samples};
use super::spots::{Spot, effective, escaped, may_be, spots};

/// A key that no vendor uses, and hostile to what reads JSON Pointers and references.
const UNKNOWN: &str = "unknown ~/%é";

#[test]
fn every_sample_validates() {
    for sample in samples() {
        let schema = schema(&sample.payload, sample.platform.id);
        accepts(&validator(&schema), &sample.json, &sample.file);
        if sample.json.get("topic").is_some() {
            accepts(&any_event(), &sample.json, &sample.file);
        }
    }
}

#[test]
fn every_schema_is_one_and_explains_itself() {
    for schema in schemas::of_platforms() {
        assert!(jsonschema::meta::is_valid(&schema.json), "{}", schema.name);
        let id = schema.json["$id"].as_str().unwrap();
        assert!(id.ends_with(&format!(":{}", schema.name)), "{id}");
        // Its messages are riddles: "matches more than one schema".
        assert!(!schema.text().contains("\"oneOf\""), "{}", schema.name);
        let mut properties = 0;
        each_schema(&schema.json, &mut |node| {
            for (key, property) in node["properties"].as_object().into_iter().flatten() {
                let is_condition = property.get("const").or(property.get("enum")).is_some();
                let is_branch = node.get("title").is_none();
                let doc = property["description"].as_str().unwrap_or_default();
                assert!(
                    is_condition || is_branch || doc.contains('.'),
                    "{}: {key}",
                    schema.name
                );
                properties += 1;
            }
        });
        let is_map = schema.json.get("properties").is_none() && schema.json.get("$defs").is_none();
        assert!(properties > 0 || is_map, "{}", schema.name);
    }
}

#[test]
fn every_example_is_one() {
    let mut seen = 0;
    for schema in schemas::of_platforms() {
        each_schema(&schema.json, &mut |node| {
            let mut node = node.clone();
            node["$defs"] = schema.json.get("$defs").cloned().unwrap_or(json!({}));
            let examples = node["examples"].as_array().cloned().unwrap_or_default();
            if !examples.is_empty() {
                let validator = validator(&node);
                for example in &examples {
                    accepts(&validator, example, &schema.name);
                }
                seen += examples.len();
            }
        });
    }
    assert!(seen > 200, "{seen}");
}

/// Calls for a schema and those inside of it.
fn each_schema(node: &Json, visit: &mut dyn FnMut(&Json)) {
    match node {
        Json::Object(members) => {
            visit(node);
            let inner = members.iter().filter(|(key, _)| *key != "examples");
            inner.for_each(|(_, inner)| each_schema(inner, visit));
        }
        Json::Array(items) => items.iter().for_each(|item| each_schema(item, visit)),
        _ => {}
    }
}

#[test]
fn members_that_nobody_knows_are_kept_out_of_what_is_authored_only() {
    each_spot(|sample, validator, spot| {
        if let Type::Record(_) = spot.r#type {
            let changed = with(&sample.json, &spot.pointer, |value| {
                value[UNKNOWN] = json!({ "a": [null] });
            });
            match sample.payload.written_by {
                Author::Sender => accepts(validator, &changed, &spot.name(sample)),
                Author::Configurer => {
                    refuses(validator, &changed, &spot.pointer, &spot.name(sample));
                }
            }
        }
    });
}

#[test]
fn what_is_optional_may_be_absent_and_nothing_else() {
    each_spot(|sample, validator, spot| {
        let Type::Record(record) = &spot.r#type else {
            return;
        };
        for field in &record.fields {
            let name = format!("{}/{}", spot.name(sample), field.key);
            let changed = with(&sample.json, &spot.pointer, |value| {
                value.as_object_mut().unwrap().remove(&field.key);
            });
            if field.is_required {
                refuses(validator, &changed, &spot.pointer, &name);
                let reason = validator
                    .iter_errors(&changed)
                    .map(|error| error.to_string());
                assert!(reason.collect::<String>().contains(&field.key), "{name}");
            } else {
                accepts(validator, &changed, &name);
            }
        }
        let changed = with(&sample.json, &spot.pointer, |value| {
            let is_required = |key: &String| {
                record
                    .fields
                    .iter()
                    .any(|field| field.key == *key && field.is_required)
            };
            value
                .as_object_mut()
                .unwrap()
                .retain(|key, _| is_required(key));
        });
        accepts(validator, &changed, &spot.name(sample));
    });
}

#[test]
fn null_is_accepted_where_the_table_says_so_and_nowhere_else() {
    each_spot(|sample, validator, spot| {
        let Type::Record(record) = &spot.r#type else {
            return;
        };
        for field in &record.fields {
            let name = format!("{}/{}", spot.name(sample), field.key);
            let changed = with(&sample.json, &spot.pointer, |value| {
                value[&field.key] = Json::Null;
            });
            let holder = changed.pointer(&spot.pointer).unwrap();
            if field.is_nullable || may_be(&effective(field, holder), &Json::Null) {
                accepts(validator, &changed, &name);
            } else {
                let place = format!("{}/{}", spot.pointer, escaped(&field.key));
                refuses(validator, &changed, &place, &name);
            }
        }
    });
}

#[test]
fn a_value_of_another_json_type_is_refused_at_its_place() {
    let others = [
        Json::Null,
        json!(true),
        json!(7),
        json!(1.5),
        json!("another text"),
        json!([]),
        json!({}),
    ];
    let mut refused = 0;
    each_spot(|sample, validator, spot| {
        for other in &others {
            let changed = with(&sample.json, &spot.pointer, |value| *value = other.clone());
            let name = format!("{} as {other}", spot.name(sample));
            if spot.is_one_of_several {
                continue;
            }
            let is_null = spot.is_nullable && other.is_null();
            if is_null || may_be(&spot.r#type, other) {
                accepts(validator, &changed, &name);
            } else {
                refuses(validator, &changed, &spot.pointer, &name);
                refused += 1;
            }
        }
    });
    assert!(refused > 1000 || samples().is_empty(), "{refused}");
}

#[test]
fn values_that_nobody_saw_yet_are_accepted_in_what_is_sent() {
    each_spot(|sample, validator, spot| {
        if let Type::Choice(choice) = &spot.r#type {
            let changed = with(&sample.json, &spot.pointer, |value| {
                *value = json!("new-value");
            });
            if choice.is_open {
                accepts(validator, &changed, &spot.name(sample));
            } else {
                refuses(validator, &changed, &spot.pointer, &spot.name(sample));
            }
        }
    });
}

/// What hookc writes itself is what the vendors document.
#[test]
fn what_the_examples_are_built_to_validates() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut folders = vec![folder];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let shown = path.to_str().unwrap().replace('\\', "/");
            let schema = match &*shown {
                _ if path.is_dir() => {
                    folders.push(path);
                    continue;
                }
                _ if path.extension().is_none_or(|extension| extension != "json") => continue,
                shown if !shown.contains("/dist/") => continue,
                shown if shown.contains("/schemas/") => continue,
                shown if shown.contains("/verboo/webhooks/") => "verboo/webhook-config",
                shown if shown.contains("/ebbot/messages/") => "ebbot/incoming-request",
                _ => continue,
            };
            let json: Json =
                serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            accepts(&validator(&named_schema(schema)), &json, &shown);
            seen += 1;
        }
    }
    assert!(seen > 4, "{seen}");
}

/// What a message says with a type that nobody knows may have any form; not so with a known one.
#[test]
fn the_type_of_a_message_tells_what_its_value_may_be() {
    each_spot(|sample, validator, spot| {
        let Some(key) = &spot.tag else {
            return;
        };
        let Some((holder, _)) = spot.pointer.rsplit_once('/') else {
            return;
        };
        let is_authored = sample.payload.written_by == Author::Configurer;
        for other in [json!(7), json!([null]), json!({ "new": 1 }), json!("text")] {
            let changed = with(&sample.json, holder, |value| value[key] = json!("new-type"));
            let changed = with(&changed, &spot.pointer, |value| *value = other.clone());
            let name = format!("{} as {other}", spot.name(sample));
            if is_authored {
                refuses(validator, &changed, &format!("{holder}/{key}"), &name);
            } else {
                accepts(validator, &changed, &name);
            }
        }
    });
}

#[test]
fn an_event_of_an_unknown_topic_may_hold_anything() {
    let any = any_event();
    for sample in events() {
        for body in [json!(7), json!(null), json!({ "id": 7 })] {
            let mut changed = sample.json.clone();
            changed["topic"] = json!("chat.something.new");
            changed["data"] = body;
            accepts(&any, &changed, &sample.file);
        }
        let mut changed = sample.json.clone();
        changed.as_object_mut().unwrap().remove("topic");
        refuses(&any, &changed, "", &sample.file);
        changed["topic"] = json!(7);
        refuses(&any, &changed, "/topic", &sample.file);
    }
}

/// What each topic needs, from the vendor's samples: where the chat's id stands, and of messages who
/// sent what.
#[test]
fn a_body_that_contradicts_its_topic_is_refused() {
    let any = any_event();
    let topics = facts::find("ebbot").unwrap().kinds[0]
        .field("topics")
        .unwrap()
        .values;
    let mut refused = 0;
    for sample in events() {
        for topic in topics {
            let needed: &[&str] = match *topic {
                "chat.update" => &["/chat/id"],
                "chat.scenario.run" => &["/data/chatId"],
                topic if topic.ends_with(".message") => {
                    &["/data/chatId", "/data/sender", "/data/type"]
                }
                _ => &["/data/id"],
            };
            let mut changed = sample.json.clone();
            changed["topic"] = json!(topic);
            let name = format!("{} as {topic}", sample.file);
            if needed.iter().all(|place| changed.pointer(place).is_some()) {
                accepts(&any, &changed, &name);
            } else {
                let (body, _) = needed[0][1..].split_once('/').unwrap();
                let place = match changed.get(body) {
                    Some(_) => format!("/{body}"),
                    None => String::new(),
                };
                refuses(&any, &changed, &place, &name);
                refused += 1;
            }
        }
    }
    assert!(refused > 50 || samples().is_empty(), "{refused}");
}

#[test]
fn any_message_has_any_of_the_five_topics() {
    let schema = named_schema("ebbot/chat.message");
    let validator = validator(&schema);
    let mut accepted = 0;
    for sample in events() {
        let mut json = sample.json.clone();
        if sample.payload.name.ends_with(".message") {
            accepts(&validator, &json, &sample.file);
            json["topic"] = json!("chat.message");
            accepts(&validator, &json, &sample.file);
            accepted += 1;
        } else {
            refuses(&validator, &json, "/topic", &sample.file);
        }
    }
    assert!(accepted == 4 || samples().is_empty(), "{accepted}");
}

#[test]
fn both_spellings_of_the_bots_id_may_stand_together_or_alone() {
    for sample in samples() {
        if sample.payload.name == "incoming-response" {
            let validator = validator(&schema(&sample.payload, sample.platform.id));
            let place = "/data/answers/0";
            for (one, other) in [("bot_id", "botId"), ("botId", "bot_id")] {
                let changed = with(&sample.json, place, |value| {
                    value[one] = json!("another id");
                });
                accepts(&validator, &changed, one);
                let changed = with(&sample.json, place, |value| {
                    value.as_object_mut().unwrap().remove(other);
                });
                accepts(&validator, &changed, one);
            }
        }
    }
}

/// Calls for each value in each sample that stands in a table, with the sample's schema.
fn each_spot(mut visit: impl FnMut(&Sample, &Validator, &Spot)) {
    for sample in samples() {
        let validator = validator(&schema(&sample.payload, sample.platform.id));
        let spots = spots(&sample);
        assert!(spots.len() > 1, "{}", sample.file);
        for spot in spots {
            visit(&sample, &validator, &spot);
        }
    }
}

fn events() -> Vec<Sample> {
    let mut events = samples();
    events.retain(|sample| sample.json.get("topic").is_some());
    events
}

fn any_event() -> Validator {
    validator(&named_schema("ebbot/outgoing-event"))
}

fn named_schema(name: &str) -> Json {
    let mut all = schemas::of_platforms().into_iter();
    all.find(|schema| schema.name == name).unwrap().json
}

fn schema(payload: &Payload, platform: &str) -> Json {
    schemas::of_payload(platform, payload).json
}

fn validator(schema: &Json) -> Validator {
    jsonschema::options().offline().build(schema).unwrap()
}

fn with(json: &Json, pointer: &str, change: impl FnOnce(&mut Json)) -> Json {
    let mut json = json.clone();
    change(json.pointer_mut(pointer).unwrap());
    json
}

fn accepts(validator: &Validator, value: &Json, name: &str) {
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
}

/// Refused, and an error is about this place.
fn refuses(validator: &Validator, value: &Json, pointer: &str, name: &str) {
    let places: Vec<String> = validator
        .iter_errors(value)
        .map(|error| error.instance_path().to_string())
        .collect();
    assert!(!places.is_empty(), "{name} is accepted");
    assert!(
        places.iter().any(|place| place == pointer),
        "{name}: {pointer:?} {places:?}"
    );
}
