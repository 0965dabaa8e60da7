//! From the end of one piece of content to the next: blanks, line ends, comments.

use super::Reader;
use crate::source::Span;
use crate::yaml::Comment;

impl Reader<'_> {
    /// The byte to be read; 0 at the end of the file, where no other is.
    pub(super) fn byte(&self) -> u8 {
        self.byte_at(self.at)
    }

    pub(super) fn byte_at(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Whether a blank, a line end or the end of the file stands there.
    pub(super) fn is_blank_at(&self, at: usize) -> bool {
        matches!(self.byte_at(at), b' ' | b'\n' | b'\r' | 0)
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.byte() == b' ' {
            self.at += 1;
        }
    }

    /// Goes to the first content of the file. Tells where its first document begins, unless that
    /// has a `---`: at a comment, if one comes first.
    pub(super) fn first_line(&mut self) -> Option<usize> {
        let content = self.bytes.iter();
        let first = content
            .take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r'))
            .count();
        self.at = first;
        let before = self.bytes.get(..first).unwrap_or_default();
        self.line = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        self.at_content()?;
        Some(first)
    }

    /// Notes the first content of a line, and goes to that of a later line if this is a comment.
    pub(super) fn at_content(&mut self) -> Option<()> {
        if self.byte() != b'#' {
            return self.take_level();
        }
        self.comment(true)?;
        self.next_line()
    }

    /// Goes from the end of a value to the next content, which stands on a line of its own.
    pub(super) fn end_line(&mut self) -> Option<()> {
        let end = self.at;
        self.skip_blanks();
        match self.byte() {
            b'\n' | b'\r' | 0 => {}
            b'#' if self.at > end => self.comment(false)?,
            _ => return None,
        }
        self.next_line()
    }

    /// Goes from the end of a line to the next content.
    fn next_line(&mut self) -> Option<()> {
        while self.take_line_end() {
            self.skip_blanks();
            match self.byte() {
                b'\n' | b'\r' => {}
                b'#' => self.comment(true)?,
                _ => return self.take_level(),
            }
        }
        self.level = 0;
        Some(())
    }

    /// Steps over a line end, if one stands here.
    pub(super) fn take_line_end(&mut self) -> bool {
        match self.byte() {
            b'\n' => self.at += 1,
            // No return stands alone.
            b'\r' => self.at += 2,
            _ => return false,
        }
        self.line = self.at;
        true
    }

    /// The level of content that begins here.
    pub(super) fn level_here(&self) -> usize {
        self.at - self.line + 1
    }

    /// Notes on which level the first content of a line is.
    fn take_level(&mut self) -> Option<()> {
        self.level = match self.at - self.line {
            _ if self.at >= self.bytes.len() => 0,
            0 if self.is_marker(b'-') => 0,
            0 if self.is_marker(b'.') => return None,
            column => column + 1,
        };
        Some(())
    }

    /// Whether the line begins with `---`, or `...`.
    pub(super) fn is_marker(&self, sign: u8) -> bool {
        self.bytes.get(self.line..self.line + 3) == Some(&[sign; 3])
            && self.is_blank_at(self.line + 3)
    }

    pub(super) fn comment(&mut self, own_line: bool) -> Option<()> {
        let start = self.at;
        self.skip_line();
        let end = self.at;
        self.comments.push(Comment {
            span: Span::new(self.file, start, end),
            text: self.slice(start + 1, end)?,
            own_line,
        });
        Some(())
    }

    /// Goes to the end of the line.
    pub(super) fn skip_line(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        self.at += end;
        if end > 0 && self.byte_at(self.at - 1) == b'\r' {
            self.at -= 1;
        }
    }
}
