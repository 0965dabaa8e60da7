//! `auth-conflict`

use super::http::finding;
use crate::definition::{Auth, Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::platforms::facts::{AuthMethod, Field};
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "auth-conflict",
    severity: Severity::Error,
    group: Group::HeadersAndAuth,
    summary: "Two things that set one header.",
    why: "`auth.basic` sends an `Authorization` header. With a second one of your own, which of \
          them arrives is a matter of chance, and the call is refused on the wrong day. Enterpret \
          has options of its own for `Authorization` and `X-API-Key`; a custom header of that name \
          works, but sends the credential as it is, without `Bearer` (a warning).\n\nKeep one.",
    sources: &[
        "Mind Expression, Webhooks and escalation: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
        "Enterpret, Outbound webhooks for Escalation Shield: https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield",
    ],
    bad: &[
        Example {
            title: "`auth` and a header on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
auth:
----
  basic:
    username: svc
    password: ${secret.CRM_PASSWORD}
headers:
  authorization: Token ${secret.CRM_TOKEN}
  ^^^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
",
        },
        Example {
            title: "a custom header on Enterpret that has an option",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  header:
    name: Authorization
          ^^^^^^^^^^^^^
    value: Bearer ${secret.ENTERPRET_TOKEN}
",
        },
        Example {
            title: "the header of `api_key` on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  header:
    name: x-api-key
          ^^^^^^^^^
    value: ${secret.ENTERPRET_KEY}
",
        },
    ],
    good: &[
        Example {
            title: "the header alone on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
headers:
  Authorization: Token ${secret.CRM_TOKEN}
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
",
        },
        Example {
            title: "the option on Enterpret",
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
            title: "the option for keys on Enterpret",
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
            title: "a header of your own on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  header:
    name: X-Acme-Secret
    value: ${secret.ENTERPRET_KEY}
",
        },
    ],
};

/// Reports headers that `auth` sets as well, or would set better.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let request = &definition.request;
    let (header, method) = match &request.auth {
        None | Some(Auth::None(_)) => return,
        Some(Auth::Basic { .. }) => ("authorization", AuthMethod::Basic),
        Some(Auth::Bearer(_)) => ("authorization", AuthMethod::Bearer),
        Some(Auth::ApiKey(_)) => ("x-api-key", AuthMethod::ApiKey),
        Some(Auth::Header { name, .. }) => {
            found.extend(name.as_ref().and_then(|name| has_option(definition, name)));
            return;
        }
    };
    for own in &request.headers {
        if !own.name.as_str().eq_ignore_ascii_case(header) {
            continue;
        }
        let message = format!("`{}` and `auth` set the same header", own.name.as_str());
        let diagnostic = Diagnostic::new(&RULE, own.name.span(), message)
            .help(format!("keep one: this header, or `auth.{}`", method.key()));
        found.push(match definition.key_span(Field::Auth) {
            Some(key) => diagnostic.label(key, "sets it too"),
            None => diagnostic,
        });
    }
}

fn has_option(definition: &Definition<'_>, name: &Text<'_>) -> Option<Diagnostic> {
    let options = [
        ("authorization", AuthMethod::Bearer),
        ("x-api-key", AuthMethod::ApiKey),
    ];
    let (_, method) = options.into_iter().find(|(header, method)| {
        header.eq_ignore_ascii_case(name.as_str()) && definition.platform.auth.contains(method)
    })?;
    let key = method.key();
    let message = format!("`{}` has an option of its own", name.as_str());
    let mut found = finding(&RULE, name, 0..name.as_str().len(), message)
        .help(format!("write `auth: {{ {key}: ${{secret.NAME}} }}`"));
    if method == AuthMethod::Bearer {
        found = found.help("the credential alone: `Bearer` is written before it");
    }
    found.severity = Severity::Warning;
    Some(found)
}
