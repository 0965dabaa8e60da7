//! One line of source text as it is shown: safe for a terminal, and cut around what is marked where
//! it is too long.

use std::ops::Range;

use crate::source::slice;

use super::text::{escape, shows, width};

const TAB_COLUMNS: usize = 4;

/// How much room there is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Columns for the text.
    pub(super) columns: usize,
    /// Of these, at the right, the columns that a mark should leave free for its label.
    pub(super) label_columns: usize,
    /// Stands for what is cut away.
    pub(super) ellipsis: &'static str,
}

/// A line as it is shown.
#[derive(Debug, Default)]
pub(super) struct ShownLine {
    text: String,
    /// Byte offsets in the line with their byte offsets in the shown text, both ascending; one at
    /// the start of each character and each gap, and one at the end.
    places: Vec<(usize, usize)>,
    /// The column after the text.
    column: usize,
}

impl ShownLine {
    /// The text, without a line end.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where in the shown text something starts.
    pub(super) fn start(&self, offset: usize) -> usize {
        let after = self.places.partition_point(|&(at, _)| at <= offset);
        self.places
            .get(after.saturating_sub(1))
            .map_or(0, |&(_, shown)| shown)
    }

    /// Where in the shown text something ends.
    pub(super) fn end(&self, offset: usize) -> usize {
        let from = self.places.partition_point(|&(at, _)| at < offset);
        self.places
            .get(from)
            .map_or(self.text.len(), |&(_, shown)| shown)
    }

    fn push_part(&mut self, line: &str, part: Range<usize>) {
        let mut before = slice(line, 0..part.start).chars().next_back();
        for (at, c) in slice(line, part.clone()).char_indices() {
            self.places.push((part.start + at, self.text.len()));
            let columns = columns_of(c, before, self.column);
            if c == '\t' {
                self.text.extend(std::iter::repeat_n(' ', columns));
            } else if shows(c, before) {
                self.text.push(c);
            } else {
                self.text.extend(escape(c));
            }
            self.column += columns;
            before = Some(c);
        }
    }

    fn push_gap(&mut self, at: usize, ellipsis: &str) {
        self.places.push((at, self.text.len()));
        self.text.push_str(ellipsis);
        self.column += ellipsis.chars().count();
    }
}

/// Shows `line`, which has no line end, so that the marks in it can be seen. They are byte ranges,
/// in order and without overlap.
///
/// The cost does not depend on the length of the line.
pub(super) fn show(line: &str, marks: &[Range<usize>], room: Room) -> ShownLine {
    if forward(line, 0, room.columns) == line.len() {
        let whole = assemble(line, std::iter::once(0..line.len()), room.ellipsis);
        let last = marks.last().map_or(0, |mark| whole.end(mark.end));
        let last_column = super::text::text_width(slice(&whole.text, 0..last));
        if whole.column <= room.columns && last_column + room.label_columns <= room.columns {
            return whole;
        }
    }
    assemble(line, cut(line, marks, room).into_iter(), room.ellipsis)
}

fn assemble(
    line: &str,
    parts: impl Iterator<Item = Range<usize>>,
    ellipsis: &'static str,
) -> ShownLine {
    let mut shown = ShownLine::default();
    let mut at = 0;
    for part in parts {
        if part.is_empty() && part.start > at && part.start < line.len() {
            // Too wide for its share: it is marked where the gap is.
            continue;
        }
        if part.start > at {
            shown.push_gap(at, ellipsis);
        }
        shown.push_part(line, part.clone());
        at = part.end;
    }
    if at < line.len() {
        shown.push_gap(at, ellipsis);
    }
    shown.places.push((line.len(), shown.text.len()));
    shown
}

/// The parts of a long line that are shown, in order. Room is kept for a gap at either side.
fn cut(line: &str, marks: &[Range<usize>], room: Room) -> Vec<Range<usize>> {
    let ellipsis = room.ellipsis.chars().count();
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else {
        let start_only = room.columns.saturating_sub(ellipsis);
        return std::iter::once(0..forward(line, 0, start_only)).collect();
    };
    let columns = room.columns.saturating_sub(2 * ellipsis);
    let columns_marked = columns.saturating_sub(room.label_columns);
    if forward(line, first.start, columns_marked) >= last.end {
        return vec![around(line, first.start..last.end, columns, columns_marked)];
    }
    // They are too far apart, or one is too long: each gets a share, and of a long one its beginning is seen.
    let gaps = (marks.len() - 1) * ellipsis;
    let room = columns_marked.saturating_sub(gaps);
    let wanted = marks
        .iter()
        .map(|mark| columns_up_to(line, mark, room))
        .sum();
    let fair = room / marks.len();
    let context = room.saturating_sub(wanted) / marks.len();
    let mut parts: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        let (share, left) = if wanted <= room {
            (context + columns_up_to(line, mark, room), context / 2)
        } else {
            (fair, fair / 4)
        };
        let start = backward(line, mark.start, left);
        let before = columns_between(line, start..mark.start);
        let end = forward(line, mark.start, share.saturating_sub(before).max(1));
        match parts.last_mut() {
            Some(part) if start <= part.end => part.end = end.max(part.end),
            _ => parts.push(start..end),
        }
    }
    parts
}

/// The columns of a part, or one more than `most`.
fn columns_up_to(line: &str, part: &Range<usize>, most: usize) -> usize {
    if forward(line, part.start, most) < part.end {
        most + 1
    } else {
        columns_between(line, part.clone())
    }
}

/// Extends a marked part to both sides, evenly where the line allows it, to the left only so far
/// that what is marked stays within `columns_marked`.
fn around(line: &str, marked: Range<usize>, columns: usize, columns_marked: usize) -> Range<usize> {
    let taken = columns_between(line, marked.clone());
    let spare = columns.saturating_sub(taken);
    let right = forward(line, marked.end, spare / 2);
    let right_columns = columns_between(line, marked.end..right);
    let left_columns = (spare - right_columns).min(columns_marked.saturating_sub(taken));
    let start = backward(line, marked.start, left_columns);
    let left_columns = columns_between(line, start..marked.start);
    start..forward(line, marked.end, spare.saturating_sub(left_columns))
}

/// The furthest end, from `from`, of a part that takes at most `columns`.
fn forward(line: &str, from: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut before = slice(line, 0..from).chars().next_back();
    for (at, c) in slice(line, from..line.len()).char_indices() {
        let taken = most_columns_of(c, before);
        if taken > left {
            return from + at;
        }
        left -= taken;
        before = Some(c);
    }
    line.len()
}

/// The furthest start of a part that ends at `to` and takes at most `columns`. It does not start
/// with a character that belongs to the one before it.
fn backward(line: &str, to: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut start = to;
    let mut chars = slice(line, 0..to).char_indices().rev().peekable();
    while let Some((at, c)) = chars.next() {
        let taken = most_columns_of(c, chars.peek().map(|&(_, before)| before));
        if taken > left {
            break;
        }
        left -= taken;
        if taken > 0 || at == 0 {
            start = at;
        }
    }
    start
}

fn columns_between(line: &str, part: Range<usize>) -> usize {
    let mut before = slice(line, 0..part.start).chars().next_back();
    let mut columns = 0;
    for c in slice(line, part).chars() {
        columns += most_columns_of(c, before);
        before = Some(c);
    }
    columns
}

/// How many columns a character takes wherever it stands; a tab may take less.
fn most_columns_of(c: char, before: Option<char>) -> usize {
    columns_of(c, before, 0)
}

fn columns_of(c: char, before: Option<char>, column: usize) -> usize {
    if c == '\t' {
        TAB_COLUMNS - column % TAB_COLUMNS
    } else if shows(c, before) {
        width(c)
    } else {
        escape(c).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room {
        columns: 10,
        label_columns: 0,
        ellipsis: "…",
    };

    fn shown(line: &str, mark: Range<usize>) -> (String, String) {
        let shown = show(line, std::slice::from_ref(&mark), ROOM);
        let marked = slice(shown.text(), shown.start(mark.start)..shown.end(mark.end));
        (shown.text().to_owned(), marked.to_owned())
    }

    #[test]
    fn a_line_that_fits_is_shown_whole() {
        assert_eq!(
            shown("0123456789", 4..6),
            ("0123456789".into(), "45".into())
        );
    }

    #[test]
    fn a_long_line_is_cut_on_the_sides_that_are_far() {
        let line = "0123456789abcdefghijklmnopqrstuvwxyz";
        assert_eq!(shown(line, 1..3), ("01234567…".into(), "12".into()));
        assert_eq!(shown(line, 18..20), ("…fghijklm…".into(), "ij".into()));
        assert_eq!(shown(line, 34..36), ("…stuvwxyz".into(), "yz".into()));
        assert_eq!(shown(line, 36..36), ("…stuvwxyz".into(), String::new()));
    }

    #[test]
    fn of_a_long_mark_the_beginning_is_seen() {
        let line = "0123456789abcdefghijklmnopqrstuvwxyz";
        assert_eq!(shown(line, 10..30), ("…89abcdef…".into(), "abcdef…".into()));
    }

    #[test]
    fn marks_far_apart_are_both_seen() {
        let line = "0123456789abcdefghijklmnopqrstuvwxyz";
        let shown = show(line, &[2..3, 30..31], ROOM);
        assert_eq!(shown.text(), "…123…tuv…");
        assert_eq!(slice(shown.text(), shown.start(2)..shown.end(3)), "2");
        assert_eq!(slice(shown.text(), shown.start(30)..shown.end(31)), "u");
    }

    #[test]
    fn a_label_keeps_its_room() {
        let room = Room {
            label_columns: 5,
            ..ROOM
        };
        let mark = 8..10;
        let shown = show("0123456789", std::slice::from_ref(&mark), room);
        assert_eq!(shown.text(), "…789");
    }

    #[test]
    fn tabs_and_hidden_characters_take_the_room_of_what_is_shown() {
        assert_eq!(shown("a\tb", 1..2), ("a   b".into(), "   ".into()));
        assert_eq!(
            shown("\u{1b}b", 0..1),
            ("\\u{1b}b".into(), "\\u{1b}".into())
        );
        assert_eq!(
            shown("日本語日本語", 6..9),
            ("日本語日…".into(), "語".into())
        );
    }

    #[test]
    fn a_cut_does_not_part_a_letter_from_its_accent() {
        let line = format!("{}x", "e\u{301}".repeat(20));
        assert_eq!(
            shown(&line, 60..61).0,
            format!("…{}x", "e\u{301}".repeat(7))
        );
    }
}
