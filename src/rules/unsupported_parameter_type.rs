//! `unsupported-parameter-type`

use super::functions::{function, parameters};
use crate::definition::{Data, Definition, Text, Value};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown, list, list_all};
use crate::project::{DefinitionId, Project};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unsupported-parameter-type",
    severity: Severity::Warning,
    group: Group::Triggers,
    summary: "A parameter of a type that the platform does not document.",
    why: "Verboo documents four types of parameters: string, number, boolean, and array with items. \
          What becomes of others is not said: the trigger may be refused, or the LLM may get no \
          usable schema and invent a form of its own.\n\nWrite one of the four: a `number` for an \
          `integer`, several parameters for an `object`, an `enum` of strings for alternatives.",
    sources: &[
        "Verboo, MCP tools: https://verboo.ai/en/docs/mcp/tools",
        "Verboo, Templates: https://verboo.ai/en/docs/concepts/templates",
    ],
    bad: &[
        Example {
            title: "types outside of the four",
            text: "\
kind: webhook
platform: verboo
name: create_order
url: https://shop.company.example/api/orders/$count/$size
method: POST
body: { colour: $colour, note: $note }
response_directive: Confirm the order to the customer.
---
kind: trigger
platform: verboo
name: order
description: Call when the customer wants to order a shirt.
parameters:
  type: object
  properties:
    count: { type: integer, description: How many }
                   ^^^^^^^
    size: { type: [number, 'null'], description: The size }
                  ^^^^^^^^^^^^^^^^
    colour: { anyOf: [{ const: red }, { const: blue }], description: The colour }
              ^^^^^
    note: { pattern: '^[a-z ]*$', description: A note for the shop }
    ^^^^
  required: [count, size, colour, note]
webhooks: [create_order]
",
        },
        Example {
            title: "arrays of nobody knows what",
            text: "\
kind: webhook
platform: verboo
name: create_order
url: https://shop.company.example/api/orders
method: POST
response_directive: Confirm the order to the customer.
body: { names: $names, counts: $counts }
---
kind: trigger
platform: verboo
name: order
description: Call when the customer wants to order several shirts.
parameters:
  type: object
  properties:
    names: { type: array, description: The names of the shirts }
                   ^^^^^
    counts: { type: array, items: { type: integer }, description: How many of each }
                                          ^^^^^^^
  required: [names, counts]
webhooks: [create_order]
# file: hookc.yaml
rules:
  structured-value-in-string: allow
",
        },
    ],
    good: &[Example {
        title: "the four types",
        text: "\
kind: webhook
platform: verboo
name: create_order
url: https://shop.company.example/api/orders/$size/$count
method: POST
response_directive: Confirm the order to the customer.
---
kind: trigger
platform: verboo
name: order
description: Call when the customer wants to order a shirt.
parameters:
  type: object
  properties:
    size: { type: string, enum: [small, large], description: The size }
    count: { type: number, description: How many }
  required: [size, count]
webhooks: [create_order]
",
    }],
};

/// The types of JSON Schema; another word is `invalid-parameters`.
const TYPES: &[&str] = &[
    "string", "number", "integer", "boolean", "array", "object", "null",
];

/// Keywords that stand for several schemas, or for one elsewhere.
const COMBINING: &[&str] = &["$ref", "oneOf", "anyOf", "allOf", "not", "if"];

/// Judges the schema of each parameter.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(facts) = function(definition) else {
        return;
    };
    for (name, schema) in parameters(definition) {
        let what = format!("the parameter `{}`", name.as_str().shown());
        let legal = facts.parameter_types;
        found.extend(judge(legal, name, &what, name.span(), schema));
    }
}

/// The first thing that is not documented in the schema of a parameter or, below it, of items; `what`
/// says which, and `key` is what stands before it.
fn judge(
    legal: &[&str],
    name: &Text<'_>,
    what: &str,
    key: Span,
    schema: &Value<'_>,
) -> Option<Diagnostic> {
    let name_shown = name.as_str().shown();
    let help = || format!("write a `type` that is {}", list(legal.iter().copied()));
    let untyped = || {
        let message = format!("{what} has no type");
        Diagnostic::new(&RULE, key, message).help(help())
    };
    let Data::Map(entries) = &schema.data else {
        // `true` is a schema that allows everything.
        return matches!(schema.data, Data::Bool(true)).then(untyped);
    };
    let combining = entries
        .iter()
        .find(|(keyword, _)| COMBINING.contains(&keyword.as_str()));
    if let Some((keyword, _)) = combining {
        let message = format!(
            "`{}` is not documented for parameters, here of `{name_shown}`",
            keyword.as_str()
        );
        return Some(Diagnostic::new(&RULE, keyword.span(), message).help(help()));
    }
    let Some(kind) = schema.get("type") else {
        return Some(untyped());
    };
    match &kind.data {
        Data::Text(text) if legal.contains(&text.as_str()) => {
            if text.as_str() != "array" {
                return None;
            }
            match schema.get("items") {
                Some(items) => {
                    let items_key = entries
                        .iter()
                        .find(|(keyword, _)| keyword.as_str() == "items");
                    let key = items_key.map_or(key, |(key, _)| key.span());
                    let what = format!("each item of `{name_shown}`");
                    judge(legal, name, &what, key, items)
                }
                None => Some(
                    Diagnostic::new(
                        &RULE,
                        text.span(),
                        format!("the array `{name_shown}` does not say what its items are"),
                    )
                    .help("write `items: { type: string }`, or the type that they have"),
                ),
            }
        }
        Data::Text(text) if !text.is_unresolved() && TYPES.contains(&text.as_str()) => {
            let message = format!(
                "{what} has the type `{}`; documented are {}",
                text.as_str(),
                list_all(legal.iter().copied())
            );
            let finding = Diagnostic::new(&RULE, text.span(), message);
            let finding = match text.as_str() {
                "integer" if text.pieces().is_empty() => {
                    finding
                        .help("write `number`")
                        .edit(false, text.span(), "number")
                }
                "integer" => finding.help("write `number`"),
                "object" => finding.help("write a parameter for each of its fields"),
                _ => finding.help(help()),
            };
            Some(text.explain(finding))
        }
        Data::List(_) => {
            let message = format!("{what} has several types");
            let help = "write the one type that it has; leave it out of `required` where it may be missing";
            Some(Diagnostic::new(&RULE, kind.span, message).help(help))
        }
        _ => None,
    }
}
