//! `wrong-type`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-type",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A value of another type than the field takes.",
    why: "Text that looks like a number or a boolean is rewritten by YAML before anybody sees it: `1613384238.420` loses its last digit, `007` its zeros. A list where a mapping is wanted, or the other way round, cannot be read at all. The shapes that the vendors' own pages use are known, and the fix turns them into those of this language.\n\nThe help says what to write; quotes keep text as it is written.",
    sources: &[
        "Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook",
        "Ebbot, Webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
        "YAML 1.2.2, 10.3 Core Schema: https://yaml.org/spec/1.2.2/#103-core-schema",
    ],
    bad: &[
        Example {
            title: "numbers and booleans where text is wanted",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
headers:
  X-Api-Version: 2
                 ^
  X-Urgent: true
            ^^^^
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
        },
        Example {
            title: "Verboo's list of headers",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
headers:
  - key: X-Session-ID
    ^^^^^^^^^^^^^^^^^
    value: $session.id
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
        },
        Example {
            title: "Mind Expression's rows of a mapping",
            text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
mapping: [{ key: phone_number, jsonpath: '$.numbers[0].msisdn' }]
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
webhooks: [mobile_numbers]
",
        },
        Example {
            title: "one webhook instead of a list",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: create_ticket
          ^^^^^^^^^^^^^
",
        },
        Example {
            title: "an authentication with a `type`",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth: { type: bearer, token: '${secret.ENTERPRET_TOKEN}' }
^^^^
",
        },
        Example {
            title: "parameters without the schema around them",
            text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
---
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
parameters:
^^^^^^^^^^
  customer_id: { type: string }
webhooks: [mobile_numbers]
",
        },
        Example {
            title: "a body that is JSON as text",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
body: '{ \"title\": \"$session.id\" }'
       ^^^^^^^^^^^^^^^^^^^^^^^^^^
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
        },
        Example {
            title: "a word for a boolean",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
---
kind: trigger
platform: ebbot
name: greet
webhook: website_bot
message: { type: text }
sandbox: yes
         ^^^
",
        },
        Example {
            title: "a key without a value",
            text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
headers:
^^^^^^^
---
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
webhooks: [mobile_numbers]
",
        },
    ],
    good: &[
        Example {
            title: "quotes, mappings and lists where they belong",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
headers:
  X-Api-Version: '2'
  X-Session-ID: $session.id
body: { \"title\": \"$session.id\" }
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
        },
        Example {
            title: "a schema around the parameters, and a mapping from key to JSONPath",
            text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
mapping:
  phone_number: $.numbers[0].msisdn
---
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
parameters:
  type: object
  properties:
    customer_id: { type: string }
webhooks: [mobile_numbers]
",
        },
        Example {
            title: "an authentication by its method",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth: { bearer: '${secret.ENTERPRET_TOKEN}' }
",
        },
    ],
};

/// `field` is named without backticks; `expected` and `found` with their articles: "text", "a list".
#[must_use]
pub fn diagnostic(field: &str, span: Span, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        format!("`{field}` takes {expected}, not {found}"),
    )
}

/// A value that is missing after its key.
#[must_use]
pub fn empty(field: &str, span: Span, expected: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, format!("`{field}` has no value")).help(format!(
        "write {expected} behind it; a field that is not required can be left out"
    ))
}

/// A document that is no mapping in a file that holds definitions.
#[must_use]
pub fn not_a_definition(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        format!("a definition is a mapping, not {found}"),
    )
    .help("write `kind: webhook`, `kind: trigger` or `kind: escalation` and the fields below it")
}
