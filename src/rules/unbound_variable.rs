//! `unbound-variable`

use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, list};
use crate::flow::{Flow, Reach, Read, Site, State};
use crate::project::DefinitionId;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unbound-variable",
    severity: Severity::Error,
    group: Group::Variables,
    summary: "A reference that one trigger provides and another caller of the same webhook does not.",
    why: "A webhook gets the parameters of the trigger that calls it, and of no other. Called by a \
          trigger that lacks the parameter, the same request goes out without the value: a wrong \
          address, or an empty field that nobody notices.\n\nDeclare the parameter in every trigger \
          that calls the webhook, or give that trigger a webhook that does not need it.",
    sources: &[
        "Verboo, Webhook, Trigger Argument Variables: https://verboo.ai/en/docs/integrations/webhook",
    ],
    bad: &[
        Example {
            title: "a trigger without the parameter",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.acme.example/orders/$order_number
                                     ^^^^^^^^^^^^^
method: GET
response_directive: Tell the customer the status of the order.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The number of the order }
  required: [order_number]
webhooks: [order_status]
# file: last.yaml
kind: trigger
platform: verboo
name: last_order
description: Call if somebody wants to know about the newest purchase.
webhooks: [order_status]
           ------------
",
        },
        Example {
            title: "a Subject without the key",
            text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: POST
body: |
  { \"customer\": \"{{customer_id}}\" }
                 ^^^^^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
parameters:
  type: object
  properties:
    customer_id: { type: string, pattern: '^[0-9]{6,12}$', description: Customer number }
  required: [customer_id]
webhooks: [mobile_numbers]
---
kind: trigger
platform: mind-expression
name: list_numbers
subject:
  name: List Mobile Numbers
webhooks: [mobile_numbers]
           --------------
",
        },
    ],
    good: &[Example {
        title: "both triggers provide it",
        text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.acme.example/orders/$order_number
method: GET
response_directive: Tell the customer the status of the order.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The number of the order }
  required: [order_number]
webhooks: [order_status]
---
kind: trigger
platform: verboo
name: complain
description: Call if a delivery is late and somebody is angry about that.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The number of the late order }
  required: [order_number]
webhooks: [order_status]
",
    }],
};

/// Reports references that have a value at some calls of their webhook and none at others.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (id, _, reads) in flow.readers() {
        for read in reads {
            let is_provided = |reach: &Reach| {
                matches!(reach.state, State::Set | State::Optional | State::Elsewhere)
            };
            let missing = read.reaches.iter();
            let missing = missing.filter(|reach| reach.state == State::Missing);
            let sites: Vec<Site> = missing.flat_map(Reach::sites).copied().collect();
            if !sites.is_empty() && read.reaches.iter().any(is_provided) {
                found.push(unbound(flow, id, read, &sites));
            }
        }
    }
}

/// So many calls are shown at most; more tell nothing new.
const MAX_LABELS: usize = 100;

fn unbound(
    flow: &Flow<'_, '_>,
    id: DefinitionId,
    read: &Read<'_, '_>,
    sites: &[Site],
) -> Diagnostic {
    let mut triggers: Vec<&str> = sites
        .iter()
        .map(|site| flow.name_of(site.trigger))
        .collect();
    triggers.dedup();
    let message = format!(
        "`{}` has no value when {} calls `{}`",
        read.shown(),
        named(&triggers),
        flow.name_of(id)
    );
    let name = read.name();
    let help = format!(
        "declare `{name}` in the `parameters` of {}, or call a webhook there that does not use it",
        named(&triggers)
    );
    let mut diagnostic = read.finding(&RULE, message).help(help);
    for site in sites.iter().take(MAX_LABELS) {
        let trigger = flow.project.get(site.trigger).map_or("", Definition::name);
        if let Some(call) = flow.call(*site) {
            let label = format!("`{trigger}` does not provide `{name}`");
            diagnostic = diagnostic.label(call.span(), label);
        }
    }
    diagnostic
}

/// Triggers as a sentence part; of many, the first.
pub(super) fn named(triggers: &[&str]) -> String {
    match triggers {
        [first, _, _, _, ..] => {
            format!("`{first}` or one of {} other triggers", triggers.len() - 1)
        }
        few => list(few.iter().copied()),
    }
}
