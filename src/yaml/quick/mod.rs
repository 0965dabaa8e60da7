//! The short way from text to trees, for what nearly all definitions are written in.
//!
//! It reads bytes straight into nodes: no tokens, no events, scalars borrowed. It knows no errors:
//! whatever is unusual, doubtful or wrong, it leaves the whole file to [`super::build`], which reads
//! all of YAML and explains what it cannot read. Where it does read a file, its trees are those that
//! the other way makes, byte by byte; [`compare_paths`] tells.
//!
//! A line's *level* is its column plus one, so that 0 is above all: it stands for the root's parent
//! and for the end of a document.

mod admit;
mod block_scalar;
mod blocks;
mod compare;
mod flow;
mod lines;
mod plain;
mod quoted;

pub use compare::compare_paths;

use super::limits::{MAX_COMMENT_LINES, MAX_DEPTH, MAX_NODES};
use super::tree::{Bytes, Document, Kind, NodeData, Scalar};
use super::{Comment, Stream};
use crate::source::{FileId, Span};

/// All documents of a file, or `None` if any of it is out of the ordinary.
pub(super) fn read(file: FileId, text: &str) -> Option<Stream<'_>> {
    if !admit::is_ordinary(text.as_bytes()) {
        return None;
    }
    let mut reader = Reader {
        file,
        text,
        bytes: text.as_bytes(),
        at: 0,
        line: 0,
        level: 0,
        depth: 0,
        nodes: Vec::new(),
        comments: Vec::new(),
        lines: Vec::new(),
    };
    let documents = reader.documents()?;
    // What is near a limit is counted by the one who knows how to tell of it.
    if reader.comments.len() >= MAX_COMMENT_LINES / 2 {
        return None;
    }
    Some(Stream {
        documents,
        comments: reader.comments,
    })
}

struct Reader<'s> {
    file: FileId,
    text: &'s str,
    bytes: &'s [u8],
    at: usize,
    /// Where the line of `at` begins.
    line: usize,
    /// The level of the content at `at`, if that is the first of its line; 0 at the end of the
    /// document.
    level: usize,
    /// How many lists and mappings are open.
    depth: u32,
    /// The nodes of the document.
    nodes: Vec<NodeData<'s>>,
    comments: Vec<Comment<'s>>,
    /// The lines of the block scalar that is being read.
    lines: Vec<block_scalar::Line>,
}

/// A list or mapping whose end is not yet read.
#[derive(Clone, Copy)]
struct Open {
    node: usize,
}

/// A scalar that was read, before it is known what it is in.
struct Leaf<'s> {
    scalar: Scalar<'s>,
    inner: Bytes,
    /// Where its quote or header stands, if it has one.
    start: usize,
}

impl<'s> Reader<'s> {
    fn documents(&mut self) -> Option<Vec<Document<'s>>> {
        let mut documents = Vec::new();
        let mut start = self.first_line()?;
        while self.at < self.bytes.len() {
            let explicit_start = self.level == 0;
            if explicit_start {
                start = self.at;
                self.at += 3;
                self.end_line()?;
            }
            // An empty document is left to the other way.
            if self.level == 0 {
                return None;
            }
            self.block_node(0)?;
            let is_scalar = |root: &NodeData<'_>| matches!(root.kind, Kind::Scalar(_));
            if self.level > 0 || self.nodes.first().is_none_or(is_scalar) {
                return None;
            }
            documents.push(self.document(start, explicit_start)?);
        }
        Some(documents)
    }

    fn document(&mut self, start: usize, explicit_start: bool) -> Option<Document<'s>> {
        if self.nodes.len() as u64 >= MAX_NODES / 2 {
            return None;
        }
        Some(Document {
            span: Span::new(self.file, start, start),
            diagnostics: Vec::new(),
            broken: false,
            explicit_start,
            explicit_end: false,
            text: self.text,
            nodes: self.take_nodes(),
            properties: Vec::new(),
        })
    }

    /// The nodes of a document in as much memory as they need. Few are copied, so that there is a
    /// buffer for those of the next document.
    fn take_nodes(&mut self) -> Vec<NodeData<'s>> {
        const FEW: usize = 1024;
        if self.nodes.len() <= FEW {
            let mut nodes = Vec::with_capacity(self.nodes.len());
            nodes.append(&mut self.nodes);
            return nodes;
        }
        let mut nodes = std::mem::take(&mut self.nodes);
        nodes.shrink_to_fit();
        nodes
    }

    /// Begins a list or mapping.
    fn open(&mut self, kind: Kind<'s>, start: usize) -> Option<Open> {
        self.depth += 1;
        if self.depth > MAX_DEPTH / 2 {
            return None;
        }
        let node = self.nodes.len();
        self.push(kind, bytes(start, start), start);
        Some(Open { node })
    }

    /// Ends a list or mapping in brackets.
    fn close_flow(&mut self, open: Open) -> Option<()> {
        let end = to_u32(self.at);
        let past = to_u32(self.nodes.len());
        let data = self.nodes.get_mut(open.node)?;
        data.inner.end = end;
        data.past = past;
        self.depth -= 1;
        Some(())
    }

    /// Ends a list or mapping without brackets: it reaches from its first child to its last.
    fn close_block(&mut self, open: Open, end: u32) -> Option<()> {
        let past = to_u32(self.nodes.len());
        let first = self.nodes.get(open.node + 1)?.written_start;
        let data = self.nodes.get_mut(open.node)?;
        data.inner = Bytes { start: first, end };
        data.past = past;
        self.depth -= 1;
        Some(())
    }

    fn push(&mut self, kind: Kind<'s>, inner: Bytes, written_start: usize) {
        self.nodes.push(NodeData {
            kind,
            inner,
            written_start: to_u32(written_start),
            past: to_u32(self.nodes.len()) + 1,
        });
    }

    fn push_leaf(&mut self, leaf: Leaf<'s>) {
        let kind = Kind::Scalar(leaf.scalar);
        self.push(kind, leaf.inner, leaf.start);
    }

    fn slice(&self, start: usize, end: usize) -> Option<&'s str> {
        self.text.get(start..end)
    }
}

fn bytes(start: usize, end: usize) -> Bytes {
    Bytes {
        start: to_u32(start),
        end: to_u32(end),
    }
}

fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
