//! `unsupported-method`

use super::http::{edited, finding};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown, list};
use crate::platforms::facts::Field;
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unsupported-method",
    severity: Severity::Error,
    group: Group::UrlsAndRequests,
    summary: "An HTTP method that the platform does not offer.",
    why: "Verboo calls with GET, POST, PUT and DELETE, Mind Expression with GET and POST. Methods \
          are written in capitals: `get` is another method than `GET`, and servers refuse \
          it.\n\nWrite one of those that the help names.",
    sources: &[
        "Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook",
        "Mind Expression, Component actions: https://mindx-docs.mind.ai/how-to-guides/components/response-components/component-actions",
    ],
    bad: &[
        Example {
            title: "PATCH on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: PATCH
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
            title: "lower case on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: get
        ^^^
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
            title: "PUT on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: PUT
        ^^^
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
            title: "GET on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
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
            title: "GET on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
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

/// Compares the method with those of the form.
pub fn check(
    project: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(facts) = definition.form.get(Field::Method) else {
        return;
    };
    let Some(method) = definition.request.method.as_ref() else {
        return;
    };
    let written = method.as_str();
    if method.is_unresolved() || facts.values.contains(&written) {
        return;
    }
    let whole = 0..written.len();
    let upper = written.trim().to_ascii_uppercase();
    let message = format!(
        "{} has no method `{}`",
        definition.platform.name,
        written.shown()
    );
    let diagnostic = if written.is_empty() {
        let empty = Diagnostic::new(&RULE, method.written_span(), "`method` is empty");
        method.explain(empty)
    } else {
        finding(&RULE, method, whole.clone(), message)
    };
    found.push(if facts.values.contains(&&*upper) {
        let diagnostic = diagnostic.help(format!("write `{upper}`"));
        edited(diagnostic, method, whole, project.sources, true, &upper)
    } else {
        diagnostic.help(format!("write {}", list(facts.values.iter().copied())))
    });
}
