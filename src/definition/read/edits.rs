//! Edits that take entries out of a mapping or move them into another. Where an edit would lose
//! something or is not certain to keep the meaning, there is none.

use crate::source::{Span, slice};
use crate::yaml::{Entry, Node};

/// An entry that moves, with the key that it gets.
pub(super) struct Moved<'t, 's> {
    /// Where it is.
    pub entry: Entry<'t, 's>,
    /// Its key at the other place.
    pub key: &'static str,
}

/// Whether the text of a value can be replaced or moved as a whole: no comment in it would be lost,
/// and neither an anchor nor an alias ties it to other places.
pub(super) fn is_self_contained(node: Node<'_, '_>) -> bool {
    let whole = node.written_span();
    if node.is_alias() || node.tag().is_some() {
        return false;
    }
    let text = node.document().text();
    let mut at = whole.start;
    for inner in node.document().nodes() {
        let written = inner.written_span();
        if written.start < whole.start || written.end > whole.end {
            continue;
        }
        if inner.anchor().is_some() {
            return false;
        }
        if inner.scalar().is_some() {
            if has_comment(text, at, written.start) {
                return false;
            }
            at = at.max(written.end);
        }
    }
    !has_comment(text, at, whole.end)
}

fn has_comment(text: &str, start: u32, end: u32) -> bool {
    slice(text, start as usize..end as usize).contains('#')
}

/// What has to go so that an entry of a mapping is gone: its lines, or with brackets, the comma
/// beside it.
pub(super) fn removal(root: Node<'_, '_>, entry: &Entry<'_, '_>) -> Option<Span> {
    let is_tied = entry.key.anchor().is_some() || entry.key.tag().is_some();
    if entry.merged || is_tied || !is_self_contained(entry.value) {
        return None;
    }
    if root.is_flow() {
        without_comma(root.document().text(), whole(entry))
    } else {
        whole_lines(root.document().text(), whole(entry))
    }
}

/// What is replaced to write another entry in the place of one.
pub(super) fn replacement(entry: &Entry<'_, '_>) -> Option<Span> {
    let is_tied = entry.key.anchor().is_some() || entry.key.tag().is_some();
    let is_whole = !entry.merged && !is_tied && !entry.value.is_unwritten();
    (is_whole && is_self_contained(entry.value)).then(|| whole(entry))
}

/// Edits that gather entries below `field`, which is not written yet, at the place of the first.
pub(super) fn gathered(
    root: Node<'_, '_>,
    field: &str,
    moved: &[Moved<'_, '_>],
) -> Option<Vec<(Span, String)>> {
    let is_twice = |(index, one): (usize, &Moved<'_, '_>)| {
        moved
            .iter()
            .skip(index + 1)
            .any(|other| other.key == one.key)
    };
    if moved.iter().enumerate().any(is_twice) {
        return None;
    }
    let places: Option<Vec<Span>> = moved
        .iter()
        .map(|moved| removal(root, &moved.entry))
        .collect();
    let mut places = places?;
    let text = root.document().text();
    let gathered = if root.is_flow() {
        // The commas between more than two entries that go would be counted twice.
        if moved.len() > 2 || moved.iter().any(|moved| moved.entry.value.is_unwritten()) {
            return None;
        }
        *places.first_mut()? = whole(&moved.first()?.entry);
        let members: Vec<String> = moved
            .iter()
            .map(|moved| {
                let value = slice(text, moved.entry.value.written_span().range());
                format!("{}: {value}", moved.key)
            })
            .collect();
        format!("{field}: {{ {} }}", members.join(", "))
    } else {
        let members: String = moved
            .iter()
            .zip(&places)
            .map(|(moved, place)| deeper(text, *place, moved))
            .collect();
        let first = slice(text, places.first()?.range());
        let indent = first.len() - first.trim_start_matches(' ').len();
        format!("{}{field}:\n{members}", slice(first, 0..indent))
    };
    let mut texts = std::iter::once(gathered).chain(std::iter::repeat(String::new()));
    Some(
        places
            .into_iter()
            .filter_map(|place| Some((place, texts.next()?)))
            .collect(),
    )
}

/// From the key to the end of the value, with the quotes of both.
fn whole(entry: &Entry<'_, '_>) -> Span {
    entry.key.written_span().cover(entry.value.written_span())
}

/// The lines of an entry under its new key, indented below another.
fn deeper(text: &str, lines: Span, moved: &Moved<'_, '_>) -> String {
    let key = moved.entry.key.written_span();
    let before = slice(text, lines.start as usize..key.start as usize);
    let after = slice(text, key.end as usize..lines.end as usize);
    let mut out = String::new();
    for line in format!("{before}{}{after}", moved.key).lines() {
        if !line.trim().is_empty() {
            out.push_str("  ");
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// The lines of an entry, line end and comment at the end included, if nothing else stands on them.
fn whole_lines(text: &str, entry: Span) -> Option<Span> {
    let before = slice(text, 0..entry.start as usize);
    let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let is_alone = slice(before, line_start..before.len())
        .trim_start_matches('\u{feff}')
        .trim()
        .is_empty();
    let after = slice(text, entry.end as usize..text.len());
    let rest = after.find('\n').map_or(after.len(), |at| at + 1);
    let tail = slice(after, 0..rest).trim();
    (is_alone && (tail.is_empty() || tail.starts_with('#')))
        .then(|| Span::new(entry.file, line_start, entry.end as usize + rest))
}

/// An entry in braces with the comma behind it or, where it is the last, the one before it.
fn without_comma(text: &str, entry: Span) -> Option<Span> {
    let (start, end) = (entry.start as usize, entry.end as usize);
    let after = slice(text, end..text.len());
    let rest = after.trim_start();
    let before = slice(text, 0..start).trim_end();
    if let Some(next) = rest.strip_prefix(',') {
        let is_between = before.ends_with([',', '{']);
        let past = text.len() - next.trim_start_matches(' ').len();
        return is_between.then(|| Span::new(entry.file, start, past));
    }
    if !rest.starts_with('}') {
        return None;
    }
    if before.ends_with(',') {
        return Some(Span::new(entry.file, before.len() - 1, end));
    }
    before.ends_with('{').then_some(entry)
}
