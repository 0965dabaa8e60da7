//! `sandbox-conversation`

use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::platforms::facts::Field;
use crate::project::{DefinitionId, Project};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "sandbox-conversation",
    severity: Severity::Info,
    group: Group::Triggers,
    summary: "A message in the sandbox that continues a conversation.",
    why: "Ebbot gives out the chat id of a conversation with the first message that is not in the \
          sandbox. A message in the sandbox that continues a conversation therefore needs a chat \
          id from a real one, and mixes tests into it.\n\nWrite `sandbox: false`, or start a \
          conversation of its own with `conversation: new`.",
    sources: &[
        "Ebbot, Webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
    ],
    bad: &[
        Example {
            title: "a test inside of a conversation",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
---
kind: trigger
platform: ebbot
name: ask
webhook: website_bot
message: { type: text }
conversation: continue
              --------
sandbox: true
         ^^^^
",
        },
        Example {
            title: "in one environment only",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
---
kind: trigger
platform: ebbot
name: ask
webhook: website_bot
message: { type: text }
conversation: continue
              --------
sandbox: ${sandbox}
         ^^^^^^^^^^
# file: hookc.yaml
environments:
  staging: { sandbox: true }
                      ----
  production: { sandbox: false }
",
        },
    ],
    good: &[
        Example {
            title: "outside of the sandbox",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
---
kind: trigger
platform: ebbot
name: ask
webhook: website_bot
message: { type: text }
conversation: continue
sandbox: false
",
        },
        Example {
            title: "a test with a conversation of its own",
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
message: { type: text, value: Welcome }
conversation: new
sandbox: true
",
        },
    ],
};

/// Compares two fields of a trigger.
pub fn check(
    project: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let trigger = &definition.trigger;
    let (Some(true), Some(conversation)) = (trigger.sandbox, &trigger.conversation) else {
        return;
    };
    let Some(value) = definition.value_span(Field::Sandbox) else {
        return;
    };
    if conversation.as_str() != "continue" {
        return;
    }
    let finding = Diagnostic::new(
        &RULE,
        value,
        "a message in the sandbox continues a conversation",
    )
    .label(
        conversation.span(),
        "the conversation that the caller names",
    )
    .help("write `sandbox: false`, or `conversation: new`");
    let finding = conversation.explain(finding);
    found.push(match setting_of(project, definition, value) {
        Some((name, span)) => finding.label(span, format!("the value of `{name}`")),
        None => finding,
    });
}

/// The environment's value that makes up a value, if it is exactly one.
fn setting_of<'d>(
    project: &Project<'_>,
    definition: &'d Definition<'_>,
    value: Span,
) -> Option<(&'d str, Span)> {
    let mut settings = definition.uses.settings.iter();
    let used = settings.find(|setting| setting.span == value)?;
    let value = project.environment()?.value(&used.name)?;
    Some((&used.name, value.span))
}
