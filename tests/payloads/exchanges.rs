//! The schemas of what a project's own definitions send and get.

use hookc::contract::{type_of_example, type_of_schema};
use hookc::schemas::{NamedSchema, of_exchange};
use hookc::types::table::{
    BOOLEAN, INTEGER, TEXT, closed, closed_union, documented, list, record, variant,
};
use hookc::types::{Exchange, Record, Tag, Type};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

#[test]
fn a_request_and_its_reply_have_a_schema_each() {
    let response = json!({
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": { "type": "integer" },
            "note": { "type": ["string", "null"] },
            "lines": { "type": "array", "items": { "type": "object", "required": ["sku"],
                "properties": { "sku": { "type": "string" } } } }
        }
    });
    let body = record("order", "", vec![documented("size", TEXT, "").required()]);
    let schemas = of_exchange(&exchange(
        Some(body),
        Some(type_of_schema(&response, "reply")),
    ));
    let names: Vec<&str> = schemas.iter().map(|schema| schema.name.as_str()).collect();
    assert_eq!(
        names,
        ["verboo/webhooks/it.request", "verboo/webhooks/it.response"]
    );
    assert_eq!(schemas[1].path(), "verboo/webhooks/it.response.schema.json");

    assert!(is_valid(&schemas[0], &json!({ "size": "small", "new": 1 })));
    assert!(!is_valid(&schemas[0], &json!({ "size": 7 })));
    let reply = |note: Json| json!({ "id": 1, "note": note, "lines": [{ "sku": "a", "new": [] }] });
    assert!(is_valid(&schemas[1], &reply(json!("x"))));
    assert!(is_valid(&schemas[1], &reply(Json::Null)));
    assert!(!is_valid(&schemas[1], &reply(json!(7))));
    assert!(!is_valid(&schemas[1], &json!({ "id": 1, "lines": [{}] })));
    assert!(!is_valid(&schemas[1], &json!({ "note": "x" })));
}

#[test]
fn what_nobody_declares_has_no_schema() {
    assert!(of_exchange(&exchange(None, None)).is_empty());
}

/// What stands in a definition stands in its bundle, but its schema is handed to others.
#[test]
fn no_schema_shows_what_looks_like_a_credential() {
    let reply = json!({ "key": "sk_live_51H8xJ2eZvKYlo2C", "keys": ["sk_live_51H8xJ2eZvKYlo2C"], "name": "Ana" });
    let schema = &of_exchange(&exchange(None, Some(type_of_example(&reply, "reply"))))[0];
    assert!(!schema.text().contains("sk_live"), "{}", schema.text());
    assert!(schema.text().contains("Ana"), "{}", schema.text());
}

/// `null` beside what refers, chooses or has several types is none of these.
#[test]
fn null_is_accepted_beside_every_type() {
    let size = closed("size", "", &[("small", ""), ("large", "")]);
    let only = closed("only", "", &[("this", "")]);
    let point = record("point", "", vec![documented("x", INTEGER, "").required()]);
    let either = closed_union(
        "either",
        "",
        Tag::JsonType,
        vec![
            variant(&["boolean"], "", BOOLEAN),
            variant(&["array"], "", list(point.clone())),
        ],
    );
    let types = [
        (TEXT, json!("a"), json!(1)),
        (size, json!("small"), json!("medium")),
        (only, json!("this"), json!("that")),
        (point.clone(), json!({ "x": 1 }), json!({ "x": 1.5 })),
        (list(point.clone()), json!([{ "x": 1 }]), json!([{}])),
        (either, json!([{ "x": 1 }]), json!("a")),
    ];
    for (r#type, right, wrong) in types {
        for is_nullable in [false, true] {
            let mut field = documented("a", r#type.clone(), "").required();
            field.is_nullable = is_nullable;
            let root = record("root", "", vec![field, documented("b", point.clone(), "")]);
            let schema = &of_exchange(&exchange(Some(root), None))[0];
            assert!(is_valid(schema, &json!({ "a": right })), "{type:?}");
            assert!(!is_valid(schema, &json!({ "a": wrong })), "{type:?}");
            assert!(!is_valid(schema, &json!({})), "{type:?}");
            assert_eq!(
                is_valid(schema, &json!({ "a": null })),
                is_nullable,
                "{type:?}"
            );
        }
    }
}

/// Names that look alike as keys of `$defs`, or would need escapes there, lead to their own types.
#[test]
fn every_reference_leads_to_its_type() {
    let of =
        |name: &str, r#type: Type| record(name, "", vec![documented("x", r#type, "").required()]);
    let types = [
        of("a b", TEXT),
        of("a-b", INTEGER),
        of("a b", BOOLEAN),
        of("~/%é", list(TEXT)),
        of("", list(INTEGER)),
    ];
    let twice = types.iter().enumerate().flat_map(|(index, r#type)| {
        ["one", "two"].map(|key| documented(&format!("{key}{index}"), r#type.clone(), ""))
    });
    let root = record("root", "", twice.collect());
    let schema = &of_exchange(&exchange(Some(root), None))[0];
    assert_eq!(schema.json["$defs"].as_object().unwrap().len(), types.len());
    let values = [
        json!("text"),
        json!(1),
        json!(true),
        json!(["text"]),
        json!([1]),
    ];
    for key in ["one", "two"] {
        for index in 0..types.len() {
            for (other, value) in values.iter().enumerate() {
                let body = json!({ format!("{key}{index}"): { "x": value } });
                assert_eq!(is_valid(schema, &body), index == other, "{body}");
            }
        }
    }
}

proptest! {
    /// A reply that is declared by an example has a schema that accepts the example.
    #[test]
    fn an_example_is_an_example(example in any_json()) {
        let root = type_of_example(&example, "reply");
        let schema = &of_exchange(&exchange(None, Some(root)))[0];
        prop_assert!(jsonschema::meta::is_valid(&schema.json));
        prop_assert!(is_valid(schema, &example), "{}\n{}", example, schema.text());
    }
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        (-1e9..1e9).prop_map(Json::from),
        "[a-zA-Z0-9:/.é -]{0,12}".prop_map(Json::from),
    ];
    let key = "[ab]|type|\\$ref|[~/%#é \"-]{0,3}";
    leaf.prop_recursive(5, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::vec((key, inner), 0..5)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

fn exchange(body: Option<Type>, response: Option<Type>) -> Exchange {
    let nothing = || Record {
        name: "nothing".to_owned(),
        doc: String::new(),
        fields: Vec::new(),
    };
    Exchange {
        platform: "verboo".to_owned(),
        kind: "webhook".to_owned(),
        name: "it".to_owned(),
        doc: String::new(),
        method: "POST".to_owned(),
        route: "/".to_owned(),
        path: nothing(),
        query: nothing(),
        headers: nothing(),
        body,
        response,
    }
}

fn is_valid(schema: &NamedSchema, value: &Json) -> bool {
    let validator = jsonschema::options().offline().build(&schema.json);
    validator.unwrap().is_valid(value)
}
