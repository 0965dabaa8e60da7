//! `dead-directive`

use super::directives::{Readers, readers};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::platforms::facts::Field;
use crate::project::{DefinitionId, Project};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "dead-directive",
    severity: Severity::Warning,
    group: Group::Triggers,
    summary: "A `response_directive` that nobody reads.",
    why: "Where a trigger says `interpret_response: false`, it runs silently and Verboo ignores the \
          directives of its webhooks. What the directive asks for never happens: the customer \
          waits for a confirmation that does not come.\n\nLet the trigger interpret the response, \
          or delete the directive.",
    sources: &["Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook"],
    bad: &[Example {
        title: "a directive for a silent trigger",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Confirm the created ticket number to the customer.
^^^^^^^^^^^^^^^^^^
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
interpret_response: false
------------------
webhooks: [create_ticket]
",
    }],
    good: &[
        Example {
            title: "a trigger that interprets the response",
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
interpret_response: true
webhooks: [create_ticket]
---
kind: trigger
platform: verboo
name: note_problem
description: Call when the customer mentions a problem in passing and does not ask for help.
interpret_response: false
webhooks: [create_ticket]
",
        },
        Example {
            title: "a silent trigger without a directive",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
interpret_response: false
webhooks: [create_ticket]
",
        },
    ],
};

/// Looks for triggers that read the directive of each webhook.
pub fn check(
    project: &Project<'_>,
    id: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let key = definition.key_span(Field::ResponseDirective);
    if let (Some(key), Some(readers)) = (key, readers(project, id, definition)) {
        let finding = judge(key, &readers);
        found.extend(finding.filter(|_| !project.has_unknown_calls(definition.platform)));
    }
}

fn judge(key: Span, readers: &Readers<'_, '_>) -> Option<Diagnostic> {
    if !readers.interpreting.is_empty() || readers.silent.is_empty() || readers.may_be_more {
        return None;
    }
    let message = "no trigger that calls this webhook interprets its response";
    let finding = Diagnostic::new(&RULE, key, message)
        .help("write `interpret_response: true` in the trigger, or delete the directive");
    let keys = readers.silent.iter().filter_map(|trigger| {
        let key = trigger.key_span(Field::InterpretResponse)?;
        Some((key, trigger.name()))
    });
    Some(keys.fold(finding, |finding, (key, name)| {
        finding.label(key, format!("`{name}` runs silently"))
    }))
}
