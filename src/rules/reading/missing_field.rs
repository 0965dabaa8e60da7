//! `missing-field`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-field",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A required field is not there.",
    why: "Without the field the platform's form cannot be filled in or its object is not complete. A field that was misspelled is reported as that, not as missing.\n\nWrite the field; the help says what it is for. Enterpret's `auth` is required because no authentication should be said, not forgotten: `auth: none`.",
    sources: &[
        "Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook",
        "Verboo, Triggers: https://verboo.ai/en/docs/concepts/triggers",
        "Mind Expression, Webhooks and escalation: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
        "Ebbot, Webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
        "Enterpret, Outbound webhooks for Escalation Shield: https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield",
    ],
    bad: &[
        Example {
            title: "fields of a definition, reported at its kind",
            text: "\
kind: webhook
      ^^^^^^^
platform: ebbot
name: crm_events
direction: outgoing
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
        Example {
            title: "no kind, in a document that has a name and a platform",
            text: "\
platform: ebbot
^^^^^^^^
name: website_bot
direction: incoming
",
        },
        Example {
            title: "no platform, and no default in the manifest",
            text: "\
kind: webhook
      ^^^^^^^
name: website_bot
direction: incoming
",
        },
        Example {
            title: "part of a credential, reported at the key above",
            text: "\
kind: escalation
platform: mind-expression
name: human_agent
url: https://crm.acme.example/escalations
auth:
  basic:
  ^^^^^
    username: svc
",
        },
        Example {
            title: "what a scenario message needs",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
---
kind: trigger
platform: ebbot
name: start_refund
webhook: website_bot
message:
^^^^^^^
  type: scenario
conversation: continue
",
        },
        Example {
            title: "on other platforms",
            text: "\
kind: trigger
      ^^^^^^^
platform: verboo
name: open_ticket
webhooks: [create_ticket]
---
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Confirm the number of the ticket.
---
kind: escalation
      ^^^^^^^^^^
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
",
        },
    ],
    good: &[
        Example {
            title: "every required field",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
        Example {
            title: "a credential",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
        Example {
            title: "a message whose text the caller supplies",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
---
kind: trigger
platform: ebbot
name: greet
webhook: website_bot
message:
  type: text
",
        },
    ],
};

/// `owner` is what lacks the field, with its article: "a verboo webhook", "`auth.basic`"; `doc` is a
/// sentence on the field.
#[must_use]
pub fn diagnostic(field: &str, span: Span, owner: &str, doc: &str) -> Diagnostic {
    let found = Diagnostic::new(&RULE, span, format!("{owner} needs the field `{field}`"));
    if doc.is_empty() {
        found
    } else {
        found.help(format!("`{field}`: {doc}"))
    }
}
