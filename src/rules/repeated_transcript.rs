//! `repeated-transcript`

use super::topics::known_topics;
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "repeated-transcript",
    severity: Severity::Info,
    group: Group::Triggers,
    summary: "A subscription to single messages and to the transcript that repeats them.",
    why: "When a chat is closed, `chat.close` sends its whole transcript. A receiver that has \
          stored each message as it came stores them all a second time, unless it compares \
          their ids.\n\nSubscribe to one of them, or allow this rule where the receiver expects \
          the repetition.",
    sources: &[
        "Ebbot, Outgoing webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
    ],
    bad: &[Example {
        title: "messages, and the transcript of them",
        text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.user.message, chat.bot.message, chat.close]
         -----------------  ----------------  ^^^^^^^^^^
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
",
    }],
    good: &[
        Example {
            title: "the transcript alone",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.create, chat.close]
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
        Example {
            title: "the messages alone",
            text: "\
kind: webhook
platform: ebbot
name: live_feed
direction: outgoing
topics: [chat.create, chat.message]
url: https://feed.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
    ],
};

/// Looks for message topics beside that of the transcript.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(facts) = definition.platform.topics else {
        return;
    };
    let mut topics = known_topics(definition);
    let Some(transcript) = topics.find(|topic| topic.as_str() == facts.transcript) else {
        return;
    };
    let messages: Vec<_> = known_topics(definition)
        .filter(|topic| facts.messages.contains(&topic.as_str()))
        .collect();
    if messages.is_empty() {
        return;
    }
    let message = format!(
        "the transcript of `{}` repeats every message that was sent before",
        facts.transcript
    );
    let finding = Diagnostic::new(&RULE, transcript.span(), message).help(format!(
        "leave out `{}`, or the topics of messages",
        facts.transcript
    ));
    let finding = transcript.explain(finding);
    found.push(messages.iter().fold(finding, |finding, topic| {
        finding.label(topic.span(), "a topic of messages")
    }));
}
