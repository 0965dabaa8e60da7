//! `body-on-get`

use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, list};
use crate::platforms::facts::Field;
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "body-on-get",
    severity: Severity::Warning,
    group: Group::UrlsAndRequests,
    summary: "A body with a method that sends none.",
    why: "A body has no meaning in a GET or DELETE request; clients, proxies and frameworks drop \
          it, and Mind Expression sends one with POST only. The receiver gets an empty \
          request.\n\nPut the values into path or query, or use POST.",
    sources: &[
        "RFC 9110, 9.3.1 GET: https://www.rfc-editor.org/rfc/rfc9110#section-9.3.1",
        "Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook",
        "Mind Expression, Webhooks and escalation: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
    ],
    bad: &[
        Example {
            title: "GET on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
        ---
body:
^^^^
  session: $session.id
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
            title: "DELETE on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: DELETE
        ------
body: { session: $session.id }
^^^^
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
            title: "GET on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
        ---
body: { day: today }
^^^^
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
            title: "the query on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders?session=$session.id
method: GET
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
            title: "POST on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: POST
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

/// Reports bodies that are not sent.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let methods = definition
        .form
        .get(Field::Method)
        .map_or(&[][..], |facts| facts.values);
    let Some(method) = definition.request.method.as_ref() else {
        return;
    };
    let written = method.as_str().to_ascii_uppercase();
    let sends = definition.platform.http.body_methods;
    if !methods.contains(&&*written) || sends.contains(&&*written) {
        return;
    }
    let body = [Field::Body, Field::JsonTemplate];
    if let Some(key) = body.iter().find_map(|field| definition.key_span(*field)) {
        let help = format!("leave it out, or use {}", list(sends.iter().copied()));
        let diagnostic = Diagnostic::new(&RULE, key, format!("a {written} request sends no body"))
            .label(method.span(), "the method")
            .help(help);
        found.push(diagnostic);
    }
}
