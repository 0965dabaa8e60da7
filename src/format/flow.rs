//! Lists and mappings in brackets, on one line.

use super::read::has_tie;
use crate::definition::Layout;
use crate::source::slice;
use crate::yaml::{Content, Node};

/// A list or mapping in brackets with one blank at each place where there is one. Nothing where it
/// stands on several lines, and for everything else. `ties` are the places of anchors and aliases.
pub(super) fn one_line(node: Node<'_, '_>, layout: &Layout, ties: &[usize]) -> Option<String> {
    if node.is_alias() || !node.is_flow() {
        return None;
    }
    let text = node.document().text();
    let whole = node.written_span().range();
    if slice(text, whole.clone()).contains(['\n', '\r']) {
        return None;
    }
    let mut at = whole.start + 1;
    if matches!(node.content(), Content::Sequence) {
        let mut items = Vec::new();
        for item in node.items() {
            let gap = gap(text, &mut at, item, ",")?;
            items.push(with_properties(gap, value(item, layout.item(), ties)));
        }
        is_end(text, at, whole.end, ']')?;
        return Some(format!("[{}]", items.join(", ")));
    }
    let mut entries = Vec::new();
    let mut is_tied = Vec::new();
    for entry in node.raw_entries() {
        let key = entry.key.scalar()?;
        let before = gap(text, &mut at, entry.key, ",")?;
        let mut written = with_properties(before, value(entry.key, &Layout::Free, ties));
        if entry.value.is_unwritten() {
            at = skip_colon(text, at, whole.end);
            if at != entry.value.written_span().start as usize {
                return None;
            }
            written.push_str(if slice(text, 0..at).ends_with(':') {
                ":"
            } else {
                ""
            });
        } else {
            let gap = gap(text, &mut at, entry.value, ":")?;
            let is_separate = entry.key.is_alias();
            written.push_str(if is_separate { " : " } else { ": " });
            let inner = value(entry.value, layout.below(&key.value), ties);
            written.push_str(&with_properties(gap, inner));
        }
        let start = entry.key.written_span().start as usize;
        let end = entry.value.written_span().end as usize;
        is_tied.push(has_tie(ties, start..end));
        entries.push((key.value.as_ref(), written));
    }
    is_end(text, at, whole.end, '}')?;
    let mut order = layout.order(entries.iter().map(|(key, _)| Some(*key)));
    let must_stay = |place: &&usize| is_tied.get(**place) == Some(&true);
    if !order.iter().filter(must_stay).is_sorted() {
        order.sort_unstable();
    }
    let entries: Vec<&str> = order
        .iter()
        .filter_map(|place| entries.get(*place))
        .map(|(_, written)| &**written)
        .collect();
    Some(match entries.as_slice() {
        [] => "{}".to_owned(),
        entries => format!("{{ {} }}", entries.join(", ")),
    })
}

/// A value as it stands, or with its own brackets put right.
fn value(node: Node<'_, '_>, layout: &Layout, ties: &[usize]) -> String {
    let written = || slice(node.document().text(), node.written_span().range());
    one_line(node, layout, ties).unwrap_or_else(|| written().to_owned())
}

/// What stands before a node, anchor and tag, behind the sign that parts it from what was before.
fn gap<'s>(text: &'s str, at: &mut usize, node: Node<'_, 's>, sign: &str) -> Option<&'s str> {
    let written = node.written_span().range();
    let between = slice(text, *at..written.start).trim();
    let is_first = slice(text, 0..*at).ends_with(['{', '[']) && sign == ",";
    let properties = match between.strip_prefix(sign) {
        Some(rest) => rest.trim_start(),
        None if is_first => between,
        None => return None,
    };
    let mut words = properties
        .split([' ', '\t'])
        .filter(|word| !word.is_empty());
    let is_understood = words.all(|word| word.starts_with(['&', '!']));
    *at = written.end;
    (is_understood && !written.is_empty()).then_some(properties)
}

fn with_properties(properties: &str, value: String) -> String {
    if properties.is_empty() {
        value
    } else {
        format!("{properties} {value}")
    }
}

/// Past the colon behind a key without a value, if there is one.
fn skip_colon(text: &str, at: usize, end: usize) -> usize {
    let rest = slice(text, at..end);
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let behind = slice(rest, blanks..rest.len());
    if behind.starts_with(':') {
        at + blanks + 1
    } else {
        at
    }
}

/// Whether nothing but a comma stands before the closing bracket.
fn is_end(text: &str, at: usize, end: usize, bracket: char) -> Option<()> {
    let rest = slice(text, at..end)
        .trim()
        .strip_suffix(bracket)?
        .trim_end();
    (rest.is_empty() || rest == ",").then_some(())
}
