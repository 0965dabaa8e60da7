//! `equivalent-topics`

use super::topics::known_topics;
use crate::definition::{Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, list_all};
use crate::project::{DefinitionId, Project};

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
    bad: &[
        Example {
            title: "all four senders side by side",
            text: "\
kind: webhook
platform: ebbot
name: team_feed
direction: outgoing
topics: [chat.user.message, chat.bot.message, chat.agent.message, chat.system.message]
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
url: https://team.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
        Example {
            title: "with other topics between them, and in a list of several lines",
            text: "\
kind: webhook
platform: ebbot
name: live_feed
direction: outgoing
topics: [chat.create, chat.system.message, chat.user.message, chat.data.update, chat.bot.message, 'chat.agent.message']
                      ^^^^^^^^^^^^^^^^^^^  -----------------                    ----------------   ------------------
url: https://feed.acme.example/ebbot/${secret.EBBOT_PATH}
---
kind: webhook
platform: ebbot
name: team_feed
direction: outgoing
topics:
  - chat.user.message
    ^^^^^^^^^^^^^^^^^
  - chat.bot.message
    ----------------
  - chat.agent.message
    ------------------
  - chat.system.message
    -------------------
url: https://team.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
    ],
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
    let Some(facts) = definition.platform.topics else {
        return;
    };
    for wider in facts.wider.iter().filter(|wider| wider.is_their_sum) {
        let first_of = |name: &&str| known_topics(definition).find(|topic| topic.as_str() == *name);
        let parts: Option<Vec<_>> = wider.holds.iter().map(first_of).collect();
        let Some(mut parts) = parts.filter(|_| first_of(&wider.topic).is_none()) else {
            continue;
        };
        parts.sort_by_key(|topic| topic.span());
        let names = list_all(wider.holds.iter().copied());
        let message = format!("{names} together are `{}`", wider.topic);
        let finding = at(project, definition, &parts, message)
            .help(format!("subscribe to `{}` instead of them", wider.topic));
        found.push(
            parts
                .iter()
                .fold(finding, |finding, topic| topic.explain(finding)),
        );
    }
}

/// Points at all of some topics where they stand side by side in one line; else at the first, with
/// labels at the others.
fn at(
    project: &Project<'_>,
    definition: &Definition<'_>,
    parts: &[&Text<'_>],
    message: String,
) -> Diagnostic {
    let (first, rest) = match parts.split_first() {
        Some((first, rest)) => (first.span(), rest),
        None => (definition.kind_span, parts),
    };
    let all = rest
        .iter()
        .fold(first, |all, topic| all.cover(topic.span()));
    let mut others = definition.topics.iter();
    let has_others = others.any(|topic| {
        all.contains(topic.span()) && !parts.iter().any(|part| part.span() == topic.span())
    });
    if !has_others && !project.sources.text_at(all).contains(['\n', '\r']) {
        return Diagnostic::new(&RULE, all, message);
    }
    rest.iter()
        .fold(Diagnostic::new(&RULE, first, message), |finding, topic| {
            finding.label(topic.span(), "one of them")
        })
}
