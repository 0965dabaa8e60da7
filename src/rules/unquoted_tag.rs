//! `unquoted-tag`

use super::maybe_unset_variable::label_causes;
use super::values::is_certain;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::json::JsonPlace;
use crate::flow::{Flow, Read, Types};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unquoted-tag",
    severity: Severity::Warning,
    group: Group::Templates,
    summary: "A tag in a JSON template that stands for a value without quotes.",
    why: "A tag becomes text. Without quotes around it that text is JSON only if it happens to be a \
          number, `true` or `false`; where the value is missing nothing stands there \
          (`\"count\": ,`), and the request is no JSON.\n\nPut quotes around the tag, or declare the \
          value as a number or boolean that is always there. A value that may be missing can have a \
          section around it: `{{#count}}{{count}}{{/count}}{{^count}}null{{/count}}`.",
    sources: &[
        "Mustache specification, \"failed context lookups should default to empty strings\": https://github.com/mustache/spec/blob/master/specs/interpolation.yml",
    ],
    bad: &[Example {
        title: "text, and numbers that may be missing or null",
        text: "\
kind: webhook
platform: mind-expression
name: order_items
url: https://shop.acme.example/orders
method: POST
body: |
  { \"size\": {{size}}, \"count\": {{count}},
            ^^^^^^^^           ^^^^^^^^^
    \"weight\": {{weight}} }
              ^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: place_order
subject: { name: Place Order }
parameters:
  type: object
  properties:
    size: { type: string, enum: [s, m, l], description: The size that is ordered }
    ----
    count: { type: number, description: How many are ordered }
    -----
    weight: { type: [number, 'null'], description: What one of them weighs }
    ------
  required: [size, weight]
webhooks: [order_items]
",
    }],
    good: &[
        Example {
            title: "the items of a list whose schema says that they are numbers",
            text: "\
kind: webhook
platform: mind-expression
name: order_items
url: https://shop.acme.example/orders
method: POST
body: |
  { \"sizes\": [ {{#sizes}}{{.}}, {{/sizes}} null ],
    \"rows\": [ {{#rows}}{ \"count\": {{count}} }, {{/rows}} null ] }
---
kind: trigger
platform: mind-expression
name: place_order
subject: { name: Place Order }
webhooks: [order_items]
# file: hookc.yaml
platforms:
  mind-expression:
    global_keys:
      sizes: { type: array, items: { type: number } }
      rows:
        type: array
        items: { type: object, properties: { count: { type: number } }, required: [count] }
",
        },
        Example {
            title: "quotes, a number that is there, and one that may be missing",
            text: "\
kind: webhook
platform: mind-expression
name: order_items
url: https://shop.acme.example/orders
method: POST
body: |
  { \"size\": \"{{size}}\", \"count\": {{count}},
    \"weight\": {{#weight}}{{weight}}{{/weight}}{{^weight}}null{{/weight}} }
---
kind: trigger
platform: mind-expression
name: place_order
subject: { name: Place Order }
parameters:
  type: object
  properties:
    size: { type: string, enum: [s, m, l], description: The size that is ordered }
    count: { type: number, description: How many are ordered }
    weight: { type: number, description: What one of them weighs }
  required: [size, count]
webhooks: [order_items]
",
        },
    ],
};

const PLAIN: Types = Types::NUMBER.or(Types::BOOLEAN);

/// Reports the tags that stand in no string and are not certainly a number or boolean.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (id, _, _) in flow.readers() {
        for (read, place) in flow.json_reads(id) {
            if place != JsonPlace::Bare || read.is_missing() {
                continue;
            }
            let types = flow.types(read);
            let is_plain = types.is_within(PLAIN);
            let may_be_null = types.may_be_null() && !read.is_guarded;
            let is_there = is_certain(read) && !may_be_null;
            if is_plain && is_there {
                continue;
            }
            let name = read.name();
            let what = if read.item.is_some() || name == "." {
                "the `items` of the list".to_owned()
            } else {
                format!("`{name}`")
            };
            let (message, help) = if is_plain {
                let (gone, remedy) = if is_certain(read) {
                    ("null", "rule `null` out in its schema")
                } else {
                    ("missing", "require the value")
                };
                (
                    format!("nothing stands here when `{name}` is {gone}"),
                    format!(
                        "{remedy}, or write \
                         `{{{{#{name}}}}}{{{{{name}}}}}{{{{/{name}}}}}{{{{^{name}}}}}null{{{{/{name}}}}}`"
                    ),
                )
            } else {
                (
                    format!("`{name}` stands in the JSON without quotes"),
                    format!(
                        "write `\"{{{{{name}}}}}\"`, or declare {what} as a number or boolean \
                         that is always there"
                    ),
                )
            };
            let diagnostic = read.finding(&RULE, message).help(help);
            found.push(if !is_plain {
                let need_not = |types: Types| !types.is_within(PLAIN);
                labelled(
                    flow,
                    read,
                    diagnostic,
                    need_not,
                    "need not be a number or boolean",
                )
            } else if is_certain(read) {
                labelled(flow, read, diagnostic, Types::may_be_null, "may be `null`")
            } else {
                label_causes(flow, id, read, diagnostic)
            });
        }
    }
}

/// Adds what declares a value of types that are to blame.
fn labelled(
    flow: &Flow<'_, '_>,
    read: &Read<'_, '_>,
    mut diagnostic: Diagnostic,
    is_to_blame: impl Fn(Types) -> bool,
    label: &str,
) -> Diagnostic {
    for source in flow.sources(read) {
        if let Some(span) = source.span.filter(|_| is_to_blame(source.types)) {
            diagnostic = diagnostic.label(span, label);
        }
    }
    diagnostic
}
