//! `html-escape-in-json`

use super::values::admits;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::Flow;
use crate::flow::json::JsonPlace;
use crate::project::Form;
use crate::schema_facts::Chars;
use crate::templates::mustache::{TagKind, escape};

/// The rule.
pub static RULE: Rule = Rule {
    name: "html-escape-in-json",
    severity: Severity::Info,
    group: Group::Templates,
    summary: "A tag inside a JSON string, whose value is escaped as HTML.",
    why: "Mustache writes templates for web pages: `{{name}}` turns `O'Brien` into `O&#39;Brien` \
          and `&` into `&amp;`. Inside a JSON string that is the wrong escaping. Your API gets the \
          entities, and a backslash or a line break in the value still breaks the JSON.\n\nWhere \
          the value can only be a number, a date, or something that a `pattern` describes, say so \
          in its schema. Otherwise let your API decode HTML entities. That the platform escapes \
          HTML in JSON templates is an assumption: its engine is not documented, and the \
          specification of Mustache asks for it.",
    sources: &[
        "Mustache specification, interpolation: \"should be HTML escaped\": https://github.com/mustache/spec/blob/master/specs/interpolation.yml",
        "mustache.js, what it escapes: https://github.com/janl/mustache.js",
    ],
    bad: &[Example {
        title: "a name in a JSON string",
        text: "\
kind: webhook
platform: mind-expression
name: find_customer
url: https://crm.acme.example/customers
method: POST
body: |
  { \"name\": \"{{customer_name}}\" }
             ^^^^^^^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
parameters:
  type: object
  properties:
    customer_name: { type: string, description: The name on the contract }
  required: [customer_name]
webhooks: [find_customer]
",
    }],
    good: &[Example {
        title: "a value that needs no escaping",
        text: "\
kind: webhook
platform: mind-expression
name: find_customer
url: https://crm.acme.example/customers
method: POST
body: |
  { \"customer\": \"{{customer_id}}\", \"store\": \"{{store_id}}\" }
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
parameters:
  type: object
  properties:
    customer_id: { type: string, pattern: '^[0-9]{6,12}$', description: Customer number }
  required: [customer_id]
webhooks: [find_customer]
# file: hookc.yaml
platforms:
  mind-expression:
    global_keys:
      store_id: { type: string, format: uuid }
",
    }],
};

/// Reports the tags in strings whose values may hold what escaping changes or JSON forbids.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    let is_changed = Chars::of(|c| {
        let is_forbidden = c < ' ' || c == '\\';
        is_forbidden || escape(c.encode_utf8(&mut [0; 4])).len() > c.len_utf8()
    });
    for (id, _, _) in flow.readers() {
        for (read, place) in flow.json_reads(id) {
            let is_escaped = matches!(
                read.used.form,
                Form::Tag {
                    kind: TagKind::Escaped,
                    ..
                }
            );
            if !is_escaped || place != JsonPlace::String || !admits(flow, read, is_changed) {
                continue;
            }
            let message = format!("`{}` is escaped as HTML, not as JSON", read.name());
            let diagnostic = Diagnostic::new(&RULE, read.span(), message).help(
                "your API gets `O&#39;Brien` for `O'Brien`: decode HTML entities there, or give \
                 the value a schema without such characters (`pattern`, `enum`, `format`)",
            );
            found.push(read.used.text.explain(diagnostic));
        }
    }
}
