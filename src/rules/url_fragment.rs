//! `url-fragment`

use super::http::{Address, edited, finding};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::Project;

/// The rule.
pub static RULE: Rule = Rule {
    name: "url-fragment",
    severity: Severity::Warning,
    group: Group::UrlsAndRequests,
    summary: "A fragment, which is never sent.",
    why: "What follows a `#` in a URL is for the reader of a page; clients keep it to themselves, \
          so the receiver never sees it. Often the `#` was meant as part of a value.\n\nLeave it \
          out, or write a literal `#` as `%23`.",
    sources: &["RFC 3986, 3.5 Fragment: https://www.rfc-editor.org/rfc/rfc3986#section-3.5"],
    bad: &[
        Example {
            title: "on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders#open
                                           ^^^^^
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
            title: "on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours#today
                                   ^^^^^^
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
url: https://crm.acme.example/${secret.EBBOT_PATH}#top
                                                  ^^^^
",
        },
        Example {
            title: "on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret#top
                                          ^^^^
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
    ],
    good: &[
        Example {
            title: "a literal `#` on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders?tag=%23open
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
            title: "no fragment on Mind Expression",
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
            title: "no fragment on Ebbot",
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
            title: "no fragment on Enterpret",
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

/// Reports what stands from the `#` on.
pub fn check(
    project: &Project<'_>,
    _: &Definition<'_>,
    address: &Address<'_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    let fragment = address
        .parts
        .as_ref()
        .ok()
        .and_then(|parts| parts.fragment.clone());
    let Some(fragment) = fragment else { return };
    let message = "a fragment, which is never sent";
    let diagnostic = finding(&RULE, address.text, fragment.clone(), message)
        .help("leave it out; a literal `#` is written `%23`");
    found.push(edited(
        diagnostic,
        address.text,
        fragment,
        project.sources,
        false,
        "",
    ));
}
