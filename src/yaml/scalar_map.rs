//! Where in the source each byte of a scalar comes from.

use std::ops::Range;

use super::tree::Node;
use crate::source::Span;

/// Maps each byte of a scalar's value to the source bytes that made it.
#[derive(Debug)]
pub struct ScalarMap {
    span: Span,
}

impl ScalarMap {
    /// The map of a scalar; of a list or mapping, that of an empty text.
    #[must_use]
    pub fn new(node: Node<'_, '_>) -> Self {
        Self { span: node.span() }
    }

    /// The source byte at which the character at a decoded byte begins.
    #[must_use]
    pub fn source_of(&self, decoded: usize) -> usize {
        self.span.start as usize + decoded
    }

    /// Exactly the source bytes that made a range of decoded bytes.
    #[must_use]
    pub fn span_of(&self, decoded: Range<usize>) -> Span {
        self.span.part(decoded.start, decoded.end)
    }
}
