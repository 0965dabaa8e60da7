//! `missing-directive`

use super::directives::readers;
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::platforms::facts::Field;
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-directive",
    severity: Severity::Info,
    group: Group::Triggers,
    summary: "A webhook whose response is interpreted without a `response_directive`.",
    why: "Without a directive the LLM decides what to make of a response: it may read internal ids \
          to the customer, or take an error for a success.\n\nSay in `response_directive` what to \
          tell the customer, and what to do on an error. Where nothing is to be said, write \
          `interpret_response: false` in the trigger.",
    sources: &["Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook"],
    bad: &[Example {
        title: "a response that the LLM has to make sense of",
        text: "\
kind: webhook
      ^^^^^^^
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
    }],
    good: &[
        Example {
            title: "what to make of the response",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Confirm the created ticket number to the customer.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
        },
        Example {
            title: "a trigger that runs silently",
            text: "\
kind: webhook
platform: verboo
name: note_problem
url: https://helpdesk.company.example/api/notes
method: POST
---
kind: trigger
platform: verboo
name: take_note
description: Call when the customer mentions a problem in passing and does not ask for help.
interpret_response: false
webhooks: [note_problem]
",
        },
    ],
};

/// Looks for the directive of a webhook whose response is read.
pub fn check(
    project: &Project<'_>,
    id: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let is_meant = definition.faulty.contains(&Field::ResponseDirective);
    if is_meant || definition.key_span(Field::ResponseDirective).is_some() {
        return;
    }
    let Some(readers) = readers(project, id, definition) else {
        return;
    };
    let Some(trigger) = readers.interpreting.first() else {
        return;
    };
    let message = format!(
        "`{}` lets the LLM interpret this response without a `response_directive`",
        trigger.name()
    );
    let finding = Diagnostic::new(&RULE, definition.kind_span, message)
        .help("say in `response_directive` what to tell the customer, also on an error");
    found.push(finding);
}
