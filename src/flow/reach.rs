//! What reaches a reference at a call.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::declaration::{Declaration, Origin};
use super::declare;
use super::items::View;
use super::scopes::{Declaring, Scopes};
use super::words::is_reserved;
use crate::platforms::facts::{Facts, Field, ReplyValues};
use crate::project::DefinitionId;
use crate::source::slice;
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

/// What reaches a reference at some calls, one after the other.
#[derive(Clone, Debug)]
pub struct Reach {
    all_sites: Arc<[Site]>,
    here: Range<usize>,
    /// Whether there is a value.
    pub state: State,
    /// What gives it: where it is set or may be, and where it is set too late.
    pub by: Arc<[DeclarationId]>,
}

impl Reach {
    /// The calls; none for a definition that no trigger calls.
    #[must_use]
    pub fn sites(&self) -> &[Site] {
        self.all_sites.get(self.here.clone()).unwrap_or_default()
    }
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

/// A name on a platform, with what declares it.
#[derive(Clone)]
struct Named<'a> {
    platform: &'static Facts,
    name: Cow<'a, str>,
    declaring: Option<&'a Declaring>,
    /// What holds everywhere.
    shared: &'a [DeclarationId],
}

impl<'a> Named<'a> {
    /// Everything, in order.
    fn all(&self) -> &'a [DeclarationId] {
        self.declaring.map_or(&[], |it| &it.all)
    }

    /// The replies that set it.
    fn replies(&self) -> &'a [DeclarationId] {
        self.declaring.map_or(&[], |it| &it.replies)
    }
}

impl Scopes<'_, '_> {
    /// What reaches a name at every call of a definition, in the order of the triggers.
    pub(super) fn reaches(&self, id: DefinitionId, name: &str) -> Vec<Reach> {
        let Some(definition) = self.project.get(id) else {
            return Vec::new();
        };
        let named = self.named(definition.platform, name);
        let sites = self.sites_of(id);
        let reach = |here: Range<usize>, state, by| Reach {
            all_sites: Arc::clone(&self.sites),
            here,
            state,
            by,
        };
        if let Some(own) = self.own_value(&named) {
            return vec![reach(sites, State::Set, Arc::new([own]))];
        }
        if sites.is_empty() {
            let (state, by) = self.anywhere(&named);
            return vec![reach(sites, state, by)];
        }
        let mut reaches: Vec<Reach> = Vec::new();
        for at in sites {
            let Some(site) = self.sites.get(at) else {
                continue;
            };
            let (state, by) = self.at(id, *site, &named);
            match reaches.last_mut() {
                Some(last) if last.state == state && last.by == by => last.here.end = at + 1,
                _ => reaches.push(reach(at..at + 1, state, by)),
            }
        }
        reaches
    }

    /// What could not be said of a reference.
    pub(super) fn unknown(&self) -> Reach {
        Reach {
            all_sites: Arc::clone(&self.sites),
            here: 0..0,
            state: State::Unknown,
            by: Arc::clone(&self.none),
        }
    }

    /// A name as it is looked up. One that nothing declares as a whole is a member of the object
    /// before its first dot.
    fn named<'a>(&'a self, platform: &'static Facts, name: &'a str) -> Named<'a> {
        let mut name = declare::key_of(platform, name);
        let mut declaring = self.declaring(platform, &name);
        if declaring.is_none()
            && platform.templates == Some(Templates::Mustache)
            && let Some((object, _)) = name.split_once('.')
        {
            declaring = self.declaring(platform, object);
            if declaring.is_some() {
                name = Cow::Owned(object.to_owned());
            }
        }
        Named {
            platform,
            name,
            declaring,
            shared: declaring.map_or(&[], |it| self.shared_of(it)),
        }
    }

    /// The platform's own value of a name: whatever else is declared by it does not replace that.
    fn own_value(&self, named: &Named<'_>) -> Option<DeclarationId> {
        let mut shared = named.shared.iter().copied();
        shared.find(|&id| {
            let declaration = self.declarations.get(id);
            declaration.is_some_and(|it| matches!(it.origin, Origin::BuiltIn { .. }))
        })
    }

    /// A definition that no trigger calls may get what any gets.
    fn anywhere(&self, named: &Named<'_>) -> (State, Arc<[DeclarationId]>) {
        match named.declaring {
            Some(declaring) => (State::Set, declaring.shared_all()),
            None if self.is_open && !is_reserved(named.platform, &named.name) => {
                (State::Unknown, Arc::clone(&self.none))
            }
            None => (State::Missing, Arc::clone(&self.none)),
        }
    }

    fn at(
        &self,
        webhook: DefinitionId,
        site: Site,
        named: &Named<'_>,
    ) -> (State, Arc<[DeclarationId]>) {
        let earlier = self.called_setters(site.trigger, named);
        let earlier = earlier.filter(|(index, _)| *index < site.index);
        let mut by: Vec<DeclarationId> = earlier.map(|(_, id)| id).collect();
        by.extend(self.parameter(site.trigger, named.all()));
        let replies = named.platform.values.replies;
        let merges = matches!(replies, Some(ReplyValues::Merged(_)));
        let by = match named.declaring.filter(|_| !named.shared.is_empty()) {
            None if by.is_empty() => Arc::clone(&self.none),
            None => by.into(),
            // A reply replaces the host's value for the rest of the conversation, whoever calls next.
            Some(declaring) if merges && by.is_empty() => {
                declaring.shared_but_parameters(named.shared)
            }
            Some(_) => {
                let mut known = by.clone();
                known.sort_unstable();
                let is_further = |id: &DeclarationId| merges && known.binary_search(id).is_err();
                let further = named.replies().iter().copied().filter(is_further);
                let shared = named.shared.iter().copied();
                shared.chain(by).chain(further).collect()
            }
        };
        self.judged(webhook, site, named, by)
    }

    /// The state of a name that is set by these, or in which others leave it.
    fn judged(
        &self,
        webhook: DefinitionId,
        site: Site,
        named: &Named<'_>,
        by: Arc<[DeclarationId]>,
    ) -> (State, Arc<[DeclarationId]>) {
        if !by.is_empty() {
            let mut declarations = by.iter().filter_map(|&id| self.declarations.get(id));
            let is_optional = declarations.all(Declaration::is_optional);
            let state = if is_optional {
                State::Optional
            } else {
                State::Set
            };
            return (state, by);
        }
        // What could not be read declares nothing that belongs to the platform.
        let may_be_unread = !is_reserved(named.platform, &named.name);
        if may_be_unread && self.is_open_at(site) {
            return (State::Unknown, by);
        }
        let (later, elsewhere) = self.set_by_others(webhook, site.trigger, named);
        match (elsewhere.is_empty(), later.is_empty()) {
            (false, _) => (State::Elsewhere, elsewhere),
            (true, false) => (State::Later, later),
            (true, true) if may_be_unread && self.is_open => (State::Unknown, by),
            (true, true) => (State::Missing, by),
        }
    }

    /// The parameter of a trigger among the declarations of a name.
    fn parameter(&self, trigger: DefinitionId, all: &[DeclarationId]) -> Option<DeclarationId> {
        let id = own_of(&self.declared_by(trigger), all)?;
        let origin = self.declarations.get(id)?.origin;
        matches!(origin, Origin::Parameter { .. }).then_some(id)
    }

    /// The replies to a trigger's webhooks that set a name, with the places of the calls, in order.
    fn called_setters(
        &self,
        trigger: DefinitionId,
        named: &Named<'_>,
    ) -> impl Iterator<Item = (usize, DeclarationId)> {
        let calls = self.project.calls(trigger);
        let mut found: Vec<(usize, DeclarationId)> = Vec::new();
        // By the shorter of the two lists.
        if named.replies().len() <= calls.len() {
            for &id in named.replies() {
                let sites = self.setter(id).map(|it| self.sites_in(trigger, it));
                let sites = sites.into_iter().flatten();
                found.extend(sites.map(|site| (site.index, id)));
            }
            found.sort_unstable();
        } else {
            for call in calls {
                let own = call.target.found().map(|webhook| self.declared_by(webhook));
                let id = own.and_then(|own| own_of(&own, named.replies()));
                found.extend(id.map(|id| (call.index, id)));
            }
        }
        found.into_iter()
    }

    /// The replies to a trigger's webhooks that set a name, each once.
    pub(super) fn set_within(
        &self,
        trigger: DefinitionId,
        platform: &'static Facts,
        name: &str,
    ) -> Vec<DeclarationId> {
        let named = self.named(platform, name);
        let called = self.called_setters(trigger, &named);
        let mut ids: Vec<DeclarationId> = called.map(|(_, id)| id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The webhook whose reply declares something.
    fn setter(&self, id: DeclarationId) -> Option<DefinitionId> {
        match self.declarations.get(id)?.origin {
            Origin::Reply { webhook, .. } => Some(webhook),
            Origin::BuiltIn { .. } | Origin::Setting(_) | Origin::Parameter { .. } => None,
        }
    }

    /// What sets a name too late for a call, and what only other triggers run.
    fn set_by_others(
        &self,
        webhook: DefinitionId,
        trigger: DefinitionId,
        named: &Named<'_>,
    ) -> (Arc<[DeclarationId]>, Arc<[DeclarationId]>) {
        // Whoever calls it besides, here it runs too late.
        let called = self.called_setters(trigger, named).map(|(_, id)| id);
        let itself = own_of(&self.declared_by(webhook), named.replies());
        let mut later: Vec<DeclarationId> = called.chain(itself).collect();
        if later.is_empty() {
            let replies = named.declaring.filter(|it| !it.replies.is_empty());
            let none = || Arc::clone(&self.none);
            return (none(), replies.map_or_else(none, Declaring::shared_replies));
        }
        later.sort_unstable();
        later.dedup();
        let replies = named.replies().iter().copied();
        let elsewhere = replies.filter(|id| later.binary_search(id).is_err());
        let elsewhere = elsewhere.collect();
        (later.into(), elsewhere)
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
        let mut by = reaches.iter().flat_map(|reach| reach.by.iter()).peekable();
        if by.peek().is_none() {
            return View::Unknown;
        }
        View::of_declarations(by.filter_map(|&id| self.declarations.get(id)))
    }

    /// The longest proper prefix of a name that has a value in one of some states.
    pub(super) fn prefix(
        &self,
        id: DefinitionId,
        name: &str,
        is_wanted: &dyn Fn(State) -> bool,
    ) -> Option<&Declaration<'_>> {
        let platform = self.project.get(id)?.platform;
        let longest = name.len().saturating_sub(1).min(self.longest);
        (1..=longest).rev().find_map(|end| {
            let prefix = slice(name, 0..end);
            // What nothing declares is missing, or unknown.
            self.named(platform, prefix).declaring?;
            let reaches = self.reaches(id, prefix);
            let reach = reaches.iter().find(|reach| is_wanted(reach.state))?;
            self.declarations.get(*reach.by.first()?)
        })
    }
}

/// The declarations of the reaches that are wanted, in order and each once.
pub(super) fn sources(
    reaches: &[Reach],
    is_wanted: impl Fn(&Reach) -> bool,
) -> Cow<'_, [DeclarationId]> {
    let mut wanted = reaches.iter().filter(|reach| is_wanted(reach));
    let Some(first) = wanted.next() else {
        return Cow::Borrowed(&[]);
    };
    // Most calls get a value from the same places.
    let is_one_list = wanted.all(|reach| Arc::ptr_eq(&reach.by, &first.by));
    if is_one_list && first.by.is_sorted_by(|one, next| one < next) {
        return Cow::Borrowed(&first.by);
    }
    let mut ids: Vec<DeclarationId> = Vec::new();
    let mut last: Option<&Reach> = None;
    for reach in reaches.iter().filter(|reach| is_wanted(reach)) {
        if !last.is_some_and(|last| Arc::ptr_eq(&last.by, &reach.by)) {
            ids.extend_from_slice(&reach.by);
        }
        last = Some(reach);
    }
    if ids.len() > 1 {
        ids.sort_unstable();
        ids.dedup();
    }
    Cow::Owned(ids)
}

/// What a definition declares among the declarations of a name. Both are in order.
fn own_of(own: &Range<DeclarationId>, all: &[DeclarationId]) -> Option<DeclarationId> {
    let at = all.partition_point(|id| *id < own.start);
    all.get(at).copied().filter(|id| *id < own.end)
}
