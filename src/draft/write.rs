//! From a document to YAML that every reader takes for what it is.

use std::fmt::Write as _;

use super::{Draft, Entry, Value};
use crate::hidden::is_hidden;

/// How wide comments are, in columns.
const WIDTH: usize = 80;
/// How wide a list of words may be to stand on one line, in columns.
const LIST_WIDTH: usize = 60;

/// The YAML of a document, its fields in the order in which they are there.
#[must_use]
pub fn write(draft: &Draft) -> String {
    let mut out = String::new();
    for comment in &draft.comments {
        write_comment(&mut out, comment, 0);
    }
    write_entries(&mut out, &draft.entries, 0, false);
    out
}

/// A comment on as many lines as it takes.
fn write_comment(out: &mut String, text: &str, indent: usize) {
    let mut line = String::new();
    let width = WIDTH.saturating_sub(indent + 2);
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            write_line(out, indent, &format!("# {line}"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().filter(|c| !is_hidden(*c)));
    }
    write_line(out, indent, &format!("# {line}"));
}

/// The entries of a mapping; the first may go on with a line that a `-` begins.
fn write_entries(out: &mut String, entries: &[Entry], indent: usize, mut is_begun: bool) {
    for entry in entries {
        for comment in entry.comments.iter().filter(|_| !is_begun) {
            write_comment(out, comment, indent);
        }
        if !is_begun {
            out.push_str(&" ".repeat(indent));
        }
        is_begun = false;
        out.push_str(&one_line(&entry.key));
        out.push(':');
        write_value(out, &entry.value, indent);
    }
}

/// What stands behind a `:` or a `-`, to the end of the line.
fn write_value(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Raw(raw) => end_line(out, &format!(" {raw}")),
        Value::Text(text) => write_text(out, text, indent),
        Value::List(items) => {
            if let Some(list) = words(items) {
                return end_line(out, &format!(" {list}"));
            }
            out.push('\n');
            for item in items {
                out.push_str(&" ".repeat(indent + 2));
                out.push('-');
                write_item(out, item, indent + 2);
            }
        }
        Value::Map(entries) if entries.is_empty() => end_line(out, " {}"),
        Value::Map(entries) => {
            out.push('\n');
            write_entries(out, entries, indent + 2, false);
        }
    }
}

fn write_item(out: &mut String, item: &Value, indent: usize) {
    match item {
        Value::Map(entries) if !entries.is_empty() => {
            let has_comment = entries.first().is_some_and(|one| !one.comments.is_empty());
            out.push(if has_comment { '\n' } else { ' ' });
            write_entries(out, entries, indent + 2, !has_comment);
        }
        _ => write_value(out, item, indent),
    }
}

/// A list of words on one line, where it is short enough.
fn words(items: &[Value]) -> Option<String> {
    let word = |item: &Value| match item {
        Value::Text(text) if is_word(text) => Some(text.clone()),
        _ => None,
    };
    let words: Option<Vec<String>> = items.iter().map(word).collect();
    let list = format!("[{}]", words?.join(", "));
    (list.len() <= LIST_WIDTH).then_some(list)
}

/// Whether a text can stand in brackets without quotes.
fn is_word(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && is_plain(text)
}

fn write_text(out: &mut String, text: &str, indent: usize) {
    let Some(sign) = block_sign(text) else {
        return end_line(out, &format!(" {}", one_line(text)));
    };
    end_line(out, &format!(" {sign}"));
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        write_line(out, indent + 2, line);
    }
}

/// How a text of several lines is written as it is; nothing where it has to be quoted.
fn block_sign(text: &str) -> Option<&'static str> {
    let body = text.strip_suffix('\n');
    let is_begun = text.starts_with(|c: char| !c.is_whitespace());
    let is_ended = !body.unwrap_or(text).ends_with(char::is_whitespace);
    let is_shown = |c: char| c == '\n' || is_printable(c);
    // Blanks at the end of a line would be lost in the next editor.
    let has_blanks = text.contains(" \n");
    let is_block =
        text.contains('\n') && is_begun && is_ended && !has_blanks && text.chars().all(is_shown);
    is_block.then_some(if body.is_some() { "|" } else { "|-" })
}

/// A text on one line: as it is, or in the quotes that it needs.
fn one_line(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else if text.chars().all(is_printable) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        double_quoted(text)
    }
}

/// Whether a character can stand in a file for everybody to see.
fn is_printable(c: char) -> bool {
    !is_hidden(c) && !matches!(c, '\u{200c}' | '\u{200d}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text is the same text without quotes, to readers of YAML 1.1 too.
fn is_plain(text: &str) -> bool {
    let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let lower = text.to_ascii_lowercase();
    let begins_well =
        text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '_' | '$' | '^'));
    begins_well
        && !words.contains(&&*lower)
        && !text.ends_with([' ', ':'])
        && [": ", " #"].iter().all(|sign| !text.contains(sign))
        && text.chars().all(is_printable)
}

fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_printable(c) => out.push(c),
            c => {
                let code = u32::from(c);
                let _ = if code > 0xffff {
                    write!(out, "\\U{code:08x}")
                } else {
                    write!(out, "\\u{code:04x}")
                };
            }
        }
    }
    out.push('"');
    out
}

fn write_line(out: &mut String, indent: usize, text: &str) {
    if !text.is_empty() {
        out.push_str(&" ".repeat(indent));
    }
    end_line(out, text);
}

fn end_line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}
