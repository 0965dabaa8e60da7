//! What is there, what is gone, and the comparison of what stayed.

use std::collections::BTreeSet;

use super::kinds::{
    ENDPOINT_ADDED, ENDPOINT_REMOVED, ENDPOINT_RENAMED, ENVIRONMENT_ADDED, ENVIRONMENT_REMOVED,
    ESCALATION_ADDED, ESCALATION_REMOVED, ESCALATION_RENAMED, Kind, REQUEST_ADDED, REQUEST_REMOVED,
    REQUEST_RENAMED, SECRET_ADDED, SECRET_REMOVED, SUBSCRIPTION_ADDED, SUBSCRIPTION_REMOVED,
    SUBSCRIPTION_RENAMED, TRIGGER_ADDED, TRIGGER_REMOVED, TRIGGER_RENAMED,
};
use super::pairs::pairs;
use super::{
    Change, Found, calls, captures, conversations, messages, receivers, replies, subscriptions,
    variables,
};
use crate::compile::Outcome;
use crate::definition::{Definition, Environment, Manifest};
use crate::platforms::facts::{Field, Kind as DefinitionKind};
use crate::project::Project;
use crate::source::Span;

/// Compares two states in one environment.
pub(super) fn compare(found: &mut Found<'_, '_, '_, '_>) {
    let states = found.states;
    let pairs = pairs(states);
    for id in &pairs.removed {
        if let Some(definition) = states.old.get(*id) {
            let [_, removed, _] = kinds_of(definition);
            let message = format!("{} is gone", title(definition));
            let spans = (Some(definition.name_span()), None);
            found.add(removed, definition, message, spans);
        }
    }
    for id in &pairs.added {
        if let Some(definition) = states.new.get(*id) {
            let [added, _, _] = kinds_of(definition);
            let message = format!("{} is new", title(definition));
            let spans = (None, Some(definition.name_span()));
            found.add(added, definition, message, spans);
        }
    }
    for both in pairs.definitions(states) {
        if both.old.name() != both.new.name() {
            let [_, _, renamed] = kinds_of(both.new);
            let message = format!("{} was `{}`", title(both.new), both.old.name());
            let spans = (Some(both.old.name_span()), Some(both.new.name_span()));
            found.add(renamed, both.new, message, spans);
        }
        receivers::compare(found, both);
        replies::compare(found, both);
        subscriptions::compare(found, both);
        messages::compare(found, both);
        conversations::compare(found, both);
        calls::compare(found, both, &pairs);
        captures::compare(found, both);
    }
    receivers::servers(found);
    variables::compare(found);
    secrets(found);
}

/// A definition in words.
fn title(definition: &Definition<'_>) -> String {
    format!("the {} `{}`", definition.title(), definition.name())
}

/// How it is called that a definition is new, gone, or has another name.
fn kinds_of(definition: &Definition<'_>) -> [&'static Kind; 3] {
    let has = |field| definition.form.get(field).is_some();
    match definition.kind {
        DefinitionKind::Trigger => [&TRIGGER_ADDED, &TRIGGER_REMOVED, &TRIGGER_RENAMED],
        DefinitionKind::Escalation => [&ESCALATION_ADDED, &ESCALATION_REMOVED, &ESCALATION_RENAMED],
        DefinitionKind::Webhook if has(Field::Topics) => [
            &SUBSCRIPTION_ADDED,
            &SUBSCRIPTION_REMOVED,
            &SUBSCRIPTION_RENAMED,
        ],
        DefinitionKind::Webhook if has(Field::Method) => {
            [&REQUEST_ADDED, &REQUEST_REMOVED, &REQUEST_RENAMED]
        }
        DefinitionKind::Webhook => [&ENDPOINT_ADDED, &ENDPOINT_REMOVED, &ENDPOINT_RENAMED],
    }
}

/// The secrets that a build needs.
fn secrets(found: &mut Found<'_, '_, '_, '_>) {
    let (old, new) = (
        secrets_of(found.states.old.project),
        secrets_of(found.states.new.project),
    );
    let has = |all: &[(String, Span)], name: &str| all.iter().any(|(known, _)| known == name);
    let mut add = |kind, message, old, new| {
        found.changes.push(Change {
            kind,
            definition: String::new(),
            message,
            old,
            new,
            cause: None,
            environments: Vec::new(),
        });
    };
    for (name, span) in &old {
        if !has(&new, name) {
            let message = format!("the secret `{name}` is no longer needed");
            add(&SECRET_REMOVED, message, Some(*span), None);
        }
    }
    for (name, span) in &new {
        if !has(&old, name) {
            let message = format!("the secret `{name}` is needed");
            add(&SECRET_ADDED, message, None, Some(*span));
        }
    }
}

/// Each secret where it is used first.
fn secrets_of(project: &Project<'_>) -> Vec<(String, Span)> {
    let mut seen = BTreeSet::new();
    let uses = project
        .definitions
        .iter()
        .flat_map(|definition| &definition.uses.secrets);
    uses.filter(|used| seen.insert(used.name.clone()))
        .map(|used| (used.name.clone().into_owned(), used.span))
        .collect()
}

/// The environments that only one state has.
pub(super) fn environments(old: &Outcome<'_>, new: &Outcome<'_>, changes: &mut Vec<Change>) {
    let (old, new) = (&old.manifest, &new.manifest);
    if old.has_unknown_environments() || new.has_unknown_environments() {
        return;
    }
    for environment in only_in(old, new) {
        changes.push(Change {
            kind: &ENVIRONMENT_REMOVED,
            definition: String::new(),
            message: format!("the environment `{}` is gone", environment.name.as_str()),
            old: Some(environment.name.span()),
            new: None,
            cause: None,
            environments: Vec::new(),
        });
    }
    for environment in only_in(new, old) {
        changes.push(Change {
            kind: &ENVIRONMENT_ADDED,
            definition: String::new(),
            message: format!("the environment `{}` is new", environment.name.as_str()),
            old: None,
            new: Some(environment.name.span()),
            cause: None,
            environments: Vec::new(),
        });
    }
}

fn only_in<'m, 's>(
    one: &'m Manifest<'s>,
    other: &Manifest<'_>,
) -> impl Iterator<Item = &'m Environment<'s>> {
    let names: BTreeSet<String> = other
        .environments
        .iter()
        .map(|environment| environment.name.as_str().to_owned())
        .collect();
    one.environments
        .iter()
        .filter(move |environment| !names.contains(environment.name.as_str()))
}
