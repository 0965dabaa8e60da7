//! Draws a window of source lines with its marks, through miette.
//!
//! miette is handed an excerpt for each window, already cut and made safe: it would search the whole
//! file for every label, and cut or wrap nothing.

use std::fmt;
use std::ops::Range;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use crate::source::{Position, SourceFile, Sources, slice};

use super::FullOptions;
use super::line::{Room, ShownLine, show};
use super::marks::{Mark, Window, content_of};
use super::redact::masked_unless_long;
use super::text::{text_width, visible, wrap};

/// A line is cut so that its labels have this room.
const LABEL_COLUMNS: usize = 24;
/// It is wrapped to no less than this, even past the width.
const LEAST_LABEL_COLUMNS: usize = 8;
/// What miette draws between a mark and its label.
const LABEL_LEAD_COLUMNS: usize = 4;
/// What it draws left of the text where a mark goes over several lines, and what it draws between
/// there and the label of such a mark.
const MULTI_LINE_COLUMNS: usize = 4;
const MULTI_LINE_LEAD_COLUMNS: usize = 6;
/// miette asks for a span with this many lines around it, and without any for its position.
const CONTEXT_LINES: usize = 1;

/// Appends the drawing of a window. `styles` has the finding's severity as its `error`.
pub(super) fn draw(
    out: &mut String,
    window: &Window,
    sources: &Sources,
    styles: &ThemeStyles,
    options: FullOptions,
) {
    let Some(chief) = window.chief() else { return };
    let excerpt = excerpt(window, chief, &sources[chief.file], options);
    let mut drawn = String::new();
    let handler = GraphicalReportHandler::new_themed(theme(&excerpt, styles.clone(), options))
        .with_width(options.width)
        .with_context_lines(CONTEXT_LINES)
        .without_syntax_highlighting();
    if handler.render_report(&mut drawn, &excerpt).is_err() {
        // The excerpt answers every request, so that there is nothing to fail.
        return;
    }
    // miette's own message line comes first; the headline stands above already.
    let snippet = drawn.split_once('\n').map_or("", |(_, snippet)| snippet);
    for line in snippet.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn theme(excerpt: &Excerpt, mut styles: ThemeStyles, options: FullOptions) -> GraphicalTheme {
    if options.color {
        let primary = styles.error;
        let other = styles.linum;
        styles.highlights = excerpt
            .labels
            .iter()
            .map(|label| if label.primary() { primary } else { other })
            .collect();
    }
    let characters = if options.unicode {
        ThemeCharacters::unicode()
    } else {
        ThemeCharacters::ascii()
    };
    GraphicalTheme { characters, styles }
}

/// What miette gets to see: some lines, as they are shown, with the marks' places in them.
#[derive(Debug)]
struct Excerpt {
    path: String,
    text: String,
    /// From 0.
    first_line: usize,
    /// For the heading.
    position: Position,
    /// In order of place.
    labels: Vec<LabeledSpan>,
}

fn excerpt(window: &Window, chief: &Mark, file: &SourceFile, options: FullOptions) -> Excerpt {
    let lines = lines_with_context(window, file);
    let multi_line = window.marks.iter().any(Mark::is_multi_line);
    let gutter = lines.end.to_string().len() + 4 + if multi_line { MULTI_LINE_COLUMNS } else { 0 };
    // One column stays free for the mark of a line's end.
    let columns = options.width.saturating_sub(gutter + 1);
    let mut text = String::new();
    let mut places: Vec<Place> = window.marks.iter().map(|_| Place::default()).collect();
    for line in lines.clone() {
        let shown = shown_line(line, &window.marks, file, columns, options);
        for (mark, place) in window.marks.iter().zip(&mut places) {
            place.find(mark, line, &shown, content_of(file, line), text.len());
        }
        text.push_str(shown.text());
        text.push('\n');
    }
    part_underlines(&window.marks, &mut places);
    let labels = window
        .marks
        .iter()
        .zip(&places)
        .map(|(mark, place)| {
            let lead = if mark.is_multi_line() {
                MULTI_LINE_LEAD_COLUMNS.saturating_sub(MULTI_LINE_COLUMNS)
            } else {
                usize::midpoint(place.columns.start, place.columns.end) + LABEL_LEAD_COLUMNS
            };
            let room = (columns + 1).saturating_sub(lead).max(LEAST_LABEL_COLUMNS);
            let label = mark
                .label
                .as_ref()
                .map(|text| wrap(text, room, room).join("\n"));
            let span = SourceSpan::from(place.range.clone());
            if mark.primary {
                LabeledSpan::new_primary_with_span(label, span)
            } else {
                LabeledSpan::new_with_span(label, span)
            }
        })
        .collect();
    Excerpt {
        path: visible(file.path()).into_owned(),
        text,
        first_line: lines.start + file.before().lines,
        position: chief.position,
        labels,
    }
}

/// The lines of the marks and one on each side that says something.
fn lines_with_context(window: &Window, file: &SourceFile) -> Range<usize> {
    let marked = window.lines();
    let says = |line: usize| {
        !slice(file.text(), content_of(file, line))
            .bytes()
            .all(|b| matches!(b, b' ' | b'\t'))
    };
    let (mut first, mut end) = (*marked.start(), marked.end() + 1);
    if first > 0 && says(first - 1) {
        first -= 1;
    }
    if end < file.lines().count() && says(end) {
        end += 1;
    }
    first..end
}

fn shown_line(
    line: usize,
    marks: &[Mark],
    file: &SourceFile,
    columns: usize,
    options: FullOptions,
) -> ShownLine {
    let content = content_of(file, line);
    let mut ranges = Vec::new();
    let mut label_columns = 0;
    for mark in marks.iter().filter(|mark| mark.lines.contains(&line)) {
        let start = mark.range.start.max(content.start) - content.start;
        let end = mark.range.end.min(content.end) - content.start;
        // Where a mark goes over several lines, its two ends are worth seeing.
        if !mark.is_multi_line() {
            ranges.push(start..end);
            let label = mark.label.as_ref().map_or(0, |text| {
                text_width(text).min(LABEL_COLUMNS) + LABEL_LEAD_COLUMNS
            });
            label_columns = label_columns.max(label);
        } else if line == *mark.lines.start() {
            ranges.push(start..start);
        } else if line == *mark.lines.end() {
            ranges.push(end..end);
        }
    }
    ranges.sort_by_key(|range| (range.start, range.end));
    // The end of a mark over several lines can lie within another mark.
    ranges.dedup_by(|next, range| {
        let within = next.start < range.end;
        range.end = if within {
            range.end.max(next.end)
        } else {
            range.end
        };
        within
    });
    let room = Room {
        columns,
        label_columns: label_columns.min(columns / 2),
        ellipsis: if options.unicode { "…" } else { "..." },
    };
    show(
        &masked_unless_long(slice(file.text(), content)),
        &ranges,
        room,
    )
}

/// Where a mark is in an excerpt.
#[derive(Debug, Default)]
struct Place {
    range: Range<usize>,
    /// Where the underline of a mark within one line is; miette hangs the label at its middle.
    columns: Range<usize>,
}

impl Place {
    /// Takes what a shown line, at `base` in the excerpt, tells about the mark.
    fn find(
        &mut self,
        mark: &Mark,
        line: usize,
        shown: &ShownLine,
        content: Range<usize>,
        base: usize,
    ) {
        let offset = |at: usize| at.clamp(content.start, content.end) - content.start;
        if line == *mark.lines.start() {
            self.range.start = base + shown.start(offset(mark.range.start));
        }
        if line == *mark.lines.end() {
            let end = base + shown.end(offset(mark.range.end));
            self.range.end = end.max(self.range.start);
            let column = |at: usize| text_width(slice(shown.text(), 0..at.saturating_sub(base)));
            self.columns = column(self.range.start)..column(self.range.end);
        }
    }
}

/// Moves underlines that would share columns as miette does it. That happens where too many places
/// fall into one gap of a long line.
fn part_underlines(marks: &[Mark], places: &mut [Place]) {
    let (mut line, mut taken) = (0, 0);
    for (mark, place) in marks.iter().zip(places) {
        if mark.is_multi_line() {
            continue;
        }
        if line != *mark.lines.start() {
            (line, taken) = (*mark.lines.start(), 0);
        }
        let start = place.columns.start.max(taken);
        taken = place.columns.end.max(start + 1);
        place.columns = start..taken;
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        context_lines_before: usize,
        _context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (line, column) = if context_lines_before == 0 {
            (self.position.line - 1, self.position.column - 1)
        } else {
            (self.first_line, 0)
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            self.text.as_bytes(),
            SourceSpan::from(0..self.text.len()),
            line,
            column,
            self.text.lines().count(),
        )))
    }
}

impl miette::Diagnostic for Excerpt {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

impl std::error::Error for Excerpt {}

impl fmt::Display for Excerpt {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}
