//! `variable-in-host`

use super::http::{Address, finding};
use crate::definition::{Definition, PieceKind};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::{Place, Project, url_uses};

/// The rule.
pub static RULE: Rule = Rule {
    name: "variable-in-host",
    severity: Severity::Error,
    group: Group::Security,
    summary: "A reference in the scheme, the host or the port of a URL, or a URL that is one reference.",
    why: "What decides where a request goes must not come from a conversation: whoever can set the \
          value can make the platform call any machine, with your credentials in the headers \
          (server-side request forgery). Percent-encoding is documented for path and query only, \
          so that such URLs would not even work as meant. A `${secret.…}` there hides from \
          everybody, hookc too, where requests go.\n\nWrite the host, or take it from an \
          environment: `${name}`, with a value in `hookc.yaml`.",
    sources: &[
        "OWASP, Server-Side Request Forgery: https://owasp.org/www-community/attacks/Server_Side_Request_Forgery",
        "Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook",
    ],
    bad: &[
        Example {
            title: "a host on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://$region.company.example/api/orders
             ^^^^^^^
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
      region: { type: string, enum: [eu, us] }
",
        },
        Example {
            title: "a whole URL on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: $callback_url
     ^^^^^^^^^^^^^
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
      callback_url: { type: string }
",
        },
        Example {
            title: "a host on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://{{store_id}}.acme.example/hours
             ^^^^^^^^^^^^
method: GET
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
            title: "a secret on Ebbot",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: ${secret.CRM_URL}/ebbot
     ^^^^^^^^^^^^^^^^^
",
        },
        Example {
            title: "a secret on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://${secret.RELAY}.acme.example/enterpret
             ^^^^^^^^^^^^^^^
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
    ],
    good: &[
        Example {
            title: "a value of the environment on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: ${erp}/api/orders
method: GET
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
webhooks: [order_status]
# file: hookc.yaml
environments:
  eu:
    erp: https://eu.company.example
  us:
    erp: https://us.company.example
",
        },
        Example {
            title: "the path on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders/$order_number
method: GET
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, pattern: '^[0-9]+$', description: The number of the order }
  required: [order_number]
webhooks: [order_status]
",
        },
        Example {
            title: "a host on Mind Expression",
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
        Example {
            title: "a host on Ebbot",
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
            title: "a host on Enterpret",
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

/// Reports what decides, without being written, where a request goes.
pub fn check(
    _: &Project<'_>,
    definition: &Definition<'_>,
    address: &Address<'_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    let decides = |at: usize| match &address.parts {
        Ok(parts) => at < parts.path.start,
        // Without a scheme the text can only be a URL if the reference brings one.
        Err(_) => at == 0,
    };
    // All that is said here is about a reference or a secret, which leave a gap.
    let mut gaps = address.neutral.gaps.iter();
    if !gaps.any(|gap| decides(gap.start)) {
        return;
    }
    let help = "write it in full, or as a build-time value `${name}` with a value for each \
                environment in `hookc.yaml`";
    for used in url_uses(definition) {
        let is_url = matches!(used.place, Place::Url(_));
        if is_url && decides(used.range.start) {
            let shown = address.part(used.range.clone());
            let message = format!("`{shown}` decides where the request goes");
            found.push(finding(&RULE, address.text, used.range, message).help(help));
        }
    }
    for piece in address.text.pieces() {
        let is_secret = matches!(piece.kind, PieceKind::Secret { .. });
        // A password before the `@` is a matter of its own.
        if is_secret && decides(piece.range.start) && !address.is_user(piece.range.start) {
            let shown = address.part(piece.range.clone());
            let message = format!("`{shown}` hides where the request goes");
            found.push(finding(&RULE, address.text, piece.range.clone(), message).help(help));
        }
    }
}
