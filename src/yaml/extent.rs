//! How far a value reaches that YAML reads otherwise than its author meant it.

use std::ops::Range;

use crate::source::slice;

/// What follows a byte, but for blanks on its line.
pub(super) fn after_blanks(text: &str, from: usize) -> &str {
    slice(text, from..text.len()).trim_start_matches([' ', '\t'])
}

/// The line of a byte, without its line break.
pub(super) fn line(text: &str, at: usize) -> Range<usize> {
    let start = slice(text, 0..at)
        .rfind(['\n', '\r'])
        .map_or(0, |line_break| line_break + 1);
    let rest = slice(text, at..text.len());
    let end = rest.find(['\n', '\r']).map_or(text.len(), |end| at + end);
    start..end
}

/// Whether the line of a byte begins so near before it that a person may have written it. Lines that
/// programs write may be the whole file, and must not be searched from each of their places.
pub(super) fn is_near_line_start(text: &str, at: usize) -> bool {
    const NEAR: usize = 4096;
    let bytes = text.as_bytes().get(at.saturating_sub(NEAR)..at);
    at < NEAR || bytes.is_some_and(|before| memchr::memchr2(b'\n', b'\r', before).is_some())
}

/// From `start` to the end of the line, without a comment and the blanks before it.
pub(super) fn to_line_end(text: &str, start: usize) -> Range<usize> {
    let rest = slice(text, start..line(text, start).end);
    let end = [" #", "\t#"]
        .iter()
        .filter_map(|comment| rest.find(comment))
        .min()
        .unwrap_or(rest.len());
    start..start + slice(rest, 0..end).trim_end().len()
}

/// The value inside of `{ }` or `[ ]` that begins at `start`: up to a `,`, `}` or `]` outside of
/// brackets of its own, at most to the end of the line.
pub(super) fn in_brackets(text: &str, start: usize) -> Range<usize> {
    let whole = to_line_end(text, start);
    let mut open: Vec<char> = Vec::new();
    for (at, c) in slice(text, whole.clone()).char_indices() {
        match c {
            '{' => open.push('}'),
            '[' => open.push(']'),
            '(' => open.push(')'),
            '}' | ']' | ')' if open.last() == Some(&c) => {
                open.pop();
            }
            // Inside of a pattern's brackets the other kinds are text.
            '}' | ']' | ',' if open.is_empty() => {
                let value = slice(text, start..start + at);
                return start..start + value.trim_end().len();
            }
            _ => {}
        }
    }
    whole
}

/// Where the key of a line begins, after its indentation and the `-` of list entries.
pub(super) fn line_content(text: &str, at: usize) -> usize {
    let line = line(text, at);
    let mut start = line.start;
    loop {
        let rest = slice(text, start..line.end);
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\u{feff}']).len();
        start += blanks;
        let rest = slice(text, start..line.end);
        if !rest.starts_with("- ") && !rest.starts_with("? ") {
            return start;
        }
        start += 1;
    }
}

/// The first `:` of a line that ends a key: a blank or the end of the line follows it, and it is in
/// no quotes.
pub(super) fn key_colon(text: &str, at: usize) -> Option<usize> {
    let start = line_content(text, at);
    let rest = slice(text, start..line(text, at).end);
    let mut quote = None;
    for (offset, c) in rest.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') if offset == 0 => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None, ':') => {
                let after = slice(rest, offset + 1..rest.len());
                if after.is_empty() || after.starts_with([' ', '\t']) {
                    return Some(start + offset);
                }
            }
            (None, '#') if slice(rest, 0..offset).ends_with([' ', '\t']) => return None,
            _ => {}
        }
    }
    None
}

/// Where the value of a line begins: after its first key, else after the `-` of a list entry.
pub(super) fn line_value(text: &str, at: usize) -> usize {
    let Some(colon) = key_colon(text, at) else {
        return line_content(text, at);
    };
    let end = line(text, at).end;
    let rest = slice(text, colon + 1..end);
    colon + 1 + rest.len() - rest.trim_start_matches([' ', '\t']).len()
}

/// Whether the line below that of a byte continues its value: it is indented deeper than its key.
pub(super) fn continues_below(text: &str, at: usize) -> bool {
    let line_of = line(text, at);
    let column = line_content(text, at) - line_of.start;
    let below = slice(text, line_of.end..text.len()).trim_start_matches('\r');
    let below = below.strip_prefix('\n').unwrap_or(below);
    let content = below.trim_start_matches(' ');
    below.len() - content.len() > column
        && !content.is_empty()
        && !content.starts_with(['\n', '\r', '#'])
}

/// Whether the bracket at `open` has its counterpart before the end or the next document.
pub(super) fn is_closed(text: &str, open: usize) -> bool {
    let rest = slice(text, open..text.len());
    let end = rest.find("\n---").unwrap_or(rest.len());
    let mut depth = 0_usize;
    for c in slice(rest, 0..end).chars() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' if depth <= 1 => return true,
            '}' | ']' => depth -= 1,
            _ => {}
        }
    }
    false
}

/// The word at a byte: up to the next blank, line break or flow indicator; at least one character.
pub(super) fn word(text: &str, at: usize) -> Range<usize> {
    let rest = slice(text, at..text.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let end = slice(rest, first..rest.len())
        .find([' ', '\t', '\n', '\r', ',', '[', ']', '{', '}'])
        .map_or(rest.len(), |length| first + length);
    let is_break = rest.starts_with(['\n', '\r']);
    at..if is_break { at } else { at + end }
}

/// Tabs in the indentation of the block list or mapping that begins at a byte. The parser takes
/// them, other parsers do not, and YAML has only blanks there.
pub(super) fn tabs_before_block(text: &str, start: usize) -> Option<Range<usize>> {
    let line = line(text, start).start;
    let before = slice(text, line..start);
    let is_indentation = before
        .chars()
        .all(|c| matches!(c, ' ' | '\t' | '-' | '?' | ':' | '\u{feff}'));
    let tab = before.find('\t').filter(|_| is_indentation)?;
    let tabs = slice(before, tab..before.len());
    let count = tabs.len() - tabs.trim_start_matches('\t').len();
    Some(line + tab..line + tab + count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_in_brackets_ends_where_its_own_brackets_are_closed() {
        let cases = [
            ("${x}, b: 1 }", "${x}"),
            ("a/${x}/b }", "a/${x}/b"),
            ("^[a-z]{1,3}$ }", "^[a-z]{1,3}$"),
            ("^[^}]+$ , x }", "^[^}]+$"),
            ("$.a[?(@.b == 'c', 1)].d]", "$.a[?(@.b == 'c', 1)].d"),
            ("{{x}}/y}", "{{x}}/y"),
            ("$images[0]  # first", "$images[0]"),
            ("${x", "${x"),
        ];
        for (text, value) in cases {
            assert_eq!(slice(text, in_brackets(text, 0)), value);
        }
    }

    #[test]
    fn a_value_continues_in_a_line_that_is_indented_deeper_than_its_key() {
        let cases = [
            ("a: b\n  c", true),
            ("a: b\r\n  c\r\n", true),
            ("  a: b\n  c: d", false),
            ("- a: b\n  c: d", false),
            ("- a: b\n   c", true),
            ("a: b\n\n", false),
            ("a: b\n  # c", false),
            ("a: b", false),
        ];
        for (text, continues) in cases {
            assert_eq!(continues_below(text, 4), continues, "{text:?}");
        }
    }

    #[test]
    fn the_key_of_a_line_ends_at_its_first_colon_before_a_blank() {
        let value = |text: &str| slice(text, line_value(text, text.len())..text.len()).to_owned();
        assert_eq!(value("a: 1\n  - url: http://x: y"), "http://x: y");
        assert_eq!(value("\"a: b\": c"), "c");
        assert_eq!(value("- x"), "x");
        assert_eq!(value("  a:b"), "a:b");
    }
}
