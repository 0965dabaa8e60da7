//! `insecure-url`

use super::http::{Address, edited, finding, is_own_endpoint, sends_transcripts, sent_in_clear};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::Project;

/// The rule.
pub static RULE: Rule = Rule {
    name: "insecure-url",
    severity: Severity::Warning,
    group: Group::UrlsAndRequests,
    summary: "An `http` URL to which credentials or transcripts are sent.",
    why: "Over `http` everybody on the way can read the request and change the answer: the token \
          that opens your systems, or the words of your customers. Enterpret calls `https` URLs \
          only, so there it is an error. Elsewhere it is reported when a credential, a secret or a \
          transcript travels.\n\nWrite `https`.",
    sources: &[
        "Mind Expression, Webhooks and escalation: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
        "Enterpret, Outbound webhooks for Escalation Shield: https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield",
        "Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
    ],
    bad: &[
        Example {
            title: "a token",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: http://erp.company.example/api/orders
     ^^^^
method: GET
headers:
  Authorization: Bearer $erp_token
  -------------
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
            title: "a password",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: http://crm.acme.example/hours
     ^^^^
method: GET
auth:
----
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
            title: "a transcript",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: http://crm.acme.example/ebbot/${secret.EBBOT_PATH}
     ^^^^
",
        },
        Example {
            title: "a platform that calls `https` only",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: http://alerts.acme.example/enterpret
     ^^^^
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
    ],
    good: &[
        Example {
            title: "`https`",
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
            title: "nothing that has to be kept from others",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: http://crm.acme.example/hours
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
            title: "events on Ebbot",
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
            title: "alerts on Enterpret",
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

/// Reports `http` where it must not be, or where somebody could listen to what is secret.
pub fn check(
    project: &Project<'_>,
    definition: &Definition<'_>,
    address: &Address<'_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    let Ok(parts) = &address.parts else { return };
    let scheme = parts.scheme.clone();
    if !address.part(scheme.clone()).eq_ignore_ascii_case("http") {
        return;
    }
    let platform = definition.platform;
    let at_scheme = |message: String| finding(&RULE, address.text, scheme.clone(), message);
    let diagnostic = if !platform.http.schemes.contains(&"http") {
        let mut diagnostic = at_scheme(format!("{} calls `https` URLs only", platform.name));
        diagnostic.severity = Severity::Error;
        diagnostic
    } else if sends_transcripts(definition) {
        at_scheme("what customers write travels unencrypted".to_owned())
    } else if is_own_endpoint(definition) {
        at_scheme("messages to the bot travel unencrypted".to_owned())
    } else if let Some((span, what)) = sent_in_clear(project, definition) {
        at_scheme(format!("{what} travels unencrypted")).label(span, "sent with the request")
    } else {
        return;
    };
    let diagnostic = diagnostic.help("write `https`");
    found.push(edited(
        diagnostic,
        address.text,
        scheme,
        project.sources,
        false,
        "https",
    ));
}
