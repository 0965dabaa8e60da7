//! Finding one's way in text that the parser does not describe.

use std::ops::Range;

use crate::source::slice;

/// The next line that begins a document with `---`, not before `from` and after `after`.
pub(super) fn next_document(text: &str, from: usize, after: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut search = from.max(after + 1);
    loop {
        let found = search + memchr::memmem::find(bytes.get(search..)?, b"---")?;
        let begins_line = found == 0 || matches!(bytes.get(found - 1), Some(b'\n' | b'\r'));
        let ends_marker = matches!(
            bytes.get(found + 3),
            None | Some(b' ' | b'\t' | b'\n' | b'\r' | b'\0')
        );
        if begins_line && ends_marker {
            return Some(found);
        }
        search = found + 1;
    }
}

/// The first byte from `from` on that is no blank and no line break.
pub(super) fn skip_blank(text: &str, from: usize) -> usize {
    let rest = slice(text, from..text.len());
    from + rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len()
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
    let mut at = from;
    loop {
        match bytes.get(at)? {
            b'|' | b'>' => break,
            b'#' => at += run(bytes, at, |b| !matches!(b, b'\n' | b'\r')),
            b'!' | b'&' => at += run(bytes, at, |b| !b.is_ascii_whitespace()),
            _ => at += 1,
        }
    }
    let indicators = run(bytes, at + 1, |b| {
        matches!(b, b'+' | b'-') || b.is_ascii_digit()
    });
    Some(at..at + 1 + indicators)
}

fn run(bytes: &[u8], at: usize, continues: impl Fn(u8) -> bool) -> usize {
    bytes
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take_while(|&&byte| continues(byte))
        .count()
}
