//! Which values reach which reference.
//!
//! A webhook is like a function with free variables: a trigger calls webhooks in order and supplies
//! its parameters, the host application supplies what the manifest declares, and the reply to each
//! webhook may set further values. For every call of every webhook this tells what is set, what may
//! be, by whom, and how far it can be trusted. It is computed once for a project.

mod declaration;
mod declare;
mod items;
pub mod json;
mod mapped;
mod offered;
mod properties;
mod reach;
mod reads;
mod schema;
mod scopes;
mod taint;
mod types;
mod words;

pub use declaration::{Declaration, Origin, Trust};
pub use items::Item;
pub use reach::{DeclarationId, Reach, Site, State};
pub use taint::Taint;
pub use types::Types;
pub use words::{declaring_line, is_reserved};

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::definition::{Definition, Text};
use crate::project::{DefinitionId, Form, Lists, Project, Use};
use crate::schema_facts::{Chars, Patterns, Schema};
use crate::source::Span;
use json::Trial;
use scopes::Scopes;
use taint::{Sources, Tainted};

/// The values of a project in one environment.
#[derive(Clone)]
pub struct Flow<'p, 's> {
    /// The project.
    pub project: &'p Project<'s>,
    /// What is known, shared by all who look at a part of it.
    values: Arc<Values<'p, 's>>,
    /// The definitions that [`Flow::readers`] gives.
    stretch: Range<DefinitionId>,
}

struct Values<'p, 's> {
    scopes: Scopes<'p, 's>,
    /// By stretch.
    reads: Vec<Lists<Read<'p, 's>>>,
    taints: Vec<Option<Tainted>>,
    patterns: Patterns,
    /// By definition: what comes of its body, once that was asked.
    trials: Vec<OnceLock<Option<Box<Trial>>>>,
}

/// One reference with what reaches it.
#[derive(Clone, Debug)]
pub struct Read<'p, 's> {
    /// The reference.
    pub used: Use<'p, 's>,
    /// What reaches it at the calls of its webhook, in the order of the triggers; one entry without
    /// a call where nothing calls it. All references of a webhook to one name share them.
    pub reaches: Arc<[Reach]>,
    /// Whether it only asks if there is a value, or stands where there is one: a Mustache section, or
    /// inside one over the same name.
    pub is_guarded: bool,
    /// What it stands for where that belongs to what a section stands over; the calls then say
    /// nothing of it.
    pub item: Option<Item>,
}

impl Read<'_, '_> {
    /// The name without the last index or braces, as the platform looks it up.
    #[must_use]
    pub fn name(&self) -> &str {
        self.used.name
    }

    /// Where it stands in the source.
    #[must_use]
    pub fn span(&self) -> Span {
        self.used.span()
    }

    /// Whether nothing at all gives it a value, at no call.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.reaches
            .iter()
            .all(|reach| reach.state == State::Missing)
    }
}

/// How many definitions are dealt with at a time: no more than can be kept at hand.
const STRETCH: usize = 128;

/// All definitions, a stretch after the other.
fn stretches(count: usize) -> impl IndexedParallelIterator<Item = Range<DefinitionId>> {
    let starts = (0..count.div_ceil(STRETCH)).into_par_iter();
    starts.map(move |at| at * STRETCH..count.min((at + 1) * STRETCH))
}

impl<'p, 's> Flow<'p, 's> {
    /// Follows the values of a project.
    #[must_use]
    pub fn new(project: &'p Project<'s>) -> Self {
        Self::beside(project, |_| ()).0
    }

    /// The same, with other work on each stretch of definitions while it is at hand; what comes of it
    /// stands in their order.
    pub fn beside<T: Send>(
        project: &'p Project<'s>,
        work: impl Fn(Range<DefinitionId>) -> T + Sync,
    ) -> (Self, Vec<T>) {
        let scopes = Scopes::new(project);
        let count = project.definitions.len();
        let (stretches, done): (Vec<_>, Vec<T>) = stretches(count)
            .map(|stretch| {
                let mut reads = Lists::with_capacity(stretch.len());
                let mut sources = Sources::default();
                for id in stretch.clone() {
                    reads.push(|all| reads::reads(&scopes, id, all));
                    sources.look_at(&scopes, id, reads.last());
                }
                ((reads, sources), work(stretch))
            })
            .unzip();
        let (reads, sources): (Vec<_>, Vec<_>) = stretches.into_iter().unzip();
        let taints = taint::taints(&scopes, count, sources);
        let flow = Self {
            project,
            values: Arc::new(Values {
                scopes,
                reads,
                taints,
                patterns: Patterns::default(),
                trials: (0..count).map(|_| OnceLock::new()).collect(),
            }),
            stretch: 0..count,
        };
        (flow, done)
    }

    /// The same values, a stretch of so many definitions after the other. Whoever has several
    /// questions about each definition asks them while it is at hand, in place of going through a
    /// large project for each.
    #[must_use]
    pub fn stretches(&self) -> impl IndexedParallelIterator<Item = Self> {
        let stretches = stretches(self.project.definitions.len());
        stretches.map(move |stretch| Self {
            stretch,
            ..self.clone()
        })
    }

    /// Every definition of the stretch, with its references in the order URL, headers, body.
    pub fn readers(
        &self,
    ) -> impl Iterator<Item = (DefinitionId, &'p Definition<'s>, &[Read<'p, 's>])> {
        let project = self.project;
        let ids = self.stretch.clone();
        ids.filter_map(move |id| Some((id, project.get(id)?, self.reads(id))))
    }

    /// The references of a definition.
    #[must_use]
    pub fn reads(&self, id: DefinitionId) -> &[Read<'p, 's>] {
        let stretch = self.values.reads.get(id / STRETCH);
        stretch.map_or(&[], |reads| reads.get(id % STRETCH))
    }

    /// Every declaration, in the order: shared by a platform, then by definition.
    #[must_use]
    pub fn declarations(&self) -> &[Declaration<'p>] {
        &self.values.scopes.declarations
    }

    /// What may give a reference its value, over all calls, each once; what is set too late as well.
    #[must_use]
    pub fn sources<'f>(&'f self, read: &Read<'p, 's>) -> Vec<&'f Declaration<'p>> {
        let ids = reach::sources(&read.reaches, |_| true);
        let mut declarations = Vec::with_capacity(ids.len());
        declarations.extend(ids.iter().filter_map(|&id| self.declaration(id)));
        declarations
    }

    /// The declaration with this id; every id that this flow gave out has one.
    #[must_use]
    pub fn declaration(&self, id: DeclarationId) -> Option<&Declaration<'p>> {
        self.values.scopes.declarations.get(id)
    }

    /// Whether a schema admits a value whose text holds one of these characters. Yes where it is
    /// not known.
    #[must_use]
    pub fn admits(&self, schema: &serde_json::Value, chars: Chars) -> bool {
        self.values.patterns.admit(Schema::Read(schema), chars)
    }

    /// Whether a declaration admits such a value by its schema; yes where it has none.
    #[must_use]
    pub fn declaration_admits(&self, declaration: &Declaration<'_>, chars: Chars) -> bool {
        let schema = declaration.schema.part();
        schema.is_none_or(|schema| self.values.patterns.admit(schema, chars))
    }

    /// Everything of a definition's platform that declares a name, whether or not it reaches the
    /// definition.
    pub fn declaring<'f>(
        &'f self,
        definition: &Definition<'_>,
        name: &str,
    ) -> impl Iterator<Item = &'f Declaration<'p>> {
        let all = self.values.scopes.declaring(definition.platform, name);
        let ids = all.map_or(&[][..], |it| &it.all);
        ids.iter().filter_map(|&id| self.declaration(id))
    }

    /// What of it the platform has by itself or the manifest declares.
    pub fn declaring_everywhere<'f>(
        &'f self,
        definition: &Definition<'_>,
        name: &str,
    ) -> impl Iterator<Item = &'f Declaration<'p>> {
        let all = self.values.scopes.declaring(definition.platform, name);
        let ids = all.map_or(&[][..], |it| self.values.scopes.shared_of(it));
        ids.iter().filter_map(|&id| self.declaration(id))
    }

    /// The replies that set a name: of all webhooks of a trigger's platform, or of those alone that
    /// the trigger calls.
    pub fn replies<'f>(
        &'f self,
        trigger: DefinitionId,
        name: &str,
        called_only: bool,
    ) -> impl Iterator<Item = &'f Declaration<'p>> {
        let platform = self.project.get(trigger).map(|it| it.platform);
        let ids = platform.map_or_else(Vec::new, |platform| {
            if called_only {
                return self.values.scopes.set_within(trigger, platform, name);
            }
            let all = self.values.scopes.declaring(platform, name);
            all.map_or_else(Vec::new, |it| it.replies.clone())
        });
        ids.into_iter().filter_map(|id| self.declaration(id))
    }

    /// The types that a reference may have; nothing certain is [`Types::ANY`].
    #[must_use]
    pub fn types(&self, read: &Read<'p, 's>) -> Types {
        if matches!(read.used.form, Form::Index(_)) {
            return Types::STRING;
        }
        if let Some(item) = &read.item {
            return item.types();
        }
        let is_certain = |reach: &Reach| !matches!(reach.state, State::Unknown | State::Missing);
        if !read.reaches.iter().all(is_certain) {
            return Types::ANY;
        }
        let ids = read.reaches.iter().flat_map(|reach| reach.by.iter());
        let sources = ids.filter_map(|&id| self.declaration(id));
        let types = sources.map(|source| {
            // Members of an object are not what the object is.
            let is_member = source.name.len() < read.name().len();
            if is_member { Types::ANY } else { source.types }
        });
        types.reduce(Types::or).unwrap_or(Types::ANY)
    }

    /// The longest declared name that a name which has no value begins with, at some call.
    #[must_use]
    pub fn prefix(&self, id: DefinitionId, name: &str) -> Option<&Declaration<'_>> {
        self.values.scopes.prefix(id, name, &|state| {
            state != State::Missing && state != State::Unknown
        })
    }

    /// The longest name that another one begins with and that is certainly set at some call.
    #[must_use]
    pub fn set_prefix(&self, id: DefinitionId, name: &str) -> Option<&Declaration<'_>> {
        self.values
            .scopes
            .prefix(id, name, &|state| state == State::Set)
    }

    /// The names that have a value at some call of a definition.
    #[must_use]
    pub fn names_at(&self, id: DefinitionId) -> Vec<&str> {
        self.values.scopes.names_at(id)
    }

    /// The calls of a webhook.
    #[must_use]
    pub fn sites(&self, webhook: DefinitionId) -> &[Site] {
        self.values.scopes.sites(webhook)
    }

    /// Where a trigger names the webhook of a call.
    #[must_use]
    pub fn call(&self, site: Site) -> Option<&'p Text<'s>> {
        let trigger = &self.project.get(site.trigger)?.trigger;
        trigger
            .webhooks
            .get(site.index)
            .or(trigger.webhook.as_ref())
    }

    /// What a webhook is looked up with that cannot be trusted; its reply is only as trusted.
    #[must_use]
    pub fn taint(&self, webhook: DefinitionId) -> Option<Taint> {
        let Tainted { read, by } = *self.values.taints.get(webhook)?.as_ref()?;
        let used = self.reads(webhook).get(read)?.span();
        Some(Taint { used, by })
    }

    /// Whether some of a trigger's calls, or what the webhooks that it calls refer to, is unknown.
    #[must_use]
    pub fn has_unknown_calls(&self, trigger: DefinitionId) -> bool {
        self.values.scopes.has_unknown_calls(trigger)
    }

    /// What a reply declares one level too high to be merged.
    #[must_use]
    pub fn misplaced(&self, webhook: DefinitionId) -> &[Span] {
        self.values
            .scopes
            .misplaced
            .get(&webhook)
            .map_or(&[], Vec::as_slice)
    }

    /// What a reply declares where an object should be whose keys are merged.
    #[must_use]
    pub fn no_object(&self, webhook: DefinitionId) -> &[Span] {
        self.values
            .scopes
            .no_object
            .get(&webhook)
            .map_or(&[], Vec::as_slice)
    }

    /// The declarations of one definition: the parameters of a trigger, what a reply sets.
    #[must_use]
    pub fn declared_by(&self, id: DefinitionId) -> &[Declaration<'p>] {
        let declarations = self
            .values
            .scopes
            .declarations
            .get(self.values.scopes.declared_by(id));
        declarations.unwrap_or_default()
    }
}
