//! Which events a server gets.

use super::kinds::{TOPIC_ADDED, TOPIC_EQUIVALENT, TOPIC_REMOVED};
use super::{Both, Found, State};
use crate::definition::{Definition, Text};
use crate::platforms::facts::Field;
use crate::source::Span;

/// Compares the topics of a definition.
pub(super) fn compare(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    if !both.is_legible(&[Field::Topics]) {
        return;
    }
    let states = found.states;
    let old = events(&states.old, both.old);
    let new = events(&states.new, both.new);
    let name = both.new.name();
    for topic in &both.old.topics {
        if has(&both.new.topics, topic.as_str()) {
            continue;
        }
        let spans = (Some(topic.span()), both.spans(Field::Topics).1);
        let topic = topic.as_str();
        if new.iter().any(|event| event == topic) {
            let message = format!("`{name}` gets `{topic}` by another topic");
            found.add(&TOPIC_EQUIVALENT, both.new, message, spans);
        } else {
            let message = format!("`{name}` no longer gets `{topic}`");
            found.add(&TOPIC_REMOVED, both.new, message, spans);
        }
    }
    for topic in &both.new.topics {
        if has(&both.old.topics, topic.as_str()) {
            continue;
        }
        let spans: (Option<Span>, Option<Span>) = (both.spans(Field::Topics).0, Some(topic.span()));
        let topic = topic.as_str();
        if old.iter().any(|event| event == topic) {
            let message = format!("`{name}` got `{topic}` by another topic");
            found.add(&TOPIC_EQUIVALENT, both.new, message, spans);
        } else {
            let message = format!("`{name}` gets `{topic}`");
            found.add(&TOPIC_ADDED, both.new, message, spans);
        }
    }
}

fn has(topics: &[Text<'_>], topic: &str) -> bool {
    topics.iter().any(|known| known.as_str() == topic)
}

/// The events that a definition gets, those of wider topics too.
fn events(state: &State<'_, '_>, definition: &Definition<'_>) -> Vec<String> {
    let written = definition.topics.iter();
    let mut all: Vec<String> = written.map(|topic| topic.as_str().to_owned()).collect();
    let receptions = state.contract.receptions.iter().filter(|reception| {
        reception.platform == definition.platform.id
            && reception.kind == definition.kind.name()
            && reception.name == definition.name()
    });
    all.extend(receptions.flat_map(|reception| reception.payloads.iter().cloned()));
    let wider = definition
        .platform
        .topics
        .map_or(&[][..], |topics| topics.wider);
    for wider in wider {
        let has = |topic: &str| all.iter().any(|event| event == topic);
        if wider.is_their_sum && wider.holds.iter().all(|held| has(held)) {
            all.push(wider.topic.to_owned());
        } else if has(wider.topic) {
            all.extend(wider.holds.iter().map(|held| (*held).to_owned()));
        }
    }
    all
}
