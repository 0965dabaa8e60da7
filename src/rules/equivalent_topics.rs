//! `equivalent-topics`

use super::topics::known_topics;
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, list_all};
use crate::platforms::facts::Field;
use crate::project::{DefinitionId, Project};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "equivalent-topics",
    severity: Severity::Info,
    group: Group::Triggers,
    summary: "The topics of all senders, where one topic has the messages of them all.",
    why: "`chat.message` handles all messages of a chat; the topics of single senders are subsets \
          of it. All four of them are the same as the one, but a sender that Ebbot adds some day \
          would be missing.\n\nSubscribe to `chat.message` instead.",
    sources: &[
        "Ebbot, Outgoing webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
    ],
    bad: &[Example {
        title: "all four senders",
        text: "\
kind: webhook
platform: ebbot
name: live_feed
direction: outgoing
topics:
^^^^^^
  - chat.user.message
  - chat.bot.message
  - chat.agent.message
  - chat.system.message
url: https://feed.acme.example/ebbot/${secret.EBBOT_PATH}
---
kind: webhook
platform: ebbot
name: team_feed
direction: outgoing
topics: [chat.user.message, chat.bot.message, chat.agent.message, chat.system.message]
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
url: https://team.acme.example/ebbot/${secret.EBBOT_PATH}
",
    }],
    good: &[
        Example {
            title: "the topic of all messages",
            text: "\
kind: webhook
platform: ebbot
name: live_feed
direction: outgoing
topics: [chat.message]
url: https://feed.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
        Example {
            title: "some senders only",
            text: "\
kind: webhook
platform: ebbot
name: live_feed
direction: outgoing
topics: [chat.user.message, chat.bot.message, chat.agent.message]
url: https://feed.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
    ],
};

/// Looks for topics that are together what one topic is.
pub fn check(
    project: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let (Some(facts), Some(span)) = (definition.platform.topics, list(project, definition)) else {
        return;
    };
    for wider in facts.wider.iter().filter(|wider| wider.is_their_sum) {
        let first_of = |name: &&str| known_topics(definition).find(|topic| topic.as_str() == *name);
        let parts: Option<Vec<_>> = wider.holds.iter().map(first_of).collect();
        let Some(parts) = parts.filter(|_| first_of(&wider.topic).is_none()) else {
            continue;
        };
        let names = list_all(wider.holds.iter().copied());
        let message = format!("{names} together are `{}`", wider.topic);
        let finding = Diagnostic::new(&RULE, span, message)
            .help(format!("subscribe to `{}` instead of them", wider.topic));
        found.push(
            parts
                .iter()
                .fold(finding, |finding, topic| topic.explain(finding)),
        );
    }
}

/// The list of topics; of one that takes several lines, its key.
fn list(project: &Project<'_>, definition: &Definition<'_>) -> Option<Span> {
    let value = definition.value_span(Field::Topics)?;
    if project.sources.text_at(value).contains(['\n', '\r']) {
        return definition.key_span(Field::Topics);
    }
    Some(value)
}
