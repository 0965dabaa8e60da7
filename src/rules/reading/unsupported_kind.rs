//! `unsupported-kind`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unsupported-kind",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A kind of definition that the platform does not have.",
    why: "The platforms have different means: Enterpret sends alerts and nothing else, Ebbot and Verboo have no escalation webhook of their own. A definition of a kind that the platform lacks could not be built.\n\nThe help says what does the same on that platform.",
    sources: &[
        "Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook",
        "Ebbot, Webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
        "Enterpret, Outbound webhooks for Escalation Shield: https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield",
    ],
    bad: &[
        Example {
            title: "an escalation on Verboo",
            text: "\
kind: escalation
      ^^^^^^^^^^
platform: verboo
name: human_agent
url: https://crm.acme.example/escalations
",
        },
        Example {
            title: "an escalation on Ebbot",
            text: "\
kind: escalation
      ^^^^^^^^^^
platform: ebbot
name: human_agent
url: https://crm.acme.example/escalations
",
        },
        Example {
            title: "a webhook on Enterpret",
            text: "\
kind: webhook
      ^^^^^^^
platform: enterpret
name: alerts
url: https://crm.acme.example/alerts
",
        },
        Example {
            title: "a trigger on Enterpret",
            text: "\
kind: trigger
      ^^^^^^^
platform: enterpret
name: alerts
",
        },
    ],
    good: &[
        Example {
            title: "what Verboo has instead: a trigger whose webhook opens the ticket",
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
        Example {
            title: "what Ebbot has instead: the events that show an escalation",
            text: "\
kind: webhook
platform: ebbot
name: human_agent
direction: outgoing
topics: [chat.update, chat.close]
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
        Example {
            title: "what Enterpret has instead",
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
    ],
};

/// `platform` is the vendor's name; `instead` says what to use.
#[must_use]
pub fn diagnostic(kind: &str, platform: &str, span: Span, instead: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, format!("{platform} has no {kind}")).help(instead)
}
