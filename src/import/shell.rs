//! The words of a command as a shell reads them.

use super::Fault;
use crate::source::slice;

/// A variable of the shell stands between these in a word: its value is not known here. They are
/// characters for private use, which no command has.
pub(super) const VARIABLE: (char, char) = ('\u{e000}', '\u{e001}');

/// A command.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Command {
    /// Its words, quotes and escapes resolved.
    pub words: Vec<String>,
    /// What follows behind it: `| jq .`, `> file`.
    pub rest: String,
}

/// Reads the words of a command of a POSIX shell, or of the Windows command line where it escapes
/// with `^`.
pub(super) fn command(text: &str) -> Result<Command, Fault> {
    if let Some(at) = text.find([VARIABLE.0, VARIABLE.1]) {
        return Err(Fault::at(at, "a character for private use"));
    }
    let is_windows = ["^\n", "^\r\n", "^\""]
        .iter()
        .any(|sign| text.contains(sign));
    let plain = if is_windows {
        without_carets(text)
    } else {
        // The line ends of PowerShell; each stays as long as it was.
        text.replace("`\r\n", "   ").replace("`\n", "  ")
    };
    let mut reader = Reader {
        text: &plain,
        at: 0,
        is_windows,
        word: None,
        command: Command::default(),
    };
    match reader.read() {
        Ok(()) => Ok(reader.command),
        Err(fault) if is_windows => Err(Fault { at: None, ..fault }),
        Err(fault) => Err(fault),
    }
}

/// `^` escapes the next character; before a line end, both go.
fn without_carets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if c != '^' {
            out.push(c);
            continue;
        }
        characters.next_if_eq(&'\r');
        if characters.next_if_eq(&'\n').is_none() {
            out.extend(characters.next());
        }
    }
    out
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    is_windows: bool,
    /// The word that is being read.
    word: Option<String>,
    command: Command,
}

impl Reader<'_> {
    fn read(&mut self) -> Result<(), Fault> {
        while let Some(c) = self.next() {
            match c {
                ' ' | '\t' | '\n' | '\r' => self.end_word(),
                '"' => self.double_quoted()?,
                '\'' if !self.is_windows => self.single_quoted()?,
                '\\' if !self.is_windows => {
                    if self.skips("\r\n") || self.skips("\n") {
                        continue;
                    }
                    let next = self.next();
                    self.push(next);
                }
                '$' if !self.is_windows && self.skips("'") => self.ansi_quoted()?,
                '$' | '`' if !self.is_windows => self.expansion(c)?,
                '#' if self.word.is_none() && !self.is_windows => self.skip_line(),
                ';' | '|' | '>' | '<' if !self.is_windows => {
                    self.stop();
                    return Ok(());
                }
                // In the middle of a word somebody forgot the quotes around a URL.
                '&' if self.word.is_none() || self.rest().starts_with(['&', ' ', '\n']) => {
                    self.stop();
                    return Ok(());
                }
                c => self.push(Some(c)),
            }
        }
        self.end_word();
        Ok(())
    }

    fn rest(&self) -> &str {
        slice(self.text, self.at..self.text.len())
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn skips(&mut self, sign: &str) -> bool {
        let found = self.rest().starts_with(sign);
        self.at += if found { sign.len() } else { 0 };
        found
    }

    fn skip_line(&mut self) {
        let rest = self.rest();
        self.at += rest.find('\n').unwrap_or(rest.len());
    }

    fn push(&mut self, c: Option<char>) {
        self.word.get_or_insert_default().extend(c);
    }

    fn end_word(&mut self) {
        self.command.words.extend(self.word.take());
    }

    fn stop(&mut self) {
        self.end_word();
        let start = self.at.saturating_sub(1);
        self.command.rest = slice(self.text, start..self.text.len()).trim().to_owned();
    }

    fn single_quoted(&mut self) -> Result<(), Fault> {
        let start = self.at - 1;
        self.push(None);
        loop {
            match self.next() {
                None => return Err(Fault::at(start, "a quote that is not closed")),
                Some('\'') => return Ok(()),
                c => self.push(c),
            }
        }
    }

    fn double_quoted(&mut self) -> Result<(), Fault> {
        let start = self.at - 1;
        self.push(None);
        loop {
            match self.next() {
                None => return Err(Fault::at(start, "a quote that is not closed")),
                Some('"') => return Ok(()),
                Some('\\') => {
                    if self.skips("\r\n") || self.skips("\n") {
                        continue;
                    }
                    let escapes: &[char] = if self.is_windows {
                        &['"', '\\']
                    } else {
                        &['"', '\\', '$', '`']
                    };
                    if !self.rest().starts_with(escapes) {
                        self.push(Some('\\'));
                    }
                    let next = self.next();
                    self.push(next);
                }
                Some(c @ ('$' | '`')) if !self.is_windows => self.expansion(c)?,
                c => self.push(c),
            }
        }
    }

    /// `$'…'`, with the escapes of C; browsers copy requests so.
    fn ansi_quoted(&mut self) -> Result<(), Fault> {
        let start = self.at - 2;
        self.push(None);
        loop {
            match self.next() {
                None => return Err(Fault::at(start, "a quote that is not closed")),
                Some('\'') => return Ok(()),
                Some('\\') => {
                    let escaped = self.next();
                    let c = match escaped {
                        Some('n') => Some('\n'),
                        Some('t') => Some('\t'),
                        Some('r') => Some('\r'),
                        Some('x') => self.code(2),
                        Some('u') => self.utf16(),
                        Some('U') => self.code(8),
                        other => other,
                    };
                    self.push(c);
                }
                c => self.push(c),
            }
        }
    }

    fn number(&mut self, digits: usize) -> Option<u32> {
        let rest = self.rest();
        let length = rest
            .bytes()
            .take(digits)
            .take_while(u8::is_ascii_hexdigit)
            .count();
        let number = u32::from_str_radix(slice(rest, 0..length), 16).ok();
        self.at += length;
        number
    }

    fn code(&mut self, digits: usize) -> Option<char> {
        self.number(digits).and_then(char::from_u32)
    }

    /// `\uD83D\uDE00` is one character.
    fn utf16(&mut self) -> Option<char> {
        let first = self.number(4)?;
        if !(0xd800..0xdc00).contains(&first) || !self.skips("\\u") {
            return char::from_u32(first);
        }
        let second = self.number(4)?.checked_sub(0xdc00)?;
        char::from_u32(0x10000 + ((first - 0xd800) << 10) + second)
    }

    /// What the shell would put in the place of `$name`.
    fn expansion(&mut self, sign: char) -> Result<(), Fault> {
        if sign == '`' || self.rest().starts_with('(') {
            let message = "what another command prints is not known; write the value itself";
            return Err(Fault::at(self.at - 1, message));
        }
        let is_braced = self.skips("{");
        let rest = self.rest();
        let is_part = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
        let length = rest.bytes().take_while(is_part).count();
        let name = slice(rest, 0..length).to_owned();
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        if !is_name {
            self.push(Some('$'));
            if is_braced {
                self.push(Some('{'));
            }
            return Ok(());
        }
        self.at += length;
        if is_braced {
            let rest = self.rest();
            self.at += rest.find('}').map_or(rest.len(), |at| at + 1);
        }
        self.push(Some(VARIABLE.0));
        self.word.get_or_insert_default().push_str(&name);
        self.push(Some(VARIABLE.1));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{VARIABLE, command};

    fn words(text: &str) -> Vec<String> {
        command(text).unwrap().words
    }

    #[test]
    fn words_are_those_of_a_posix_shell() {
        let cases: &[(&str, &[&str])] = &[
            ("a  b\tc", &["a", "b", "c"]),
            ("a \\\n  b", &["a", "b"]),
            ("a\\\nb", &["ab"]),
            ("'a b'\"c d\"e", &["a bc de"]),
            (r"'it'\''s'", &["it's"]),
            (r#""a \"b\" \\ \n \$x""#, &[r#"a "b" \ \n $x"#]),
            (r"$'a\n\u00e4\'\x41 \uD83D\uDE00'", &["a\nä'A 😀"]),
            ("'' \"\"", &["", ""]),
            ("a # b\nc", &["a", "c"]),
            ("a#b", &["a#b"]),
            ("x?a=1&b=2", &["x?a=1&b=2"]),
            ("'$x ${y}'", &["$x ${y}"]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), *expected, "{text}");
        }
    }

    #[test]
    fn variables_stay_apart() {
        let (open, close) = VARIABLE;
        let expected = format!("a{open}X_1{close}b{open}y{close} $1");
        assert_eq!(words("\"a${X_1}b$y \"'$1'"), [expected]);
    }

    #[test]
    fn windows_escapes_with_carets() {
        let text = "curl.exe ^\"https://a.example/?a=1^&b=2^\" ^\r\n -d ^\"^{^\\^\"a^\\^\":1^}^\"";
        assert_eq!(
            words(text),
            ["curl.exe", "https://a.example/?a=1&b=2", "-d", "{\"a\":1}"]
        );
    }

    #[test]
    fn what_follows_the_command_is_no_part_of_it() {
        let found = command("a b | jq .").unwrap();
        assert_eq!(found.words, ["a", "b"]);
        assert_eq!(found.rest, "| jq .");
        assert_eq!(command("a b && c").unwrap().rest, "&& c");
    }

    #[test]
    fn an_open_quote_is_pointed_at() {
        let fault = |text: &str| command(text).unwrap_err().at;
        assert_eq!(fault("a 'b"), Some(2));
        assert_eq!(fault("a \"b"), Some(2));
        assert_eq!(fault("a $(b)"), Some(2));
    }
}
