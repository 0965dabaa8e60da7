//! What is known of documents that could not be read.

use rustc_hash::FxHashSet;

use crate::definition::Unread;
use crate::platforms::facts::Kind;

/// Answers what such a document may be.
#[derive(Clone, Debug, Default)]
pub(super) struct UnreadIndex {
    kinds: FxHashSet<Kind>,
    without_name: FxHashSet<Kind>,
    /// Names in lower case: who mistypes a name may mistype its case.
    names: FxHashSet<(Kind, String)>,
}

impl UnreadIndex {
    pub fn new(all: &[Unread]) -> Self {
        let mut index = Self::default();
        for unread in all {
            let kinds = Kind::ALL
                .into_iter()
                .filter(|kind| unread.kind.is_none_or(|known| known == *kind));
            for kind in kinds {
                index.kinds.insert(kind);
                match &unread.name {
                    None => index.without_name.insert(kind),
                    Some(name) => index.names.insert((kind, name.to_ascii_lowercase())),
                };
            }
        }
        index
    }

    /// Whether some document may be of this kind and name.
    pub fn has(&self, kind: Kind, name: Option<&str>) -> bool {
        let Some(name) = name else {
            return self.kinds.contains(&kind);
        };
        self.without_name.contains(&kind) || self.names.contains(&(kind, name.to_ascii_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_may_be_whatever_is_not_known_of_it() {
        let unread = |kind, name: Option<&str>| Unread {
            kind,
            platform: None,
            name: name.map(str::to_owned),
        };
        let index = UnreadIndex::new(&[
            unread(Some(Kind::Webhook), Some("Orders")),
            unread(Some(Kind::Trigger), None),
        ]);
        assert!(index.has(Kind::Webhook, Some("orders")));
        assert!(index.has(Kind::Webhook, None));
        assert!(!index.has(Kind::Webhook, Some("tickets")));
        assert!(index.has(Kind::Trigger, Some("anything")));
        assert!(!index.has(Kind::Escalation, None));
        let anything = UnreadIndex::new(&[unread(None, None)]);
        assert!(anything.has(Kind::Escalation, Some("x")));
    }
}
