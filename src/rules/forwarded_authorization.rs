//! `forwarded-authorization`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::Flow;
use crate::project::Form;

/// The rule.
pub static RULE: Rule = Rule {
    name: "forwarded-authorization",
    severity: Severity::Warning,
    group: Group::Security,
    summary: "The caller's `Authorization` header or cookie, sent to somebody else.",
    why: "Callers of the conversation API authenticate with the Auth Key of the Scope. A webhook that \
          reads `http-header.authorization` hands that key, or a customer's cookie, to the webhook's \
          target: whoever runs it, or reads its logs, can speak for you.\n\nGive the webhook a \
          credential of its own: `auth`, or a header with `${secret.NAME}`.",
    sources: &[
        "Mind Expression, API docs: https://mind-expression-docs.gitbook.io/home/reference/api-docs",
    ],
    bad: &[Example {
        title: "the key of the Scope for a CRM",
        text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
headers:
  X-Caller: '{{http-header.authorization}}'
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
webhooks: [mobile_numbers]
# file: hookc.yaml
platforms:
  mind-expression:
    request_headers: [authorization]
",
    }],
    good: &[Example {
        title: "a credential of its own, and an id of the caller's",
        text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
auth:
  basic:
    username: svc
    password: ${secret.CRM_PASSWORD}
headers:
  X-Caller: '{{http-header.x-uuid}}'
---
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
webhooks: [mobile_numbers]
# file: hookc.yaml
platforms:
  mind-expression:
    request_headers:
      x-uuid: { type: string, format: uuid }
",
    }],
};

/// Reports references to the credentials of callers.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (_, definition, reads) in flow.readers() {
        let credentials = definition.platform.values.credentials;
        if credentials.is_empty() {
            continue;
        }
        for read in reads {
            let is_value = matches!(read.used.form, Form::Tag { kind, .. } if kind.is_value());
            let mut credentials = credentials.iter();
            if is_value && credentials.any(|one| one.eq_ignore_ascii_case(read.name())) {
                let message = format!(
                    "`{}` sends a credential of the caller to somebody else",
                    read.shown()
                );
                let help = "give the webhook a credential of its own: `auth`, or a header with `${secret.NAME}`";
                found.push(read.finding(&RULE, message).help(help));
            }
        }
    }
}
