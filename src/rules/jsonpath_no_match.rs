//! `jsonpath-no-match`

use serde_json::Value as Json;

use super::plain::{surely_json, surely_leads_somewhere};
use crate::definition::{Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, list_all, nearest};
use crate::project::{DefinitionId, Project};
use crate::source::slice;
use crate::templates::jsonpath::{self, JsonPath};

/// The rule.
pub static RULE: Rule = Rule {
    name: "jsonpath-no-match",
    severity: Severity::Error,
    group: Group::Templates,
    summary: "A path that selects nothing in `response.example`.",
    why: "The example says what your API answers. A path that finds nothing in it will find nothing \
          in the conversation, so the key stays empty. Mostly a name is mistyped, or a list lies \
          between. A `null` in the example is something: it says that there is such a field.\n\n\
          Correct the path, or the example.",
    sources: &[
        "Mind Expression, Webhooks and escalation, JSONPath parses the reply: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
        "RFC 9535, JSONPath: https://www.rfc-editor.org/rfc/rfc9535",
    ],
    bad: &[Example {
        title: "a mistyped name, and a list on the way",
        text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
mapping:
  phone_number: $.numbers[0].msisd
                ^^^^^^^^^^^^^^^^^^
  plan: $.numbers.plan
        ^^^^^^^^^^^^^^
response:
  example: { numbers: [ { msisdn: \"0101002000\", plan: null } ] }
  -------
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
webhooks: [mobile_numbers]
",
    }],
    good: &[Example {
        title: "paths that lead to something",
        text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
mapping:
  phone_number: $.numbers[0].msisdn
  plan: $.numbers[0].plan
response:
  example: { numbers: [ { msisdn: \"0101002000\", plan: null } ] }
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
webhooks: [mobile_numbers]
",
    }],
};

/// Reports the paths that find nothing in the example.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let request = &definition.request;
    let response = request.response.as_ref();
    let Some((response, example)) = response.and_then(|r| Some((r, r.example.as_ref()?))) else {
        return;
    };
    let is_plain = surely_json(example);
    let is_found = |text: &Text<'_>| is_plain && surely_leads_somewhere(text.as_str(), example);
    let paths = request.mapping.iter();
    let paths: Vec<_> = paths.filter(|(_, text)| !is_found(text)).collect();
    if paths.is_empty() {
        return;
    }
    let example = example.to_serde();
    for (_, text) in paths {
        let Ok(path) = jsonpath::parse(text.as_str()) else {
            continue;
        };
        if !text.is_unresolved() && path.select(&example).is_empty() {
            let diagnostic = Diagnostic::new(&RULE, text.span(), "selects nothing in the example")
                .label(response.example_key, "in this example");
            found.push(text.explain(explain(diagnostic, text, &path, &example)));
        }
    }
}

/// Tells how far the path leads, and what is there.
fn explain(found: Diagnostic, text: &Text<'_>, path: &JsonPath, example: &Json) -> Diagnostic {
    let written = text.as_str();
    let mut last = ("$", vec![example]);
    for part in &path.parts {
        let prefix = slice(written, 0..part.range.end);
        let selected = jsonpath::parse(prefix).map(|path| path.select(example));
        match selected {
            Ok(selected) if !selected.is_empty() => last = (prefix, selected),
            _ => {
                let name = slice(written, part.range.clone());
                return at_part(found, text, last, name, part.range.end);
            }
        }
    }
    found
}

fn at_part(
    found: Diagnostic,
    text: &Text<'_>,
    (prefix, selected): (&str, Vec<&Json>),
    part: &str,
    end: usize,
) -> Diagnostic {
    let what = match selected.first() {
        Some(Json::Object(members)) => {
            let name = part.trim_matches(['.', '[', ']', '\'', '"', ' ']);
            if let Some(meant) = nearest(name, members.keys().map(String::as_str)) {
                let is_plain = meant.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
                let found = found.help(format!(
                    "`{prefix}` has no `{name}`; did you mean `{meant}`?"
                ));
                let start = text.as_str().len().min(prefix.len());
                if !text.pieces().is_empty() || !is_plain || !part.starts_with('.') {
                    return found;
                }
                return found.edit(false, text.span_of(start..end), format!(".{meant}"));
            }
            match members.len() {
                0 => "an empty object".to_owned(),
                1..=8 => {
                    let names = list_all(members.keys().map(String::as_str));
                    format!("an object with {names}")
                }
                _ => "an object without such a key".to_owned(),
            }
        }
        Some(Json::Array(items)) if items.is_empty() => "an empty list".to_owned(),
        Some(Json::Array(_)) => {
            return found.help(format!("`{prefix}` is a list: pick an item, `{prefix}[0]`"));
        }
        Some(Json::Null) => "`null`".to_owned(),
        _ => "no object and no list".to_owned(),
    };
    found.help(format!("`{prefix}` is {what}"))
}
