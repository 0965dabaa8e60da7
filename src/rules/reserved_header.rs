//! `reserved-header`

use super::http::{finding, header_names};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::platforms::facts::Field;
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "reserved-header",
    severity: Severity::Error,
    group: Group::HeadersAndAuth,
    summary: "A header that the sender sets by itself.",
    why: "`Host`, `Content-Length`, `Transfer-Encoding` and the other headers of the connection \
          follow from the request; a second opinion on them is ignored, refused, or makes two \
          servers disagree where a request ends (request smuggling). Enterpret sets \
          `Content-Type`, `User-Agent` and `Idempotency-Key` too.\n\nLeave the header out.",
    sources: &[
        "RFC 9110, 7.6.1 Connection: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1",
        "RFC 9112, 6 Message Body: https://www.rfc-editor.org/rfc/rfc9112#section-6",
        "Enterpret, Outbound webhooks for Escalation Shield: https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield",
    ],
    bad: &[
        Example {
            title: "on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
headers:
  Host: erp.company.example
  ^^^^
  Proxy-Authorization: Bearer ${secret.PROXY}
  ^^^^^^^^^^^^^^^^^^^
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
webhooks: [order_status]
",
        },
        Example {
            title: "on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
headers:
  Content-Length: \"120\"
  ^^^^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
",
        },
        Example {
            title: "what Enterpret sends by itself",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  header:
    name: Idempotency-Key
          ^^^^^^^^^^^^^^^
    value: ${secret.ENTERPRET_KEY}
",
        },
    ],
    good: &[
        Example {
            title: "on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
headers:
  X-Forwarded-Host: erp.company.example
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
webhooks: [order_status]
",
        },
        Example {
            title: "on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
headers:
  X-Team: mobile
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
",
        },
        Example {
            title: "on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  header:
    name: X-Acme-Secret
    value: ${secret.ENTERPRET_KEY}
",
        },
    ],
};

/// Reports the headers that are not the author's to set.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let platform = definition.platform;
    for name in header_names(definition) {
        let lower = name.as_str().trim().to_ascii_lowercase();
        let is_clients = CLIENTS.contains(&&*lower) || lower.starts_with("proxy-");
        if !is_clients && !platform.http.own_headers.contains(&&*lower) {
            continue;
        }
        let shown = name.as_str();
        let message = if is_clients {
            format!("`{shown}` belongs to the connection")
        } else {
            format!("{} sets `{shown}` by itself", platform.name)
        };
        let is_choice = definition.form.get(Field::Headers).is_none();
        let help = if is_choice {
            "choose another name, as `X-Acme-Key`"
        } else {
            "leave it out"
        };
        let whole = 0..name.as_str().len();
        found.push(finding(&RULE, name, whole, message).help(help));
    }
}

/// What HTTP clients set, and what ends at the next hop, in lower case; `proxy-` beside these.
const CLIENTS: &[&str] = &[
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "upgrade",
    "te",
    "trailer",
    "keep-alive",
    "expect",
];
