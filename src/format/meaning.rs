//! Whether two texts mean the same.

use super::Layouts;
use crate::definition::Layout;
use crate::source::slice;
use crate::yaml::{Comment, Content, Document, Node, Stream, typed};

/// Whether the documents of two files mean the same, those of ours by their layout and all others to
/// the byte, and hold the same comments.
pub(super) fn is_same(old: &Stream<'_>, new: &Stream<'_>, layouts: &Layouts) -> bool {
    let pairs = || old.documents.iter().zip(&new.documents);
    old.documents.len() == new.documents.len()
        && pairs()
            .zip(layouts)
            .all(|((old, new), layout)| match layout {
                Some(layout) => is_same_document(old, new, layout),
                None => text(old) == text(new),
            })
        && pairs().all(|(a, b)| comments(old, a) == comments(new, b))
}

fn is_same_document(old: &Document<'_>, new: &Document<'_>, layout: &Layout) -> bool {
    let is_same = match (old.root(), new.root()) {
        (Some(old), Some(new)) => is_same_node(old, new, layout),
        (None, None) => true,
        _ => false,
    };
    is_same && !new.broken && old.explicit_start == new.explicit_start
}

fn is_same_node(old: Node<'_, '_>, new: Node<'_, '_>, layout: &Layout) -> bool {
    let tag = |node: Node<'_, '_>| node.tag().map(|tag| tag.name.to_owned());
    if old.is_alias() != new.is_alias() || old.anchor() != new.anchor() || tag(old) != tag(new) {
        return false;
    }
    match (old.content(), new.content()) {
        (Content::Scalar(a), Content::Scalar(b)) => a == b && typed(old) == typed(new),
        (Content::Sequence, Content::Sequence) => {
            let (old, new): (Vec<_>, Vec<_>) = (old.items().collect(), new.items().collect());
            let mut pairs = old.iter().zip(&new);
            old.len() == new.len() && pairs.all(|(a, b)| is_same_node(*a, *b, layout.item()))
        }
        (Content::Mapping, Content::Mapping) => {
            let (old, new) = (entries(old, layout), entries(new, layout));
            let mut pairs = old.iter().zip(&new);
            old.len() == new.len()
                && pairs.all(|((key, value), (new_key, new_value))| {
                    let below = key
                        .scalar()
                        .map_or(&Layout::Free, |key| layout.below(&key.value));
                    is_same_node(*key, *new_key, &Layout::Free)
                        && is_same_node(*value, *new_value, below)
                })
        }
        _ => false,
    }
}

/// Keys and values, in the order of the layout where it has one.
fn entries<'t, 's>(node: Node<'t, 's>, layout: &Layout) -> Vec<(Node<'t, 's>, Node<'t, 's>)> {
    let written: Vec<_> = node.raw_entries().collect();
    let keys = written.iter().map(|entry| entry.key.scalar());
    let order = layout.order(keys.map(|key| key.map(|key| &*key.value)));
    let entries = order.into_iter().filter_map(|place| written.get(place));
    entries.map(|entry| (entry.key, entry.value)).collect()
}

fn text<'s>(document: &Document<'s>) -> &'s str {
    slice(document.text(), document.span.range())
}

/// The comments of a document, in no order.
fn comments<'s>(stream: &Stream<'s>, document: &Document<'_>) -> Vec<&'s str> {
    let before = |comment: &Comment<'_>| comment.span.start < document.span.start;
    let from = stream.comments.partition_point(before);
    let inside = stream.comments.iter().skip(from);
    let inside = inside.take_while(|comment| document.span.contains(comment.span));
    let mut texts: Vec<&str> = inside.map(|comment| comment.text.trim_end()).collect();
    texts.sort_unstable();
    texts
}
