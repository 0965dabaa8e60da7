//! `reserved-name`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::{Flow, is_reserved};
use crate::platforms::facts::{self, Facts};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "reserved-name",
    severity: Severity::Error,
    group: Group::Variables,
    summary: "A parameter or `client_data` key with a name of the platform's own.",
    why: "`$session.id`, `$company.id`, `$assistant.id` and `$images` are Verboo's. It replaces text, \
          so that a value named `session` would be put into `$session.id` as well, and one named \
          `images` takes the place of the customer's pictures, or the pictures take its.\n\nGive the \
          value another name, such as `customer_session`.",
    sources: &["Verboo, Webhook, System Variables: https://verboo.ai/en/docs/integrations/webhook"],
    bad: &[
        Example {
            title: "a parameter and a key of the session",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
body:
  company: $company.id
response_directive: Confirm the ticket.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem and sends a picture.
parameters:
  type: object
  properties:
    images: { type: string, description: What the pictures show }
    ^^^^^^
  required: [images]
webhooks: [create_ticket]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      company: { type: string }
      ^^^^^^^
",
        },
        Example {
            title: "a key that a reply sets",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
response_directive: Confirm the ticket.
response:
  example: { session: { client_data: { session: s-1 } } }
                                       ^^^^^^^
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
        },
    ],
    good: &[Example {
        title: "names of one's own",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
body:
  shown: $image_content
  company: $customer_company
response_directive: Confirm the ticket.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem and sends a picture.
parameters:
  type: object
  properties:
    image_content: { type: string, description: What the pictures show }
  required: [image_content]
webhooks: [create_ticket]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      customer_company: { type: string }
",
    }],
};

/// Reports declared names that belong to the platform.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for platform in facts::ALL {
        for setting in platform.values.settings {
            for declared in flow.project.manifest.declared(platform, setting.key) {
                let name = declared.name.as_str();
                found.extend(reserved(platform, name, declared.name.span()));
            }
        }
    }
    for (id, definition, _) in flow.readers() {
        for declaration in flow.declared_by(id) {
            if let Some(span) = declaration.span {
                found.extend(reserved(definition.platform, &declaration.name, span));
            }
        }
    }
}

fn reserved(platform: &Facts, name: &str, span: Span) -> Option<Diagnostic> {
    if !is_reserved(platform, name) {
        return None;
    }
    let message = format!("`{name}` is a name of {}'s own", platform.name);
    let own = name.replace('.', "_");
    let help = format!("give it another name, such as `customer_{own}`");
    Some(Diagnostic::new(&RULE, span, message).help(help))
}
