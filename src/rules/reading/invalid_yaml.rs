//! `invalid-yaml`: text that is not YAML.

mod examples;

use crate::diagnostic::{Diagnostic, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-yaml",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "Text that is not YAML, or not UTF-8.",
    why: "A document that is not YAML cannot be read to its end, so hookc reports what it found up to \
          there and goes on with the next document of the file. The same text often is read in \
          another way by another program; quotes make it mean one thing to all.\n\n\
          When in doubt, put a value into single quotes. Between them nothing has a meaning but the \
          quote itself, which is written twice. Text of several lines goes below a `|`, indented.",
    sources: &["YAML 1.2.2: https://yaml.org/spec/1.2.2/"],
    bad: examples::BAD,
    good: examples::GOOD,
};

fn error(span: Span, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&RULE, span, message).help(help)
}

/// What no other function words; `message` is the parser's own.
#[must_use]
pub fn other(span: Span, message: &str) -> Diagnostic {
    error(
        span,
        format!("this is not YAML: {message}"),
        "if it is text, put the whole value into single quotes",
    )
}

/// A byte that is not UTF-8.
#[must_use]
pub fn not_utf8(span: Span) -> Diagnostic {
    error(
        span,
        "a byte that is not UTF-8",
        "save the file as UTF-8, the encoding of YAML files",
    )
}

/// A byte order mark that is not at the beginning.
#[must_use]
pub fn byte_order_mark(span: Span) -> Diagnostic {
    error(
        span,
        "a byte order mark in the middle of a file",
        "remove the invisible character U+FEFF; it may only begin a file",
    )
    .edit(true, span, "")
}

/// A character that YAML does not allow anywhere.
#[must_use]
pub fn control_character(span: Span, character: char) -> Diagnostic {
    let code = u32::from(character);
    error(
        span,
        format!("the control character U+{code:04X}"),
        format!("remove it, or write `\\x{code:02X}` in double quotes"),
    )
}

/// `*name` inside of the value of `&name`.
#[must_use]
pub fn recursive_alias(span: Span, name: &str) -> Diagnostic {
    error(
        span,
        format!("`*{name}` stands inside of `&{name}` itself"),
        "a value cannot contain itself; write out what is meant",
    )
}

/// `*name` without `&name` before it.
#[must_use]
pub fn unknown_alias(span: Span, name: &str, nearest: Option<&str>) -> Diagnostic {
    let help = match nearest {
        Some(nearest) => format!("did you mean `*{nearest}`?"),
        None => format!(
            "write `&{name}` before the value that it repeats; if it is text, write `'*{name}'`"
        ),
    };
    error(span, format!("no `&{name}` stands before `*{name}`"), help)
}

/// `<<` with a value that has no keys.
#[must_use]
pub fn merge_value(span: Span) -> Diagnostic {
    error(
        span,
        "`<<` without a mapping to merge",
        "give it an alias of a mapping, such as `<<: *defaults`, or a list of them",
    )
}

/// A tag that is none of YAML's own. `value` is tag and value together, where they may be text.
#[must_use]
pub fn unknown_tag(span: Span, name: &str, value: Option<(Span, &str)>) -> Diagnostic {
    let help = match value {
        Some((_, value)) => format!(
            "definitions have no tags of their own; if the `!` is text, write `{}`",
            super::single_quoted(value)
        ),
        None => "definitions have no tags of their own; remove it".to_owned(),
    };
    let diagnostic = error(span, format!("unknown tag `{name}`"), help);
    match value {
        // A tag alone is text with an exclamation mark; before a value it may have had a meaning.
        Some((whole, value)) => diagnostic.edit(value == name, whole, super::single_quoted(value)),
        None => diagnostic,
    }
}

/// A `: ` inside of text without quotes.
#[must_use]
pub fn colon_in_text(span: Span) -> Diagnostic {
    error(
        span,
        "a colon and a blank inside of text without quotes",
        "put the text into single quotes: to YAML a colon and a blank end a key",
    )
}

/// `key:value`.
#[must_use]
pub fn colon_without_blank(span: Span) -> Diagnostic {
    error(
        span,
        "no blank after the colon of a key",
        "write a blank after the colon, as in `key: value`",
    )
}

/// A key deeper than the text above it.
#[must_use]
pub fn indented_too_far(span: Span, key: &str) -> Diagnostic {
    error(
        span,
        format!("`{key}` is indented deeper than the text above it and so continues that text"),
        "begin the line in the same column as the key above it",
    )
}

/// A line in a column in which no line above it begins.
#[must_use]
pub fn indentation(span: Span, key: &str) -> Diagnostic {
    error(
        span,
        format!("the indentation of `{key}` fits none of the lines above"),
        "begin the line in the same column as the other keys or entries that it belongs to",
    )
}

/// A line in a mapping that is no key.
#[must_use]
pub fn text_without_key(span: Span) -> Diagnostic {
    error(
        span,
        "text that belongs to no key",
        "write `key: value`; to continue the text above, indent the line deeper than its key",
    )
}

/// More of a text without quotes behind a comment that ended it.
#[must_use]
pub fn text_after_comment(span: Span) -> Diagnostic {
    error(
        span,
        "text behind a comment that ended the value",
        "put the comment above the key; to have a `#` in the text, quote it",
    )
}

/// `- x` among keys.
#[must_use]
pub fn entry_among_keys(span: Span) -> Diagnostic {
    error(
        span,
        "a list entry among keys",
        "put the entries of a list below a key of their own, as in `key:` and below it `- entry`",
    )
}

/// `key: - x`.
#[must_use]
pub fn entry_beside_key(span: Span) -> Diagnostic {
    error(
        span,
        "a list that begins on the line of its key",
        "begin the list on the next line; if the `-` is text, put the value into single quotes",
    )
}

/// `"a" b`.
#[must_use]
pub fn text_after_quote(span: Span) -> Diagnostic {
    error(
        span,
        "text after the closing quote",
        "put single quotes around the whole value and write each `'` in it twice",
    )
}

/// `[a] b`.
#[must_use]
pub fn text_after_bracket(span: Span, bracket: char) -> Diagnostic {
    error(
        span,
        format!("text after the closing `{bracket}`"),
        "if the whole value is text, put it into single quotes: brackets make a list or mapping",
    )
}

/// `*a b`.
#[must_use]
pub fn text_after_value(span: Span) -> Diagnostic {
    error(
        span,
        "text after the end of a value",
        "write one value for each key; if all of it is text, put it into single quotes",
    )
}

/// A character that has a meaning of its own at the start of a value.
#[must_use]
pub fn indicator(span: Span, character: char) -> Diagnostic {
    let message = match character {
        '`' => "text without quotes cannot begin with a backtick".to_owned(),
        _ => format!("text without quotes cannot begin with `{character}`"),
    };
    error(span, message, "put the text into single quotes")
}

/// `[a, , b]`.
#[must_use]
pub fn empty_entry(span: Span) -> Diagnostic {
    error(
        span,
        "a `,` without an entry before it",
        "remove it, or write the missing entry",
    )
}

/// `"\d"`.
#[must_use]
pub fn unknown_escape(span: Span, escape: &str) -> Diagnostic {
    error(
        span,
        format!("`{escape}` means nothing in double quotes"),
        "use single quotes, in which a backslash is a backslash; or write it twice",
    )
}

/// `"\u12"`; `digits` is how many the escape needs.
#[must_use]
pub fn character_code(span: Span, escape: &str, digits: usize) -> Diagnostic {
    error(
        span,
        format!("`{escape}` is the code of no character"),
        format!("write {digits} hexadecimal digits that name one, such as `\\u00e9` for `é`"),
    )
}

/// A tab in indentation.
#[must_use]
pub fn tab(span: Span) -> Diagnostic {
    error(
        span,
        "a tab in the indentation",
        "indent with blanks: YAML allows no tabs there",
    )
}

/// `[` without `]`; `bracket` is the one that is missing.
#[must_use]
pub fn unclosed_bracket(span: Span, bracket: char) -> Diagnostic {
    error(
        span,
        "this bracket is never closed",
        format!(
            "write the `{bracket}` that ends it; if the value is text, put it into single quotes"
        ),
    )
}

/// `[a}`.
#[must_use]
pub fn mismatched_bracket(span: Span, open: char, close: char) -> Diagnostic {
    error(
        span,
        format!("`{open}` is closed by `{close}`"),
        "close `[` by `]` and `{` by `}`",
    )
}

/// `a: ]`.
#[must_use]
pub fn misplaced_bracket(span: Span, bracket: &str) -> Diagnostic {
    error(
        span,
        format!("`{bracket}` closes nothing"),
        "remove it; if the value is text, put it into single quotes",
    )
}

/// `[a b: c]`, `["a" "b"]`; `bracket` is the one that would end the list or mapping.
#[must_use]
pub fn missing_comma(span: Span, bracket: char) -> Diagnostic {
    error(
        span,
        format!("a `,` or `{bracket}` is missing before this"),
        "separate the entries by `,`; if all of it is one text, put it into single quotes",
    )
}

/// A line inside of brackets that begins where keys begin.
#[must_use]
pub fn unindented_in_brackets(span: Span) -> Diagnostic {
    error(
        span,
        "a line inside of brackets that is not indented",
        "indent it deeper than the key before the bracket",
    )
}

/// `"` without its counterpart, or with a line in between that is not indented.
#[must_use]
pub fn unclosed_quote(span: Span) -> Diagnostic {
    error(
        span,
        "this quote is not closed before the next key",
        "write the closing quote; further lines of a text in quotes must be indented",
    )
}

/// `| text`.
#[must_use]
pub fn text_after_block_sign(span: Span, sign: &str) -> Diagnostic {
    error(
        span,
        format!("text on the line of `{sign}`"),
        format!(
            "begin the text on the next line, indented; if the `{sign}` is text, use single quotes"
        ),
    )
}

/// `"a"#b`.
#[must_use]
pub fn comment_without_blank(span: Span) -> Diagnostic {
    let before = Span {
        end: span.start,
        ..span
    };
    error(
        span,
        "a comment without a blank before it",
        "write a blank before the `#`; if it is text, put the value into single quotes",
    )
    .edit(false, before, " ")
}

/// `... text`.
#[must_use]
pub fn text_after_document(span: Span) -> Diagnostic {
    error(
        span,
        "text after the `...` that ends a document",
        "begin the next document with `---` on a line of its own",
    )
}

/// A line that begins with `%`.
#[must_use]
pub fn directive(span: Span) -> Diagnostic {
    error(
        span,
        "a directive that cannot be understood",
        "remove the line: definitions need no directives",
    )
}
