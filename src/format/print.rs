//! From the lines of a document to text.

use super::tree::{Block, Body, Collection, Entry, Lines, Trivia};
use crate::source::slice;

/// The blanks that each level is indented by.
const INDENT: usize = 2;

/// The lines of a document, without line ends.
pub(super) fn lines(content: &Collection<'_>) -> Vec<String> {
    let mut printer = Printer {
        lines: Vec::new(),
        begins: true,
        lead: None,
        ends_blank: false,
    };
    printer.collection(content, 0);
    if printer.ends_blank {
        printer.lines.pop();
    }
    printer.lines
}

struct Printer {
    lines: Vec<String>,
    /// Whether the last line was the first of something, which no blank line follows.
    begins: bool,
    /// The dashes that stand before the next key, with their indentation.
    lead: Option<(usize, String)>,
    /// Whether the last line is a blank one that stands for nothing.
    ends_blank: bool,
}

impl Printer {
    fn collection(&mut self, collection: &Collection<'_>, indent: usize) {
        self.trivia(&collection.header, indent);
        for entry in &collection.entries {
            self.entry(entry, indent);
        }
        self.trivia(&collection.tail, indent);
    }

    fn entry(&mut self, entry: &Entry<'_>, indent: usize) {
        let outermost = self
            .lead
            .as_ref()
            .map_or(indent, |(outermost, _)| *outermost);
        self.trivia(&entry.lead, outermost);
        let mut lead = self.lead.take().unwrap_or((indent, String::new()));
        let comment = entry.comment;
        let deeper = indent + INDENT;
        match &entry.value {
            Body::Nothing => self.head(&lead, &entry.head, "", comment),
            Body::Beside(lines) => {
                self.head(&lead, &entry.head, &lines.first, "");
                self.further_lines(lines, indent, 0, comment);
            }
            Body::Below {
                lead: between,
                lines,
                comment: last,
            } => {
                self.head(&lead, &entry.head, "", comment);
                self.begins = true;
                self.trivia(between, deeper);
                self.line(deeper, &lines.first);
                self.further_lines(lines, deeper, indent + 1, last);
            }
            Body::Block(block) => {
                self.head(&lead, &entry.head, block.header, "");
                self.block(block, indent);
            }
            Body::Collection { is_beside, inner } => {
                if *is_beside {
                    lead.1.push_str(&entry.head);
                    lead.1.push(' ');
                    self.lead = Some(lead);
                } else {
                    self.head(&lead, &entry.head, "", comment);
                    self.begins = true;
                }
                self.collection(inner, deeper);
            }
        }
        // Deeper, it would be a line of the block scalar.
        let is_block = matches!(entry.value, Body::Block(_));
        self.trivia(&entry.tail, if is_block { indent } else { deeper });
    }

    fn head(&mut self, lead: &(usize, String), head: &str, value: &str, comment: &str) {
        let (indent, dashes) = lead;
        let blank = if value.is_empty() { "" } else { " " };
        self.line(*indent, &format!("{dashes}{head}{blank}{value}{comment}"));
    }

    /// Lines that move with the first one, and the comment at the end of the last. Lines that were
    /// further out than it stay at least so deep.
    fn further_lines(&mut self, lines: &Lines<'_>, column: usize, least: usize, comment: &str) {
        for (indentation, text) in &lines.more {
            let moved = (indentation + column).saturating_sub(lines.column);
            let is_further_out = *indentation < lines.column;
            self.line(
                if is_further_out {
                    moved.max(least)
                } else {
                    moved
                },
                text,
            );
        }
        if let Some(last) = self.lines.last_mut() {
            last.push_str(comment);
        }
    }

    fn block(&mut self, block: &Block<'_>, indent: usize) {
        let new = match block.counted_from {
            Some(column) => block.indentation + indent - column.min(block.indentation),
            None => indent + INDENT,
        };
        for line in &block.lines {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            let text = slice(line, blanks.min(block.indentation)..line.len());
            let text = format!("{:new$}{text}", "");
            self.raw(if text.len() == new {
                String::new()
            } else {
                text
            });
        }
    }

    fn trivia(&mut self, all: &[Trivia<'_>], indent: usize) {
        for one in all {
            match one {
                Trivia::Comment { text, .. } => self.line(indent, text),
                Trivia::Blank if self.begins || self.ends_blank => {}
                Trivia::Blank => {
                    self.raw(String::new());
                    self.ends_blank = true;
                }
            }
        }
    }

    fn line(&mut self, indent: usize, text: &str) {
        let is_blank = text.is_empty();
        let indent = if is_blank { 0 } else { indent };
        self.raw(format!("{:indent$}{text}", ""));
    }

    fn raw(&mut self, line: String) {
        self.lines.push(line);
        self.begins = false;
        self.ends_blank = false;
    }
}
