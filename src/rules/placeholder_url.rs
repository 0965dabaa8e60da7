//! `placeholder-url`

use std::ops::Range;

use super::http::{Address, finding, is_own_endpoint};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::project::Project;
use crate::source::slice;

/// The rule.
pub static RULE: Rule = Rule {
    name: "placeholder-url",
    severity: Severity::Error,
    group: Group::UrlsAndRequests,
    summary: "A URL in which a placeholder of a documentation page is left.",
    why: "`:webhookid` and `<your host>` stand in documentation for what you fill in. Left in, the \
          request goes to an address that does not exist.\n\nWrite the real value: the id that the \
          form shows once it is saved, a build-time value `${name}`, or, for what is known at run \
          time only, a reference in the syntax of the platform.",
    sources: &[
        "Ebbot, Webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
    ],
    bad: &[
        Example {
            title: "the id of an incoming webhook",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
url: https://v2.ebbot.app/api/webhooks/:webhookid
                                       ^^^^^^^^^^
",
        },
        Example {
            title: "angle brackets on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders/<order_number>
                                            ^^^^^^^^^^^^^^
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
            title: "a segment on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/stores/:store/hours
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
            title: "a host on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://<your-host>/enterpret
             ^^^^^^^^^^^
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
    ],
    good: &[
        Example {
            title: "an id",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
url: https://v2.ebbot.app/api/webhooks/4f2a9c
",
        },
        Example {
            title: "a reference on Verboo",
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
            title: "a number on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/stores/12/hours
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

/// Reports `<…>`, and segments that begin with a `:`.
pub fn check(
    _: &Project<'_>,
    definition: &Definition<'_>,
    address: &Address<'_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    for range in placeholders(address) {
        let shown = address.part(range.clone()).shown();
        let message = format!("the placeholder `{shown}` is left in the URL");
        found.push(finding(&RULE, address.text, range, message).help(help(definition)));
    }
}

fn help(definition: &Definition<'_>) -> String {
    if is_own_endpoint(definition) {
        "write what the form shows once the webhook is saved".to_owned()
    } else {
        let reference = definition.platform.templates;
        let reference =
            reference.map(|syntax| format!(" or a reference `{}`", syntax.reference("name")));
        format!(
            "write what it stands for: text, a build-time value `${{name}}`{}",
            reference.unwrap_or_default()
        )
    }
}

fn placeholders(address: &Address<'_, '_>) -> Vec<Range<usize>> {
    let url = &*address.neutral.text;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = slice(url, at..url.len()).find('<').map(|start| at + start) {
        let rest = slice(url, start..url.len());
        let Some(end) = rest.find('>') else { break };
        at = start + end + 1;
        if end > 1 {
            found.push(start..at);
        }
    }
    // Most URLs have no such segment, and need not be taken apart for it.
    let is_behind_slash = |at: usize| slice(url, 0..at).ends_with('/');
    if !memchr::memchr_iter(b':', url.as_bytes()).any(is_behind_slash) {
        return found;
    }
    let segments = address.parts.as_ref().map(|parts| parts.segments(url));
    found.extend(segments.into_iter().flatten().filter(|range| {
        let name = slice(url, range.clone()).strip_prefix(':');
        name.is_some_and(|name| {
            let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
            name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                && name.chars().all(is_part)
                && address.neutral.is_literal(range)
        })
    }));
    found
}
