//! Files as read.

use std::ops::Index;
use std::sync::OnceLock;

use super::{FileId, LineIndex, Position, Span, slice};

/// Why the text of a file is not what its bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadProblem {
    /// A byte that is not UTF-8; its offset. Such bytes stand as `?` in the text, so that offsets
    /// stay true.
    NotUtf8(u32),
    /// Over [`super::MAX_FILE_BYTES`]; its size in bytes. The text is cut there.
    TooLarge(u64),
}

/// One file: where it was found and what it says.
#[derive(Clone, Debug)]
pub struct SourceFile {
    path: String,
    text: String,
    problem: Option<ReadProblem>,
    lines: OnceLock<LineIndex>,
    before: Before,
}

/// What stands in a file before a text that is a part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Bytes.
    pub bytes: u64,
    /// Line ends.
    pub lines: usize,
    /// Characters on the line on which the text begins.
    pub characters: usize,
}

impl SourceFile {
    /// A file from text. `path` is what reports print: relative to the working folder, with `/`.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            problem: None,
            lines: OnceLock::new(),
            before: Before::default(),
        }
    }

    /// The same as a part of a file that is too large to be held: places count from its begin.
    #[must_use]
    pub fn behind(self, before: Before) -> Self {
        Self { before, ..self }
    }

    /// A file from bytes that may be anything.
    #[must_use]
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self::new(path, text),
            Err(error) => {
                let at = u32::try_from(error.utf8_error().valid_up_to()).unwrap_or(u32::MAX);
                let text = replace_invalid(error.as_bytes());
                Self {
                    problem: Some(ReadProblem::NotUtf8(at)),
                    ..Self::new(path, text)
                }
            }
        }
    }

    /// The beginning of a file that is too large to be read; `size` is its whole size in bytes.
    #[must_use]
    pub fn too_large(path: impl Into<String>, beginning: &[u8], size: u64) -> Self {
        let text = replace_invalid(beginning);
        Self {
            problem: Some(ReadProblem::TooLarge(size)),
            ..Self::new(path, text)
        }
    }

    /// Where it was found, relative to the working folder, with `/`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The same file with another path for reports.
    #[must_use]
    pub fn at_path(self, path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            ..self
        }
    }

    /// What it says.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Why its text is not what its bytes say, if so.
    #[must_use]
    pub fn problem(&self) -> Option<ReadProblem> {
        self.problem
    }

    /// Its lines, indexed at the first call.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let mut position = self.lines().position(&self.text, offset as usize);
        if position.line == 1 {
            position.column += self.before.characters;
        }
        position.line += self.before.lines;
        position
    }

    /// What stands in the file before this text.
    #[must_use]
    pub fn before(&self) -> Before {
        self.before
    }

    /// A byte offset as it is in the file.
    #[must_use]
    pub fn offset_in_file(&self, offset: u32) -> u64 {
        self.before.bytes + u64::from(offset)
    }
}

/// Each invalid byte becomes `?`, which is one byte as well.
fn replace_invalid(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

/// All files of a run, named by [`FileId`].
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// Every file with its name, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// The text at a span.
    #[must_use]
    pub fn text_at(&self, span: Span) -> &str {
        slice(self[span.file].text(), span.range())
    }
}

impl Index<FileId> for Sources {
    type Output = SourceFile;

    #[expect(clippy::indexing_slicing, reason = "a FileId is only made by `add`")]
    fn index(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_stay_true_after_bytes_that_are_not_utf8() {
        let file = SourceFile::from_bytes("a.yaml", b"a: \xff\xfe b".to_vec());
        assert_eq!(file.text(), "a: ?? b");
        assert_eq!(file.problem(), Some(ReadProblem::NotUtf8(3)));
    }
}
