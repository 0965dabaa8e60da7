//! `overlapping-topics`

use rustc_hash::FxHashMap;

use super::topics::{holds, known_topics};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::platforms::facts::TopicFacts;
use crate::project::Project;
use crate::source::Span;
use crate::url;

/// The rule.
pub static RULE: Rule = Rule {
    name: "overlapping-topics",
    severity: Severity::Warning,
    group: Group::Triggers,
    summary: "Two subscriptions that deliver the same event twice to one address.",
    why: "The topics of single senders are subsets of `chat.message`, and `chat.status.change` is \
          a subset of `chat.update`. Who subscribes to both gets the same event twice, under two \
          topics: tickets are opened twice, messages counted twice. Two webhooks with one URL \
          deliver as one does.\n\nKeep the wider topic, or the narrower ones, or give each webhook \
          an address of its own.",
    sources: &[
        "Ebbot, Outgoing webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
    ],
    bad: &[
        Example {
            title: "a topic, and parts of it",
            text: "\
kind: webhook
platform: ebbot
name: live_feed
direction: outgoing
topics:
  - chat.message
    ------------
  - chat.user.message
    ^^^^^^^^^^^^^^^^^
  - chat.status.change
    ^^^^^^^^^^^^^^^^^^
  - chat.update
    -----------
url: https://feed.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
        Example {
            title: "two webhooks with one URL",
            text: "\
# file: hooks/crm.yaml
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.create, chat.update]
         -----------  -----------
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
# file: hooks/status.yaml
kind: webhook
platform: ebbot
name: crm_status
direction: outgoing
topics: [chat.status.change, chat.create]
         ^^^^^^^^^^^^^^^^^^  ^^^^^^^^^^^
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
        Example {
            title: "one URL in two spellings",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.create]
         -----------
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
---
kind: webhook
platform: ebbot
name: crm_starts
direction: outgoing
topics: [chat.create]
         ^^^^^^^^^^^
url: https://CRM.acme.example:443/ebbot/${secret.EBBOT_PATH}
",
        },
    ],
    good: &[
        Example {
            title: "the wider topics only",
            text: "\
kind: webhook
platform: ebbot
name: live_feed
direction: outgoing
topics: [chat.message, chat.update]
url: https://feed.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
        Example {
            title: "an address for each",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.create, chat.update]
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
---
kind: webhook
platform: ebbot
name: crm_status
direction: outgoing
topics: [chat.status.change]
url: https://status.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
    ],
};

/// The topics that are sent to one address: each with the first webhook that subscribes to it.
type Subscribed<'d> = Vec<(&'d str, &'d str, Span)>;

/// Compares what is subscribed to for each address.
pub fn check(project: &Project<'_>, found: &mut Vec<Diagnostic>) {
    let mut by_address: FxHashMap<(&str, String), Subscribed<'_>> = FxHashMap::default();
    for definition in &project.definitions {
        let Some(facts) = definition.platform.topics else {
            continue;
        };
        within(&facts, definition, found);
        let Some(url) = address(definition) else {
            continue;
        };
        let earlier = by_address.entry((definition.platform.id, url)).or_default();
        across(&facts, definition, earlier, found);
        for topic in known_topics(definition) {
            if !earlier.iter().any(|(other, ..)| *other == topic.as_str()) {
                earlier.push((topic.as_str(), definition.name(), topic.span()));
            }
        }
    }
}

/// Where events go, if that is known.
fn address(definition: &Definition<'_>) -> Option<String> {
    let url = definition.request.url.as_ref()?;
    let is_known = !url.is_unresolved() && !url.as_str().trim().is_empty();
    (is_known && !definition.topics.is_empty()).then(|| url::comparable(url.as_str()))
}

fn within(facts: &TopicFacts, definition: &Definition<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen: Vec<&str> = Vec::new();
    for narrow in known_topics(definition) {
        // The second time it is a `duplicate-topic`.
        if seen.contains(&narrow.as_str()) {
            continue;
        }
        seen.push(narrow.as_str());
        let wide =
            known_topics(definition).find(|wide| holds(facts, wide.as_str(), narrow.as_str()));
        if let Some(wide) = wide {
            let message = format!(
                "the events of `{}` arrive under `{}` too",
                narrow.as_str(),
                wide.as_str()
            );
            let finding = Diagnostic::new(&RULE, narrow.span(), message)
                .label(wide.span(), "this topic has them too")
                .help("leave out one of the two");
            found.push(narrow.explain(finding));
        }
    }
}

/// Compares a definition with those before it that send to the same address.
fn across(
    facts: &TopicFacts,
    definition: &Definition<'_>,
    earlier: &Subscribed<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let overlap = |a: &str, b: &str| a == b || holds(facts, a, b) || holds(facts, b, a);
    let mut seen: Vec<&str> = Vec::new();
    for topic in known_topics(definition) {
        if seen.contains(&topic.as_str()) {
            continue;
        }
        seen.push(topic.as_str());
        let mut others = earlier
            .iter()
            // Two of one name are a `duplicate-definition`.
            .filter(|(_, name, _)| !name.eq_ignore_ascii_case(definition.name()))
            .filter(|(other, ..)| overlap(topic.as_str(), other))
            .peekable();
        if others.peek().is_none() {
            continue;
        }
        let message = format!("events of `{}` are sent twice to one URL", topic.as_str());
        let finding = Diagnostic::new(&RULE, topic.span(), message)
            .help("leave it out in one of the webhooks, or give each a URL of its own");
        let finding = others.fold(finding, |finding, (_, name, span)| {
            finding.label(*span, format!("`{name}` sends them to the same URL"))
        });
        found.push(topic.explain(finding));
    }
}
