//! Every declaration of a project, and where each holds.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::declaration::{Declaration, Origin};
use super::declare::{self, Declared};
use super::reach::{DeclarationId, Site};
use crate::platforms::facts::{self, Facts, Field, Kind};
use crate::project::{DefinitionId, Project};
use crate::source::Span;

/// Every declaration of a project, and where each holds.
pub(super) struct Scopes<'p, 's> {
    pub(super) project: &'p Project<'s>,
    /// What is shared, then by definition.
    pub(super) declarations: Vec<Declaration<'p>>,
    /// How many are shared by all definitions of a platform.
    pub(super) shared: DeclarationId,
    /// By platform and name, in order.
    all: Vec<(&'static Facts, Names<'p>)>,
    /// Where the declarations of each definition begin, and where those of the last one end.
    own: Vec<DeclarationId>,
    /// All calls, by webhook, then in the order of the triggers.
    pub(super) sites: Arc<[Site]>,
    /// Where the calls of each definition begin, and where those of the last one end.
    calls: Vec<usize>,
    /// By definition: whether it may declare more.
    pub(super) open: Vec<bool>,
    /// By trigger: the first call whose reply may set more.
    pub(super) open_behind: Vec<Option<usize>>,
    /// Whether something may declare values for every webhook.
    pub(super) is_open: bool,
    /// The length of the longest name.
    pub(super) longest: usize,
    /// By definition that has some.
    pub(super) misplaced: FxHashMap<DefinitionId, Vec<Span>>,
    pub(super) no_object: FxHashMap<DefinitionId, Vec<Span>>,
    /// No declarations.
    pub(super) none: Arc<[DeclarationId]>,
    /// By platform: what is offered to those who mistype a name, once somebody does.
    pub(super) offered: OnceLock<Vec<(&'static str, Vec<DeclarationId>)>>,
}

type Names<'p> = FxHashMap<Cow<'p, str>, Declaring>;

/// What declares a name.
#[derive(Debug, Default)]
pub(super) struct Declaring {
    /// Everything, in order: first what is shared.
    pub(super) all: Vec<DeclarationId>,
    /// The replies that set it. They are few where parameters are many.
    pub(super) replies: Vec<DeclarationId>,
    lists: [OnceLock<Arc<[DeclarationId]>>; 3],
}

impl Declaring {
    /// All of them; the same list for all who ask.
    pub(super) fn shared_all(&self) -> Arc<[DeclarationId]> {
        let [list, ..] = &self.lists;
        Arc::clone(list.get_or_init(|| self.all.as_slice().into()))
    }

    /// The replies; the same list for all who ask.
    pub(super) fn shared_replies(&self) -> Arc<[DeclarationId]> {
        let [_, list, _] = &self.lists;
        Arc::clone(list.get_or_init(|| self.replies.as_slice().into()))
    }

    /// What is declared everywhere and the replies; the same list for all who ask.
    pub(super) fn shared_but_parameters(&self, shared: &[DeclarationId]) -> Arc<[DeclarationId]> {
        let [.., list] = &self.lists;
        let all = || shared.iter().chain(&self.replies).copied().collect();
        Arc::clone(list.get_or_init(all))
    }
}

impl<'p, 's> Scopes<'p, 's> {
    pub(super) fn new(project: &'p Project<'s>) -> Self {
        let count = project.definitions.len();
        let manifest = &project.manifest;
        let (sites, calls) = sites(project);
        let mut scopes = Self {
            project,
            declarations: Vec::new(),
            shared: 0,
            all: facts::ALL
                .iter()
                .map(|facts| (*facts, Names::default()))
                .collect(),
            own: Vec::with_capacity(count + 1),
            sites,
            calls,
            open: Vec::with_capacity(count),
            open_behind: Vec::new(),
            is_open: manifest.illegible || manifest.platforms_are_illegible,
            longest: 0,
            misplaced: FxHashMap::default(),
            no_object: FxHashMap::default(),
            none: Arc::new([]),
            offered: OnceLock::new(),
        };
        for platform in facts::ALL {
            for declaration in declare::shared(project, platform) {
                scopes.declare(platform, declaration);
            }
        }
        scopes.shared = scopes.declarations.len();
        let declaring: Vec<Vec<Found<'p>>> = super::stretches(count)
            .map(|stretch| stretch.filter_map(|id| Found::of(project, id)).collect())
            .collect();
        scopes.open.resize(count, false);
        for found in declaring.into_iter().flatten() {
            scopes.add(found);
        }
        scopes.own.resize(count + 1, scopes.declarations.len());
        scopes.open_behind = (0..count).map(|id| scopes.opened_by(id)).collect();
        scopes.is_open |=
            project.has_unread(Kind::Webhook, None) || project.has_unread(Kind::Trigger, None);
        scopes
    }

    fn declare(&mut self, platform: &'static Facts, declaration: Declaration<'p>) {
        let id = self.declarations.len();
        self.longest = self.longest.max(declaration.name.len());
        let mut all = self.all.iter_mut();
        if let Some((_, names)) = all.find(|(known, _)| known.id == platform.id) {
            let declaring = names.entry(declaration.name.clone()).or_default();
            declaring.all.push(id);
            if matches!(declaration.origin, Origin::Reply { .. }) {
                declaring.replies.push(id);
            }
        }
        self.declarations.push(declaration);
    }

    fn add(&mut self, found: Found<'p>) {
        let Found { id, platform, .. } = found;
        // Those between declare nothing.
        self.own.resize(id + 1, self.declarations.len());
        if let Some(open) = self.open.get_mut(id) {
            *open = found.declared.is_open;
        }
        self.is_open |= found.opens_all;
        for declaration in found.declared.declarations {
            self.declare(platform, declaration);
        }
        if !found.declared.misplaced.is_empty() {
            self.misplaced.insert(id, found.declared.misplaced);
        }
        if !found.declared.no_object.is_empty() {
            self.no_object.insert(id, found.declared.no_object);
        }
    }

    /// The first call of a trigger whose reply may set more than is known.
    fn opened_by(&self, trigger: DefinitionId) -> Option<usize> {
        let mut calls = self.project.calls(trigger).iter();
        let call = calls.find(|call| {
            let target = call.target.found();
            target.is_none_or(|it| self.open.get(it).copied().unwrap_or_default())
        });
        call.map(|call| call.index)
    }

    /// The calls of a webhook.
    pub(super) fn sites(&self, webhook: DefinitionId) -> &[Site] {
        self.sites.get(self.sites_of(webhook)).unwrap_or_default()
    }

    /// Which of all calls are those of a webhook.
    pub(super) fn sites_of(&self, webhook: DefinitionId) -> Range<usize> {
        between(&self.calls, webhook)
    }

    /// The calls of a webhook by one trigger.
    pub(super) fn sites_in(&self, trigger: DefinitionId, webhook: DefinitionId) -> &[Site] {
        let sites = self.sites(webhook);
        let start = sites.partition_point(|site| site.trigger < trigger);
        let (_, behind) = sites.split_at_checked(start).unwrap_or_default();
        let end = behind.partition_point(|site| site.trigger == trigger);
        behind.get(..end).unwrap_or_default()
    }

    /// The declarations of a definition.
    pub(super) fn declared_by(&self, id: DefinitionId) -> Range<DeclarationId> {
        between(&self.own, id)
    }

    /// What declares a name everywhere.
    pub(super) fn shared_of<'a>(&self, declaring: &'a Declaring) -> &'a [DeclarationId] {
        let all = &declaring.all;
        let shared = all.partition_point(|id| *id < self.shared);
        all.get(..shared).unwrap_or_default()
    }

    /// What declares a name on a platform.
    pub(super) fn declaring(&self, platform: &Facts, name: &str) -> Option<&Declaring> {
        let mut all = self.all.iter();
        let names = all.find(|(known, _)| known.id == platform.id);
        let name = declare::key_of(platform, name);
        names.and_then(|(_, names)| names.get(&*name))
    }
}

/// A definition that declares something, or may.
struct Found<'p> {
    id: DefinitionId,
    platform: &'static Facts,
    declared: Declared<'p>,
    /// Whether it may declare values for every webhook.
    opens_all: bool,
}

impl<'p> Found<'p> {
    /// What a definition declares; nothing for one that certainly declares nothing.
    fn of(project: &'p Project<'_>, id: DefinitionId) -> Option<Self> {
        let definition = project.get(id)?;
        let platform = definition.platform;
        platform.templates?;
        let declared = match definition.kind {
            Kind::Trigger => declare::parameters(id, definition),
            Kind::Webhook => declare::replies(project, id, definition),
            Kind::Escalation => Declared::default(),
        };
        let may_set = definition.kind == Kind::Webhook && declared.is_open;
        let may_call = definition.faulty.contains(&Field::Webhooks);
        let found = Self {
            id,
            platform,
            opens_all: may_set || may_call,
            declared,
        };
        let declared = &found.declared;
        let is_empty = declared.declarations.is_empty()
            && declared.misplaced.is_empty()
            && declared.no_object.is_empty();
        (!is_empty || declared.is_open || found.opens_all).then_some(found)
    }
}

/// All calls, by webhook, and where those of each definition begin.
fn sites(project: &Project<'_>) -> (Arc<[Site]>, Vec<usize>) {
    let count = project.definitions.len();
    let mut calls: Vec<(DefinitionId, Site)> = Vec::new();
    for trigger in 0..count {
        for call in project.calls(trigger) {
            let index = call.index;
            let site = Site { trigger, index };
            calls.extend(call.target.found().map(|webhook| (webhook, site)));
        }
    }
    // It keeps the order of the triggers.
    calls.sort_by_key(|(webhook, _)| *webhook);
    let mut begins = Vec::with_capacity(count + 1);
    for (at, (webhook, _)) in calls.iter().enumerate() {
        begins.resize(begins.len().max(webhook + 1), at);
    }
    begins.resize(count + 1, calls.len());
    let sites = calls.into_iter().map(|(_, site)| site).collect();
    (sites, begins)
}

/// What lies between one begin and the next.
fn between(begins: &[usize], at: usize) -> Range<usize> {
    match (begins.get(at), begins.get(at + 1)) {
        (Some(start), Some(end)) => *start..*end,
        _ => 0..0,
    }
}
