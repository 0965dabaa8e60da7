//! Which webhooks are looked up with values that cannot be trusted.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::Read;
use super::declare::{Origin, Trust};
use super::reach::{DeclarationId, Scopes, State};
use crate::project::DefinitionId;
use crate::source::Span;

/// Why the reply to a webhook cannot be trusted: the first value in its request that cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taint {
    /// The reference in its request.
    pub used: Span,
    /// What gives that its value: an argument, or the reply to a webhook that is tainted itself.
    pub by: DeclarationId,
}

/// For every definition, why its reply cannot be trusted.
pub(super) fn taints(scopes: &Scopes<'_, '_>, reads: &[Vec<Read<'_, '_>>]) -> Vec<Option<Taint>> {
    let mut taints: Vec<Option<Taint>> = vec![None; reads.len()];
    let mut queue = VecDeque::new();
    // By declaration: the references that its value reaches.
    let mut readers: FxHashMap<DeclarationId, Vec<(DefinitionId, Span)>> = FxHashMap::default();
    for (id, reads) in reads.iter().enumerate() {
        for read in reads {
            for by in sources(read) {
                let Some(declaration) = scopes.declarations.get(by) else {
                    continue;
                };
                let used = read.span();
                match (declaration.trust(), declaration.origin) {
                    (Trust::Untrusted, _) => {
                        let slot = taints.get_mut(id).filter(|slot| slot.is_none());
                        if let Some(slot) = slot {
                            *slot = Some(Taint { used, by });
                            queue.push_back(id);
                        }
                    }
                    (_, Origin::Reply { .. }) => readers.entry(by).or_default().push((id, used)),
                    _ => {}
                }
            }
        }
    }
    while let Some(id) = queue.pop_front() {
        for &by in scopes.declared_by(id) {
            for (reader, used) in readers.remove(&by).unwrap_or_default() {
                let slot = taints.get_mut(reader).filter(|slot| slot.is_none());
                if let Some(slot) = slot {
                    *slot = Some(Taint { used, by });
                    queue.push_back(reader);
                }
            }
        }
    }
    taints
}

/// What gives a reference a value before its webhook runs.
fn sources(read: &Read<'_, '_>) -> Vec<DeclarationId> {
    let reaches = read.reaches.iter();
    let reaches = reaches.filter(|reach| reach.state != State::Later);
    let mut ids: Vec<_> = reaches.flat_map(|reach| reach.by.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
