//! `confusable-character`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "confusable-character",
    severity: Severity::Warning,
    group: Group::SourceAndStructure,
    summary: "An invisible character in a name, a key or a header name.",
    why: "Zero-width characters and marks that turn the direction of text cannot be seen. A key that \
          holds one looks like another key but is not: the value behind it never arrives, a header \
          of that name is not the one that the receiver reads, and a reviewer sees text in another \
          order than the program does. They come in by copying from chat windows, documents and web \
          pages.\n\nDelete the character; the fix does it.",
    sources: &[
        "Unicode Technical Report 36, Unicode Security Considerations: https://www.unicode.org/reports/tr36/",
        "Trojan Source (CVE-2021-42574): https://trojansource.codes/",
    ],
    bad: &[
        Example {
            title: "a zero-width space in a key of a body",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
body:
  ti\u{200b}tle: Call back
  ^^^^^^
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: call_back
description: Call when the customer asks to be called back.
webhooks: [create_ticket]
",
        },
        Example {
            title: "a header name that begins with a mark of direction",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  header:
    # hookc: allow(invalid-header-name) found as well
    name: \u{200e}X-Acme-Key
          ^^^^^^^^^^^
    value: ${secret.ENTERPRET_KEY}
",
        },
        Example {
            title: "in other places and on other platforms",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
headers:
  # hookc: allow(invalid-header-name) found as well
  X-\u{200b}Team: mobile
  ^^^^^^^
---
kind: trigger
platform: mind-expression
name: hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
---
kind: trigger
platform: ebbot
name: press_button
webhook: website_bot
message:
  type: variable
  value: { name: button, value: { la\u{200b}bel: x } }
                                  ^^^^^^
conversation: continue
---
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
",
        },
    ],
    good: &[Example {
        title: "letters of any script that can be seen",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
body:
  ärende: Ring upp
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: call_back
description: Call when the customer asks to be called back.
webhooks: [create_ticket]
",
    }],
};

/// `what` is "name", "key" or "header name"; `hidden` are the characters in the order in which they
/// stand in `value`, and `places` where they can be deleted.
#[must_use]
pub fn diagnostic(
    what: &str,
    value: &str,
    span: Span,
    hidden: &[char],
    places: &[Span],
) -> Diagnostic {
    let mut names: Vec<String> = hidden
        .iter()
        .map(|c| format!("U+{:04X}", u32::from(*c)))
        .collect();
    names.dedup();
    let visible: String = value.chars().filter(|c| !hidden.contains(c)).collect();
    let message = format!(
        "the {what} `{}` holds the invisible character {}",
        visible.shown(),
        names.join(", ")
    );
    let found = Diagnostic::new(&RULE, span, message).help("delete it");
    places
        .iter()
        .fold(found, |found, place| found.edit(true, *place, ""))
}
