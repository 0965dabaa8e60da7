//! Scalars without quotes.

use std::borrow::Cow;

use super::{Leaf, Reader, bytes};
use crate::yaml::tree::{Scalar, ScalarStyle};

/// What may end text outside of brackets: a line end, a colon, the `#` of a comment.
const ENDS_BLOCK: [bool; 256] = table(b"\n\r:#");
/// The same inside of brackets.
const ENDS_FLOW: [bool; 256] = table(b"\n\r:#,[]{}");
/// What no text begins with. Some of them may be the first before some bytes; few texts begin so.
const NO_BEGINNING: [bool; 256] = table(b"\n\r,[]{}#&*!|>'\"%@`?:");

const fn table(signs: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut rest = signs;
    while let [first, others @ ..] = rest {
        #[expect(clippy::indexing_slicing, reason = "a byte is below 256")]
        {
            table[*first as usize] = true;
        }
        rest = others;
    }
    table
}

fn is_in(table: &[bool; 256], byte: u8) -> bool {
    table.get(usize::from(byte)).copied().unwrap_or(true)
}

impl<'s> Reader<'s> {
    /// Reads text to its end in this line, and tells that end. Stops there or at the colon behind it.
    pub(super) fn plain_line(&mut self) -> Option<usize> {
        self.text_of_line(&ENDS_BLOCK)
    }

    /// The same inside of brackets, where a comma or bracket ends it too.
    pub(super) fn plain_in_flow(&mut self) -> Option<usize> {
        self.text_of_line(&ENDS_FLOW)
    }

    #[inline]
    fn text_of_line(&mut self, ends: &[bool; 256]) -> Option<usize> {
        let start = self.at;
        let first = self.byte();
        if is_in(&NO_BEGINNING, first) || (first == b'-' && !self.may_follow_dash(ends)) {
            return None;
        }
        let mut at = start;
        loop {
            let rest = self.bytes.get(at..)?;
            let ordinary = rest.iter().position(|&byte| is_in(ends, byte));
            at = ordinary.map_or(self.bytes.len(), |ordinary| at + ordinary);
            match self.byte_at(at) {
                b'#' if self.byte_at(at - 1) != b' ' => {}
                b':' if !self.is_blank_at(at + 1) => {
                    // In brackets, `a:,` has a key, which is left to the other way.
                    if matches!(self.byte_at(at + 1), b',' | b'[' | b']' | b'{' | b'}')
                        && is_in(ends, b',')
                    {
                        return None;
                    }
                }
                _ => break,
            }
            at += 1;
        }
        let mut end = at;
        while end > start && self.byte_at(end - 1) == b' ' {
            end -= 1;
        }
        self.at = if self.byte_at(at) == b':' { at } else { end };
        Some(end)
    }

    fn may_follow_dash(&self, ends: &[bool; 256]) -> bool {
        let next = self.byte_at(self.at + 1);
        !matches!(next, b' ' | 0) && (next == b':' || next == b'#' || !is_in(ends, next))
    }

    pub(super) fn plain_scalar(&self, start: usize, end: usize) -> Option<Leaf<'s>> {
        let value = Cow::Borrowed(self.slice(start, end)?);
        plain(value, start, end)
    }

    /// Takes text whose first line is read, with the lines that continue it, and goes to the next
    /// line.
    pub(super) fn end_plain(&mut self, start: usize, end: usize, parent: usize) -> Option<()> {
        let (line, comments) = (self.line, self.comments.len());
        self.end_line()?;
        if self.level <= parent {
            let node = self.plain_scalar(start, end)?;
            self.push_leaf(node);
            return Some(());
        }
        if self.comments.len() > comments {
            return None;
        }
        (self.at, self.line) = (end, line);
        let node = self.plain_lines(start, end, parent, &ENDS_BLOCK)?;
        self.push_leaf(node);
        self.end_line()
    }

    /// Takes text inside of brackets whose first line is read.
    pub(super) fn end_plain_in_flow(
        &mut self,
        start: usize,
        end: usize,
        parent: usize,
    ) -> Option<()> {
        let node = if matches!(self.byte(), b'\n' | b'\r') || self.byte() == b' ' {
            self.plain_lines(start, end, parent, &ENDS_FLOW)?
        } else {
            self.plain_scalar(start, end)?
        };
        self.push_leaf(node);
        Some(())
    }

    /// Reads the lines that continue text, if any do, and stops at the end of the last.
    fn plain_lines(
        &mut self,
        start: usize,
        mut end: usize,
        parent: usize,
        ends: &[bool; 256],
    ) -> Option<Leaf<'s>> {
        let mut joined: Option<String> = None;
        loop {
            let line = self.line;
            let breaks = self.skip_line_ends();
            if self.is_any_marker() {
                return None;
            }
            let goes_on = breaks > 0
                && self.level_here() > parent
                && !matches!(self.byte(), b'#' | 0)
                && !(is_in(ends, b',') && is_in(ends, self.byte()));
            if !goes_on {
                (self.at, self.line) = (end, line);
                break;
            }
            let first = self.at;
            let last = self.continued(ends)?;
            let mut text = match joined.take() {
                Some(text) => text,
                None => self.slice(start, end)?.to_owned(),
            };
            fold(&mut text, breaks);
            text.push_str(self.slice(first, last)?);
            joined = Some(text);
            end = last;
        }
        match joined {
            Some(text) => plain(Cow::Owned(text), start, end),
            None => self.plain_scalar(start, end),
        }
    }

    /// Reads a line that continues text. One with a key in it is wrong.
    fn continued(&mut self, ends: &[bool; 256]) -> Option<usize> {
        let end = self.text_of_line(ends)?;
        (self.byte() != b':').then_some(end)
    }

    /// Goes over line ends and blanks, and tells how many line ends there are.
    pub(super) fn skip_line_ends(&mut self) -> usize {
        let mut breaks = 0;
        self.skip_blanks();
        while self.take_line_end() {
            breaks += 1;
            self.skip_blanks();
        }
        breaks
    }
}

/// Joins lines: one line end becomes a blank, of more the first is left out.
pub(super) fn fold(text: &mut String, breaks: usize) {
    match breaks {
        0 => {}
        1 => text.push(' '),
        _ => text.extend(std::iter::repeat_n('\n', breaks - 1)),
    }
}

fn plain(value: Cow<'_, str>, start: usize, end: usize) -> Option<Leaf<'_>> {
    // A merge key changes what its mapping holds.
    if value == "<<" {
        return None;
    }
    let style = ScalarStyle::Plain;
    Some(Leaf {
        scalar: Scalar { value, style },
        inner: bytes(start, end),
        start,
    })
}
