//! `maybe-unset-variable`

use super::{optional_in_path, prefix_hazard};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::{Flow, Origin, Reach, Read, State};
use crate::platforms::facts::Templates;
use crate::project::{DefinitionId, Place};

/// The rule.
pub static RULE: Rule = Rule {
    name: "maybe-unset-variable",
    severity: Severity::Warning,
    group: Group::Variables,
    summary: "A reference to a value that need not be there: an optional parameter, or what another trigger's webhook sets.",
    why: "What is sent in the place of a missing value is nothing, or the reference as it stands: \
          Verboo does not document which, Mustache writes nothing. In a URL or a header that is \
          likely a wrong request (a warning), in a body a field that the API has to put up with (an \
          info). A value that only another trigger's webhook sets is missing until that trigger ran \
          in the same conversation.\n\nMake the parameter `required`, or call the webhook that sets \
          the value first. With Mustache a section, `{{#x}}…{{/x}}`, leaves its text out where there \
          is no value.",
    sources: &[
        "Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook",
        "Mustache, mustache(5): https://mustache.github.io/mustache.5.html",
    ],
    bad: &[
        Example {
            title: "an optional parameter in a query and in a body",
            text: "\
kind: webhook
platform: verboo
name: find_order
url: https://erp.acme.example/orders?year=$year
                                          ^^^^^
method: POST
body:
  note: $note
        ^^^^^
response_directive: Tell the customer what was found.
---
kind: trigger
platform: verboo
name: search
description: Call when the customer asks for an old order.
parameters:
  type: object
  properties:
    year: { type: string, description: The year of the order }
    ----
    note: { type: string, description: What else the customer said }
    ----
webhooks: [find_order]
",
        },
        Example {
            title: "an optional key of a Subject",
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
    -----------
webhooks: [mobile_numbers]
",
        },
        Example {
            title: "a value that another trigger's webhook sets",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
response_directive: Confirm the ticket.
response:
  example: { session: { client_data: { ticket_id: T-42 } } }
                                       ---------
---
kind: webhook
platform: verboo
name: close_ticket
url: https://helpdesk.acme.example/tickets/$ticket_id
                                           ^^^^^^^^^^
method: DELETE
response_directive: Tell the customer that the ticket is closed.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
---
kind: trigger
platform: verboo
name: end_ticket
description: Call if everything works again.
webhooks: [close_ticket]
           ------------
",
        },
    ],
    good: &[
        Example {
            title: "a required parameter",
            text: "\
kind: webhook
platform: verboo
name: find_order
url: https://erp.acme.example/orders?year=$year
method: GET
response_directive: Tell the customer what was found.
---
kind: trigger
platform: verboo
name: search
description: Call when the customer asks for an old order.
parameters:
  type: object
  properties:
    year: { type: string, description: The year of the order }
  required: [year]
webhooks: [find_order]
",
        },
        Example {
            title: "a section around an optional key",
            text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: POST
body: |
  { {{#customer_id}}\"customer\": \"{{customer_id}}\", {{/customer_id}}\"source\": \"bot\" }
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
webhooks: [mobile_numbers]
",
        },
    ],
};

/// Reports references to values that need not be there at some call.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (id, definition, reads) in flow.readers() {
        for read in reads.iter().filter(|read| !read.is_guarded) {
            let has = |state| read.reaches.iter().any(|reach| reach.state == state);
            // A value that comes too late at one call is one finding with all calls.
            let is_uncertain = has(State::Optional) || has(State::Elsewhere) && !has(State::Later);
            let is_spoken_of = optional_in_path::applies(definition, read)
                || prefix_hazard::shorter(flow, id, definition, read).is_some();
            if is_uncertain && !is_spoken_of {
                found.push(maybe_unset(flow, id, definition, read));
            }
        }
    }
}

fn maybe_unset(
    flow: &Flow<'_, '_>,
    id: DefinitionId,
    definition: &Definition<'_>,
    read: &Read<'_, '_>,
) -> Diagnostic {
    let (shown, name) = (read.shown(), read.name());
    let has = |state: State| read.reaches.iter().any(|reach| reach.state == state);
    let is_in_body = matches!(
        read.used.place,
        Place::BodyKey | Place::BodyText { .. } | Place::BodyTemplate
    );
    let message = if has(State::Optional) {
        format!("`{shown}` is an optional parameter and may have no value")
    } else {
        format!("`{shown}` has a value only after another trigger ran")
    };
    let mut diagnostic = read.finding(&RULE, message);
    if is_in_body || !has(State::Optional) {
        diagnostic.severity = Severity::Info;
    }
    diagnostic = label_causes(flow, id, read, diagnostic);
    let section = match definition.platform.templates {
        Some(Templates::Mustache) => {
            format!(", or put it into a section: `{{{{#{name}}}}}…{{{{/{name}}}}}`")
        }
        _ => String::new(),
    };
    diagnostic.help(if has(State::Optional) {
        format!("name `{name}` in `required`{section}")
    } else {
        format!("call the webhook that sets `{name}` first, in the same `webhooks`{section}")
    })
}

/// Adds what gives the value where there is one, and the calls that do not.
pub(super) fn label_causes(
    flow: &Flow<'_, '_>,
    id: DefinitionId,
    read: &Read<'_, '_>,
    mut diagnostic: Diagnostic,
) -> Diagnostic {
    for source in flow.sources(read) {
        let label = match source.origin {
            Origin::Parameter {
                required: false, ..
            } => "optional: not in `required`".to_owned(),
            Origin::Reply { webhook, .. } if webhook != id => {
                format!("set by the reply to `{}`", flow.name_of(webhook))
            }
            _ => continue,
        };
        if let Some(span) = source.span {
            diagnostic = diagnostic.label(span, label);
        }
    }
    label_calls_without(flow, read, diagnostic)
}

/// Adds the calls at which only webhooks of other triggers give a reference its value.
pub(super) fn label_calls_without(
    flow: &Flow<'_, '_>,
    read: &Read<'_, '_>,
    mut diagnostic: Diagnostic,
) -> Diagnostic {
    let elsewhere = |reach: &&Reach| reach.state == State::Elsewhere;
    for site in read.reaches.iter().filter(elsewhere).flat_map(Reach::sites) {
        if let Some(call) = flow.call(*site) {
            let label = format!("`{}` does not provide it", flow.name_of(site.trigger));
            diagnostic = diagnostic.label(call.span(), label);
        }
    }
    diagnostic
}
