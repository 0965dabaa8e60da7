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

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::definition::{Definition, Text};
use crate::project::{DefinitionId, Form, Project, Use};
use crate::schema_facts::{Chars, Patterns, Schema};
use crate::source::Span;
use json::Trial;
use scopes::Scopes;
use taint::Tainted;

/// The values of a project in one environment.
pub struct Flow<'p, 's> {
    /// The project.
    pub project: &'p Project<'s>,
    scopes: Scopes<'p, 's>,
    reads: Vec<Vec<Read<'p, 's>>>,
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

impl<'p, 's> Flow<'p, 's> {
    /// Follows the values of a project.
    #[must_use]
    pub fn new(project: &'p Project<'s>) -> Self {
        let scopes = Scopes::new(project);
        let reads: Vec<_> = (0..project.definitions.len())
            .into_par_iter()
            .with_min_len(64)
            .map(|id| reads::reads(&scopes, id))
            .collect();
        let taints = taint::taints(&scopes, &reads);
        let trials = reads.iter().map(|_| OnceLock::new()).collect();
        Self {
            project,
            scopes,
            reads,
            taints,
            patterns: Patterns::default(),
            trials,
        }
    }

    /// Every definition that refers to values, with its references in the order URL, headers, body.
    pub fn readers(
        &self,
    ) -> impl Iterator<Item = (DefinitionId, &'p Definition<'s>, &[Read<'p, 's>])> {
        let project = self.project;
        let reads = self.reads.iter().enumerate();
        reads.filter_map(move |(id, reads)| Some((id, project.get(id)?, reads.as_slice())))
    }

    /// The references of a definition.
    #[must_use]
    pub fn reads(&self, id: DefinitionId) -> &[Read<'p, 's>] {
        self.reads.get(id).map_or(&[], Vec::as_slice)
    }

    /// Every declaration, in the order: shared by a platform, then by definition.
    #[must_use]
    pub fn declarations(&self) -> &[Declaration<'p>] {
        &self.scopes.declarations
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
        self.scopes.declarations.get(id)
    }

    /// Whether a schema admits a value whose text holds one of these characters. Yes where it is
    /// not known.
    #[must_use]
    pub fn admits(&self, schema: &serde_json::Value, chars: Chars) -> bool {
        self.patterns.admit(Schema::Read(schema), chars)
    }

    /// Whether a declaration admits such a value by its schema; yes where it has none.
    #[must_use]
    pub fn declaration_admits(&self, declaration: &Declaration<'_>, chars: Chars) -> bool {
        let schema = declaration.schema.part();
        schema.is_none_or(|schema| self.patterns.admit(schema, chars))
    }

    /// Everything of a definition's platform that declares a name, whether or not it reaches the
    /// definition.
    pub fn declaring<'f>(
        &'f self,
        definition: &Definition<'_>,
        name: &str,
    ) -> impl Iterator<Item = &'f Declaration<'p>> {
        let all = self.scopes.declaring(definition.platform, name);
        let ids = all.map_or(&[][..], |it| &it.all);
        ids.iter().filter_map(|&id| self.declaration(id))
    }

    /// What of it the platform has by itself or the manifest declares.
    pub fn declaring_everywhere<'f>(
        &'f self,
        definition: &Definition<'_>,
        name: &str,
    ) -> impl Iterator<Item = &'f Declaration<'p>> {
        let all = self.scopes.declaring(definition.platform, name);
        let ids = all.map_or(&[][..], |it| self.scopes.shared_of(it));
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
                return self.scopes.set_within(trigger, platform, name);
            }
            let all = self.scopes.declaring(platform, name);
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
        self.scopes.prefix(id, name, &|state| {
            state != State::Missing && state != State::Unknown
        })
    }

    /// The longest name that another one begins with and that is certainly set at some call.
    #[must_use]
    pub fn set_prefix(&self, id: DefinitionId, name: &str) -> Option<&Declaration<'_>> {
        self.scopes.prefix(id, name, &|state| state == State::Set)
    }

    /// The names that have a value at some call of a definition.
    #[must_use]
    pub fn names_at(&self, id: DefinitionId) -> Vec<&str> {
        self.scopes.names_at(id)
    }

    /// The calls of a webhook.
    #[must_use]
    pub fn sites(&self, webhook: DefinitionId) -> &[Site] {
        self.scopes.sites(webhook)
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
        let Tainted { read, by } = *self.taints.get(webhook)?.as_ref()?;
        let used = self.reads(webhook).get(read)?.span();
        Some(Taint { used, by })
    }

    /// Whether some of a trigger's calls, or what the webhooks that it calls refer to, is unknown.
    #[must_use]
    pub fn has_unknown_calls(&self, trigger: DefinitionId) -> bool {
        self.scopes.has_unknown_calls(trigger)
    }

    /// What a reply declares one level too high to be merged.
    #[must_use]
    pub fn misplaced(&self, webhook: DefinitionId) -> &[Span] {
        self.scopes
            .misplaced
            .get(&webhook)
            .map_or(&[], Vec::as_slice)
    }

    /// What a reply declares where an object should be whose keys are merged.
    #[must_use]
    pub fn no_object(&self, webhook: DefinitionId) -> &[Span] {
        self.scopes
            .no_object
            .get(&webhook)
            .map_or(&[], Vec::as_slice)
    }

    /// The declarations of one definition: the parameters of a trigger, what a reply sets.
    #[must_use]
    pub fn declared_by(&self, id: DefinitionId) -> &[Declaration<'p>] {
        let declarations = self.scopes.declarations.get(self.scopes.declared_by(id));
        declarations.unwrap_or_default()
    }
}
