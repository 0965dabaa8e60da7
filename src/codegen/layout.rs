//! The layout that rustfmt gives the few forms of code that the templates print, for lines of 100
//! columns.
//!
//! rustfmt's own limits differ by form: the arguments of a call may take 60 columns, those of an
//! attribute 70. `tests/codegen.rs` lets rustfmt judge.

use crate::report::visible;

const WIDTH: usize = 100;
/// rustfmt's `fn_call_width`.
const CALL_WIDTH: usize = 60;
/// rustfmt's `attr_fn_like_width`.
const ATTRIBUTE_WIDTH: usize = 70;

/// A string literal in ASCII: rustfmt takes the columns of other characters for their bytes in some
/// places, and nothing hides or turns the direction of the text.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            ' '..='~' => out.push(c),
            _ => out.extend(c.escape_unicode()),
        }
    }
    out.push('"');
    out
}

/// A documentation comment: every line, without the last line end.
pub(super) fn doc(text: &str, indent: usize) -> String {
    comment("///", text, indent)
}

/// A comment with this mark at the beginning of every line.
pub(super) fn comment(mark: &str, text: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let room = WIDTH.saturating_sub(indent + mark.len() + 1);
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.replace("\r\n", "\n").split("\n\n") {
        let paragraph = wrapped(paragraph, room);
        if paragraph.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(format!("{margin}{mark}"));
        }
        let marked = |line| format!("{margin}{mark} {line}");
        lines.extend(paragraph.into_iter().map(marked));
    }
    if lines.is_empty() {
        lines.push(format!("{margin}{mark} Not described."));
    }
    lines.join("\n")
}

fn wrapped(paragraph: &str, room: usize) -> Vec<String> {
    let text = visible(paragraph);
    let text = escaped(&text);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let columns = line.chars().count() + 1 + word.chars().count();
        if !line.is_empty() && columns > room {
            lines.push(std::mem::take(&mut line));
        }
        if line.is_empty() {
            line = not_a_mark(word);
        } else {
            line.push(' ');
            line.push_str(word);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Prose whose punctuation means nothing to Markdown, but for code between backticks.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split('`').peekable();
    let is_balanced = text.matches('`').count().is_multiple_of(2);
    let mut is_code = false;
    while let Some(part) = parts.next() {
        if is_code && is_balanced {
            out.push_str(part);
        } else {
            out.push_str(&without_marks(part));
        }
        if parts.peek().is_some() {
            out.push_str(if is_balanced { "`" } else { "\\`" });
        }
        is_code = !is_code;
    }
    out
}

fn without_marks(prose: &str) -> String {
    let mut out = String::new();
    for word in prose.split_inclusive(' ') {
        // A link that is written as one stays one.
        let address = word.trim_end();
        let is_link = address.starts_with("<https://") && address.ends_with('>');
        for c in word.chars() {
            if !is_link && "\\*_[]<>#|~&$".contains(c) {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// The first word of a line, which must not begin a list, a heading or a quotation.
fn not_a_mark(word: &str) -> String {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_mark = word.starts_with(['-', '+', '=', ':', '!', '/', '#', '>', '|', '*']);
    if is_mark || word.starts_with("```") || word.starts_with("~~~") {
        format!("\\{word}")
    } else if digits.len() < word.len() && digits.starts_with(['.', ')']) {
        let number = word.len() - digits.len();
        format!("{}\\{digits}", word.get(..number).unwrap_or_default())
    } else {
        word.to_owned()
    }
}

/// A call, with what stands before and behind it.
pub(super) fn call(
    indent: usize,
    before: &str,
    function: &str,
    arguments: &[&str],
    behind: &str,
) -> String {
    let margin = " ".repeat(indent);
    let inner = arguments.join(", ");
    let line = format!("{margin}{before}{function}({inner}){behind}");
    if columns(&inner) <= CALL_WIDTH && columns(&line) <= WIDTH {
        return line;
    }
    let between = format!(",\n{margin}    ");
    let inner = arguments.join(&between);
    format!("{margin}{before}{function}(\n{margin}    {inner},\n{margin}){behind}")
}

/// An arm of a `match`.
pub(super) fn arm(indent: usize, pattern: &str, body: &str) -> String {
    let margin = " ".repeat(indent);
    let line = format!("{margin}{pattern} => {body},");
    if columns(&line) <= WIDTH {
        return line;
    }
    format!("{margin}{pattern} => {{\n{margin}    {body}\n{margin}}}")
}

/// A field of a struct.
pub(super) fn field(indent: usize, name: &str, r#type: &str) -> String {
    let margin = " ".repeat(indent);
    let line = format!("{margin}pub {name}: {type},");
    if columns(&line) <= WIDTH {
        return line;
    }
    format!("{margin}pub {name}:\n{margin}    {type},")
}

/// A variant that holds a value.
pub(super) fn variant(indent: usize, name: &str, r#type: &str) -> String {
    let margin = " ".repeat(indent);
    let line = format!("{margin}{name}({type}),");
    if columns(&line) <= WIDTH {
        return line;
    }
    format!("{margin}{name}(\n{margin}    {type},\n{margin}),")
}

/// An item that says what a name stands for.
pub(super) fn equation(indent: usize, name: &str, value: &str) -> String {
    let margin = " ".repeat(indent);
    let line = format!("{margin}{name} = {value};");
    let below = format!("{margin}    {value};");
    if columns(&line) <= WIDTH || columns(&below) > WIDTH {
        return line;
    }
    format!("{margin}{name} =\n{below}")
}

/// An attribute with arguments.
pub(super) fn attribute(indent: usize, name: &str, arguments: &[&str]) -> String {
    let margin = " ".repeat(indent);
    let inner = arguments.join(", ");
    let line = format!("{margin}#[{name}({inner})]");
    let fits = match arguments {
        [_] => columns(&line) < WIDTH,
        _ => columns(&inner) <= ATTRIBUTE_WIDTH && columns(&line) <= WIDTH,
    };
    if fits {
        return line;
    }
    let inner = arguments.join(&format!(",\n{margin}    "));
    format!("{margin}#[{name}(\n{margin}    {inner}\n{margin})]")
}

/// The head of a public function, from `pub` to `{`.
pub(super) fn function(name: &str, arguments: &[&str], result: &str) -> String {
    let line = format!("pub fn {name}({}) -> {result} {{", arguments.join(", "));
    if columns(&line) <= WIDTH {
        return line;
    }
    let arguments = arguments.join(",\n    ");
    format!("pub fn {name}(\n    {arguments},\n) -> {result} {{")
}

fn columns(text: &str) -> usize {
    text.chars().count()
}
