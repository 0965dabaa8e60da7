//! What changed between two states of a project, and for whom it breaks.
//!
//! Definitions are compared by what they mean, under their names: a file that was reformatted,
//! reordered or moved is the same. Each change has a kind, whose verdict stands in one table
//! ([`KINDS`]).

mod body;
mod calls;
mod captures;
mod conversations;
mod kinds;
mod literals;
mod messages;
mod pairs;
mod receivers;
mod replies;
mod report;
mod rust_api;
mod shape;
mod subscriptions;
mod types;
mod variables;
mod whole;

pub use kinds::{Category, KINDS, Kind};
pub use report::{Format, Report, Side, render};

use std::collections::BTreeMap;

use crate::compile::Outcome;
use crate::contract::contract;
use crate::definition::Definition;
use crate::flow::Flow;
use crate::platforms::facts::Field;
use crate::project::{DefinitionId, Project};
use crate::source::Span;
use crate::types::Contract;

/// One change.
#[derive(Clone, Debug)]
pub struct Change {
    /// What kind of change.
    pub kind: &'static Kind,
    /// The definition that it is about, as `platform/kind/name`; empty for what no definition says.
    pub definition: String,
    /// What changed, as a lower-case phrase that makes sense alone.
    pub message: String,
    /// Where the old state says it.
    pub old: Option<Span>,
    /// Where the new state says it.
    pub new: Option<Span>,
    /// A further place of the new state, and what is there: the cause.
    pub cause: Option<(Span, String)>,
    /// The environments in which it holds; empty means all that both states have.
    pub environments: Vec<String>,
}

impl Change {
    /// The places that say what changed: where something is gone or new, that of one state only.
    #[must_use]
    pub fn telling(&self) -> (Option<Span>, Option<Span>) {
        match (self.old, self.new) {
            (old @ Some(_), _) if self.kind.is_gone() => (old, None),
            (_, new @ Some(_)) if self.kind.is_new() => (None, new),
            both => both,
        }
    }
}

/// What is compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether to compare the generated code, even where no manifest asks for it.
    pub rust_api: bool,
    /// Whether a state is the bundle of one environment, so that nothing follows from what it lacks
    /// of others, and the manifests' wish for code does not count.
    pub is_partial: bool,
}

/// The changes from one state of a project to another, in no particular order.
#[must_use]
pub fn compare(old: &Outcome<'_>, new: &Outcome<'_>, options: Options) -> Vec<Change> {
    let mut by_environment: Vec<(String, Vec<Change>)> = Vec::new();
    for (before, now) in environments(old, new) {
        let states = States::new(before, now);
        let mut found = Found {
            states: &states,
            changes: Vec::new(),
            servers: BTreeMap::new(),
            is_partial: options.is_partial,
        };
        whole::compare(&mut found);
        let name = [now, before]
            .iter()
            .find_map(|project| project.environment())
            .map_or_else(String::new, |environment| {
                environment.name.as_str().to_owned()
            });
        by_environment.push((name, found.changes));
    }
    let mut changes = merged(by_environment);
    if !options.is_partial {
        whole::environments(old, new, &mut changes);
    }
    let asks_for_code = old.manifest.rust.is_some() || new.manifest.rust.is_some();
    if options.rust_api || (asks_for_code && !options.is_partial) {
        rust_api::compare(old, new, &mut changes);
    }
    changes
}

/// The environments that are compared with each other: those of one name. A state that declares none
/// is the same in all.
fn environments<'o, 's, 't>(
    old: &'o Outcome<'s>,
    new: &'o Outcome<'t>,
) -> Vec<(&'o Project<'s>, &'o Project<'t>)> {
    let mut pairs = Vec::new();
    for now in &new.projects {
        for before in &old.projects {
            let is_same = match (before.environment(), now.environment()) {
                (Some(before), Some(now)) => before.name.as_str() == now.name.as_str(),
                _ => true,
            };
            if is_same {
                pairs.push((before, now));
            }
        }
    }
    pairs
}

/// The changes of all environments, each once.
fn merged(by_environment: Vec<(String, Vec<Change>)>) -> Vec<Change> {
    let count = by_environment.len();
    let mut all: Vec<Change> = Vec::new();
    for (environment, changes) in by_environment {
        for mut change in changes {
            let known = all.iter_mut().find(|known| {
                std::ptr::eq(known.kind, change.kind)
                    && known.definition == change.definition
                    && known.message == change.message
                    && (known.old, known.new) == (change.old, change.new)
            });
            match known {
                Some(known) if !known.environments.contains(&environment) => {
                    known.environments.push(environment.clone());
                }
                Some(_) => {}
                None => {
                    change.environments = vec![environment.clone()];
                    all.push(change);
                }
            }
        }
    }
    for change in &mut all {
        if change.environments.len() == count {
            change.environments.clear();
        }
    }
    all
}

/// Both states in one environment, with what is derived from them once.
struct States<'p, 's, 't> {
    old: State<'p, 's>,
    new: State<'p, 't>,
}

/// One state.
struct State<'p, 's> {
    project: &'p Project<'s>,
    flow: Flow<'p, 's>,
    contract: Contract,
}

impl<'p, 's> State<'p, 's> {
    fn new(project: &'p Project<'s>) -> Self {
        Self {
            project,
            flow: Flow::new(project),
            contract: contract(project),
        }
    }

    fn get(&self, id: DefinitionId) -> Option<&'p Definition<'s>> {
        self.project.get(id)
    }
}

impl<'p, 's, 't> States<'p, 's, 't> {
    fn new(old: &'p Project<'s>, new: &'p Project<'t>) -> Self {
        Self {
            old: State::new(old),
            new: State::new(new),
        }
    }
}

/// A definition in both states.
#[derive(Clone, Copy)]
struct Both<'p, 's, 't> {
    old_id: DefinitionId,
    new_id: DefinitionId,
    old: &'p Definition<'s>,
    new: &'p Definition<'t>,
}

impl Both<'_, '_, '_> {
    /// Whether a field could be read in both states.
    fn is_legible(&self, fields: &[Field]) -> bool {
        let is_faulty = |field| self.old.faulty.contains(field) || self.new.faulty.contains(field);
        !fields.iter().any(is_faulty)
    }

    /// Where both states write a field, or their names where they do not.
    fn spans(&self, field: Field) -> (Option<Span>, Option<Span>) {
        let of = |definition: &Definition<'_>| {
            definition
                .key_span(field)
                .unwrap_or_else(|| definition.name_span())
        };
        (Some(of(self.old)), Some(of(self.new)))
    }
}

/// Collects changes.
struct Found<'f, 'p, 's, 't> {
    states: &'f States<'p, 's, 't>,
    changes: Vec<Change>,
    /// Servers that changed, with the definitions that call them: full name, name, places.
    servers: BTreeMap<(String, String), Vec<Caller>>,
    /// See [`Options::is_partial`].
    is_partial: bool,
}

type Caller = (String, String, (Option<Span>, Option<Span>));

impl Found<'_, '_, '_, '_> {
    fn add(
        &mut self,
        kind: &'static Kind,
        definition: &Definition<'_>,
        message: impl Into<String>,
        (old, new): (Option<Span>, Option<Span>),
    ) {
        self.changes.push(Change {
            kind,
            definition: full_name(definition),
            message: message.into(),
            old,
            new,
            cause: None,
            environments: Vec::new(),
        });
    }

    fn because(&mut self, span: Option<Span>, text: impl Into<String>) {
        if let (Some(change), Some(span)) = (self.changes.last_mut(), span) {
            change.cause = Some((span, text.into()));
        }
    }
}

/// `platform/kind/name`
fn full_name(definition: &Definition<'_>) -> String {
    let (platform, kind) = (definition.platform.id, definition.kind);
    format!("{platform}/{kind}/{}", definition.name())
}
