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

/// What JSON Schema 2020-12 says of each keyword that is judged here; what does not fit is left to the
/// library, and so is every value of which this is not sure.
#[test]
fn each_keyword_takes_what_fits_and_nothing_else() {
    for (schema, fitting, others) in [
        (
            json!({ "minItems": 2 }),
            json!([[1, 2], [1, 2, 3], "a"]),
            json!([[1], []]),
        ),
        (
            json!({ "maxItems": 2 }),
            json!([[1, 2], [1], [], "abc"]),
            json!([[1, 2, 3]]),
        ),
        (
            json!({ "minLength": 2 }),
            json!(["ab", "éé", "abc", 1]),
            json!(["a", "é", ""]),
        ),
        (
            json!({ "maxLength": 2 }),
            json!(["ab", "éé", "a", "", 123]),
            json!(["abc", "ééé"]),
        ),
        (
            json!({ "pattern": "^a$" }),
            json!(["a", 1]),
            json!(["b", ""]),
        ),
        (
            json!({ "enum": ["a", "b"] }),
            json!(["a", "b"]),
            json!(["c", "", 1, null]),
        ),
        (
            json!({ "minimum": 2 }),
            json!([2, 3, "1"]),
            json!([1, -3, 1.5]),
        ),
        (
            json!({ "maximum": 2 }),
            json!([2, 1, -3, "3"]),
            json!([3, 2.5]),
        ),
        (
            json!({ "type": "integer" }),
            json!([1, -1]),
            json!([1.5, "1"]),
        ),
        (
            json!({ "required": ["a"] }),
            json!([{ "a": 1 }, []]),
            json!([{ "b": 1 }, {}]),
        ),
    ] {
        let written = value_of(&schema);
        assert!(surely_a_schema(&written), "{schema}");
        for value in fitting.as_array().unwrap() {
            assert!(
                surely_accepts(&written, &value_of(value)),
                "{schema} {value}"
            );
        }
        for value in others.as_array().unwrap() {
            assert!(
                !surely_accepts(&written, &value_of(value)),
                "{schema} {value}"
            );
        }
    }
    for schema in [
        json!({ "enum": [] }),
        json!({ "enum": [1] }),
        json!({ "enum": ["a", 1] }),
    ] {
        assert!(!surely_a_schema(&value_of(&schema)), "{schema}");
    }
}

/// Readers of JSON differ in what they keep of other numbers.
#[test]
fn numbers_that_not_every_reader_keeps_are_not_plain() {
    let number = |text: &str| Value {
        span: Span::default(),
        written: Span::default(),
        data: Data::Number(text.to_owned().into()),
    };
    for plain in ["0", "-1", "1.5", "123456789012345"] {
        assert!(surely_json(&number(plain)), "{plain}");
    }
    for other in ["1e5", "1E5", "1234567890123456", "0.1234567890123456"] {
        assert!(!surely_json(&number(other)), "{other}");
    }
    let minimum = |text: &str| Value {
        data: Data::Map(Box::new([(
            Text::synthetic("minimum", Span::default()),
            number(text),
        )])),
        ..number("0")
    };
    assert!(surely_a_schema(&minimum("0")));
    assert!(!surely_a_schema(&minimum("-0")));
    assert!(!surely_a_schema(&minimum("1e5")));
}

#[test]
fn what_is_deep_or_long_is_not_plain() {
    let nested = |depth: usize, inner: Json, wrap: &dyn Fn(Json) -> Json| {
        (1..depth).fold(inner, |inner, _| wrap(inner))
    };
    let in_list = |inner: Json| json!([inner]);
    let in_map = |inner: Json| json!({ "a": inner });
    let in_items = |inner: Json| json!({ "items": inner });
    assert!(surely_json(&value_of(&nested(16, json!([]), &in_list))));
    assert!(!surely_json(&value_of(&nested(17, json!([]), &in_list))));
    assert!(surely_json(&value_of(&nested(16, json!({}), &in_map))));
    assert!(!surely_json(&value_of(&nested(17, json!({}), &in_map))));
    assert!(surely_a_schema(&value_of(&nested(
        16,
        json!({}),
        &in_items
    ))));
    assert!(!surely_a_schema(&value_of(&nested(
        17,
        json!({}),
        &in_items
    ))));
    let long = |count: usize| -> Json {
        let entries = (0..count).map(|number| (format!("k{number}"), json!(number)));
        entries.collect()
    };
    assert!(surely_json(&value_of(&long(64))));
    assert!(!surely_json(&value_of(&long(65))));
}

#[test]
fn patterns_are_judged_to_their_limits() {
    let any = Pattern::new("^a*$").unwrap();
    for length in 0..=120 {
        assert!(any.surely_matches(&"a".repeat(length)), "{length}");
    }
    assert!(!any.surely_matches(&"a".repeat(121)));
    assert!(!Pattern::new("^[^b]*$").unwrap().surely_matches("é"));
    for (pattern, fitting, other) in [
        (r"^[\d.]+$", "1.2", "1a"),
        (r"^[\d]$", "7", "d"),
        ("^[a-]+$", "a-a", "b"),
        ("^[a-c0-2]+$", "c0a2b1", "d"),
        ("^a{100}$", &"a".repeat(100), "a"),
    ] {
        let plain = Pattern::new(pattern).unwrap();
        assert!(plain.surely_matches(fitting), "{pattern}");
        assert!(!plain.surely_matches(other), "{pattern}");
    }
    for other in [
        "^[z-a]$",
        "^[0-z]$",
        "^[a-Z]$",
        "^[A-z]$",
        r"^[\d-z]$",
        "^a{101}$",
        "^[]$",
    ] {
        assert!(Pattern::new(other).is_none(), "{other}");
    }
}
