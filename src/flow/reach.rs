//! What reaches a reference at a call.

use rustc_hash::FxHashMap;

use super::declare::{self, Declaration, Declared, Origin};
use super::items::View;
use super::words::is_reserved;
use crate::platforms::facts::{self, Facts, Field, Kind, ReplyValues};
use crate::project::{DefinitionId, Project};
use crate::source::{Span, slice};
use crate::templates::Templates;

/// Where a declaration stands in [`super::Flow::declarations`].
pub type DeclarationId = usize;

/// One call of a webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site {
    /// The trigger.
    pub trigger: DefinitionId,
    /// Which of the trigger's webhooks, from 0.
    pub index: usize,
}

/// What reaches a reference at one call.
#[derive(Clone, Debug)]
pub struct Reach {
    /// The call; nothing for a definition that no trigger calls.
    pub site: Option<Site>,
    /// Whether there is a value.
    pub state: State,
    /// What gives it: where it is set or may be, and where it is set too late.
    pub by: Vec<DeclarationId>,
}

/// Whether there is a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Certainly.
    Set,
    /// It is an optional parameter.
    Optional,
    /// If a webhook ran before that only other triggers call.
    Elsewhere,
    /// Only the reply to this webhook, or to one that runs later in its trigger, sets it. In a
    /// conversation in which such a webhook ran before, it may have the value of that time.
    Later,
    /// Nothing sets it.
    Missing,
    /// Something that could not be read may set it.
    Unknown,
}

/// Every declaration of a project, and where each holds.
pub(super) struct Scopes<'p, 's> {
    pub(super) project: &'p Project<'s>,
    pub(super) declarations: Vec<Declaration>,
    /// By platform and name: what holds everywhere, and everything.
    shared: Names,
    all: Names,
    /// By definition: what it declares.
    own: Vec<Vec<DeclarationId>>,
    parameters: Vec<FxHashMap<String, DeclarationId>>,
    /// By trigger: what the replies to its webhooks set, with the place of the webhook.
    set: Vec<FxHashMap<String, Vec<(usize, DeclarationId)>>>,
    sites: Vec<Vec<Site>>,
    /// By definition: whether it may declare more.
    open: Vec<bool>,
    /// By trigger: the first call whose reply may set more.
    open_behind: Vec<Option<usize>>,
    /// Whether something may declare values for every webhook.
    is_open: bool,
    longest: usize,
    pub(super) misplaced: Vec<Vec<Span>>,
    pub(super) no_object: Vec<Vec<Span>>,
}

type Names = FxHashMap<(&'static str, String), Vec<DeclarationId>>;

impl<'p, 's> Scopes<'p, 's> {
    pub(super) fn new(project: &'p Project<'s>) -> Self {
        let count = project.definitions.len();
        let manifest = &project.manifest;
        let mut scopes = Self {
            project,
            declarations: Vec::new(),
            shared: FxHashMap::default(),
            all: FxHashMap::default(),
            own: vec![Vec::new(); count],
            parameters: vec![FxHashMap::default(); count],
            set: vec![FxHashMap::default(); count],
            sites: vec![Vec::new(); count],
            open: vec![false; count],
            open_behind: vec![None; count],
            is_open: manifest.illegible || manifest.platforms_are_illegible,
            longest: 0,
            misplaced: vec![Vec::new(); count],
            no_object: vec![Vec::new(); count],
        };
        for platform in facts::ALL {
            for declaration in declare::shared(project, platform) {
                let key = (platform.id, declaration.name.clone());
                let id = scopes.declare(platform, declaration);
                scopes.shared.entry(key).or_default().push(id);
            }
        }
        for id in 0..count {
            scopes.definition(id);
        }
        for id in 0..count {
            scopes.calls(id);
        }
        scopes.is_open |=
            project.has_unread(Kind::Webhook, None) || project.has_unread(Kind::Trigger, None);
        scopes
    }

    fn declare(&mut self, platform: &'static Facts, declaration: Declaration) -> DeclarationId {
        let id = self.declarations.len();
        self.longest = self.longest.max(declaration.name.len());
        let key = (platform.id, declaration.name.clone());
        self.all.entry(key).or_default().push(id);
        self.declarations.push(declaration);
        id
    }

    fn definition(&mut self, id: DefinitionId) {
        let project = self.project;
        let Some(definition) = project.get(id) else {
            return;
        };
        if definition.platform.templates.is_none() {
            return;
        }
        let declared = match definition.kind {
            Kind::Trigger => declare::parameters(id, definition),
            Kind::Webhook => declare::replies(project, id, definition),
            Kind::Escalation => Declared::default(),
        };
        let may_set = definition.kind == Kind::Webhook && declared.is_open;
        let may_call = definition.faulty.contains(&Field::Webhooks);
        self.is_open |= may_set || may_call;
        if let Some(open) = self.open.get_mut(id) {
            *open = declared.is_open;
        }
        for declaration in declared.declarations {
            let name = declaration.name.clone();
            let declaration = self.declare(definition.platform, declaration);
            if let Some(own) = self.own.get_mut(id) {
                own.push(declaration);
            }
            if let Some(parameters) = self.parameters.get_mut(id)
                && definition.kind == Kind::Trigger
            {
                parameters.insert(name, declaration);
            }
        }
        if let Some(spans) = self.misplaced.get_mut(id) {
            *spans = declared.misplaced;
        }
        if let Some(spans) = self.no_object.get_mut(id) {
            *spans = declared.no_object;
        }
    }

    fn calls(&mut self, trigger: DefinitionId) {
        for call in self.project.calls(trigger) {
            let target = call.target.found();
            let is_open = target.is_none_or(|it| self.open.get(it).copied().unwrap_or_default());
            if let Some(open) = self.open_behind.get_mut(trigger).filter(|_| is_open) {
                open.get_or_insert(call.index);
            }
            let Some(webhook) = target else {
                continue;
            };
            let index = call.index;
            if let Some(sites) = self.sites.get_mut(webhook) {
                sites.push(Site { trigger, index });
            }
            let Some(set) = self.set.get_mut(trigger) else {
                continue;
            };
            for &id in self.own.get(webhook).into_iter().flatten() {
                if let Some(declaration) = self.declarations.get(id) {
                    let entry = set.entry(declaration.name.clone()).or_default();
                    entry.push((index, id));
                }
            }
        }
    }

    pub(super) fn sites(&self, webhook: DefinitionId) -> &[Site] {
        self.sites.get(webhook).map_or(&[], Vec::as_slice)
    }

    pub(super) fn declared_by(&self, id: DefinitionId) -> &[DeclarationId] {
        self.own.get(id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn all(&self, platform: &Facts, name: &str) -> &[DeclarationId] {
        let key = (platform.id, declare::key_of(platform, name));
        self.all.get(&key).map_or(&[], Vec::as_slice)
    }

    /// What reaches a name at every call of a definition.
    pub(super) fn reaches(&self, id: DefinitionId, name: &str) -> Vec<Reach> {
        let Some(definition) = self.project.get(id) else {
            return Vec::new();
        };
        let platform = definition.platform;
        let name = self.looked_up(platform, name);
        let sites = self.sites(id);
        let key = (platform.id, name);
        if sites.is_empty() {
            return vec![self.anywhere(platform, &key)];
        }
        let at = |site: &Site| self.at(id, platform, *site, &key);
        sites.iter().map(at).collect()
    }

    /// The name as it is looked up. One that nothing declares as a whole is a member of the object
    /// before its first dot.
    fn looked_up(&self, platform: &'static Facts, name: &str) -> String {
        let name = declare::key_of(platform, name);
        let is_known = |name: &str| self.all.contains_key(&(platform.id, name.to_owned()));
        match name.split_once('.') {
            Some((object, _))
                if platform.templates == Some(Templates::Mustache)
                    && !is_known(&name)
                    && is_known(object) =>
            {
                object.to_owned()
            }
            _ => name,
        }
    }

    /// The platform's own value of a name: whatever else is declared by it does not replace that.
    fn own_value(&self, key: &(&'static str, String)) -> Option<DeclarationId> {
        let mut shared = self.shared.get(key)?.iter().copied();
        shared.find(|&id| {
            let declaration = self.declarations.get(id);
            declaration.is_some_and(|it| matches!(it.origin, Origin::BuiltIn { .. }))
        })
    }

    /// A definition that no trigger calls may get what any gets.
    fn anywhere(&self, platform: &'static Facts, key: &(&'static str, String)) -> Reach {
        let by = match self.own_value(key) {
            Some(own) => vec![own],
            None => self.all.get(key).cloned().unwrap_or_default(),
        };
        let state = match by.is_empty() {
            false => State::Set,
            true if self.is_open && !is_reserved(platform, &key.1) => State::Unknown,
            true => State::Missing,
        };
        Reach {
            site: None,
            state,
            by,
        }
    }

    fn at(
        &self,
        webhook: DefinitionId,
        platform: &Facts,
        site: Site,
        key: &(&'static str, String),
    ) -> Reach {
        let reach = |state, by| Reach {
            site: Some(site),
            state,
            by,
        };
        if let Some(own) = self.own_value(key) {
            return reach(State::Set, vec![own]);
        }
        let shared = self.shared.get(key).map_or(&[][..], Vec::as_slice);
        let parameter = self.parameters.get(site.trigger);
        let parameter = parameter.and_then(|names| names.get(&key.1)).copied();
        let set = self.set.get(site.trigger).and_then(|set| set.get(&key.1));
        let earlier = set.into_iter().flatten();
        let earlier = earlier.filter(|(index, _)| *index < site.index);
        let earlier = earlier.map(|(_, id)| *id);
        let mut by: Vec<_> = shared
            .iter()
            .copied()
            .chain(earlier)
            .chain(parameter)
            .collect();
        let merges = matches!(platform.values.replies, Some(ReplyValues::Merged(_)));
        if merges && !shared.is_empty() {
            // A reply replaces the host's value for the rest of the conversation, whoever calls next.
            let replies = self.replies(key).map(|(id, _)| id);
            let further: Vec<_> = replies.filter(|id| !by.contains(id)).collect();
            by.extend(further);
        }
        if !by.is_empty() {
            let declarations = by.iter().filter_map(|&id| self.declarations.get(id));
            let is_optional = declarations.into_iter().all(Declaration::is_optional);
            let state = if is_optional {
                State::Optional
            } else {
                State::Set
            };
            return reach(state, by);
        }
        // What could not be read declares nothing that belongs to the platform.
        let may_be_unread = !is_reserved(platform, &key.1);
        if may_be_unread && self.is_open_at(site) {
            return reach(State::Unknown, by);
        }
        let (later, elsewhere) = self.set_by_others(webhook, site, key);
        match (elsewhere.is_empty(), later.is_empty()) {
            (false, _) => reach(State::Elsewhere, elsewhere),
            (true, false) => reach(State::Later, later),
            (true, true) if may_be_unread && self.is_open => reach(State::Unknown, by),
            (true, true) => reach(State::Missing, by),
        }
    }

    /// What sets a name too late for a call, and what only other triggers run.
    fn set_by_others(
        &self,
        webhook: DefinitionId,
        site: Site,
        key: &(&'static str, String),
    ) -> (Vec<DeclarationId>, Vec<DeclarationId>) {
        let (mut later, mut elsewhere) = (Vec::new(), Vec::new());
        for (id, setter) in self.replies(key) {
            // Whoever calls it besides, here it runs too late.
            let mut sites = self.sites(setter).iter();
            if setter == webhook || sites.any(|other| other.trigger == site.trigger) {
                later.push(id);
            } else {
                elsewhere.push(id);
            }
        }
        (later, elsewhere)
    }

    /// The replies that set a name, with their webhooks.
    fn replies(
        &self,
        key: &(&'static str, String),
    ) -> impl Iterator<Item = (DeclarationId, DefinitionId)> {
        let all = self.all.get(key).map_or(&[][..], Vec::as_slice);
        let setter = |id: DeclarationId| match self.declarations.get(id)?.origin {
            Origin::Reply { webhook, .. } => Some(webhook),
            Origin::BuiltIn { .. } | Origin::Setting(_) | Origin::Parameter { .. } => None,
        };
        all.iter().filter_map(move |&id| Some((id, setter(id)?)))
    }

    /// Whether what is set at a call may come from something that could not be read.
    fn is_open_at(&self, site: Site) -> bool {
        let open = self.open_behind.get(site.trigger).copied().flatten();
        let is_open = self.open.get(site.trigger).copied().unwrap_or_default();
        is_open || open.is_some_and(|open| open < site.index)
    }

    /// Whether it is unknown which webhooks a trigger calls, or what they refer to.
    pub(super) fn has_unknown_calls(&self, trigger: DefinitionId) -> bool {
        let is_faulty = |id: DefinitionId, fields: &[Field]| {
            let definition = self.project.get(id);
            definition.is_none_or(|it| it.faulty.iter().any(|field| fields.contains(field)))
        };
        let sent = [Field::Url, Field::Headers, Field::Body, Field::JsonTemplate];
        is_faulty(trigger, &[Field::Webhooks, Field::Parameters])
            || self.project.calls(trigger).iter().any(|call| {
                let webhook = call.target.found();
                webhook.is_none_or(|webhook| is_faulty(webhook, &sent))
            })
    }

    /// What a section over a name brings into view.
    pub(super) fn view(&self, reaches: &[Reach]) -> View {
        let by: Vec<DeclarationId> = reaches.iter().flat_map(|reach| reach.by.clone()).collect();
        if by.is_empty() {
            return View::Unknown;
        }
        View::of_declarations(by.iter().filter_map(|&id| self.declarations.get(id)))
    }

    /// The longest proper prefix of a name that has a value in one of some states.
    pub(super) fn prefix(
        &self,
        id: DefinitionId,
        name: &str,
        is_wanted: &dyn Fn(State) -> bool,
    ) -> Option<&Declaration> {
        let longest = name.len().saturating_sub(1).min(self.longest);
        (1..=longest).rev().find_map(|end| {
            let reaches = self.reaches(id, slice(name, 0..end));
            let reach = reaches.iter().find(|reach| is_wanted(reach.state))?;
            self.declarations.get(*reach.by.first()?)
        })
    }
}
