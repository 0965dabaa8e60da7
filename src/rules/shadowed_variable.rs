//! `shadowed-variable`

use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::{Declaration, Flow, Origin, is_reserved};
use crate::platforms::facts::{Kind, ReplyValues};
use crate::project::DefinitionId;

/// The rule.
pub static RULE: Rule = Rule {
    name: "shadowed-variable",
    severity: Severity::Warning,
    group: Group::Variables,
    summary: "A parameter with the name of a value that the host application or a reply sets.",
    why: "Two values of one name: which of them a reference means is documented nowhere. What the \
          customer said may stand where your own application's value is expected, an account number \
          for example.\n\nGive the parameter a name of its own, such as `stated_user_id`.",
    sources: &[
        "Verboo, Webhook, Available Variables: https://verboo.ai/en/docs/integrations/webhook",
        "Mind Expression, Manage global keys: https://mind-expression-docs.gitbook.io/home/how-to-guides/manage-global-keys",
    ],
    bad: &[
        Example {
            title: "a parameter and a key of the session",
            text: "\
kind: webhook
platform: verboo
name: list_orders
url: https://shop.acme.example/orders/$user_id
method: GET
response_directive: Tell the customer what was ordered.
---
kind: trigger
platform: verboo
name: show_orders
description: Call when the customer asks for past orders.
parameters:
  type: object
  properties:
    user_id: { type: string, description: The customer's number }
    ^^^^^^^
  required: [user_id]
webhooks: [list_orders]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      user_id: { type: string }
      -------
",
        },
        Example {
            title: "a local and a global key",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://shop.acme.example/hours
method: POST
body: |
  { \"store\": \"{{store_id}}\" }
---
kind: trigger
platform: mind-expression
name: hours
subject:
  name: Opening Hours
parameters:
  type: object
  properties:
    store_id: { type: string, pattern: '^[0-9]{3}$', description: Number of the store }
    ^^^^^^^^
  required: [store_id]
webhooks: [opening_hours]
# file: hookc.yaml
platforms:
  mind-expression:
    global_keys:
      store_id: { type: string, pattern: '^[0-9]{3}$' }
      --------
",
        },
    ],
    good: &[Example {
        title: "two names",
        text: "\
kind: webhook
platform: verboo
name: list_orders
url: https://shop.acme.example/orders/$user_id/$stated_user_id
method: GET
response_directive: Tell the customer what was ordered.
---
kind: trigger
platform: verboo
name: show_orders
description: Call when the customer asks for past orders.
parameters:
  type: object
  properties:
    stated_user_id: { type: string, description: The customer's number }
  required: [stated_user_id]
webhooks: [list_orders]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      user_id: { type: string }
",
    }],
};

/// Reports parameters whose name something else has too.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (id, trigger, _) in flow.readers() {
        if trigger.kind != Kind::Trigger {
            continue;
        }
        for parameter in flow.declared_by(id) {
            let name = &*parameter.name;
            let others = others(flow, id, trigger, name);
            let (Some(span), Some(_)) = (parameter.span, others.first()) else {
                continue;
            };
            if is_reserved(trigger.platform, name) {
                continue;
            }
            let message = format!("the parameter `{name}` has the name of another value");
            let mut diagnostic = Diagnostic::new(&RULE, span, message);
            for (span, label) in others.iter().filter_map(|other| label(flow, other)) {
                diagnostic = diagnostic.label(span, label);
            }
            let help = format!("give it a name of its own, such as `stated_{name}`");
            found.push(diagnostic.help(help));
        }
    }
}

fn others<'f>(
    flow: &'f Flow<'_, '_>,
    id: DefinitionId,
    trigger: &Definition<'_>,
    name: &str,
) -> Vec<&'f Declaration<'f>> {
    let is_local = trigger.platform.values.replies == Some(ReplyValues::Mapped);
    let is_setting = |other: &&Declaration<'_>| matches!(other.origin, Origin::Setting(_));
    let settings = flow.declaring_everywhere(trigger, name).filter(is_setting);
    let is_other = |other: &&Declaration<'_>| {
        let is_misplaced = |origin| {
            matches!(
                origin,
                Origin::Reply {
                    misplaced: true,
                    ..
                }
            )
        };
        !is_misplaced(other.origin)
    };
    // Mapped keys belong to the Subject that calls the webhook.
    let replies = flow.replies(id, name, is_local).filter(is_other);
    let others: Vec<_> = settings.chain(replies).collect();
    // A reply that is mapped to a global key is a fault of its own.
    let is_global = others
        .iter()
        .any(|other| matches!(other.origin, Origin::Setting(_)));
    let is_mapped = others
        .iter()
        .any(|other| matches!(other.origin, Origin::Reply { .. }));
    if is_local && is_global && is_mapped {
        return Vec::new();
    }
    others
}

fn label(flow: &Flow<'_, '_>, other: &Declaration) -> Option<(crate::source::Span, String)> {
    let label = match other.origin {
        Origin::Reply { webhook, .. } => {
            format!("set by the reply to `{}`", flow.name_of(webhook))
        }
        Origin::Setting(setting) => format!("one of `{}`", setting.key),
        Origin::BuiltIn { .. } | Origin::Parameter { .. } => return None,
    };
    Some((other.span?, label))
}
