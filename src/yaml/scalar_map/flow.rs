//! Plain and quoted scalars, whose line breaks are folded into spaces.

use std::ops::Range;

use super::{Decoded, break_length};
use crate::source::slice;

/// A plain scalar.
pub(super) fn plain(text: &str, range: Range<usize>) -> Decoded {
    decode(text, range, |_, _, _| None)
}

/// A single-quoted scalar, given without its quotes.
pub(super) fn single_quoted(text: &str, range: Range<usize>) -> Decoded {
    decode(text, range, |out, at, end| {
        let is_quote = at + 1 < end && slice(text, at..at + 2) == "''";
        is_quote.then(|| {
            out.make("'", at..at + 2);
            at + 2
        })
    })
}

/// A double-quoted scalar, given without its quotes.
pub(super) fn double_quoted(text: &str, range: Range<usize>) -> Decoded {
    decode(text, range, |out, at, end| {
        (text.as_bytes().get(at) == Some(&b'\\')).then(|| escape(text, out, at, end))
    })
}

/// `special` takes what a style writes in its own way, and tells where reading goes on.
fn decode(
    text: &str,
    range: Range<usize>,
    special: impl Fn(&mut Decoded, usize, usize) -> Option<usize>,
) -> Decoded {
    let bytes = text.as_bytes();
    let mut out = Decoded::default();
    let mut at = range.start;
    while at < range.end {
        if let Some(next) = special(&mut out, at, range.end) {
            at = next;
            continue;
        }
        let content = skip_white(bytes, at, range.end);
        if content < range.end && break_length(bytes, content) > 0 {
            at = fold(bytes, &mut out, at..range.end, content);
            continue;
        }
        let next = if content > at {
            content
        } else {
            next_special(bytes, at + 1, range.end)
        };
        out.copy(text, at..next);
        at = next;
    }
    out
}

/// The next byte that may not simply be copied.
fn next_special(bytes: &[u8], from: usize, end: usize) -> usize {
    let rest = bytes.get(from..end).unwrap_or_default();
    rest.iter()
        .position(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\'' | b'\\'))
        .map_or(end, |length| from + length)
}

/// Line breaks with the blanks around them: one makes a space; of several the first makes nothing
/// and each further one a line feed. Tells where the next line's content begins.
fn fold(bytes: &[u8], out: &mut Decoded, range: Range<usize>, first_break: usize) -> usize {
    let breaks = breaks(bytes, first_break, range.end);
    let content = breaks.last().map_or(first_break, |last| last.end);
    let content = skip_white(bytes, content, range.end);
    if breaks.len() == 1 {
        out.make(" ", range.start..content);
        return content;
    }
    let mut start = range.start;
    let count = breaks.len();
    for (index, line_break) in breaks.into_iter().enumerate().skip(1) {
        let end = if index + 1 == count {
            content
        } else {
            line_break.end
        };
        out.make("\n", start..end);
        start = end;
    }
    content
}

/// All line breaks from `at` on that nothing but blanks parts.
fn breaks(bytes: &[u8], mut at: usize, end: usize) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    while at < end {
        let length = break_length(bytes, at);
        if length == 0 {
            break;
        }
        all.push(at..at + length);
        let next = skip_white(bytes, at + length, end);
        if next >= end || break_length(bytes, next) == 0 {
            break;
        }
        at = next;
    }
    all
}

/// What a backslash begins; tells where reading goes on.
fn escape(text: &str, out: &mut Decoded, at: usize, end: usize) -> usize {
    let bytes = text.as_bytes();
    if break_length(bytes, at + 1) > 0 {
        // An escaped line break makes nothing, but empty lines after it still count.
        let count = breaks(bytes, at + 1, end).len();
        if count > 1 {
            return fold(bytes, out, at..end, at + 1);
        }
        return skip_white(bytes, at + 1 + break_length(bytes, at + 1), end);
    }
    let Some(letter) = slice(text, at + 1..end).chars().next() else {
        return end;
    };
    let simple = match letter {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' => return hexadecimal(text, out, at, 2),
        'u' => return hexadecimal(text, out, at, 4),
        'U' => return hexadecimal(text, out, at, 8),
        other => other,
    };
    let next = at + 1 + letter.len_utf8();
    out.make(simple.encode_utf8(&mut [0; 4]), at..next);
    next
}

fn hexadecimal(text: &str, out: &mut Decoded, at: usize, digits: usize) -> usize {
    let code = |at: usize| u32::from_str_radix(slice(text, at + 2..at + 2 + digits), 16).ok();
    let mut next = at + 2 + digits;
    let mut value = code(at).unwrap_or(0);
    if (0xd800..0xdc00).contains(&value) {
        // JSON writes characters beyond 16 bits as two escapes.
        if let Some(low) = code(next).filter(|low| (0xdc00..0xe000).contains(low)) {
            value = 0x1_0000 + ((value - 0xd800) << 10) + (low - 0xdc00);
            next += 2 + digits;
        }
    }
    let character = char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER);
    out.make(character.encode_utf8(&mut [0; 4]), at..next);
    next
}

fn skip_white(bytes: &[u8], mut at: usize, end: usize) -> usize {
    while at < end && matches!(bytes.get(at), Some(b' ' | b'\t')) {
        at += 1;
    }
    at
}
