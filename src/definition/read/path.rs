//! How messages name a value: `auth.basic.username`.

use std::fmt;

/// The way down to a value. It is put into words only where there is a finding.
#[derive(Clone, Copy, Debug)]
pub(super) enum Path<'p> {
    /// All that is read. What is in it is named without it.
    Whole(&'p str),
    /// A field of all that is read.
    Field(&'p str),
    /// The value of a key.
    Key(&'p Path<'p>, &'p str),
    /// An item of a list; the first has the index 0.
    Item(&'p Path<'p>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Whole(name) | Self::Field(name) | Self::Key(Self::Whole(_), name) => {
                f.write_str(name)
            }
            Self::Key(outer, key) => write!(f, "{outer}.{key}"),
            Self::Item(outer, index) => write!(f, "{outer}[{index}]"),
        }
    }
}
