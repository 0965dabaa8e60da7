//! The names that are offered to somebody who mistyped one.

use super::declaration::{Declaration, Origin};
use super::reach::DeclarationId;
use super::scopes::Scopes;
use crate::platforms::facts::{self, Facts};
use crate::project::DefinitionId;

/// How many names of one kind are looked through for the nearest.
const MAX_OFFERED: usize = 500;

impl Scopes<'_, '_> {
    /// The names that have a value at some call of a definition. In a project of thousands of names
    /// those from afar are not looked through.
    pub(super) fn names_at(&self, id: DefinitionId) -> Vec<&str> {
        let Some(definition) = self.project.get(id) else {
            return Vec::new();
        };
        let platform = definition.platform;
        let shared = self.by_platform(platform, |it| {
            matches!(it.origin, Origin::BuiltIn { .. } | Origin::Setting(_))
        });
        let sites = self.sites(id).iter().take(MAX_OFFERED);
        let here = sites.flat_map(|site| {
            let calls = self.project.calls(site.trigger).iter().take(MAX_OFFERED);
            let webhooks = calls.filter_map(|call| call.target.found());
            std::iter::once(site.trigger).chain(webhooks)
        });
        let here = here.filter(|other| *other != id);
        let here = here.flat_map(|other| self.declared_by(other));
        let replies = self.by_platform(platform, |it| match it.origin {
            Origin::Reply { webhook, .. } => webhook != id,
            Origin::BuiltIn { .. } | Origin::Setting(_) | Origin::Parameter { .. } => false,
        });
        let mut ids: Vec<DeclarationId> = shared.chain(here).chain(replies).collect();
        ids.sort_unstable();
        ids.dedup();
        let declarations = ids.into_iter().filter_map(|id| self.declarations.get(id));
        declarations.map(|it| &*it.name).collect()
    }

    /// The first declarations of a platform of some kind.
    fn by_platform(
        &self,
        platform: &Facts,
        is_wanted: impl Fn(&Declaration<'_>) -> bool,
    ) -> impl Iterator<Item = DeclarationId> {
        let ids = self.offered_on(platform).iter().copied();
        ids.filter(move |&id| self.declarations.get(id).is_some_and(&is_wanted))
    }

    /// The same of any kind; found once, since a project may have as many mistyped names as right
    /// ones.
    fn offered_on(&self, platform: &Facts) -> &[DeclarationId] {
        let all = self.offered.get_or_init(|| {
            let of_platform = |platform: &&'static Facts| {
                let declarations = self.declarations.iter().enumerate().take(MAX_OFFERED);
                let own = declarations.filter(|(id, it)| {
                    let known = self.declaring(platform, &it.name);
                    known.is_some_and(|it| it.all.binary_search(id).is_ok())
                });
                (platform.id, own.map(|(id, _)| id).collect())
            };
            facts::ALL.iter().map(of_platform).collect()
        });
        let own = all.iter().find(|(known, _)| *known == platform.id);
        own.map_or(&[], |(_, ids)| ids)
    }
}
