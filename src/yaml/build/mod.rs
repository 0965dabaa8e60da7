//! From the parser's events to the tree.

mod collections;
mod leaves;
mod properties;

use granit_parser::{Event, Options, Parser, Span as EventSpan, StructureStyle};

use super::explain::{self, Place};
use super::limits::{MAX_COMMENT_LINES, MAX_DEPTH};
use super::tree::{Bytes, Document, Kind};
use super::{Stream, comment, extent, recover};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span, slice};

/// Reads documents from byte `from` on, up to the first error or the end. Tells where reading goes
/// on, if anywhere.
pub(super) fn read_from<'s>(
    file: FileId,
    text: &'s str,
    from: usize,
    stream: &mut Stream<'s>,
) -> Option<usize> {
    // A parser looks through all that it is given before it begins. After an error it gets a piece,
    // so that a file of nothing but errors is not looked through once for each.
    let end = match from {
        0 => text.len(),
        _ => recover::piece_end(text, from),
    };
    let mut parser = Parser::new_from_str_with_options(text.get(from..end)?, options());
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
    (end < text.len()).then_some(end)
}

fn options() -> Options {
    granit_parser::options! {
        strict_indentation: true,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        max_buffered_comment_events: MAX_COMMENT_LINES,
        // Our own limit is lower and counts both kinds together; these only bound the parser, which
        // reads up to 1,024 characters ahead of what it has told.
        flow_nesting_limit: MAX_DEPTH as usize + 2048,
        block_nesting_limit: MAX_DEPTH as usize + 2048,
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
                self.add_tag(tag.as_deref(), span);
                self.scalar(value, style, bytes)?;
            }
            Event::SequenceStart(style, _, tag) => {
                let flow = style == StructureStyle::Flow;
                self.add_tag(tag.as_deref(), span);
                self.open(Kind::Sequence { flow }, bytes)?;
            }
            Event::MappingStart(style, _, tag) => {
                let flow = style == StructureStyle::Flow;
                self.add_tag(tag.as_deref(), span);
                let merges = false;
                self.open(Kind::Mapping { flow, merges }, bytes)?;
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
        Some(data.written_start as usize)
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

fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
