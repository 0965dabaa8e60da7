//! `unknown-variable`

use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, list};
use crate::flow::{Flow, Origin, Read, declaring_line};
use crate::platforms::facts::Templates;
use crate::project::{DefinitionId, Place};
use crate::source::slice;
use crate::templates::dollar;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-variable",
    severity: Severity::Error,
    group: Group::Variables,
    summary: "A reference to a value that nothing declares.",
    why: "A value comes from the parameters of the trigger that calls the webhook, from what \
          `hookc.yaml` declares for the host application, from the reply to a webhook that ran \
          before, or from the platform itself. A name that none of these has is never replaced by a \
          value: on Verboo it is undocumented whether your API receives `$ordr_number` as it \
          stands or nothing at all, and Mustache writes nothing.\n\nCorrect the name, or declare the value where it comes \
          from. Verboo has no escape for a `$` that is meant as text.",
    sources: &[
        "Verboo, Webhook, Available Variables: https://verboo.ai/en/docs/integrations/webhook",
        "Mustache, mustache(5): https://mustache.github.io/mustache.5.html",
    ],
    bad: &[
        Example {
            title: "a mistyped name",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.acme.example/orders/$ordr_number
                                     ^^^^^^^^^^^^
method: GET
response_directive: Tell the customer the status of the order.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The number of the order }
  required: [order_number]
webhooks: [order_status]
",
        },
        Example {
            title: "a header that no caller is known to send",
            text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
headers:
  X-Request: '{{http-header.x-uid}}'
              ^^^^^^^^^^^^^^^^^^^^^
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
        },
        Example {
            title: "a secret that is written like a variable",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.acme.example/orders/$order_number
method: GET
headers:
  X-Api-Key: $secret.ERP_TOKEN
             ^^^^^^^
response_directive: Tell the customer the status of the order.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The number of the order }
  required: [order_number]
webhooks: [order_status]
",
        },
        Example {
            title: "a value of the system that there is not, and a parameter of another trigger",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.acme.example/orders
method: POST
headers:
  X-Company: $session.company
             ^^^^^^^^^^^^^^^^
body:
  order: $order_number
         ^^^^^^^^^^^^^
response_directive: Tell the customer the status of the order.
---
kind: webhook
platform: verboo
name: cancel_order
url: https://erp.acme.example/orders/$order_number
method: DELETE
response_directive: Tell the customer that the order is cancelled.
---
kind: trigger
platform: verboo
name: list_orders
description: Call when the customer asks for all orders.
webhooks: [order_status]
---
kind: trigger
platform: verboo
name: stop_order
description: Call when the customer wants to cancel an order.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The number of the order }
    ------------
  required: [order_number]
webhooks: [cancel_order]
",
        },
    ],
    good: &[
        Example {
            title: "names that are declared",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.acme.example/orders/$order_number
method: GET
headers:
  Authorization: Bearer $erp_token
response_directive: Tell the customer the status of the order.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The number of the order }
  required: [order_number]
webhooks: [order_status]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      erp_token: { type: string, secret: true }
",
        },
        Example {
            title: "the items of a list",
            text: "\
kind: webhook
platform: mind-expression
name: order_lines
url: https://shop.acme.example/lines
method: GET
headers:
  X-Lines: '{{#lines}}{{.}};{{/lines}}'
---
kind: trigger
platform: mind-expression
name: order
subject:
  name: Place an order
webhooks: [order_lines]
# file: hookc.yaml
platforms:
  mind-expression:
    global_keys:
      lines: { type: array, items: { type: string, pattern: '^[0-9]+$' } }
",
        },
    ],
};

/// Reports references that have a value at no call of their webhook.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (id, definition, reads) in flow.readers() {
        for read in reads.iter().filter(|read| read.is_missing()) {
            // Where a shorter name would be replaced instead, that is the fault.
            let is_dollar = definition.platform.templates == Some(Templates::Dollar);
            if is_dollar && flow.prefix(id, read.name()).is_some() {
                continue;
            }
            found.push(unknown(flow, id, definition, read));
        }
    }
}

fn unknown(
    flow: &Flow<'_, '_>,
    id: DefinitionId,
    definition: &Definition<'_>,
    read: &Read<'_, '_>,
) -> Diagnostic {
    let (name, platform) = (read.name(), definition.platform);
    let message = format!("nothing declares `{}`", read.shown());
    let mut diagnostic = read.finding(&RULE, message);
    let elsewhere = flow.declaring(definition, name);
    for declaration in elsewhere {
        if let (Origin::Parameter { trigger, .. }, Some(span)) =
            (declaration.origin, declaration.span)
        {
            let trigger = flow.name_of(trigger);
            let label = format!("a parameter of `{trigger}`, which does not call this webhook");
            diagnostic = diagnostic.label(span, label);
        }
    }
    let members = members_of(platform.built_in, name);
    if !members.is_empty() {
        let members: Vec<String> = members.iter().map(|name| format!("${name}")).collect();
        let help = format!(
            "of this, {} documents {} only",
            platform.name,
            list(members.iter().map(String::as_str))
        );
        return diagnostic.help(help);
    }
    if let Some((secret, length)) = secret(read) {
        let range = read.used.range.start..read.used.range.end + length;
        let span = read.used.text.span_of(range);
        let written = format!("${{secret.{secret}}}");
        return diagnostic
            .help(format!("a secret is written `{written}`"))
            .edit(false, span, written);
    }
    if let Some(meant) = flow.nearest(id, name) {
        let shown = platform
            .templates
            .map(|templates| templates.reference(meant));
        let help = format!("did you mean `{}`?", shown.unwrap_or_default());
        diagnostic = read.renamed(diagnostic.help(help), meant);
    }
    if let Some(line) = declaring_line(platform, name) {
        let help = format!("if the host application supplies it, write {line}");
        diagnostic = diagnostic.help(help);
    }
    match read.used.place {
        _ if platform.templates != Some(Templates::Dollar) => diagnostic,
        Place::Url(_) => diagnostic.help("a `$` that is meant as text is written `%24` in a URL"),
        _ => diagnostic
            .help("if the `$` is meant as text, say so: `# hookc: allow(unknown-variable)`"),
    }
}

/// The names of the system that begin as this one does, up to the dot.
fn members_of(built_in: &'static [&'static str], name: &str) -> Vec<&'static str> {
    let root = name.split_once('.').map_or(name, |(root, _)| root);
    let names = built_in.iter().copied();
    names
        .filter(|known| {
            known
                .split_once('.')
                .is_some_and(|(known, _)| known == root)
        })
        .collect()
}

/// The name behind `$secret.`, and how long that is with its dot.
fn secret<'r>(read: &'r Read<'_, '_>) -> Option<(&'r str, usize)> {
    let text = read.used.text.as_str();
    let behind = slice(text, read.used.range.end..text.len());
    let secret = dollar::name_run(behind.strip_prefix('.')?);
    (read.name() == "secret" && !secret.is_empty()).then_some((secret, secret.len() + 1))
}
