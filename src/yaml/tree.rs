//! The tree: nodes in one vector, in the order of the text, each followed by its children.

use std::borrow::Cow;

use super::merge::{self, Entries};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// One document of a file.
#[derive(Debug)]
pub struct Document<'s> {
    /// From its `---`, or its first comment or content, to the beginning of the next document.
    pub span: Span,
    /// What cannot be read: `invalid-yaml`, `unquoted-template`, `yaml-limit`.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether something is missing from the tree, or wrong in it, because it could not be read.
    pub broken: bool,
    /// Whether it begins with `---`.
    pub explicit_start: bool,
    /// Whether it ends with `...`.
    pub explicit_end: bool,
    pub(super) text: &'s str,
    pub(super) nodes: Vec<NodeData<'s>>,
    /// Of few nodes, in their order.
    pub(super) properties: Vec<Properties<'s>>,
}

/// A place in a document's tree; cheap to copy.
#[derive(Clone, Copy)]
pub struct Node<'t, 's> {
    document: &'t Document<'s>,
    index: u32,
}

/// What a node holds.
#[derive(Clone, Copy, Debug)]
pub enum Content<'t, 's> {
    /// Text, whatever type it stands for.
    Scalar(&'t Scalar<'s>),
    /// A list.
    Sequence,
    /// Keys with values.
    Mapping,
}

/// A text with the way in which it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar<'s> {
    /// What it says: quotes, escapes, folding and indentation resolved. Empty where nothing is
    /// written.
    pub value: Cow<'s, str>,
    /// How it is written.
    pub style: ScalarStyle,
}

/// The five ways to write a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScalarStyle {
    /// `text`, or nothing at all.
    Plain,
    /// `'text'`
    SingleQuoted,
    /// `"text"`
    DoubleQuoted,
    /// `|` and indented lines that are kept.
    Literal,
    /// `>` and indented lines that are joined.
    Folded,
}

/// A key with its value.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'t, 's> {
    /// The key.
    pub key: Node<'t, 's>,
    /// The value; an empty scalar where none is written.
    pub value: Node<'t, 's>,
    /// Whether it comes from a mapping that `<<` merges into this one.
    pub merged: bool,
}

/// The nodes right below a node.
struct Children<'t, 's> {
    next: Node<'t, 's>,
    past: u32,
}

/// See [`Node::raw_entries`].
pub struct RawEntries<'t, 's>(Children<'t, 's>);

/// The explicit type of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'t> {
    /// As it is written: `!!str`.
    pub span: Span,
    /// With its shorthand resolved: `tag:yaml.org,2002:str`.
    pub name: &'t str,
}

/// There are as many of them as a file has words: each byte counts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NodeData<'s> {
    pub kind: Kind<'s>,
    /// The bytes of the content alone.
    pub inner: Bytes,
    /// Where that begins which an edit replaces; it ends with the content or the quote after it.
    pub written_start: u32,
    /// The index of the first node after this one and all that is in it.
    pub past: u32,
}

const _: () = assert!(size_of::<NodeData<'_>>() <= 48);

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind<'s> {
    Scalar(Scalar<'s>),
    /// `flow` means in brackets.
    Sequence {
        flow: bool,
    },
    /// `merges` means that a `<<` stands in it.
    Mapping {
        flow: bool,
        merges: bool,
    },
    /// The index of the node with the anchor.
    Alias(u32),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bytes {
    pub start: u32,
    pub end: u32,
}

/// What stands before the content of few nodes.
#[derive(Debug)]
pub(super) struct Properties<'s> {
    /// The index of the node.
    pub node: u32,
    pub anchor: Option<&'s str>,
    pub tag: Option<(Bytes, String)>,
}

impl<'s> Document<'s> {
    /// The outermost node; `None` for an empty document. Of a broken document: what was read.
    #[must_use]
    pub fn root(&self) -> Option<Node<'_, 's>> {
        let root = self.node(0)?;
        let is_nothing = root.is_unwritten() && root.properties().is_none();
        (!is_nothing).then_some(root)
    }

    /// The file it stands in.
    #[inline]
    #[must_use]
    pub fn file(&self) -> FileId {
        self.span.file
    }

    /// The text of the whole file.
    #[inline]
    #[must_use]
    pub fn text(&self) -> &'s str {
        self.text
    }

    /// All nodes as written, aliases not followed, in the order of the text.
    #[inline]
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_, 's>> {
        let count = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        (0..count).filter_map(|index| self.node(index))
    }

    /// The nodes of some kinds.
    pub(super) fn nodes_of<'t>(
        &'t self,
        is_wanted: impl Fn(&Kind<'s>) -> bool,
    ) -> impl Iterator<Item = Node<'t, 's>> {
        let numbered = (0..).zip(&self.nodes);
        let wanted = numbered.filter(move |(_, data)| is_wanted(&data.kind));
        wanted.filter_map(|(index, _)| self.node(index))
    }

    #[inline]
    pub(super) fn node(&self, index: u32) -> Option<Node<'_, 's>> {
        self.nodes.get(index as usize).map(|_| Node {
            document: self,
            index,
        })
    }
}

impl Kind<'_> {
    pub fn is_flow(&self) -> bool {
        matches!(
            self,
            Kind::Sequence { flow: true } | Kind::Mapping { flow: true, .. }
        )
    }
}

impl NodeData<'_> {
    /// The bytes that an edit replaces.
    pub fn written(&self) -> Bytes {
        let is_in_quotes = match &self.kind {
            Kind::Scalar(scalar) => {
                let quotes = [ScalarStyle::SingleQuoted, ScalarStyle::DoubleQuoted];
                quotes.contains(&scalar.style) && self.written_start < self.inner.start
            }
            _ => false,
        };
        Bytes {
            start: self.written_start,
            end: self.inner.end + u32::from(is_in_quotes),
        }
    }
}

impl<'t, 's> Node<'t, 's> {
    /// What it holds; behind an alias, what its anchor's node holds.
    #[inline]
    #[must_use]
    pub fn content(self) -> Content<'t, 's> {
        match self.followed().data().map(|data| &data.kind) {
            Some(Kind::Scalar(scalar)) => Content::Scalar(scalar),
            Some(Kind::Sequence { .. }) => Content::Sequence,
            // Aliases point to nodes with an anchor, which no alias can have.
            Some(Kind::Mapping { .. } | Kind::Alias(_)) | None => Content::Mapping,
        }
    }

    /// The scalar, if it is one.
    #[inline]
    #[must_use]
    pub fn scalar(self) -> Option<&'t Scalar<'s>> {
        match self.content() {
            Content::Scalar(scalar) => Some(scalar),
            Content::Sequence | Content::Mapping => None,
        }
    }

    /// The bytes of the content: without quotes, tag, anchor and the header of a block scalar; of a
    /// list or mapping with brackets the brackets too, else from the first child to the last. Of an
    /// alias: the bytes of the anchor's node.
    #[inline]
    #[must_use]
    pub fn span(self) -> Span {
        let node = self.followed();
        node.to_span(node.data().map(|data| data.inner))
    }

    /// The bytes that an edit of the whole value replaces: quotes, block header and the first `-`
    /// of a list are part of it; tag, anchor and the last line break are not. Of an alias: the
    /// `*name`.
    #[inline]
    #[must_use]
    pub fn written_span(self) -> Span {
        self.to_span(self.data().map(NodeData::written))
    }

    /// Whether it is written as `*name`.
    #[inline]
    #[must_use]
    pub fn is_alias(self) -> bool {
        matches!(self.data().map(|data| &data.kind), Some(Kind::Alias(_)))
    }

    /// Whether it is a list or mapping in brackets.
    #[inline]
    #[must_use]
    pub fn is_flow(self) -> bool {
        let node = self.followed();
        node.data().is_some_and(|data| data.kind.is_flow())
    }

    /// Whether nothing at all is written here, as after `key:`.
    #[inline]
    #[must_use]
    pub fn is_unwritten(self) -> bool {
        self.data().is_some_and(|data| {
            matches!(&data.kind, Kind::Scalar(scalar) if scalar.style == ScalarStyle::Plain)
                && data.inner.start == data.inner.end
        })
    }

    /// Whether something is written here that could not be read: an alias without an anchor. It has
    /// a diagnostic already.
    #[must_use]
    pub fn is_hole(self) -> bool {
        self.data().is_some_and(|data| {
            matches!(&data.kind, Kind::Scalar(scalar)
                if scalar.style == ScalarStyle::Plain && scalar.value.is_empty())
                && data.inner.start < data.inner.end
        })
    }

    /// The name of its anchor, or of the one that it is an alias of.
    #[must_use]
    pub fn anchor(self) -> Option<&'s str> {
        self.followed().properties()?.anchor
    }

    /// Its explicit type; behind an alias, that of the anchor's node.
    #[inline]
    #[must_use]
    pub fn tag(self) -> Option<Tag<'t>> {
        let node = self.followed();
        let (bytes, name) = node.properties()?.tag.as_ref()?;
        Some(Tag {
            span: node.to_span(Some(*bytes)),
            name,
        })
    }

    /// The items of a list; nothing for others.
    #[inline]
    pub fn items(self) -> impl Iterator<Item = Node<'t, 's>> {
        if matches!(self.content(), Content::Sequence) {
            self.followed().children()
        } else {
            self.no_children()
        }
    }

    /// Keys and values of a mapping with `<<` applied: its own keys win over merged ones, earlier
    /// merged ones over later ones. Merged entries stand where their `<<` is written. Nothing for
    /// others.
    #[inline]
    #[must_use]
    pub fn entries(self) -> Entries<'t, 's> {
        merge::entries(self)
    }

    /// Keys and values of a mapping as they are written.
    #[inline]
    #[must_use]
    pub fn raw_entries(self) -> RawEntries<'t, 's> {
        RawEntries(if matches!(self.content(), Content::Mapping) {
            self.followed().children()
        } else {
            self.no_children()
        })
    }

    /// The value of the first entry with this text as its key.
    #[inline]
    #[must_use]
    pub fn get(self, key: &str) -> Option<Node<'t, 's>> {
        self.entries()
            .find(|entry| entry.key.scalar().is_some_and(|scalar| scalar.value == key))
            .map(|entry| entry.value)
    }

    /// The document it stands in.
    #[inline]
    #[must_use]
    pub fn document(self) -> &'t Document<'s> {
        self.document
    }

    #[inline]
    pub(super) fn merges(self) -> bool {
        matches!(
            self.followed().data().map(|data| &data.kind),
            Some(Kind::Mapping { merges: true, .. })
        )
    }

    /// The node behind an alias, else itself.
    #[inline]
    pub(super) fn followed(self) -> Self {
        match self.data().map(|data| &data.kind) {
            Some(&Kind::Alias(index)) => Self { index, ..self },
            _ => self,
        }
    }

    #[inline]
    fn children(self) -> Children<'t, 's> {
        Children {
            next: Node {
                index: self.index + 1,
                ..self
            },
            past: self.data().map_or(0, |data| data.past),
        }
    }

    fn no_children(self) -> Children<'t, 's> {
        Children {
            next: self,
            past: 0,
        }
    }

    #[inline]
    fn data(self) -> Option<&'t NodeData<'s>> {
        self.document.nodes.get(self.index as usize)
    }

    #[inline]
    fn properties(self) -> Option<&'t Properties<'s>> {
        let all = &self.document.properties;
        if all.is_empty() {
            return None;
        }
        let found = all.binary_search_by_key(&self.index, |properties| properties.node);
        all.get(found.ok()?)
    }

    #[inline]
    fn to_span(self, bytes: Option<Bytes>) -> Span {
        let Bytes { start, end } = bytes.unwrap_or_default();
        Span {
            file: self.document.file(),
            start,
            end,
        }
    }
}

impl<'t, 's> Iterator for Children<'t, 's> {
    type Item = Node<'t, 's>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let child = self.next;
        if child.index >= self.past {
            return None;
        }
        self.next.index = child.data()?.past;
        Some(child)
    }
}

impl<'t, 's> Iterator for RawEntries<'t, 's> {
    type Item = Entry<'t, 's>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let key = self.0.next()?;
        // A broken document can end between key and value: then the entry is not there.
        let value = self.0.next()?;
        Some(Entry {
            key,
            value,
            merged: false,
        })
    }
}

impl PartialEq for Node<'_, '_> {
    /// Whether both are the same place of the same tree.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.index == other.index
    }
}

impl Eq for Node<'_, '_> {}

impl std::fmt::Debug for Node<'_, '_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.content() {
            Content::Scalar(scalar) => write!(formatter, "{:?}", scalar.value),
            Content::Sequence => formatter.debug_list().entries(self.items()).finish(),
            Content::Mapping => formatter
                .debug_map()
                .entries(self.raw_entries().map(|entry| (entry.key, entry.value)))
                .finish(),
        }
    }
}
