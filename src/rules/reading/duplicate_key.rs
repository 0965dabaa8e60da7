//! `duplicate-key`: a key that stands twice in one mapping.

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "duplicate-key",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A key that stands twice in one mapping.",
    why: "Keys of a mapping are unique in YAML and should be in JSON. Programs that accept a second \
          one silently drop one of the values: some the first, some the last. A key that `<<` merges \
          in is no duplicate; the mapping's own one wins.",
    sources: &[
        "YAML 1.2.2, 3.2.1.3 Node Comparison: https://yaml.org/spec/1.2.2/#3213-node-comparison",
        "RFC 8259, 4 Objects: https://www.rfc-editor.org/rfc/rfc8259#section-4",
    ],
    bad: &[
        Example {
            title: "a field twice",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: The bot of the web site.
-----------
description: The bot of the shop.
^^^^^^^^^^^
",
        },
        Example {
            title: "a header twice, once in quotes",
            text: "\
kind: escalation
platform: mind-expression
name: human_agent
url: https://crm.acme.example/escalations
headers:
  X-Team: mobile
  ------
  'X-Team': landline
   ^^^^^^
",
        },
        Example {
            title: "on other platforms",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
headers:
  X-Source: bot
  --------
  X-Source: assistant
  ^^^^^^^^
response_directive: Confirm the number of the ticket.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
---
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
----------
automation: Extreme risk to the pager
^^^^^^^^^^
url: https://alerts.acme.example/enterpret
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
    ],
    good: &[
        Example {
            title: "the same key in two mappings",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  header:
    name: X-Acme-Token
    value: ${secret.ENTERPRET_KEY}
",
        },
        Example {
            title: "a merged key, written out to replace it",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
<<: &common
  description: Tells the CRM.
  url: https://alerts.acme.example/enterpret
  auth:
    bearer: ${secret.ENTERPRET_KEY}
description: Tells the CRM about extreme risks.
",
        },
    ],
};

/// `key` stands at `second` although it stands at `first` already.
#[must_use]
pub fn found(second: Span, first: Span, key: &str) -> Diagnostic {
    Diagnostic::new(&RULE, second, format!("the key `{key}` is here twice"))
        .label(first, "the first one")
        .help("remove one of the two, or rename it")
}
