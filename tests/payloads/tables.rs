//! The tables are sound, and say what the vendors' pages say.

use std::collections::BTreeMap;

use hookc::platforms::facts;
use hookc::types::{Author, Evidence, Field, Format, Payload, Record, Tag, Type, Union, Unit};

#[test]
fn every_type_is_sound() {
    for platform in facts::ALL {
        for payload in (platform.payloads)() {
            let place = format!("{}/{}", platform.id, payload.name);
            assert!(is_sentence(&payload.doc), "{place}: {}", payload.doc);
            assert!(
                !payload.title.is_empty() && payload.source.is_some(),
                "{place}"
            );
            sound(&payload, &payload.root, &place, None);
        }
    }
}

fn sound(payload: &Payload, r#type: &Type, place: &str, holder: Option<&Record>) {
    match r#type {
        Type::List(inner) | Type::Map(inner) => sound(payload, inner, place, None),
        Type::Choice(choice) => {
            assert!(is_sentence(&choice.doc), "{place}: {}", choice.doc);
            for (value, meaning) in &choice.values {
                assert!(
                    meaning.is_empty() || is_sentence(meaning),
                    "{place}: {value}: {meaning}"
                );
            }
            // The vendors show values, not lists of values; an author has no others to write.
            let is_authored = payload.written_by == Author::Configurer;
            assert!(
                choice.is_open != is_authored || place.ends_with("/topic"),
                "{place}"
            );
        }
        Type::Record(record) => {
            assert!(is_sentence(&record.doc), "{place}: {}", record.doc);
            for field in &record.fields {
                let place = format!("{place}/{}", field.key);
                assert!(is_sentence(&field.doc), "{place}: {}", field.doc);
                let same = record.fields.iter().filter(|other| other.key == field.key);
                assert_eq!(same.count(), 1, "{place}");
                let is_unseen = matches!(
                    field.evidence,
                    Evidence::Elsewhere(_) | Evidence::Assumed(_)
                );
                assert!(!is_unseen || !field.is_required, "{place}");
                sound(payload, &field.r#type, &place, Some(record));
            }
        }
        Type::Union(union) => sound_union(payload, union, place, holder),
        Type::Text(_) | Type::Integer(_) | Type::Number | Type::Boolean | Type::Opaque => {}
    }
}

fn sound_union(payload: &Payload, union: &Union, place: &str, holder: Option<&Record>) {
    assert!(is_sentence(&union.doc), "{place}: {}", union.doc);
    let mut seen = Vec::new();
    for variant in &union.variants {
        assert!(!variant.tags.is_empty(), "{place}");
        for tag in &variant.tags {
            assert!(!seen.contains(&tag), "{place}: {tag} twice");
            seen.push(tag);
        }
        if let (Tag::Inside(key), Type::Record(record)) = (&union.tag, &variant.r#type) {
            let known = tags_of(record, key);
            assert!(
                variant.tags.iter().all(|tag| known.contains(tag)),
                "{place}: {known:?}"
            );
        }
        sound(payload, &variant.r#type, place, holder);
    }
    match &union.tag {
        Tag::Inside(_) => {
            let is_record = |r#type: &Type| matches!(r#type, Type::Record(_));
            assert!(
                union
                    .variants
                    .iter()
                    .all(|variant| is_record(&variant.r#type)),
                "{place}"
            );
        }
        // Every tag is one of the values beside it.
        Tag::Beside(key) => {
            let known = tags_of(holder.unwrap(), key);
            assert!(
                seen.iter().all(|tag| known.contains(tag)),
                "{place}: {seen:?} {known:?}"
            );
        }
        Tag::JsonType => {
            let types = ["string", "number", "boolean", "array", "object", "null"];
            assert!(
                seen.iter().all(|tag| types.contains(&tag.as_str())),
                "{place}"
            );
        }
    }
}

/// The values of a field that tells types apart; it is always there.
fn tags_of(record: &Record, key: &str) -> Vec<String> {
    let field = record.fields.iter().find(|field| field.key == key).unwrap();
    assert!(field.is_required, "{}", record.name);
    let Type::Choice(choice) = &field.r#type else {
        panic!("{key} of {} is no choice", record.name);
    };
    choice
        .values
        .iter()
        .map(|(value, _)| value.clone())
        .collect()
}

/// A name stands for one type on a platform, so that what is printed from it needs no second one.
#[test]
fn a_name_means_one_type() {
    for platform in facts::ALL {
        let mut known = BTreeMap::new();
        for payload in (platform.payloads)() {
            each_named(&payload.root, &mut |name, r#type| {
                let before = known
                    .entry(name.to_owned())
                    .or_insert_with(|| r#type.clone());
                assert!(before == r#type, "{}/{}: {name}", platform.id, payload.name);
            });
        }
    }
}

fn each_named(r#type: &Type, visit: &mut dyn FnMut(&str, &Type)) {
    match r#type {
        Type::List(inner) | Type::Map(inner) => each_named(inner, visit),
        Type::Choice(choice) => visit(&choice.name, r#type),
        Type::Record(record) => {
            visit(&record.name, r#type);
            record
                .fields
                .iter()
                .for_each(|field| each_named(&field.r#type, visit));
        }
        Type::Union(union) => {
            visit(&union.name, r#type);
            union
                .variants
                .iter()
                .for_each(|variant| each_named(&variant.r#type, visit));
        }
        Type::Text(_) | Type::Integer(_) | Type::Number | Type::Boolean | Type::Opaque => {}
    }
}

/// What outputs of hookc promise: exactly these are required in what is received.
#[test]
fn what_is_received_requires_what_identifies_it() {
    let mut required = Vec::new();
    for payload in all() {
        if payload.1.written_by == Author::Sender && payload.1.name != "outgoing-event" {
            each_field(&payload.1.root, "", &mut |path, field| {
                if field.is_required {
                    required.push(format!("{}/{}{path}", payload.0, payload.1.name));
                }
            });
        }
    }
    let mut expected = Vec::new();
    for topic in hookc::platforms::facts::find("ebbot").unwrap().kinds[0]
        .field("topics")
        .unwrap()
        .values
    {
        let (body, id) = match *topic {
            "chat.update" => ("chat", "id"),
            "chat.scenario.run" => ("data", "chatId"),
            topic if topic.ends_with(".message") => ("data", "chatId"),
            _ => ("data", "id"),
        };
        expected.extend([
            format!("ebbot/{topic}/topic"),
            format!("ebbot/{topic}/{body}"),
            format!("ebbot/{topic}/{body}/{id}"),
        ]);
        let message = match *topic {
            "chat.close" => "data/conversation[]",
            topic if topic.ends_with(".message") => "data",
            _ => continue,
        };
        expected.push(format!("ebbot/{topic}/{message}/sender"));
        expected.push(format!("ebbot/{topic}/{message}/type"));
    }
    let others = [
        "mind-expression/escalation/conversation-id",
        "mind-expression/escalation/subject",
        "mind-expression/escalation/conversations",
        "enterpret/escalation-alert/automation_id",
        "enterpret/escalation-alert/levels",
        "enterpret/escalation-alert/record",
        "enterpret/escalation-alert/record/id",
        "ebbot/incoming-response/success",
        // It tells what `value` holds.
        "ebbot/incoming-response/data/answers[]/type",
    ];
    expected.extend(others.map(str::to_owned));
    required.sort();
    expected.sort();
    assert_eq!(required, expected);
}

/// Sections 1(e), 2(e), 3(e) and 4(e) of the reference: the types that are easily taken for others.
#[test]
fn times_ids_and_nulls_have_the_types_of_the_samples() {
    let is = |path: &str| field(path).r#type;
    let ms = Type::Integer(Unit::EpochMilliseconds);
    assert_eq!(
        is("mind-expression/escalation/conversations[]/timestamp"),
        ms
    );
    assert_eq!(is("ebbot/chat.create/timestamp"), ms);
    for path in [
        "ebbot/chat.user.message/data/timestamp",
        "ebbot/chat.close/data/conversation[]/timestamp",
        "ebbot/chat.update/chat/statusTimestamp",
        "ebbot/chat.update/chat/last_message",
    ] {
        assert_eq!(is(path), Type::Text(Format::DecimalSeconds), "{path}");
    }
    for path in [
        "enterpret/escalation-alert/escalated_at",
        "enterpret/escalation-alert/record/created_at",
        "ebbot/chat.update/chat/createdAt",
        "ebbot/chat.update/chat/updatedAt",
    ] {
        assert_eq!(is(path), Type::Text(Format::DateTime), "{path}");
    }
    assert_eq!(
        is("ebbot/chat.update/chat/chat_user/info"),
        Type::Text(Format::Json)
    );
    for key in [
        "scenario",
        "handledByAgentTimestamp",
        "userId",
        "nps",
        "rating",
        "transferSkillId",
        "chat_user/image",
    ] {
        let field = field(&format!("ebbot/chat.update/chat/{key}"));
        assert!(field.is_nullable && field.r#type == Type::Opaque, "{key}");
    }
}

#[test]
fn null_is_accepted_where_it_was_seen_or_is_not_excluded() {
    let mut nullable = Vec::new();
    for (platform, payload) in all() {
        if payload.name != "outgoing-event" {
            each_field(&payload.root, "", &mut |path, field| {
                if field.is_nullable && field.r#type != Type::Opaque {
                    nullable.push(format!("{platform}/{}{path}", payload.name));
                }
            });
        }
    }
    nullable.sort();
    let expected = [
        "enterpret/escalation-alert/levels/sentiment_shift",
        "enterpret/escalation-alert/record/created_at",
        "enterpret/escalation-alert/record/source_url",
        "mind-expression/escalation/conversations[]/user",
    ];
    assert_eq!(nullable, expected);
}

#[test]
fn what_people_said_and_credentials_are_sensitive() {
    for path in [
        "mind-expression/escalation/http-headers[]/value",
        "mind-expression/escalation/conversations[]/user",
        "mind-expression/escalation/conversations[]/ai",
        "enterpret/escalation-alert/record/content_excerpt",
        "ebbot/chat.user.message/data/value",
        "ebbot/chat.close/data/conversation[]/value",
        "verboo/webhook-config/headers[]/value",
    ] {
        assert!(field(path).is_sensitive, "{path}");
    }
}

#[test]
fn what_nobody_documents_says_so() {
    let evidence = |path: &str| field(path).evidence;
    assert_eq!(
        evidence("enterpret/escalation-alert/org_id"),
        Evidence::Documented
    );
    assert_eq!(evidence("ebbot/chat.create/topic"), Evidence::Documented);
    assert_eq!(evidence("ebbot/chat.create/requestId"), Evidence::Sample);
    assert_eq!(
        evidence("mind-expression/escalation/subject/logical-form"),
        Evidence::Sample
    );
    assert_eq!(evidence("ebbot/incoming-request/sandbox"), Evidence::Sample);
    assert!(matches!(
        evidence("ebbot/incoming-request/value/state"),
        Evidence::Assumed(_)
    ));
    assert!(matches!(
        evidence("ebbot/chat.message/data/value/slides"),
        Evidence::Elsewhere(_)
    ));
}

fn all() -> Vec<(&'static str, Payload)> {
    let payloads = facts::ALL
        .iter()
        .map(|facts| (facts.id, (facts.payloads)()));
    payloads
        .flat_map(|(id, payloads)| payloads.into_iter().map(move |payload| (id, payload)))
        .collect()
}

/// The field at `platform/payload/path`.
fn field(wanted: &str) -> Field {
    let mut found = None;
    for (platform, payload) in all() {
        each_field(&payload.root, "", &mut |path, field| {
            if format!("{platform}/{}{path}", payload.name) == wanted {
                found = Some(field.clone());
            }
        });
    }
    found.unwrap_or_else(|| panic!("there is no field {wanted}"))
}

/// Every field of a type; those of all types of a union.
fn each_field(r#type: &Type, path: &str, visit: &mut dyn FnMut(&str, &Field)) {
    match r#type {
        Type::List(item) => each_field(item, &format!("{path}[]"), visit),
        Type::Map(value) => each_field(value, &format!("{path}/*"), visit),
        Type::Record(record) => {
            for field in &record.fields {
                let path = format!("{path}/{}", field.key);
                visit(&path, field);
                each_field(&field.r#type, &path, visit);
            }
        }
        Type::Union(union) => {
            for variant in &union.variants {
                each_field(&variant.r#type, path, visit);
            }
        }
        Type::Text(_)
        | Type::Integer(_)
        | Type::Number
        | Type::Boolean
        | Type::Choice(_)
        | Type::Opaque => {}
    }
}

fn is_sentence(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| c.is_uppercase() || c == '`')
        && text.ends_with('.')
        && !text.contains("  ")
}
