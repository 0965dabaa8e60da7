//! Texts of a user inside of messages.

use std::fmt;

/// A text of a user inside of a message.
pub trait Shown {
    /// The text on one line: what is no printable character is escaped, all else is as it stands in
    /// the file.
    fn shown(&self) -> impl fmt::Display;
}

impl Shown for str {
    fn shown(&self) -> impl fmt::Display {
        OneLine(self)
    }
}

struct OneLine<'t>(&'t str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const PLAIN: [char; 3] = ['\'', '"', '\\'];
        for piece in self.0.split_inclusive(PLAIN) {
            let rest = piece.strip_suffix(PLAIN).unwrap_or(piece);
            write!(f, "{}", rest.escape_debug())?;
            f.write_str(piece.strip_prefix(rest).unwrap_or_default())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn only_what_cannot_be_seen_is_escaped() {
        for (text, expected) in [
            ("it's \"a\\b\"", "it's \"a\\b\""),
            ("a\nb\tc\r", "a\\nb\\tc\\r"),
            ("é日本\u{202e}\u{1b}[2J", "é日本\\u{202e}\\u{1b}[2J"),
            ("''\n\\", "''\\n\\"),
            ("", ""),
        ] {
            assert_eq!(text.shown().to_string(), expected);
        }
    }
}
