//! Lists and mappings by indentation.

use std::borrow::Cow;

use super::{Leaf, Reader, bytes, to_u32};
use crate::yaml::tree::{Kind, Scalar, ScalarStyle};

/// An implicit key may have 1,024 characters; near that, the other way counts them.
pub(super) const LONGEST_KEY: usize = 1000;

impl<'s> Reader<'s> {
    /// Reads what begins here, the first of its line or after a `-`, and goes to the next line.
    /// `parent` is the level of the list or mapping that it stands in.
    pub(super) fn block_node(&mut self, parent: usize) -> Option<()> {
        let level = self.level_here();
        match self.byte() {
            b'-' if self.is_blank_at(self.at + 1) => self.block_sequence(level, false),
            b'[' | b'{' => {
                self.flow(parent)?;
                self.end_line()
            }
            b'|' | b'>' => self.block_scalar(parent),
            quote @ (b'"' | b'\'') => {
                let (start, line) = (self.at, self.line);
                let node = self.quoted(quote, parent)?;
                if self.line == line && self.goes_to_colon(start) {
                    return self.block_mapping(level, node);
                }
                self.push_leaf(node);
                self.end_line()
            }
            _ => {
                let start = self.at;
                let end = self.plain_line()?;
                if self.is_at_colon(start) {
                    let node = self.plain_scalar(start, end)?;
                    return self.block_mapping(level, node);
                }
                self.end_plain(start, end, parent)
            }
        }
    }

    fn block_sequence(&mut self, level: usize, in_mapping: bool) -> Option<()> {
        let open = self.open(Kind::Sequence { flow: false }, self.at)?;
        let mut end;
        loop {
            self.go_to_item(level)?;
            let item = self.nodes.len();
            self.block_node(level)?;
            end = self.end_of(item)?;
            if self.level != level {
                break;
            }
            if self.byte() != b'-' || !self.is_blank_at(self.at + 1) {
                // A list may stand as deep as the key above it.
                if in_mapping {
                    break;
                }
                return None;
            }
        }
        if self.level > level {
            return None;
        }
        self.close_block(open, end)
    }

    /// Goes from the `-` of an entry to its value.
    fn go_to_item(&mut self, level: usize) -> Option<()> {
        self.at += 1;
        let after_dash = self.at;
        self.skip_blanks();
        if !matches!(self.byte(), b'\n' | b'\r' | b'#' | 0) {
            return Some(());
        }
        self.at = after_dash;
        self.end_line()?;
        // An entry without a value is left to the other way.
        (self.level > level).then_some(())
    }

    /// Reads a mapping; its first key is read already, up to the colon.
    fn block_mapping(&mut self, level: usize, first: Leaf<'s>) -> Option<()> {
        let kind = Kind::Mapping {
            flow: false,
            merges: false,
        };
        let open = self.open(kind, first.start)?;
        self.push_leaf(first);
        let mut end;
        loop {
            let value = self.nodes.len();
            self.block_value(level)?;
            end = self.end_of(value)?;
            if self.level != level {
                break;
            }
            let key = self.block_key()?;
            self.push_leaf(key);
        }
        if self.level > level {
            return None;
        }
        self.close_block(open, end)
    }

    /// Reads a key up to its colon.
    fn block_key(&mut self) -> Option<Leaf<'s>> {
        let start = self.at;
        match self.byte() {
            quote @ (b'"' | b'\'') => {
                let line = self.line;
                let node = self.quoted(quote, 0)?;
                (self.line == line && self.goes_to_colon(start)).then_some(node)
            }
            b'-' if self.is_blank_at(start + 1) => None,
            _ => {
                let end = self.plain_line()?;
                if !self.is_at_colon(start) {
                    return None;
                }
                self.plain_scalar(start, end)
            }
        }
    }

    /// Reads what follows the colon here, and goes to the next line.
    fn block_value(&mut self, level: usize) -> Option<()> {
        self.at += 1;
        let after_colon = self.at;
        self.skip_blanks();
        match self.byte() {
            b'\n' | b'\r' | b'#' | 0 => {
                self.at = after_colon;
                self.end_line()?;
                if self.level > level {
                    return self.block_node(level);
                }
                if self.level == level && self.byte() == b'-' && self.is_blank_at(self.at + 1) {
                    return self.block_sequence(level, true);
                }
                let nothing = bytes(after_colon, after_colon);
                let kind = Kind::Scalar(Scalar {
                    value: Cow::Borrowed(""),
                    style: ScalarStyle::Plain,
                });
                self.push(kind, nothing, after_colon);
                Some(())
            }
            b'-' if self.is_blank_at(self.at + 1) => None,
            b'[' | b'{' => {
                self.flow(level)?;
                self.end_line()
            }
            b'|' | b'>' => self.block_scalar(level),
            quote @ (b'"' | b'\'') => {
                let node = self.quoted(quote, level)?;
                self.push_leaf(node);
                self.end_line()
            }
            _ => {
                let start = self.at;
                let end = self.plain_line()?;
                if self.is_at_colon(start) {
                    return None;
                }
                self.end_plain(start, end, level)
            }
        }
    }

    /// Whether the colon of a key that begins at `start` comes next; goes there.
    fn goes_to_colon(&mut self, start: usize) -> bool {
        let end = self.at;
        self.skip_blanks();
        let is_key = self.byte() == b':' && self.is_blank_at(self.at + 1);
        if is_key && self.at - start <= LONGEST_KEY {
            return true;
        }
        self.at = end;
        false
    }

    /// Whether text that begins at `start` was read up to a colon.
    fn is_at_colon(&self, start: usize) -> bool {
        self.byte() == b':' && self.at - start <= LONGEST_KEY
    }

    /// Where the node ends that was read into this place, and all that is in it.
    fn end_of(&self, node: usize) -> Option<u32> {
        let data = self.nodes.get(node)?;
        debug_assert_eq!(data.past, to_u32(self.nodes.len()));
        Some(data.written().end)
    }
}
