//! Cuts a stream of JSON into its values, without holding more than one.

use std::io::{self, Read};

use crate::source::Before;

/// The longest value, in bytes.
pub const MAX_VALUE_BYTES: usize = 64 * 1024 * 1024;

const CHUNK: usize = 64 * 1024;

/// One value of a stream, as bytes that may not even be JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes, without blanks around them.
    pub bytes: Vec<u8>,
    /// Where it begins.
    pub start: Before,
    /// Whether it is longer than [`MAX_VALUE_BYTES`] and was cut there; nothing comes after it.
    pub is_cut: bool,
}

/// The values of a stream: each line that holds one, as NDJSON has it, or each document, which may
/// go over many lines.
pub struct Pieces<R> {
    input: R,
    buffer: Vec<u8>,
    /// What is read into, before it is known how much comes at once.
    chunk: Vec<u8>,
    /// How much of the buffer is behind us.
    used: usize,
    start: Before,
    is_at_end: bool,
    is_over: bool,
    /// Whether the first line was a whole value, so that a line that begins with a bracket is
    /// another one, however the line before it ended.
    holds_lines: bool,
}

impl<R: Read> Pieces<R> {
    /// The values of an input.
    pub fn new(input: R) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            chunk: vec![0; CHUNK],
            used: 0,
            start: Before::default(),
            is_at_end: false,
            is_over: false,
            holds_lines: false,
        }
    }

    /// The next value; nothing at the end.
    ///
    /// # Errors
    ///
    /// What the input says.
    pub fn next_piece(&mut self) -> io::Result<Option<Piece>> {
        if self.is_over || !self.skip_blanks()? {
            return Ok(None);
        }
        let mut scan = Scan {
            by_lines: self.holds_lines,
            ..Scan::default()
        };
        let mut at = 0;
        loop {
            match self.unread().get(at).copied() {
                Some(byte) => {
                    if scan.ends_before(byte) {
                        break;
                    }
                    at += 1;
                    if scan.ends_after(byte) {
                        break;
                    }
                    if at >= MAX_VALUE_BYTES {
                        self.is_over = true;
                        return Ok(Some(self.take(at, true)));
                    }
                }
                None if !self.read_more()? => break,
                None => {}
            }
        }
        let is_first = self.start.lines == 0;
        let piece = self.take(at, false);
        self.holds_lines |= is_first && self.start.lines == 0 && scan.is_whole();
        Ok(Some(piece))
    }

    fn unread(&self) -> &[u8] {
        self.buffer.get(self.used..).unwrap_or_default()
    }

    fn read_more(&mut self) -> io::Result<bool> {
        if self.is_at_end {
            return Ok(false);
        }
        self.buffer.drain(..self.used);
        self.used = 0;
        // What is there is judged at once: more of a log may be long in coming.
        let read = loop {
            match self.input.read(&mut self.chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        let chunk = self.chunk.get(..read).unwrap_or_default();
        self.buffer.extend_from_slice(chunk);
        self.is_at_end = read == 0;
        Ok(read > 0)
    }

    /// Whether something comes behind the blanks, and a byte order mark at the begin.
    fn skip_blanks(&mut self) -> io::Result<bool> {
        let mark = "\u{feff}".as_bytes();
        // The mark may come in parts.
        while self.start.bytes == 0
            && self.unread().len() < mark.len()
            && mark.starts_with(self.unread())
            && self.read_more()?
        {}
        if self.start.bytes == 0 && self.unread().starts_with(mark) {
            self.used += mark.len();
            self.start.bytes += mark.len() as u64;
        }
        loop {
            if self.unread().is_empty() && !self.read_more()? {
                return Ok(false);
            }
            match self.unread().first() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => drop(self.take(1, false)),
                _ => return Ok(true),
            }
        }
    }

    fn take(&mut self, length: usize, is_cut: bool) -> Piece {
        let bytes: Vec<u8> = self.unread().iter().take(length).copied().collect();
        let start = self.start;
        self.used += length;
        self.start.bytes += bytes.len() as u64;
        let is_character = |byte: &&u8| **byte & 0xC0 != 0x80;
        let line_ends = memchr::memchr_iter(b'\n', &bytes);
        let (lines, last) = line_ends.fold((0, None), |(lines, _), at| (lines + 1, Some(at)));
        if last.is_some() {
            self.start.characters = 0;
        }
        self.start.lines += lines;
        let on_last_line = bytes.iter().skip(last.map_or(0, |last| last + 1));
        self.start.characters += on_last_line.filter(is_character).count();
        Piece {
            bytes,
            start,
            is_cut,
        }
    }
}

/// Finds the end of a value by its brackets and quotes.
#[derive(Default)]
struct Scan {
    by_lines: bool,
    depth: usize,
    string: Quoted,
    before: Option<u8>,
}

/// Whether a string is open.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Quoted {
    #[default]
    No,
    Yes,
    /// Behind a backslash.
    Escaped,
}

impl Scan {
    /// Whether a value that has neither brackets nor quotes ends here, or a line that is broken.
    fn ends_before(&self, byte: u8) -> bool {
        let begins = matches!(byte, b'{' | b'[');
        let is_over = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'"') || begins;
        let is_outside = self.depth == 0 && self.string == Quoted::No;
        let is_next_line = self.by_lines && self.before == Some(b'\n') && begins;
        self.before.is_some() && (is_outside && is_over || is_next_line)
    }

    fn ends_after(&mut self, byte: u8) -> bool {
        self.before = Some(byte);
        match (self.string, byte) {
            // No string of JSON holds a line end: one that does is taken to end there.
            (Quoted::Yes, b'"') | (Quoted::Yes | Quoted::Escaped, b'\n') => {
                self.string = Quoted::No;
                return self.depth == 0;
            }
            (Quoted::Yes, b'\\') => self.string = Quoted::Escaped,
            (Quoted::Escaped, _) | (Quoted::No, b'"') => self.string = Quoted::Yes,
            (Quoted::No, b'{' | b'[') => self.depth += 1,
            (Quoted::No, b'}' | b']') => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }

    /// Whether it stands behind the last bracket of a value.
    fn is_whole(&self) -> bool {
        self.depth == 0 && matches!(self.before, Some(b'}' | b']'))
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::{Before, Pieces};

    fn pieces(text: &str) -> Vec<(String, Before)> {
        pieces_of(text.as_bytes())
    }

    fn pieces_of(input: impl Read) -> Vec<(String, Before)> {
        let mut pieces = Pieces::new(input);
        let mut found = Vec::new();
        while let Some(piece) = pieces.next_piece().unwrap() {
            found.push((String::from_utf8(piece.bytes).unwrap(), piece.start));
        }
        found
    }

    fn texts(text: &str) -> Vec<String> {
        pieces(text).into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn values_follow_each_other_with_or_without_lines() {
        for (text, expected) in [
            ("", vec![]),
            (" \n\r\n", vec![]),
            ("{}", vec!["{}"]),
            (
                "{\"a\": [1]}\n{\"b\": 2}\n",
                vec!["{\"a\": [1]}", "{\"b\": 2}"],
            ),
            ("{\n  \"a\": 1\n}\n{\n}\n", vec!["{\n  \"a\": 1\n}", "{\n}"]),
            ("{}{} []", vec!["{}", "{}", "[]"]),
            ("1 true\n\"a b\" null", vec!["1", "true", "\"a b\"", "null"]),
            ("{\"a\": \"}\\\"{\"}{}", vec!["{\"a\": \"}\\\"{\"}", "{}"]),
        ] {
            assert_eq!(texts(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_broken_line_does_not_hide_the_next() {
        for broken in [
            "{\"a\": ",
            "{\"a\": \"b",
            "{\"a\": [1",
            "nonsense",
            "{\"a\": \"b\\",
        ] {
            let found = texts(&format!("{{}}\n{broken}\n{{\"b\": 1}}\n"));
            assert_eq!(found.first().unwrap(), "{}", "{broken}");
            assert_eq!(found.last().unwrap(), "{\"b\": 1}", "{broken}");
            assert_eq!(found.len(), 3, "{found:?}");
        }
    }

    #[test]
    fn places_count_bytes_lines_and_characters() {
        let found = pieces("\u{feff}{\"ä\": 1} {\n}\n  {}");
        let place = |bytes, lines, characters| Before {
            bytes,
            lines,
            characters,
        };
        let starts: Vec<Before> = found.into_iter().map(|(_, start)| start).collect();
        assert_eq!(starts, [place(3, 0, 0), place(13, 0, 9), place(19, 2, 2)]);
    }

    /// Gives one byte at a time.
    struct Slow<'b>(&'b [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = buffer.len().min(1);
            self.0.read(&mut buffer[..most])
        }
    }

    #[test]
    fn how_much_comes_at_once_does_not_show() {
        for text in [
            "\u{feff}{\"ä\": 1} {\n}\n  {}",
            "\u{feff}",
            "ï",
            " \u{feff}1",
        ] {
            assert_eq!(pieces_of(Slow(text.as_bytes())), pieces(text), "{text:?}");
        }
    }
}
