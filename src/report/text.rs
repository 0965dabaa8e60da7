//! Text on a terminal: columns, line breaks, and characters that must not get there as they are.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

pub(super) use crate::hidden::is_hidden;

/// How many columns a character takes. Characters of a sequence count one by one, as `wcwidth` does
/// it and as most terminals draw them.
pub(super) fn width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// How many columns a text without hidden characters takes.
pub(super) fn text_width(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// Whether a character can be written as it is after `before`. A joiner does its work between
/// letters of scripts that need it and between emoji; elsewhere it only hides. An accent needs
/// something to stand on.
#[must_use]
pub fn shows(c: char, before: Option<char>) -> bool {
    match c {
        '\u{200c}' | '\u{200d}' => before.is_some_and(|b| !b.is_ascii() && !is_hidden(b)),
        _ => !is_hidden(c) && (before.is_some() || width(c) > 0),
    }
}

/// A character as `\u{1b}`.
pub(super) fn escape(c: char) -> impl Iterator<Item = char> + Clone {
    c.escape_unicode()
}

/// A text on one line, safe for a terminal: a line end becomes a blank, hidden characters become
/// visible.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\t' => out.push(' '),
            _ if shows(c, before) => out.push(c),
            _ => out.extend(escape(c)),
        }
        before = Some(c);
    }
    Cow::Owned(out)
}

/// Breaks one line at blanks. The first line has room for `first` columns, the others for `rest`;
/// a word that is wider stays whole. Blanks at the beginning are left out.
pub(super) fn wrap(text: &str, first: usize, rest: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    let mut begun = false;
    for word in text.trim().split(' ') {
        let room = if lines.is_empty() { first } else { rest };
        let columns = text_width(word);
        if begun && used + 1 + columns > room {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            (used, begun) = (0, false);
        }
        if begun {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += columns;
        begun |= !word.is_empty();
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_marks_of_direction_become_visible() {
        assert_eq!(visible("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(visible("x\u{202e}y\u{9b}z"), "x\\u{202e}y\\u{9b}z");
        assert_eq!(
            visible("one\r\ntwo\nthree\rfour"),
            "one two three\\u{d}four"
        );
    }

    #[test]
    fn a_joiner_shows_where_it_joins() {
        assert_eq!(visible("👩\u{200d}💻"), "👩\u{200d}💻");
        assert_eq!(visible("na\u{200d}me"), "na\\u{200d}me");
    }

    #[test]
    fn lines_break_at_blanks() {
        assert_eq!(wrap("one two three", 7, 5), ["one two", "three"]);
        assert_eq!(wrap("  one  two three", 8, 8), ["one  two", "three"]);
        assert_eq!(
            wrap("incomprehensibilities", 5, 5),
            ["incomprehensibilities"]
        );
        assert_eq!(wrap("日本 日本", 5, 5), ["日本", "日本"]);
        assert_eq!(wrap("", 5, 5), [""]);
    }
}
