//! The entries of a definition that say what it is.

use crate::yaml::{Entry, Node};

/// Those entries, found in one pass: the first one of each key.
#[derive(Default)]
pub(in crate::definition) struct Head<'t, 's> {
    pub api_version: Option<Entry<'t, 's>>,
    pub kind: Option<Entry<'t, 's>>,
    pub platform: Option<Entry<'t, 's>>,
    pub name: Option<Entry<'t, 's>>,
    pub direction: Option<Entry<'t, 's>>,
    /// `type`, by which other tools call `direction`.
    pub direction_as_type: Option<Entry<'t, 's>>,
}

impl<'t, 's> Head<'t, 's> {
    /// Looks at the keys of a mapping.
    pub fn of(root: Node<'t, 's>) -> Self {
        let mut head = Self::default();
        for entry in root.entries() {
            let Some(key) = entry.key.scalar() else {
                continue;
            };
            let place = match &*key.value {
                "apiVersion" => &mut head.api_version,
                "kind" => &mut head.kind,
                "platform" => &mut head.platform,
                "name" => &mut head.name,
                "direction" => &mut head.direction,
                "type" => &mut head.direction_as_type,
                _ => continue,
            };
            place.get_or_insert(entry);
        }
        head
    }
}
