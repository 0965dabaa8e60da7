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

/// The same by the place of the reference among those of the definition: where it stands in the
/// source is worth finding out only for somebody who asks.
#[derive(Clone, Copy)]
pub(super) struct Tainted {
    pub(super) read: usize,
    pub(super) by: DeclarationId,
}

/// What may taint the definitions of a stretch.
#[derive(Default)]
pub(super) struct Sources {
    /// Those that read what cannot be trusted, by the first reference that does.
    tainted: Vec<(DefinitionId, Tainted)>,
    /// The replies that references read, which are as trusted as their webhooks.
    replies: Vec<(DeclarationId, (DefinitionId, usize))>,
}

impl Sources {
    /// Adds those of a definition with these references.
    pub(super) fn look_at(
        &mut self,
        scopes: &Scopes<'_, '_>,
        id: DefinitionId,
        reads: &[Read<'_, '_>],
    ) {
        let mut is_tainted = false;
        for (at, read) in reads.iter().enumerate() {
            // What gives it a value before the webhook runs.
            let sources = reach::sources(&read.reaches, |reach| reach.state != State::Later);
            for &by in &*sources {
                let Some(declaration) = scopes.declarations.get(by) else {
                    continue;
                };
                match (declaration.trust(), declaration.origin) {
                    (Trust::Untrusted, _) if !is_tainted => {
                        is_tainted = true;
                        self.tainted.push((id, Tainted { read: at, by }));
                    }
                    (Trust::Untrusted, _) => {}
                    (_, Origin::Reply { .. }) => self.replies.push((by, (id, at))),
                    _ => {}
                }
            }
        }
    }
}

/// For every definition, why its reply cannot be trusted.
pub(super) fn taints(
    scopes: &Scopes<'_, '_>,
    count: usize,
    sources: Vec<Sources>,
) -> Vec<Option<Tainted>> {
    let mut taints: Vec<Option<Tainted>> = vec![None; count];
    let mut queue = VecDeque::new();
    // By declaration: the references that its value reaches.
    let mut readers: FxHashMap<DeclarationId, Vec<(DefinitionId, usize)>> = FxHashMap::default();
    for Sources { tainted, replies } in sources {
        for (id, by) in tainted {
            if let Some(slot) = taints.get_mut(id) {
                *slot = Some(by);
                queue.push_back(id);
            }
        }
        for (by, reader) in replies {
            readers.entry(by).or_default().push(reader);
        }
    }
    while let Some(id) = queue.pop_front() {
        for by in scopes.declared_by(id) {
            for (reader, read) in readers.remove(&by).unwrap_or_default() {
                let slot = taints.get_mut(reader).filter(|slot| slot.is_none());
                if let Some(slot) = slot {
                    *slot = Some(Tainted { read, by });
                    queue.push_back(reader);
                }
            }
        }
    }
    taints
}
