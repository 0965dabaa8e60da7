//! `url-userinfo`

use super::http::{Address, finding, redacted};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::platforms::facts::{AuthMethod, Field};
use crate::project::Project;

/// The rule.
pub static RULE: Rule = Rule {
    name: "url-userinfo",
    severity: Severity::Error,
    group: Group::UrlsAndRequests,
    summary: "User information before the `@` of a URL.",
    why: "`https://user:password@host/` puts a credential where every log, proxy and error page \
          shows it, and most HTTP clients refuse or ignore it.\n\nWrite the credential where the \
          platform has a place for it: in `auth`, or in an `Authorization` header, as \
          `${secret.NAME}`.",
    sources: &[
        "RFC 3986, 3.2.1 User Information: https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
    ],
    bad: &[
        Example {
            title: "a user and a password on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://svc:geheim@erp.company.example/api/orders
             ^^^^^^^^^^
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
            title: "a password that is a secret",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://svc:${secret.CRM_PASSWORD}@crm.acme.example/hours
             ^^^^^^^^^^^^^^^^^^^^^^^^^^
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
            title: "on Ebbot",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: https://svc@crm.acme.example/ebbot/${secret.EBBOT_PATH}
             ^^^
",
        },
        Example {
            title: "on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://svc:geheim@alerts.acme.example/enterpret
             ^^^^^^^^^^
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
    ],
    good: &[
        Example {
            title: "a header",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
headers:
  Authorization: Basic ${secret.ERP_USER_AND_PASSWORD}
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
            title: "`auth`",
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
            title: "a path that nobody can guess",
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
            title: "a bearer token",
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
        Example {
            title: "an `@` in a path",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/@acme/orders
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
    ],
};

/// Reports what stands before the `@`, and keeps it out of every output.
pub fn check(
    _: &Project<'_>,
    definition: &Definition<'_>,
    address: &Address<'_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    let user = address
        .parts
        .as_ref()
        .ok()
        .and_then(|parts| parts.user.clone());
    let Some(user) = user else { return };
    let form = definition.form;
    let help = if definition.platform.auth.contains(&AuthMethod::Basic) {
        "write it in `auth.basic`, the password as `${secret.NAME}`"
    } else if form.get(Field::Auth).is_some() {
        "write the credential in `auth`, as `${secret.NAME}`"
    } else if form.get(Field::Headers).is_some() {
        "write an `Authorization` header, with the credential as `${secret.NAME}`"
    } else {
        "leave it out; a path that nobody can guess, as `/${secret.NAME}`, is the only protection here"
    };
    let password = address
        .part(user.clone())
        .find(':')
        .map(|colon| user.start + colon + 1);
    let diagnostic = finding(
        &RULE,
        address.text,
        user.clone(),
        "user information in a URL",
    );
    let diagnostic = diagnostic.help(help);
    found.push(match password {
        Some(start) => redacted(
            diagnostic,
            address.text,
            &address.neutral,
            &(start..user.end),
        ),
        None => diagnostic,
    });
}
