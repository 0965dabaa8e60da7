//! `duplicate-header`

use crate::definition::{Definition, Header};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "duplicate-header",
    severity: Severity::Warning,
    group: Group::HeadersAndAuth,
    summary: "A header twice, in different letter case.",
    why: "Header names have no case: `X-Doc` and `x-doc` are one header with two values. Some \
          receivers take the first, some the last, some join them. For `Authorization`, \
          `Content-Type`, `Host` and `Idempotency-Key`, which have one value only, it is an \
          error.\n\nKeep one of them.",
    sources: &["RFC 9110, 5.3 Field Order: https://www.rfc-editor.org/rfc/rfc9110#section-5.3"],
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
  X-Doc: a
  -----
  x-doc: b
  ^^^^^
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
            title: "a header with one value on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
headers:
  Authorization: Bearer ${secret.ERP_TOKEN}
  -------------
  authorization: Bearer ${secret.CRM_TOKEN}
  ^^^^^^^^^^^^^
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
  ------
  X-TEAM: web
  ^^^^^^
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
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
  X-Doc: a, b
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
    ],
};

/// Reports the second of two names that differ in case alone.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let headers = &definition.request.headers;
    for (place, header) in headers.iter().enumerate() {
        let name = &header.name;
        let is_same = |other: &&Header<'_>| other.name.as_str().eq_ignore_ascii_case(name.as_str());
        let Some(first) = headers.iter().take(place).find(is_same) else {
            continue;
        };
        let shown = name.as_str().shown();
        let message = format!("the header `{shown}` is already there");
        let mut diagnostic = Diagnostic::new(&RULE, name.span(), message)
            .label(first.name.span(), "the first one")
            .help("keep one of them; the case of letters does not count in names of headers");
        if SINGLE
            .iter()
            .any(|single| single.eq_ignore_ascii_case(name.as_str()))
        {
            diagnostic.severity = Severity::Error;
        }
        found.push(diagnostic);
    }
}

/// Headers that have one value, by RFC 9110 or, for the last, by what they are for.
const SINGLE: &[&str] = &["authorization", "content-type", "host", "idempotency-key"];
