//! From text to a tree.

use std::ops::Range;

use super::{Fault, FaultKind, MAX_DEPTH, Node, Tag, TagKind, Template};
use crate::source::slice;

/// Parses a template. Faults do not end it.
#[must_use]
pub fn parse(text: &str) -> Template<'_> {
    let mut parser = Parser::new(text);
    parser.find_tags();
    let (nodes, tags) = parser.nodes();
    let mut faults = parser.faults;
    faults.sort_by_key(|fault| fault.range.start);
    Template {
        nodes,
        tags,
        faults,
    }
}

/// Whether anything in a text begins like a tag.
#[must_use]
pub fn has_tags(text: &str) -> bool {
    next_braces(text, 0).is_some()
}

/// Every tag of a text that is closed, in order.
#[must_use]
pub fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut parser = Parser::new(text);
    parser.find_tags();
    // Without sections all of them stand in none.
    if parser.tags.iter().any(|tag| tag.kind.opens()) {
        parser.nodes().1
    } else {
        parser.tags
    }
}

struct Parser<'t> {
    text: &'t str,
    tags: Vec<Tag<'t>>,
    faults: Vec<Fault>,
    /// Whether a section was left out of the tree.
    is_too_deep: bool,
}

/// A section that is not closed yet.
struct Open<'t> {
    tag: Tag<'t>,
    /// What stands around it, so far.
    outer: Vec<Node<'t>>,
    /// The name that closes it: after sections that overlap, that of the other one.
    closed_by: &'t str,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            tags: Vec::new(),
            faults: Vec::new(),
            is_too_deep: false,
        }
    }

    fn find_tags(&mut self) {
        let text = self.text;
        let mut at = 0;
        // Once none is found there is none behind it either.
        let mut no_comment_ends = false;
        while let Some(start) = next_braces(text, at) {
            let inner = slice(text, start + 2..text.len());
            let (kind, sigil, close) = kind_of(inner);
            let behind = slice(inner, sigil..inner.len());
            let length = match kind {
                TagKind::Comment if no_comment_ends => None,
                TagKind::Comment => behind.find(close),
                _ => length_of(behind, close),
            };
            let Some(content) = length.map(|length| slice(behind, 0..length)) else {
                no_comment_ends |= kind == TagKind::Comment;
                at = start + 2 + sigil + name_length(behind);
                self.fault(start..at, FaultKind::Unclosed(close));
                continue;
            };
            at = start + 2 + sigil + content.len() + close.len();
            let content = match kind {
                TagKind::Delimiters => content.trim_end_matches('='),
                _ => content,
            };
            let tag = Tag {
                range: start..at,
                kind,
                name: content.trim(),
                depth: 0,
            };
            self.judge(&tag);
            self.tags.push(tag);
        }
    }

    fn judge(&mut self, tag: &Tag<'_>) {
        let name = tag.name;
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let kind = match tag.kind {
            TagKind::Comment => return,
            TagKind::Partial => FaultKind::Partial,
            TagKind::Delimiters => FaultKind::Delimiters,
            _ if name.is_empty() => FaultKind::EmptyName,
            _ if name.bytes().all(is_part) => return,
            _ if name.contains(char::is_whitespace)
                || name.starts_with(['#', '^', '/', '!', '&', '>', '=']) =>
            {
                FaultKind::BlankInName
            }
            _ if name != "." && name.split('.').any(str::is_empty) => FaultKind::EmptyName,
            _ => return,
        };
        self.fault(tag.range.clone(), kind);
    }

    fn fault(&mut self, range: Range<usize>, kind: FaultKind) {
        self.faults.push(Fault { range, kind });
    }

    /// The tree, and the tags with their depths.
    fn nodes(&mut self) -> (Vec<Node<'t>>, Vec<Tag<'t>>) {
        let mut tags = std::mem::take(&mut self.tags);
        let mut nodes = Vec::new();
        let mut open: Vec<Open<'t>> = Vec::new();
        let mut at = 0;
        for index in 0..tags.len() {
            let (_, later) = tags.split_at(index);
            let Some((tag, later)) = later.split_first() else {
                break;
            };
            let mut tag = tag.clone();
            let around = self.extent(&tag);
            push_text(&mut nodes, at..around.start);
            at = around.end;
            match tag.kind {
                TagKind::Close => {
                    self.close(&tag, later, &mut open, &mut nodes);
                    tag.depth = open.len();
                }
                kind => {
                    tag.depth = open.len();
                    if kind.opens() && open.len() >= MAX_DEPTH {
                        self.is_too_deep = true;
                        self.fault(tag.range.clone(), FaultKind::TooDeep);
                    } else if kind.opens() {
                        open.push(Open {
                            closed_by: tag.name,
                            tag: tag.clone(),
                            outer: std::mem::take(&mut nodes),
                        });
                    } else if kind.is_value() {
                        nodes.push(Node::Value(tag.clone()));
                    }
                }
            }
            if let Some(slot) = tags.get_mut(index) {
                slot.depth = tag.depth;
            }
        }
        push_text(&mut nodes, at..self.text.len());
        while let Some(section) = open.pop() {
            let kind = FaultKind::UnclosedSection(section.tag.name.to_owned());
            self.fault(section.tag.range.clone(), kind);
            nodes = section.ended(None, nodes);
        }
        (nodes, tags)
    }

    fn close(
        &mut self,
        tag: &Tag<'t>,
        later: &[Tag<'t>],
        open: &mut Vec<Open<'t>>,
        nodes: &mut Vec<Node<'t>>,
    ) {
        let Some(last) = open.last() else {
            // Sections beyond the limit were reported where they open.
            if !self.is_too_deep {
                self.fault(
                    tag.range.clone(),
                    FaultKind::StrayClose(tag.name.to_owned()),
                );
            }
            return;
        };
        if last.closed_by != tag.name {
            let inner = last.closed_by;
            let wrong = FaultKind::WrongClose {
                expected: inner.to_owned(),
                open: last.tag.range.clone(),
            };
            let outer = open.iter().rposition(|open| open.closed_by == tag.name);
            // Who mixes up hundreds of tags gets a worse guess, in time.
            let is_closed_later = self.faults.len() < 100
                && later
                    .iter()
                    .any(|tag| tag.kind == TagKind::Close && tag.name == inner);
            match outer {
                // The two overlap: what closes the inner one later will close the outer one.
                Some(outer) if is_closed_later => {
                    self.fault(tag.range.clone(), wrong);
                    if let Some(outer) = open.get_mut(outer) {
                        outer.closed_by = inner;
                    }
                }
                // The inner ones are not closed at all.
                Some(outer) => {
                    while open.len() > outer + 1 {
                        let Some(section) = open.pop() else { break };
                        let kind = FaultKind::UnclosedSection(section.tag.name.to_owned());
                        self.fault(section.tag.range.clone(), kind);
                        *nodes = section.ended(None, std::mem::take(nodes));
                    }
                }
                None if self.is_too_deep => return,
                None if is_closed_later => {
                    self.fault(
                        tag.range.clone(),
                        FaultKind::StrayClose(tag.name.to_owned()),
                    );
                    return;
                }
                None => self.fault(tag.range.clone(), wrong),
            }
        }
        if let Some(section) = open.pop() {
            *nodes = section.ended(Some(tag.range.clone()), std::mem::take(nodes));
        }
    }

    /// What a tag takes from the text: the whole line where it puts nothing there and stands alone.
    fn extent(&self, tag: &Tag<'_>) -> Range<usize> {
        if tag.kind.is_value() {
            return tag.range.clone();
        }
        let before = slice(self.text, 0..tag.range.start);
        let after = slice(self.text, tag.range.end..self.text.len());
        let blanks = |c: char| c == ' ' || c == '\t';
        let indent = before.trim_end_matches(blanks);
        let rest = after.trim_start_matches(blanks);
        let line_break = if rest.starts_with("\r\n") { 2 } else { 1 };
        let begins = indent.is_empty() || indent.ends_with('\n');
        let ends = rest.is_empty() || rest.starts_with('\n') || rest.starts_with("\r\n");
        if !begins || !ends {
            return tag.range.clone();
        }
        let end = self.text.len() - rest.len() + line_break.min(rest.len());
        indent.len()..end
    }
}

impl<'t> Open<'t> {
    /// What stands around the section, with the section.
    fn ended(self, close: Option<Range<usize>>, nodes: Vec<Node<'t>>) -> Vec<Node<'t>> {
        let mut outer = self.outer;
        outer.push(Node::Section {
            open: self.tag,
            close,
            nodes,
        });
        outer
    }
}

fn push_text(nodes: &mut Vec<Node<'_>>, range: Range<usize>) {
    if !range.is_empty() {
        nodes.push(Node::Text(range));
    }
}

/// Where the next two braces stand.
fn next_braces(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let braces = memchr::memchr_iter(b'{', bytes.get(from..)?).map(|at| from + at);
    let mut pairs = braces.filter(|at| bytes.get(at + 1) == Some(&b'{'));
    pairs.next()
}

/// What the text behind two braces says: the kind of the tag, the length of its mark, and the
/// braces that end it.
fn kind_of(inner: &str) -> (TagKind, usize, &'static str) {
    match inner.as_bytes().first() {
        Some(b'{') => (TagKind::Raw, 1, "}}}"),
        Some(b'&') => (TagKind::Raw, 1, "}}"),
        Some(b'#') => (TagKind::Section, 1, "}}"),
        Some(b'^') => (TagKind::Inverted, 1, "}}"),
        Some(b'/') => (TagKind::Close, 1, "}}"),
        Some(b'!') => (TagKind::Comment, 1, "}}"),
        Some(b'>') => (TagKind::Partial, 1, "}}"),
        Some(b'=') => (TagKind::Delimiters, 1, "}}"),
        _ => (TagKind::Escaped, 0, "}}"),
    }
}

/// The length of what stands before the closing braces. A tag that opens before says that they are
/// not those of this one.
fn length_of(behind: &str, close: &str) -> Option<usize> {
    memchr::memchr2_iter(b'{', b'}', behind.as_bytes())
        .find_map(|at| {
            let rest = slice(behind, at..behind.len());
            let ends = rest.starts_with(close);
            (ends || rest.starts_with("{{")).then_some(ends.then_some(at))
        })
        .flatten()
}

/// The length of blanks and a name at the start; nothing where no name follows.
fn name_length(text: &str) -> usize {
    let name = text.trim_start_matches([' ', '\t']);
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    match name.find(|c| !is_part(c)).unwrap_or(name.len()) {
        0 => 0,
        length => text.len() - name.len() + length,
    }
}

#[cfg(test)]
mod tests {
    use super::super::FaultKind;
    use super::{MAX_DEPTH, parse, slice};

    fn faults(text: &str) -> Vec<(String, FaultKind)> {
        let faults = parse(text).faults.into_iter();
        faults
            .map(|fault| (slice(text, fault.range).to_owned(), fault.kind))
            .collect()
    }

    #[test]
    fn each_fault_is_reported_once_at_its_tag() {
        let unclosed = |name: &str| FaultKind::UnclosedSection(name.into());
        let stray = |name: &str| FaultKind::StrayClose(name.into());
        let wrong = |expected: &str, open| FaultKind::WrongClose {
            expected: expected.into(),
            open,
        };
        let cases = [
            ("a {{b", vec![("{{b", FaultKind::Unclosed("}}"))]),
            ("a {{ b, {{c}}", vec![("{{ b", FaultKind::Unclosed("}}"))]),
            ("\"{{{b}}\"", vec![("{{{b", FaultKind::Unclosed("}}}"))]),
            ("{{#a}}x", vec![("{{#a}}", unclosed("a"))]),
            ("x{{/a}}", vec![("{{/a}}", stray("a"))]),
            ("{{#a}}{{/b}}", vec![("{{/b}}", wrong("a", 0..6))]),
            ("{{#a}}{{#b}}{{/a}}", vec![("{{#b}}", unclosed("b"))]),
            ("{{#a}}{{/b}}{{/a}}", vec![("{{/b}}", stray("b"))]),
            (
                "{{#a}}{{#b}}{{/a}}{{/b}}",
                vec![("{{/a}}", wrong("b", 6..12))],
            ),
            (
                "{{}} {{ a. }}",
                vec![
                    ("{{}}", FaultKind::EmptyName),
                    ("{{ a. }}", FaultKind::EmptyName),
                ],
            ),
            ("{{a b}}", vec![("{{a b}}", FaultKind::BlankInName)]),
            ("{{>a}}", vec![("{{>a}}", FaultKind::Partial)]),
            ("{{=<% %>=}}", vec![("{{=<% %>=}}", FaultKind::Delimiters)]),
            ("{{! {{ }} {{a}}}", vec![]),
            ("a {{ b, {{!c}}", vec![("{{ b", FaultKind::Unclosed("}}"))]),
            ("{{#a}}{{#b}}{{/a}}{{b}}", vec![("{{#b}}", unclosed("b"))]),
            (
                "{{#a}}{{#b}}{{/a}}{{#c}}{{/c}}",
                vec![("{{#b}}", unclosed("b"))],
            ),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(at, kind)| (at.to_owned(), kind))
                .collect();
            assert_eq!(faults(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_too_deep_is_reported_where_it_opens_alone() {
        let names = || (0..MAX_DEPTH + 3).map(|name| format!("n{name}"));
        let open = names().map(|name| format!("{{{{#{name}}}}}"));
        let close = names().rev().map(|name| format!("{{{{/{name}}}}}"));
        let text = open.chain(close).collect::<Vec<_>>().concat();
        let too_deep = |name: usize| (format!("{{{{#n{name}}}}}"), FaultKind::TooDeep);
        let expected: Vec<_> = (MAX_DEPTH..MAX_DEPTH + 3).map(too_deep).collect();
        assert_eq!(faults(&text), expected);
    }

    #[test]
    fn long_texts_take_no_time() {
        for part in ["{{", "{{!", "{{a", "{{{a}}", "{{/a}}", "{{#a}}{{/b}}"] {
            let text = part.repeat(100_000);
            assert!(!parse(&text).faults.is_empty(), "{part}");
        }
    }

    #[test]
    fn depth_has_a_limit() {
        let text = "{{#a}}".repeat(10_000) + &"{{/a}}".repeat(10_000);
        let faults = parse(&text).faults;
        assert!(faults.iter().all(|fault| fault.kind == FaultKind::TooDeep));
    }
}
