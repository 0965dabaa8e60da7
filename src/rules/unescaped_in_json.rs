//! `unescaped-in-json`

use super::values::admits;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::Flow;
use crate::flow::json::JsonPlace;
use crate::project::Form;
use crate::schema_facts::Chars;
use crate::templates::mustache::TagKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unescaped-in-json",
    severity: Severity::Warning,
    group: Group::Templates,
    summary: "A tag inside a JSON string that puts the value there as it is.",
    why: "`{{{name}}}` and `{{&name}}` do not escape anything. A quote in the value ends the JSON \
          string: at best the request is no JSON any more, at worst a customer writes further \
          fields of your request.\n\nWrite `{{name}}`: its HTML escaping turns quotes into \
          `&quot;`, which keeps the JSON whole. Or give the value a schema that rules out quotes, \
          backslashes and line breaks.",
    sources: &[
        "Mustache specification, triple mustache and ampersand: https://github.com/mustache/spec/blob/master/specs/interpolation.yml",
        "RFC 8259, section 7, strings: https://www.rfc-editor.org/rfc/rfc8259#section-7",
    ],
    bad: &[Example {
        title: "three braces and an ampersand",
        text: "\
kind: webhook
platform: mind-expression
name: find_customer
url: https://crm.acme.example/customers
method: POST
body: |
  { \"name\": \"{{{customer_name}}}\", \"city\": \"{{& city }}\" }
             ^^^^^^^^^^^^^^^^^^^            ^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
parameters:
  type: object
  properties:
    customer_name: { type: string, description: The name on the contract }
    city: { type: string, description: The city where the customer lives }
  required: [customer_name, city]
webhooks: [find_customer]
",
    }],
    good: &[Example {
        title: "a value without quotes",
        text: "\
kind: webhook
platform: mind-expression
name: find_customer
url: https://crm.acme.example/customers
method: POST
body: |
  { \"name\": \"{{{customer_name}}}\", \"id\": \"{{customer_id}}\" }
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
parameters:
  type: object
  properties:
    customer_name:
      type: string
      pattern: '^[\\p{L} .-]{1,80}$'
      description: The name on the contract
    customer_id: { type: string, pattern: '^[0-9]+$', description: Customer number }
  required: [customer_name, customer_id]
webhooks: [find_customer]
",
    }],
};

/// Reports the raw tags in strings whose values may hold what JSON escapes.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    let needs_escape = Chars::of(|c| c < ' ' || matches!(c, '"' | '\\'));
    for (id, _, _) in flow.readers() {
        for (read, place) in flow.json_reads(id) {
            let is_raw = matches!(
                read.used.form,
                Form::Tag {
                    kind: TagKind::Raw,
                    ..
                }
            );
            if !is_raw || place != JsonPlace::String || !admits(flow, read, needs_escape) {
                continue;
            }
            let name = read.name();
            let message = format!("a quote in `{name}` breaks the JSON");
            let diagnostic = Diagnostic::new(&RULE, read.span(), message)
                .help(format!("write `{{{{{name}}}}}`"))
                .edit(false, read.span(), format!("{{{{{name}}}}}"));
            found.push(read.used.text.explain(diagnostic));
        }
    }
}
