//! Literal and folded scalars, whose lines are indented.

use std::ops::Range;

use super::{Decoded, ScalarStyle, break_length};
use crate::source::slice;

/// What happens to the line breaks at the end.
#[derive(Clone, Copy, PartialEq)]
enum Chomp {
    /// `-`: they go.
    Strip,
    /// One stays.
    Clip,
    /// `+`: all stay.
    Keep,
}

/// A line of the block without its indentation, and its line break.
struct Line {
    content: Range<usize>,
    line_break: Range<usize>,
}

/// A block scalar, read from the `|` or `>` of its header on.
pub(super) fn decode(text: &str, header: usize, style: ScalarStyle, value: &str) -> Decoded {
    let bytes = text.as_bytes();
    let header_line = line_end(bytes, header);
    let chomp = chomp_of(slice(text, header..header_line));
    let start = header_line + break_length(bytes, header_line);
    let is_folded = style == ScalarStyle::Folded;
    let read = |indent: usize| {
        let lines = lines(text, start, indent);
        if is_folded {
            folded(text, &lines, chomp)
        } else {
            literal(text, &lines, chomp)
        }
    };
    let guess = indentation(text, start, value);
    let decoded = read(guess);
    if decoded.text == value {
        return decoded;
    }
    // Only blocks that hold nothing but blanks do not show their indentation.
    (0..=guess.saturating_add(1).min(64))
        .map(read)
        .find(|other| other.text == value)
        .unwrap_or(decoded)
}

/// How far the block is indented: by how much the first line with text is shorter in the value.
fn indentation(text: &str, start: usize, value: &str) -> usize {
    let first = |lines: &str| {
        lines
            .split(['\n', '\r'])
            .map(|line| (line.len() - line.trim_start_matches(' ').len(), line.len()))
            .find(|(spaces, length)| spaces < length)
            .map(|(spaces, _)| spaces)
    };
    let source = slice(text, start..text.len());
    match (first(source), first(value)) {
        (Some(source), Some(value)) => source.saturating_sub(value),
        _ => 63,
    }
}

fn chomp_of(header: &str) -> Chomp {
    let indicators = header.split([' ', '\t']).next().unwrap_or_default();
    if indicators.contains('-') {
        Chomp::Strip
    } else if indicators.contains('+') {
        Chomp::Keep
    } else {
        Chomp::Clip
    }
}

/// The lines of a block: up to one with text that is indented less, or a document marker.
fn lines(text: &str, start: usize, indent: usize) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    let mut at = start;
    while at < bytes.len() {
        let end = line_end(bytes, at);
        let line = slice(text, at..end);
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let is_blank = spaces == line.len();
        let is_marker = line
            .strip_prefix("---")
            .or(line.strip_prefix("..."))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\0']));
        if (spaces < indent && !is_blank) || is_marker {
            break;
        }
        let next = end + break_length(bytes, end);
        let line = Line {
            content: at + spaces.min(indent)..end,
            line_break: end..next,
        };
        // Blanks that the end of the file cuts off are no line, unless there is no other.
        if !line.content.is_empty() || !line.line_break.is_empty() || all.is_empty() {
            all.push(line);
        }
        at = next;
    }
    all
}

fn literal(text: &str, lines: &[Line], chomp: Chomp) -> Decoded {
    let mut out = Decoded::default();
    let content = count_content(lines);
    for (index, line) in lines.iter().take(content).enumerate() {
        out.copy(text, line.content.clone());
        if index + 1 < content {
            out.make("\n", line.line_break.clone());
        }
    }
    finish(&mut out, lines, content, chomp);
    out
}

fn folded(text: &str, lines: &[Line], chomp: Chomp) -> Decoded {
    let mut out = Decoded::default();
    let content = count_content(lines);
    // The line with text before, and the break from which on none is written yet.
    let mut before: Option<&Line> = None;
    let mut pending: Vec<Range<usize>> = Vec::new();
    for line in lines.iter().take(content) {
        if line.content.is_empty() {
            pending.push(line.line_break.clone());
            continue;
        }
        let folds = before.is_some_and(|before| !is_spaced(text, before)) && !is_spaced(text, line);
        join(&mut out, &pending, folds, line.content.start);
        out.copy(text, line.content.clone());
        pending = vec![line.line_break.clone()];
        before = Some(line);
    }
    finish(&mut out, lines, content, chomp);
    out
}

/// The line breaks between two lines with text, the second of which begins at `next`.
fn join(out: &mut Decoded, breaks: &[Range<usize>], folds: bool, next: usize) {
    let Some(first) = breaks.first() else {
        return;
    };
    if folds && breaks.len() == 1 {
        out.make(" ", first.start..next);
        return;
    }
    let mut start = first.start;
    for line_break in breaks.iter().skip(usize::from(folds)) {
        out.make("\n", start..line_break.end);
        start = line_break.end;
    }
}

/// The line breaks after the last line with text.
fn finish(out: &mut Decoded, lines: &[Line], content: usize, chomp: Chomp) {
    if chomp == Chomp::Strip {
        return;
    }
    let rest = lines.iter().skip(content.saturating_sub(1));
    let kept = match chomp {
        Chomp::Keep => usize::MAX,
        _ => usize::from(content > 0),
    };
    for line in rest.take(kept) {
        // A block that the end of the file cuts off ends with a line feed all the same: so the
        // YAML test suite has it.
        out.make("\n", line.line_break.clone());
    }
}

/// How many lines there are up to the last one with text.
fn count_content(lines: &[Line]) -> usize {
    lines
        .iter()
        .rposition(|line| !line.content.is_empty())
        .map_or(0, |last| last + 1)
}

/// Whether more blanks than the indentation begin a line: then its breaks are kept.
fn is_spaced(text: &str, line: &Line) -> bool {
    slice(text, line.content.clone()).starts_with([' ', '\t'])
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    memchr::memchr2(b'\n', b'\r', rest).map_or(bytes.len(), |length| from + length)
}
