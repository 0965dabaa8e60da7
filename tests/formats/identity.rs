//! A finding is known again after the text around it has changed.

use std::collections::BTreeMap;

use hookc::compile::check_example;
use hookc::diagnostic::{Diagnostic, ExampleFile, fingerprint};
use hookc::identity::identify;

const ORDERS: &str = "\
kind: webhook
platform: verboo
name: check_order_status
url: https://erp.example/orders/$ordr_number
method: GET
headers:
  X-Trace: $trace
  X-Note: 'a $note'
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The order's number }
  required: [order_number]
webhooks: [check_order_status, other, another]
";

fn found(text: &str) -> Vec<Diagnostic> {
    let file = ExampleFile {
        path: "hooks.yaml".to_owned(),
        text: text.to_owned(),
    };
    let (sources, mut found) = check_example(&[file]);
    identify(&mut found, &sources, &[]);
    found
}

/// Each finding with its key.
fn keys(text: &str) -> BTreeMap<String, String> {
    let found = found(text);
    let entry = |one: &Diagnostic| (fingerprint(one, "hooks.yaml"), one.message.clone());
    let keys: BTreeMap<String, String> = found.iter().map(entry).collect();
    assert_eq!(keys.len(), found.len(), "{found:#?}");
    keys
}

#[test]
fn findings_survive_what_does_not_concern_them() {
    let before = keys(ORDERS);
    assert!(before.len() >= 5, "{before:?}");
    let lines_above = format!("# a comment\n\n\n{ORDERS}");
    let documents: Vec<&str> = ORDERS.split("---\n").collect();
    let other_order = format!("{}---\n{}", documents[1], documents[0]);
    let other_fields = ORDERS
        .replace("method: GET\n", "")
        .replace("url:", "method: GET\nurl:")
        .replace(
            "[check_order_status, other, another]",
            "[check_order_status, another, other]",
        );
    let as_block = ORDERS
        .replace(
            "headers:\n  X-Trace: $trace\n  X-Note: 'a $note'",
            "headers: { X-Note: \"a $note\",\n    X-Trace: $trace }",
        )
        .replace(
            "[check_order_status, other, another]",
            "\n  - check_order_status\n  - other\n  - another",
        );
    for text in [&lines_above, &other_order, &other_fields, &as_block] {
        assert_ne!(text, ORDERS);
        assert_eq!(keys(text), before, "{text}");
    }
}

#[test]
fn another_finding_is_another_one() {
    let before = keys(ORDERS);
    for (old, new) in [
        ("$trace", "$tracing"),
        ("X-Trace:", "X-Span:"),
        ("name: check_order_status", "name: check_order_states"),
        ("a $note", "a $note $more"),
    ] {
        let text = ORDERS.replace(old, new);
        assert_ne!(keys(&text), before, "{new}");
    }
}

#[test]
fn several_findings_of_one_kind_are_told_apart() {
    // Both point at the same place; what is missing tells them apart.
    let text = "kind: webhook\nplatform: verboo\nname: one\n";
    let missing: Vec<Diagnostic> = found(text)
        .into_iter()
        .filter(|found| found.rule.name == "missing-field")
        .collect();
    assert_eq!(missing.len(), 2);
    assert_ne!(missing[0].identity.subject, missing[1].identity.subject);
    // Two that nothing tells apart are counted.
    let text = ORDERS.replace("'a $note'", "'$note $note'");
    let times: Vec<usize> = found(&text)
        .iter()
        .filter(|found| found.identity.field == "headers.X-Note")
        .map(|found| found.identity.occurrence)
        .collect();
    assert_eq!(times, [0, 1]);
}

#[test]
fn places_are_named_as_their_authors_name_them() {
    let found = found(ORDERS);
    let at = |rule: &str| {
        let one = found.iter().find(|found| found.rule.name == rule).unwrap();
        (&*one.identity.definition, &*one.identity.field)
    };
    let webhook = "verboo/webhook/check_order_status";
    assert_eq!(at("unknown-variable"), (webhook, "url"));
    assert_eq!(
        at("unresolved-reference"),
        ("verboo/trigger/check_order", "webhooks[]")
    );
    let text = ORDERS.replace(
        "---\n",
        "tests:\n  - { name: quotes. survive, given: 1, expect: {} }\n---\n",
    );
    let fields: Vec<String> = self::found(&text)
        .into_iter()
        .map(|one| one.identity.field)
        .collect();
    let wanted = "tests[\"quotes. survive\"].given".to_owned();
    assert!(fields.contains(&wanted), "{fields:?}");
}

/// A short secret can be guessed from its hash, so it is no part of one.
#[test]
fn no_key_depends_on_a_secret() {
    let text = |secret: &str| {
        format!(
            "kind: webhook\nplatform: verboo\nname: one\nurl: https://a.example/\nmethod: GET\n\
             headers:\n  Authorization: Bearer {secret}\n  Bad Name: x {secret}\n"
        )
    };
    let (one, other) = (text("geheim-1"), text("a-much-longer-secret-2"));
    assert_eq!(keys(&one), keys(&other));
}
