//! `unknown-topic`

use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown, list, nearest};
use crate::platforms::facts::Field;
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-topic",
    severity: Severity::Error,
    group: Group::Triggers,
    summary: "A topic that the platform does not have.",
    why: "Ebbot lists twelve topics. Under any other name nothing is ever sent, and nothing says \
          so: the webhook just stays silent.\n\nWrite one of the twelve, in lower case.",
    sources: &[
        "Ebbot, Outgoing webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
    ],
    bad: &[Example {
        title: "a mistyped topic, and one that does not exist",
        text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics:
  - chat.closed
    ^^^^^^^^^^^
  - Chat.Create
    ^^^^^^^^^^^
  - ticket.solved
    ^^^^^^^^^^^^^
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
",
    }],
    good: &[Example {
        title: "topics of the vendor's page",
        text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics:
  - chat.close
  - chat.create
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
",
    }],
};

/// Compares topics with those of the platform.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(facts) = definition.form.get(Field::Topics) else {
        return;
    };
    // Written twice, it would be the next fault.
    let is_free = |meant: &str| {
        definition
            .topics
            .iter()
            .all(|topic| topic.as_str() != meant)
    };
    for topic in &definition.topics {
        let written = topic.as_str();
        if topic.is_unresolved() || facts.values.contains(&written) {
            continue;
        }
        let message = format!("there is no topic `{}`", written.shown());
        let span = if topic.span().is_empty() {
            topic.written_span()
        } else {
            topic.span()
        };
        let finding = Diagnostic::new(&RULE, span, message);
        let legal = facts.values.iter().copied();
        found.push(
            topic.explain(match nearest(written, legal.clone()) {
                Some(meant) if is_free(meant) && topic.pieces().is_empty() => finding
                    .help(format!("did you mean `{meant}`?"))
                    .edit(false, span, meant),
                Some(meant) => finding.help(format!("did you mean `{meant}`?")),
                None => finding.help(format!("write {}", list(legal))),
            }),
        );
    }
}
