//! `duplicate-topic`

use super::topics::known_topics;
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "duplicate-topic",
    severity: Severity::Error,
    group: Group::Triggers,
    summary: "A topic that stands twice in one subscription.",
    why: "A webhook subscribes to a topic or does not. A topic that is listed twice is most likely \
          a copied line in which another topic was meant, and that one never arrives.\n\nDelete \
          the second one, or write the topic that was meant.",
    sources: &[
        "Ebbot, Outgoing webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
    ],
    bad: &[Example {
        title: "a line that was copied",
        text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics:
  - chat.create
    -----------
  - chat.close
  - chat.create
    ^^^^^^^^^^^
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
",
    }],
    good: &[Example {
        title: "every topic once",
        text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics:
  - chat.create
  - chat.close
  - chat.update
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
",
    }],
};

/// Compares the topics of one subscription with each other.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let topics: Vec<_> = known_topics(definition).collect();
    for (place, topic) in topics.iter().enumerate() {
        let first = topics
            .iter()
            .position(|other| other.as_str() == topic.as_str());
        let Some(first) = first
            .filter(|first| *first < place)
            .and_then(|at| topics.get(at))
        else {
            continue;
        };
        let message = format!("the topic `{}` is listed twice", topic.as_str());
        let finding = Diagnostic::new(&RULE, topic.span(), message)
            .label(first.span(), "first listed here")
            .help("delete it, or write the topic that was meant");
        found.push(topic.explain(finding));
    }
}
