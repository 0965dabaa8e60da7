//! Finding one's way in text that the parser does not describe.

use std::ops::Range;

use super::extent;
use crate::source::slice;

/// Where the next document begins: at a `---`, or at directives right above it; not before `from`
/// and after `after`.
pub(super) fn next_document(text: &str, from: usize, after: usize) -> Option<usize> {
    let from = from.max(after + 1);
    Some(with_directives(text, next_marker(text, from)?, from))
}

/// The end of a piece of text from `from` on that is read by itself: where some document begins, a
/// good while later.
pub(super) fn piece_end(text: &str, from: usize) -> usize {
    const ENOUGH_BYTES: usize = 64 * 1024;
    match next_marker(text, from.saturating_add(ENOUGH_BYTES)) {
        Some(marker) => with_directives(text, marker, from + 1),
        None => text.len(),
    }
}

/// The next `---` that begins a line and a document.
fn next_marker(text: &str, mut from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        let found = from + memchr::memmem::find(bytes.get(from..)?, b"---")?;
        let begins_line = found == 0 || matches!(bytes.get(found - 1), Some(b'\n' | b'\r'));
        let ends_marker = matches!(
            bytes.get(found + 3),
            None | Some(b' ' | b'\t' | b'\n' | b'\r' | b'\0')
        );
        if begins_line && ends_marker {
            return Some(found);
        }
        from = found + 1;
    }
}

/// The first of the lines with directives, such as `%TAG`, that stand right above a `---`.
fn with_directives(text: &str, marker: usize, from: usize) -> usize {
    let mut first = marker;
    while let Some(last) = first.checked_sub(1).filter(|&last| last > from) {
        // A CRLF is one line end.
        let is_crlf = slice(text, last - 1..first) == "\r\n";
        let start = extent::line(text, last - usize::from(is_crlf)).start;
        if start < from || !slice(text, start..first).starts_with('%') {
            break;
        }
        first = start;
    }
    first
}

/// The first byte from `from` on that is no blank and no line break.
pub(super) fn skip_blank(text: &str, from: usize) -> usize {
    let rest = slice(text, from..text.len());
    from + rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len()
}

/// The same, that is in no comment either.
pub(super) fn skip_comments(text: &str, from: usize) -> usize {
    let mut at = skip_blank(text, from);
    while text.as_bytes().get(at) == Some(&b'#') {
        at = skip_blank(text, extent::line(text, at).end);
    }
    at
}

/// The beginning of the character that a byte belongs to. The parser counts some byte order marks
/// as one byte.
pub(super) fn char_start(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The `|` or `>` of a block scalar with its indicators. From the end of the token before it, only
/// indicators, tags, anchors and comments can come first.
pub(super) fn block_header(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let at = next_sign(bytes, from, |b| matches!(b, b'|' | b'>'))?;
    let indicators = run(bytes, at + 1, |b| {
        matches!(b, b'+' | b'-') || b.is_ascii_digit()
    });
    Some(at..at + 1 + indicators)
}

/// The first `-` of a block list. From the end of its key, only the colon, tags, anchors and comments
/// can come first.
pub(super) fn first_dash(text: &str, from: usize) -> Option<usize> {
    next_sign(text.as_bytes(), from, |b| b == b'-')
}

/// The first byte of a kind that is in no tag, anchor or comment.
fn next_sign(bytes: &[u8], from: usize, is_sign: impl Fn(u8) -> bool) -> Option<usize> {
    let mut at = from;
    loop {
        match *bytes.get(at)? {
            b if is_sign(b) => return Some(at),
            b'#' => at += run(bytes, at, |b| !matches!(b, b'\n' | b'\r')),
            b'!' | b'&' => at += run(bytes, at, |b| !b.is_ascii_whitespace()),
            _ => at += 1,
        }
    }
}

fn run(bytes: &[u8], at: usize, continues: impl Fn(u8) -> bool) -> usize {
    bytes
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take_while(|&&byte| continues(byte))
        .count()
}
