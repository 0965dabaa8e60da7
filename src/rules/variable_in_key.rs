//! `variable-in-key`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::Flow;
use crate::flow::json::JsonPlace;

/// The rule.
pub static RULE: Rule = Rule {
    name: "variable-in-key",
    severity: Severity::Warning,
    group: Group::Variables,
    summary: "A reference in a key of a JSON object.",
    why: "What a customer says would name a field of your request: nothing can check it, a name that \
          is there already is overwritten, and no platform documents that keys are escaped.\n\nWrite \
          a fixed key and put the reference into its value, or send a list of pairs: \
          `[{ key: …, value: … }]`.",
    sources: &[
        "Verboo, Webhook, values of JSON strings are escaped: https://verboo.ai/en/docs/integrations/webhook",
        "Mustache specification, what is escaped is HTML: https://github.com/mustache/spec/blob/master/specs/interpolation.yml",
    ],
    bad: &[
        Example {
            title: "a variable as a key",
            text: "\
kind: webhook
platform: verboo
name: set_preference
url: https://crm.company.example/api/preferences
method: PUT
body:
  $preference: true
  ^^^^^^^^^^^
response_directive: Confirm what was set.
---
kind: trigger
platform: verboo
name: change_preference
description: Call when the customer wants to get or stop getting messages.
parameters:
  type: object
  properties:
    preference: { type: string, enum: [sms, mail], description: How to reach the customer }
  required: [preference]
webhooks: [set_preference]
",
        },
        Example {
            title: "a tag in a key",
            text: "\
kind: webhook
platform: mind-expression
name: set_preference
url: https://crm.acme.example/preferences
method: POST
body: |
  { \"by_{{preference}}\": true }
        ^^^^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: change_preference
subject: { name: Change Preference }
parameters:
  type: object
  properties:
    preference: { type: string, enum: [sms, mail], description: How to reach the customer }
  required: [preference]
webhooks: [set_preference]
",
        },
    ],
    good: &[Example {
        title: "fixed keys",
        text: "\
kind: webhook
platform: verboo
name: set_preference
url: https://crm.company.example/api/preferences
method: PUT
body:
  preference: $preference
  value: true
response_directive: Confirm what was set.
---
kind: trigger
platform: verboo
name: change_preference
description: Call when the customer wants to get or stop getting messages.
parameters:
  type: object
  properties:
    preference: { type: string, enum: [sms, mail], description: How to reach the customer }
  required: [preference]
webhooks: [set_preference]
",
    }],
};

/// Reports the references in keys that something gives a value.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (id, _, _) in flow.readers() {
        for (read, place) in flow.json_reads(id) {
            if place != JsonPlace::Key || read.is_missing() {
                continue;
            }
            let message = format!("the value of `{}` names a key of the request", read.name());
            let diagnostic = read
                .finding(&RULE, message)
                .help("write a fixed key, and the reference in its value");
            found.push(diagnostic);
        }
    }
}
