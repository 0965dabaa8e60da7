//! `invalid-header-value`

use std::ops::Range;

use super::http::{at_block_mark, finding, run};
use crate::definition::{Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::project::{DefinitionId, Project};
use crate::source::slice;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-header-value",
    severity: Severity::Error,
    group: Group::HeadersAndAuth,
    summary: "A header value with line breaks, control characters, outer blanks or characters beyond ASCII.",
    why: "A line break ends a header: what follows would be a header of its own, so clients refuse \
          the request, and those that do not are open to header injection. A literal block (`|`) \
          ends in a line break unless it is written `|-`. Other control characters are illegal as \
          well. Blanks at the ends get lost, and characters beyond ASCII arrive in different ways \
          (warnings).\n\nWrite the value on one line, in ASCII; percent-encode or use RFC 8187 \
          where more is needed.",
    sources: &[
        "RFC 9110, 5.5 Field Values: https://www.rfc-editor.org/rfc/rfc9110#section-5.5",
        "RFC 8187: https://www.rfc-editor.org/rfc/rfc8187",
    ],
    bad: &[
        Example {
            title: "an escaped line break on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
headers:
  Accept: \"application/json\\r\\nX-Evil: 1\"
                           ^^^^
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
webhooks: [order_status]
",
        },
        Example {
            title: "a block on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
headers:
  Accept: |
          ^
    application/json
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
webhooks: [order_status]
",
        },
        Example {
            title: "a control character on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
headers:
  X-Team: \"mo\\x07bile\"
             ^^^^
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
",
        },
        Example {
            title: "an umlaut and a blank on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
headers:
  X-City: Zürich
           ^
  X-Team: \" mobile \"
           ^      ^
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
webhooks: [order_status]
",
        },
    ],
    good: &[
        Example {
            title: "one line on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
headers:
  Accept: |-
    application/json
  X-City: Z%C3%BCrich
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
webhooks: [order_status]
",
        },
        Example {
            title: "one line on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
headers:
  X-Team: mobile
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
",
        },
    ],
};

/// Judges the values of headers; credentials are another rule's.
pub fn check(
    project: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    for header in &definition.request.headers {
        let value = &header.value;
        if value.is_unresolved() {
            continue;
        }
        let name = header.name.as_str().shown();
        let text = value.as_str();
        let is_plain = text.bytes().all(|b| matches!(b, b'\t' | b' '..=b'~'));
        if !is_plain && let Some(range) = run(text, |c| c.is_control() && c != '\t') {
            let is_break = slice(text, range.clone()).contains(['\n', '\r']);
            let what = if is_break {
                "a line break"
            } else {
                "a control character"
            };
            let message = format!("{what} in the value of `{name}`");
            let diagnostic = finding(&RULE, value, range.clone(), message)
                .help("leave it out; a header is one line");
            found.push(at_block_mark(diagnostic, value, &range, project.sources));
            continue;
        }
        if !is_plain && let Some(range) = run(text, |c| !c.is_ascii()) {
            let message = format!("characters beyond ASCII in the value of `{name}`");
            let help = "write ASCII; percent-encode the others if the receiver decodes them";
            found.push(warning(value, range, message).help(help));
        }
        let blank = |c: char| matches!(c, ' ' | '\t');
        let start = text.len() - text.trim_start_matches(blank).len();
        let end = text.trim_end_matches(blank).len();
        for (outer, place) in [(0..start, "start"), (end.max(start)..text.len(), "end")] {
            if !outer.is_empty() {
                let message = format!("the value of `{name}` has a blank at its {place}");
                let help = "leave it out; it gets lost on the way";
                found.push(warning(value, outer, message).help(help));
            }
        }
    }
}

fn warning(value: &Text<'_>, range: Range<usize>, message: String) -> Diagnostic {
    let mut found = finding(&RULE, value, range, message);
    found.severity = Severity::Warning;
    found
}
