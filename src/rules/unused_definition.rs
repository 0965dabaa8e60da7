//! `unused-definition`

use rustc_hash::FxHashSet;

use super::unresolved_reference;
use crate::definition::{Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::platforms::facts::{self, Facts, Field, Kind};
use crate::project::{DefinitionId, Project, Target, references};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-definition",
    severity: Severity::Warning,
    group: Group::SourceAndStructure,
    summary: "A webhook that no trigger calls.",
    why: "On Verboo and Mind Expression nothing but a trigger runs a webhook, so this one is never \
          called. Either the trigger is missing, or it names another webhook by mistake, or the \
          webhook is left over.\n\nName it in the `webhooks` of a trigger, or delete it.",
    sources: &[
        "Verboo, Triggers: https://verboo.ai/en/docs/concepts/triggers",
        "Mind Expression, Webhooks and escalation: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
    ],
    bad: &[
        Example {
            title: "a webhook that is left over",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Confirm to the customer what was done.
---
kind: webhook
platform: verboo
name: find_ticket
      ^^^^^^^^^^^
url: https://helpdesk.company.example/api/search
method: GET
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
        },
        Example {
            title: "a Scope webhook that no Subject uses",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
      ^^^^^^^^^^^^^
url: https://crm.acme.example/hours
method: GET
",
        },
    ],
    good: &[
        Example {
            title: "a trigger that calls both",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Confirm to the customer what was done.
---
kind: webhook
platform: verboo
name: find_ticket
url: https://helpdesk.company.example/api/search
method: GET
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [find_ticket, create_ticket]
",
        },
        Example {
            title: "a webhook that the platform calls by itself",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
    ],
};

/// Reports the webhooks that no trigger can be seen to call.
pub fn check(project: &Project<'_>, found: &mut Vec<Diagnostic>) {
    if project.has_unread(Kind::Trigger, None) {
        return;
    }
    let by_triggers: Vec<&str> = facts::ALL
        .iter()
        .filter(|platform| runs_by_triggers(platform))
        .map(|platform| platform.id)
        .collect();
    let definitions = project.definitions.iter().enumerate();
    let uncalled: Vec<_> = definitions
        .filter(|(id, definition)| {
            project.callers(*id).is_empty()
                && definition.kind == Kind::Webhook
                && by_triggers.contains(&definition.platform.id)
        })
        .collect();
    if uncalled.is_empty() {
        return;
    }
    let spoken_of = spoken_of(project);
    let with_unknown_calls = with_unknown_calls(project);
    let namesakes = project.namesakes();
    let duplicates: FxHashSet<DefinitionId> = namesakes.iter().map(|(id, _)| *id).collect();
    // Who calls a duplicate may mean the first one.
    let is_called = |id: &DefinitionId| !project.callers(*id).is_empty();
    let called = namesakes.iter().filter(|(id, _)| is_called(id));
    let called: FxHashSet<DefinitionId> = called.map(|(_, first)| *first).collect();
    for (id, definition) in uncalled {
        let is_judged = !duplicates.contains(&id)
            && definition.has_legal_name()
            && !with_unknown_calls.contains(definition.platform.id);
        let name = (definition.platform.id, definition.name());
        if !is_judged || called.contains(&id) || spoken_of.contains(&name) {
            continue;
        }
        let message = format!("no trigger calls the webhook `{}`", definition.name());
        let diagnostic = Diagnostic::new(&RULE, definition.name_span(), message).help(format!(
            "name it in the `webhooks` of a {} trigger, or delete it",
            definition.platform.id
        ));
        found.push(
            definition
                .name
                .iter()
                .fold(diagnostic, |found, name| name.explain(found)),
        );
    }
}

/// Whether webhooks of a platform run only because a trigger names them.
fn runs_by_triggers(platform: &Facts) -> bool {
    let trigger = platform.kind(Kind::Trigger);
    trigger.is_some_and(|kind| kind.field(Field::Webhooks.key()).is_some())
}

/// The platforms that have a trigger whose calls could not all be read.
fn with_unknown_calls(project: &Project<'_>) -> FxHashSet<&'static str> {
    let is_hole = |definition: &Definition<'_>| {
        definition.kind == Kind::Trigger
            && (definition.key_span(Field::Webhooks).is_none()
                || definition.faulty.contains(&Field::Webhooks)
                || references(definition).any(Text::is_unresolved))
    };
    let definitions = project.definitions.iter();
    definitions
        .filter(|definition| is_hole(definition))
        .map(|definition| definition.platform.id)
        .collect()
}

/// The webhooks that are most likely meant by references that lead nowhere: those are reported there.
fn spoken_of<'p>(project: &'p Project<'_>) -> FxHashSet<(&'static str, &'p str)> {
    let mut names = FxHashSet::default();
    for (id, definition) in project.definitions.iter().enumerate() {
        for (name, call) in references(definition).zip(project.calls(id)) {
            if call.target == Target::Missing {
                let meant =
                    unresolved_reference::nearest_webhook(project, definition, name.as_str());
                names.extend(meant.map(|meant| (definition.platform.id, meant)));
            }
        }
    }
    names
}
