//! Tags and anchors.

use super::{Anchor, Builder, EventSpan, to_u32};
use crate::source::slice;
use crate::yaml::tree::{Bytes, Document, Properties};

impl Builder<'_> {
    /// Tags are known before the node that they belong to is there.
    pub(super) fn add_tag(&mut self, tag: Option<&granit_parser::Tag>, span: &EventSpan) {
        let Some(tag) = tag else { return };
        let bytes = span.tag_span().map(|span| self.bytes(&span));
        let node = self.next_index();
        let Some(document) = &mut self.document else {
            return;
        };
        document.properties.push(Properties {
            node,
            anchor: None,
            tag: Some((bytes.unwrap_or_default(), tag.to_string())),
        });
    }

    /// Anchors come right after the node that they stand before.
    pub(super) fn add_anchor(&mut self, id: usize, bytes: Bytes) {
        let name = slice(self.text, bytes.start as usize + 1..bytes.end as usize);
        let Some(document) = &mut self.document else {
            return;
        };
        let Some(node) = document.nodes.len().checked_sub(1).map(to_u32) else {
            return;
        };
        match document.properties.last_mut() {
            Some(properties) if properties.node == node => properties.anchor = Some(name),
            _ => document.properties.push(Properties {
                node,
                anchor: Some(name),
                tag: None,
            }),
        }
        let open = self.frames.last_mut().filter(|top| top.node == node);
        let size = if let Some(top) = open {
            top.anchor = Some(self.anchors.len());
            None
        } else {
            Some((1, 0))
        };
        self.anchors.push(Anchor { id, node, size });
    }
}

/// Anchors that an unknown alias may mean; none where it would take long to compare them all.
pub(super) fn names_to_suggest<'t, 's>(
    document: &'t Document<'s>,
) -> impl Iterator<Item = &'s str> + use<'t, 's> {
    let is_short = document.diagnostics.len() < 100;
    let names = document.properties.iter().filter_map(|p| p.anchor);
    names.take(if is_short { 100 } else { 0 })
}
