//! `wrong-content-type`

use super::http::{edited, finding, without_references};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-content-type",
    severity: Severity::Error,
    group: Group::HeadersAndAuth,
    summary: "A `Content-Type` that is not JSON's, where JSON is sent.",
    why: "The platforms send JSON and nothing else. A receiver that is told `text/xml` or \
          `application/x-www-form-urlencoded` parses the body as that, and fails. Mind Expression \
          documents JSON alone; on Verboo, which says no more than that a body is JSON, it is a \
          warning.\n\nLeave the header out, or write `application/json`. Parameters (`; \
          charset=utf-8`) and types that end in `+json` are fine.",
    sources: &[
        "Mind Expression, Webhooks and escalation: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
        "Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook",
    ],
    bad: &[
        Example {
            title: "on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: POST
headers:
  Content-Type: text/plain
                ^^^^^^^^^^
body: { session: $session.id }
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
method: POST
headers:
  Content-Type: application/xml
                ^^^^^^^^^^^^^^^
body: { day: today }
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
method: POST
headers:
  Content-Type: application/vnd.acme+json; charset=utf-8
body: { session: $session.id }
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
method: POST
headers:
  Content-Type: application/json
body: { day: today }
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

/// Judges `Content-Type`.
pub fn check(
    project: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    for header in &definition.request.headers {
        let (value, written) = (&header.value, header.value.as_str());
        let whole = 0..written.len();
        let is_meant = header.name.as_str().eq_ignore_ascii_case("content-type")
            && !value.is_unresolved()
            && without_references(definition, value, ' ').is_literal(&whole);
        if !is_meant || is_json(written) {
            continue;
        }
        let message = format!("`{}` is not JSON's type", written.trim().shown());
        let mut diagnostic = finding(&RULE, value, whole.clone(), message)
            .help("write `application/json`, or leave the header out: JSON is what is sent");
        diagnostic.severity = definition.platform.http.foreign_content_type;
        let sources = project.sources;
        found.push(edited(
            diagnostic,
            value,
            whole,
            sources,
            false,
            "application/json",
        ));
    }
}

/// `application/json` and `…+json`, with parameters.
fn is_json(value: &str) -> bool {
    let essence = value.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    let is_suffixed = essence.split_once('/').is_some_and(|(kind, name)| {
        !kind.is_empty() && name.len() > "+json".len() && name.ends_with("+json")
    });
    essence == "application/json" || is_suffixed
}
