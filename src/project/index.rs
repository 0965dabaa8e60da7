//! Definitions by name.

use std::hash::BuildHasher;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::DefinitionId;
use crate::definition::Definition;
use crate::platforms::facts::Kind;

/// How many definitions are worth sharing among threads.
pub(super) const SHARE: usize = 512;

/// Definitions by platform, kind and name.
///
/// It holds no names: whether what is found has the one that was meant says the definition.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// By what they are and their name in lower case: the first.
    firsts: FxHashMap<u64, DefinitionId>,
    /// All others, by the same, in order: few, since names are unique where nothing is wrong.
    others: Vec<(u64, DefinitionId)>,
}

impl Index {
    pub(super) fn new(definitions: &[Arc<Definition<'_>>]) -> Self {
        let hash = |one: &Arc<Definition<'_>>| hash(one.platform.id, one.kind, one.name());
        let hashes: Vec<u64> = definitions
            .par_iter()
            .with_min_len(SHARE)
            .map(hash)
            .collect();
        let mut firsts = FxHashMap::with_capacity_and_hasher(definitions.len(), FxBuildHasher);
        let mut others = Vec::new();
        for (id, hash) in hashes.into_iter().enumerate() {
            if *firsts.entry(hash).or_insert(id) != id {
                others.push((hash, id));
            }
        }
        others.sort_unstable();
        Self { firsts, others }
    }

    /// The definition of this name; of several the first.
    pub(super) fn find(
        &self,
        definitions: &[Arc<Definition<'_>>],
        platform: &str,
        kind: Kind,
        name: &str,
    ) -> Option<DefinitionId> {
        let mut all = self.with_hash(hash(platform, kind, name));
        all.find(|id| {
            definitions.get(*id).is_some_and(|one| {
                one.name() == name && one.kind == kind && one.platform.id == platform
            })
        })
    }

    /// The definitions before which there is another one of the same name, whatever the case of its
    /// letters, each with the first of that name, in order.
    pub(super) fn namesakes(
        &self,
        definitions: &[Arc<Definition<'_>>],
    ) -> Vec<(DefinitionId, DefinitionId)> {
        let is_namesake = |one: &Definition<'_>, other: &Definition<'_>| {
            let is_same = one.platform.id == other.platform.id && one.kind == other.kind;
            is_same && one.name().eq_ignore_ascii_case(other.name())
        };
        let mut found: Vec<(DefinitionId, DefinitionId)> = Vec::new();
        for &(hash, id) in &self.others {
            let Some(one) = definitions.get(id) else {
                continue;
            };
            let first = self.with_hash(hash).find(|first| {
                let first = definitions.get(*first);
                first.is_some_and(|first| is_namesake(first, one))
            });
            found.extend(first.filter(|first| *first < id).map(|first| (id, first)));
        }
        found.sort_unstable();
        found
    }

    fn with_hash(&self, hash: u64) -> impl Iterator<Item = DefinitionId> {
        let start = self.others.partition_point(|(other, _)| *other < hash);
        let others = self.others.get(start..).unwrap_or_default().iter();
        let others = others.take_while(move |(other, _)| *other == hash);
        let first = self.firsts.get(&hash).copied();
        first.into_iter().chain(others.map(|(_, id)| *id))
    }
}

/// Names that differ by the case of their letters only are alike here.
fn hash(platform: &str, kind: Kind, name: &str) -> u64 {
    let is_lower = !name.bytes().any(|byte| byte.is_ascii_uppercase());
    if is_lower {
        return FxBuildHasher.hash_one((platform, kind, name));
    }
    FxBuildHasher.hash_one((platform, kind, name.to_ascii_lowercase().as_str()))
}
