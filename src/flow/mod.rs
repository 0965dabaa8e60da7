//! Which values reach which reference.
//!
//! A webhook is like a function with free variables: a trigger calls webhooks in order and supplies
//! its parameters, the host application supplies what the manifest declares, and the reply to each
//! webhook may set further values. For every call of every webhook this tells what is set, what may
//! be, by whom, and how far it can be trusted. It is computed once for a project.

mod declare;
mod items;
mod mapped;
mod offered;
mod properties;
mod reach;
mod taint;
mod types;
mod words;

pub use declare::{Declaration, Origin, Trust};
pub use items::Item;
pub use reach::{DeclarationId, Reach, Site, State};
pub use taint::Taint;
pub use types::Types;
pub use words::{declaring_line, is_reserved};

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::definition::{Definition, Text};
use crate::project::{DefinitionId, Form, Project, Use, uses};
use crate::source::Span;
use crate::templates::mustache::{self, TagKind};
use items::{Found, View, look_up};
use reach::Scopes;

/// The values of a project in one environment.
pub struct Flow<'p, 's> {
    /// The project.
    pub project: &'p Project<'s>,
    scopes: Scopes<'p, 's>,
    reads: Vec<Vec<Read<'p, 's>>>,
    taints: Vec<Option<Taint>>,
}

/// One reference with what reaches it.
#[derive(Clone, Debug)]
pub struct Read<'p, 's> {
    /// The reference.
    pub used: Use<'p, 's>,
    /// What reaches it at each call of its webhook, in the order of the triggers; one entry without
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
        &self.used.name
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
        let reads = (0..project.definitions.len())
            .map(|id| reads(&scopes, id))
            .collect::<Vec<_>>();
        let taints = taint::taints(&scopes, &reads);
        Self {
            project,
            scopes,
            reads,
            taints,
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
    pub fn declarations(&self) -> &[Declaration] {
        &self.scopes.declarations
    }

    /// What may give a reference its value, over all calls, each once; what is set too late as well.
    #[must_use]
    pub fn sources<'f>(&'f self, read: &Read<'p, 's>) -> Vec<&'f Declaration> {
        let mut ids: Vec<DeclarationId> = read
            .reaches
            .iter()
            .flat_map(|reach| reach.by.iter().copied())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter()
            .filter_map(|id| self.declaration(id))
            .collect()
    }

    /// The declaration with this id; every id that this flow gave out has one.
    #[must_use]
    pub fn declaration(&self, id: DeclarationId) -> Option<&Declaration> {
        self.scopes.declarations.get(id)
    }

    /// Everything of a definition's platform that declares a name, whether or not it reaches the
    /// definition.
    pub fn declaring<'f>(
        &'f self,
        definition: &Definition<'_>,
        name: &str,
    ) -> impl Iterator<Item = &'f Declaration> {
        self.scopes
            .all(definition.platform, name)
            .iter()
            .filter_map(|&id| self.declaration(id))
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
        let sources = self.sources(read);
        // Members of an object are not what the object is.
        if sources
            .iter()
            .any(|source| source.name.len() < read.used.name.len())
        {
            return Types::ANY;
        }
        let types = sources.iter().map(|source| source.types);
        types.reduce(Types::or).unwrap_or(Types::ANY)
    }

    /// The longest declared name that a name which has no value begins with, at some call.
    #[must_use]
    pub fn prefix(&self, id: DefinitionId, name: &str) -> Option<&Declaration> {
        self.scopes.prefix(id, name, &|state| {
            state != State::Missing && state != State::Unknown
        })
    }

    /// The longest name that another one begins with and that is certainly set at some call.
    #[must_use]
    pub fn set_prefix(&self, id: DefinitionId, name: &str) -> Option<&Declaration> {
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
    pub fn taint(&self, webhook: DefinitionId) -> Option<&Taint> {
        self.taints.get(webhook)?.as_ref()
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
            .get(webhook)
            .map_or(&[], Vec::as_slice)
    }

    /// What a reply declares where an object should be whose keys are merged.
    #[must_use]
    pub fn no_object(&self, webhook: DefinitionId) -> &[Span] {
        self.scopes
            .no_object
            .get(webhook)
            .map_or(&[], Vec::as_slice)
    }

    /// The declarations of one definition: the parameters of a trigger, what a reply sets.
    pub fn declared_by(&self, id: DefinitionId) -> impl Iterator<Item = &Declaration> {
        let ids = self.scopes.declared_by(id);
        ids.iter().filter_map(|&id| self.declaration(id))
    }
}

/// The references of a definition. Those to one name share what reaches them.
fn reads<'p, 's>(scopes: &Scopes<'p, 's>, id: DefinitionId) -> Vec<Read<'p, 's>> {
    let Some(definition) = scopes.project.get(id) else {
        return Vec::new();
    };
    let mut known: FxHashMap<String, Arc<[Reach]>> = FxHashMap::default();
    let mut sections = Sections::default();
    let mut found = Vec::new();
    for used in uses(definition) {
        if !sections.parses(&used) {
            continue;
        }
        known
            .entry(used.name.clone())
            .or_insert_with(|| scopes.reaches(id, &used.name).into());
        let unknown = || -> Arc<[Reach]> {
            let state = State::Unknown;
            let by = Vec::new();
            [Reach {
                site: None,
                state,
                by,
            }]
            .into()
        };
        let (over, is_section) = sections.around(&used);
        // The value of the section itself, where that is a text, a number or a boolean.
        let own = over.last().filter(|_| used.name == ".");
        let own = own.filter(|section| matches!(section.view, View::Nothing));
        let is_guarded =
            is_section || own.is_some() || over.iter().any(|section| section.name == used.name);
        let outside = known.get(&used.name).cloned().unwrap_or_default();
        let is_missing = outside.iter().all(|reach| reach.state == State::Missing);
        let brings_names = over
            .iter()
            .any(|section| !matches!(section.view, View::Nothing));
        let views = over.iter().map(|section| &section.view);
        let (reaches, item) = match look_up(views, &used.name) {
            _ if let Some(section) = own => (section.reaches.clone(), section.item.clone()),
            Found::Item(item) => (unknown(), Some(item)),
            Found::Unknown => (unknown(), None),
            // An item may have more members than its schema names.
            Found::Outside if is_missing && brings_names => (unknown(), None),
            Found::Outside => (outside, None),
        };
        if is_section {
            let view = match &item {
                Some(item) => View::of_schemas(&item.schemas),
                None => scopes.view(&reaches),
            };
            sections.open(&used, view, &reaches, item.as_ref());
        }
        found.push(Read {
            used,
            reaches,
            is_guarded,
            item,
        });
    }
    found
}

/// The Mustache sections in which the references of a text stand.
#[derive(Default)]
struct Sections<'p, 's> {
    text: Option<&'p Text<'s>>,
    is_faulty: bool,
    open: Vec<Section>,
}

/// A section that is not closed yet.
struct Section {
    kind: TagKind,
    name: String,
    view: View,
    reaches: Arc<[Reach]>,
    item: Option<Item>,
}

impl<'p, 's> Sections<'p, 's> {
    /// Whether a reference stands in a template of which something can be said.
    fn parses(&mut self, used: &Use<'p, 's>) -> bool {
        if !self.text.is_some_and(|text| std::ptr::eq(text, used.text)) {
            self.text = Some(used.text);
            self.open.clear();
            let is_tag = matches!(used.form, Form::Tag { .. });
            self.is_faulty = is_tag && !mustache::parse(used.text.as_str()).faults.is_empty();
        }
        !self.is_faulty
    }

    /// The sections around a reference that are there where there is a value, and whether it opens
    /// one itself.
    fn around(&mut self, used: &Use<'p, 's>) -> (Vec<&Section>, bool) {
        let Form::Tag { kind, depth } = used.form else {
            return (Vec::new(), false);
        };
        self.open.truncate(depth);
        let over = self.open.iter();
        let over = over.filter(|section| section.kind == TagKind::Section);
        (over.collect(), !kind.is_value())
    }

    fn open(
        &mut self,
        used: &Use<'p, 's>,
        view: View,
        reaches: &Arc<[Reach]>,
        item: Option<&Item>,
    ) {
        if let Form::Tag { kind, .. } = used.form {
            self.open.push(Section {
                kind,
                name: used.name.clone(),
                view,
                reaches: Arc::clone(reaches),
                item: item.cloned(),
            });
        }
    }
}
