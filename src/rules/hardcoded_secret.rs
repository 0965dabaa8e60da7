//! `hardcoded-secret`

use std::ops::Range;

use super::http::{
    Address, credentials, finding, is_credential_header, may_hold_secrets, redacted, secret_shapes,
    without_references,
};
use crate::definition::{Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::{DefinitionId, Project};
use crate::source::slice;
use crate::templates::Neutral;

/// The rule.
pub static RULE: Rule = Rule {
    name: "hardcoded-secret",
    severity: Severity::Warning,
    group: Group::Security,
    summary: "A credential that is written out.",
    why: "Whoever can read the repository, its forks, its build logs or the bundle can use a \
          credential that stands in it, and it stays in the history when it is deleted. Everything \
          literal counts where credentials stand: in `auth`, `Authorization`, `X-API-Key`, and \
          headers that end in `-Token` or `-Key`. Elsewhere in headers, URLs and bodies, what has \
          the shape of a known issuer's key, or looks drawn by lot. UUIDs are names. No \
          report of hookc shows the value; only the request itself does, in bundles, generated code \
          and `hookc render`.\n\nWrite `${secret.NAME}`, revoke the old value, and \
          give the new one in the environment variable `NAME` when you build with secrets.",
    sources: &[
        "Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook",
        "OWASP, Secrets Management: https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
    ],
    bad: &[
        Example {
            title: "a token on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
headers:
  Authorization: Bearer my_token
                        ^^^^^^^^
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
            title: "the shape of a key in a body on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: POST
body:
  key: sk_live_4eC39HqLyjWDarjtT1
       ^^^^^^^^^^^^^^^^^^^^^^^^^^
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
            title: "a password on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
auth:
  basic:
    username: svc
    password: Sommer2024
              ^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
",
        },
        Example {
            title: "a key on Enterpret that an environment gives",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  api_key: ${alerts_key}
           ^^^^^^^^^^^^^
# file: hookc.yaml
environments:
  production:
    alerts_key: 9f86d081884c7d659a2f
                --------------------
",
        },
    ],
    good: &[
        Example {
            title: "a secret on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
headers:
  Authorization: Bearer ${secret.ERP_TOKEN}
  X-Request-Id: 2826452c-ce7e-4f59-9e14-105a489909f4
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
            title: "a value of the host application on Verboo",
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
            title: "a secret on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
auth:
  basic:
    username: svc
    password: ${secret.CRM_PASSWORD}
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
",
        },
        Example {
            title: "a secret on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  api_key: ${secret.ENTERPRET_KEY}
",
        },
        Example {
            title: "the URL of a form on Ebbot",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
url: https://v2.ebbot.app/api/webhooks/9f86d081884c7d659a2f
",
        },
    ],
};

/// Reports literal credentials, and keeps them out of every output.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    for credential in credentials(definition) {
        let text = credential.text;
        // With a secret in it, it is not written out as a whole.
        if text.secrets().next().is_some() && !may_hold_secrets(text.as_str()) {
            continue;
        }
        let neutral = without_references(definition, text, ' ');
        let value = slice(&neutral.text, credential.scheme..neutral.text.len());
        let start = credential.scheme + value.len() - value.trim_start().len();
        let literal = start..start + value.trim().len();
        if neutral.gaps.is_empty() && !literal.is_empty() {
            found.push(diagnostic(text, &neutral, literal));
        } else {
            shapes(text, &neutral, 0, found);
        }
    }
    let request = &definition.request;
    let headers = request.headers.iter();
    let others = headers.filter(|header| !is_credential_header(header.name.as_str()));
    let mut judge = |text: &Text<'_>| {
        if !text.is_unresolved() && may_hold_secrets(text.as_str()) {
            shapes(text, &without_references(definition, text, ' '), 0, found);
        }
    };
    others.for_each(|header| judge(&header.value));
    if let Some(body) = &request.body {
        body.each_text(&mut |text| judge(text));
    }
    // Where nothing else protects an endpoint, its URL is a credential by design.
    let url = request.url.as_ref();
    let may_be_in_url = url.is_some_and(|url| may_hold_secrets(url.as_str()));
    if definition.platform.http.unsigned || !may_be_in_url {
        return;
    }
    if let Some(address) = Address::of(definition)
        && let Ok(parts) = &address.parts
    {
        let neutral = without_references(definition, address.text, ' ');
        shapes(address.text, &neutral, parts.path.start, found);
    }
}

/// Reports what looks like a credential from `start` on.
fn shapes(text: &Text<'_>, neutral: &Neutral<'_>, start: usize, found: &mut Vec<Diagnostic>) {
    let looked_at = slice(&neutral.text, start..neutral.text.len());
    for range in secret_shapes(looked_at) {
        found.push(diagnostic(
            text,
            neutral,
            start + range.start..start + range.end,
        ));
    }
}

fn diagnostic(text: &Text<'_>, neutral: &Neutral<'_>, range: Range<usize>) -> Diagnostic {
    let found = finding(
        &RULE,
        text,
        range.clone(),
        "a credential that is written out",
    )
    .help("write `${secret.NAME}`, and revoke this value: whoever reads the file can use it");
    redacted(found, text, neutral, &range)
}
