//! Comments that stand where the rest of a value may be meant.

use crate::source::{Span, slice};
use crate::yaml::{Comment, Document, ScalarStyle, Typed, typed};

/// A comment on the line of an unquoted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommentAfterValue {
    /// The text, as far as YAML reads it.
    pub value: Span,
    /// From the `#` to the end of the line, without blanks at its end.
    pub comment: Span,
}

/// The comments in a document that follow an unquoted text on its line, but for those that speak to
/// hookc. `comments` are those of the whole file, in order.
#[must_use]
pub fn comments_after_values(
    document: &Document<'_>,
    comments: &[Comment<'_>],
) -> Vec<CommentAfterValue> {
    let from = comments.partition_point(|comment| comment.span.start < document.span.start);
    let mut comments = comments
        .iter()
        .skip(from)
        .take_while(|comment| document.span.contains(comment.span))
        .filter(|comment| !comment.own_line && !is_for_hookc(comment.text))
        .peekable();
    let mut found = Vec::new();
    if comments.peek().is_none() {
        return found;
    }
    let text = document.text();
    for node in document.nodes() {
        let Some(scalar) = node.scalar().filter(|_| !node.is_alias()) else {
            continue;
        };
        let value = node.written_span();
        while comments
            .next_if(|comment| comment.span.start < value.end)
            .is_some()
        {}
        let Some(comment) = comments.peek() else {
            break;
        };
        let between = slice(text, value.end as usize..comment.span.start as usize);
        let is_text = scalar.style == ScalarStyle::Plain
            && !value.is_empty()
            && typed(node) == Some(Typed::Str);
        if is_text && between.chars().all(|c| matches!(c, ' ' | '\t')) {
            let written = slice(text, comment.span.range());
            found.push(CommentAfterValue {
                value,
                comment: comment.span.part(0, written.trim_end().len()),
            });
        }
    }
    found
}

fn is_for_hookc(comment: &str) -> bool {
    comment.trim_start().starts_with("hookc:")
}
