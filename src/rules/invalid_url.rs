//! `invalid-url`

use std::fmt::Write as _;
use std::ops::Range;

use super::http::{Address, edited, finding};
use crate::definition::{Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown, list};
use crate::project::Project;
use crate::templates::Templates;
use crate::url::{self, Fault, FaultKind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-url",
    severity: Severity::Error,
    group: Group::UrlsAndRequests,
    summary: "A URL that cannot be called.",
    why: "A request needs an absolute URL: a scheme that the platform calls, `://`, a host, maybe \
          a port, and no character that has to be percent-encoded. Anything else fails at each \
          call, in the middle of a conversation.\n\nReferences count as text that is in order; \
          build-time values are filled in, for each environment. In a path or query a blank is \
          `%20` and a literal `%` is `%25`.",
    sources: &[
        "RFC 3986, Uniform Resource Identifier: https://www.rfc-editor.org/rfc/rfc3986",
        "Mind Expression, Webhooks and escalation: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
        "Enterpret, Outbound webhooks for Escalation Shield: https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield",
    ],
    bad: &[
        Example {
            title: "no scheme",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: erp.company.example/api/orders
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
            title: "a scheme that the platform does not call",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: ftp://crm.acme.example/hours
     ^^^
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
            title: "a port that does not exist",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: https://crm.acme.example:99999/${secret.EBBOT_PATH}
                              ^^^^^
",
        },
        Example {
            title: "a scheme that has to be written in lower case",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: HTTPS://alerts.acme.example/enterpret
     ^^^^^
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
        Example {
            title: "a blank, and what is no address",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/open orders
                                         ^
method: GET
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
webhooks: [order_status]
---
kind: webhook
platform: mind-expression
name: opening_hours
url: https://10.20.30.400/hours
             ^^^^^^^^^^^^
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
            title: "a value of one environment",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: ${crm}/ebbot/${secret.EBBOT_PATH}
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
# file: hookc.yaml
environments:
  staging:
    crm: crm.staging.acme.example
         ------------------------
  production:
    crm: https://crm.acme.example
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
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
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
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
        Example {
            title: "brackets and umlauts, which every client understands",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://bücher.example/straße?filter[state]=open
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

/// Reports the first fault of a URL.
pub fn check(
    project: &Project<'_>,
    definition: &Definition<'_>,
    address: &Address<'_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    let (text, url) = (address.text, &*address.neutral.text);
    // Nothing is said about a template that does not parse.
    if definition.platform.templates == Some(Templates::Mustache) && url.contains("{{") {
        return;
    }
    if text.as_str().is_empty() {
        let empty = Diagnostic::new(&RULE, text.written_span(), "`url` is empty");
        let empty = text.explain(empty);
        found.push(empty.help("write an absolute URL, as `https://example.com/path`"));
        return;
    }
    let is_known = |range: &Range<usize>| address.neutral.is_literal(range);
    if let Some(fault) = url::fault_in(url, address.parts.clone(), &is_known) {
        found.push(faulty(project, definition, address, &fault));
    } else {
        found.extend(foreign_scheme(project, definition, address));
    }
}

fn foreign_scheme(
    project: &Project<'_>,
    definition: &Definition<'_>,
    address: &Address<'_, '_>,
) -> Option<Diagnostic> {
    let range = address.parts.as_ref().ok()?.scheme.clone();
    let (scheme, legal) = (
        address.part(range.clone()),
        definition.platform.http.schemes,
    );
    let lower = scheme.to_ascii_lowercase();
    let is_exact = legal.contains(&scheme);
    // Where `http` is called too, a form does not ask for the letters of `https`.
    let is_legal = is_exact || (legal.contains(&"http") && legal.contains(&&*lower));
    if is_legal || lower == "http" || !address.neutral.is_literal(&range) {
        return None;
    }
    let platform = definition.platform.name;
    let message = if legal.contains(&&*lower) {
        format!("{platform} wants `{lower}://`, in lower case")
    } else {
        format!("{platform} does not call `{scheme}` URLs")
    };
    let found = finding(&RULE, address.text, range.clone(), message);
    let found = found.help(format!("write {}", list(legal.iter().copied())));
    if legal.contains(&&*lower) {
        return Some(edited(
            found,
            address.text,
            range,
            project.sources,
            true,
            &lower,
        ));
    }
    Some(found)
}

fn faulty(
    project: &Project<'_>,
    definition: &Definition<'_>,
    address: &Address<'_, '_>,
    fault: &Fault,
) -> Diagnostic {
    let range = fault.range.clone();
    let part = address.part(range.clone()).shown();
    let is_outer = range.start == 0 || range.end == address.text.as_str().len();
    let (message, help) = match fault.kind {
        FaultKind::Relative => (
            "`url` is not absolute".to_owned(),
            "begin it with `https://` and the host".to_owned(),
        ),
        FaultKind::NoHost => (
            "`url` names no host".to_owned(),
            "write the host behind `https://`".to_owned(),
        ),
        FaultKind::Host => (
            format!("`{part}` is neither a name nor an address"),
            "write the name of a host, an IPv4 address, or an IPv6 address in brackets".to_owned(),
        ),
        FaultKind::Port => (
            format!("there is no port `{part}`"),
            "write a number from 1 to 65535, or leave the port out".to_owned(),
        ),
        FaultKind::Blank if is_outer => (
            "a blank around the URL".to_owned(),
            "leave it out".to_owned(),
        ),
        FaultKind::Blank => ("a blank in a URL".to_owned(), "write `%20`".to_owned()),
        FaultKind::LineBreak => (
            "a line break in a URL".to_owned(),
            "write the URL on one line; a block ends in a line break unless it begins with `|-` or `>-`"
                .to_owned(),
        ),
        FaultKind::Control => (
            "a control character in a URL".to_owned(),
            "leave it out".to_owned(),
        ),
        FaultKind::PercentEncoding => (
            format!("`{part}` is no percent-encoded byte"),
            "write `%25` for a literal `%`".to_owned(),
        ),
        FaultKind::Character(c) => (
            format!("`{part}` cannot stand in a URL"),
            instead_of(definition, c),
        ),
    };
    let found = finding(&RULE, address.text, range.clone(), message).help(help);
    match fault.kind {
        FaultKind::Blank if is_outer => {
            edited(found, address.text, range, project.sources, true, "")
        }
        FaultKind::Blank => encode_blanks(project, address.text, found),
        FaultKind::Relative if begins_with_host(address.text.as_str()) => edited(
            found,
            address.text,
            0..0,
            project.sources,
            false,
            "https://",
        ),
        _ => found,
    }
}

/// Writes `%20` for every blank in a URL: one alone would leave it as wrong as it is.
fn encode_blanks(project: &Project<'_>, text: &Text<'_>, found: Diagnostic) -> Diagnostic {
    let blanks = text.as_str().match_indices(' ');
    blanks.fold(found, |found, (at, blank)| {
        let range = at..at + blank.len();
        edited(found, text, range, project.sources, false, "%20")
    })
}

fn instead_of(definition: &Definition<'_>, c: char) -> String {
    let mut buffer = [0; 4];
    let mut encoded = String::new();
    for byte in c.encode_utf8(&mut buffer).bytes() {
        let _ = write!(encoded, "%{byte:02X}");
    }
    match definition.platform.templates {
        Some(templates) if matches!(c, '{' | '}') => format!(
            "a reference is written `{}`, a literal `{c}` as `{encoded}`",
            templates.reference("name")
        ),
        _ => format!("write `{encoded}`"),
    }
}

/// Whether a text without a scheme begins with a name that has a dot.
fn begins_with_host(text: &str) -> bool {
    let host = text.split(['/', ':', '?']).next().unwrap_or_default();
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    host.trim_matches('.').contains('.') && host.chars().all(is_part) && !host.starts_with('.')
}
