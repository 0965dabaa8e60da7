//! `prefix-capture`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::{Flow, declaring_line};
use crate::platforms::facts::Templates;
use crate::source::slice;

/// The rule.
pub static RULE: Rule = Rule {
    name: "prefix-capture",
    severity: Severity::Error,
    group: Group::Variables,
    summary: "A name that nothing declares and that begins with a declared one, which is replaced instead.",
    why: "Verboo replaces text, longest name first; a name does not end where a word does. Where \
          only `plan` is declared, `$plan_tier` becomes the customer's plan followed by `_tier`: \
          `gold_tier`. The request looks right and is not.\n\nDeclare the longer name, correct it, or \
          put a character behind the shorter one that is no letter, digit or `_`: there is no way to \
          mark the end of a name.",
    sources: &[
        "Verboo, Webhook, Ordered by length: https://verboo.ai/en/docs/integrations/webhook",
    ],
    bad: &[Example {
        title: "a longer name than the declared one",
        text: "\
kind: webhook
platform: verboo
name: offers
url: https://shop.acme.example/offers
method: POST
body:
  tier: $plan_tier
        ^^^^^^^^^^
  session: $session.identity
           ^^^^^^^^^^^^^^^^^
response_directive: Name the offers to the customer.
---
kind: trigger
platform: verboo
name: show_offers
description: Call when the customer asks for offers.
webhooks: [offers]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      plan: { type: string }
      ----
",
    }],
    good: &[Example {
        title: "the longer name is declared, the shorter one ends",
        text: "\
kind: webhook
platform: verboo
name: offers
url: https://shop.acme.example/offers
method: POST
body:
  tier: $plan_tier
  label: $plan-customer
response_directive: Name the offers to the customer.
---
kind: trigger
platform: verboo
name: show_offers
description: Call when the customer asks for offers.
webhooks: [offers]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      plan: { type: string }
      plan_tier: { type: string }
",
    }],
};

/// Reports references in which a shorter name than the written one is replaced.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (id, definition, reads) in flow.readers() {
        if definition.platform.templates != Some(Templates::Dollar) {
            continue;
        }
        for read in reads.iter().filter(|read| read.is_missing()) {
            let Some(shorter) = flow.prefix(id, read.name()) else {
                continue;
            };
            let (name, known) = (read.name(), &*shorter.name);
            let rest = slice(name, known.len()..name.len());
            let message = format!("`${name}` renders the value of `{known}` followed by `{rest}`");
            let mut diagnostic = read.finding(&RULE, message);
            if let Some(span) = shorter.span {
                diagnostic = diagnostic.label(span, format!("`{known}` is declared here"));
            }
            if let Some(meant) = flow.nearest(id, name) {
                diagnostic =
                    read.renamed(diagnostic.help(format!("did you mean `${meant}`?")), meant);
            }
            if let Some(line) = declaring_line(definition.platform, name) {
                diagnostic = diagnostic.help(format!(
                    "if `{name}` is a value of its own, declare it where it comes from; for the host application, write {line}"
                ));
            }
            let help = format!(
                "if `${known}` is meant, put a character behind it that is no letter, digit or `_`"
            );
            found.push(diagnostic.help(help));
        }
    }
}
