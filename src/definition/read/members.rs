//! Mappings with a closed list of keys.

use super::reader::{Reader, Slot};
use crate::platforms::facts::Member;
use crate::rules::reading::{missing_field, unknown_field};
use crate::yaml::Content;

impl<'s> Reader<'_, 's> {
    /// The members of a mapping with a closed list of keys, in the order of that list.
    pub fn members<'t, const N: usize>(
        &mut self,
        slot: &'t Slot<'_, 's>,
        members: &[Member; N],
    ) -> Option<[Option<Slot<'t, 's>>; N]> {
        let mut found = [const { None }; N];
        self.find_members(slot, members, &mut found)?;
        Some(found)
    }

    /// Finds the members of a mapping, each at the place of its key in the list, and reports keys that
    /// are unknown or missing. Nothing where it is no mapping, which is reported.
    pub fn find_members<'t>(
        &mut self,
        slot: &'t Slot<'_, 's>,
        members: &[Member],
        found: &mut [Option<Slot<'t, 's>>],
    ) -> Option<()> {
        if !matches!(slot.value.content(), Content::Mapping) {
            let found = self.of_wrong_type(slot, "a mapping");
            let legal = members.iter().map(|(key, ..)| *key);
            let help = format!(
                "write a mapping with {}",
                crate::diagnostic::list_all(legal)
            );
            self.report(if found.help.is_some() {
                found
            } else {
                found.help(help)
            });
            return None;
        }
        let mut all_are_legal = true;
        for entry in slot.value.entries() {
            let key = entry.key.scalar();
            let place = key.and_then(|scalar| {
                let key = &*scalar.value;
                let place = members.iter().position(|(legal, ..)| *legal == key)?;
                Some((key, found.get_mut(place)?))
            });
            match place {
                // The second one is a `duplicate-key`.
                Some((key, place)) if place.is_none() => {
                    *place = Some(slot.inner(key, entry.key.span(), entry.value));
                }
                Some(_) => {}
                None => all_are_legal = false,
            }
        }
        let lacks_any = |(member, found): (&Member, &Option<_>)| member.1 && found.is_none();
        if !all_are_legal || members.iter().zip(&*found).any(lacks_any) {
            self.report_members(slot, members);
        }
        Some(())
    }

    /// Reports keys that are unknown, and those that are missing and not meant by them.
    fn report_members(&mut self, slot: &Slot<'_, 's>, members: &[Member]) {
        let Some(entries) = self.entries(slot, "a mapping") else {
            return;
        };
        let owner = format!("`{}`", slot.field);
        let legal = || members.iter().map(|(key, ..)| *key);
        let is_there = |key: &str| entries.iter().any(|(name, _)| name.as_str() == key);
        let free: Vec<&str> = legal().filter(|key| !is_there(key)).collect();
        let mut meant_keys = Vec::new();
        for (name, inner) in &entries {
            let key = name.as_str();
            if legal().any(|legal| legal == key) {
                continue;
            }
            let meant = crate::diagnostic::nearest(key, free.iter().copied());
            meant_keys.extend(meant);
            let mut finding = unknown_field::diagnostic(
                key,
                inner.key,
                &owner,
                &meant.map_or(unknown_field::Meant::Nothing, unknown_field::Meant::Key),
                legal(),
            );
            if let Some(meant) = meant {
                finding = finding.edit(false, inner.key, meant);
            }
            self.report(finding);
        }
        for &(key, required, doc) in members {
            if required && free.contains(&key) && !meant_keys.contains(&key) {
                self.report(missing_field::diagnostic(key, slot.key, &owner, doc));
            }
        }
    }
}
