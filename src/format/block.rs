//! Block scalars: `|` and `>` with their lines.

use super::read::{Reader, line_at};
use super::tree::Block;
use crate::source::slice;
use crate::yaml::Node;

impl<'s> Reader<'s> {
    /// A block scalar that begins here; `column` is that of its key or `-`.
    pub fn block(&mut self, value: Node<'_, 's>, column: usize) -> Block<'s> {
        let (line, next) = line_at(self.text, self.at);
        let header = slice(self.text, line).trim_end();
        self.at = next;
        let signs = header.split([' ', '\t']).next().unwrap_or_default();
        let digit = signs.chars().find(char::is_ascii_digit);
        let end = value.written_span().end as usize;
        let mut lines = Vec::new();
        while self.at < end {
            self.take_line(&mut lines);
        }
        let blank = self.blank_lines();
        let counted = digit.and_then(|digit| digit.to_digit(10));
        let own = || {
            let mut all = lines.iter().chain(&blank);
            all.find_map(|line| indentation(line).filter(|found| *found > column))
        };
        // Lines of blanks alone are empty, however long.
        let indentation = match counted {
            Some(deeper) => column + deeper as usize,
            None => own().unwrap_or(usize::MAX),
        };
        // Behind the last line with text are content those that the header keeps, and those that are
        // longer than the indentation.
        let keeps = signs.contains('+');
        let is_content = |line: &&str| keeps || line.len() > indentation;
        let kept = blank.iter().rposition(is_content).map_or(0, |at| at + 1);
        for _ in 0..kept {
            self.take_line(&mut lines);
        }
        Block {
            header,
            lines,
            indentation,
            counted_from: counted.map(|_| column),
        }
    }

    /// The lines of blanks that begin here.
    fn blank_lines(&self) -> Vec<&'s str> {
        let (mut at, mut lines) = (self.at, Vec::new());
        while at < self.limit {
            let (line, next) = line_at(self.text, at);
            let line = slice(self.text, line);
            if !line.trim().is_empty() {
                break;
            }
            lines.push(line);
            at = next;
        }
        lines
    }

    fn take_line(&mut self, lines: &mut Vec<&'s str>) {
        let (line, next) = line_at(self.text, self.at);
        lines.push(slice(self.text, line));
        self.at = next;
    }
}

/// The blanks that a line begins with; nothing for one of blanks alone.
fn indentation(line: &str) -> Option<usize> {
    let content = line.trim_start_matches(' ');
    (!content.is_empty()).then(|| line.len() - content.len())
}
