//! `missing-body`

use crate::definition::{Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::platforms::facts::Field;
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-body",
    severity: Severity::Warning,
    group: Group::UrlsAndRequests,
    summary: "A POST request without a body.",
    why: "On Mind Expression the JSON template of a webhook is what a POST request sends. Without \
          it the receiver gets nothing to work with.\n\nWrite the `body`, or use GET.",
    sources: &[
        "Mind Expression, Webhooks and escalation: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
    ],
    bad: &[Example {
        title: "a POST without a template",
        text: "\
kind: webhook
      ^^^^^^^
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: POST
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
",
    }],
    good: &[
        Example {
            title: "a POST with one",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: POST
body: { day: today }
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
",
        },
        Example {
            title: "a GET",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
",
        },
    ],
};

/// Reports the absence of a body that is the point of a request.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let (http, request) = (&definition.platform.http, &definition.request);
    let sends_one = request
        .method
        .as_ref()
        .is_some_and(|method| http.body_methods.contains(&method.as_str()));
    let body = [Field::Body, Field::JsonTemplate];
    let is_possible = body
        .iter()
        .any(|field| definition.form.get(*field).is_some());
    let is_written = body
        .iter()
        .any(|field| definition.key_span(*field).is_some() || definition.faulty.contains(field));
    if http.needs_body && sends_one && is_possible && !is_written {
        let method = request.method.as_ref().map_or("", Text::as_str);
        let message = format!("a {method} request without a `body`");
        let help = "write the JSON that is sent as `body`, or use `GET`";
        found.push(Diagnostic::new(&RULE, definition.kind_span, message).help(help));
    }
}
