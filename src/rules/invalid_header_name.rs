//! `invalid-header-name`

use super::http::{edited, finding, header_names, without_references};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-header-name",
    severity: Severity::Error,
    group: Group::HeadersAndAuth,
    summary: "A header name that HTTP does not allow, or that holds a reference.",
    why: "The name of a header is made of ASCII letters, digits and ``! # $ % & ' * + - . ^ _ ` | \
          ~``. With anything else the request is refused before it is sent. References are \
          replaced in values only; a name must not be chosen by a conversation.\n\nWrite the name \
          in full, with `-` between its words.",
    sources: &["RFC 9110, 5.6.2 Tokens: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2"],
    bad: &[
        Example {
            title: "a blank on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
headers:
  X Trace: $session.id
  ^^^^^^^
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
            title: "a reference on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
headers:
  X-$plan: gold
  ^^^^^^^
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
webhooks: [order_status]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      plan: { type: string }
",
        },
        Example {
            title: "a tag on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
headers:
  \"X-{{store_id}}\": mobile
   ^^^^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
# file: hookc.yaml
platforms:
  mind-expression:
    global_keys: [store_id]
",
        },
        Example {
            title: "a blank on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  header:
    name: X Acme Secret
          ^^^^^^^^^^^^^
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
  X-Trace: $session.id
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

/// Judges the names of all headers.
pub fn check(
    project: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    for name in header_names(definition) {
        let written = name.as_str();
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        if name.pieces().is_empty() && !written.is_empty() && written.bytes().all(is_plain) {
            continue;
        }
        let whole = 0..written.len();
        let neutral = without_references(definition, name, 'x');
        if name.is_unresolved() {
            continue;
        }
        if written.is_empty() {
            let found_here = Diagnostic::new(&RULE, name.written_span(), "a header without a name");
            found.push(found_here.help("write the name of the header"));
        } else if !neutral.is_literal(&whole) {
            let diagnostic = finding(&RULE, name, whole, "a reference in the name of a header");
            found.push(diagnostic.help("write the name in full; references stand in values"));
        } else if let Some(bad) = written.chars().find(|c| !is_token_char(*c)) {
            let message = format!(
                "`{}` cannot stand in the name of a header",
                bad.to_string().shown()
            );
            let diagnostic = finding(&RULE, name, whole.clone(), message);
            let meant = meant(written);
            found.push(if !meant.is_empty() && meant.chars().all(is_token_char) {
                let diagnostic = diagnostic.help(format!("write `{meant}`"));
                edited(diagnostic, name, whole, project.sources, false, &meant)
            } else {
                diagnostic.help("write ASCII letters and digits with `-` between the words")
            });
        }
    }
}

/// RFC 9110, 5.6.2.
fn is_token_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

/// The name without a colon at its end, with `-` for blanks.
fn meant(written: &str) -> String {
    let words = written.trim_matches(|c: char| c == ':' || c.is_whitespace());
    words.split_whitespace().collect::<Vec<_>>().join("-")
}
