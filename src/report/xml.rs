//! Text in XML 1.0.

use super::text::{escape, is_hidden};
use crate::source::slice;

/// The value of an attribute, for between double quotes. Line ends stay, which a parser would
/// otherwise make blanks of.
#[must_use]
pub fn attribute(value: &str) -> String {
    written(value, true)
}

/// Text between tags.
#[must_use]
pub fn text(value: &str) -> String {
    written(value, false)
}

/// Characters that XML cannot hold, or that nobody would see, are written as `\u{1b}`.
fn written(value: &str, is_attribute: bool) -> String {
    let mut out = String::with_capacity(value.len());
    for (at, c) in value.char_indices() {
        let done = slice(value, 0..at);
        match c {
            // The runner of a CI would find commands in such a text, if it came to its log.
            '[' if ["##", "##vso", "##teamcity"]
                .iter()
                .any(|it| done.ends_with(it)) =>
            {
                out.push_str("&#91;");
            }
            ':' if begins_command(done, slice(value, at..value.len())) => out.push_str("&#58;"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' if is_attribute => out.push_str("&#10;"),
            '\n' => out.push(c),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            '\u{fffe}' | '\u{ffff}' => out.extend(escape(c)),
            _ if is_hidden(c) => out.extend(escape(c)),
            _ => out.push(c),
        }
    }
    out
}

/// Whether what follows would be a workflow command: `::error::` at the beginning of a line.
fn begins_command(done: &str, rest: &str) -> bool {
    let line = done.rsplit('\n').next().unwrap_or_default();
    rest.starts_with("::") && line.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::{attribute, text};

    #[test]
    fn what_xml_cannot_hold_is_written_out() {
        assert_eq!(
            text("a\u{1b}[1m\u{0}\u{fffe}"),
            "a\\u{1b}[1m\\u{0}\\u{fffe}"
        );
        assert_eq!(text("]]> & <b>\r\n"), "]]&gt; &amp; &lt;b&gt;&#13;\n");
        assert_eq!(attribute("\"\n\t"), "&quot;&#10;&#9;");
    }
}
