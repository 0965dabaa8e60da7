//! What findings name as their cause: what has nothing to do with them is not labelled, and what one
//! cause makes wrong is one finding.

use hookc::compile::check_example;
use hookc::diagnostic::{Diagnostic, ExampleFile};
use hookc::source::Sources;

const MANIFEST: &str = "\
default_platform: verboo
platforms:
  verboo:
    client_data: [user_id]
";

fn check(hooks: &str, manifest: &str) -> (Sources, Vec<Diagnostic>) {
    let file = |path: &str, text: &str| ExampleFile {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    check_example(&[file("hooks.yaml", hooks), file("hookc.yaml", manifest)])
}

/// The only finding, and the texts that it labels.
fn only<'a>(
    rule: &str,
    (sources, found): &'a (Sources, Vec<Diagnostic>),
) -> (&'a Diagnostic, Vec<&'a str>) {
    let [one] = &found[..] else {
        panic!("{}", crate::rules::print(sources, found));
    };
    assert_eq!(one.rule.name, rule);
    let labels = one.labels.iter();
    (
        one,
        labels.map(|label| sources.text_at(label.span)).collect(),
    )
}

fn rules((_, found): &(Sources, Vec<Diagnostic>)) -> Vec<&'static str> {
    found.iter().map(|one| one.rule.name).collect()
}

fn webhook(name: &str, rest: &str) -> String {
    format!("kind: webhook\nname: {name}\nmethod: GET\nresponse_directive: Say it.\n{rest}---\n")
}

fn trigger(name: &str, description: &str, webhooks: &str) -> String {
    format!(
        "kind: trigger\nname: {name}\ndescription: {description}\nwebhooks: [{webhooks}]\n---\n"
    )
}

const FIRST: &str = "Call when the customer wants to know about an order.";
const SECOND: &str = "Use it as soon as somebody complains in the chat.";
const SETS_TICKET: &str = "url: https://a.example/tickets\nresponse: { example: { session: { client_data: { ticket: T-1 } } } }\n";

#[test]
fn an_environment_is_labelled_where_its_value_is_at_fault() {
    let hooks =
        webhook("find", "url: ${api}/orders/$ordr?from=${from}\n") + &trigger("ask", FIRST, "find");
    let manifest = |from: &str| {
        format!("{MANIFEST}environments:\n  live:\n    api: https://a.example\n    from: {from}\n")
    };
    let outcome = check(&hooks, &manifest("bot"));
    let (one, labels) = only("unknown-variable", &outcome);
    assert_eq!(outcome.0.text_at(one.span), "$ordr");
    assert!(labels.is_empty(), "{labels:?}");

    let hooks = hooks.replace("$ordr", "$user_id");
    let outcome = check(&hooks, &manifest("$chanel"));
    let (one, labels) = only("unknown-variable", &outcome);
    assert_eq!(outcome.0.text_at(one.span), "${from}");
    assert_eq!(labels, ["$chanel"]);
}

#[test]
fn an_environment_is_labelled_where_its_value_is_empty_or_all_there_is() {
    let hooks = webhook("find", "url: ${api}\n") + &trigger("ask", FIRST, "find");
    let manifest = format!("{MANIFEST}environments: {{ live: {{ api: '' }} }}\n");
    let (_, found) = check(&hooks, &manifest);
    let url = found.iter().find(|one| one.rule.name == "invalid-url");
    assert_eq!(url.unwrap().labels.len(), 1);
    let hooks = webhook("find", "url: https://a.example/x\n")
        + "kind: trigger\nname: ask\ndescription: ${text}\nwebhooks: [find]\n";
    let manifest = format!("{MANIFEST}environments: {{ live: {{ text: order status }} }}\n");
    let outcome = check(&hooks, &manifest);
    assert_eq!(only("vague-description", &outcome).1, ["order status"]);
}

#[test]
fn a_value_that_comes_too_late_is_one_finding_with_every_call() {
    let hooks = webhook("close", "url: https://a.example/tickets/$ticket\n")
        + &webhook("open", SETS_TICKET)
        + &trigger("hurry", FIRST, "close, open")
        + &trigger("finish", SECOND, "close");
    let outcome = check(&hooks, MANIFEST);
    let (one, labels) = only("used-before-set", &outcome);
    assert_eq!(
        one.message,
        "`$ticket` is set by `open`, which `hurry` calls later"
    );
    assert_eq!(labels, ["ticket", "close", "close"]);
}

#[test]
fn a_value_that_comes_too_late_may_be_there_from_another_trigger() {
    let hooks = webhook("close", "url: https://a.example/tickets/$ticket\n")
        + &webhook("open", SETS_TICKET)
        + &trigger("hurry", FIRST, "close, open")
        + &trigger("report", SECOND, "open");
    let outcome = check(&hooks, MANIFEST);
    let (one, _) = only("used-before-set", &outcome);
    assert_eq!(
        one.labels.last().unwrap().message,
        "`ticket` is not set yet when this runs, unless `report` ran before"
    );
}

#[test]
fn a_parameter_does_not_replace_what_is_the_platforms() {
    let hooks = "\
kind: webhook
name: look
method: GET
url: https://a.example/
headers: { X-Photos: $images }
response_directive: Say it.
---
kind: trigger
name: photos
description: Call when the customer has sent photos of a parcel.
parameters:
  type: object
  properties:
    images: { type: string, description: Pictures }
webhooks: [look]
";
    let outcome = check(hooks, MANIFEST);
    let injection = outcome.1.iter();
    let mut injection = injection.filter(|one| one.rule.name == "header-injection");
    assert!(injection.next().unwrap().labels.is_empty());
    assert_eq!(
        rules(&outcome),
        ["array-in-string", "header-injection", "reserved-name"]
    );
}

#[test]
fn what_belongs_to_the_platform_is_declared_in_no_document_that_is_broken() {
    let broken = "kind: webhook\nname: other\nurl: 'https://a.example' /\n---\n";
    let hooks = webhook(
        "find",
        "url: https://a.example/$session.idx/$session.company/$user_idx\n",
    ) + &trigger("ask", FIRST, "find")
        + broken;
    let mut found = rules(&check(&hooks, MANIFEST));
    found.sort_unstable();
    // `$user_idx` may be what the reply to the broken one sets.
    assert_eq!(
        found,
        ["invalid-yaml", "prefix-capture", "unknown-variable"]
    );
}

#[test]
fn a_field_under_another_name_is_not_missed_as_well() {
    let of_webhook = |field: &str| {
        format!(
            "kind: webhook\nname: find\nmethod: GET\nurl: https://a.example/\n{field}: Say it.\n---\n"
        ) + &trigger("ask", FIRST, "find")
    };
    for field in ["responseDirective", "response_directve"] {
        assert_eq!(
            rules(&check(&of_webhook(field), MANIFEST)),
            ["unknown-field"]
        );
    }
    let of_trigger = webhook("find", "url: https://a.example/\n")
        + &trigger("ask", FIRST, "find").replace("webhooks:", "actions:");
    assert_eq!(rules(&check(&of_trigger, MANIFEST)), ["unknown-field"]);
    let mind = "\
kind: webhook
platform: mind-expression
name: find
method: POST
url: https://a.example/
bdoy: '{}'
---
kind: trigger
platform: mind-expression
name: ask
subject: { name: Ask }
webhooks: [find]
";
    assert_eq!(rules(&check(mind, MANIFEST)), ["unknown-field"]);
    let ebbot = "\
kind: webhook
platform: ebbot
name: bot
direction: incoming
---
kind: trigger
platform: ebbot
name: press
webhook: bot
message: { type: variable, value: { name: a, value: b } }
chatId: 1613384238.420
";
    assert_eq!(rules(&check(ebbot, MANIFEST)), ["unknown-field"]);
}
