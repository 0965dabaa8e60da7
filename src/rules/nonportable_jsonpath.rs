//! `nonportable-jsonpath`

use super::plain::is_plain_path;
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::{DefinitionId, Project};
use crate::templates::jsonpath::{self, PartKind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "nonportable-jsonpath",
    severity: Severity::Warning,
    group: Group::Templates,
    summary: "A path with parts that JSONPath implementations understand differently.",
    why: "The vendor does not say which JSONPath the platform speaks; its page links to \
          jsonpath.com. Dialects agree on `$`, `.name`, `['name']`, `[0]`, `[*]` and `..name`. \
          Filters, slices, unions and negative positions mean different things in them, or \
          nothing, so a path that works in one tool may select nothing in the conversation.\n\n\
          Let your API answer the value under a name of its own.",
    sources: &[
        "RFC 9535, appendix B, how it relates to older JSONPath: https://www.rfc-editor.org/rfc/rfc9535",
        "Mind Expression, Webhooks and escalation, links to jsonpath.com: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
    ],
    bad: &[Example {
        title: "the last item",
        text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
mapping:
  last_number: $.numbers[-1].msisdn
                        ^^^^
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
webhooks: [mobile_numbers]
",
    }],
    good: &[Example {
        title: "names and positions",
        text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
mapping:
  first_number: $.numbers[0].msisdn
  last_number: $['last-number'].msisdn
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
webhooks: [mobile_numbers]
",
    }],
};

/// Reports the parts of paths that are not portable.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let paths = definition.request.mapping.iter().map(|(_, path)| path);
    let paths = paths.filter(|text| !is_plain_path(text.as_str()));
    for text in paths.filter(|text| !text.is_unresolved()) {
        let parts = jsonpath::parse(text.as_str()).map_or_else(|_| Vec::new(), |path| path.parts);
        for part in parts.into_iter().filter(|part| !part.kind.is_portable()) {
            let what = match part.kind {
                PartKind::NegativeIndex => "a position from the end",
                PartKind::Slice => "a slice",
                PartKind::Filter => "a filter",
                _ => "a union",
            };
            let message = format!("implementations of JSONPath disagree on {what}");
            let diagnostic = Diagnostic::new(&RULE, text.span_of(part.range), message)
                .help("use `.name`, `['name']`, `[0]`, and let your API do the rest");
            found.push(text.explain(diagnostic));
        }
    }
}
