//! `unknown-field`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-field",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A field that this kind of definition does not have.",
    why: "A key that nothing reads is a wish that nobody fulfils: a misspelled `mehtod` would leave the default in place, and a setting that the platform does not have would be dropped without a word. The vendors' own spellings are known and mapped to the fields of this language, so that objects can be copied from their pages.\n\nThe help says what is meant, where such a field exists, or why there is none.",
    sources: &[
        "Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook",
        "Verboo, Triggers: https://verboo.ai/en/docs/concepts/triggers",
        "Mind Expression, Webhooks and escalation: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
        "Ebbot, Webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
        "Enterpret, Outbound webhooks for Escalation Shield: https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield",
    ],
    bad: &[
        Example {
            title: "a mistyped key",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
header:
^^^^^^
  X-Session-ID: $session.id
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
            title: "Verboo's own spellings",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
type: WEBHOOK
^^^^
url: https://helpdesk.company.example/api/tickets
method: POST
responseDirective: Confirm the number of the ticket.
^^^^^^^^^^^^^^^^^
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
isActive: true
^^^^^^^^
actions: [create_ticket]
^^^^^^^
",
        },
        Example {
            title: "Ebbot's request body as its page shows it",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
type: incoming
^^^^
---
kind: trigger
platform: ebbot
name: greet
webhook: website_bot
type: text
^^^^
value: Welcome back.
^^^^^
chatId: 1613384238.420.5c9e
^^^^^^
",
        },
        Example {
            title: "settings that Enterpret does not have",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
method: POST
^^^^^^
retries: 3
^^^^^^^
",
        },
        Example {
            title: "Mind Expression's escalation is always a POST",
            text: "\
kind: escalation
platform: mind-expression
name: human_agent
url: https://crm.acme.example/escalations
method: POST
^^^^^^
",
        },
        Example {
            title: "a field of another platform",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
response_directive: Confirm the number of the ticket.
^^^^^^^^^^^^^^^^^^
",
        },
        Example {
            title: "a field of the other direction",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
topics: [chat.close]
^^^^^^
",
        },
        Example {
            title: "a key of the manifest",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
# file: hookc.yaml
output: dist
^^^^^^
",
        },
    ],
    good: &[
        Example {
            title: "the same in this language",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
headers:
  X-Session-ID: $session.id
response_directive: Confirm the number of the ticket.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
active: true
webhooks: [create_ticket]
",
        },
        Example {
            title: "a message with its type and value",
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
message: { type: text, value: Welcome back. }
conversation: continue
",
        },
    ],
};

/// What an unknown key most likely stands for.
pub enum Meant<'a> {
    /// Nothing that is known.
    Nothing,
    /// Another key at the same place.
    Key(&'a str),
    /// A sentence that says what to do instead.
    Instead(&'a str),
}

/// `owner` is what has the field, with its article: "a verboo webhook", "`auth.basic`".
#[must_use]
pub fn diagnostic<'a>(
    key: &str,
    span: Span,
    owner: &str,
    meant: &Meant<'_>,
    legal: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let found = Diagnostic::new(
        &RULE,
        span,
        format!("{owner} has no field `{}`", key.shown()),
    );
    match meant {
        Meant::Key(other) => found.help(format!("did you mean `{other}`?")),
        Meant::Instead(text) => found.help(*text),
        Meant::Nothing => {
            let legal: Vec<&str> = legal.into_iter().collect();
            let are = if legal.len() == 1 {
                "its only field is"
            } else {
                "its fields are"
            };
            found.help(format!("{are} {}", crate::diagnostic::list_all(legal)))
        }
    }
}
