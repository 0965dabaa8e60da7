//! Lists and mappings in brackets.

use super::Reader;
use super::blocks::LONGEST_KEY;
use crate::yaml::tree::Kind;

impl Reader<'_> {
    /// Reads from the opening bracket to the byte after the closing one. Everything in it is deeper
    /// than `parent`.
    pub(super) fn flow(&mut self, parent: usize) -> Option<()> {
        let is_mapping = self.byte() == b'{';
        let (kind, close) = if is_mapping {
            let (flow, merges) = (true, false);
            (Kind::Mapping { flow, merges }, b'}')
        } else {
            (Kind::Sequence { flow: true }, b']')
        };
        let open = self.open(kind, self.at)?;
        self.at += 1;
        loop {
            self.skip_in_flow(parent)?;
            if self.byte() == close {
                break;
            }
            if is_mapping {
                self.flow_key(parent)?;
                self.skip_in_flow(parent)?;
            }
            self.flow_node(parent)?;
            self.skip_in_flow(parent)?;
            match self.byte() {
                b',' => self.at += 1,
                byte if byte == close => break,
                _ => return None,
            }
        }
        self.at += 1;
        self.close_flow(open)
    }

    /// Reads a key of one line and its colon. A key without one is left to the other way.
    fn flow_key(&mut self, parent: usize) -> Option<()> {
        let (start, line) = (self.at, self.line);
        if let quote @ (b'"' | b'\'') = self.byte() {
            let node = self.quoted(quote, parent)?;
            self.push_leaf(node);
            // Right after a quote, a colon needs no blank behind it.
            if self.byte() != b':' {
                self.skip_blanks();
                if !self.is_blank_at(self.at + 1) {
                    return None;
                }
            }
        } else {
            let end = self.plain_in_flow()?;
            let node = self.plain_scalar(start, end)?;
            self.push_leaf(node);
        }
        if self.byte() != b':' || self.line != line || self.at - start > LONGEST_KEY {
            return None;
        }
        self.at += 1;
        Some(())
    }

    fn flow_node(&mut self, parent: usize) -> Option<()> {
        match self.byte() {
            b'[' | b'{' => self.flow(parent),
            quote @ (b'"' | b'\'') => {
                let node = self.quoted(quote, parent)?;
                self.push_leaf(node);
                Some(())
            }
            _ => {
                let start = self.at;
                let end = self.plain_in_flow()?;
                if self.byte() == b':' {
                    return None;
                }
                self.end_plain_in_flow(start, end, parent)
            }
        }
    }

    /// Goes over blanks, line ends and comments.
    fn skip_in_flow(&mut self, parent: usize) -> Option<()> {
        let begin = self.at;
        self.skip_blanks();
        if !matches!(self.byte(), b'\n' | b'\r' | b'#' | 0) {
            return Some(());
        }
        if self.byte() == b'#' {
            if self.at == begin {
                return None;
            }
            self.comment(false)?;
        }
        while self.take_line_end() {
            self.skip_blanks();
            if self.byte() == b'#' {
                self.comment(true)?;
            }
        }
        let is_inside = self.level_here() > parent && !self.is_any_marker();
        is_inside.then_some(())
    }
}
