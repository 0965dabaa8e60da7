//! Byte ranges in files.

/// Names one file of [`super::Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one file; `end` is the first byte after it.
///
/// Offsets fit into 32 bits because files over [`super::MAX_FILE_BYTES`] are not read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file it lies in.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The first byte after it.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; an end before the start makes it empty.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let start = to_u32(start);
        Self {
            file,
            start,
            end: to_u32(end).max(start),
        }
    }

    /// An empty span.
    #[must_use]
    pub fn at(file: FileId, offset: usize) -> Self {
        Self::new(file, offset, offset)
    }

    /// The range for indexing into the file's text.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it covers no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies inside of this span.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// The part `from..to` of this span, in bytes from its start; cut off at its end.
    #[must_use]
    pub fn part(self, from: usize, to: usize) -> Self {
        let start = self.start.saturating_add(to_u32(from)).min(self.end);
        let end = self.start.saturating_add(to_u32(to)).clamp(start, self.end);
        Self {
            file: self.file,
            start,
            end,
        }
    }

    /// The smallest span that covers both; `self` where they are in different files.
    #[must_use]
    pub fn cover(self, other: Span) -> Self {
        if self.file != other.file {
            return self;
        }
        Self {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
