//! What is called plain, against the library that judges everything.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::pattern::Pattern;
use super::{is_plain_path, surely_a_schema, surely_accepts, surely_json, surely_leads_somewhere};
use crate::definition::{Data, Text, Value};
use crate::schema_check::{Judge, Verdict, faults_of_schema, judge, pattern_fault};
use crate::source::Span;
use crate::templates::jsonpath;

fn value_of(json: &Json) -> Value<'static> {
    let text = |text: &str| Text::synthetic(text.to_owned(), Span::default());
    Value {
        span: Span::default(),
        written: Span::default(),
        data: match json {
            Json::Null => Data::Null,
            Json::Bool(value) => Data::Bool(*value),
            Json::Number(number) => Data::Number(number.to_string().into()),
            Json::String(value) => Data::Text(text(value)),
            Json::Array(items) => Data::List(items.iter().map(value_of).collect()),
            Json::Object(entries) => {
                let entries = entries.iter();
                Data::Map(entries.map(|(k, v)| (text(k), value_of(v))).collect())
            }
        },
    }
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "a",
        "b",
        "é",
        "pattern",
        "properties",
        "$ref",
        "enum",
        "",
    ])
    .prop_map(str::to_owned)
}

fn scalar() -> impl Strategy<Value = Json> {
    prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        (-3_i64..12).prop_map(Json::from),
        prop::sample::select(vec![0.0, -0.0, 1.0, 1.5, 1e20]).prop_map(Json::from),
        name().prop_map(Json::from),
        "[ab0-9]{0,4}".prop_map(Json::from),
    ]
}

fn value() -> impl Strategy<Value = Json> {
    scalar().prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::btree_map(name(), inner, 0..4)
                .prop_map(|entries| entries.into_iter().collect()),
        ]
    })
}

fn keyword() -> impl Strategy<Value = (String, Json)> {
    let of = |name: &'static str, value: BoxedStrategy<Json>| {
        value
            .prop_map(move |value| (name.to_owned(), value))
            .boxed()
    };
    let types = [
        "string", "object", "array", "integer", "number", "boolean", "null", "int",
    ];
    let kind = prop::sample::select(types.to_vec())
        .prop_map(Json::from)
        .boxed();
    let names = prop::collection::vec(name(), 0..3)
        .prop_map(Json::from)
        .boxed();
    let number = || (-1_i64..6).prop_map(Json::from).boxed();
    prop_oneof![
        4 => of("type", kind),
        2 => of("required", names.clone()),
        2 => of("enum", names),
        1 => of("minLength", number()),
        1 => of("maxLength", number()),
        1 => of("minItems", number()),
        1 => of("maxItems", number()),
        1 => of("minimum", number()),
        1 => of("maximum", number()),
        1 => of("title", scalar().boxed()),
        1 => of("description", scalar().boxed()),
        1 => of("additionalProperties", scalar().boxed()),
        1 => of("pattern", pattern().prop_map(Json::from).boxed()),
        1 => (name(), scalar()),
    ]
}

fn schema() -> impl Strategy<Value = Json> {
    let flat = prop::collection::vec(keyword(), 0..4);
    let flat = flat.prop_map(|entries| entries.into_iter().collect::<Json>());
    flat.prop_recursive(3, 12, 3, |inner| {
        let properties = prop::collection::btree_map(name(), inner.clone(), 0..4);
        let properties = properties.prop_map(|entries| entries.into_iter().collect::<Json>());
        let below = prop::sample::select(vec!["items", "additionalProperties", "not"]);
        (inner.clone(), properties, below, inner, any::<bool>()).prop_map(
            |(mut schema, properties, below, inner, is_object)| {
                schema["properties"] = properties;
                schema[below] = inner;
                if is_object {
                    schema["type"] = json!("object");
                }
                schema
            },
        )
    })
}

fn pattern() -> impl Strategy<Value = String> {
    let parts = vec![
        "a",
        "b",
        "0",
        "[0-9]",
        "[ab]",
        "[^$]",
        "[^a]",
        "[a-c0-9_]",
        "[+.*]",
        "[a-]",
        "[z-a]",
        "[]",
        r"\d",
        r"\.",
        r"\w",
        ".",
        "+",
        "*",
        "?",
        "{2}",
        "{1,}",
        "{0,3}",
        "{3,1}",
        "{",
        "}",
        "-",
        "|",
        "(",
        ")",
        "^",
        "$",
        " ",
        "/",
        r"\/",
        r"[\d.]",
        r"[\d-z]",
        "é",
        "#",
        "=",
        "'",
    ];
    let inner = prop::collection::vec(prop::sample::select(parts), 0..6);
    (inner, 0..8).prop_map(|(parts, ends)| match ends {
        0 => parts.concat(),
        _ => format!("^{}$", parts.concat()),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_library_finds_nothing_in_what_is_plain(schema in schema(), value in value()) {
        let (written, example) = (value_of(&schema), value_of(&value));
        if surely_a_schema(&written) {
            prop_assert_eq!(faults_of_schema(&schema), []);
            match judge(&schema, Some(&value)) {
                Verdict::NoSchema(faults) => prop_assert!(false, "{faults:?}"),
                Verdict::Judged(faults) => {
                    prop_assert!(faults.is_empty() || !surely_accepts(&written, &example));
                }
            }
        }
    }

    #[test]
    fn the_library_follows_plain_paths(
        path in prop_oneof![
            "\\$(\\.[ab_$\u{e9}0]{0,2}|\\[[0-2]{0,2}\\]|\\[\\]|[.*\\[\\] ]){0,4}",
            "\\$(\\.[ab]|\\[[0-2]\\]){0,3}",
        ],
        value in value(),
    ) {
        let parsed = jsonpath::parse(&path);
        if is_plain_path(&path) {
            let parts = parsed.clone().unwrap().parts;
            prop_assert!(parts.iter().all(|part| part.kind.is_portable() && !part.selects_many()));
        }
        let example = value_of(&value);
        if surely_json(&example) && surely_leads_somewhere(&path, &example) {
            prop_assert!(!parsed.unwrap().select(&example.to_serde()).is_empty());
        }
    }

    #[test]
    fn the_library_matches_what_a_plain_pattern_matches(
        pattern in pattern(),
        texts in prop::collection::vec("[ab0-9.+$ \u{e9}\n/-]{0,5}", 1..20),
    ) {
        if let Some(plain) = Pattern::new(&pattern) {
            prop_assert_eq!(pattern_fault(&pattern), None);
            let library = Judge::new(&json!({ "pattern": pattern })).unwrap();
            for text in texts.iter().filter(|text| plain.surely_matches(text)) {
                prop_assert!(library.accepts(&json!(text)), "{}", text);
            }
        }
    }
}

#[test]
fn the_usual_is_plain() {
    let schema = json!({
        "type": "object",
        "description": "An order",
        "properties": {
            "numbers": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "properties": { "msisdn": { "type": "string", "pattern": "^[0-9]{6,12}$" } },
                    "required": ["msisdn"],
                    "additionalProperties": false,
                },
            },
            "state": { "enum": ["new", "old"] },
            "total": { "type": "number", "minimum": 0 },
        },
        "required": ["numbers"],
    });
    let value =
        json!({ "numbers": [{ "msisdn": "0101002000" }], "state": "old", "total": 7, "x": 1.5 });
    assert!(surely_a_schema(&value_of(&schema)));
    assert!(surely_accepts(&value_of(&schema), &value_of(&value)));
    assert!(surely_leads_somewhere(
        "$.numbers[0].msisdn",
        &value_of(&value)
    ));
    assert!(!surely_leads_somewhere(
        "$.numbers[1].msisdn",
        &value_of(&value)
    ));
    for (pattern, text) in [
        (r"^\d{4}-\d{2}$", "2026-11"),
        ("^[^$]+$", "a b"),
        ("^[A-Z]{2}[0-9]*$", "AB"),
        (r"^\+?[0-9]+$", "+49"),
        ("^a{2,}b?$", "aaa"),
    ] {
        assert!(
            Pattern::new(pattern).unwrap().surely_matches(text),
            "{pattern}"
        );
    }
    for (pattern, text) in [
        ("^a{2}$", "aaa"),
        ("^[^$]+$", "a$"),
        ("^ab$", "a"),
        ("^a?$", "aa"),
    ] {
        assert!(
            !Pattern::new(pattern).unwrap().surely_matches(text),
            "{pattern}"
        );
    }
}
