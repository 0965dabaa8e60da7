//! What fixes make of the vendors' spellings, in blocks and in brackets, and where there is none
//! because something would be lost or the meaning is not certain.

use hookc::compile::check_example;
use hookc::diagnostic::{ExampleFile, apply, edits_of};

const ESCALATION: &str =
    "kind: escalation\nplatform: enterpret\nname: e\nautomation: A\nurl: https://a.example/e\n";
const WEBHOOK: &str =
    "kind: webhook\nplatform: verboo\nname: w\nurl: https://a.example/w\nmethod: POST\n";
const MESSAGE: &str = "kind: trigger\nplatform: ebbot\nname: t\nwebhook: in\n";

/// The text after the fix of its first finding with a fix, and whether that is safe.
fn fixed(text: &str) -> Option<(bool, String)> {
    let files = [ExampleFile {
        path: "a.yaml".into(),
        text: text.to_owned(),
    }];
    let (_, found) = check_example(&files);
    assert!(!found.is_empty(), "nothing is found in\n{text}");
    let diagnostic = found.iter().find(|found| found.fix.is_some())?;
    let fix = diagnostic.fix.as_ref()?;
    let edits = edits_of(diagnostic, diagnostic.span.file);
    Some((fix.safe, apply(text, &edits)))
}

fn becomes(before: &str, after: &str) {
    assert_eq!(
        fixed(before),
        Some((true, after.to_owned())),
        "\n--- before\n{before}"
    );
}

fn has_no_safe_fix(text: &str) {
    let fixed = fixed(text).filter(|(safe, _)| *safe);
    assert_eq!(fixed, None, "\n--- before\n{text}");
}

#[test]
fn a_key_that_goes_without_saying_is_taken_out() {
    for (before, after) in [
        (
            "{type: WEBHOOK, kind: webhook, platform: verboo}",
            "{kind: webhook, platform: verboo}",
        ),
        (
            "{kind: webhook, type: WEBHOOK, platform: verboo}",
            "{kind: webhook, platform: verboo}",
        ),
        (
            "{kind: webhook, platform: verboo, type: WEBHOOK}",
            "{kind: webhook, platform: verboo}",
        ),
        (
            "{kind: webhook, platform: verboo, type: WEBHOOK,}",
            "{kind: webhook, platform: verboo, }",
        ),
        (
            "{\"kind\": \"webhook\", \"platform\": \"verboo\", \"type\": \"WEBHOOK\"}",
            "{\"kind\": \"webhook\", \"platform\": \"verboo\"}",
        ),
        (
            "kind: webhook\nplatform: verboo\n\"type\": \"WEBHOOK\" # as the page has it\n",
            "kind: webhook\nplatform: verboo\n",
        ),
    ] {
        becomes(before, after);
    }
    has_no_safe_fix("kind: webhook\nplatform: verboo\ntype: EMAIL\n");
    has_no_safe_fix("kind: webhook\nplatform: verboo\ntype: &a WEBHOOK\n");
    has_no_safe_fix(&format!("{ESCALATION}auth: none\nmethod: GET\n"));
}

#[test]
fn a_key_that_belongs_into_another_moves() {
    becomes(
        &format!(
            "{MESSAGE}type: variable # why\nsandbox: true\nvalue:\n  name: a\n\n  value: |\n    b\n"
        ),
        &format!(
            "{MESSAGE}message:\n  type: variable # why\n  value:\n    name: a\n\n    value: |\n      b\nsandbox: true\n"
        ),
    );
    becomes(
        "{kind: trigger, platform: ebbot, type: text, name: t, webhook: in, value: 'a, b'}",
        "{kind: trigger, platform: ebbot, message: { type: text, value: 'a, b' }, name: t, webhook: in}",
    );
    becomes(
        &format!("{ESCALATION}bearer: ${{secret.T}}\n"),
        &format!("{ESCALATION}auth:\n  bearer: ${{secret.T}}\n"),
    );
    has_no_safe_fix(&format!(
        "{MESSAGE}type: text\nvalue: &v hello\ndescription: *v\n"
    ));
    has_no_safe_fix(&format!(
        "{MESSAGE}message: {{ type: text }}\nvalue: hello\n"
    ));
}

#[test]
fn a_list_of_pairs_becomes_a_mapping() {
    let with = |headers: &str| format!("{WEBHOOK}{headers}");
    becomes(
        &with("headers:\n- key: X-Version\n  value: 2\n- { key: X-On, value: true }\n"),
        &with("headers:\n  X-Version: '2'\n  X-On: 'true'\n"),
    );
    becomes(
        &with("headers: [{ key: X-A, value: '$session.id' }, { key: X-B, value: \"b, c\" }]\n"),
        &with("headers: { X-A: '$session.id', X-B: \"b, c\" }\n"),
    );
    for lossy in [
        "headers:\n  - key: A\n    value: b\n    enabled: false\n",
        "headers:\n  - key: A\n    # why it is there\n    value: b\n",
        "headers:\n  - key: A\n    value: b\n  - key: A\n    value: c\n",
        "headers:\n  - &h\n    key: A\n    value: b\n  - *h\n",
        "headers:\n  - key: A\n    value:\n",
    ] {
        has_no_safe_fix(&with(lossy));
    }
}

#[test]
fn an_auth_with_a_type_becomes_its_method() {
    let with = |auth: &str| format!("{ESCALATION}{auth}");
    becomes(
        &with("auth: { type: bearer, token: '${secret.T}' }\n"),
        &with("auth: { bearer: '${secret.T}' }\n"),
    );
    becomes(
        &with("auth:\n  type: header\n  name: X-A\n  value: ${secret.T}\n"),
        &with("auth:\n  { header: { name: X-A, value: '${secret.T}' } }\n"),
    );
    for lossy in [
        "auth:\n  type: bearer\n  token: a\n  expires: 5\n",
        "auth:\n  type: bearer # why\n  token: a\n",
        "auth:\n  type: bearer\n  token: &t a\n",
        "auth: { type: basic, username: a, password: b }\n",
    ] {
        has_no_safe_fix(&with(lossy));
    }
}

#[test]
fn a_body_that_is_json_as_text_becomes_one() {
    let with = |body: &str| format!("{WEBHOOK}{body}");
    becomes(
        &with("body: |\n  {\n    \"photos\": $images,\n    \"text\": \"\\\"$images\\\"\"\n  }\n"),
        &with("body: {\n    \"photos\": $images,\n    \"text\": \"\\\"$images\\\"\"\n  }\n"),
    );
    becomes(
        &with("body: '{\"a\": \"it''s\"}'\n"),
        &with("body: {\"a\": \"it's\"}\n"),
    );
    becomes(
        &with("body: '{\"a\": \"\\ud83d\\ude00\"}'\n"),
        &with("body: {\"a\": \"\\ud83d\\ude00\"}\n"),
    );
    // An anchor would change its type elsewhere.
    has_no_safe_fix(&with("body: &b '{\"a\": 1}'\n"));
    has_no_safe_fix(&with("body: '{ \"a\": $imagesize }'\n"));
}

#[test]
fn one_name_becomes_a_list_and_nothing_is_guessed() {
    let with = |webhooks: &str| {
        format!("kind: trigger\nplatform: verboo\nname: t\ndescription: Call it.\n{webhooks}")
    };
    becomes(
        &with("webhooks: \"w\" # c\n"),
        &with("webhooks: [\"w\"] # c\n"),
    );
    has_no_safe_fix(&with("webhooks: a, b\n"));
    has_no_safe_fix(&with("webhooks: a b\n"));
    has_no_safe_fix(&with("webhooks: !!str w\n"));
    has_no_safe_fix(&format!("{WEBHOOK}headers: {{ X-Null: ~ }}\n"));
}

#[test]
fn schemas_of_their_own_are_no_bare_parameters() {
    let with = |parameters: &str| {
        format!(
            "{WEBHOOK}---\nkind: trigger\nplatform: verboo\nname: t\ndescription: Call it.\nwebhooks: [w]\n{parameters}"
        )
    };
    becomes(
        &with("parameters: { a: { type: string } }\n"),
        &with("parameters: { type: object, properties: { a: { type: string } } }\n"),
    );
    let files = [ExampleFile {
        path: "a.yaml".into(),
        text: with("parameters:\n  $defs: { a: { type: string } }\n"),
    }];
    let found = check_example(&files).1;
    assert!(found.iter().all(|found| found.rule.name != "wrong-type"));
}
