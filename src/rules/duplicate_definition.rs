//! `duplicate-definition`

use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::Project;

/// The rule.
pub static RULE: Rule = Rule {
    name: "duplicate-definition",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "Two definitions of one kind and platform whose names are the same but for letter case.",
    why: "The name is what triggers refer to and what the files of a bundle are called. With two \
          definitions of one name nobody can say which of them a trigger calls, and one file would \
          overwrite the other; on many disks that also happens to names that differ by letter case \
          only.\n\nRename one of the two, or delete the copy.",
    sources: &[],
    bad: &[
        Example {
            title: "a copy that kept its name",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
      ------------
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
---
kind: escalation
platform: enterpret
name: extreme_risk
      ^^^^^^^^^^^^
automation: Extreme risk to pager
url: https://pager.acme.example/enterpret
auth:
  bearer: ${secret.PAGER_TOKEN}
",
        },
        Example {
            title: "two files whose names differ by letter case only",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
      -----------
direction: incoming
# file: shop/hooks.yaml
kind: webhook
platform: ebbot
name: Website_Bot
      ^^^^^^^^^^^
direction: incoming
",
        },
        Example {
            title: "on other platforms",
            text: "\
kind: trigger
platform: verboo
name: open_ticket
      -----------
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
---
kind: trigger
platform: verboo
name: open_ticket
      ^^^^^^^^^^^
description: Call when the customer wants to talk to a person about an open invoice.
webhooks: [create_ticket]
---
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Confirm the number of the ticket.
---
kind: webhook
platform: mind-expression
name: opening_hours
      -------------
url: https://crm.acme.example/hours
method: GET
---
kind: webhook
platform: mind-expression
name: Opening_Hours
      ^^^^^^^^^^^^^
url: https://crm.acme.example/hours/today
method: GET
---
kind: trigger
platform: mind-expression
name: hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
",
        },
    ],
    good: &[Example {
        title: "one name for different kinds, or on different platforms",
        text: "\
kind: webhook
platform: ebbot
name: tickets
direction: incoming
---
kind: trigger
platform: ebbot
name: tickets
webhook: tickets
message:
  type: text
---
kind: escalation
platform: enterpret
name: tickets
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
    }],
};

/// Reports every definition but the first of a name.
pub fn check(project: &Project<'_>, found: &mut Vec<Diagnostic>) {
    for (id, first) in project.namesakes() {
        let (Some(definition), Some(first)) = (project.get(id), project.get(first)) else {
            continue;
        };
        if !has_known_name(definition) {
            continue;
        }
        let title = definition.title();
        let message = if first.name() == definition.name() {
            format!("the {title} `{}` is defined twice", definition.name())
        } else {
            format!(
                "`{}` differs from the {title} `{}` by letter case only",
                definition.name(),
                first.name()
            )
        };
        let diagnostic = Diagnostic::new(&RULE, definition.name_span(), message)
            .label(first.name_span(), "the first one")
            .help("rename one of them, or delete the one that is not needed");
        found.push(match &definition.name {
            Some(name) => name.explain(diagnostic),
            None => diagnostic,
        });
    }
}

/// Whether a definition has a name that is known, which has to be its own.
pub(super) fn has_known_name(definition: &Definition<'_>) -> bool {
    let name = definition.name.as_ref();
    name.is_some_and(|name| !name.is_unresolved() && !name.as_str().is_empty())
}
