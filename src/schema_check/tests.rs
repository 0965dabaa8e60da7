//! What the library says, in our words and within our bounds.

use super::*;
use serde_json::json;

fn messages(schema: &Value, value: &Value) -> (bool, Vec<(String, String)>) {
    let (is_schema, faults) = match judge(schema, Some(value)) {
        Verdict::Judged(faults) => (true, faults),
        Verdict::NoSchema(faults) => (false, faults),
    };
    let faults = faults.into_iter().map(|fault| (fault.value, fault.message));
    (is_schema, faults.collect())
}

#[test]
fn schemas_that_cannot_be_used_say_why() {
    for (schema, at, part) in [
        (json!({ "$ref": "#/nowhere" }), "/$ref", "no `#/nowhere`"),
        (
            json!({ "$ref": "http://127.0.0.1:1/x.json" }),
            "/$ref",
            "not fetched",
        ),
        (
            json!({ "items": { "$ref": "./other.json" } }),
            "/items/$ref",
            "not fetched",
        ),
        (
            json!({ "$schema": "https://example.com/own" }),
            "/$schema",
            "not known",
        ),
        (json!({ "$schema": 5 }), "/$schema", "a number"),
        (json!({ "type": "strin" }), "/type", "no type of"),
        (json!({ "pattern": "[" }), "/pattern", "unbalanced bracket"),
        (
            json!({ "required": "a" }),
            "/required",
            "text where `type` is `array`",
        ),
        (json!(5), "", "not a number"),
    ] {
        let (is_schema, faults) = messages(&schema, &json!({}));
        assert!(!is_schema, "{schema}");
        let [(pointer, message)] = faults.as_slice() else {
            panic!("{schema}: {faults:?}")
        };
        assert_eq!(pointer, at, "{schema}");
        assert!(message.contains(part), "{schema}: {message}");
    }
}

#[test]
fn patterns_are_those_of_ecma_262() {
    // Of its grammar: lookbehind, named groups, properties, modifiers; and of Annex B and of
    // other dialects what Unicode mode refuses.
    for pattern in [
        r"(?<=a+)b",
        r"(?<!a)b",
        r"(?<n>a)\k<n>",
        r"\p{L}",
        r"(?i:x)",
        r"[^]",
        r"\u{1F600}",
        r"\cA",
        r"^\+?[0-9]{6,12}$",
        r"\-\@\_[\w.\-]",
        r"^(?!0)\d+$",
        r"a|",
        "",
    ] {
        assert_eq!(pattern_fault(pattern), None, "{pattern}");
        let schema = json!({ "pattern": pattern });
        assert!(messages(&schema, &json!(1)).0, "{pattern}");
    }
    for pattern in [
        r"(a",
        r"a)",
        r"[a",
        r"*a",
        r"a**",
        r"x++",
        r"a{2,1}",
        r"(?i)x",
        r"(?P<n>x)",
        r"\A",
        r"\Z",
        r"\h",
        r"[[:alpha:]]",
        r"[z-a]",
        r"\p{Foo}",
        r"(?>a)",
        r"(?#x)",
        r"a{,3}",
        r"\1",
        "\\",
    ] {
        assert!(pattern_fault(pattern).is_some(), "{pattern}");
    }
    for deep in ["(".repeat(100_000), "a?".repeat(100_000)] {
        assert_eq!(pattern_fault(&deep), None);
    }
}

#[test]
fn references_that_multiply_are_not_followed() {
    let chain = |count: usize, uses: usize| {
        let mut parts = serde_json::Map::new();
        for at in 0..count {
            let next = json!({ "$ref": format!("#/$defs/a{}", at + 1) });
            parts.insert(format!("a{at}"), json!({ "allOf": vec![next; uses] }));
        }
        parts.insert(format!("a{count}"), json!({ "required": ["x"] }));
        json!({ "$ref": "#/$defs/a0", "$defs": parts })
    };
    let value = json!({ "x": 1 });
    // As many looks as a machine has time for, and as deep.
    assert_eq!(judge(&chain(10, 2), Some(&value)), Verdict::Judged(vec![]));
    assert_eq!(
        judge(&chain(5_000, 1), Some(&value)),
        Verdict::Judged(vec![])
    );
    let refused = |schema: &Value, value: &Value| match judge(schema, Some(value)) {
        Verdict::NoSchema(faults) => faults.first().unwrap().message.clone(),
        Verdict::Judged(_) => panic!("judged"),
    };
    let steps = "to judge by it takes more than 2 million steps and 16 for each value";
    assert_eq!(refused(&chain(40, 2), &value), steps);
    assert_eq!(
        refused(&chain(100_000, 1), &value),
        "it has more than 20000 parts"
    );
    assert!(accepts(&chain(40, 2), &value));
    // So may levels of the value, one reference to each.
    let twice = json!([{ "$ref": "#" }, { "$ref": "#" }]);
    let tree = json!({ "properties": { "a": { "allOf": twice } } });
    let nested = |depth| (0..depth).fold(json!({}), |inner, _| json!({ "a": inner }));
    assert_eq!(judge(&tree, Some(&nested(10))), Verdict::Judged(vec![]));
    assert_eq!(refused(&tree, &nested(60)), steps);
    // And many values, each asked about much.
    let wide = json!({ "items": { "allOf": vec![json!({ "minimum": 0 }); 5_000] } });
    assert_eq!(
        judge(&wide, Some(&json!([1, 2, 3]))),
        Verdict::Judged(vec![])
    );
    assert_eq!(refused(&wide, &json!(vec![1; 50_000])), steps);
}

#[test]
fn references_lead_deep_at_each_level_of_a_value() {
    // As many parts as need no stack of their own to be read.
    let mut parts: serde_json::Map<String, Value> = (0..30)
        .map(|at| {
            (
                format!("a{at}"),
                json!({ "$ref": format!("#/$defs/a{}", at + 1) }),
            )
        })
        .collect();
    let inner = json!({ "properties": { "a": { "$ref": "#/$defs/a0" } } });
    parts.insert("a30".to_owned(), inner);
    let schema = json!({ "$ref": "#/$defs/a0", "$defs": parts });
    let value = (0..120).fold(json!({}), |inner, _| json!({ "a": inner }));
    let judged = std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(move || judge(&schema, Some(&value)));
    assert_eq!(judged.unwrap().join().unwrap(), Verdict::Judged(vec![]));
}

#[test]
fn parts_with_names_are_found_by_them() {
    let names = ["#/$defs/a", "#b", "c.json", "c.json#/$defs/d"];
    let all: Vec<Value> = names
        .iter()
        .flat_map(|name| vec![json!({ "$ref": name }); 20])
        .collect();
    let schema = json!({
        "$id": "https://acme.example/whole.json",
        "allOf": all,
        "$defs": {
            "a": { "required": ["x"] },
            "b": { "$anchor": "b", "properties": { "id": {}, "x": { "type": "number" } } },
            "c": {
                "$id": "https://acme.example/c.json",
                "$ref": "#/$defs/d",
                "$defs": { "d": { "minProperties": 1 } },
            },
        },
    });
    let (good, bad) = (json!({ "x": 1 }), json!({}));
    assert_eq!(judge(&schema, Some(&good)), Verdict::Judged(vec![]));
    assert!(matches!(judge(&schema, Some(&bad)), Verdict::Judged(faults) if faults.len() == 60));
    let same: serde_json::Map<String, Value> = (0..9)
        .map(|at| (format!("a{at}"), json!({ "$anchor": "same" })))
        .collect();
    let schema = json!({ "$ref": "#same", "$defs": same });
    assert!(matches!(judge(&schema, Some(&good)), Verdict::NoSchema(_)));
}

#[test]
fn large_values_are_judged_by_what_is_asked_of_them() {
    let names: Vec<String> = (0..100).map(|name| format!("n{name}")).collect();
    let properties: serde_json::Map<String, Value> = names
        .iter()
        .map(|name| (name.clone(), json!({ "type": "integer" })))
        .collect();
    let object = json!({ "type": "object", "required": names, "properties": properties });
    let schema = json!({ "items": { "$ref": "#/$defs/o" }, "$defs": { "o": object } });
    let item: Value = names.iter().map(|name| (name.clone(), json!(1))).collect();
    let value = json!(vec![item; 1_000]);
    assert_eq!(judge(&schema, Some(&value)), Verdict::Judged(vec![]));
}

#[test]
fn schemas_that_refer_to_themselves_end() {
    for schema in [
        json!({ "$ref": "#" }),
        json!({ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#/$defs/a" } } }),
        json!({ "properties": { "a": { "pattern": "^(a+)+$" } } }),
    ] {
        let value = json!({ "a": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" });
        assert!(messages(&schema, &value).0, "{schema}");
    }
}
