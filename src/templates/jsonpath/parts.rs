//! The parts of a path, by its text.

use super::{Part, PartKind};
use crate::source::slice;

/// The parts of a path that is known to be one.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 1;
    while let Some(next) = slice(text, at..text.len()).chars().next() {
        let start = at;
        if next.is_whitespace() {
            at += next.len_utf8();
            continue;
        }
        let rest = slice(text, at..text.len());
        let descends = rest.starts_with("..");
        at += if descends {
            2
        } else {
            usize::from(next == '.')
        };
        let rest = slice(text, at..text.len());
        let kind = if rest.starts_with('[') {
            let length = bracket_length(rest);
            at += length;
            bracket_kind(slice(rest, 1..length.saturating_sub(1)))
        } else if rest.starts_with('*') {
            at += 1;
            PartKind::Wildcard
        } else {
            let is_end = |c: char| c == '.' || c == '[' || c.is_whitespace();
            at += rest.find(is_end).unwrap_or(rest.len());
            PartKind::Name
        };
        if at == start {
            break;
        }
        parts.push(Part {
            range: start..at,
            kind,
            descends,
        });
    }
    parts
}

/// The length of a bracketed part, which may hold strings and brackets.
fn bracket_length(text: &str) -> usize {
    let mut depth = 0;
    let mut found = text.len();
    each_outside_strings(text, &mut |at, c| {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            found = at + 1;
        }
        depth > 0
    });
    found
}

fn bracket_kind(inner: &str) -> PartKind {
    let inner = inner.trim();
    let mut depth = 0;
    let (mut is_union, mut is_slice) = (false, false);
    each_outside_strings(inner, &mut |_, c| {
        match c {
            '[' | '(' => depth += 1,
            ']' | ')' => depth -= 1,
            ',' if depth == 0 => is_union = true,
            ':' if depth == 0 => is_slice = true,
            _ => {}
        }
        true
    });
    match inner.chars().next() {
        _ if is_union => PartKind::Union,
        Some('?') => PartKind::Filter,
        Some('\'' | '"') => PartKind::Name,
        Some('*') => PartKind::Wildcard,
        _ if is_slice => PartKind::Slice,
        Some('-') => PartKind::NegativeIndex,
        _ => PartKind::Index,
    }
}

/// Visits the characters that stand in no string, until `visit` says no.
pub(super) fn each_outside_strings(text: &str, visit: &mut dyn FnMut(usize, char) -> bool) {
    let mut quote = None;
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        match quote {
            Some(_) if is_escaped => is_escaped = false,
            Some(_) if c == '\\' => is_escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '\'' || c == '"' => quote = Some(c),
            None => {
                if !visit(at, c) {
                    return;
                }
            }
        }
    }
}
