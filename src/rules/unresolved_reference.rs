//! `unresolved-reference`

use crate::definition::{Definition, Text};
use crate::diagnostic::{Candidates, Diagnostic, Example, Group, Rule, Severity, Shown, list_all};
use crate::platforms::facts::{self, Kind};
use crate::project::{DefinitionId, Project, Target, references};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unresolved-reference",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A reference to a webhook that does not exist, or that cannot be called from there.",
    why: "A trigger runs the webhooks that it names. Where no webhook of its platform has the \
          name there is nothing to run, and nothing that the bundle could refer to. Names are \
          compared with their letter case. A message of Ebbot's can be sent to an incoming webhook \
          only; an outgoing one is your own endpoint.\n\nWrite the name of a webhook of the same \
          platform, or define it.",
    sources: &[
        "Verboo, Triggers: https://verboo.ai/en/docs/concepts/triggers",
        "Ebbot, Webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
    ],
    bad: &[
        Example {
            title: "a mistyped name",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_tiket]
           ^^^^^^^^^^^^
",
        },
        Example {
            title: "a webhook of another platform",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
      ----------
direction: outgoing
topics: [chat.close]
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks:
  - crm_events
    ^^^^^^^^^^
",
        },
        Example {
            title: "a message to an outgoing webhook",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
      ----------
direction: outgoing
topics: [chat.close]
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
---
kind: trigger
platform: ebbot
name: greet
webhook: crm_events
         ^^^^^^^^^^
message:
  type: text
",
        },
        Example {
            title: "a Subject that names another webhook",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
---
kind: trigger
platform: mind-expression
name: hours
subject: { name: Opening Hours }
webhooks: [opening_hour]
           ^^^^^^^^^^^^
",
        },
    ],
    good: &[
        Example {
            title: "a webhook of the same platform, in any file of the project",
            text: "\
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
# file: webhooks/create_ticket.yaml
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Confirm to the customer what was done.
",
        },
        Example {
            title: "a message to an incoming webhook",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
---
kind: trigger
platform: ebbot
name: greet
webhook: website_bot
message:
  type: text
",
        },
    ],
};

/// Reports the references of a trigger that lead nowhere.
pub fn check(
    project: &Project<'_>,
    id: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    for (name, call) in references(definition).zip(project.calls(id)) {
        if name.is_unresolved() || name.as_str().trim().is_empty() {
            continue;
        }
        let diagnostic = match call.target {
            Target::Found(_) => continue,
            Target::WrongDirection(webhook) => wrong_direction(project, webhook, name),
            Target::Missing if project.has_unread(Kind::Webhook, Some(name.as_str())) => continue,
            Target::Missing => {
                let meant = nearest_webhook(project, definition, name.as_str());
                if meant.is_some_and(|meant| has_illegal_name(project, definition, meant)) {
                    continue;
                }
                missing(project, definition, name, meant)
            }
        };
        found.push(name.explain(diagnostic));
    }
}

/// Whether the webhook that is meant has a name that has to be changed anyway.
fn has_illegal_name(project: &Project<'_>, trigger: &Definition<'_>, meant: &str) -> bool {
    project
        .find(trigger.platform, Kind::Webhook, meant)
        .and_then(|meant| project.get(meant))
        .is_some_and(|meant| !meant.has_legal_name())
}

/// The webhook that is most likely meant by a name that none has.
pub(super) fn nearest_webhook<'p>(
    project: &'p Project<'_>,
    trigger: &Definition<'_>,
    name: &str,
) -> Option<&'p str> {
    project.callable_by(trigger)?.nearest(name)
}

fn wrong_direction(project: &Project<'_>, webhook: DefinitionId, name: &Text<'_>) -> Diagnostic {
    let message = format!("`{}` is an outgoing webhook", name.as_str().shown());
    let found = Diagnostic::new(&RULE, name.span(), message)
        .help("a message is sent to a webhook with `direction: incoming`");
    match project.get(webhook) {
        Some(webhook) => found.label(webhook.name_span(), "your own endpoint"),
        None => found,
    }
}

fn missing(
    project: &Project<'_>,
    trigger: &Definition<'_>,
    name: &Text<'_>,
    meant: Option<&str>,
) -> Diagnostic {
    let (written, platform) = (name.as_str(), trigger.platform);
    let elsewhere = facts::ALL
        .iter()
        .filter_map(|platform| project.find(platform, Kind::Webhook, written))
        .min()
        .and_then(|first| project.get(first));
    if let Some(other) = elsewhere {
        let message = format!("`{written}` is a webhook on {}", other.platform.name);
        let help = format!(
            "{} can call webhooks with `platform: {}` only",
            trigger.title_with_article(),
            platform.id
        );
        return Diagnostic::new(&RULE, name.span(), message)
            .label(other.name_span(), "defined here")
            .help(help);
    }
    let message = format!("there is no {} webhook `{}`", platform.id, written.shown());
    let found = Diagnostic::new(&RULE, name.span(), message);
    if let Some(meant) = meant {
        let found = found.help(format!("did you mean `{meant}`?"));
        return if name.pieces().is_empty() {
            found.edit(false, name.span(), meant)
        } else {
            found
        };
    }
    let callable = project.callable_by(trigger);
    match callable.map_or(0, |callable| callable.names().len()) {
        0 => found.help(format!(
            "define it: `kind: webhook`, `name: {}`",
            written.shown()
        )),
        1..=8 => found.help(format!(
            "the webhooks on {} are {}",
            platform.name,
            list_all(callable.into_iter().flat_map(Candidates::names))
        )),
        _ => found.help("write the name of a webhook of this project"),
    }
}
