//! References between definitions.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};

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

/// Definitions by platform, kind and name.
pub(super) type Index<'s> = FxHashMap<(&'static str, Kind, Cow<'s, str>), DefinitionId>;

/// A list for each definition, all of them in one.
#[derive(Clone)]
pub(super) struct Lists<T> {
    items: Vec<T>,
    /// Where each begins, and where the last one ends.
    begins: Vec<usize>,
}

impl<T> Lists<T> {
    pub(super) fn get(&self, id: DefinitionId) -> &[T] {
        let range = match (self.begins.get(id), self.begins.get(id + 1)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        };
        self.items.get(range).unwrap_or_default()
    }
}

/// Of several definitions of one name, the first.
pub(super) fn index<'s>(definitions: &[Arc<Definition<'s>>]) -> Index<'s> {
    let mut index = Index::with_capacity_and_hasher(definitions.len(), FxBuildHasher);
    for (id, definition) in definitions.iter().enumerate() {
        let name = definition
            .name
            .as_ref()
            .map(Text::to_cow)
            .unwrap_or_default();
        let key = (definition.platform.id, definition.kind, name);
        index.entry(key).or_insert(id);
    }
    index
}

pub(super) fn calls(definitions: &[Arc<Definition<'_>>], by_name: &Index<'_>) -> Lists<Call> {
    let target = |definition: &Definition<'_>, name: &Text<'_>| match find(
        by_name,
        definition.platform.id,
        Kind::Webhook,
        name.as_str(),
    ) {
        None => Target::Missing,
        Some(id) => match definitions.get(id) {
            Some(webhook) if is_callable(definition, webhook) => Target::Found(id),
            _ => Target::WrongDirection(id),
        },
    };
    let mut items = Vec::new();
    let mut begins = Vec::with_capacity(definitions.len() + 1);
    for definition in definitions {
        begins.push(items.len());
        let names = references(definition).enumerate();
        items.extend(names.map(|(index, name)| Call {
            index,
            target: target(definition, name),
        }));
    }
    begins.push(items.len());
    Lists { items, begins }
}

/// The definition of this name.
pub(super) fn find(
    by_name: &Index<'_>,
    platform: &'static str,
    kind: Kind,
    name: &str,
) -> Option<DefinitionId> {
    by_name.get(&(platform, kind, Cow::Borrowed(name))).copied()
}

/// A message can be sent to an endpoint of the platform only, not to one of one's own.
fn is_callable(trigger: &Definition<'_>, webhook: &Definition<'_>) -> bool {
    let sends_messages = trigger.form.get(Field::Webhook).is_some();
    let is_endpoint = webhook.form.direction == Some("incoming");
    !sends_messages || is_endpoint || !webhook.form_is_certain
}

pub(super) fn callers(calls: &Lists<Call>, count: usize) -> Lists<DefinitionId> {
    let mut pairs: Vec<(DefinitionId, DefinitionId)> = Vec::with_capacity(calls.items.len());
    for trigger in 0..count {
        let called = calls.get(trigger).iter();
        pairs.extend(called.filter_map(|call| Some((call.target.found()?, trigger))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut begins = Vec::with_capacity(count + 1);
    for (at, (webhook, _)) in pairs.iter().enumerate() {
        begins.resize(begins.len().max(webhook + 1), at);
    }
    begins.resize(count + 1, pairs.len());
    let items = pairs.into_iter().map(|(_, trigger)| trigger).collect();
    Lists { items, begins }
}
