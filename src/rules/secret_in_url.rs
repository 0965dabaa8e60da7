//! `secret-in-url`

use super::http::{Address, finding, secret_names};
use crate::definition::{Definition, PieceKind};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::platforms::facts::Field;
use crate::project::{Place, Project, UrlPart, url_uses};

/// The rule.
pub static RULE: Rule = Rule {
    name: "secret-in-url",
    severity: Severity::Warning,
    group: Group::Security,
    summary: "A secret in the path or the query of a URL.",
    why: "URLs are written into the logs of every server and proxy on the way; Verboo shows them, \
          with the values that were used, to everybody who can open the logs of a session. Ebbot \
          offers no other protection than a path that nobody can guess, so there a secret belongs \
          into the path.\n\nSend the secret in a header, or in `auth`.",
    sources: &[
        "Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook",
        "RFC 6750, 5.3, \"Don't pass bearer tokens in page URLs\": https://www.rfc-editor.org/rfc/rfc6750#section-5.3",
    ],
    bad: &[
        Example {
            title: "a declared secret on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders?token=$erp_token
                                                  ^^^^^^^^^^
method: GET
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
      erp_token: { type: string, secret: true }
      ---------
",
        },
        Example {
            title: "a build-time secret on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours/${secret.CRM_KEY}
                                    ^^^^^^^^^^^^^^^^^
method: GET
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
",
        },
        Example {
            title: "a query on Ebbot",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: https://crm.acme.example/ebbot?key=${secret.CRM_KEY}
                                        ^^^^^^^^^^^^^^^^^
",
        },
        Example {
            title: "a query on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret?key=${secret.ALERTS_KEY}
                                               ^^^^^^^^^^^^^^^^^^^^
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
    ],
    good: &[
        Example {
            title: "a header on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
headers:
  Authorization: Bearer $erp_token
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
      erp_token: { type: string, secret: true }
",
        },
        Example {
            title: "a header on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
headers:
  X-API-Key: ${secret.CRM_KEY}
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
",
        },
        Example {
            title: "the path on Ebbot, which is all there is",
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
            title: "a token on Enterpret",
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

/// Reports secrets in path and query.
pub fn check(
    project: &Project<'_>,
    definition: &Definition<'_>,
    address: &Address<'_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    if address.parts.is_err() {
        return;
    }
    let is_unsigned = definition.platform.http.unsigned;
    let part_of = |at: usize| match address.part_at(at) {
        UrlPart::Path if !is_unsigned => Some("path"),
        UrlPart::Query => Some("query"),
        UrlPart::Path | UrlPart::Authority | UrlPart::Fragment => None,
    };
    let help = if definition.form.get(Field::Headers).is_some() {
        "send it in a header, as `Authorization`"
    } else if definition.form.get(Field::Auth).is_some() {
        "send it by `auth`"
    } else {
        "put it into the path"
    };
    let secrets = secret_names(project, definition);
    let is_named = |(name, _): &(&str, _)| address.text.as_str().contains(name);
    let used = if secrets.iter().any(is_named) {
        url_uses(definition)
    } else {
        Vec::new()
    };
    for used in used {
        let Some((_, declared)) = secrets.iter().find(|(name, _)| *name == used.name) else {
            continue;
        };
        if !matches!(used.place, Place::Url(_)) {
            continue;
        }
        if let Some(part) = part_of(used.range.start) {
            let message = format!("the secret `{}` in the {part} of a URL", used.name);
            let diagnostic = finding(&RULE, address.text, used.range, message);
            found.push(diagnostic.label(*declared, "declared secret").help(help));
        }
    }
    for piece in address.text.pieces() {
        let PieceKind::Secret { name } = &piece.kind else {
            continue;
        };
        if let Some(part) = part_of(piece.range.start) {
            let message = format!("the secret `{name}` in the {part} of a URL");
            found.push(finding(&RULE, address.text, piece.range.clone(), message).help(help));
        }
    }
}
