//! Lists and mappings, and the nodes in their vector.

use super::{Builder, Frame, Stop, extent, recover, stop_at, to_u32};
use crate::rules::reading::{invalid_yaml, yaml_limit};
use crate::source::Span;
use crate::yaml::limits::MAX_DEPTH;
use crate::yaml::tree::{Bytes, Kind, NodeData};

impl<'s> Builder<'s> {
    pub(super) fn open(&mut self, kind: Kind<'s>, bytes: Bytes) -> Result<(), Box<Stop>> {
        if self.too_deep || self.depth() >= MAX_DEPTH {
            let is_dash = self.text.as_bytes().get(bytes.start as usize) == Some(&b'-');
            let bytes = Bytes {
                end: bytes.end.max(bytes.start + u32::from(is_dash)),
                ..bytes
            };
            // Brackets and dashes can be shown at once; a block mapping has no sign of its own but
            // its first key.
            if self.too_deep || bytes.end > bytes.start {
                return Err(stop_at(yaml_limit::depth(self.span(bytes), MAX_DEPTH)));
            }
            self.too_deep = true;
        }
        if bytes.end == bytes.start
            && let Some(tabs) = extent::tabs_before_block(self.text, bytes.start as usize)
        {
            let span = Span::new(self.file, tabs.start, tabs.end);
            return Err(stop_at(invalid_yaml::tab(span)));
        }
        let frame = Frame {
            node: self.next_index(),
            children: 0,
            anchor: None,
            expanded_before: self.expanded,
            height: 0,
            reach: None,
        };
        self.expanded += 1;
        let is_value = self.awaits_value();
        if let Some(top) = self.frames.last_mut() {
            top.children += 1;
        }
        self.frames.push(frame);
        let is_block_list = matches!(kind, Kind::Sequence { flow: false });
        let start = if is_block_list && is_value {
            // For a list that is not indented under its key the parser tells a place after the `-`.
            recover::first_dash(self.text, self.position as usize).map_or(bytes.start, to_u32)
        } else {
            bytes.start
        };
        self.position = self.position.max(bytes.end);
        self.push(kind, bytes, start);
        Ok(())
    }

    /// Closes the innermost list or mapping; `end` is that of its bracket, if it was read.
    pub(super) fn close(&mut self, end: Option<Bytes>) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let past = self.next_index();
        let Some(data) = self.node_mut(frame.node) else {
            return;
        };
        data.past = past;
        // So far this is the bracket, or an empty place.
        let sign = data.inner;
        let reach = frame.reach.unwrap_or(sign);
        if sign.end > sign.start {
            data.inner.end = end.map_or(reach.end, |end| end.end).max(sign.end);
        } else {
            data.inner = reach;
            data.written_start = data.written_start.min(reach.start);
        }
        let written = data.written();
        self.last = Some(written);
        self.position = self.position.max(written.end);
        let nodes = self.expanded - frame.expanded_before;
        if let Some(anchor) = frame.anchor.and_then(|index| self.anchors.get_mut(index)) {
            anchor.size = Some((nodes, frame.height + 1));
        }
        if let Some(parent) = self.frames.last_mut() {
            parent.height = parent.height.max(frame.height + 1);
            parent.reach = Some(cover(parent.reach, written));
        }
    }

    pub(super) fn count_child(&mut self, written: Bytes) {
        if let Some(top) = self.frames.last_mut() {
            top.children += 1;
            top.reach = Some(cover(top.reach, written));
        }
    }

    pub(super) fn push(&mut self, kind: Kind<'s>, inner: Bytes, written_start: u32) {
        let past = self.next_index() + 1;
        if let Some(document) = &mut self.document {
            document.nodes.push(NodeData {
                kind,
                inner,
                written_start,
                past,
            });
        }
    }

    pub(super) fn node_mut(&mut self, index: u32) -> Option<&mut NodeData<'s>> {
        self.document.as_mut()?.nodes.get_mut(index as usize)
    }

    pub(super) fn next_index(&self) -> u32 {
        self.document
            .as_ref()
            .map_or(0, |document| to_u32(document.nodes.len()))
    }

    /// Whether the next node is the value of a key.
    pub(super) fn awaits_value(&self) -> bool {
        let is_mapping = |top: &&Frame| {
            let data = self.document.as_ref()?.nodes.get(top.node as usize)?;
            Some(matches!(data.kind, Kind::Mapping { .. }))
        };
        let top = self
            .frames
            .last()
            .filter(|top| is_mapping(top) == Some(true));
        top.is_some_and(|top| top.children % 2 == 1)
    }

    pub(super) fn depth(&self) -> u32 {
        to_u32(self.frames.len())
    }
}

fn cover(reach: Option<Bytes>, child: Bytes) -> Bytes {
    reach.map_or(child, |reach| Bytes {
        start: reach.start.min(child.start),
        end: reach.end.max(child.end),
    })
}
