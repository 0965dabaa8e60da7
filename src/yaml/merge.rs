//! Merge keys: `<<: *defaults` puts the entries of another mapping into this one.

use rustc_hash::FxHashSet;

use super::tree::{Content, Entry, Node, RawEntries, ScalarStyle};

/// See [`Node::entries`].
pub enum Entries<'t, 's> {
    /// Those that are written.
    Written(RawEntries<'t, 's>),
    /// Those of a mapping that others are merged into.
    Merged(std::vec::IntoIter<Entry<'t, 's>>),
}

impl<'t, 's> Iterator for Entries<'t, 's> {
    type Item = Entry<'t, 's>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Written(entries) => entries.next(),
            Self::Merged(entries) => entries.next(),
        }
    }
}

/// See [`Node::entries`].
#[inline]
pub(super) fn entries<'t, 's>(node: Node<'t, 's>) -> Entries<'t, 's> {
    if node.merges() {
        Entries::Merged(merge(node).into_iter())
    } else {
        Entries::Written(node.raw_entries())
    }
}

/// Whether a key is `<<`; in quotes it is a key like others.
pub(super) fn is_merge_key(key: Node<'_, '_>) -> bool {
    key.scalar()
        .is_some_and(|scalar| scalar.value == "<<" && scalar.style == ScalarStyle::Plain)
        && key
            .tag()
            .is_none_or(|tag| tag.name == "tag:yaml.org,2002:merge")
}

fn merge<'t, 's>(node: Node<'t, 's>) -> Vec<Entry<'t, 's>> {
    let mut taken: FxHashSet<&'t str> = node
        .raw_entries()
        .filter(|entry| !is_merge_key(entry.key))
        .filter_map(|entry| text(entry.key))
        .collect();
    let mut all = Vec::new();
    for entry in node.raw_entries() {
        if is_merge_key(entry.key) {
            add_merged(entry.value, &mut taken, &mut all);
        } else {
            all.push(entry);
        }
    }
    all
}

fn add_merged<'t, 's>(
    value: Node<'t, 's>,
    taken: &mut FxHashSet<&'t str>,
    all: &mut Vec<Entry<'t, 's>>,
) {
    match value.content() {
        Content::Mapping => {
            for entry in value.entries() {
                if text(entry.key).is_none_or(|key| taken.insert(key)) {
                    all.push(Entry {
                        merged: true,
                        ..entry
                    });
                }
            }
        }
        Content::Sequence => {
            for mapping in value.items() {
                if matches!(mapping.content(), Content::Mapping) {
                    add_merged(mapping, taken, all);
                }
            }
        }
        Content::Scalar(_) => {}
    }
}

fn text<'t>(key: Node<'t, '_>) -> Option<&'t str> {
    key.scalar().map(|scalar| scalar.value.as_ref())
}
