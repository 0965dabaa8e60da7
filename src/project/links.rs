//! References between definitions.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::DefinitionId;
use crate::definition::{Definition, Text};
use crate::platforms::facts::{Field, Kind};

/// One reference from a trigger to a webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its place in the trigger's `webhooks`; 0 for `webhook`.
    pub index: usize,
    /// What it refers to.
    pub target: Target,
}

/// What a reference refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A webhook that can be called.
    Found(DefinitionId),
    /// A webhook of the right name that cannot be called from here: an outgoing one.
    WrongDirection(DefinitionId),
    /// No webhook of this platform has the name.
    Missing,
}

impl Target {
    /// The webhook, if it can be called.
    #[must_use]
    pub fn found(self) -> Option<DefinitionId> {
        match self {
            Target::Found(id) => Some(id),
            Target::WrongDirection(_) | Target::Missing => None,
        }
    }
}

/// The references of a trigger as they are written.
pub fn references<'d, 's>(definition: &'d Definition<'s>) -> impl Iterator<Item = &'d Text<'s>> {
    definition
        .trigger
        .webhooks
        .iter()
        .chain(&definition.trigger.webhook)
}

pub(super) fn index(
    definitions: &[Arc<Definition<'_>>],
) -> FxHashMap<(&'static str, Kind, String), DefinitionId> {
    let mut index = FxHashMap::default();
    for (id, definition) in definitions.iter().enumerate() {
        let key = (
            definition.platform.id,
            definition.kind,
            definition.name().to_owned(),
        );
        index.entry(key).or_insert(id);
    }
    index
}

pub(super) fn calls(
    definitions: &[Arc<Definition<'_>>],
    by_name: &FxHashMap<(&'static str, Kind, String), DefinitionId>,
) -> Vec<Vec<Call>> {
    let target = |definition: &Definition<'_>, name: &Text<'_>| {
        let key = (
            definition.platform.id,
            Kind::Webhook,
            name.as_str().to_owned(),
        );
        match by_name.get(&key) {
            None => Target::Missing,
            Some(&id) => match definitions.get(id) {
                Some(webhook) if is_callable(definition, webhook) => Target::Found(id),
                _ => Target::WrongDirection(id),
            },
        }
    };
    definitions
        .iter()
        .map(|definition| {
            references(definition)
                .enumerate()
                .map(|(index, name)| Call {
                    index,
                    target: target(definition, name),
                })
                .collect()
        })
        .collect()
}

/// A message can be sent to an endpoint of the platform only, not to one of one's own.
fn is_callable(trigger: &Definition<'_>, webhook: &Definition<'_>) -> bool {
    let sends_messages = trigger.form.get(Field::Webhook).is_some();
    let is_endpoint = webhook.form.direction == Some("incoming");
    !sends_messages || is_endpoint || !webhook.form_is_certain
}

pub(super) fn callers(calls: &[Vec<Call>], count: usize) -> Vec<Vec<DefinitionId>> {
    let mut callers: Vec<Vec<DefinitionId>> = vec![Vec::new(); count];
    for (trigger, calls) in calls.iter().enumerate() {
        for call in calls {
            if let Some(list) = call.target.found().and_then(|id| callers.get_mut(id))
                && list.last() != Some(&trigger)
            {
                list.push(trigger);
            }
        }
    }
    callers
}
