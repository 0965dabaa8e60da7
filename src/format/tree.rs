//! A document by its lines: what stands before, on and after the line of each key.

/// A line that says nothing to YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trivia<'s> {
    /// A blank line.
    Blank,
    /// A comment with a line of its own.
    Comment {
        /// The column of its `#`.
        column: usize,
        /// From the `#` to its end, without blanks at the end.
        text: &'s str,
    },
}

/// A list or mapping without brackets, its entries in the order in which they will be written.
#[derive(Debug, Default)]
pub(super) struct Collection<'s> {
    /// Comments that stay before all entries, whichever is the first.
    pub header: Vec<Trivia<'s>>,
    /// The entries.
    pub entries: Vec<Entry<'s>>,
    /// Comments after the last one.
    pub tail: Vec<Trivia<'s>>,
}

/// A key with its value, or a `-` with its item.
#[derive(Debug)]
pub(super) struct Entry<'s> {
    /// The lines before it that go where it goes.
    pub lead: Vec<Trivia<'s>>,
    /// `key:` or `-`, with the anchor and tag of the value.
    pub head: String,
    /// Its value.
    pub value: Body<'s>,
    /// The comment that ends its line, with the blanks before it.
    pub comment: &'s str,
    /// Comments after it that are indented deeper than it is.
    pub tail: Vec<Trivia<'s>>,
}

/// How a value is written.
#[derive(Debug)]
pub(super) enum Body<'s> {
    /// Not at all.
    Nothing,
    /// On the line of its key, and maybe further lines.
    Beside(Lines<'s>),
    /// Below its key.
    Below {
        /// What stands between.
        lead: Vec<Trivia<'s>>,
        /// The value.
        lines: Lines<'s>,
        /// The comment that ends its last line, with the blanks before it.
        comment: &'s str,
    },
    /// As a block scalar.
    Block(Block<'s>),
    /// As a list or mapping without brackets.
    Collection {
        /// Whether it begins on the line of a `-`.
        is_beside: bool,
        /// It.
        inner: Collection<'s>,
    },
}

/// A value that is written as it was, but for the indentation of its further lines.
#[derive(Debug)]
pub(super) struct Lines<'s> {
    /// What stands on the first line.
    pub first: String,
    /// The further lines with their indentation.
    pub more: Vec<(usize, &'s str)>,
    /// The column from which that is counted.
    pub column: usize,
}

/// The lines of a block scalar.
#[derive(Debug)]
pub(super) struct Block<'s> {
    /// `|` or `>` with what follows it on its line.
    pub header: &'s str,
    /// The lines below, whole.
    pub lines: Vec<&'s str>,
    /// The indentation of its content.
    pub indentation: usize,
    /// The column of its key, where the header says how much deeper the content is.
    pub counted_from: Option<usize>,
}
