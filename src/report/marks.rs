//! The places of a finding, grouped into the stretches of lines that are drawn together.

use std::ops::{Range, RangeInclusive};

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Position, SourceFile, Sources, Span, slice};

use super::text::{is_hidden, visible, width};

/// Of a longer span only the first line is drawn.
const MAX_SPAN_LINES: usize = 6;
/// Further labels are counted only.
const MAX_LABELS: usize = 10;
/// Marks with no more lines between them are drawn together.
const MAX_LINES_BETWEEN: usize = 2;

/// One place as it is drawn.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) file: FileId,
    /// Bytes of the file, at character borders, without the line end.
    pub(super) range: Range<usize>,
    /// Lines from 0.
    pub(super) lines: RangeInclusive<usize>,
    /// Where the place starts, as people count.
    pub(super) position: Position,
    pub(super) label: Option<String>,
    pub(super) primary: bool,
}

impl Mark {
    pub(super) fn is_multi_line(&self) -> bool {
        self.lines.start() != self.lines.end()
    }
}

/// Marks that are drawn together: in one file, near each other, in order of place, none over
/// another.
#[derive(Debug)]
pub(super) struct Window {
    pub(super) marks: Vec<Mark>,
}

impl Window {
    pub(super) fn lines(&self) -> RangeInclusive<usize> {
        let first = self.marks.iter().map(|m| *m.lines.start()).min();
        let last = self.marks.iter().map(|m| *m.lines.end()).max();
        first.unwrap_or(0)..=last.unwrap_or(0)
    }

    /// The place that its heading names.
    pub(super) fn chief(&self) -> Option<&Mark> {
        let primary = self.marks.iter().find(|m| m.primary);
        primary.or(self.marks.first())
    }

    fn takes(&self, mark: &Mark) -> bool {
        *mark.lines.start() <= self.lines().end() + MAX_LINES_BETWEEN + 1
            && !self.marks.iter().any(|other| collide(other, mark))
    }
}

/// All places of a finding. The window with the finding itself comes first, then the others of its
/// file, then other files in the order of the labels. The number tells how many labels were left
/// out.
pub(super) fn windows(diagnostic: &Diagnostic, sources: &Sources) -> (Vec<Window>, usize) {
    // A label at the very place of the finding belongs to its mark.
    let own = diagnostic
        .labels
        .iter()
        .position(|l| l.span == diagnostic.span);
    let own_text = own.and_then(|own| diagnostic.labels.get(own));
    let mut marks = vec![Mark {
        primary: true,
        ..mark(diagnostic.span, own_text.map(|l| &*l.message), sources)
    }];
    let others = diagnostic.labels.iter().enumerate();
    for (_, label) in others.filter(|&(n, _)| Some(n) != own).take(MAX_LABELS) {
        marks.push(mark(label.span, Some(&label.message), sources));
    }
    let others = diagnostic.labels.len() - usize::from(own.is_some());
    let mut files: Vec<FileId> = Vec::new();
    for mark in &marks {
        if !files.contains(&mark.file) {
            files.push(mark.file);
        }
    }
    let mut windows = Vec::new();
    for file in files {
        let mut of_file: Vec<Mark> = marks.iter().filter(|m| m.file == file).cloned().collect();
        of_file.sort_by_key(|m| (m.range.start, m.range.end, !m.primary));
        group(of_file, &mut windows);
    }
    windows.sort_by_key(|window| !window.marks.iter().any(|m| m.primary));
    for window in &mut windows {
        name_primary(window);
    }
    (windows, others.saturating_sub(MAX_LABELS))
}

/// What lies over a mark before it is drawn another time, in a window of its own: underlines cannot
/// share their columns.
fn group(mut marks: Vec<Mark>, windows: &mut Vec<Window>) {
    while !marks.is_empty() {
        let mut open: Option<Window> = None;
        let mut left = Vec::new();
        for mark in marks {
            match &mut open {
                Some(window) if window.takes(&mark) => window.marks.push(mark),
                Some(window) if window.marks.iter().any(|other| collide(other, &mark)) => {
                    left.push(mark);
                }
                _ => windows.extend(open.replace(Window { marks: vec![mark] })),
            }
        }
        windows.extend(open);
        marks = left;
    }
}

/// Left of a label on its line, the primary mark gets a label as well: the drawing leads a line down
/// from there.
fn name_primary(window: &mut Window) {
    let Some(at) = window.marks.iter().position(|m| m.primary) else {
        return;
    };
    let (before, after) = window.marks.split_at_mut(at + 1);
    if let Some(primary) = before.last_mut()
        && primary.label.is_none()
        && !primary.is_multi_line()
        && after.iter().any(|m| m.lines == primary.lines)
    {
        primary.label = Some("here".to_owned());
    }
}

fn collide(a: &Mark, b: &Mark) -> bool {
    match (a.is_multi_line(), b.is_multi_line()) {
        (true, true) => a.lines.start() <= b.lines.end() && b.lines.start() <= a.lines.end(),
        // Under the line with its end, the gutter of such a mark is drawn anew for every row.
        (true, false) => a.lines.end() == b.lines.start(),
        (false, true) => collide(b, a),
        // An empty mark takes a column as well.
        (false, false) => {
            let end = |m: &Mark| m.range.end.max(m.range.start + 1);
            a.lines == b.lines && a.range.start < end(b) && b.range.start < end(a)
        }
    }
}

fn mark(span: Span, label: Option<&str>, sources: &Sources) -> Mark {
    let file = &sources[span.file];
    let mut range = clamp(file.text(), span.range());
    let first = file.lines().line_of(range.start);
    let mut label = label.map(|text| visible(text).into_owned());
    let mut last = line_of_end(file, &range);
    if last > first {
        // A block's span may take in the line ends and blank lines after it.
        range.end = range.start + slice(file.text(), range.clone()).trim_end().len();
        last = line_of_end(file, &range);
    }
    if last >= first + MAX_SPAN_LINES {
        let end = file.before().lines + last + 1;
        label = Some(match label {
            Some(text) => format!("{text} (to line {end})"),
            None => format!("continues to line {end}"),
        });
        last = first;
    }
    range.start = letter_start(file, range.start, &content_of(file, first));
    range.end = letter_end(file, range.end, &content_of(file, last)).max(range.start);
    Mark {
        file: span.file,
        position: file.position(span.start),
        lines: first..=last,
        range,
        label,
        primary: false,
    }
}

/// Where a mark can start in a line: an accent has no column without the letter that it stands on.
fn letter_start(file: &SourceFile, at: usize, content: &Range<usize>) -> usize {
    let mut at = at.clamp(content.start, content.end);
    while slice(file.text(), at..content.end).starts_with(has_no_column)
        && let Some(before) = slice(file.text(), content.start..at).chars().next_back()
    {
        at -= before.len_utf8();
    }
    at
}

fn letter_end(file: &SourceFile, at: usize, content: &Range<usize>) -> usize {
    let at = at.clamp(content.start, content.end);
    let rest = slice(file.text(), at..content.end);
    content.end - rest.trim_start_matches(has_no_column).len()
}

fn has_no_column(c: char) -> bool {
    width(c) == 0 && !is_hidden(c)
}

/// A range within the text and at borders of characters, whatever a span says. The byte order mark
/// is not shown.
fn clamp(text: &str, range: Range<usize>) -> Range<usize> {
    let least = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut start = range.start.clamp(least, text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = range.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// The line in which the last character lies.
fn line_of_end(file: &SourceFile, range: &Range<usize>) -> usize {
    let last = range.end.saturating_sub(1).max(range.start);
    file.lines().line_of(last)
}

/// The bytes of a line, from 0, without its line end and without a byte order mark.
pub(super) fn content_of(file: &SourceFile, line: usize) -> Range<usize> {
    let lines = file.lines();
    let mut start = lines.start_of(line);
    let end = if line + 1 < lines.count() {
        lines.start_of(line + 1)
    } else {
        file.text().len()
    };
    let mut content = slice(file.text(), start..end);
    content = content.strip_suffix('\n').unwrap_or(content);
    content = content.strip_suffix('\r').unwrap_or(content);
    if line == 0 {
        let shown = content.trim_start_matches('\u{feff}');
        start += content.len() - shown.len();
        content = shown;
    }
    start..start + content.len()
}
