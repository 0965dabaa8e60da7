//! `invalid-mustache`

use crate::definition::{Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::project::{DefinitionId, Project};
use crate::source::slice;
use crate::templates::Templates;
use crate::templates::mustache::{self, Fault, FaultKind, MAX_DEPTH};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-mustache",
    severity: Severity::Error,
    group: Group::Templates,
    summary: "A Mustache template that does not parse, or that includes another one.",
    why: "Mustache pairs what opens with what closes: braces with braces, `{{#items}}` with \
          `{{/items}}`, the innermost first. Where something is left open an engine either stops \
          with an error or sends the braces to your API as they are.\n\nPartials (`{{>name}}`) and \
          other delimiters (`{{=<% %>=}}`) are legal Mustache, but there is no other template that \
          could be included, and the vendor mentions neither. What is written with them cannot be \
          checked. That the platform's engine has no partials is an assumption.",
    sources: &[
        "Mustache specification, interpolation and sections: https://github.com/mustache/spec",
        "Mind Expression, Webhooks and escalation: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
    ],
    bad: &[
        Example {
            title: "a tag and a section that are not closed",
            text: "\
kind: webhook
platform: mind-expression
name: package_numbers
url: https://crm.acme.example/numbers
method: POST
headers:
  X-Store: \"{{store_id}\"
            ^^^^^^^^^^
body: |
  { \"stores\": [ {{#store_id}}\"{{.}}\" ] }
                ^^^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
webhooks: [package_numbers]
# file: hookc.yaml
platforms:
  mind-expression:
    global_keys: [store_id]
",
        },
        Example {
            title: "sections that overlap, and a partial",
            text: "\
kind: webhook
platform: mind-expression
name: package_numbers
url: https://crm.acme.example/numbers
method: POST
body: |
  { \"a\": [ {{#store}}{{^region}} 1 {{/store}}{{/region}} ],
                     -----------
                                   ^^^^^^^^^^
    \"b\": \"{{> address }}\" }
          ^^^^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
webhooks: [package_numbers]
# file: hookc.yaml
platforms:
  mind-expression:
    global_keys: [store, region]
",
        },
    ],
    good: &[Example {
        title: "everything closed, the innermost first",
        text: "\
kind: webhook
platform: mind-expression
name: package_numbers
url: https://crm.acme.example/numbers
method: POST
body: |
  { \"stores\": [ {{#store_id}}{{^region}} 1 {{/region}}{{/store_id}} ] }
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
webhooks: [package_numbers]
# file: hookc.yaml
platforms:
  mind-expression:
    global_keys:
      store_id: { type: boolean }
      region: { type: string }
",
    }],
};

/// Reports what is wrong in the templates of a definition.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    if definition.platform.templates != Some(Templates::Mustache) {
        return;
    }
    definition.request.each_sent_text(&mut |text| {
        if mustache::has_tags(text.as_str()) && !text.is_unresolved() {
            let faults = mustache::parse(text.as_str()).faults;
            found.extend(faults.iter().map(|fault| describe(text, fault)));
        }
    });
}

fn describe(text: &Text<'_>, fault: &Fault) -> Diagnostic {
    let written = slice(text.as_str(), fault.range.clone()).shown();
    let (message, help) = match &fault.kind {
        FaultKind::Unclosed(braces) => (
            format!("the tag `{written}` is not closed"),
            format!("write `{braces}` behind the name"),
        ),
        FaultKind::UnclosedSection(name) => (
            format!("the section `{written}` is not closed"),
            format!("write `{{{{/{name}}}}}` where it ends"),
        ),
        FaultKind::StrayClose(name) => (
            format!("`{written}` closes a section that is not open"),
            format!("write `{{{{#{name}}}}}` where it begins, or delete this tag"),
        ),
        FaultKind::WrongClose { expected, .. } => (
            format!("`{written}` closes another section than the last one opened"),
            format!("close that one first: `{{{{/{expected}}}}}`"),
        ),
        FaultKind::EmptyName => (
            format!("a part of the name in `{written}` is empty"),
            "write a name between the braces: `{{name}}`, or `{{object.member}}`".to_owned(),
        ),
        FaultKind::BlankInName => (
            format!("the name in `{written}` holds a blank"),
            "a name has no blanks, and a mark such as `#` follows the braces at once".to_owned(),
        ),
        FaultKind::Partial => (
            format!("`{written}` includes another template, and there is none"),
            "write what it should say in its place".to_owned(),
        ),
        FaultKind::Delimiters => (
            format!("`{written}` changes what tags look like"),
            "delete it, and write tags as `{{name}}`".to_owned(),
        ),
        FaultKind::TooDeep => (
            format!("more than {MAX_DEPTH} sections within each other"),
            "render fewer levels, or let your API arrange the data".to_owned(),
        ),
    };
    let span = text.span_of(fault.range.clone());
    let diagnostic = Diagnostic::new(&RULE, span, message).help(help);
    let diagnostic = match &fault.kind {
        FaultKind::WrongClose { open, .. } => {
            diagnostic.label(text.span_of(open.clone()), "the last one opened")
        }
        _ => diagnostic,
    };
    text.explain(diagnostic)
}
