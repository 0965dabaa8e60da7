//! `structured-value-in-string`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::{Flow, Origin, Types};
use crate::platforms::facts::Templates;

/// The rule.
pub static RULE: Rule = Rule {
    name: "structured-value-in-string",
    severity: Severity::Warning,
    group: Group::Variables,
    summary: "An object or array in a string, URL or header.",
    why: "Verboo documents how text is put into a URL, a header and a string of a body, and how \
          `$images` is; not what becomes of a list or an object. It may arrive as JSON with its \
          quotes escaped, as `a,b`, or as `[object Object]`.\n\nDeclare one parameter for each value \
          that the API needs, or one `string` whose description says how to write the list.",
    sources: &["Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook"],
    bad: &[Example {
        title: "a list of sizes",
        text: "\
kind: webhook
platform: verboo
name: place_order
url: https://shop.acme.example/orders
method: POST
body:
  sizes: $sizes
         ^^^^^^
response_directive: Confirm the order.
---
kind: trigger
platform: verboo
name: order
description: Call when the customer wants to order something.
parameters:
  type: object
  properties:
    sizes: { type: array, items: { type: string }, description: The sizes }
    -----
  required: [sizes]
webhooks: [place_order]
",
    }],
    good: &[Example {
        title: "a text that holds the list",
        text: "\
kind: webhook
platform: verboo
name: place_order
url: https://shop.acme.example/orders
method: POST
body:
  sizes: $sizes
response_directive: Confirm the order.
---
kind: trigger
platform: verboo
name: order
description: Call when the customer wants to order something.
parameters:
  type: object
  properties:
    sizes: { type: string, description: 'The sizes, separated by commas' }
  required: [sizes]
webhooks: [place_order]
",
    }],
};

/// Reports references to lists and objects, but for the list that the platform itself has.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (_, definition, reads) in flow.readers() {
        if definition.platform.templates != Some(Templates::Dollar) {
            continue;
        }
        for read in reads {
            let types = flow.types(read);
            if !types.is_within(Types::ARRAY.or(Types::OBJECT)) {
                continue;
            }
            let sources = flow.sources(read);
            let is_built_in = |origin: Origin| matches!(origin, Origin::BuiltIn { .. });
            if sources.iter().any(|source| is_built_in(source.origin)) {
                continue;
            }
            let message = format!("`{}` is {}, in a text", read.shown(), types.phrase());
            let mut diagnostic = read.finding(&RULE, message);
            for span in sources.iter().filter_map(|source| source.span) {
                diagnostic = diagnostic.label(span, "declared here");
            }
            found
                .push(diagnostic.help(
                    "declare a `string`, or one parameter for each value that the API needs",
                ));
        }
    }
}
