//! Scalars and aliases.

use std::borrow::Cow;

use super::{Anchor, Builder, Stop, explain, properties, recover, stop_at, to_u32};
use crate::rules::reading::{invalid_yaml, yaml_limit};
use crate::source::slice;
use crate::yaml::extent;
use crate::yaml::limits::{MAX_DEPTH, MAX_NODES};
use crate::yaml::tree::{Bytes, Kind, NodeData, Scalar, ScalarStyle};

impl<'s> Builder<'s> {
    pub(super) fn scalar(
        &mut self,
        value: Cow<'s, str>,
        style: granit_parser::ScalarStyle,
        bytes: Bytes,
    ) -> Result<(), Box<Stop>> {
        use granit_parser::ScalarStyle as Theirs;
        let (style, inner, written) = match style {
            Theirs::Plain if bytes.start == bytes.end => {
                return self.nothing(bytes);
            }
            Theirs::Plain => {
                self.refuse_comment(bytes)?;
                (ScalarStyle::Plain, bytes, bytes)
            }
            Theirs::SingleQuoted => (ScalarStyle::SingleQuoted, within_quotes(bytes), bytes),
            Theirs::DoubleQuoted => (ScalarStyle::DoubleQuoted, within_quotes(bytes), bytes),
            Theirs::Literal => self.block(ScalarStyle::Literal, bytes),
            Theirs::Folded => self.block(ScalarStyle::Folded, bytes),
        };
        if style == ScalarStyle::Plain && value == "<<" {
            self.note_merge();
        }
        self.position = self.position.max(bytes.end).max(written.end);
        let kind = Kind::Scalar(Scalar { value, style });
        self.add_leaf(kind, inner, written)
    }

    /// A comment ends a text without quotes, so that the line behind it belongs to nothing. The parser
    /// does not see that where the line of the comment begins with a tab.
    fn refuse_comment(&self, bytes: Bytes) -> Result<(), Box<Stop>> {
        let (start, end) = (bytes.start as usize, bytes.end as usize);
        let text = slice(self.text, start..end);
        let begins_comment = |at: &usize| {
            let before = at
                .checked_sub(1)
                .and_then(|before| text.as_bytes().get(before));
            matches!(before, Some(b' ' | b'\t' | b'\n' | b'\r'))
        };
        let comment = memchr::memchr_iter(b'#', text.as_bytes()).find(begins_comment);
        let Some(comment) = comment else {
            return Ok(());
        };
        let from = recover::skip_comments(self.text, start + comment);
        let rest = extent::to_line_end(self.text, from);
        let rest = Bytes {
            start: to_u32(rest.start),
            end: to_u32(rest.end),
        };
        Err(stop_at(invalid_yaml::text_after_comment(self.span(rest))))
    }

    /// A place where a value could stand and none does. Where the parser puts it depends on what
    /// follows; it belongs after the colon, where an author would write it, or, without one, behind
    /// the key.
    fn nothing(&mut self, bytes: Bytes) -> Result<(), Box<Stop>> {
        let mut at = bytes.start;
        let key = self.last.filter(|key| key.end == self.position);
        let key = key.filter(|_| self.awaits_value());
        if let Some(key) = key {
            let next = to_u32(recover::skip_comments(self.text, key.end as usize));
            let has_colon = self.text.as_bytes().get(next as usize) == Some(&b':');
            let place = if has_colon { next + 1 } else { key.end };
            // A tag may stand before the parser's place.
            if recover::skip_comments(self.text, place as usize) >= at as usize {
                at = place;
            }
        }
        let bytes = Bytes { start: at, end: at };
        let kind = Kind::Scalar(Scalar {
            value: Cow::Borrowed(""),
            style: ScalarStyle::Plain,
        });
        self.add_leaf(kind, bytes, bytes)
    }

    /// Style, content and extent of a block scalar. The parser tells only where its content lies,
    /// so its header is sought in what stands between the token before it and that.
    fn block(&self, style: ScalarStyle, bytes: Bytes) -> (ScalarStyle, Bytes, Bytes) {
        let header = recover::block_header(self.text, self.position as usize);
        let start = header.as_ref().map_or(bytes.start, |h| to_u32(h.start));
        let header_end = header.map_or(bytes.start, |h| to_u32(h.end));
        // Without content the parser tells the place of the header.
        let content = slice(self.text, bytes.start as usize..bytes.end as usize);
        let has_content = bytes.start >= header_end;
        let kept = content.trim_end_matches(['\n', '\r', ' ', '\t']).len();
        let inner = if kept == 0 || !has_content {
            Bytes {
                start: header_end,
                end: header_end,
            }
        } else {
            Bytes {
                start: bytes.start,
                end: bytes.start + to_u32(kept),
            }
        };
        let end = inner.end.max(header_end);
        (style, inner, Bytes { start, end })
    }

    pub(super) fn alias(&mut self, id: usize, bytes: Bytes) -> Result<(), Box<Stop>> {
        let found = self.anchors.binary_search_by_key(&id, |anchor| anchor.id);
        let anchor = found.ok().and_then(|index| self.anchors.get(index));
        let Some(&Anchor { node, size, .. }) = anchor else {
            return self.hole(bytes);
        };
        let Some((nodes, height)) = size else {
            let name = slice(self.text, bytes.start as usize + 1..bytes.end as usize);
            let diagnostic = invalid_yaml::recursive_alias(self.span(bytes), name);
            self.add_diagnostic(diagnostic);
            return self.hole(bytes);
        };
        if self.depth() + height > MAX_DEPTH {
            return Err(stop_at(yaml_limit::depth(self.span(bytes), MAX_DEPTH)));
        }
        // The alias itself counts as one of them.
        self.expanded += nodes - 1;
        if let Some(top) = self.frames.last_mut() {
            top.height = top.height.max(height);
        }
        self.position = bytes.end;
        self.add_leaf(Kind::Alias(node), bytes, bytes)
    }

    pub(super) fn unknown_alias(&mut self, name: &str, bytes: Bytes) -> Result<(), Box<Stop>> {
        let document = self.document.iter();
        let names: Vec<&str> = document.flat_map(properties::names_to_suggest).collect();
        let diagnostic = explain::unknown_alias(self.text, self.span(bytes), name, &names);
        self.add_diagnostic(diagnostic);
        self.hole(bytes)
    }

    /// A node that cannot be known.
    fn hole(&mut self, bytes: Bytes) -> Result<(), Box<Stop>> {
        let kind = Kind::Scalar(Scalar {
            value: Cow::Borrowed(""),
            style: ScalarStyle::Plain,
        });
        self.position = bytes.end;
        self.add_leaf(kind, bytes, bytes)
    }

    fn add_leaf(&mut self, kind: Kind<'s>, inner: Bytes, written: Bytes) -> Result<(), Box<Stop>> {
        if self.too_deep {
            return Err(stop_at(yaml_limit::depth(self.span(written), MAX_DEPTH)));
        }
        self.expanded += 1;
        if self.expanded > MAX_NODES {
            return Err(stop_at(yaml_limit::nodes(self.span(written), MAX_NODES)));
        }
        self.last = Some(written);
        self.count_child(written);
        self.push(kind, inner, written.start);
        Ok(())
    }

    fn note_merge(&mut self) {
        let parent = self.frames.last().map(|top| top.node);
        if let Some(NodeData {
            kind: Kind::Mapping { merges, .. },
            ..
        }) = parent.and_then(|index| self.node_mut(index))
        {
            *merges = true;
        }
    }
}

fn within_quotes(bytes: Bytes) -> Bytes {
    if bytes.end < bytes.start + 2 {
        return bytes;
    }
    Bytes {
        start: bytes.start + 1,
        end: bytes.end - 1,
    }
}
