//! What a credential in a YAML file says, whichever way it is written.

use std::borrow::Cow;

use crate::source::{escaped, escaped_digits, slice};

/// A line of a credential that is shorter may be a word that stands anywhere.
const LEAST_LINE: usize = 12;

/// All texts that a scalar, or a part of one, may stand for: as it is written, and read as one in
/// quotes or of several lines; and each as it is written in JSON. How it is written need not be
/// known: a text too many is hidden, at worst.
#[must_use]
pub fn spellings(written: &str) -> Vec<Cow<'_, str>> {
    let mut all = vec![Cow::Borrowed(written)];
    if written.contains(['\n', '\r']) {
        let lines = written.lines().map(str::trim);
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        all.push(lines.join("\n").into());
        all.push(lines.join(" ").into());
        let joined = lines.iter().map(|line| line.trim_end_matches('\\'));
        all.push(joined.collect::<String>().into());
        let long = lines.into_iter().filter(|line| line.len() >= LEAST_LINE);
        all.extend(long.map(Cow::Borrowed));
    }
    for at in 0..all.len() {
        let Some(text) = all.get(at) else { break };
        let unescaped = text.contains('\\').then(|| unescaped(text));
        let unquoted = text.contains("''").then(|| text.replace("''", "'"));
        all.extend(unescaped.into_iter().chain(unquoted).map(Cow::Owned));
    }
    for at in 0..all.len() {
        let Some(text) = all.get(at) else { break };
        let json = serde_json::Value::from(&**text).to_string();
        let inner = json
            .strip_prefix('"')
            .and_then(|json| json.strip_suffix('"'));
        let other = inner.filter(|inner| inner != text).map(str::to_owned);
        all.extend(other.map(Cow::Owned));
    }
    all
}

/// A text with the characters that its escapes stand for; what is none stays.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        out.push_str(slice(rest, 0..at));
        let behind = slice(rest, at + 1..rest.len());
        let (c, length) = read_escape(behind).unwrap_or(('\\', 0));
        out.push(c);
        rest = slice(behind, length..behind.len());
    }
    out.push_str(rest);
    out
}

/// What stands behind a backslash: the character that is meant, and its length there.
fn read_escape(behind: &str) -> Option<(char, usize)> {
    let sign = *behind.as_bytes().first()?;
    if let Some(c) = escaped(sign) {
        return Some((c, 1));
    }
    let end = 1 + escaped_digits(sign)?;
    let number = u32::from_str_radix(behind.get(1..end)?, 16).ok()?;
    Some((char::from_u32(number)?, end))
}

#[cfg(test)]
mod tests {
    use super::spellings;

    #[test]
    fn a_text_is_read_in_every_way() {
        for (written, value) in [
            ("plain", "plain"),
            (r#"a\"b\x69\u00e9\U0001F600\\c"#, "a\"bié😀\\c"),
            (r"a\q\x6", r"a\q\x6"),
            ("it''s", "it's"),
            ("first-line\n    second", "first-line second"),
            ("first-line\r\n    second", "first-line\nsecond"),
            ("first\\\n    \\ second \\x21", "first second !"),
            ("a\n  first-line-of-it", "first-line-of-it"),
            ("a''b\n  c''d", "a'b c'd"),
            ("a\"b\\q", r#"a\"b\\q"#),
            ("first-line\n second", r"first-line\nsecond"),
        ] {
            let all = spellings(written);
            assert!(all.iter().any(|one| one == value), "{written}: {all:?}");
            assert!(all.iter().any(|one| one == written), "{written}: {all:?}");
        }
        assert_eq!(spellings("plain").len(), 1);
    }
}
