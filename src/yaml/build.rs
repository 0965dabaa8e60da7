//! From the parser's events to the tree.

use std::borrow::Cow;

use granit_parser::{Event, Options, Parser, Span as EventSpan, StructureStyle};

use super::explain::{self, Place};
use super::limits::{MAX_COMMENT_LINES, MAX_DEPTH, MAX_NODES};
use super::tree::{
    Bytes, Document, Kind, NO_PROPERTIES, NodeData, Properties, Scalar, ScalarStyle,
};
use super::{Stream, comment, recover};
use crate::diagnostic::Diagnostic;
use crate::rules::reading::{invalid_yaml, yaml_limit};
use crate::source::{FileId, Span, slice};

/// Reads documents from byte `from` on, up to the end of the text or the first error. After an
/// error: where reading goes on, if anywhere.
pub(super) fn read_from<'s>(
    file: FileId,
    text: &'s str,
    from: usize,
    stream: &mut Stream<'s>,
) -> Option<usize> {
    let mut parser = Parser::new_from_str_with_options(text.get(from..)?, options());
    let mut builder = Builder::new(file, text, from);
    while let Some(event) = parser.next_event() {
        let result = match event {
            Ok((Event::Comment(..), span)) => {
                let Bytes { start, end } = builder.bytes(&span);
                stream
                    .comments
                    .push(comment(file, text, start as usize, end as usize));
                Ok(None)
            }
            Ok((event, span)) => builder.take(event, &span),
            Err(error) => Err(builder.explain(&error)),
        };
        match result {
            Ok(None) => {}
            Ok(Some(document)) => stream.documents.push(document),
            Err(stop) => {
                let (document, next) = builder.stop(*stop);
                stream.documents.extend(document);
                return next;
            }
        }
    }
    None
}

fn options() -> Options {
    granit_parser::options! {
        strict_indentation: true,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        max_buffered_comment_events: MAX_COMMENT_LINES,
        // Our own limit is lower and counts both kinds together; these only bound the parser.
        flow_nesting_limit: MAX_DEPTH as usize + 1,
        block_nesting_limit: MAX_DEPTH as usize + 1,
    }
}

/// Why a document cannot be read on, and the byte from which the next one is sought.
struct Stop {
    diagnostic: Diagnostic,
    at: usize,
}

/// A list or mapping whose end is not yet read.
struct Frame {
    node: u32,
    /// Children so far: an even number of them in a mapping means that a key comes next.
    children: u32,
    /// Index into the anchors, if it has one.
    anchor: Option<usize>,
    /// How many nodes the document had before it.
    expanded_before: u64,
    /// The deepest level below it.
    height: u32,
    /// From the first byte of the first child to the last of the last.
    reach: Option<Bytes>,
}

struct Anchor {
    id: usize,
    node: u32,
    /// Nodes in it and levels below it; unknown while it is open.
    size: Option<(u64, u32)>,
}

struct Builder<'s> {
    file: FileId,
    text: &'s str,
    /// Where the parser's offset 0 lies in the text.
    base: usize,
    document: Option<Document<'s>>,
    frames: Vec<Frame>,
    anchors: Vec<Anchor>,
    expanded: u64,
    /// Where the text that was last taken ends.
    position: u32,
    /// The node that was last read to its end.
    last: Option<Bytes>,
    /// A block mapping that is too deep: reported at its first key, which is not yet read.
    too_deep: bool,
}

impl<'s> Builder<'s> {
    fn new(file: FileId, text: &'s str, base: usize) -> Self {
        Self {
            file,
            text,
            base,
            document: None,
            frames: Vec::new(),
            anchors: Vec::new(),
            expanded: 0,
            position: to_u32(base),
            last: None,
            too_deep: false,
        }
    }

    fn take(
        &mut self,
        event: Event<'s>,
        span: &EventSpan,
    ) -> Result<Option<Document<'s>>, Box<Stop>> {
        let bytes = self.bytes(span);
        match event {
            Event::DocumentStart(explicit, _) => self.open_document(explicit, bytes),
            Event::DocumentEnd => return Ok(self.close_document(bytes)),
            Event::Scalar(value, style, _, tag) => {
                let properties = self.add_tag(tag.as_deref(), span);
                self.scalar(value, style, bytes, properties)?;
            }
            Event::SequenceStart(style, _, tag) => {
                let flow = style == StructureStyle::Flow;
                let properties = self.add_tag(tag.as_deref(), span);
                self.open(Kind::Sequence { flow }, bytes, properties)?;
            }
            Event::MappingStart(style, _, tag) => {
                let flow = style == StructureStyle::Flow;
                let properties = self.add_tag(tag.as_deref(), span);
                let merges = false;
                self.open(Kind::Mapping { flow, merges }, bytes, properties)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(Some(bytes)),
            Event::Anchor(id, _) => self.add_anchor(id, bytes),
            Event::Alias(id) => self.alias(id, bytes)?,
            Event::UnresolvedAlias(name) => self.unknown_alias(&name, bytes)?,
            // The ends of the stream; comments do not get here.
            _ => {}
        }
        Ok(None)
    }

    fn open_document(&mut self, explicit_start: bool, mut bytes: Bytes) {
        if !explicit_start {
            // Here the parser tells the place of the first token, which for a block scalar is
            // after its header.
            let start = to_u32(recover::skip_blank(self.text, self.position as usize));
            bytes.start = start.min(bytes.start);
            bytes.end = bytes.start;
        }
        self.frames.clear();
        self.anchors.clear();
        self.expanded = 0;
        self.too_deep = false;
        self.position = bytes.end;
        self.document = Some(Document {
            span: self.span(bytes),
            diagnostics: Vec::new(),
            broken: false,
            explicit_start,
            explicit_end: false,
            text: self.text,
            nodes: Vec::new(),
            properties: Vec::new(),
        });
    }

    fn close_document(&mut self, bytes: Bytes) -> Option<Document<'s>> {
        self.position = self.position.max(bytes.end);
        let mut document = self.document.take()?;
        document.explicit_end = bytes.end > bytes.start;
        Some(document)
    }

    fn scalar(
        &mut self,
        value: Cow<'s, str>,
        style: granit_parser::ScalarStyle,
        bytes: Bytes,
        properties: u32,
    ) -> Result<(), Box<Stop>> {
        use granit_parser::ScalarStyle as Theirs;
        let (style, inner, written) = match style {
            Theirs::Plain if bytes.start == bytes.end => {
                return self.nothing(bytes, properties);
            }
            Theirs::Plain => (ScalarStyle::Plain, bytes, bytes),
            Theirs::SingleQuoted => (ScalarStyle::SingleQuoted, within_quotes(bytes), bytes),
            Theirs::DoubleQuoted => (ScalarStyle::DoubleQuoted, within_quotes(bytes), bytes),
            Theirs::Literal => self.block(ScalarStyle::Literal, bytes),
            Theirs::Folded => self.block(ScalarStyle::Folded, bytes),
        };
        if style == ScalarStyle::Plain && value == "<<" {
            self.note_merge();
        }
        self.position = self.position.max(bytes.end).max(written.end);
        let kind = Kind::Scalar(Scalar { value, style });
        self.add_leaf(kind, inner, written, properties)
    }

    /// A place where a value could stand and none does. The parser puts it after the key; it
    /// belongs after the colon, where an author would write it.
    fn nothing(&mut self, bytes: Bytes, properties: u32) -> Result<(), Box<Stop>> {
        let mut at = bytes.start;
        if self.frames.last().is_some_and(|top| top.children % 2 == 1) {
            let after = slice(self.text, at as usize..self.text.len());
            let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
            if after.as_bytes().get(blanks) == Some(&b':') {
                at += to_u32(blanks) + 1;
            }
        }
        let bytes = Bytes { start: at, end: at };
        let kind = Kind::Scalar(Scalar {
            value: Cow::Borrowed(""),
            style: ScalarStyle::Plain,
        });
        self.add_leaf(kind, bytes, bytes, properties)
    }

    /// Style, content and extent of a block scalar. The parser tells only where its content lies,
    /// so its header is sought in what stands between the token before it and that.
    fn block(&self, style: ScalarStyle, bytes: Bytes) -> (ScalarStyle, Bytes, Bytes) {
        let header = recover::block_header(self.text, self.position as usize);
        let start = header.as_ref().map_or(bytes.start, |h| to_u32(h.start));
        let header_end = header.map_or(bytes.start, |h| to_u32(h.end));
        // Without content the parser tells the place of the header.
        let content = slice(self.text, bytes.start as usize..bytes.end as usize);
        let has_content = bytes.start >= header_end;
        let kept = content.trim_end_matches(['\n', '\r', ' ', '\t']).len();
        let inner = if kept == 0 || !has_content {
            Bytes {
                start: header_end,
                end: header_end,
            }
        } else {
            Bytes {
                start: bytes.start,
                end: bytes.start + to_u32(kept),
            }
        };
        let end = inner.end.max(header_end);
        (style, inner, Bytes { start, end })
    }

    fn alias(&mut self, id: usize, bytes: Bytes) -> Result<(), Box<Stop>> {
        let found = self.anchors.binary_search_by_key(&id, |anchor| anchor.id);
        let anchor = found.ok().and_then(|index| self.anchors.get(index));
        let Some(&Anchor { node, size, .. }) = anchor else {
            return self.hole(bytes);
        };
        let Some((nodes, height)) = size else {
            let name = slice(self.text, bytes.start as usize + 1..bytes.end as usize);
            let diagnostic = invalid_yaml::recursive_alias(self.span(bytes), name);
            self.add_diagnostic(diagnostic);
            return self.hole(bytes);
        };
        if self.depth() + height > MAX_DEPTH {
            return Err(stop_at(yaml_limit::depth(self.span(bytes), MAX_DEPTH)));
        }
        // The alias itself counts as one of them.
        self.expanded += nodes - 1;
        if let Some(top) = self.frames.last_mut() {
            top.height = top.height.max(height);
        }
        self.position = bytes.end;
        self.add_leaf(Kind::Alias(node), bytes, bytes, NO_PROPERTIES)
    }

    fn unknown_alias(&mut self, name: &str, bytes: Bytes) -> Result<(), Box<Stop>> {
        let names: Vec<&str> = self.document.iter().flat_map(anchor_names).collect();
        let diagnostic = explain::unknown_alias(self.text, self.span(bytes), name, &names);
        self.add_diagnostic(diagnostic);
        self.hole(bytes)
    }

    /// A node that cannot be known.
    fn hole(&mut self, bytes: Bytes) -> Result<(), Box<Stop>> {
        let kind = Kind::Scalar(Scalar {
            value: Cow::Borrowed(""),
            style: ScalarStyle::Plain,
        });
        self.position = bytes.end;
        self.add_leaf(kind, bytes, bytes, NO_PROPERTIES)
    }

    fn add_leaf(
        &mut self,
        kind: Kind<'s>,
        inner: Bytes,
        written: Bytes,
        properties: u32,
    ) -> Result<(), Box<Stop>> {
        if self.too_deep {
            return Err(stop_at(yaml_limit::depth(self.span(written), MAX_DEPTH)));
        }
        self.expanded += 1;
        if self.expanded > MAX_NODES {
            return Err(stop_at(yaml_limit::nodes(self.span(written), MAX_NODES)));
        }
        self.last = Some(written);
        self.count_child(written);
        self.push(kind, inner, written, properties);
        Ok(())
    }

    fn open(&mut self, kind: Kind<'s>, bytes: Bytes, properties: u32) -> Result<(), Box<Stop>> {
        if self.too_deep || self.depth() >= MAX_DEPTH {
            // Brackets can be shown at once; a block has no sign of its own but its first key.
            if self.too_deep || bytes.end > bytes.start {
                return Err(stop_at(yaml_limit::depth(self.span(bytes), MAX_DEPTH)));
            }
            self.too_deep = true;
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
        if let Some(top) = self.frames.last_mut() {
            top.children += 1;
        }
        self.frames.push(frame);
        self.position = self.position.max(bytes.end);
        self.push(kind, bytes, bytes, properties);
        Ok(())
    }

    /// Closes the innermost list or mapping; `end` is that of its bracket, if it was read.
    fn close(&mut self, end: Option<Bytes>) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let past = self.next_index();
        let text = self.text;
        let Some(data) = self.node_mut(frame.node) else {
            return;
        };
        data.past = past;
        let is_bracketed = data.written.end > data.written.start;
        let reach = frame.reach.unwrap_or(data.written);
        if is_bracketed {
            data.written.end = end.map_or(reach.end, |end| end.end).max(data.written.end);
            data.inner = data.written;
        } else {
            data.inner = reach;
            data.written = Bytes {
                start: match data.kind {
                    Kind::Sequence { .. } => first_dash(text, data.written.start, reach.start),
                    _ => data.written.start.min(reach.start),
                },
                end: reach.end,
            };
        }
        let written = data.written;
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

    fn count_child(&mut self, written: Bytes) {
        if let Some(top) = self.frames.last_mut() {
            top.children += 1;
            top.reach = Some(cover(top.reach, written));
        }
    }

    fn push(&mut self, kind: Kind<'s>, inner: Bytes, written: Bytes, properties: u32) {
        let past = self.next_index() + 1;
        if let Some(document) = &mut self.document {
            document.nodes.push(NodeData {
                kind,
                inner,
                written,
                past,
                properties,
            });
        }
    }

    fn note_merge(&mut self) {
        let parent = self.frames.last().map(|top| top.node);
        if let Some(NodeData {
            kind: Kind::Mapping { merges, .. },
            ..
        }) = parent.and_then(|index| self.node_mut(index))
        {
            *merges = true;
        }
    }

    fn add_tag(&mut self, tag: Option<&granit_parser::Tag>, span: &EventSpan) -> u32 {
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
    fn add_anchor(&mut self, id: usize, bytes: Bytes) {
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

    fn add_diagnostic(&mut self, diagnostic: Diagnostic) {
        if let Some(document) = &mut self.document {
            document.broken = true;
            document.diagnostics.push(diagnostic);
        }
    }

    fn explain(&self, error: &granit_parser::ScanError) -> Box<Stop> {
        let at = self.base + error.marker().byte_offset().unwrap_or(0);
        let at = recover::char_start(self.text, at);
        let is_bracket = |frame: &&Frame| {
            let start = self.start_of(frame.node).unwrap_or_default();
            slice(self.text, start..self.text.len()).starts_with(['[', '{'])
        };
        let open = self.frames.iter().rev().find(is_bracket);
        let place = Place {
            file: self.file,
            text: self.text,
            at,
            last: self.last.map(|last| last.start as usize..last.end as usize),
            open: open.and_then(|frame| self.start_of(frame.node)),
            position: self.position as usize,
        };
        let diagnostic = explain::explain(&place, error.kind());
        Box::new(Stop { diagnostic, at })
    }

    /// What was read of a document that cannot be read on, and where the next one begins.
    fn stop(mut self, stop: Stop) -> (Option<Document<'s>>, Option<usize>) {
        if self.document.is_none() {
            let at = to_u32(stop.at);
            self.open_document(false, Bytes { start: at, end: at });
        }
        while !self.frames.is_empty() {
            self.close(None);
        }
        if !self.is_follow_up(&stop) {
            self.add_diagnostic(stop.diagnostic);
        }
        let start = self.base.max(self.document_start());
        let next = recover::next_document(self.text, stop.at.max(start), start);
        (self.document, next)
    }

    /// Whether an error only repeats one before it on its line: `*x y` is no alias with text after it
    /// but text that begins with a `*`.
    fn is_follow_up(&self, stop: &Stop) -> bool {
        let last = self.document.as_ref().and_then(|d| d.diagnostics.last());
        last.is_some_and(|last| {
            let from = last.span.start as usize;
            !slice(self.text, from..stop.at).contains(['\n', '\r'])
        })
    }

    fn document_start(&self) -> usize {
        self.document
            .as_ref()
            .map_or(0, |document| document.span.start as usize)
    }

    fn start_of(&self, node: u32) -> Option<usize> {
        let data = self.document.as_ref()?.nodes.get(node as usize)?;
        Some(data.written.start as usize)
    }

    fn depth(&self) -> u32 {
        to_u32(self.frames.len())
    }

    fn next_index(&self) -> u32 {
        self.document
            .as_ref()
            .map_or(0, |document| to_u32(document.nodes.len()))
    }

    fn node_mut(&mut self, index: u32) -> Option<&mut NodeData<'s>> {
        self.document.as_mut()?.nodes.get_mut(index as usize)
    }

    fn bytes(&self, span: &EventSpan) -> Bytes {
        let range = span.byte_range().unwrap_or(0..0);
        let start = recover::char_start(self.text, self.base + range.start);
        let end = recover::char_start(self.text, self.base + range.end);
        Bytes {
            start: to_u32(start),
            end: to_u32(end.max(start)),
        }
    }

    fn span(&self, bytes: Bytes) -> Span {
        Span::new(self.file, bytes.start as usize, bytes.end as usize)
    }
}

fn stop_at(diagnostic: Diagnostic) -> Box<Stop> {
    let at = diagnostic.span.end as usize;
    Box::new(Stop { diagnostic, at })
}

fn anchor_names<'t, 's>(document: &'t Document<'s>) -> impl Iterator<Item = &'s str> + use<'t, 's> {
    document.properties.iter().filter_map(|p| p.anchor)
}

fn within_quotes(bytes: Bytes) -> Bytes {
    let start = bytes.start + 1;
    Bytes {
        start,
        end: bytes.end.saturating_sub(1).max(start),
    }
}

/// Where the first `-` of a block list stands. For a list that is not indented under its key the
/// parser tells a place after it.
fn first_dash(text: &str, start: u32, first_child: u32) -> u32 {
    if text.as_bytes().get(start as usize) == Some(&b'-') && start < first_child {
        return start;
    }
    let before = slice(text, 0..first_child as usize).trim_end_matches([' ', '\t', '\n', '\r']);
    match before.strip_suffix('-') {
        Some(rest) => to_u32(rest.len()),
        None => start.min(first_child),
    }
}

fn cover(reach: Option<Bytes>, child: Bytes) -> Bytes {
    reach.map_or(child, |reach| Bytes {
        start: reach.start.min(child.start),
        end: reach.end.max(child.end),
    })
}

fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
