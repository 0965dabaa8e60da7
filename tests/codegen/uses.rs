//! What people do with the generated types, as they would write it.

use generated::all::{
    DecimalSeconds, EbbotIncomingResponse, EbbotMessageSender, EbbotMessageValue,
    EbbotOutgoingEvent, EnterpretEscalationAlert, EnterpretIdempotencyKey, EpochMilliseconds,
    FromJson, MindExpressionEscalation, Nullable, enterpret_bearer_matches,
    enterpret_credential_matches,
};
use serde_json::{Value, json};

pub fn check() {
    events();
    keys_of_events();
    alerts();
    credentials();
    times();
    secrets();
    errors();
    nothing_and_null();
    messages();
    requests();
}

fn event(topic: &str, rest: &Value) -> EbbotOutgoingEvent {
    let mut json = json!({ "topic": topic, "requestId": "r1", "timestamp": 1_672_531_200_000_i64 });
    for (key, value) in rest.as_object().unwrap() {
        json[key] = value.clone();
    }
    EbbotOutgoingEvent::from_json(json).unwrap()
}

fn message(topic: &str, sender: &str) -> EbbotOutgoingEvent {
    let data = json!({ "chatId": "c1", "sender": sender, "type": "text", "value": "hi", "id": "m1" });
    event(topic, &json!({ "data": data }))
}

fn events() {
    let created = event("chat.create", &json!({ "data": { "id": "c1" } }));
    let EbbotOutgoingEvent::ChatCreate(inner) = &created else {
        panic!("{created:?}");
    };
    assert_eq!(inner.data.id, "c1");
    let said = message("chat.user.message", "user");
    let EbbotOutgoingEvent::ChatUserMessage(inner) = &said else {
        panic!("{said:?}");
    };
    assert_eq!(inner.data.sender, EbbotMessageSender::User);
    let value: Option<&EbbotMessageValue> = inner.data.value.as_deref();
    assert!(matches!(value, Some(EbbotMessageValue::Text(_))), "{value:?}");
    let later = message("chat.message", "supervisor");
    let EbbotOutgoingEvent::ChatMessage(inner) = &later else {
        panic!("{later:?}");
    };
    assert_eq!(inner.data.sender, EbbotMessageSender::Other("supervisor".to_owned()));
    let new = event("chat.merge", &json!({ "data": { "id": "c9" } }));
    let EbbotOutgoingEvent::Unknown { topic, body } = &new else {
        panic!("{new:?}");
    };
    assert_eq!((topic.as_str(), &body["data"]["id"]), ("chat.merge", &json!("c9")));
    assert_eq!((new.topic(), new.chat_id()), ("chat.merge", Some("c9")));
}

fn keys_of_events() {
    // The three paths.
    let created = event("chat.create", &json!({ "data": { "id": "c1" } }));
    let updated = event("chat.update", &json!({ "chat": { "id": "c2" } }));
    let ran = event("chat.scenario.run", &json!({ "data": { "chatId": "c3" } }));
    assert_eq!(created.chat_id(), Some("c1"));
    assert_eq!(updated.chat_id(), Some("c2"));
    assert_eq!(ran.chat_id(), Some("c3"));
    assert_eq!(message("chat.bot.message", "bot").chat_id(), Some("c1"));
    let all = [
        created.clone(),
        updated,
        ran,
        message("chat.bot.message", "bot"),
        message("chat.user.message", "user"),
        event("chat.close", &json!({ "data": { "id": "c1" } })),
        event("chat.create", &json!({ "data": { "id": "c1" }, "requestId": "r2" })),
        event("chat.create", &json!({ "data": { "id": "c1" }, "timestamp": 5 })),
    ];
    let keys: std::collections::BTreeSet<String> =
        all.iter().map(|event| event.dedupe_key().unwrap()).collect();
    assert_eq!(keys.len(), all.len());
    let again = event("chat.create", &json!({ "data": { "id": "c1" } }));
    assert_eq!(created.dedupe_key(), again.dedupe_key());
    let nameless = json!({ "topic": "chat.create", "data": { "id": "c1" } });
    assert_eq!(EbbotOutgoingEvent::from_json(nameless).unwrap().dedupe_key(), None);
}

fn alert(automation: &str, record: &str) -> EnterpretEscalationAlert {
    let json = json!({ "automation_id": automation, "levels": {}, "record": { "id": record } });
    EnterpretEscalationAlert::from_json(json).unwrap()
}

fn alerts() {
    let key = EnterpretIdempotencyKey::new("a:b:c:d");
    assert_eq!(key.as_str(), "a:b:c:d");
    assert_eq!(key.integration_id(&alert("a", "d")), Some("b:c"));
    assert_eq!(key.integration_id(&alert("a:b", "d")), Some("c"));
    assert!(key.matches(&alert("a", "c:d")));
    assert!(!key.matches(&alert("b", "d")));
    assert!(!key.matches(&alert("a", "c")));
    // One `:` cannot stand on both sides.
    assert!(!EnterpretIdempotencyKey::new("a:a").matches(&alert("a", "a")));
    assert!(!EnterpretIdempotencyKey::new("").matches(&alert("a", "a")));
}

fn credentials() {
    assert!(enterpret_credential_matches("secret", "secret"));
    for wrong in ["", "secre", "secret ", "Secret", "secretsecret", "s"] {
        assert!(!enterpret_credential_matches(wrong, "secret"), "{wrong}");
    }
    assert!(!enterpret_credential_matches("", ""));
    assert!(!enterpret_credential_matches("x", ""));
    assert!(enterpret_bearer_matches("Bearer secret", "secret"));
    assert!(!enterpret_bearer_matches("Basic secret", "secret"));
    assert!(!enterpret_bearer_matches("secret", "secret"));
}

fn times() {
    let second = std::time::Duration::from_millis(1_672_531_200_310);
    let time = std::time::UNIX_EPOCH + second;
    assert_eq!(EpochMilliseconds(1_672_531_200_310).to_system_time(), Some(time));
    let seconds = DecimalSeconds::from("1672531200.310412954");
    let milliseconds = DecimalSeconds::from("1672531200000.397183857");
    assert_eq!(seconds.nanoseconds(), Some(1_672_531_200_310_412_954));
    assert_eq!(seconds.milliseconds(), Some(1_672_531_200_310));
    assert_eq!(milliseconds.nanoseconds(), Some(1_672_531_200_000_397_183));
    assert_eq!(DecimalSeconds::from("1672531200").milliseconds(), Some(1_672_531_200_000));
    assert_eq!(DecimalSeconds::from("1.5").nanoseconds(), Some(1_500_000_000));
    for wrong in ["", ".5", "-1", "1e3", "<TIME>", "1.x", "99999999999999999999"] {
        assert_eq!(DecimalSeconds::from(wrong).nanoseconds(), None, "{wrong}");
    }
    assert_eq!(serde_json::to_value(&seconds).unwrap(), json!("1672531200.310412954"));
}

fn secrets() {
    let json = json!({
        "subject": { "id": "s" },
        "http-headers": [{ "name": "authorization", "value": "Bearer hush" }],
        "conversation-id": "c",
        "conversations": [{ "timestamp": 1, "user": "hush", "ai": ["hush"] }],
    });
    let escalation = MindExpressionEscalation::from_json(json.clone()).unwrap();
    let shown = format!("{escalation:?} {escalation:#?}");
    assert!(shown.contains("<redacted>") && !shown.contains("hush"), "{shown}");
    assert_eq!(serde_json::to_value(&escalation).unwrap(), json);
    let alert = json!({
        "automation_id": "a", "levels": {}, "record": { "id": "r", "content_excerpt": "hush" },
    });
    let alert = EnterpretEscalationAlert::from_json(alert).unwrap();
    assert!(!format!("{alert:?}").contains("hush"));
    let conversation = json!([
        { "sender": "user", "type": "text", "value": "hush" },
        { "sender": "user", "type": "brand_new", "value": { "text": "hush" } },
    ]);
    let closed = json!({ "data": { "id": "c", "conversation": conversation } });
    // Of a topic that is not known, all may be a transcript.
    for topic in ["chat.close", "chat.transcript"] {
        let shown = format!("{:?}", event(topic, &closed));
        assert!(!shown.contains("hush"), "{shown}");
    }
}

fn errors() {
    let wrong = json!({ "topic": "chat.close", "data": { "id": "c", "conversation": [{ "sender": 1 }] } });
    let error = EbbotOutgoingEvent::from_json(wrong.clone()).unwrap_err();
    assert_eq!(error.path(), "data.conversation[0].sender");
    assert_eq!(error.reason(), "expected a string, found a number");
    let text = "`data.conversation[0].sender`: expected a string, found a number";
    assert_eq!(error.to_string(), text);
    let by_serde = serde_json::from_value::<EbbotOutgoingEvent>(wrong).unwrap_err();
    assert_eq!(by_serde.to_string(), text);
    // A known topic is never read as an unknown one.
    let error = EbbotOutgoingEvent::from_json(json!({ "topic": "chat.close" })).unwrap_err();
    assert_eq!(error.to_string(), "`data`: is missing");
    let error = EbbotOutgoingEvent::from_json(json!({ "data": {} })).unwrap_err();
    assert_eq!(error.to_string(), "`topic`: is missing");
    let error = EbbotOutgoingEvent::from_json(json!([])).unwrap_err();
    assert_eq!(error.to_string(), "expected an object, found an array");
    let contradiction = json!({ "topic": "chat.create", "data": { "id": "c" } });
    let error = generated::all::EbbotChatCloseEvent::from_json(contradiction).unwrap_err();
    assert_eq!(error.to_string(), "`topic`: expected \"chat.close\", found \"chat.create\"");
}

fn nothing_and_null() {
    let absent = alert("a", "r");
    assert_eq!(absent.record.source_url, Nullable::Absent);
    let json = json!({ "automation_id": "a", "levels": {}, "record": { "id": "r", "source_url": null } });
    let null = EnterpretEscalationAlert::from_json(json.clone()).unwrap();
    assert_eq!(null.record.source_url, Nullable::Null);
    assert_eq!(null.record.source_url.value(), None);
    assert_eq!(serde_json::to_value(&null).unwrap(), json);
    let updated = json!({ "topic": "chat.update", "chat": { "id": "c", "nps": null } });
    let event = EbbotOutgoingEvent::from_json(updated).unwrap();
    let EbbotOutgoingEvent::ChatUpdate(event) = event else {
        panic!("{event:?}");
    };
    assert_eq!(event.chat.nps, Some(Value::Null));
    assert_eq!(event.chat.rating, None);
}

fn messages() {
    let body = generated::project::greet_body(true);
    assert_eq!(body, json!({ "type": "text", "sandbox": true, "value": "Welcome" }));
    let reply = json!({ "request_id": "r", "success": true, "data": { "chatId": "c", "bot_id": 1, "botId": "b" } });
    let reply: EbbotIncomingResponse = serde_json::from_value(reply).unwrap();
    assert!(reply.success);
}

fn requests() {
    use generated::project::{
        OPEN_RETURN_METHOD, OPEN_RETURN_ROUTE, OpenReturnHeaders, OpenReturnPath,
        OpenReturnResponse,
    };
    assert_eq!((OPEN_RETURN_METHOD, OPEN_RETURN_ROUTE), ("POST", "/returns/{order_number}"));
    let path: OpenReturnPath = serde_json::from_value(json!({ "order_number": "7" })).unwrap();
    assert_eq!(path.order_number, "7");
    let header = |name: &str| match name {
        "Authorization" => Some("Bearer hush"),
        "X-Request-Source" => Some("web"),
        _ => None,
    };
    let headers = OpenReturnHeaders::from_headers(header).unwrap();
    assert_eq!(headers.authorization.as_str(), "Bearer hush");
    assert!(!format!("{headers:?}").contains("hush"));
    let error = OpenReturnHeaders::from_headers(|_| None).unwrap_err();
    assert_eq!(error.to_string(), "`Authorization`: is missing");
    let _: Option<OpenReturnResponse> = None;
}
