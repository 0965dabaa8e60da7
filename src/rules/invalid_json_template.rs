//! `invalid-json-template`

use super::json_template::{self, Broken};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::Flow;
use crate::platforms::facts::Field;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-json-template",
    severity: Severity::Error,
    group: Group::Templates,
    summary: "A JSON template that is no JSON once it is rendered.",
    why: "The template is filled in first and has to be JSON then. A section repeats its text for \
          each item of a list and leaves it out when there is none, so a comma that is right for \
          one number of items may be wrong for another. hookc renders the template with every \
          section empty, once and twice, and parses the result each time; a section over a value \
          whose schema rules out lists is tried empty and once.\n\nLet your API accept a closing \
          item that means nothing (`[{{#items}}{…},{{/items}}null]`), or write the list without a \
          section.",
    sources: &[
        "Mind Expression, Webhooks and escalation: \"Mustache … to shape a JSON template\": https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
        "Mustache specification, sections: https://github.com/mustache/spec/blob/master/specs/sections.yml",
    ],
    bad: &[
        Example {
            title: "a comma behind the last item",
            text: "\
kind: webhook
platform: mind-expression
name: order_items
url: https://shop.acme.example/orders
method: POST
body: |
  { \"items\": [ {{#items}}{ \"known\": true },{{/items}} ] }
                                          ^
---
kind: trigger
platform: mind-expression
name: place_order
subject: { name: Place Order }
webhooks: [order_items]
# file: hookc.yaml
platforms:
  mind-expression:
    global_keys: [items]
",
        },
        Example {
            title: "a value that is not there when the section is empty",
            text: "\
kind: webhook
platform: mind-expression
name: order_items
url: https://shop.acme.example/orders
method: POST
body: |
  { \"express\": {{#express}}true{{/express}} }
               ^^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: place_order
subject: { name: Place Order }
webhooks: [order_items]
# file: hookc.yaml
platforms:
  mind-expression:
    global_keys:
      express: { type: boolean }
",
        },
    ],
    good: &[Example {
        title: "JSON for any number of items",
        text: "\
kind: webhook
platform: mind-expression
name: order_items
url: https://shop.acme.example/orders
method: POST
body: |
  { \"items\": [ {{#items}}{ \"known\": true },{{/items}} null ],
    \"express\": {{#express}}true{{/express}}{{^express}}false{{/express}} }
---
kind: trigger
platform: mind-expression
name: place_order
subject: { name: Place Order }
webhooks: [order_items]
# file: hookc.yaml
platforms:
  mind-expression:
    global_keys:
      items: { type: array, items: { type: object } }
      express: { type: boolean }
",
    }],
};

/// Reports the templates that are no JSON.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (id, definition) in flow.project.definitions.iter().enumerate() {
        let is_json = definition.form.get(Field::JsonTemplate).is_some();
        let Some((text, template)) = json_template::body(definition).filter(|_| is_json) else {
            continue;
        };
        let may_repeat = json_template::may_repeat(flow, id);
        if let Some(broken) = json_template::broken(text.as_str(), &template, &may_repeat) {
            let span = text.span_of(broken.range.clone());
            let has_sections = !broken.always && template.tags.iter().any(|tag| tag.kind.opens());
            let is_secret = flow.project.sources.text_at(span).starts_with("${secret.");
            let diagnostic =
                Diagnostic::new(&RULE, span, message(&broken, has_sections)).help(if is_secret {
                    "a secret is text: write quotes around it".to_owned()
                } else {
                    help(&broken, has_sections)
                });
            found.push(text.explain(diagnostic));
        }
    }
}

fn message(broken: &Broken, has_sections: bool) -> String {
    let times = match (has_sections, broken.times) {
        (false, _) => "",
        (true, 0) => " when its sections are empty",
        (true, 1) => " when its sections are there once",
        (true, _) => " when its sections are there twice",
    };
    format!("the body is no JSON{times}: {}", broken.reason)
}

fn help(broken: &Broken, has_sections: bool) -> String {
    let line: String = broken.line.chars().take(80).collect();
    let rendered = if line.is_empty() {
        "nothing is left of it".to_owned()
    } else {
        format!("with `1` for each value the line is `{line}`")
    };
    let advice = match (has_sections, broken.times) {
        (true, 0) => "write what stands there without a value: `{{^name}}null{{/name}}`",
        (true, _) if broken.is_repetition() => {
            "write a comma behind each item, and an item such as `null` behind the section"
        }
        _ => "write JSON, with the tags in the places of values",
    };
    format!("{rendered}\n{advice}")
}
