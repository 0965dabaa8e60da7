//! `wrong-template-syntax`

use std::ops::Range;

use crate::definition::{Auth, Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::{DefinitionId, Project};
use crate::source::slice;
use crate::templates::dollar::{self, name_run};
use crate::templates::{Templates, mustache};

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-template-syntax",
    severity: Severity::Error,
    group: Group::Variables,
    summary: "A reference in the syntax of another platform, which is sent as it is written.",
    why: "Three syntaxes look alike. Webhooks of Verboo take `$name`; its prompts take `${{name}}`. \
          Mind Expression takes `{{name}}`. Ebbot's webhooks and Enterpret replace nothing. What is \
          in the wrong syntax is not replaced: your API gets the braces or the dollar sign.\n\nWrite \
          the reference in the platform's own syntax. Where a platform has none, write a fixed text, \
          or `${name}` for a build-time value.",
    sources: &[
        "Verboo, Variables: https://verboo.ai/en/docs/concepts/variables",
        "Mind Expression, Webhooks and escalation: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
    ],
    bad: &[
        Example {
            title: "braces",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/{{area}}/tickets
                                          ^^^^^^^^
method: POST
body:
  title: \"In ${{area}}\"
             ^^^^^^^^^
response_directive: Confirm the number of the ticket.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
# file: hookc.yaml
platforms:
  verboo:
    client_data: [area]
",
        },
        Example {
            title: "a dollar sign",
            text: "\
kind: webhook
platform: mind-expression
name: find_store
url: https://crm.acme.example/stores/$store_id
                                     ^^^^^^^^^
method: GET
---
kind: trigger
platform: mind-expression
name: ask_store
subject: { name: Find Store }
webhooks: [find_store]
# file: hookc.yaml
platforms:
  mind-expression:
    global_keys:
      store_id: { type: string, format: uuid }
",
        },
        Example {
            title: "a platform without templates",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}?bot={{bot}}
                                                             ^^^^^^^
",
        },
        Example {
            title: "another platform without templates",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret/${{record}}
                                           ^^^^^^^^^^^
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
    ],
    good: &[Example {
        title: "each platform's own",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/$area/tickets
method: POST
response_directive: Confirm the number of the ticket.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
---
kind: webhook
platform: mind-expression
name: find_store
url: https://crm.acme.example/stores/{{store_id}}
method: GET
---
kind: trigger
platform: mind-expression
name: ask_store
subject: { name: Find Store }
webhooks: [find_store]
# file: hookc.yaml
platforms:
  verboo:
    client_data: [area]
  mind-expression:
    global_keys:
      store_id: { type: string, format: uuid }
",
    }],
};

/// Reports the references of a definition that are in another platform's syntax.
pub fn check(
    project: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let templates = definition.platform.templates;
    let mut judge = |text: &Text<'_>| {
        if text.is_unresolved() {
            return;
        }
        let foreign = match templates {
            Some(Templates::Mustache) => dollars(project, definition, text.as_str()),
            Some(Templates::Dollar) | None => braces(text.as_str()),
        };
        for (range, name) in foreign {
            found.push(describe(definition, text, range, &name));
        }
    };
    definition.request.each_sent_text(&mut judge);
    if templates.is_none() {
        each_credential(definition, &mut judge);
        if let Some(value) = definition
            .trigger
            .message
            .as_ref()
            .and_then(|m| m.value.as_ref())
        {
            value.each_text(&mut judge);
        }
    }
}

fn each_credential<'d, 's>(definition: &'d Definition<'s>, visit: &mut dyn FnMut(&'d Text<'s>)) {
    let texts = match &definition.request.auth {
        None | Some(Auth::None(_)) => [None, None],
        Some(Auth::Basic { username, password }) => [username.as_ref(), password.as_ref()],
        Some(Auth::Bearer(credential) | Auth::ApiKey(credential)) => [credential.as_ref(), None],
        Some(Auth::Header { name, value }) => [name.as_ref(), value.as_ref()],
    };
    texts.into_iter().flatten().for_each(visit);
}

/// The tags of a text with a name that could be one, each with the `$` before it.
fn braces(text: &str) -> Vec<(Range<usize>, String)> {
    if !text.contains("{{") {
        return Vec::new();
    }
    let tags = mustache::tags(text).into_iter();
    tags.filter(|tag| tag.kind.reads())
        .filter_map(|tag| {
            let name = tag.name.trim_start_matches('$').to_owned();
            let mut parts = name.split('.');
            let is_name = parts.all(|part| {
                let first = part.chars().next();
                let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
                first.is_some_and(|c| c.is_alphabetic() || c == '_') && part.chars().all(is_part)
            });
            let has_dollar = slice(text, 0..tag.range.start).ends_with('$');
            let start = tag.range.start - usize::from(has_dollar);
            is_name.then_some((start..tag.range.end, name))
        })
        .collect()
}

/// The `$name`s of a text whose name is declared.
fn dollars(
    project: &Project<'_>,
    definition: &Definition<'_>,
    text: &str,
) -> Vec<(Range<usize>, String)> {
    if memchr::memchr(b'$', text.as_bytes()).is_none() {
        return Vec::new();
    }
    let is_declared = |name: &str| project.is_run_time_name(definition.platform, name);
    let references = dollar::references(text, &[]);
    if references.is_empty() {
        return Vec::new();
    }
    let tags = mustache::tags(text);
    references
        .into_iter()
        .filter(|reference| is_declared(reference.name))
        .map(|reference| {
            let mut tags = tags.iter();
            let tag = tags.find(|tag| tag.range.contains(&reference.range.start));
            let range = tag.map_or(reference.range, |tag| tag.range.clone());
            (range, reference.name.to_owned())
        })
        .collect()
}

fn describe(
    definition: &Definition<'_>,
    text: &Text<'_>,
    range: Range<usize>,
    name: &str,
) -> Diagnostic {
    let written = slice(text.as_str(), range.clone());
    let span = text.span_of(range.clone());
    let platform = definition.platform.name;
    let Some(templates) = definition.platform.templates else {
        let message = format!("{platform} replaces nothing here: `{written}` is sent as it is");
        let help = "write a fixed text, or `${name}` for a value that is known at build time";
        return text.explain(Diagnostic::new(&RULE, span, message).help(help));
    };
    let message = format!("{platform} does not replace `{written}`");
    let meant = templates.reference(name);
    let is_section = written.contains(['#', '^']);
    let is_dollar = templates == Templates::Dollar;
    let is_name = !is_dollar || name.split('.').all(|part| name_run(part) == part);
    let help = if is_section {
        format!("there are no sections here; a value is written `{meant}`")
    } else if !is_name {
        let meant = templates.reference("name");
        format!("write `{meant}`, with a name of letters, digits and `_`")
    } else {
        format!("write `{meant}`")
    };
    let found = Diagnostic::new(&RULE, span, message).help(help);
    let after = slice(text.as_str(), range.end..text.as_str().len());
    // `$name` has no end of its own: what follows must not become part of it.
    let grows = is_dollar && !name_run(after).is_empty();
    let is_written_here = text.pieces().is_empty();
    text.explain(if grows || !is_name || !is_written_here || is_section {
        found
    } else {
        found.edit(false, span, meant)
    })
}
