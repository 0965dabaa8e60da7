//! From a document of the YAML tree to its lines. Ways of writing that nobody uses for definitions
//! are not understood: a document with them stays as it is.

use std::ops::Range;

use super::flow;
use super::tree::{Body, Collection, Entry, Lines, Trivia};
use crate::definition::Layout;
use crate::source::slice;
use crate::yaml::{Content, Document, Node, ScalarStyle};

/// Reads a document: the bytes of its content and what stands there.
pub(super) fn read<'s>(
    document: &Document<'s>,
    layout: &Layout,
) -> Option<(Range<usize>, Collection<'s>)> {
    let root = document.root()?;
    let is_block = matches!(root.content(), Content::Mapping) && !root.is_flow();
    if !is_block || root.is_alias() {
        return None;
    }
    let text = document.text();
    let mut reader = Reader {
        text,
        at: content_start(document)?,
        limit: document.span.end as usize,
        ties: ties(document),
        pending: Vec::new(),
    };
    let start = reader.at;
    reader.skip_trivia();
    let column = reader.indentation();
    reader.at += column;
    let mut content = reader.collection(root, column, None, layout)?;
    content.tail.append(&mut reader.pending);
    let end = reader.at;
    let is_whole = end >= reader.limit || slice(text, end..text.len()).starts_with("...");
    is_whole.then_some((start..end, content))
}

/// Where the content of a document begins: a line of its own after `---`.
fn content_start(document: &Document<'_>) -> Option<usize> {
    let text = document.text();
    let start = document.span.start as usize;
    if !document.explicit_start {
        let mark = text.len() - text.trim_start_matches('\u{feff}').len();
        let before = slice(text, mark..start);
        let is_first = before.trim().is_empty();
        let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        return Some(mark + if is_first { 0 } else { line });
    }
    let (line, next) = line_at(text, start);
    let rest = slice(text, line).strip_prefix("---")?.trim_start();
    (rest.is_empty() || rest.starts_with('#')).then_some(next)
}

/// The places of anchors and aliases: these must stay in their order.
fn ties(document: &Document<'_>) -> Vec<usize> {
    let tied = document
        .nodes()
        .filter(|node| node.is_alias() || node.anchor().is_some());
    tied.map(|node| node.written_span().start as usize)
        .collect()
}

/// Whether an anchor or an alias stands in a range. `ties` are their places, in order.
pub(super) fn has_tie(ties: &[usize], range: Range<usize>) -> bool {
    let from = ties.partition_point(|tie| *tie < range.start);
    ties.get(from).is_some_and(|tie| *tie < range.end)
}

/// The line that begins at a byte, and the byte at which the next one does.
pub(super) fn line_at(text: &str, start: usize) -> (Range<usize>, usize) {
    let rest = slice(text, start..text.len());
    let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let behind = slice(rest, end..rest.len());
    let width = if behind.starts_with("\r\n") {
        2
    } else {
        usize::from(!behind.is_empty())
    };
    (start..start + end, start + end + width)
}

/// Reads a text from its beginning to its end.
pub(super) struct Reader<'s> {
    /// The whole text.
    pub text: &'s str,
    /// The first byte that is not yet read.
    pub at: usize,
    /// Where the document ends.
    pub limit: usize,
    ties: Vec<usize>,
    /// Comments and blank lines that are read and belong to nothing yet.
    pub pending: Vec<Trivia<'s>>,
}

impl<'s> Reader<'s> {
    /// A list or mapping whose first entry begins here. `column` is that of its keys or dashes,
    /// `outer` that of the key or dash that it belongs to; the outermost one belongs to none.
    fn collection(
        &mut self,
        node: Node<'_, 's>,
        column: usize,
        outer: Option<usize>,
        layout: &Layout,
    ) -> Option<Collection<'s>> {
        let mut read = Vec::new();
        let mut header = Vec::new();
        let entries = node.raw_entries();
        let entries = entries.map(|entry| (Some(entry.key), entry.value));
        let items = node.items().map(|item| (None, item));
        for (index, (key, value)) in entries.chain(items).enumerate() {
            let mut lead = std::mem::take(&mut self.pending);
            if index == 0 && outer.is_none() {
                header = split_header(&mut lead);
            }
            if index > 0 {
                if self.at >= self.limit || self.indentation() != column {
                    return None;
                }
                self.at += column;
            }
            let start = self.at;
            let name = key.and_then(Node::scalar).map(|key| &*key.value);
            let (head, below) = match key {
                Some(key) => (self.key(key)?, layout.below(name.unwrap_or_default())),
                None => (self.take("-")?.to_owned(), layout.item()),
            };
            let mut entry = self.value(head, value, column, below)?;
            entry.lead = lead;
            entry.tail = self.take_deeper(column + 1);
            let is_tied = has_tie(&self.ties, start..self.at);
            read.push((name.map(str::to_owned), is_tied, entry));
        }
        let is_inside = outer.is_some_and(|outer| column > outer);
        let tail = if is_inside {
            self.take_deeper(column)
        } else {
            Vec::new()
        };
        Some(Collection {
            header,
            entries: in_order(read, layout),
            tail,
        })
    }

    /// A key that stands here, with its colon.
    fn key(&mut self, key: Node<'_, 's>) -> Option<String> {
        let written = key.written_span().range();
        if written.start != self.at || key.scalar().is_none() {
            return None;
        }
        let text = slice(self.text, written.clone());
        self.at = written.end;
        self.skip_blanks();
        self.take(":")?;
        // `*a:` would be another name.
        let colon = if key.is_alias() { " :" } else { ":" };
        Some(format!("{text}{colon}"))
    }

    /// The value behind a head, up to the next line that says something.
    fn value(
        &mut self,
        mut head: String,
        value: Node<'_, 's>,
        column: usize,
        layout: &Layout,
    ) -> Option<Entry<'s>> {
        let has_properties = self.properties(&mut head);
        let start = value.written_span().start as usize;
        let is_block = value.scalar().is_none() && !value.is_flow() && !value.is_alias();
        let is_here = !value.is_unwritten() && start == self.at;
        let (value, comment) = if is_here && is_block {
            // A mapping cannot begin behind a key, nor behind an anchor, which would be its key's.
            if head != "-" || has_properties {
                return None;
            }
            let inner = self.collection(value, self.column(), Some(column), layout)?;
            let is_beside = true;
            (Body::Collection { is_beside, inner }, "")
        } else if is_here && is_block_scalar(value) {
            (Body::Block(self.block(value, column)), "")
        } else if is_here {
            let lines = self.lines(value, column, layout);
            let comment = self.rest_of_line()?;
            (Body::Beside(lines), comment)
        } else {
            let comment = self.rest_of_line()?;
            (self.value_below(value, column, layout)?, comment)
        };
        self.skip_trivia();
        Some(Entry {
            lead: Vec::new(),
            head,
            value,
            comment,
            tail: Vec::new(),
        })
    }

    /// A value that begins on a later line than its key or `-`, or that is not written.
    fn value_below(
        &mut self,
        value: Node<'_, 's>,
        column: usize,
        layout: &Layout,
    ) -> Option<Body<'s>> {
        if value.is_unwritten() {
            return Some(Body::Nothing);
        }
        self.skip_trivia();
        let inner_column = self.indentation();
        self.at += inner_column;
        if value.written_span().start as usize != self.at || is_block_scalar(value) {
            return None;
        }
        if value.scalar().is_none() && !value.is_flow() && !value.is_alias() {
            let inner = self.collection(value, inner_column, Some(column), layout)?;
            let is_beside = false;
            return Some(Body::Collection { is_beside, inner });
        }
        let lead = std::mem::take(&mut self.pending);
        let lines = self.lines(value, inner_column, layout);
        let comment = self.rest_of_line()?;
        Some(Body::Below {
            lead,
            lines,
            comment,
        })
    }

    /// A value in quotes, in brackets, or plain.
    fn lines(&mut self, value: Node<'_, 's>, column: usize, layout: &Layout) -> Lines<'s> {
        let written = value.written_span().range();
        self.at = written.end;
        let text = slice(self.text, written);
        if let Some(first) = flow::one_line(value, layout, &self.ties) {
            return Lines {
                first,
                more: Vec::new(),
                column,
            };
        }
        let (first, mut next) = line_at(text, 0);
        let first = slice(text, first).to_owned();
        let mut more = Vec::new();
        while next < text.len() {
            let (line, after) = line_at(text, next);
            let line = slice(text, line);
            let content = line.trim_start_matches(' ');
            more.push((line.len() - content.len(), content));
            next = after;
        }
        Lines {
            first,
            more,
            column,
        }
    }

    /// Anchor and tag, which are put to the head.
    fn properties(&mut self, head: &mut String) -> bool {
        let before = head.len();
        loop {
            self.skip_blanks();
            let rest = slice(self.text, self.at..self.limit);
            if !rest.starts_with(['&', '!']) {
                return head.len() > before;
            }
            let end = rest.find([' ', '\t', '\n', '\r']).unwrap_or(rest.len());
            head.push(' ');
            head.push_str(slice(rest, 0..end));
            self.at += end;
        }
    }

    /// What is left of a line: nothing but a comment, which is given with the blanks before it.
    pub fn rest_of_line(&mut self) -> Option<&'s str> {
        let before = slice(self.text, 0..self.at).trim_end_matches([' ', '\t']);
        let (line, next) = line_at(self.text, before.len());
        let rest = slice(self.text, line).trim_end();
        self.at = next;
        let comment = rest.trim_start();
        (comment.is_empty() || comment.starts_with('#')).then_some(rest)
    }

    /// Reads blank lines and comments up to a line that says something.
    pub fn skip_trivia(&mut self) {
        while self.at < self.limit {
            let (line, next) = line_at(self.text, self.at);
            let line = slice(self.text, line);
            let content = line.trim();
            if content.is_empty() {
                self.pending.push(Trivia::Blank);
            } else if content.starts_with('#') {
                let column = line.len() - line.trim_start().len();
                let text = content;
                self.pending.push(Trivia::Comment { column, text });
            } else {
                return;
            }
            self.at = next;
        }
    }

    /// Of what is pending, the comments that are at least so deep, up to the first that is not, or
    /// that speaks of the next line.
    fn take_deeper(&mut self, column: usize) -> Vec<Trivia<'s>> {
        let is_deeper = |trivia: &&Trivia<'_>| match trivia {
            Trivia::Blank => true,
            Trivia::Comment { column: own, text } => *own >= column && !is_for_next_line(text),
        };
        let deeper = self.pending.iter().take_while(is_deeper).count();
        let (deeper, _) = self.pending.split_at(deeper);
        // Blank lines behind the last comment stand before what comes next.
        let blanks = deeper.iter().rev();
        let blanks = blanks
            .take_while(|trivia| **trivia == Trivia::Blank)
            .count();
        let rest = self.pending.split_off(deeper.len() - blanks);
        std::mem::replace(&mut self.pending, rest)
    }

    fn take(&mut self, sign: &str) -> Option<&'s str> {
        let end = self.at + sign.len();
        let here = slice(self.text, self.at..end);
        self.at = end;
        (here == sign).then_some(here)
    }

    fn skip_blanks(&mut self) {
        let rest = slice(self.text, self.at..self.limit);
        self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
    }

    /// The blanks that the line which begins here begins with.
    fn indentation(&self) -> usize {
        let rest = slice(self.text, self.at..self.limit);
        rest.len() - rest.trim_start_matches(' ').len()
    }

    /// How far into its line this place is.
    fn column(&self) -> usize {
        let before = slice(self.text, 0..self.at);
        let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let before = slice(before, line..before.len());
        before.trim_start_matches('\u{feff}').len()
    }
}

fn is_block_scalar(node: Node<'_, '_>) -> bool {
    let style = node.scalar().map(|scalar| scalar.style);
    let is_block = matches!(style, Some(ScalarStyle::Literal | ScalarStyle::Folded));
    is_block && !node.is_alias()
}

/// Whether a comment is one that allows findings in the next line.
fn is_for_next_line(comment: &str) -> bool {
    let said = comment.trim_start_matches('#').trim_start();
    said.starts_with("hookc:") && !said.contains("allow-file")
}

/// Comments before the first key speak of the whole document, unless a blank line parts them from
/// others, or one of them speaks of the next line.
fn split_header<'s>(lead: &mut Vec<Trivia<'s>>) -> Vec<Trivia<'s>> {
    let is_about_file = |trivia: &Trivia<'_>| matches!(trivia, Trivia::Comment { text, .. } if text.contains("allow-file"));
    let is_about_key = |trivia: &Trivia<'_>| matches!(trivia, Trivia::Comment { text, .. } if is_for_next_line(text));
    let blanks = lead.iter().take_while(|trivia| **trivia == Trivia::Blank);
    lead.drain(..blanks.count());
    let least = lead.iter().rposition(is_about_file).map_or(0, |at| at + 1);
    let last_blank = lead.iter().rposition(|trivia| *trivia == Trivia::Blank);
    let end = last_blank.map_or(lead.len(), |at| at + 1);
    let about_key = lead.iter().position(is_about_key).unwrap_or(end);
    let rest = lead.split_off(end.min(about_key).max(least));
    std::mem::replace(lead, rest)
}

/// The entries in the order of the layout, unless an alias could then come before its anchor.
fn in_order<'s>(read: Vec<(Option<String>, bool, Entry<'s>)>, layout: &Layout) -> Vec<Entry<'s>> {
    let order = layout.order(read.iter().map(|(name, ..)| name.as_deref()));
    let is_tied = |place: &&usize| read.get(**place).is_some_and(|(_, is_tied, _)| *is_tied);
    let keeps_ties = order.iter().filter(is_tied).is_sorted();
    let mut entries: Vec<Option<Entry<'s>>> =
        read.into_iter().map(|(.., entry)| Some(entry)).collect();
    if !keeps_ties {
        return entries.into_iter().flatten().collect();
    }
    let taken = order
        .iter()
        .filter_map(|place| entries.get_mut(*place)?.take());
    taken.collect()
}
