//! `client-data-nesting`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::Flow;
use crate::platforms::facts::ReplyValues;

/// The rule.
pub static RULE: Rule = Rule {
    name: "client-data-nesting",
    severity: Severity::Error,
    group: Group::Variables,
    summary: "A reply whose `client_data` stands at the top, or whose `session.client_data` is no object.",
    why: "Verboo merges the values in `session.client_data` of a reply into the session, and nothing \
          else. Those in a `client_data` of its own are answered for nothing, and the webhooks behind \
          have no value.\n\nAnswer `{ \"session\": { \"client_data\": { … } } }`.",
    sources: &[
        "Verboo, Webhook, Updating ClientData via Response: https://verboo.ai/en/docs/integrations/webhook",
    ],
    bad: &[
        Example {
            title: "one level too high",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
response_directive: Confirm the ticket.
response:
  example: { status: success, client_data: { ticket_id: T-42 } }
                              ^^^^^^^^^^^
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
        },
        Example {
            title: "no object, in a schema",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
response_directive: Confirm the ticket.
response:
  schema:
    type: object
    properties:
      session:
        type: object
        properties:
          client_data: { type: string }
          ^^^^^^^^^^^
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
        },
    ],
    good: &[Example {
        title: "where Verboo looks for it",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
response_directive: Confirm the ticket.
response:
  example: { status: success, session: { client_data: { ticket_id: T-42 } } }
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
    }],
};

/// Reports values of replies that are not merged.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (id, definition, _) in flow.readers() {
        let Some(ReplyValues::Merged(path)) = definition.platform.values.replies else {
            continue;
        };
        let platform = definition.platform.name;
        let (place, key) = (path.join("."), path.last().copied().unwrap_or_default());
        for &span in flow.misplaced(id) {
            let message = format!("{platform} does not merge a top-level `{key}`");
            let help = format!("move it below `{place}`, here and in what the API answers");
            found.push(Diagnostic::new(&RULE, span, message).help(help));
        }
        for &span in flow.no_object(id) {
            let message = format!("`{place}` is no object, so that nothing is merged");
            let help = "answer an object there, from name to value";
            found.push(Diagnostic::new(&RULE, span, message).help(help));
        }
    }
}
