//! `unquoted-template`: a template without the quotes that YAML needs around it.

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unquoted-template",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A template, JSONPath or pattern that YAML reads as a list or mapping because it has no \
              quotes.",
    why: "To YAML `{` at the start of a value begins a mapping, so `{{base}}` is a mapping whose key \
          is a mapping, and `{{base}}/x` is an error. Inside of `{ }` and `[ ]` the characters \
          `{ } [ ] ,` end a value wherever they stand, which breaks `${name}`, `{{name}}`, \
          `$images[0]`, JSONPath such as `$.items[0]` and patterns such as `^[a-z]{1,3}$`.\n\n\
          Put single quotes around the whole value. Between them nothing has a meaning but the \
          quote itself, which is written twice.",
    sources: &[
        "YAML 1.2.2, 7.4 Flow Collection Styles: https://yaml.org/spec/1.2.2/#74-flow-collection-styles",
    ],
    bad: &[
        Example {
            title: "a tag at the start of a value",
            text: "\
kind: escalation
platform: mind-expression
name: human_agent
url: {{base}}/escalations
     ^^^^^^^^^^^^^^^^^^^^
",
        },
        Example {
            title: "a header that is one tag",
            text: "\
kind: escalation
platform: mind-expression
name: human_agent
url: https://crm.acme.example/escalations
headers:
  X-Request: {{request}}
             ^^^^^^^^^^^
",
        },
        Example {
            title: "a build-time value in braces",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth: { bearer: ${secret.ENTERPRET_TOKEN} }
                ^^^^^^^^^^^^^^^^^^^^^^^^^
",
        },
        Example {
            title: "images in brackets",
            text: "\
kind: webhook
platform: verboo
name: send_photos
url: https://helpdesk.company.com/api/photos
method: POST
body: [$images[0], $images[1]]
       ^^^^^^^^^^  ^^^^^^^^^^
response_directive: Confirm to the customer what was done.
",
        },
        Example {
            title: "a JSONPath in braces",
            text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
mapping: { phone_number: $.numbers[0].msisdn }
                         ^^^^^^^^^^^^^^^^^^^
",
        },
        Example {
            title: "a pattern in braces",
            text: "\
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
parameters:
  type: object
  properties:
    customer_id: { type: string, pattern: ^[0-9]{6,12}$ }
                                          ^^^^^^^^^^^^^
webhooks: [mobile_numbers]
",
        },
        Example {
            title: "a build-time value in the braces of a message on Ebbot",
            text: "\
kind: trigger
platform: ebbot
name: greet
webhook: website_bot
message: { type: text, value: ${greeting} }
                              ^^^^^^^^^^^
",
        },
    ],
    good: &[
        Example {
            title: "single quotes around the whole value",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth: { bearer: '${secret.ENTERPRET_TOKEN}' }
",
        },
        Example {
            title: "outside of brackets `${` needs no quotes",
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

/// `value` is the whole value as its author meant it, and `in_brackets` whether it stands inside of
/// `{ }` or `[ ]`.
#[must_use]
pub fn found(span: Span, value: &str, in_brackets: bool) -> Diagnostic {
    let what = if value.contains("{{") || value.contains("${") {
        "template"
    } else if value.starts_with("$images") {
        "reference"
    } else if value.starts_with('$') {
        "JSONPath"
    } else {
        "pattern"
    };
    let reason = if in_brackets {
        "inside of `{ }` or `[ ]`, YAML gives `{`, `}`, `[`, `]` and `,` a meaning of its own"
    } else {
        "YAML reads a value that begins with `{` as a mapping"
    };
    let quoted = super::single_quoted(value);
    Diagnostic::new(&RULE, span, format!("a {what} without quotes"))
        .help(format!("{reason}; write `{quoted}`"))
        .edit(true, span, quoted)
}
