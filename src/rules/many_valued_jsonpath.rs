//! `many-valued-jsonpath`

use super::plain::is_plain_path;
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::{DefinitionId, Project};
use crate::source::slice;
use crate::templates::jsonpath;

/// The rule.
pub static RULE: Rule = Rule {
    name: "many-valued-jsonpath",
    severity: Severity::Info,
    group: Group::Templates,
    summary: "A path that may select several values for one key.",
    why: "`[*]`, `..name`, filters, slices and unions select as many values as the reply holds. The \
          vendor does not say what a key gets then: the first value, all of them as a list, or \
          nothing.\n\nPick one by its position, or let your API answer the value under a name of \
          its own.",
    sources: &[
        "RFC 9535, section 2.1.2, a query returns a list of nodes: https://www.rfc-editor.org/rfc/rfc9535#section-2.1.2",
        "Mind Expression, Component Actions, rows of Key and JSONPath: https://mindx-docs.mind.ai/how-to-guides/components/response-components/component-actions",
    ],
    bad: &[Example {
        title: "every item, and a name at any depth",
        text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
mapping:
  phone_number: $.numbers[*].msisdn
                         ^^^
  plan: $..plan
         ^^^^^^
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
webhooks: [mobile_numbers]
",
    }],
    good: &[Example {
        title: "one value",
        text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
mapping:
  phone_number: $.numbers[0].msisdn
  plan: $.plan
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
webhooks: [mobile_numbers]
",
    }],
};

/// Reports the first part of each path that selects several values.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let mapping = definition.request.mapping.iter();
    for (key, text) in mapping.filter(|(_, text)| !is_plain_path(text.as_str())) {
        let path = jsonpath::parse(text.as_str()).ok();
        let parts = path
            .filter(|_| !text.is_unresolved())
            .map(|path| path.parts);
        let part = parts.and_then(|parts| parts.into_iter().find(jsonpath::Part::selects_many));
        let Some(part) = part else { continue };
        let written = slice(text.as_str(), part.range.clone());
        let message = format!(
            "`{written}` may select several values for `{}`",
            key.as_str()
        );
        let diagnostic = Diagnostic::new(&RULE, text.span_of(part.range), message)
            .help("pick one by its name or position: `[0]`");
        found.push(text.explain(diagnostic));
    }
}
