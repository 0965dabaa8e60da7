//! References between definitions.

use std::sync::Arc;

use rayon::prelude::*;

use super::DefinitionId;
use super::index::{Index, SHARE};
use super::lists::Lists;
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

pub(super) fn calls(definitions: &[Arc<Definition<'_>>], by_name: &Index) -> Lists<Call> {
    let target = |definition: &Definition<'_>, name: &Text<'_>| {
        let platform = definition.platform.id;
        match by_name.find(definitions, platform, Kind::Webhook, name.as_str()) {
            None => Target::Missing,
            Some(id) => match definitions.get(id) {
                Some(webhook) if is_callable(definition, webhook) => Target::Found(id),
                _ => Target::WrongDirection(id),
            },
        }
    };
    let of_some = |some: &[Arc<Definition<'_>>]| {
        let mut calls = Lists::with_capacity(some.len());
        for definition in some {
            let names = references(definition).enumerate();
            let call = |(index, name)| Call {
                index,
                target: target(definition, name),
            };
            calls.push(|all| all.extend(names.map(call)));
        }
        calls
    };
    let shares: Vec<Lists<Call>> = definitions.par_chunks(SHARE).map(of_some).collect();
    Lists::joined(shares)
}

/// A message can be sent to an endpoint of the platform only, not to one of one's own.
fn is_callable(trigger: &Definition<'_>, webhook: &Definition<'_>) -> bool {
    let sends_messages = trigger.form.get(Field::Webhook).is_some();
    let is_endpoint = webhook.form.direction == Some("incoming");
    !sends_messages || is_endpoint || !webhook.form_is_certain
}

pub(super) fn callers(calls: &Lists<Call>, count: usize) -> Lists<DefinitionId> {
    let mut pairs: Vec<(DefinitionId, DefinitionId)> = Vec::with_capacity(calls.all().len());
    for trigger in 0..count {
        let called = calls.get(trigger).iter();
        pairs.extend(called.filter_map(|call| Some((call.target.found()?, trigger))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    Lists::by_owner(pairs, count)
}
