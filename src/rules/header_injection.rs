//! `header-injection`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::{Declaration, Flow, Origin, Read, State, Trust, Types};
use crate::project::{DefinitionId, Form, Place};
use crate::schema_facts::Chars;

/// The rule.
pub static RULE: Rule = Rule {
    name: "header-injection",
    severity: Severity::Error,
    group: Group::Security,
    summary: "A value from the customer in a header, unless its schema rules out line breaks.",
    why: "A header is filled in literally. A customer whose words hold a line break ends the header \
          and writes the next one: another tenant, another content type, a second request. What an \
          API answers to a question of the customer's is no more to be trusted than the question; \
          then this is a warning.\n\nSend the value in the body, where it is escaped, or rule line \
          breaks out by the parameter's schema: `enum`, `type: number`, `format: uuid`, or a \
          `pattern` that is anchored at both ends.",
    sources: &[
        "Verboo, Webhook, Automatic encoding: https://verboo.ai/en/docs/integrations/webhook",
        "RFC 9110, 5.5 Field Values: https://www.rfc-editor.org/rfc/rfc9110#section-5.5",
        "CWE-113: https://cwe.mitre.org/data/definitions/113.html",
    ],
    bad: &[
        Example {
            title: "an argument of the LLM's",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.acme.example/orders
method: GET
headers:
  X-Order: $order_number
           ^^^^^^^^^^^^^
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
    ------------
  required: [order_number]
webhooks: [order_status]
",
        },
        Example {
            title: "a local key",
            text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
headers:
  X-Customer: '{{customer_id}}'
               ^^^^^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
parameters:
  type: object
  properties:
    customer_id: { type: string, pattern: '[0-9]{6,12}', description: Customer number }
    -----------
  required: [customer_id]
webhooks: [mobile_numbers]
",
        },
        Example {
            title: "what an API answers to a question of the customer's",
            text: "\
kind: webhook
platform: verboo
name: find_customer
url: https://crm.acme.example/customers?phone=$phone
                                              ------
method: GET
response_directive: Greet the customer by name.
response:
  example: { session: { client_data: { tenant: acme } } }
                                       ------
---
kind: webhook
platform: verboo
name: list_orders
url: https://shop.acme.example/orders
method: GET
headers:
  X-Tenant: $tenant
            ^^^^^^^
response_directive: Tell the customer what was ordered.
---
kind: trigger
platform: verboo
name: show_orders
description: Call when the customer asks for past orders.
parameters:
  type: object
  properties:
    phone: { type: string, description: The customer's phone number }
    -----
  required: [phone]
webhooks: [find_customer, list_orders]
",
        },
    ],
    good: &[
        Example {
            title: "schemas without line breaks",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.acme.example/orders
method: GET
headers:
  X-Order: $order_number
  X-Channel: $channel
response_directive: Tell the customer the status of the order.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, pattern: '^[0-9]{6,12}$', description: The number of the order }
    channel: { type: string, enum: [web, app], description: Where the order was placed }
  required: [order_number, channel]
webhooks: [order_status]
",
        },
        Example {
            title: "what the host application and its own lookups say",
            text: "\
kind: webhook
platform: verboo
name: find_customer
url: https://crm.acme.example/customers/$user_id
method: GET
response_directive: Greet the customer by name.
response:
  example: { session: { client_data: { tenant: acme } } }
---
kind: webhook
platform: verboo
name: list_orders
url: https://shop.acme.example/orders
method: GET
headers:
  X-Tenant: $tenant
  X-User: $user_id
  X-Session: $session.id
response_directive: Tell the customer what was ordered.
---
kind: trigger
platform: verboo
name: show_orders
description: Call when the customer asks for past orders.
webhooks: [find_customer, list_orders]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      user_id: { type: string }
",
        },
    ],
};

/// Reports untrusted values in headers.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (_, _, reads) in flow.readers() {
        for read in reads {
            let is_section = matches!(read.used.form, Form::Tag { kind, .. } if !kind.is_value());
            if matches!(read.used.place, Place::HeaderValue(_)) && !is_section {
                found.extend(judge(flow, read));
            }
        }
    }
}

fn judge(flow: &Flow<'_, '_>, read: &Read<'_, '_>) -> Option<Diagnostic> {
    // What is set too late is no value yet.
    let late = |source: &Declaration| {
        let mut reaches = read.reaches.iter();
        reaches.all(|reach| {
            let mut by = reach.by.iter().filter_map(|&by| flow.declaration(by));
            reach.state == State::Later || !by.any(|by| std::ptr::eq(by, source))
        })
    };
    let mut sources = flow.sources(read);
    sources.retain(|source| admits_line_breaks(flow, source) && !late(source));
    if sources.is_empty() {
        return None;
    }
    let shown = read.shown();
    let mut direct: Vec<&Declaration> = sources.clone();
    direct.retain(|source| source.trust() == Trust::Untrusted);
    if !direct.is_empty() {
        let message = format!("`{shown}` comes from the customer, and stands in a header");
        let mut diagnostic = read.finding(&RULE, message);
        for span in direct.iter().filter_map(|source| source.span) {
            diagnostic = diagnostic.label(span, "may hold a line break");
        }
        let is_argument = direct.iter().any(|source| source.span.is_some());
        return Some(diagnostic.help(if is_argument {
            "send it in the body, or rule line breaks out by its schema: `pattern: '^[A-Za-z0-9_-]+$'`"
        } else {
            "send it in the body"
        }));
    }
    let (source, webhook) = sources.iter().find_map(|source| match source.origin {
        Origin::Reply { webhook, .. } => flow.taint(webhook).map(|_| (source, webhook)),
        Origin::BuiltIn { .. } | Origin::Setting(_) | Origin::Parameter { .. } => None,
    })?;
    let is_host_value = |source: &&Declaration| matches!(source.origin, Origin::Setting(_));
    let mut diagnostic = if flow.sources(read).iter().any(is_host_value) {
        let name = flow.name_of(webhook);
        let message = format!("`{shown}` is in a header, and the reply to `{name}` overwrites it");
        let help = format!("let the reply to `{name}` set a value of another name");
        read.finding(&RULE, message).help(help)
    } else {
        let message =
            format!("`{shown}` is in a header, and looked up with what the customer says");
        read.finding(&RULE, message)
    };
    diagnostic.severity = Severity::Warning;
    diagnostic = explain(flow, source, webhook, diagnostic);
    Some(diagnostic.help(
        "send it in the body, or rule line breaks out by a `response.schema` with a `pattern`",
    ))
}

/// Labels the way back to the customer, one webhook after the other.
fn explain(
    flow: &Flow<'_, '_>,
    source: &Declaration,
    webhook: DefinitionId,
    mut diagnostic: Diagnostic,
) -> Diagnostic {
    let mut seen: Vec<DefinitionId> = Vec::new();
    let mut next = Some((source, webhook));
    while let Some((source, webhook)) = next.take() {
        if seen.contains(&webhook) {
            break;
        }
        seen.push(webhook);
        let name = flow.name_of(webhook);
        if let Some(span) = source.span {
            diagnostic = diagnostic.label(span, format!("the reply to `{name}` sets it"));
        }
        let Some(taint) = flow.taint(webhook) else {
            break;
        };
        diagnostic = diagnostic.label(taint.used, format!("what `{name}` looks up"));
        let Some(by) = flow.declaration(taint.by) else {
            break;
        };
        match by.origin {
            Origin::Reply { webhook, .. } => next = Some((by, webhook)),
            _ => {
                if let Some(span) = by.span {
                    diagnostic = diagnostic.label(span, "comes from the customer");
                }
            }
        }
    }
    diagnostic
}

fn admits_line_breaks(flow: &Flow<'_, '_>, source: &Declaration<'_>) -> bool {
    const LINE_BREAKS: Chars = Chars::ascii(b"\r\n");
    let is_plain = source.types.is_within(Types::NUMBER.or(Types::BOOLEAN));
    !is_plain && flow.declaration_admits(source, LINE_BREAKS)
}
