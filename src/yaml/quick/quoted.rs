//! Scalars in quotes.

use std::borrow::Cow;

use super::plain::fold;
use super::{Leaf, Reader, bytes};
use crate::source::{escaped, escaped_digits};
use crate::yaml::tree::{Scalar, ScalarStyle};

impl<'s> Reader<'s> {
    /// Reads a scalar from its quote to the byte after the closing one. Lines that continue it are
    /// deeper than `parent`.
    pub(super) fn quoted(&mut self, quote: u8, parent: usize) -> Option<Leaf<'s>> {
        let open = self.at;
        let start = open + 1;
        self.at = start;
        self.skip_quoted(quote)?;
        let is_single = quote == b'\'';
        let is_whole = self.byte() == quote && !(is_single && self.byte_at(self.at + 1) == quote);
        let value = if is_whole {
            Cow::Borrowed(self.slice(start, self.at)?)
        } else {
            Cow::Owned(self.quoted_in_pieces(quote, start, parent)?)
        };
        let end = self.at;
        self.at += 1;
        let style = if is_single {
            ScalarStyle::SingleQuoted
        } else {
            ScalarStyle::DoubleQuoted
        };
        Some(Leaf {
            scalar: Scalar { value, style },
            inner: bytes(start, end),
            start: open,
        })
    }

    /// Goes to the next byte that is not as it is: the quote, a backslash, a line end.
    fn skip_quoted(&mut self, quote: u8) -> Option<()> {
        let rest = self.bytes.get(self.at..)?;
        let ends = if quote == b'\'' {
            rest.iter()
                .position(|byte| matches!(byte, b'\'' | b'\n' | b'\r'))
        } else {
            rest.iter()
                .position(|byte| matches!(byte, b'"' | b'\\' | b'\n' | b'\r'))
        };
        self.at += ends?;
        Some(())
    }

    fn quoted_in_pieces(&mut self, quote: u8, start: usize, parent: usize) -> Option<String> {
        let mut text = String::new();
        let mut from = start;
        // Blanks before a line end are no content unless they are escaped.
        let mut kept = 0;
        loop {
            text.push_str(self.slice(from, self.at)?);
            match self.byte() {
                b'\'' if self.byte_at(self.at + 1) == quote => {
                    text.push('\'');
                    self.at += 2;
                }
                byte if byte == quote => return Some(text),
                b'\\' => {
                    text.push(self.escaped()?);
                    kept = text.len();
                }
                _ => {
                    while text.len() > kept && text.ends_with(' ') {
                        text.pop();
                    }
                    let breaks = self.skip_line_ends();
                    if self.level_here() <= parent || self.is_any_marker() {
                        return None;
                    }
                    fold(&mut text, breaks);
                    kept = text.len();
                }
            }
            from = self.at;
            self.skip_quoted(quote)?;
        }
    }

    /// Reads a backslash with what follows it.
    fn escaped(&mut self) -> Option<char> {
        let sign = self.byte_at(self.at + 1);
        self.at += 2;
        match escaped_digits(sign) {
            Some(digits) => self.hexadecimal(digits),
            // A line end among those that are none, which joins two lines.
            None => escaped(sign),
        }
    }

    /// A character by its number. Halves of surrogate pairs are left to the other way.
    fn hexadecimal(&mut self, digits: usize) -> Option<char> {
        let text = self.slice(self.at, self.at + digits)?;
        if !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        self.at += digits;
        char::from_u32(u32::from_str_radix(text, 16).ok()?)
    }

    /// Whether a `---` or `...` stands at the beginning of the line.
    pub(super) fn is_any_marker(&self) -> bool {
        self.at == self.line && (self.is_marker(b'-') || self.is_marker(b'.'))
    }
}
