//! From the parser's errors to diagnostics that a person understands.
//!
//! The parser says what its grammar expected. What the author did wrong shows in the text, so that
//! is looked at: mostly the line of the error, and what was read before it.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::extent;
use super::limits::MAX_DEPTH;
use crate::diagnostic::{self, Diagnostic};
use crate::rules::reading::{invalid_yaml as words, single_quoted, unquoted_template, yaml_limit};
use crate::source::{FileId, Span, slice};

/// An error of the parser, with what the tree's builder knows.
pub(super) struct Place<'a> {
    pub file: FileId,
    pub text: &'a str,
    /// Where the parser met the error.
    pub at: usize,
    /// The last node that was read to its end.
    pub last: Option<Range<usize>>,
    /// The innermost bracket that is open there.
    pub open: Option<usize>,
    /// The end of all that was read.
    pub position: usize,
}

/// What an error of the parser is about.
pub(super) fn explain(place: &Place<'_>, kind: &ErrorKind) -> Diagnostic {
    use ErrorKind as E;
    if let Some(found) = template(place) {
        return found;
    }
    match kind {
        E::RecursionLimitExceeded => {
            let key = extent::word(place.text, place.at);
            let span = place
                .bracket_here()
                .map_or(place.span(key), |_| place.here(1));
            yaml_limit::depth(span, MAX_DEPTH)
        }
        E::MappingValueNotAllowed => colon(place),
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            after_quote(place)
        }
        E::UnexpectedCharacter { .. }
        | E::MissingAnchorOrAliasName
        | E::UndeclaredTagHandle
        | E::InvalidTagTerminator
        | E::UnexpectedEofBlockMapping
        | E::UnexpectedEof
        | E::ExpectedNodeContent => character(place, kind),
        E::UnknownQuotedScalarEscape => unknown_escape(place),
        E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => character_code(place),
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart => tab(place, kind),
        E::ExpectedBlockMappingKey | E::SimpleKeyExpected | E::ExpectedBlockSequenceEntry => {
            line_out_of_place(place)
        }
        E::BlockSequenceEntryNotAllowed => words::entry_beside_key(place.here(1)),
        E::ExpectedFlowMappingSeparator => separator(place, '}'),
        E::ExpectedFlowSequenceSeparator => separator(place, ']'),
        E::UnclosedFlowCollection { .. }
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofImplicitFlowMapping
        | E::InvalidIndentation
        | E::InvalidFlowScalarIndent => open_bracket(place, kind),
        E::MismatchedFlowCollectionEnd { open, close } => {
            words::mismatched_bracket(place.here(1), *open, *close)
        }
        E::MisplacedFlowCollectionEnd => {
            let bracket = slice(place.text, place.at..place.at + 1);
            words::misplaced_bracket(place.here(1), bracket)
        }
        E::UnclosedQuotedScalar
        | E::InvalidQuotedScalarIndent
        | E::DocumentIndicatorInQuotedScalar => open_quote(place),
        E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent => block_header(place),
        E::InvalidDocumentEnd => {
            words::text_after_document(place.span(extent::to_line_end(place.text, place.at)))
        }
        _ if slice(place.text, extent::line(place.text, place.at)).starts_with('%') => {
            let line = extent::line(place.text, place.at);
            words::directive(place.span(extent::to_line_end(place.text, line.start)))
        }
        E::CommentNotSeparated => words::comment_without_blank(place.here(1)),
        E::BomInsideDocument => words::byte_order_mark(place.here('\u{feff}'.len_utf8())),
        other => {
            let span = place.span(extent::word(place.text, place.at));
            words::other(span, &other.to_string())
        }
    }
}

/// An alias without an anchor of its name. Mostly text that happens to begin with a `*`.
pub(super) fn unknown_alias(text: &str, span: Span, name: &str, anchors: &[&str]) -> Diagnostic {
    let start = span.range().start;
    let plainly_unknown = || {
        let nearest = diagnostic::nearest(name, anchors.iter().copied());
        words::unknown_alias(span, name, nearest)
    };
    if !extent::is_near_line_start(text, start) {
        return plainly_unknown();
    }
    let value = extent::to_line_end(text, start);
    let is_value = extent::line_value(text, start) == start;
    let is_text = value.end > span.range().end || name.contains(['*', ' ']);
    if is_value && is_text && !extent::continues_below(text, start) {
        let whole = Span::new(span.file, value.start, value.end);
        return words::indicator(
            Span {
                end: span.start + 1,
                ..span
            },
            '*',
        )
        .edit(true, whole, single_quoted(slice(text, value)));
    }
    plainly_unknown()
}

/// A template, JSONPath or pattern without quotes.
fn template(place: &Place<'_>) -> Option<Diagnostic> {
    let Place { text, at, .. } = *place;
    let value = extent::line_value(text, at);
    if place.open.is_none_or(|open| open >= value)
        && slice(text, value..text.len()).starts_with("{{")
    {
        let range = extent::to_line_end(text, value);
        let whole = slice(text, range.clone());
        // Without its end it is no template but a bracket that is not closed.
        return (whole.contains("}}") && value <= at).then(|| {
            let mut found = unquoted_template::found(place.span(range), whole, false);
            found.fix = found.fix.filter(|_| !extent::continues_below(text, at));
            found
        });
    }
    place.open?;
    let start = place
        .last
        .clone()
        .filter(|last| last.end == at && !slice(text, last.clone()).starts_with(['"', '\'']))
        .map(|last| last.start)
        .or_else(|| slice(text, at..text.len()).starts_with("{{").then_some(at))
        .or_else(|| tag_before(text, at))?;
    let first = slice(text, at..text.len()).chars().next()?;
    let is_split =
        matches!(first, '[' | '{') || slice(text, start..at).trim_end().ends_with(['}', ']']);
    let range = extent::in_brackets(text, start);
    (is_split && range.end > at).then(|| {
        let whole = slice(text, range.clone());
        unquoted_template::found(place.span(range), whole, true)
    })
}

/// Where the tag begins that ends before this place: YAML has read it as a mapping already.
fn tag_before(text: &str, at: usize) -> Option<usize> {
    let line = slice(text, 0..at)
        .rfind(['\n', '\r'])
        .map_or(0, |at| at + 1);
    let before = slice(text, line..at).trim_end();
    let start = before.ends_with("}}").then(|| before.rfind("{{"))??;
    let begins = slice(before, 0..start).trim_end();
    begins
        .ends_with([':', ',', '[', '{'])
        .then_some(line + start)
}

fn colon(place: &Place<'_>) -> Diagnostic {
    let Place { text, at, .. } = *place;
    if let Some(first) = extent::key_colon(text, at).filter(|&first| first < at) {
        let value = extent::line_value(text, at);
        let range = extent::to_line_end(text, value);
        let diagnostic = words::colon_in_text(place.here(1));
        if slice(text, range.clone()).starts_with(['"', '\'', '[', '{']) || range.end <= first {
            return diagnostic;
        }
        return place.quote(diagnostic, range);
    }
    // The line continues a text above it; either that line lacks its blank, or this one is indented
    // too far.
    let start = extent::line_content(text, at);
    let above = extent::line(text, extent::line(text, at).start.saturating_sub(1));
    colon_without_blank(place, above.start).unwrap_or_else(|| {
        words::indented_too_far(place.span(start..at.max(start)), slice(text, start..at))
    })
}

/// `key:value` at the start of a line.
fn colon_without_blank(place: &Place<'_>, line: usize) -> Option<Diagnostic> {
    let start = extent::line_content(place.text, line);
    let line = slice(place.text, start..extent::line(place.text, start).end);
    let key = line.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "_-".contains(c));
    let colon = start + line.len() - key.len();
    let is_key = colon > start
        && key.starts_with(':')
        && !key.starts_with("://")
        && extent::key_colon(place.text, start).is_none();
    let after = Span::at(place.file, colon + 1);
    is_key.then(|| words::colon_without_blank(place.span(colon..colon + 1)).edit(true, after, " "))
}

/// Text between a closing quote and the end of the line.
fn after_quote(place: &Place<'_>) -> Diagnostic {
    let Place { text, at, .. } = *place;
    if place.open.is_some() {
        return if slice(text, at..text.len()).starts_with(['"', '\'']) {
            words::missing_comma(
                place.span(extent::word(text, at)),
                closing(text, place.open),
            )
        } else {
            words::text_after_quote(place.span(extent::in_brackets(text, at)))
        };
    }
    let diagnostic = words::text_after_quote(place.span(extent::to_line_end(text, at)));
    let value = extent::line_value(text, at);
    let range = extent::to_line_end(text, value);
    let whole = slice(text, range.clone());
    let Some(quote) = whole.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        return diagnostic;
    };
    if value >= at {
        return diagnostic;
    }
    // Quotes at both ends are the author's; the ones between them are text.
    let inner = whole
        .strip_prefix(quote)
        .and_then(|rest| rest.strip_suffix(quote))
        .unwrap_or(whole);
    if (quote == '"' && inner.contains('\\')) || extent::continues_below(text, at) {
        return diagnostic;
    }
    diagnostic.edit(true, place.span(range), single_quoted(inner))
}

/// A character that no value can begin with.
fn character(place: &Place<'_>, kind: &ErrorKind) -> Diagnostic {
    let Place { text, at, .. } = *place;
    let Some(c) = slice(text, at..text.len()).chars().next() else {
        return words::other(place.here(0), &kind.to_string());
    };
    let span = place.here(c.len_utf8());
    // The parser points at the beginning of the text that such a character stands in.
    if let ErrorKind::UnexpectedCharacter { character } = kind
        && character.is_control()
        && let Some(after) = slice(text, at..text.len()).find(*character)
    {
        let found = at + after;
        return words::control_character(
            place.span(found..found + character.len_utf8()),
            *character,
        );
    }
    if c == '!' {
        let name = extent::word(text, at);
        return words::unknown_tag(place.span(name.clone()), slice(text, name), None);
    }
    if !matches!(c, '@' | '%' | '*' | '&' | '`' | ',' | '|' | '>') {
        return if c.is_control() {
            words::control_character(span, c)
        } else {
            words::other(span, &kind.to_string())
        };
    }
    let diagnostic = words::indicator(span, c);
    match place.open {
        Some(_) if c == ',' => words::empty_entry(span),
        Some(_) => place.quote(diagnostic, extent::in_brackets(text, at)),
        None if extent::line_value(text, at) == at => {
            place.quote(diagnostic, extent::to_line_end(text, at))
        }
        None => diagnostic,
    }
}

/// A backslash in double quotes before a letter that has no meaning there.
fn unknown_escape(place: &Place<'_>) -> Diagnostic {
    let Place { text, at, .. } = *place;
    let mut chars = slice(text, at + 1..text.len()).char_indices();
    let mut bad = None;
    let mut has_good = false;
    let mut end = None;
    while let Some((offset, c)) = chars.next() {
        match c {
            '"' => {
                end = Some(at + 1 + offset);
                break;
            }
            '\n' | '\r' => break,
            '\\' => match chars.next() {
                Some((_, c)) if "0abtnvfre \t\"/\\N_LPxuU\n\r".contains(c) => has_good = true,
                Some((next, c)) => {
                    bad.get_or_insert(at + 1 + offset..at + 1 + next + c.len_utf8());
                }
                None => break,
            },
            _ => {}
        }
    }
    let Some(span) = bad else {
        // A backslash at the very end.
        return words::unclosed_quote(place.here(1));
    };
    let diagnostic = words::unknown_escape(place.span(span.clone()), slice(text, span));
    match end {
        Some(end) => {
            let quoted = single_quoted(slice(text, at + 1..end));
            diagnostic.edit(!has_good, place.span(at..end + 1), quoted)
        }
        None => diagnostic,
    }
}

/// `\x`, `\u` or `\U` without the digits of a character.
fn character_code(place: &Place<'_>) -> Diagnostic {
    let Place { text, at, .. } = *place;
    let line = extent::line(text, at);
    let rest = slice(text, at..line.end);
    let digits = |from: usize| {
        let rest = slice(rest, from..rest.len());
        rest.chars().take_while(char::is_ascii_hexdigit).count()
    };
    let bad = [("\\x", 2), ("\\u", 4), ("\\U", 8)]
        .into_iter()
        .flat_map(|(escape, needed)| {
            rest.match_indices(escape)
                .map(move |(offset, _)| (offset, needed))
        })
        .map(|(offset, needed)| (offset, digits(offset + 2).min(needed), needed))
        .find(|&(offset, found, needed)| {
            let code = slice(rest, offset + 2..offset + 2 + found);
            let value = u32::from_str_radix(code, 16).ok();
            found < needed || value.and_then(char::from_u32).is_none()
        });
    match bad {
        Some((offset, found, needed)) => {
            let range = at + offset..at + offset + 2 + found;
            let escape = slice(text, range.clone());
            words::character_code(place.span(range), escape, needed)
        }
        None => words::unknown_escape(place.here(1), slice(text, at..at + 1)),
    }
}

/// A tab in the indentation of this line or of one below it.
fn tab(place: &Place<'_>, kind: &ErrorKind) -> Diagnostic {
    let Place { text, at, .. } = *place;
    let mut line = extent::line(text, at);
    loop {
        let rest = slice(text, line.clone());
        let indent = rest.len() - rest.trim_start_matches([' ', '\t', '-', '?', ':']).len();
        if let Some(tab) = slice(rest, 0..indent).find('\t') {
            let tabs = slice(rest, tab..indent);
            let count = tabs.len() - tabs.trim_start_matches('\t').len();
            let start = line.start + tab;
            return words::tab(place.span(start..start + count));
        }
        if line.end >= text.len() {
            return words::other(place.here(0), &kind.to_string());
        }
        line = extent::line(text, line.end + 1);
    }
}

/// A line that fits none of the lists and mappings above it, or text after a value's end.
fn line_out_of_place(place: &Place<'_>) -> Diagnostic {
    let Place { text, at, .. } = *place;
    let rest = place.span(extent::to_line_end(text, at));
    let line = extent::line(text, at);
    let same_line = place.last.clone().filter(|last| last.end > line.start);
    if let Some(last) = same_line {
        let end = slice(text, 0..last.end).chars().next_back().unwrap_or(' ');
        if matches!(end, ']' | '}') {
            return after_bracket(place, &last, rest, end);
        }
        return words::text_after_value(rest);
    }
    let before = slice(text, line.start..at).trim_start_matches([' ', '\t']);
    if before.starts_with('-') {
        let dash = at - before.len();
        return words::entry_among_keys(place.span(dash..dash + 1));
    }
    match extent::key_colon(text, at) {
        Some(colon) => {
            let start = extent::line_content(text, at);
            words::indentation(place.span(start..colon), slice(text, start..colon))
        }
        None => colon_without_blank(place, line.start).unwrap_or(words::text_without_key(rest)),
    }
}

/// Text after a list or mapping in brackets. Directly after it, the whole was meant as text.
fn after_bracket(place: &Place<'_>, last: &Range<usize>, rest: Span, bracket: char) -> Diagnostic {
    let diagnostic = words::text_after_bracket(rest, bracket);
    let is_value = extent::line_value(place.text, place.at) == last.start;
    if is_value && last.end == place.at {
        return place.quote(diagnostic, extent::to_line_end(place.text, last.start));
    }
    diagnostic
}

fn separator(place: &Place<'_>, bracket: char) -> Diagnostic {
    if let Some(open) = place.open
        && !extent::is_closed(place.text, open)
    {
        return words::unclosed_bracket(place.span(open..open + 1), bracket);
    }
    words::missing_comma(place.span(extent::word(place.text, place.at)), bracket)
}

/// The bracket that ends what the one at `open` begins.
fn closing(text: &str, open: Option<usize>) -> char {
    let is_mapping = open.is_some_and(|open| slice(text, open..open + 1) == "{");
    if is_mapping { '}' } else { ']' }
}

/// A bracket without its counterpart, or with a line in between that is not indented.
fn open_bracket(place: &Place<'_>, kind: &ErrorKind) -> Diagnostic {
    let Some(open) = place.open.or(place.bracket_here()) else {
        let word = extent::word(place.text, place.at);
        return words::other(place.span(word), &kind.to_string());
    };
    let close = closing(place.text, Some(open));
    if extent::is_closed(place.text, open) && place.at > open {
        let word = extent::word(place.text, place.at);
        return words::unindented_in_brackets(place.span(word));
    }
    words::unclosed_bracket(place.span(open..open + 1), close)
}

fn open_quote(place: &Place<'_>) -> Diagnostic {
    let from = place.position.min(place.at);
    let before = slice(place.text, from..place.text.len());
    let quote = before
        .find(['"', '\''])
        .map_or(place.at, |offset| from + offset);
    words::unclosed_quote(place.span(quote..quote + 1))
}

/// Text after `|` or `>` on their line.
fn block_header(place: &Place<'_>) -> Diagnostic {
    let Place { text, at, .. } = *place;
    let rest = slice(text, at + 1..extent::line(text, at).end);
    let indicators = rest.len() - rest.trim_start_matches(['+', '-', ' ', '\t']).len();
    let sign = slice(text, at..at + 1);
    words::text_after_block_sign(
        place.span(extent::to_line_end(text, at + 1 + indicators)),
        sign,
    )
}

impl Place<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// So many bytes from the error on.
    fn here(&self, length: usize) -> Span {
        let end = (self.at + length).min(self.text.len());
        let end = if self.text.is_char_boundary(end) {
            end
        } else {
            self.at
        };
        self.span(self.at..end)
    }

    fn bracket_here(&self) -> Option<usize> {
        slice(self.text, self.at..self.text.len())
            .starts_with(['[', '{'])
            .then_some(self.at)
    }

    /// Adds the edit that puts a value into single quotes, if it is in one line.
    fn quote(&self, diagnostic: Diagnostic, value: Range<usize>) -> Diagnostic {
        if extent::continues_below(self.text, self.at) {
            return diagnostic;
        }
        let quoted = single_quoted(slice(self.text, value.clone()));
        diagnostic.edit(true, self.span(value), quoted)
    }
}
