//! What the servers of a project receive and send, as it follows from its definitions.

use hookc::compile::{Input, InputFile, check};
use hookc::contract::contract;
use hookc::source::{FileId, SourceFile, Sources};
use hookc::types::{Contract, Exchange, Format, Record, Type, Unit};
use serde_json::json;

const MANIFEST: &str = "\
default_platform: verboo
environments:
  staging: { erp: https://erp.staging.acme.example/v1, beta: true, id: s1 }
  production: { erp: https://erp.acme.example, beta: false, id: p1 }
platforms:
  verboo:
    client_data:
      api_key: { type: string, secret: true }
      customer: { type: string, format: uuid, description: Who is calling }
  mind-expression:
    global_keys: { store_id: { type: integer } }
    request_headers: { x-uuid: { type: string, format: uuid } }
";

/// The contract of a project in each of its environments.
fn contracts(definitions: &str) -> Vec<Contract> {
    let mut sources = Sources::default();
    let manifest = sources.add(SourceFile::new("hookc.yaml", MANIFEST));
    let file = sources.add(SourceFile::new("a.yaml", definitions));
    let read_beside = |_: FileId, path: &str| match path {
        "./reply.json" => {
            Ok(r#"{ "type": "object", "properties": { "id": { "type": "string" } } }"#.into())
        }
        _ => Err("there is no such file".to_owned()),
    };
    let outcome = check(&Input {
        sources: &sources,
        folder: "folder",
        manifest: Some(manifest),
        files: vec![InputFile {
            file,
            path: "a.yaml".into(),
            listed: false,
        }],
        environment: None,
        honours_comments: true,
        read_beside: &read_beside,
    });
    let errors: Vec<_> = outcome
        .diagnostics
        .iter()
        .filter(|found| found.severity == hookc::diagnostic::Severity::Error)
        .map(|found| &found.message)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    outcome.projects.iter().map(contract).collect()
}

fn exchange(definitions: &str) -> Exchange {
    let all = contracts(definitions);
    // No environment must show in what is generated once for all.
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]), "{all:#?}");
    all[0].exchanges[0].clone()
}

/// A type in one line.
fn shown(r#type: &Type) -> String {
    match r#type {
        Type::Text(Format::Plain) => "text".into(),
        Type::Text(format) => format!("{format:?} text"),
        Type::Integer(Unit::None) => "integer".into(),
        Type::Integer(Unit::EpochMilliseconds) => "milliseconds".into(),
        Type::Number => "number".into(),
        Type::Boolean => "boolean".into(),
        Type::Choice(choice) => {
            let values = choice.values.iter().map(|(value, _)| value.as_str());
            values.collect::<Vec<_>>().join("|")
        }
        Type::List(item) => format!("[{}]", shown(item)),
        Type::Map(value) => format!("map of {}", shown(value)),
        Type::Record(record) => record_shown(record),
        Type::Union(union) => format!("union {}", union.name),
        Type::Opaque => "any".into(),
    }
}

fn record_shown(record: &Record) -> String {
    let fields = record.fields.iter().map(|field| {
        let optional = if field.is_required { "" } else { "?" };
        let null = if field.is_nullable { " or null" } else { "" };
        let secret = if field.is_sensitive { "secret " } else { "" };
        format!(
            "{}{optional}: {secret}{}{null}",
            field.key,
            shown(&field.r#type)
        )
    });
    format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
}

const TRIGGER: &str = "
---
kind: trigger
name: call_it
description: Call when the customer asks for it by name.
parameters:
  type: object
  properties:
    order_number: { type: integer, description: Number of the order }
    express: { type: boolean, description: Whether it is urgent }
    note: { type: string, description: What the customer says, maxLength: 9 }
    size: { type: string, enum: [small, large], description: Which one }
  required: [order_number, express, note, size]
webhooks: [it]
";

#[test]
fn the_types_of_a_request_follow_from_the_variables() {
    let found = exchange(&format!(
        "kind: webhook
name: it
description: Sends an order on
url: ${{erp}}/orders/$order_number/v$size-x/items?express=$express&kind=a%20b&who=$customer&kind=c#top
method: POST
headers:
  X-Key: $api_key
  X-Customer: $customer
  Accept: application/json
body:
  number: $order_number
  text: Order $order_number
  note: $note
  beta: ${{beta}}
  deep: {{ size: $size, n: 1, f: 1.5, no: null }}
  list: [a, $note]
  images: $images
  first: $images[0]
{TRIGGER}"
    ));
    assert_eq!(found.method, "POST");
    assert_eq!(found.doc, "Sends an order on");
    assert_eq!(found.route, "/orders/{order_number}/{size}/items");
    assert_eq!(
        record_shown(&found.path),
        "{order_number: Number text, size: text}"
    );
    assert_eq!(
        record_shown(&found.query),
        "{express: Boolean text, kind: [text], who: Uuid text}"
    );
    assert_eq!(
        record_shown(&found.headers),
        "{X-Key: secret text, X-Customer: Uuid text, Accept: text}"
    );
    assert_eq!(
        shown(&found.body.unwrap()),
        "{number: Number text, text: text, note: text, beta: boolean, \
         deep: {size: small|large, n: integer, f: number, no: any or null}, list: [text], \
         images: [Uri text], first: Uri text}"
    );
    assert_eq!(found.query.fields[2].doc, "Who is calling.");
    assert!(found.response.is_none());
}

#[test]
fn routes_know_no_host_and_no_environment() {
    for (url, route) in [
        ("https://a.example", "/"),
        ("https://a.example/", "/"),
        ("https://a.example/b/", "/b/"),
        ("https://a.example?x=$note", "/"),
        ("${erp}", "/"),
        ("${erp}?x=$note", "/"),
        ("${erp}/b//c", "/b//c"),
        ("https://${id}.a.example/b", "/b"),
        ("https://a.example/${id}/b", "/{id}/b"),
        ("https://a.example/${secret.PATH}", "/{PATH}"),
        (
            "https://a.example/$note/$note/${id}$note",
            "/{note}/{note_2}/{id_note}",
        ),
        ("https://a.example/$session.id", "/{session_id}"),
    ] {
        let definition = format!("kind: webhook\nname: it\nurl: {url}\nmethod: GET\n{TRIGGER}");
        assert_eq!(exchange(&definition).route, route, "{url}");
    }
}

#[test]
fn replies_have_the_types_of_their_schema_or_example() {
    let response = |response: &str| {
        let definition = format!(
            "kind: webhook\nname: it\nurl: https://a.example\nmethod: GET\nresponse: {response}\n{TRIGGER}"
        );
        shown(&exchange(&definition).response.unwrap())
    };
    assert_eq!(
        response(
            "{ example: { status: ok, n: 1, x: null, rows: [{ a: 1 }, { a: 1.5, b: true }], \
             odd: [1, a], none: [], session: { client_data: { t: T-1 } } } }"
        ),
        "{status?: text, n?: integer, x?: any or null, rows?: [{a?: number, b?: boolean}], \
         odd?: [any], none?: [any], session?: {client_data?: {t?: text}}}"
    );
    assert_eq!(
        response(
            "{ schema: { type: object, required: [a, e], properties: { \
             a: { type: [string, 'null'] }, b: { $ref: '#/$defs/b' }, \
             c: { anyOf: [{ type: 'null' }, { type: array, items: { type: number } }] }, \
             d: { type: object, additionalProperties: { type: boolean } }, \
             e: { enum: [x, y] }, f: { oneOf: [{ type: string }, { type: integer }] } }, \
             $defs: { b: { type: object, properties: { again: { $ref: '#/$defs/b' } } } } } }"
        ),
        "{a: text or null, b?: {again?: any}, c?: [number] or null, d?: map of boolean, e: x|y, \
         f?: any}"
    );
}

/// Each definition names the next twice: 2^40 schemas.
#[test]
fn references_that_grow_are_cut_off() {
    let level = |n: usize| {
        let next = json!({ "$ref": format!("#/$defs/{}", n + 1) });
        (
            n.to_string(),
            json!({ "properties": { "a": next, "b": next } }),
        )
    };
    let levels: serde_json::Map<_, _> = (0..40).map(level).collect();
    let schema = json!({ "$ref": "#/$defs/0", "$defs": levels });
    let found = hookc::contract::type_of_schema(&schema, "it");
    assert!(shown(&found).starts_with("{a?: {a?: "));
}

#[test]
fn json_templates_have_the_types_of_their_tags() {
    let body = |body: &str| {
        let found = exchange(&format!(
            "kind: webhook
platform: mind-expression
name: it
url: https://a.example/{{{{store_id}}}}
method: POST
auth: {{ basic: {{ username: svc, password: '${{secret.PW}}' }} }}
headers: {{ X-Request: '{{{{http-header.x-uuid}}}}' }}
body: |
  {body}
---
kind: trigger
platform: mind-expression
name: ask
subject: {{ name: Ask, logical_form: User asks }}
parameters:
  type: object
  properties:
    number: {{ type: string, pattern: '^[0-9]{{6}}$', description: Number of the order }}
    amount: {{ type: number, description: How much }}
  required: [number, amount]
webhooks: [it]
"
        ));
        assert_eq!(found.route, "/{store_id}");
        assert_eq!(record_shown(&found.path), "{store_id: Number text}");
        assert_eq!(
            record_shown(&found.headers),
            "{X-Request: Uuid text, Authorization: secret text}"
        );
        shown(&found.body.unwrap())
    };
    assert_eq!(
        body(
            r#"{ "a": "{{number}}", "b": {{amount}}, "c": "n {{number}}", "d": [{{amount}}, {{store_id}}], "e\"{": "\"" }"#
        ),
        r#"{a: text, b: number, c: text, d: [any], e"{: text}"#
    );
    assert_eq!(body(r#"{ "a": [{{#amount}}1{{/amount}}] }"#), "any");
}

#[test]
fn documented_payloads_are_received_and_sent() {
    let all = contracts(
        "kind: webhook
platform: ebbot
name: events
direction: outgoing
topics: [chat.message, chat.update]
url: https://a.example/${secret.PATH}
---
kind: webhook
platform: ebbot
name: bot
direction: incoming
url: https://v2.ebbot.app/api/webhooks/4f2a9c
---
kind: trigger
platform: ebbot
name: say
webhook: bot
message: { type: text }
conversation: continue
sandbox: ${beta}
---
kind: trigger
platform: ebbot
name: set
webhook: bot
message: { type: variable, value: { name: color } }
---
kind: escalation
platform: enterpret
name: risk
automation: Risk
automation_id: 7f0c2d
url: https://a.example/x
auth: { header: { name: X-Acme-Key, value: '${secret.KEY}' } }
",
    );
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]), "{all:#?}");
    let [events, risk] = all[0].receptions.as_slice() else {
        panic!("{:#?}", all[0].receptions);
    };
    assert_eq!(
        events.payloads,
        [
            "chat.message",
            "chat.user.message",
            "chat.bot.message",
            "chat.agent.message",
            "chat.system.message",
            "chat.update"
        ]
    );
    let constants = risk.constants.iter().map(|one| (&*one.name, &one.value));
    assert_eq!(
        constants.collect::<Vec<_>>(),
        [
            ("auth header", &json!("X-Acme-Key")),
            ("automation id", &json!("7f0c2d"))
        ]
    );
    let [say, set] = all[0].messages.as_slice() else {
        panic!("{:#?}", all[0].messages);
    };
    assert_eq!(
        say.endpoint.as_deref(),
        Some("https://v2.ebbot.app/api/webhooks/4f2a9c")
    );
    assert_eq!(
        say.body,
        json!({ "type": "text", "sandbox": null, "value": null, "chatId": null })
    );
    assert_eq!(
        set.body,
        json!({ "type": "variable", "sandbox": false, "value": { "name": "color", "value": null } })
    );
    assert_eq!(set.supplied[0].path, ["value", "value"]);
}
