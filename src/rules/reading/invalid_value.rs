//! `invalid-value`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-value",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A value that is not among the legal ones, or has an illegal form or length.",
    why: "The field takes certain values only: those that the platform documents, or those that a name, a path or a level can have. Any other would be refused by the platform's form, or silently do nothing.\n\nThe help gives the nearest legal value, or all of them. In `rules:` of the manifest, errors of \"Source and structure\" cannot be allowed or lowered: what cannot be read cannot be built.",
    sources: &[
        "Verboo, Triggers: https://verboo.ai/en/docs/concepts/triggers",
        "Ebbot, Webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
    ],
    bad: &[
        Example {
            title: "a value outside of a list",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: inbound
           ^^^^^^^
",
        },
        Example {
            title: "a hyphen in the name of a function",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open-ticket
      ^^^^^^^^^^^
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
        },
        Example {
            title: "a name that begins with a digit",
            text: "\
kind: webhook
platform: ebbot
name: 2nd_bot
      ^^^^^^^
direction: incoming
",
        },
        Example {
            title: "an empty list",
            text: "\
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
webhooks: []
          ^^
",
        },
        Example {
            title: "blank text",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: ' '
             ^
url: https://alerts.acme.example/enterpret
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
        Example {
            title: "an output folder outside of the project",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
# file: hookc.yaml
out: ../dist
     ^^^^^^^
",
        },
        Example {
            title: "a level for a rule that is always an error",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
# file: hookc.yaml
rules:
  unknown-field: warning
                 ^^^^^^^
",
        },
    ],
    good: &[
        Example {
            title: "legal values",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
# file: hookc.yaml
out: dist
rules:
  unused-definition: error
",
        },
        Example {
            title: "a name that can be a function's",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
        },
    ],
};

/// A value outside of a closed list.
#[must_use]
pub fn not_listed(field: &str, value: &str, span: Span, legal: &[&str]) -> Diagnostic {
    let found = Diagnostic::new(
        &RULE,
        span,
        format!("`{field}` cannot be `{}`", value.shown()),
    );
    match crate::diagnostic::nearest(value, legal.iter().copied()) {
        Some(name) => found.help(format!("did you mean `{name}`?")),
        None => found.help(format!(
            "write {}",
            crate::diagnostic::list(legal.iter().copied())
        )),
    }
}

/// A value with an illegal form; `message` is the whole headline, `help` says what is legal.
#[must_use]
pub fn malformed(span: Span, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&RULE, span, message).help(help)
}
