//! `client-data-overwrite`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::{Declaration, Flow, Origin, is_reserved};
use crate::platforms::facts::ReplyValues;

/// The rule.
pub static RULE: Rule = Rule {
    name: "client-data-overwrite",
    severity: Severity::Warning,
    group: Group::Variables,
    summary: "A reply that overwrites a value of the host application.",
    why: "What a reply sets in `session.client_data` is merged into the session, over what the host \
          application put there. From then on every webhook sends the API's value: somebody else's \
          user id, or a credential that the API chose.\n\nLet the API answer under a key of its own.",
    sources: &[
        "Verboo, Webhook, Updating ClientData via Response: https://verboo.ai/en/docs/integrations/webhook",
    ],
    bad: &[Example {
        title: "a credential and an id",
        text: "\
kind: webhook
platform: verboo
name: sign_in
url: https://shop.acme.example/sessions
method: POST
headers:
  Authorization: Bearer $shop_token
response_directive: Greet the customer.
response:
  example: { session: { client_data: { shop_token: abc, user_id: u1 } } }
                                       ^^^^^^^^^^
                                                        ^^^^^^^
---
kind: trigger
platform: verboo
name: greet
description: Call when the conversation begins.
webhooks: [sign_in]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      shop_token: { type: string, secret: true }
      ----------
      user_id: { type: string }
      -------
",
    }],
    good: &[Example {
        title: "a key of its own",
        text: "\
kind: webhook
platform: verboo
name: sign_in
url: https://shop.acme.example/sessions
method: POST
headers:
  Authorization: Bearer $shop_token
response_directive: Greet the customer.
response:
  example: { session: { client_data: { shop_customer: u1 } } }
---
kind: trigger
platform: verboo
name: greet
description: Call when the conversation begins.
webhooks: [sign_in]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      shop_token: { type: string, secret: true }
      user_id: { type: string }
",
    }],
};

/// Reports keys of replies that the manifest declares for the host application.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (id, definition, _) in flow.readers() {
        if !matches!(
            definition.platform.values.replies,
            Some(ReplyValues::Merged(_))
        ) {
            continue;
        }
        for set in flow.declared_by(id) {
            let name = &*set.name;
            let is_set = matches!(
                set.origin,
                Origin::Reply {
                    misplaced: false,
                    ..
                }
            );
            let is_host = |other: &&Declaration| matches!(other.origin, Origin::Setting(_));
            let host = flow.declaring_everywhere(definition, name).find(is_host);
            let (Some(host), Some(span)) = (host, set.span) else {
                continue;
            };
            if !is_set || is_reserved(definition.platform, name) {
                continue;
            }
            let what = if host.secret {
                "the secret"
            } else {
                "the host application's"
            };
            let message = format!("the reply overwrites {what} `{name}`");
            let mut diagnostic = Diagnostic::new(&RULE, span, message);
            if let Some(span) = host.span {
                diagnostic = diagnostic.label(span, "supplied by the host application");
            }
            found.push(diagnostic.help("let the API answer under a key of its own"));
        }
    }
}
