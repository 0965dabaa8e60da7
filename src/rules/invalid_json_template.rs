//! `invalid-json-template`

use crate::definition::Value;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::Flow;
use crate::flow::json::{Broken, State};
use crate::platforms::facts::Field;
use crate::templates::mustache;

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
        Example {
            title: "a comma that is right only when both sections are there",
            text: "\
kind: webhook
platform: mind-expression
name: find_customer
url: https://crm.acme.example/customers
method: POST
body: |
  { {{#phone}}\"phone\": \"{{phone}}\", {{/phone}}
                                  ^
    {{#mail}}\"mail\": \"{{mail}}\"{{/mail}} }
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
parameters:
  type: object
  properties:
    phone: { type: string, pattern: '^[0-9]+$', description: The number of the contract }
    mail: { type: string, pattern: '^[a-z.@]+$', description: The address of the customer }
webhooks: [find_customer]
",
        },
        Example {
            title: "a sign in front of a number that may have its own",
            text: "\
kind: webhook
platform: mind-expression
name: add_credit
url: https://shop.acme.example/credits
method: POST
body: |
  { \"amount\": -{{amount}} }
               ^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: get_credit
subject: { name: Get Credit }
parameters:
  type: object
  properties:
    amount: { type: integer, description: How much the customer gets }
  required: [amount]
webhooks: [add_credit]
",
        },
    ],
    good: &[Example {
        title: "JSON for any number of items, members and numbers",
        text: "\
kind: webhook
platform: mind-expression
name: order_items
url: https://shop.acme.example/orders
method: POST
body: |
  { \"items\": [ {{#items}}{ \"known\": true },{{/items}} null ],
    \"express\": {{#express}}true{{/express}}{{^express}}false{{/express}}
    {{#phone}}, \"phone\": \"{{phone}}\"{{/phone}}
    {{#amount}}, \"cents\": {{amount}}00{{/amount}} }
---
kind: trigger
platform: mind-expression
name: place_order
subject: { name: Place Order }
parameters:
  type: object
  properties:
    phone: { type: string, pattern: '^[0-9]+$', description: The number of the contract }
    amount: { type: integer, minimum: 1, description: How much the customer pays }
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
        let trial = is_json.then(|| flow.trial(id)).flatten();
        let Some(broken) = trial.and_then(|trial| trial.broken.as_ref()) else {
            continue;
        };
        let body = definition.request.body.as_ref();
        let Some(text) = body.and_then(Value::text) else {
            continue;
        };
        let span = text.span_of(broken.range.clone());
        let mut tags = mustache::tags(text.as_str()).into_iter();
        let has_sections = !broken.always && tags.any(|tag| tag.kind.opens());
        let is_secret = flow.project.sources.text_at(span).starts_with("${secret.");
        let help = if is_secret {
            "a secret is text: write quotes around it".to_owned()
        } else {
            help(broken, has_sections)
        };
        let diagnostic = Diagnostic::new(&RULE, span, message(broken, has_sections)).help(help);
        found.push(text.explain(diagnostic));
    }
}

fn message(broken: &Broken, has_sections: bool) -> String {
    let when = match (has_sections && broken.value.is_none(), &broken.state) {
        (false, _) => String::new(),
        (true, State { usual, others }) if others.is_empty() => {
            format!(" when its sections are {}", often(*usual))
        }
        (true, State { usual, others }) => {
            let others: Vec<String> = others
                .iter()
                .map(|(name, times)| format!("`{name}` is {}", often(*times)))
                .collect();
            let others = others.join(" and ");
            format!(
                " when {others} and the other sections are {}",
                often(*usual)
            )
        }
    };
    format!("the body is no JSON{when}: {}", broken.reason)
}

fn often(times: usize) -> &'static str {
    match times {
        0 => "empty",
        1 => "there once",
        _ => "there twice",
    }
}

fn help(broken: &Broken, has_sections: bool) -> String {
    let line: String = broken.line.chars().take(80).collect();
    let rendered = match &broken.value {
        _ if line.is_empty() => "nothing is left of it".to_owned(),
        None => format!("with `1` for each value the line is `{line}`"),
        Some((name, value)) => format!("with `{value}` for `{name}` the line is `{line}`"),
    };
    let advice = match (&broken.value, broken.closes) {
        (Some((name, _)), _) => format!(
            "let the tag stand alone, or give `{name}` a schema without such values (`minimum`)"
        ),
        (None, Some('}')) if has_sections => {
            "write the commas in front of the members, behind one that is always there".to_owned()
        }
        (None, closes) if has_sections && (closes.is_some() || broken.state.usual > 1) => {
            "write a comma behind each item, and an item such as `null` behind the section"
                .to_owned()
        }
        _ if has_sections && broken.state.others.is_empty() && broken.state.usual == 0 => {
            "write what stands there without a value: `{{^name}}null{{/name}}`".to_owned()
        }
        _ => "write JSON, with the tags in the places of values".to_owned(),
    };
    format!("{rendered}\n{advice}")
}
