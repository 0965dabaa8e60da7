//! `header-lookup`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::{Flow, Read};
use crate::source::slice;

/// The rule.
pub static RULE: Rule = Rule {
    name: "header-lookup",
    severity: Severity::Warning,
    group: Group::Templates,
    summary: "A request header that is looked up under a name it cannot have.",
    why: "Headers that callers of the conversation API send are found as `http-header.<name>` with \
          the name in lower case: `X-UUID` is `http-header.x-uuid`. In any other spelling nothing is \
          found, and the tag becomes empty text.\n\nA dot in a Mustache name leads into an object. A \
          header whose name holds a dot can therefore not be looked up at all: let the caller send \
          it under a name without one.",
    sources: &[
        "Mind Expression, API docs: https://mindx-docs.mind.ai/reference/api-docs",
        "Mustache specification, dotted names: https://github.com/mustache/spec/blob/master/specs/interpolation.yml",
    ],
    bad: &[
        Example {
            title: "capital letters",
            text: "\
kind: webhook
platform: mind-expression
name: find_customer
url: https://crm.acme.example/customers
method: GET
headers:
  X-Request: \"{{http-header.X-UUID}}\"
              ^^^^^^^^^^^^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
webhooks: [find_customer]
# file: hookc.yaml
platforms:
  mind-expression:
    request_headers:
      x-uuid: { type: string, format: uuid }
",
        },
        Example {
            title: "a dot in the name of a header",
            text: "\
kind: webhook
platform: mind-expression
name: find_customer
url: https://crm.acme.example/customers
method: GET
headers:
  X-Request: \"{{http-header.acme.uuid}}\"
              ^^^^^^^^^^^^^^^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
webhooks: [find_customer]
# file: hookc.yaml
platforms:
  mind-expression:
    request_headers:
      acme.uuid: { type: string, format: uuid }
",
        },
    ],
    good: &[Example {
        title: "lower case",
        text: "\
kind: webhook
platform: mind-expression
name: find_customer
url: https://crm.acme.example/customers
method: GET
headers:
  X-Request: \"{{http-header.x-uuid}}\"
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
webhooks: [find_customer]
# file: hookc.yaml
platforms:
  mind-expression:
    request_headers:
      X-UUID: { type: string, format: uuid }
",
    }],
};

/// Reports the references to request headers that find nothing.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (_, definition, reads) in flow.readers() {
        let settings = definition.platform.values.settings.iter();
        let prefixes = settings
            .map(|setting| setting.prefix)
            .filter(|prefix| !prefix.is_empty());
        for read in reads {
            let mut prefixes = prefixes.clone();
            let header = prefixes.find_map(|prefix| read.name().strip_prefix(prefix));
            found.extend(header.and_then(|header| judge(read, header)));
        }
    }
}

fn judge(read: &Read<'_, '_>, header: &str) -> Option<Diagnostic> {
    let diagnostic = if header.contains('.') {
        let message = format!("a header with a dot in its name cannot be looked up: `{header}`");
        let mut diagnostic = read
            .finding(&RULE, message)
            .help("let the caller send the value in a header without a dot in its name");
        diagnostic.severity = Severity::Error;
        diagnostic
    } else if header.chars().any(|c| c.is_ascii_uppercase()) {
        let lower = header.to_ascii_lowercase();
        let text = read.used.text.as_str();
        let tag = slice(text, read.used.range.clone());
        let name = tag.find(header).map(|at| read.used.range.start + at)?;
        let span = read.used.text.span_of(name..name + header.len());
        let message = format!("request headers are looked up in lower case: `{header}`");
        read.finding(&RULE, message)
            .help(format!("write `{lower}`"))
            .edit(true, span, lower)
    } else {
        return None;
    };
    Some(diagnostic)
}
