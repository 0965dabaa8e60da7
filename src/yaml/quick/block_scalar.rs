//! Scalars after `|` and `>`.

use std::borrow::Cow;

use super::{Reader, bytes};
use crate::yaml::tree::{Kind, Scalar, ScalarStyle};

/// What becomes of the line ends after the last line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomping {
    Strip,
    Clip,
    Keep,
}

/// A line that is not empty.
#[derive(Clone, Copy)]
pub(super) struct Line {
    /// After its indentation.
    start: usize,
    end: usize,
    /// How many empty lines stand before it.
    empty_before: usize,
}

impl<'s> Reader<'s> {
    /// Reads a block scalar from its header on, and goes to the next line.
    pub(super) fn block_scalar(&mut self, parent: usize) -> Option<()> {
        let header = self.at;
        let style = if self.byte() == b'|' {
            ScalarStyle::Literal
        } else {
            ScalarStyle::Folded
        };
        self.at += 1;
        let (chomping, indicated) = self.indicators()?;
        let header_end = self.at;
        self.skip_blanks();
        if self.byte() == b'#' && self.at > header_end {
            self.comment(false)?;
        }
        // Without any line it is a matter of its own where it stands, and so it is without a parent.
        if parent == 0 || !self.take_line_end() {
            return None;
        }
        let (indentation, empty_before) = match indicated {
            Some(more) => (parent - 1 + more, 0),
            None => self.first_indentation(parent),
        };
        let empty_after = self.lines_of_block(indentation, empty_before);
        let start = self.lines.first()?.start;
        let end = self.end_of_text()?;
        let value = self.block_value_of(style, chomping, empty_after)?;
        let kind = Kind::Scalar(Scalar { value, style });
        self.push(kind, bytes(start, end), header);
        self.at_content()
    }

    /// Reads what may follow the sign: a digit and a sign for the last line ends.
    fn indicators(&mut self) -> Option<(Chomping, Option<usize>)> {
        let (mut chomping, mut indentation) = (None, None);
        loop {
            match self.byte() {
                b'-' if chomping.is_none() => chomping = Some(Chomping::Strip),
                b'+' if chomping.is_none() => chomping = Some(Chomping::Keep),
                digit @ b'1'..=b'9' if indentation.is_none() => {
                    indentation = Some(usize::from(digit - b'0'));
                }
                b' ' | b'\n' | b'\r' => break,
                _ => return None,
            }
            self.at += 1;
        }
        Some((chomping.unwrap_or(Chomping::Clip), indentation))
    }

    /// The indentation of the first line, before which there may be empty ones; tells how many.
    fn first_indentation(&mut self, parent: usize) -> (usize, usize) {
        let (mut deepest, mut empty) = (parent, 0);
        loop {
            self.skip_blanks();
            deepest = deepest.max(self.at - self.line);
            if !self.take_line_end() {
                self.at = self.line;
                return (deepest, empty);
            }
            empty += 1;
        }
    }

    /// Collects the lines, up to one that is not indented enough. Tells how many empty ones come
    /// after the last.
    fn lines_of_block(&mut self, indentation: usize, mut empty_before: usize) -> usize {
        self.lines.clear();
        loop {
            let first = self.line + indentation;
            while self.at < first && self.byte() == b' ' {
                self.at += 1;
            }
            if self.take_line_end() {
                empty_before += 1;
                continue;
            }
            if self.at < first || self.at >= self.bytes.len() {
                return empty_before;
            }
            let start = self.at;
            self.skip_line();
            self.lines.push(Line {
                start,
                end: self.at,
                empty_before,
            });
            empty_before = 0;
            if !self.take_line_end() {
                return empty_before;
            }
        }
    }

    /// Where the last line ends that is not blank, without blanks.
    fn end_of_text(&self) -> Option<usize> {
        self.lines.iter().rev().find_map(|line| {
            let text = self.bytes.get(line.start..line.end)?;
            let last = text.iter().rposition(|&byte| byte != b' ')?;
            Some(line.start + last + 1)
        })
    }

    fn block_value_of(
        &self,
        style: ScalarStyle,
        chomping: Chomping,
        empty_after: usize,
    ) -> Option<Cow<'s, str>> {
        if let [only] = self.lines.as_slice()
            && only.empty_before == 0
        {
            if chomping == Chomping::Strip {
                return self.slice(only.start, only.end).map(Cow::Borrowed);
            }
            let is_same = chomping == Chomping::Clip || empty_after == 0;
            if is_same && self.byte_at(only.end) == b'\n' {
                return self.slice(only.start, only.end + 1).map(Cow::Borrowed);
            }
        }
        let lengths = self.lines.iter();
        let length: usize = lengths
            .map(|line| line.end - line.start + line.empty_before + 1)
            .sum();
        let mut text = String::with_capacity(length);
        let mut before: Option<u8> = None;
        for line in &self.lines {
            let first = self.byte_at(line.start);
            let is_joined = style == ScalarStyle::Folded && first != b' ' && before != Some(b' ');
            match before {
                Some(_) if is_joined && line.empty_before == 0 => text.push(' '),
                Some(_) if !is_joined => text.push('\n'),
                _ => {}
            }
            add_line_ends(&mut text, line.empty_before);
            text.push_str(self.slice(line.start, line.end)?);
            before = Some(first);
        }
        match chomping {
            Chomping::Strip => {}
            Chomping::Clip => text.push('\n'),
            Chomping::Keep => add_line_ends(&mut text, empty_after + 1),
        }
        Some(Cow::Owned(text))
    }
}

fn add_line_ends(text: &mut String, count: usize) {
    text.extend(std::iter::repeat_n('\n', count));
}
