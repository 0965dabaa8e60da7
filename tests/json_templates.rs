//! JSON templates against what really comes of them: they are rendered with values that their
//! schemas admit, hostile ones among them, and parsed.
//!
//! A rule has to speak of a template if and only if one of the renderings is no JSON, or does not
//! hold the values that were put in.

use std::fmt::Write as _;

use hookc::compile::check_example;
use hookc::diagnostic::{Diagnostic, ExampleFile};
use hookc::source::Sources;
use hookc::templates::mustache::{TagKind, render, tags};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// A value of the host application: its name, its schema, and what the schema admits.
struct Key {
    name: &'static str,
    schema: Value,
    admitted: Vec<Value>,
}

/// An argument that may be missing is one whose values begin with `null`.
fn keys() -> Vec<Key> {
    let mut keys = texts();
    keys.extend(numbers());
    keys.extend(lists());
    keys
}

fn key(name: &'static str, schema: Value, admitted: Value) -> Key {
    let Value::Array(admitted) = admitted else {
        panic!("{name}: {admitted}");
    };
    Key {
        name,
        schema,
        admitted,
    }
}

fn texts() -> Vec<Key> {
    let hostile = json!([
        "a", "\"", "\\", "\n", "a\\", "\u{1}", "\t", "<", "&", "'", "é", "\\n"
    ]);
    vec![
        key("any", json!({}), hostile.clone()),
        key("text", json!({ "type": "string" }), hostile),
        key(
            "slash",
            json!({ "type": "string", "enum": ["a/b", "c"] }),
            json!(["a/b", "c"]),
        ),
        key(
            "quote",
            json!({ "type": "string", "pattern": r#"^[a-z"]+$"# }),
            json!(["a", "\"", "a\"b"]),
        ),
        key(
            "amp",
            json!({ "type": "string", "pattern": "^[a-z&]*$" }),
            json!(["a", "&", "a&amp"]),
        ),
        key(
            "word",
            json!({ "type": "string", "pattern": "^[a-zé ]*$" }),
            json!(["a b", "é", ""]),
        ),
        key(
            "line",
            json!({ "type": "string", "pattern": r"^[a-z\n]*$" }),
            json!(["a", "\n"]),
        ),
        key(
            "back",
            json!({ "type": "string", "enum": ["\\n", "\\\\"] }),
            json!(["\\n", "\\\\"]),
        ),
        key(
            "listed",
            json!({ "type": "string", "enum": ["a", "\""], "pattern": "^a$" }),
            json!(["a"]),
        ),
        key(
            "del",
            json!({ "const": "\u{7f}\u{85}" }),
            json!(["\u{7f}\u{85}"]),
        ),
        key(
            "empty",
            json!({ "type": "string", "maxLength": 0 }),
            json!([""]),
        ),
        key(
            "uuid",
            json!({ "type": "string", "format": "uuid" }),
            json!(["123e4567-e89b-12d3-a456-426614174000"]),
        ),
    ]
}

fn numbers() -> Vec<Key> {
    vec![
        key(
            "number",
            json!({ "type": "number" }),
            json!([1, 0, -1, 1.5, 20]),
        ),
        key(
            "count",
            json!({ "type": "integer", "minimum": 1 }),
            json!([1, 10, 7]),
        ),
        key("code", json!({ "enum": [404, 500] }), json!([404, 500])),
        key("flag", json!({ "type": "boolean" }), json!([true, false])),
        key(
            "nullable",
            json!({ "type": ["number", "null"] }),
            json!([null, 1, 0, -1, 1.5]),
        ),
        key(
            "maybe_text",
            json!({ "type": ["string", "null"], "pattern": "^[a-z]+$" }),
            json!([null, "a"]),
        ),
    ]
}

fn lists() -> Vec<Key> {
    vec![
        key(
            "list",
            json!({ "type": "array", "items": { "type": "string" } }),
            json!([[], ["a"], ["\"", "b"]]),
        ),
        key(
            "numbers",
            json!({ "type": "array", "items": { "type": "number" } }),
            json!([[], [1], [-1, 0.5]]),
        ),
        key(
            "rows",
            json!({ "type": "array", "items": {
                "type": "object",
                "properties": {
                    "id": { "type": "string", "format": "uuid" },
                    "amount": { "type": "number" },
                    "note": { "type": "string" },
                    "flag": { "type": "string", "pattern": "^[a-z]*$" },
                },
                "required": ["id", "amount", "flag"],
            } }),
            json!([
                [],
                [{ "id": "123e4567", "amount": -1, "note": "\"", "flag": "a" }],
                [
                    { "id": "123e4567", "amount": 1.5, "flag": "b" },
                    { "id": "123e4567", "amount": 0, "note": "a", "flag": "" },
                ],
            ]),
        ),
        // What items have, and the items themselves.
        key(".", Value::Null, json!([])),
        key("id", Value::Null, json!([])),
        key("amount", Value::Null, json!([])),
        key("note", Value::Null, json!([])),
    ]
}

/// A part of a template. Each has a meaning of its own in JSON, which an oracle can write.
#[derive(Clone, Debug)]
enum Part {
    Text(String),
    /// A tag outside of strings.
    Bare(TagKind, usize),
    /// A string with tags in it.
    Quoted(Vec<Part>),
    Section(bool, usize, Vec<Part>),
}

fn value_tag(kind: TagKind, name: &str) -> String {
    match kind {
        TagKind::Raw if name.len().is_multiple_of(2) => format!("{{{{&{name}}}}}"),
        TagKind::Raw => format!("{{{{{{{name}}}}}}}"),
        _ => format!("{{{{{name}}}}}"),
    }
}

/// The template, or with a context what it should become: values escaped as JSON escapes them.
fn written(parts: &[Part], keys: &[Key], context: Option<&Value>, in_string: bool) -> String {
    let mut out = String::new();
    for part in parts {
        match (part, context) {
            (Part::Text(text), _) => out.push_str(text),
            (Part::Bare(kind, key), None) => out.push_str(&value_tag(*kind, keys[*key].name)),
            (Part::Bare(_, key), Some(context)) => {
                let value = match &context[keys[*key].name] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                let quoted = Value::String(value.clone()).to_string();
                let escaped = &quoted[1..quoted.len() - 1];
                out.push_str(if in_string { escaped } else { &value });
            }
            (Part::Quoted(inner), _) => {
                out.push('"');
                out.push_str(&written(inner, keys, context, true));
                out.push('"');
            }
            (Part::Section(inverted, key, inner), None) => {
                let (name, sign) = (keys[*key].name, if *inverted { '^' } else { '#' });
                let inner = written(inner, keys, None, in_string);
                let _ = write!(out, "{{{{{sign}{name}}}}}{inner}{{{{/{name}}}}}");
            }
            (Part::Section(inverted, key, inner), Some(context)) => {
                let over = &context[keys[*key].name];
                let items = match over {
                    Value::Null | Value::Bool(false) => &[][..],
                    Value::Array(items) => items,
                    other => std::slice::from_ref(other),
                };
                if *inverted && items.is_empty() {
                    out.push_str(&written(inner, keys, Some(context), in_string));
                }
                for item in items.iter().filter(|_| !inverted) {
                    let mut context = context.clone();
                    for (name, member) in item.as_object().into_iter().flatten() {
                        context[name] = member.clone();
                    }
                    context["."] = item.clone();
                    out.push_str(&written(inner, keys, Some(&context), in_string));
                }
            }
        }
    }
    out
}

fn index(names: &'static [&'static str]) -> impl Strategy<Value = usize> {
    let all = keys();
    let places: Vec<usize> = names
        .iter()
        .map(|name| all.iter().position(|key| key.name == *name).unwrap())
        .collect();
    proptest::sample::select(places)
}

const SCALARS: &[&str] = &[
    "any",
    "text",
    "slash",
    "quote",
    "amp",
    "word",
    "line",
    "back",
    "listed",
    "del",
    "empty",
    "uuid",
    "number",
    "count",
    "code",
    "flag",
    "nullable",
    "maybe_text",
];
const PLAIN: &[&str] = &["number", "count", "code", "flag", "nullable", "word"];
/// Those whose sections may be empty: they may be false, null, or a list.
const SECTIONS: &[&str] = &["flag", "nullable", "maybe_text", "rows", "list"];

fn kind() -> impl Strategy<Value = TagKind> {
    prop_oneof![Just(TagKind::Escaped), Just(TagKind::Raw)]
}

/// What stands in a string.
fn quoted() -> impl Strategy<Value = Part> {
    let text = prop_oneof![
        Just("a"),
        Just(" - "),
        Just("\\\""),
        Just("\\\\"),
        Just("n"),
        Just(",")
    ];
    let leaf = prop_oneof![
        3 => (kind(), index(SCALARS)).prop_map(|(kind, key)| Part::Bare(kind, key)),
        2 => text.prop_map(|text| Part::Text(text.to_owned())),
    ];
    let scalar_sections = index(&["flag", "nullable", "maybe_text"]);
    let section = (
        any::<bool>(),
        scalar_sections,
        proptest::collection::vec(leaf.clone(), 0..3),
    )
        .prop_map(|(inverted, key, inner)| Part::Section(inverted, key, inner));
    let pieces = prop_oneof![4 => leaf, 1 => section];
    proptest::collection::vec(pieces, 0..4).prop_map(Part::Quoted)
}

/// A value: a string, a tag, or a section and its counterpart.
fn value() -> impl Strategy<Value = Vec<Part>> {
    let text = |text: &str| Part::Text(text.to_owned());
    prop_oneof![
        5 => quoted().prop_map(|part| vec![part]),
        3 => (kind(), index(PLAIN)).prop_map(|(kind, key)| vec![Part::Bare(kind, key)]),
        1 => (Just("-"), kind(), index(PLAIN)).prop_map(move |(sign, kind, key)| vec![text(sign), Part::Bare(kind, key)]),
        1 => (kind(), index(PLAIN), kind(), index(PLAIN)).prop_map(|(a, b, c, d)| vec![Part::Bare(a, b), Part::Bare(c, d)]),
        1 => (kind(), index(PLAIN)).prop_map(move |(kind, key)| vec![Part::Bare(kind, key), text("0")]),
        2 => (kind(), index(&["nullable"]), any::<bool>()).prop_map(move |(kind, key, both)| {
            let mut parts = vec![Part::Section(false, key, vec![Part::Bare(kind, key)])];
            if both {
                parts.push(Part::Section(true, key, vec![text("null")]));
            }
            parts
        }),
        2 => (quoted(), quoted(), index(&["flag", "maybe_text", "nullable"])).prop_map(|(a, b, key)| {
            vec![Part::Section(false, key, vec![a]), Part::Section(true, key, vec![b])]
        }),
        // A string that begins in one of two sections and ends behind both.
        1 => (quoted(), index(&["flag", "maybe_text"])).prop_map(move |(inner, key)| {
            vec![
                Part::Section(false, key, vec![text("\"a")]),
                Part::Section(true, key, vec![text("\"")]),
                text("b\", "),
                inner,
            ]
        }),
    ]
}

/// What stands in a section over a list.
fn inner(names: &'static [&'static str]) -> impl Strategy<Value = Vec<Part>> {
    let tag = move || (kind(), index(names)).prop_map(|(kind, key)| Part::Bare(kind, key));
    prop_oneof![
        2 => proptest::collection::vec(tag(), 1..3).prop_map(|tags| vec![Part::Quoted(tags)]),
        1 => tag().prop_map(|tag| vec![tag]),
        1 => (index(&["maybe_text", "nullable"]), kind(), index(&["."])).prop_map(|(key, kind, own)| {
            let value = Part::Quoted(vec![Part::Bare(kind, own)]);
            let none = Part::Text("0".to_owned());
            vec![Part::Section(false, key, vec![value]), Part::Section(true, key, vec![none])]
        }),
    ]
}

/// A list of values and sections with the commas in different places.
fn template() -> impl Strategy<Value = Vec<Part>> {
    let text = |text: &str| Part::Text(text.to_owned());
    let section = move |(key, mut inner): (usize, Vec<Part>)| {
        inner.push(text(", "));
        vec![Part::Section(false, key, inner)]
    };
    let literal = proptest::sample::select(vec!["{}", "\"x\"", "7", "null"]);
    let item = prop_oneof![
        5 => value().prop_map(move |mut parts| { parts.push(text(", ")); parts }),
        2 => (any::<bool>(), index(SECTIONS), literal.clone()).prop_map(move |(inverted, key, literal)| {
            vec![Part::Section(inverted, key, vec![text(literal), text(", ")])]
        }),
        1 => (any::<bool>(), index(SECTIONS), literal.clone()).prop_map(move |(inverted, key, literal)| {
            vec![Part::Section(inverted, key, vec![text(literal)]), text(", ")]
        }),
        // Lists with what is known of their items, beside what is known outside of them.
        2 => (index(&["rows"]), inner(&["id", "amount", "note", "flag", "uuid", "number", "text"]))
            .prop_map(section),
        1 => (index(&["numbers", "list"]), inner(&[".", "flag", "uuid", "number", "text"]))
            .prop_map(section),
        1 => (index(SECTIONS), index(SECTIONS), literal).prop_map(move |(outer, inner, literal)| {
            let inner = Part::Section(false, inner, vec![text(literal), text(", ")]);
            vec![Part::Section(false, outer, vec![inner])]
        }),
    ];
    let end = prop_oneof![5 => Just("null]"), 1 => Just("]")];
    (proptest::collection::vec(item, 0..4), end).prop_map(move |(items, end)| {
        let mut parts = vec![text("[")];
        parts.extend(items.into_iter().flatten());
        parts.push(text(end));
        parts
    })
}

/// What is found in a project with this body, and what is pointed at.
fn found(body: &str, keys: &[Key]) -> Vec<(&'static str, String)> {
    let declared: Map<String, Value> = keys
        .iter()
        .filter(|key| !key.admitted.is_empty())
        .map(|key| (key.name.to_owned(), key.schema.clone()))
        .collect();
    let manifest = json!({ "platforms": { "mind-expression": { "global_keys": declared } } });
    let webhook = json!({
        "kind": "webhook", "platform": "mind-expression", "name": "w",
        "url": "https://crm.acme.example/w", "method": "POST", "body": body,
    });
    let trigger = json!({
        "kind": "trigger", "platform": "mind-expression", "name": "t",
        "subject": { "name": "T" }, "webhooks": ["w"],
    });
    let file = |path: &str, text: String| ExampleFile {
        path: path.to_owned(),
        text,
    };
    let files = [
        file("hooks.yaml", format!("---\n{webhook}\n---\n{trigger}\n")),
        file(
            "hookc.yaml",
            manifest
                .to_string()
                .replace('\u{7f}', "\\u007f")
                .replace('\u{85}', "\\u0085"),
        ),
    ];
    let (sources, found) = check_example(&files);
    let about = |found: &Diagnostic, sources: &Sources| {
        (found.rule.name, sources.text_at(found.span).to_owned())
    };
    found.iter().map(|one| about(one, &sources)).collect()
}

/// The contexts that differ in what a template uses: all of them where they are few.
fn contexts(template: &str, keys: &[Key], seed: usize) -> Vec<Value> {
    let used: Vec<&Key> = keys
        .iter()
        .filter(|key| tags(template).iter().any(|tag| tag.name == key.name))
        .filter(|key| !key.admitted.is_empty())
        .collect();
    let all: usize = used.iter().map(|key| key.admitted.len()).product();
    let nth = |mut n: usize| {
        let mut context = Map::new();
        for key in &used {
            let value = key.admitted[n % key.admitted.len()].clone();
            n /= key.admitted.len();
            context.insert(key.name.to_owned(), value);
        }
        Value::Object(context)
    };
    if all <= 600 {
        return (0..all).map(nth).collect();
    }
    // Too many for all: each value of each name once, and others at random.
    let step = (seed % all) | 1;
    let mut contexts: Vec<Value> = (0..200).map(|at| nth(at * step % all)).collect();
    for key in &used {
        for value in &key.admitted {
            for at in 0..12 {
                let mut context = contexts[at].clone();
                context[key.name] = value.clone();
                contexts.push(context);
            }
        }
    }
    contexts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn rules_are_silent_where_every_rendering_is_what_was_meant(
        parts in template(),
        seed in any::<usize>(),
    ) {
        let keys = keys();
        let template = written(&parts, &keys, None, false);
        let found = found(&template, &keys);
        let failing = contexts(&template, &keys, seed).into_iter().find(|context| {
            let meant = written(&parts, &keys, Some(context), false);
            let rendered = render(&template, context, true);
            let parsed: Result<Value, _> = serde_json::from_str(&rendered);
            !parsed.is_ok_and(|parsed| serde_json::from_str::<Value>(&meant).ok() == Some(parsed))
        });
        prop_assert_eq!(
            failing.is_none(),
            found.is_empty(),
            "{}\n{:?}\n{:?}", template, failing, found
        );
    }

    /// Each finding about one tag, alone.
    #[test]
    fn the_tag_at_fault_is_the_one_that_is_named(parts in quoted()) {
        let keys = keys();
        let template = format!("{{\"a\": {}}}", written(&[parts], &keys, None, false));
        let found = found(&template, &keys);
        for tag in tags(&template).iter().filter(|tag| tag.kind.is_value()) {
            let key = keys.iter().find(|key| key.name == tag.name).unwrap();
            let text = &template[tag.range.clone()];
            let is_changed = |value: &Value| {
                let rendered = render(&format!("\"{text}\""), &json!({ key.name: value }), true);
                let meant = match value {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                serde_json::from_str::<Value>(&rendered).ok() != Some(Value::String(meant))
            };
            let expected = if tag.kind == TagKind::Raw { "unescaped-in-json" } else { "html-escape-in-json" };
            let is_found = found.iter().any(|(rule, at)| *rule == expected && at == text);
            prop_assert_eq!(key.admitted.iter().any(is_changed), is_found, "{}\n{:?}", template, found);
        }
    }
}
