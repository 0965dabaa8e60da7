//! `client-data-conflict`

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::{Declaration, Flow, Origin, Types};
use crate::platforms::facts::ReplyValues;
use crate::project::DefinitionId;

/// The rule.
pub static RULE: Rule = Rule {
    name: "client-data-conflict",
    severity: Severity::Error,
    group: Group::Variables,
    summary: "Two webhooks whose replies set one key to values of different types.",
    why: "The session has one value for each key. Where one reply sets a number and another one a \
          list, whoever uses the key gets what ran last, and one of the two is not what it \
          expects.\n\nLet both APIs answer the same type, or use two keys.",
    sources: &[
        "Verboo, Webhook, Updating ClientData via Response: https://verboo.ai/en/docs/integrations/webhook",
    ],
    bad: &[Example {
        title: "a text and a number",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
response_directive: Confirm the ticket.
response:
  example: { session: { client_data: { ticket: T-42 } } }
                                       ------
---
kind: webhook
platform: verboo
name: find_ticket
url: https://helpdesk.acme.example/search
method: GET
response_directive: Tell the customer which ticket it is.
response:
  example: { session: { client_data: { ticket: 42 } } }
                                       ^^^^^^
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [find_ticket, create_ticket]
",
    }],
    good: &[Example {
        title: "the same type",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
response_directive: Confirm the ticket.
response:
  example: { session: { client_data: { ticket: T-42 } } }
---
kind: webhook
platform: verboo
name: find_ticket
url: https://helpdesk.acme.example/search
method: GET
response_directive: Tell the customer which ticket it is.
response:
  example: { session: { client_data: { ticket: T-43 } } }
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [find_ticket, create_ticket]
",
    }],
};

/// Reports keys that were set to another type by a webhook before.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    let mut first: FxHashMap<(&str, &str), (&Declaration, DefinitionId)> = FxHashMap::default();
    for (id, definition, _) in flow.readers() {
        if !matches!(
            definition.platform.values.replies,
            Some(ReplyValues::Merged(_))
        ) {
            continue;
        }
        for set in flow.declared_by(id) {
            let is_set = matches!(
                set.origin,
                Origin::Reply {
                    misplaced: false,
                    ..
                }
            );
            if !is_set || set.types == Types::ANY {
                continue;
            }
            let key = (definition.platform.id, &*set.name);
            let (before, other) = *first.entry(key).or_insert((set, id));
            let known = before.types.names().next().is_some() && set.types.names().next().is_some();
            if !known || set.types.may_be(before.types) {
                continue;
            }
            let (Some(span), Some(label)) = (set.span, before.span) else {
                continue;
            };
            let types = [set, before].map(|one| one.types.phrase());
            let [here, there] = types;
            let name = &set.name;
            let message = format!("`{name}` is {here} here and {there} in another reply");
            let other = flow.name_of(other);
            let diagnostic = Diagnostic::new(&RULE, span, message)
                .label(label, format!("{there}, set by the reply to `{other}`"))
                .help("let both APIs answer the same type, or use two keys");
            found.push(diagnostic);
        }
    }
}
