//! Which webhooks are looked up with values that cannot be trusted.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::Read;
use super::declaration::{Origin, Trust};
use super::reach::{self, DeclarationId, State};
use super::scopes::Scopes;
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
            // What gives it a value before the webhook runs.
            for by in reach::sources(&read.reaches, |reach| reach.state != State::Later) {
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
        for by in scopes.declared_by(id) {
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
