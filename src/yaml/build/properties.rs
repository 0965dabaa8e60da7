//! Tags and anchors.

use super::{Anchor, Builder, EventSpan, to_u32};
use crate::source::slice;
use crate::yaml::tree::{Bytes, Document, NO_PROPERTIES, Properties};

impl Builder<'_> {
    pub(super) fn add_tag(&mut self, tag: Option<&granit_parser::Tag>, span: &EventSpan) -> u32 {
        let Some(tag) = tag else {
            return NO_PROPERTIES;
        };
        let bytes = span.tag_span().map(|span| self.bytes(&span));
        let Some(document) = &mut self.document else {
            return NO_PROPERTIES;
        };
        document.properties.push(Properties {
            anchor: None,
            tag: Some((bytes.unwrap_or_default(), tag.to_string())),
        });
        to_u32(document.properties.len() - 1)
    }

    /// Anchors come right after the node that they stand before.
    pub(super) fn add_anchor(&mut self, id: usize, bytes: Bytes) {
        let name = slice(self.text, bytes.start as usize + 1..bytes.end as usize);
        let Some(document) = &mut self.document else {
            return;
        };
        let Some(data) = document.nodes.last_mut() else {
            return;
        };
        if data.properties == NO_PROPERTIES {
            data.properties = to_u32(document.properties.len());
            document.properties.push(Properties::default());
        }
        if let Some(properties) = document.properties.get_mut(data.properties as usize) {
            properties.anchor = Some(name);
        }
        let node = to_u32(document.nodes.len() - 1);
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
