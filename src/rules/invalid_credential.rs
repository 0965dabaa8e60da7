//! `invalid-credential`

use super::http::{at_block_mark, edited, finding, run, scheme_word};
use crate::definition::{Auth, Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::{DefinitionId, Project};
use crate::source::slice;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-credential",
    severity: Severity::Error,
    group: Group::HeadersAndAuth,
    summary: "A credential that cannot work as it is written.",
    why: "A bearer token that begins with `Bearer` is sent as `Bearer Bearer …`. In the user name \
          of basic authentication a `:` ends the name (RFC 7617). Blanks and line breaks around a \
          credential, which copying brings along, make it another one or break the \
          header.\n\nWrite the credential alone.",
    sources: &[
        "Enterpret, Outbound webhooks for Escalation Shield: https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield",
        "RFC 7617, 2 The Basic Scheme: https://www.rfc-editor.org/rfc/rfc7617#section-2",
        "RFC 6750, 2.1 Bearer: https://www.rfc-editor.org/rfc/rfc6750#section-2.1",
    ],
    bad: &[
        Example {
            title: "a scheme that is written twice on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  bearer: Bearer ${secret.ENTERPRET_TOKEN}
          ^^^^^^^
",
        },
        Example {
            title: "a block on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  api_key: |
           ^
    ${secret.ENTERPRET_KEY}
",
        },
        Example {
            title: "blanks around a key on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  api_key: \"${secret.ENTERPRET_KEY} \"
                                   ^
",
        },
        Example {
            title: "a colon in a user name on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
auth:
  basic:
    username: svc:mobile
              ^^^^^^^^^^
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
            title: "a header with the scheme twice on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
headers:
  Authorization: Bearer Bearer $erp_token
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
      erp_token: { type: string, secret: true }
",
        },
    ],
    good: &[
        Example {
            title: "the token alone on Enterpret",
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
            title: "the key alone on Enterpret",
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
            title: "a user name on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
auth:
  basic:
    username: svc-mobile
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
    ],
};

/// Judges the values of `auth`, and `Authorization` headers.
pub fn check(
    project: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let request = &definition.request;
    let mut judge = |text: &Option<Text<'_>>| {
        let text = text.as_ref().filter(|text| !text.is_unresolved());
        found.extend(text.and_then(|text| loose_ends(project, text)));
    };
    match &request.auth {
        None | Some(Auth::None(_)) => {}
        Some(Auth::Basic { username, password }) => {
            judge(username);
            judge(password);
            found.extend(username.as_ref().and_then(colon));
        }
        Some(Auth::Bearer(token)) => {
            judge(token);
            found.extend(token.as_ref().and_then(|token| doubled(project, token, 0)));
        }
        Some(Auth::ApiKey(value) | Auth::Header { value, .. }) => judge(value),
    }
    for header in &request.headers {
        let value = header.value.as_str();
        let scheme = scheme_word(value);
        let is_bearer = slice(value, 0..scheme)
            .trim()
            .eq_ignore_ascii_case("bearer");
        if is_bearer && header.name.as_str().eq_ignore_ascii_case("authorization") {
            found.extend(doubled(project, &header.value, scheme));
        }
    }
}

/// Line breaks, controls and outer blanks.
fn loose_ends(project: &Project<'_>, text: &Text<'_>) -> Option<Diagnostic> {
    let value = text.as_str();
    if let Some(range) = run(value, char::is_control) {
        let is_break = slice(value, range.clone()).contains(['\n', '\r']);
        let what = if is_break {
            "a line break"
        } else {
            "a control character"
        };
        let found = finding(
            &RULE,
            text,
            range.clone(),
            format!("{what} in a credential"),
        )
        .help("leave it out; a credential is one line");
        return Some(at_block_mark(found, text, &range, project.sources));
    }
    let start = value.len() - value.trim_start().len();
    let outer = if start > 0 {
        0..start
    } else {
        value.trim_end().len()..value.len()
    };
    (!outer.is_empty())
        .then(|| finding(&RULE, text, outer, "a blank around a credential").help("leave it out"))
}

fn colon(name: &Text<'_>) -> Option<Diagnostic> {
    let whole = 0..name.as_str().len();
    let has_colon = name.as_str().contains(':') && !name.is_unresolved();
    has_colon.then(|| {
        finding(
            &RULE,
            name,
            whole,
            "a `:` in the user name of basic authentication",
        )
        .help("write the user name alone; what follows the `:` would be taken for the password")
    })
}

/// `Bearer` where it is written already.
fn doubled(project: &Project<'_>, text: &Text<'_>, start: usize) -> Option<Diagnostic> {
    let value = slice(text.as_str(), start..text.as_str().len());
    let length = scheme_word(value);
    let word = slice(value, 0..length).trim_end();
    if !word.eq_ignore_ascii_case("bearer") {
        return None;
    }
    let found = finding(&RULE, text, start..start + length, "`Bearer` is sent twice")
        .help("write the token alone; `Bearer` stands before it already");
    Some(edited(
        found,
        text,
        start..start + length,
        project.sources,
        true,
        "",
    ))
}
