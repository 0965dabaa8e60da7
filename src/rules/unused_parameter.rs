//! `unused-parameter`

use rustc_hash::FxHashSet;

use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, list};
use crate::flow::{Flow, is_reserved};
use crate::platforms::facts::Kind;
use crate::project::DefinitionId;
use crate::source::slice;
use crate::templates::dollar::name_run;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-parameter",
    severity: Severity::Warning,
    group: Group::Variables,
    summary: "A parameter that none of the trigger's webhooks reads.",
    why: "The LLM asks the customer for every parameter, and nothing is done with the answer to this \
          one. Most often the webhook lacks the reference, or the name was changed in one place \
          only.\n\nRefer to the parameter in the URL, a header or the body of a webhook that the \
          trigger calls, or delete it.",
    sources: &[
        "Verboo, Webhook, Trigger Argument Variables: https://verboo.ai/en/docs/integrations/webhook",
    ],
    bad: &[Example {
        title: "a parameter that is not sent",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
body:
  title: $issue_title
response_directive: Confirm the ticket.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
parameters:
  type: object
  properties:
    issue_title: { type: string, description: One line that names the problem }
    priority: { type: string, enum: [low, high], description: How urgent it is }
    ^^^^^^^^
  required: [issue_title, priority]
webhooks: [create_ticket]
",
    }],
    good: &[Example {
        title: "every parameter is sent",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
body:
  title: $issue_title
  priority: $priority
response_directive: Confirm the ticket.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
parameters:
  type: object
  properties:
    issue_title: { type: string, description: One line that names the problem }
    priority: { type: string, enum: [low, high], description: How urgent it is }
  required: [issue_title, priority]
webhooks: [create_ticket]
",
    }],
};

/// Reports parameters that nothing reads.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    let mentioned: Vec<FxHashSet<String>> = flow
        .readers()
        .map(|(id, definition, _)| mentioned(flow, id, definition))
        .collect();
    for (id, trigger, _) in flow.readers() {
        let platform = trigger.platform;
        let calls = flow.project.calls(id);
        let is_judged = trigger.kind == Kind::Trigger
            && platform.templates.is_some()
            && !platform.values.parameters_serve_messages
            && !calls.is_empty()
            && !flow.has_unknown_calls(id);
        if !is_judged {
            continue;
        }
        let webhooks: Vec<DefinitionId> = calls
            .iter()
            .filter_map(|call| call.target.found())
            .collect();
        let sets = webhooks
            .iter()
            .filter_map(|&webhook| mentioned.get(webhook));
        let names: FxHashSet<&str> = sets.flatten().map(String::as_str).collect();
        for parameter in flow.declared_by(id) {
            let name = parameter.name.as_str();
            let is_fine = names.contains(name) || is_reserved(platform, name);
            if let Some(span) = parameter.span.filter(|_| !is_fine) {
                let webhooks = list(webhooks.iter().map(|&webhook| flow.name_of(webhook)));
                let message = format!("no webhook of `{}` reads `{name}`", trigger.name());
                let help =
                    format!("write `${name}` where {webhooks} needs it, or delete the parameter");
                found.push(Diagnostic::new(&RULE, span, message).help(help));
            }
        }
    }
}

/// The names that a webhook reads, or is meant to read where something else is reported.
fn mentioned(
    flow: &Flow<'_, '_>,
    id: DefinitionId,
    definition: &Definition<'_>,
) -> FxHashSet<String> {
    let mut names = FxHashSet::default();
    for read in flow.reads(id) {
        names.insert(read.name().to_owned());
        if read.is_missing() {
            names.extend(flow.nearest(id, read.name()).map(str::to_owned));
            names.extend(
                flow.prefix(id, read.name())
                    .map(|shorter| shorter.name.clone()),
            );
        }
    }
    definition
        .request
        .each_sent_text(&mut |text| names_behind_marks(text.as_str(), &mut names));
    for comment in &definition.comments {
        names_behind_marks(flow.project.sources.text_at(comment.comment), &mut names);
    }
    names
}

/// The names that stand behind a mark of some template language, well written or not.
fn names_behind_marks(text: &str, names: &mut FxHashSet<String>) {
    for (at, _) in text.match_indices(['$', '{']) {
        let behind = slice(text, at + 1..text.len());
        let name = name_run(behind.trim_start_matches([' ', '{', '&', '#', '^', '(']));
        if !name.is_empty() && !names.contains(name) {
            names.insert(name.to_owned());
        }
    }
}
