//! `undescribed-parameter`

use super::functions::{function, parameters};
use crate::definition::{Data, Definition};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "undescribed-parameter",
    severity: Severity::Warning,
    group: Group::Triggers,
    summary: "A parameter without a description, which the LLM extracts by.",
    why: "The LLM takes the value of a parameter out of the conversation by its description. From \
          a name such as `number` alone it has to guess: the customer's phone number arrives where \
          your API expects an order.\n\nWrite a `description` that says what the value is, where \
          the customer finds it, and in which form it is wanted.",
    sources: &["Verboo, Triggers: https://verboo.ai/en/docs/concepts/triggers"],
    bad: &[Example {
        title: "a name alone, and a blank description",
        text: "\
kind: webhook
platform: verboo
name: find_order
url: https://shop.company.example/api/orders/$number?year=$year
method: GET
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    number: { type: string }
    ^^^^^^
    year: { type: string, description: ' ' }
    ^^^^
  required: [number, year]
webhooks: [find_order]
",
    }],
    good: &[Example {
        title: "what the value is",
        text: "\
kind: webhook
platform: verboo
name: find_order
url: https://shop.company.example/api/orders/$number
method: GET
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    number: { type: string, description: The order's number as printed on the invoice }
  required: [number]
webhooks: [find_order]
",
    }],
};

/// Looks for the description of each parameter.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    if function(definition).is_none() {
        return;
    }
    for (name, schema) in parameters(definition) {
        // What is no schema, or no text, is `invalid-parameters`.
        let is_described = match schema.get("description").map(|value| &value.data) {
            Some(Data::Text(text)) => text.is_unresolved() || !text.as_str().trim().is_empty(),
            Some(_) => true,
            // `true` is a schema that says nothing.
            None => !matches!(schema.data, Data::Map(_) | Data::Bool(true)),
        };
        if is_described {
            continue;
        }
        let message = format!(
            "the parameter `{}` has no description",
            name.as_str().shown()
        );
        let finding = Diagnostic::new(&RULE, name.span(), message)
            .help("write a `description`: what the value is, and where the customer finds it");
        found.push(name.explain(finding));
    }
}
