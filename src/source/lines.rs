//! Lines and columns of byte offsets.

/// A place as people count: both from 1, columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1; a byte order mark does not count.
    pub column: usize,
}

/// The byte offset at which each line of a text starts. Lines end with LF, CRLF or a lone CR.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes a text of at most [`super::MAX_FILE_BYTES`].
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            // The LF of a CRLF ends the line, not its CR.
            if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n') {
                continue;
            }
            starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
        }
        Self { starts }
    }

    /// How many lines there are; a text that ends with a line end has an empty last one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 0, in which a byte offset lies.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|&start| start as usize <= offset)
            .saturating_sub(1)
    }

    /// The byte offset at which a line, from 0, starts; that of the last one if there is no such.
    #[must_use]
    pub fn start_of(&self, line: usize) -> usize {
        self.starts
            .get(line)
            .or(self.starts.last())
            .map_or(0, |&start| start as usize)
    }

    /// Line and column of a byte offset in the text that this index was made of.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.line_of(offset);
        let before = super::slice(text, self.start_of(line)..offset.min(text.len()));
        let before = if line == 0 {
            before.trim_start_matches('\u{feff}')
        } else {
            before
        };
        Position {
            line: line + 1,
            column: before.chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_with_lf_crlf_or_cr() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        assert_eq!(index.count(), 4);
        let lines: Vec<usize> = [0, 2, 5, 7].iter().map(|&at| index.line_of(at)).collect();
        assert_eq!(lines, [0, 1, 2, 3]);
    }

    #[test]
    fn columns_count_characters_and_skip_the_byte_order_mark() {
        let text = "\u{feff}äb\n日本x";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 3), Position { line: 1, column: 1 });
        assert_eq!(index.position(text, 5), Position { line: 1, column: 2 });
        let x = text.find('x').unwrap();
        assert_eq!(index.position(text, x), Position { line: 2, column: 3 });
    }
}
