//! `description-too-long`

use super::functions::function;
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "description-too-long",
    severity: Severity::Error,
    group: Group::Triggers,
    summary: "A description of a trigger with more characters than the platform takes.",
    why: "Verboo takes at most 350 characters as the description of a trigger. A longer one is \
          refused when the trigger is created.\n\nSay when to call it; what a value means belongs \
          into the `description` of its parameter, and what to do with the response into \
          `response_directive`.",
    sources: &[
        "Verboo, Triggers: https://verboo.ai/en/docs/concepts/triggers",
        "Verboo, MCP tools: https://verboo.ai/en/docs/mcp/tools",
    ],
    bad: &[Example {
        title: "a description of 374 characters",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Confirm to the customer that a ticket was opened.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve. Ask for a title first, which names the problem in one line, and for a description of what happened, in the customer's own words, with the time at which it happened and the device on which it happened. Do not call it twice for one problem, and never before the customer has agreed to it. Thank the customer.
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
webhooks: [create_ticket]
",
    }],
    good: &[Example {
        title: "when to call it, and no more",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
body: { title: $issue_title }
response_directive: Confirm to the customer that a ticket was opened.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve. Ask for a title first.
parameters:
  type: object
  properties:
    issue_title:
      type: string
      maxLength: 80
      pattern: '^[^$]*$'
      description: One line that names the problem
  required: [issue_title]
webhooks: [create_ticket]
",
    }],
};

/// Counts the characters of a description.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let (Some(facts), Some(description)) = (function(definition), &definition.description) else {
        return;
    };
    let count = description.as_str().chars().count();
    let limit = facts.max_description;
    if description.is_unresolved() || count <= limit {
        return;
    }
    let message = format!("the description has {count} characters, {limit} are allowed");
    let finding = Diagnostic::new(&RULE, description.span(), message).help(format!(
        "shorten it by {}; it should say when to call the trigger",
        count - limit
    ));
    found.push(description.explain(finding));
}
