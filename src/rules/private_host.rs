//! `private-host`

use super::http::{Address, finding};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::project::Project;
use crate::url::{self, Host};

/// The rule.
pub static RULE: Rule = Rule {
    name: "private-host",
    severity: Severity::Warning,
    group: Group::UrlsAndRequests,
    summary: "A host that the platform cannot reach: a loopback, private, link-local or metadata address, or a local name.",
    why: "The platform calls from its own servers. There `localhost` is one of their machines, \
          `10.0.0.1` is a device of theirs, and `169.254.169.254` hands out their credentials: a \
          request to it is an attack or a mistake. Addresses are read as clients read them: \
          `127.1`, `0x7f.1`, `2130706433` and `[::ffff:127.0.0.1]` are all `127.0.0.1`.\n\nWrite a \
          host with a public name. To try something out on your own machine, use a tunnel, and an \
          environment of its own in `hookc.yaml`.",
    sources: &[
        "Standard Webhooks, SSRF: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
        "RFC 6890, Special-Purpose IP Address Registries: https://www.rfc-editor.org/rfc/rfc6890",
        "WHATWG URL, host parsing: https://url.spec.whatwg.org/#host-parsing",
    ],
    bad: &[
        Example {
            title: "the own machine",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: http://localhost:3000/orders
            ^^^^^^^^^
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
            title: "an address in hexadecimal",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://0x7f.1/hours
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
            title: "a private address in the clothes of IPv6",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: https://[::ffff:10.0.0.1]/ebbot/${secret.EBBOT_PATH}
             ^^^^^^^^^^^^^^^^^
",
        },
        Example {
            title: "a name without a dot",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts/enterpret
             ^^^^^^
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
    ],
    good: &[
        Example {
            title: "a public name on Verboo",
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
            title: "a public address on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://203.0.113.7/hours
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
            title: "a public name on Ebbot",
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
            title: "a public name on Enterpret",
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

/// Reports the hosts that are not on the internet.
pub fn check(
    _: &Project<'_>,
    definition: &Definition<'_>,
    address: &Address<'_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some((range, written)) = address.host() else {
        return;
    };
    // A bracket that is not closed is another fault.
    if written.starts_with('[') && !written.ends_with(']') {
        return;
    }
    let Some(reach) = url::reach(written) else {
        return;
    };
    let host = url::contacted(written);
    let shown = written.shown();
    let what = reach.title();
    let message = match &host {
        Host::Address(ip) if ip.to_string() != written.trim_matches(['[', ']']) => {
            format!("`{shown}` is {ip}, {what}")
        }
        _ => format!("`{shown}` is {what}"),
    };
    let help = format!(
        "write a host that {} can reach over the internet",
        definition.platform.name
    );
    found.push(finding(&RULE, address.text, range, message).help(help));
}
