//! `comment-in-value`

use crate::definition::{CommentAfterValue, Definition};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::Project;
use crate::source::{Span, slice};

/// The rule.
pub static RULE: Rule = Rule {
    name: "comment-in-value",
    severity: Severity::Warning,
    group: Group::SourceAndStructure,
    summary: "Text after ` #` that looks like the rest of an unquoted value; YAML takes it for a comment.",
    why: "In YAML a `#` after a blank begins a comment, in the middle of an unquoted value as well. \
          `Your order #$n` is just `Your order`: the text is cut off, nothing is reported, and the \
          customer gets half a sentence.\n\nQuote the whole value. If it really is a comment, put \
          it on a line of its own. A `#` that is followed by a blank and holds no reference is \
          always taken for a comment.",
    sources: &["YAML 1.2.2, 6.6 Comments: https://yaml.org/spec/1.2.2/#66-comments"],
    bad: &[
        Example {
            title: "a reference behind a `#`",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
body:
  title: Order #$order_number
               ^^^^^^^^^^^^^^
  note: Order # $order_number
              ^^^^^^^^^^^^^^^
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer asks about an order.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The number of the order }
  required: [order_number]
webhooks: [create_ticket]
",
        },
        Example {
            title: "a number behind a `#`",
            text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
invalid_input: Ask for ticket #42
                              ^^^
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
            title: "on platforms without templates",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
description: Ticket #4711 tells why.
                    ^^^^^^^^^^^^^^^^
direction: incoming
---
kind: escalation
platform: enterpret
name: extreme_risk
automation: Risk #1 to CRM
                 ^^^^^^^^^
url: https://alerts.acme.example/enterpret
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
    ],
    good: &[
        Example {
            title: "quotes around the whole value",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
body:
  title: 'Order #$order_number'
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer asks about an order.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The number of the order }
  required: [order_number]
webhooks: [create_ticket]
",
        },
        Example {
            title: "comments that are comments",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
#the shop's own endpoint
direction: outgoing   # Ebbot calls us
topics: [chat.close]
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
    ],
};

/// Judges the comments that stand behind unquoted texts.
pub fn check(project: &Project<'_>, found: &mut Vec<Diagnostic>) {
    for comment in &project.manifest.comments {
        found.extend(judge(project, None, *comment));
    }
    for definition in &project.definitions {
        for comment in &definition.comments {
            found.extend(judge(project, Some(definition), *comment));
        }
    }
}

fn judge(
    project: &Project<'_>,
    definition: Option<&Definition<'_>>,
    comment: CommentAfterValue,
) -> Option<Diagnostic> {
    let text = project.sources.text_at(comment.comment);
    let text = text.strip_prefix('#').unwrap_or(text);
    let continues = text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '$' | '{'));
    let refers = definition.is_some_and(|definition| refers(project, definition, text));
    if !continues && !refers {
        return None;
    }
    let whole = Span {
        end: comment.comment.end,
        ..comment.value
    };
    let written = project.sources.text_at(whole);
    let quoted = super::reading::single_quoted(written);
    let first_line = quoted.lines().next().unwrap_or_default();
    let shown = if first_line.len() == quoted.len() && quoted.chars().count() <= 60 {
        format!("quote the whole value: `{quoted}`")
    } else {
        "put single quotes around the whole value".to_owned()
    };
    let message = if refers {
        "a comment that holds a reference, behind an unquoted value"
    } else {
        "a comment that looks like the rest of the value before it"
    };
    Some(
        Diagnostic::new(&RULE, comment.comment, message)
            .help(format!("{shown}; a comment belongs on a line of its own"))
            .edit(false, whole, quoted),
    )
}

/// Whether a text refers to something that is declared: at build time, or at run time.
fn refers(project: &Project<'_>, definition: &Definition<'_>, text: &str) -> bool {
    let build_time = text.match_indices("${").any(|(at, _)| {
        let name = slice(text, at + 2..text.len()).split_once('}');
        name.is_some_and(|(name, _)| name.starts_with("secret.") || project.manifest.defines(name))
    });
    let is_declared = |name: &str| project.is_run_time_name(definition.platform, name);
    let templates = definition.platform.templates;
    build_time || templates.is_some_and(|templates| templates.refers(text, &is_declared))
}
