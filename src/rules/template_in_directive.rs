//! `template-in-directive`

use std::ops::Range;

use super::functions::{function, parameters};
use crate::definition::{Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::project::{DefinitionId, Project};
use crate::source::slice;
use crate::templates::dollar;

/// The rule.
pub static RULE: Rule = Rule {
    name: "template-in-directive",
    severity: Severity::Warning,
    group: Group::Triggers,
    summary: "A reference in a text that is not filled in: a directive or a description.",
    why: "Verboo replaces `$name` in URL, headers and body of a webhook, and nowhere else. In a \
          `response_directive`, or in the description of a trigger or a parameter, the LLM reads \
          the dollar sign and the name as they stand, and may repeat them to the customer.\n\nSay \
          in words what is meant: the LLM knows the arguments that it gave, and the response.",
    sources: &[
        "Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook",
        "Verboo, Variables: https://verboo.ai/en/docs/concepts/variables",
    ],
    bad: &[
        Example {
            title: "references in a directive",
            text: "\
kind: webhook
platform: verboo
name: find_order
url: https://shop.company.example/api/orders/$order_number
method: GET
response_directive: Tell the customer where order $order_number is, and greet {{name}} or ${{name}}.
                                                  ^^^^^^^^^^^^^               ^^^^^^^^    ^^^^^^^^^
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The order's number }
  required: [order_number]
webhooks: [find_order]
",
        },
        Example {
            title: "references in descriptions",
            text: "\
kind: webhook
platform: verboo
name: find_order
url: https://shop.company.example/api/orders/$order_number
method: GET
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer $user_name asks where an order is.
                                    ^^^^^^^^^^
parameters:
  type: object
  properties:
    order_number: { type: string, description: An order's number that belongs to $session.id }
                                                                                 ^^^^^^^^^^^
  required: [order_number]
webhooks: [find_order]
# file: hookc.yaml
platforms:
  verboo:
    client_data: [user_name]
",
        },
    ],
    good: &[Example {
        title: "in words; prices are no references",
        text: "\
kind: webhook
platform: verboo
name: find_order
url: https://shop.company.example/api/orders/$order_number
method: GET
response_directive: Tell the customer where the order is, and that express costs $5 or US$ 6.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The order's number }
  required: [order_number]
webhooks: [find_order]
",
    }],
};

/// Looks for references in what a language model reads as it stands.
pub fn check(
    project: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let platform = definition.platform;
    for (text, what) in texts(definition) {
        if text.is_unresolved() || memchr::memchr2(b'$', b'{', text.as_str().as_bytes()).is_none() {
            continue;
        }
        let is_declared = |name: &str| project.is_run_time_name(platform, name);
        for range in references(&is_declared, platform.built_in, text.as_str()) {
            let written = slice(text.as_str(), range.clone()).shown();
            let message = format!("`{written}` is not filled in here, in {what}");
            let finding = Diagnostic::new(&RULE, text.span_of(range), message)
                .help("say in words what is meant; the LLM reads this text as it stands");
            found.push(text.explain(finding));
        }
    }
}

/// The texts that a language model reads as they stand, with what they are.
fn texts<'d, 's>(definition: &'d Definition<'s>) -> Vec<(&'d Text<'s>, &'static str)> {
    let directive = definition.request.response_directive.iter();
    let mut texts: Vec<_> = directive.map(|text| (text, "a directive")).collect();
    if function(definition).is_some() {
        let description = definition.description.iter();
        texts.extend(description.map(|text| (text, "the description of a trigger")));
        let descriptions = parameters(definition)
            .iter()
            .filter_map(|(_, schema)| schema.get("description")?.text());
        texts.extend(descriptions.map(|text| (text, "the description of a parameter")));
    }
    texts
}

/// The references of any of the platform's languages, in order.
fn references(
    is_declared: &dyn Fn(&str) -> bool,
    built_in: &[&str],
    text: &str,
) -> Vec<Range<usize>> {
    let mut found: Vec<_> = dollar::references(text, built_in)
        .into_iter()
        .filter(|reference| is_declared(reference.name))
        .map(|reference| reference.range)
        .collect();
    found.extend(braces(text));
    found.sort_by_key(|range| range.start);
    found
}

/// `{{…}}` on one line, with a `$` before it.
fn braces(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = slice(text, at..text.len())
        .find("{{")
        .map(|start| at + start)
    {
        let inner = slice(text, start..text.len());
        let Some(end) = inner.find("}}") else {
            break;
        };
        let is_triple =
            inner.starts_with("{{{") && slice(inner, end..inner.len()).starts_with("}}}");
        let end = start + end + if is_triple { 3 } else { 2 };
        at = end;
        let name = slice(text, start..end).trim_matches(['{', '}']);
        if !name.trim().is_empty() && !name.contains('\n') {
            let dollar = usize::from(slice(text, 0..start).ends_with('$'));
            found.push(start - dollar..end);
        }
    }
    found
}
