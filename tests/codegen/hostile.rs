//! Projects whose names would break code that prints them as they are.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use hookc::types::table::{
    ANY, BOOLEAN, DECIMAL_SECONDS, EPOCH_MILLISECONDS, INTEGER, JSON_TEXT, NUMBER, TEXT,
};
use hookc::types::{
    Choice, Constant, Contract, Evidence, Exchange, Field, Format, Message, Reception, Record,
    Supplied, Tag, Type, Union, Variant,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value as Json, json};

/// What the examples' largest project is made into.
pub fn example_project() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/all-platforms");
    let output = Command::new(env!("CARGO_BIN_EXE_hookc"))
        .args(["codegen", "rust", "--project"])
        .arg(folder)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).unwrap()
}

pub fn reception(platform: &str, payloads: &[&str]) -> Reception {
    Reception {
        platform: platform.to_owned(),
        kind: "webhook".to_owned(),
        name: "events".to_owned(),
        doc: String::new(),
        payloads: payloads.iter().map(|name| (*name).to_owned()).collect(),
        constants: Vec::new(),
    }
}

/// How many invented contracts are compiled; `HOSTILE=100` compiles more.
const DEFAULT: usize = 12;

/// Contracts with names that somebody may write, and with more that nobody would.
pub fn contracts() -> Vec<Contract> {
    let count = std::env::var("HOSTILE").map_or(DEFAULT, |count| count.parse().unwrap());
    let mut contracts = vec![
        every_name(),
        very_deep(),
        very_wide(),
        long_strings(),
        bodies(),
    ];
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), seed);
    for _ in 0..count {
        contracts.push(contract().new_tree(&mut runner).unwrap().current());
    }
    contracts
}

/// What the prose and the keys of a project may hold, against its author's will or with it.
const NAMES: &[&str] = &[
    "type",
    "self",
    "Self",
    "super",
    "crate",
    "_",
    "__",
    "r#type",
    "gen",
    "async",
    "extra",
    "object",
    "value",
    "tag",
    "tag_",
    "json",
    "Value",
    "Map",
    "Option",
    "String",
    "Sensitive",
    "JsonError",
    "T",
    "S",
    "D",
    "E",
    "de",
    "serializer",
    "read",
    "required",
    "optional",
    "Ok",
    "Err",
    "Some",
    "None",
    "Box",
    "bool",
    "i64",
    "str",
    "main",
    "test",
    "std",
    "serde",
    "core",
    "botId",
    "bot_id",
    "BotId",
    "BOT_ID",
    "bot-id",
    "bot.id",
    "bot id",
    "$bot",
    "$",
    "$ref",
    "@id",
    "1",
    "2fa",
    "10.5",
    "-1",
    "",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "a\nb",
    "*/",
    "/*",
    "//",
    "///!",
    "\"",
    "\"#",
    "'",
    "\\",
    "\\\"",
    "\\u{0}",
    "\u{0}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{200b}",
    "\u{202e}evil",
    "\u{feff}",
    "größe",
    "GRÖSSE",
    "名前",
    "naïve",
    "Ünïcödé",
    "ſ",
    "İ",
    "ß",
    "é",
    "🦀",
    "👩‍👩‍👧",
    "a\u{301}",
    "{",
    "}",
    "{{",
    "}}",
    "{{name}}",
    "{{{x}}}",
    "{0}",
    "%s",
    "#",
    "#[x]",
    "#![x]",
    "`",
    "``",
    "```",
    "```rust",
    "<b>",
    "</script>",
    "<https://example.com>",
    "[x]",
    "[x]: y",
    "[^1]",
    "- x",
    "+ x",
    "1. x",
    "> x",
    "| x |",
    "===",
    "---",
    "&amp;",
    "~~~",
    "~",
    "TODO",
    "a",
    "A",
    "aB",
    "a_b",
    "a__b",
    "_a",
    "a_",
    "ABC",
    "ABc",
    "abc",
    "a1",
    "a_1",
    "other",
    "Other",
    "Unknown",
    "unknown",
    "body",
    "topic",
    "Some(x)",
    "#[doc = \"x\"]",
    "include!(\"x\")",
];

const BIDI: &str = "Turns \u{202e}around\u{202c} and hides\u{200b}; */ \" ' \\ `code` <b>html</b> [link] # head\n\n\
                    - a list\n- of two\n\n1. one\n> quoted\n```\nfn main() {}\n```\n\ttab\r and return \u{0}\u{1b}[0m";

fn record(name: &str, doc: &str, fields: Vec<Field>) -> Type {
    Type::Record(Arc::new(Record {
        name: name.to_owned(),
        doc: doc.to_owned(),
        fields,
    }))
}

fn field(key: &str, doc: &str, r#type: Type, bits: u8) -> Field {
    Field {
        key: key.to_owned(),
        doc: doc.to_owned(),
        r#type,
        is_required: bits & 1 != 0,
        is_nullable: bits & 2 != 0,
        is_sensitive: bits & 4 != 0,
        evidence: match bits >> 3 & 3 {
            0 => Evidence::Declared,
            1 => Evidence::Sample,
            2 => Evidence::Elsewhere(doc.to_owned()),
            _ => Evidence::Assumed(doc.to_owned()),
        },
        examples: Vec::new(),
    }
}

fn empty(name: &str) -> Record {
    Record {
        name: name.to_owned(),
        doc: String::new(),
        fields: Vec::new(),
    }
}

fn exchange(name: &str, body: Option<Type>, response: Option<Type>) -> Exchange {
    Exchange {
        platform: "verboo".to_owned(),
        kind: "webhook".to_owned(),
        name: name.to_owned(),
        doc: BIDI.to_owned(),
        method: "POST".to_owned(),
        route: "/".to_owned(),
        path: empty("path"),
        query: empty("query"),
        headers: empty("headers"),
        body,
        response,
    }
}

/// Every name as a key of one object: required or not, and so on, in all combinations.
fn fields_of_all_names(bits: u8) -> Vec<Field> {
    let mut seen = std::collections::BTreeSet::new();
    let fresh = NAMES.iter().filter(|name| seen.insert(**name));
    fresh
        .enumerate()
        .map(|(index, name)| {
            let bits = bits.wrapping_add(u8::try_from(index % 32).unwrap());
            field(name, name, TEXT, bits)
        })
        .collect()
}

/// A request whose body has every name as a key.
pub fn keys() -> Contract {
    let body = record("most body", BIDI, fields_of_all_names(0));
    Contract {
        exchanges: vec![exchange("most", Some(body), None)],
        ..Contract::default()
    }
}

/// Every name as a key, as a value, as a tag, and as the name of a definition.
fn every_name() -> Contract {
    let values: Vec<(String, String)> = NAMES
        .iter()
        .map(|name| ((*name).to_owned(), (*name).to_owned()))
        .collect();
    let choice = |is_open| {
        Type::Choice(Arc::new(Choice {
            name: format!("choice {is_open}"),
            doc: BIDI.to_owned(),
            values: values.clone(),
            is_open,
        }))
    };
    let union = |tag: Tag, is_open| {
        let inner = |name: &str| match &tag {
            Tag::Inside(key) => {
                let only = Choice {
                    name: format!("tag {name}"),
                    doc: String::new(),
                    values: vec![(name.to_owned(), String::new())],
                    is_open: false,
                };
                let tag = field(key, "", Type::Choice(Arc::new(only)), 1);
                record(name, BIDI, vec![tag])
            }
            _ => record(name, BIDI, vec![field(name, name, INTEGER, 0)]),
        };
        let variants = NAMES.iter().map(|name| Variant {
            tags: vec![(*name).to_owned()],
            doc: (*name).to_owned(),
            r#type: inner(name),
        });
        Type::Union(Arc::new(Union {
            name: format!("union {tag:?} {is_open}"),
            doc: BIDI.to_owned(),
            tag: tag.clone(),
            variants: variants.collect(),
            is_open,
        }))
    };
    let fields = vec![
        field("open", BIDI, choice(true), 1),
        field("closed", BIDI, choice(false), 2),
        field("type", BIDI, TEXT, 1),
        field(
            "inside",
            BIDI,
            union(Tag::Inside("*/\"".to_owned()), true),
            0,
        ),
        field(
            "closed inside",
            BIDI,
            union(Tag::Inside("tag".to_owned()), false),
            1,
        ),
        field(
            "beside",
            BIDI,
            union(Tag::Beside("type".to_owned()), true),
            1,
        ),
        field(
            "beside2",
            BIDI,
            union(Tag::Beside("type".to_owned()), false),
            2,
        ),
        field(
            "object",
            BIDI,
            union(Tag::Beside("type".to_owned()), false),
            3,
        ),
    ];
    let mut exchanges: Vec<Exchange> = NAMES
        .iter()
        .map(|name| exchange(name, None, None))
        .collect();
    let mut most = exchange(
        "most",
        Some(record("most body", BIDI, fields_of_all_names(0))),
        None,
    );
    most.response = Some(record("most response", BIDI, fields));
    for (record, bits) in [
        (&mut most.path, 1),
        (&mut most.query, 2),
        (&mut most.headers, 3),
    ] {
        record.fields = fields_of_all_names(bits);
    }
    exchanges.push(most);
    Contract {
        exchanges,
        ..Contract::default()
    }
}

/// Objects, lists and lists of objects, 30 levels deep.
fn very_deep() -> Contract {
    let mut objects = TEXT;
    let mut lists = TEXT;
    let mut maps = ANY;
    let mut mixed = NUMBER;
    for level in 0..30 {
        let name = format!("deep a b c level {level}");
        objects = record(&name, "", vec![field("a", "", objects, level % 8)]);
        lists = Type::List(Box::new(lists));
        maps = Type::Map(Box::new(maps));
        mixed = Type::List(Box::new(record(
            "deep",
            "",
            vec![field("of many", "", mixed, 0)],
        )));
    }
    let all = vec![
        field("objects", "", objects, 1),
        field("lists", "", lists, 7),
        field("maps", "", maps, 6),
        field("mixed", "", mixed, 0),
    ];
    Contract {
        exchanges: vec![exchange("deep", Some(record("deep body", "", all)), None)],
        ..Contract::default()
    }
}

/// Two hundred members of one object, and of one choice.
fn very_wide() -> Contract {
    let fields = (0..200_u8).map(|index| {
        let types = [
            TEXT,
            INTEGER,
            NUMBER,
            BOOLEAN,
            EPOCH_MILLISECONDS,
            DECIMAL_SECONDS,
            JSON_TEXT,
            ANY,
        ];
        let r#type = types[usize::from(index) % types.len()].clone();
        field(
            &format!("field {index}"),
            "One of many.",
            r#type,
            index % 32,
        )
    });
    let values = (0..200).map(|index| (format!("same {index}"), String::new()));
    let choice = Type::Choice(Arc::new(Choice {
        name: "same".to_owned(),
        doc: "Many.".to_owned(),
        values: values.collect(),
        is_open: false,
    }));
    Contract {
        exchanges: vec![exchange(
            "wide",
            Some(record("wide", "Wide.", fields.collect())),
            Some(choice),
        )],
        ..Contract::default()
    }
}

/// Keys, values and names of every length around those at which lines break.
fn long_strings() -> Contract {
    let mut fields = Vec::new();
    let mut values = Vec::new();
    let mut variants = Vec::new();
    let mut exchanges = Vec::new();
    let mut constants = Vec::new();
    for length in 1..130_usize {
        let key = format!("k{}", "e".repeat(length));
        let words = "ab ".repeat(length / 3 + 1);
        let types = [TEXT, NUMBER, Type::List(Box::new(DECIMAL_SECONDS)), ANY];
        let r#type = types[length % types.len()].clone();
        let bits = u8::try_from(length % 8).unwrap();
        fields.push(field(&key, &words, r#type, bits));
        values.push((key.clone(), words.clone()));
        values.push((format!("{words}{length}"), words.clone()));
        variants.push(Variant {
            tags: vec![key.clone()],
            doc: words.clone(),
            r#type: record(&"cd ".repeat(44 - length / 3), &words, Vec::new()),
        });
        constants.push(Constant {
            name: words.clone(),
            doc: words.clone(),
            value: Json::from(key.clone()),
        });
        let mut one = exchange(&key, None, None);
        one.route = format!("/{}", "r".repeat(length));
        one.headers.fields = vec![field(&key, &words, TEXT, bits)];
        exchanges.push(one);
    }
    let choice = Type::Choice(Arc::new(Choice {
        name: "long".to_owned(),
        doc: String::new(),
        values,
        is_open: true,
    }));
    let few: Vec<Variant> = variants.iter().take(2).cloned().collect();
    let mut union = |tag: Tag| {
        Type::Union(Arc::new(Union {
            name: format!("long {tag:?}"),
            doc: String::new(),
            // All of them once, which is enough.
            variants: std::mem::replace(&mut variants, few.clone()),
            is_open: matches!(&tag, Tag::Inside(key) if key.len() % 2 == 0),
            tag,
        }))
    };
    fields.push(field("choice", "", choice, 1));
    for length in (1..130).step_by(7) {
        let tag = "t".repeat(length);
        let key = format!("{tag} of union");
        fields.push(field(&key, "", union(Tag::Beside(tag.clone())), 1));
        fields.push(field(&format!("in {tag}"), "", union(Tag::Inside(tag)), 0));
    }
    exchanges.push(exchange("long", Some(record("long", "", fields)), None));
    let mut reception = reception("verboo", &[]);
    reception.constants = constants;
    Contract {
        exchanges,
        receptions: vec![reception],
        messages: Vec::new(),
    }
}

/// Bodies of messages: what a caller supplies, and literal JSON of any size.
fn bodies() -> Contract {
    let mut deep = json!("end");
    for level in 0..30 {
        deep = json!({ format!("level {level}"): [deep] });
    }
    let wide: Map<String, Json> = NAMES
        .iter()
        .map(|name| ((*name).to_owned(), Json::from(*name)))
        .collect();
    let message = |name: &str, body: Json, supplied: Vec<Supplied>| Message {
        platform: "ebbot".to_owned(),
        kind: "trigger".to_owned(),
        name: name.to_owned(),
        doc: BIDI.to_owned(),
        endpoint: Some("https://v2.ebbot.app/api/webhooks/\"*/".to_owned()),
        body,
        supplied,
        reply: "incoming-response".to_owned(),
    };
    let supplied = |path: &[&str], r#type: Type| Supplied {
        path: path.iter().map(|key| (*key).to_owned()).collect(),
        field: field(path.last().unwrap(), BIDI, r#type, 1),
    };
    let keys = [
        "type",
        "self",
        "a b",
        "Type",
        "a-b",
        "json",
        "body",
        "value",
        "Value",
        "serde_json",
    ];
    let holes: Map<String, Json> = keys
        .iter()
        .map(|key| ((*key).to_owned(), Json::Null))
        .collect();
    let all = keys.iter().enumerate().map(|(index, key)| {
        let types = [TEXT, BOOLEAN, INTEGER, ANY, NUMBER];
        supplied(&["value", key], types[index % types.len()].clone())
    });
    let many = all.collect();
    Contract {
        messages: vec![
            message(
                "deep",
                json!({ "type": "variable", "value": deep }),
                Vec::new(),
            ),
            message(
                "wide",
                json!({ "type": "variable", "value": wide }),
                Vec::new(),
            ),
            message("holes", json!({ "type": "text", "value": holes }), many),
            message(
                "list",
                json!({ "empty": {}, "none": [], "some": [1, "a", [true], {}] }),
                Vec::new(),
            ),
            message(
                "fn",
                json!({ "value": null }),
                vec![supplied(&["value"], TEXT)],
            ),
        ],
        ..Contract::default()
    }
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::sample::select(NAMES).prop_map(str::to_owned),
        2 => "[a-zA-Z0-9_. -]{0,90}",
        1 => "\\PC{0,20}",
        1 => proptest::string::string_regex("(?s).{0,12}").unwrap(),
    ]
}

fn types() -> impl Strategy<Value = Type> {
    let leaf = prop_oneof![
        Just(TEXT),
        Just(INTEGER),
        Just(EPOCH_MILLISECONDS),
        Just(NUMBER),
        Just(BOOLEAN),
        Just(ANY),
        Just(DECIMAL_SECONDS),
        Just(JSON_TEXT),
        Just(Type::Text(Format::Number)),
        Just(Type::Text(Format::Boolean)),
        (
            name(),
            name(),
            proptest::collection::vec((name(), name()), 0..6),
            any::<bool>()
        )
            .prop_map(|(name, doc, values, is_open)| {
                Type::Choice(Arc::new(Choice {
                    name,
                    doc,
                    values,
                    is_open,
                }))
            }),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let field = (name(), name(), inner.clone(), any::<u8>())
            .prop_map(|(key, doc, r#type, bits)| field(&key, &doc, r#type, bits));
        let fields = proptest::collection::vec(field, 0..7);
        prop_oneof![
            inner.clone().prop_map(|of| Type::List(Box::new(of))),
            inner.clone().prop_map(|of| Type::Map(Box::new(of))),
            (name(), name(), fields).prop_map(|(name, doc, fields)| {
                let mut seen = std::collections::BTreeSet::new();
                let fields = fields
                    .into_iter()
                    .filter(|field| seen.insert(field.key.clone()));
                record(&name, &doc, fields.collect())
            }),
            (
                name(),
                name(),
                name(),
                proptest::collection::vec((name(), inner), 0..5),
                any::<u8>()
            )
                .prop_map(|(name, doc, key, variants, bits)| union(
                    &name, &doc, key, variants, bits
                )),
        ]
    })
}

fn union(name: &str, doc: &str, key: String, variants: Vec<(String, Type)>, bits: u8) -> Type {
    let json_types = ["string", "number", "boolean", "array", "object", "null"];
    let is_by_type = bits & 6 == 0;
    let variants = variants.into_iter().zip(json_types);
    let variants = variants.map(|((tag, r#type), json_type)| Variant {
        tags: vec![if is_by_type {
            json_type.to_owned()
        } else {
            tag
        }],
        doc: doc.to_owned(),
        r#type,
    });
    Type::Union(Arc::new(Union {
        name: name.to_owned(),
        doc: doc.to_owned(),
        tag: match bits & 6 {
            0 => Tag::JsonType,
            2 => Tag::Inside(key),
            _ => Tag::Beside(key),
        },
        variants: variants.collect(),
        is_open: bits & 1 != 0,
    }))
}

fn contract() -> impl Strategy<Value = Contract> {
    let members = || {
        let member = (name(), name(), any::<u8>());
        proptest::collection::vec(member, 0..5).prop_map(|members| {
            let mut seen = std::collections::BTreeSet::new();
            let fresh = members
                .into_iter()
                .filter(|(key, ..)| seen.insert(key.clone()));
            fresh
                .map(|(key, doc, bits)| field(&key, &doc, TEXT, bits))
                .collect::<Vec<_>>()
        })
    };
    let one = (
        name(),
        name(),
        proptest::option::of(types()),
        proptest::option::of(types()),
        members(),
        members(),
        members(),
    );
    let one = one.prop_map(|(name, doc, body, response, path, query, headers)| {
        let mut one = exchange(&name, body, response);
        one.doc = doc;
        one.path.fields = path;
        one.query.fields = query;
        one.headers.fields = headers;
        one
    });
    proptest::collection::vec(one, 1..4).prop_map(|exchanges| Contract {
        exchanges,
        ..Contract::default()
    })
}
