//! `prefix-hazard`

use super::optional_in_path;
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::{Declaration, Flow, Read, State};
use crate::platforms::facts::Templates;
use crate::project::DefinitionId;
use crate::source::slice;

/// The rule.
pub static RULE: Rule = Rule {
    name: "prefix-hazard",
    severity: Severity::Warning,
    group: Group::Variables,
    summary: "A name that may have no value and begins with a shorter one that has: then that is replaced.",
    why: "Verboo replaces text, longest name first. While `order_number` has no value, `$order_number` \
          is read as `$order` followed by `_number`: with the order 55 your API receives `55_number`. \
          That happens in those conversations only in which the value is missing.\n\nMake the longer \
          one `required`, or rename one of them so that none begins with the other.",
    sources: &[
        "Verboo, Webhook, Ordered by length: https://verboo.ai/en/docs/integrations/webhook",
    ],
    bad: &[Example {
        title: "an optional parameter that begins with a required one",
        text: "\
kind: webhook
platform: verboo
name: find_order
url: https://erp.acme.example/orders/$order
method: POST
body:
  number: $order_number
          ^^^^^^^^^^^^^
response_directive: Tell the customer what was found.
---
kind: trigger
platform: verboo
name: search
description: Call when the customer asks for an order.
parameters:
  type: object
  properties:
    order: { type: string, description: The id of the order }
    -----
    order_number: { type: string, description: The number on the invoice }
    ------------
  required: [order]
webhooks: [find_order]
",
    }],
    good: &[Example {
        title: "both are required",
        text: "\
kind: webhook
platform: verboo
name: find_order
url: https://erp.acme.example/orders/$order
method: POST
body:
  number: $order_number
response_directive: Tell the customer what was found.
---
kind: trigger
platform: verboo
name: search
description: Call when the customer asks for an order.
parameters:
  type: object
  properties:
    order: { type: string, description: The id of the order }
    order_number: { type: string, description: The number on the invoice }
  required: [order, order_number]
webhooks: [find_order]
",
    }],
};

/// Reports references that turn into another one while their value is missing.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (id, definition, reads) in flow.readers() {
        for read in reads
            .iter()
            .filter(|read| !optional_in_path::applies(definition, read))
        {
            let Some(shorter) = shorter(flow, id, definition, read) else {
                continue;
            };
            let (name, known) = (read.name(), &*shorter.name);
            let rest = slice(name, known.len()..name.len());
            let message = format!(
                "without a value `${name}` renders the value of `{known}` followed by `{rest}`"
            );
            let mut diagnostic = read.finding(&RULE, message);
            for source in flow
                .sources(read)
                .into_iter()
                .filter(|source| source.is_optional())
            {
                if let Some(span) = source.span {
                    diagnostic = diagnostic.label(span, "optional: not in `required`");
                }
            }
            if let Some(span) = shorter.span {
                diagnostic = diagnostic.label(span, format!("`{name}` begins with this name"));
            }
            found.push(diagnostic.help(format!(
                "name `{name}` in `required`, or rename it so that it does not begin with `{known}`"
            )));
        }
    }
}

/// The declared name that is replaced in a reference while its own value is missing.
pub(super) fn shorter<'f>(
    flow: &'f Flow<'_, '_>,
    id: DefinitionId,
    definition: &Definition<'_>,
    read: &Read<'_, '_>,
) -> Option<&'f Declaration<'f>> {
    let mut states = read.reaches.iter().map(|reach| reach.state);
    let is_dollar = definition.platform.templates == Some(Templates::Dollar);
    let may_be_unset =
        is_dollar && states.any(|state| matches!(state, State::Optional | State::Elsewhere));
    may_be_unset
        .then(|| flow.set_prefix(id, read.name()))
        .flatten()
}
