//! `message-without-conversation`

use crate::definition::{Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::platforms::facts::Field;
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "message-without-conversation",
    severity: Severity::Warning,
    group: Group::Triggers,
    summary: "A message that belongs into a conversation, but starts a new one.",
    why: "Without a chat id, Ebbot starts a new conversation with every message. A `variable` or a \
          `scenario` means something inside of a conversation that is going on; here it would be \
          sent into an empty one, which no customer sees.\n\nWrite `conversation: continue`: the \
          caller then supplies the chat id that the first message was answered with.",
    sources: &[
        "Ebbot, Webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
    ],
    bad: &[
        Example {
            title: "a scenario without a conversation",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
---
kind: trigger
platform: ebbot
name: start_refund
webhook: website_bot
message:
  type: scenario
        ^^^^^^^^
  value: { scenario: 82cd1000-6f61-11eb-aed8-d37ca2e276ae_f3e9282a-5502-4dc2-bffc-b1b9efa7aa3a }
",
        },
        Example {
            title: "a variable in a new conversation",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
---
kind: trigger
platform: ebbot
name: press_button
webhook: website_bot
message: { type: variable, value: { name: button, value: refund } }
                 ^^^^^^^^
conversation: new
              ---
",
        },
    ],
    good: &[
        Example {
            title: "a scenario in a conversation that is going on",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
---
kind: trigger
platform: ebbot
name: start_refund
webhook: website_bot
message:
  type: scenario
  value: { scenario: 82cd1000-6f61-11eb-aed8-d37ca2e276ae_f3e9282a-5502-4dc2-bffc-b1b9efa7aa3a }
conversation: continue
",
        },
        Example {
            title: "a text that starts a conversation",
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
",
        },
    ],
};

/// Judges the message of a trigger.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let trigger = &definition.trigger;
    let Some(kind) = trigger
        .message
        .as_ref()
        .and_then(|message| message.kind.as_ref())
    else {
        return;
    };
    let conversation = trigger.conversation.as_ref();
    let is_unknown = definition.faulty.contains(&Field::Conversation)
        || conversation.is_some_and(Text::is_unresolved)
        || kind.is_unresolved();
    let is_new = conversation.is_none_or(|conversation| conversation.as_str() == "new");
    if is_unknown || !is_new || !definition.platform.replies.contains(&kind.as_str()) {
        return;
    }
    let message = format!(
        "a `{}` message that starts a new conversation",
        kind.as_str()
    );
    let finding = Diagnostic::new(&RULE, kind.span(), message)
        .help("write `conversation: continue`; the caller supplies the chat id");
    let finding = conversation.iter().fold(finding, |finding, conversation| {
        conversation.explain(finding.label(conversation.span(), "a new one"))
    });
    found.push(kind.explain(finding));
}
