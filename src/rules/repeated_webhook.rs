//! `repeated-webhook`

use rustc_hash::FxHashMap;

use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::{DefinitionId, Project, Target, references};

/// The rule.
pub static RULE: Rule = Rule {
    name: "repeated-webhook",
    severity: Severity::Warning,
    group: Group::Triggers,
    summary: "A webhook that one trigger runs twice.",
    why: "A trigger runs its webhooks in order, each as often as it is named. Twice the same one \
          with the same arguments opens two tickets, or books two orders. Most often it is a \
          copied line in which another webhook was meant.\n\nDelete the second one, or name the \
          webhook that was meant.",
    sources: &[
        "Verboo, Triggers: https://verboo.ai/en/docs/concepts/triggers",
        "Mind Expression, Webhooks and escalation: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
    ],
    bad: &[
        Example {
            title: "on Verboo",
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
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket, create_ticket]
           -------------  ^^^^^^^^^^^^^
",
        },
        Example {
            title: "on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
---
kind: webhook
platform: mind-expression
name: packages
url: https://crm.acme.example/packages
method: GET
---
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
webhooks:
  - mobile_numbers
    --------------
  - packages
  - mobile_numbers
    ^^^^^^^^^^^^^^
",
        },
    ],
    good: &[Example {
        title: "each webhook once",
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
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
    }],
};

/// Compares the webhooks of one trigger with each other.
pub fn check(
    project: &Project<'_>,
    id: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let mut firsts = FxHashMap::default();
    for (name, call) in references(definition).zip(project.calls(id)) {
        // What leads nowhere is reported for itself.
        if name.is_unresolved() || call.target == Target::Missing {
            continue;
        }
        let first = *firsts.entry(name.as_str()).or_insert(name.span());
        if first != name.span() {
            let message = format!("the trigger runs `{}` twice", name.as_str());
            let finding = Diagnostic::new(&RULE, name.span(), message)
                .label(first, "first here")
                .help("delete it, or name the webhook that was meant");
            found.push(name.explain(finding));
        }
    }
}
