//! `stringified-value`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::{Flow, Types};
use crate::platforms::facts::Templates;
use crate::project::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "stringified-value",
    severity: Severity::Info,
    group: Group::Variables,
    summary: "A number or boolean alone in a string of a body: it arrives as a string.",
    why: "A reference in a body stands in a JSON string, and what replaces it stays in that string: \
          your API receives `\"3\"` where the parameter is the number 3, and `\"false\"`, which many \
          programs take for true.\n\nLet the API read the string, and declare the parameter as \
          `type: string` with a `pattern`, so that both sides agree.",
    sources: &[
        "Verboo, Webhook, Automatic encoding: https://verboo.ai/en/docs/integrations/webhook",
    ],
    bad: &[Example {
        title: "a number and a boolean",
        text: "\
kind: webhook
platform: verboo
name: place_order
url: https://shop.acme.example/orders
method: POST
body:
  quantity: $quantity
            ^^^^^^^^^
  express: $express
           ^^^^^^^^
response_directive: Confirm the order.
---
kind: trigger
platform: verboo
name: order
description: Call when the customer wants to order something.
parameters:
  type: object
  properties:
    quantity: { type: number, description: How many pieces }
    --------
    express: { type: boolean, description: Whether it has to be there tomorrow }
    -------
  required: [quantity, express]
webhooks: [place_order]
",
    }],
    good: &[Example {
        title: "a string, and a number within a text",
        text: "\
kind: webhook
platform: verboo
name: place_order
url: https://shop.acme.example/orders
method: POST
body:
  quantity: $quantity
  note: '$days days of delivery'
response_directive: Confirm the order.
---
kind: trigger
platform: verboo
name: order
description: Call when the customer wants to order something.
parameters:
  type: object
  properties:
    quantity: { type: string, pattern: '^[0-9]{1,3}$', description: How many pieces }
    days: { type: number, description: How many days the delivery may take }
  required: [quantity, days]
webhooks: [place_order]
",
    }],
};

/// Reports references to numbers and booleans that are all of a string.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (_, definition, reads) in flow.readers() {
        if definition.platform.templates != Some(Templates::Dollar) {
            continue;
        }
        for read in reads {
            if !matches!(read.used.place, Place::BodyText { whole: true }) {
                continue;
            }
            let types = flow.types(read);
            if !types.is_within(Types::NUMBER.or(Types::BOOLEAN)) {
                continue;
            }
            let message = format!(
                "`{}` is {}, and arrives as a string",
                read.shown(),
                types.phrase()
            );
            let mut diagnostic = read.finding(&RULE, message);
            for span in flow.sources(read).iter().filter_map(|source| source.span) {
                diagnostic = diagnostic.label(span, "declared here");
            }
            found.push(diagnostic.help(
                "let the API read a string, and declare `type: string` with a `pattern` here",
            ));
        }
    }
}
