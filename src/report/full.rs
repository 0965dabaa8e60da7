//! Findings for people, with the source text.

use miette::ThemeStyles;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

use super::marks::windows;
use super::snippet::draw;
use super::text::{text_width, visible, wrap};
use super::{FullOptions, Words};

/// How many findings one thread draws at a time.
const CHUNK: usize = 32;
const LEAST_WIDTH: usize = 40;
const HELP: &str = "  help: ";
const FIX: &str = "   fix: ";
const NOTE: &str = "  note: ";

/// Each finding with an empty line after it.
pub(super) fn render<'a>(
    diagnostics: impl Iterator<Item = &'a Diagnostic>,
    sources: &Sources,
    options: FullOptions,
    words: Words,
) -> String {
    let options = FullOptions {
        width: options.width.max(LEAST_WIDTH),
        ..options
    };
    let diagnostics: Vec<&Diagnostic> = diagnostics.collect();
    let chunks = diagnostics.par_chunks(CHUNK).map(|diagnostics| {
        let mut out = String::new();
        for diagnostic in diagnostics {
            finding(&mut out, diagnostic, sources, options, words);
            out.push('\n');
        }
        out
    });
    let chunks: Vec<String> = chunks.collect();
    chunks.concat()
}

fn finding(
    out: &mut String,
    diagnostic: &Diagnostic,
    sources: &Sources,
    options: FullOptions,
    words: Words,
) {
    let styles = styles(diagnostic.severity, options);
    headline(out, diagnostic, &styles, options, words);
    let (windows, left_out) = windows(diagnostic, sources);
    for window in &windows {
        draw(out, window, sources, &styles, options);
    }
    if left_out > 0 {
        let noun = if left_out == 1 { "place" } else { "places" };
        paragraph(
            out,
            NOTE,
            &format!("{left_out} more {noun}"),
            &styles,
            options,
        );
    }
    if !diagnostic.environments.is_empty() {
        let noun = if diagnostic.environments.len() == 1 {
            "environment"
        } else {
            "environments"
        };
        let names = diagnostic.environments.join(", ");
        let text = format!("in {noun} {}", visible(&names));
        paragraph(out, NOTE, &text, &styles, options);
    }
    if let Some(help) = &diagnostic.help {
        paragraph(out, HELP, help, &styles, options);
    }
    if let Some(fix) = diagnostic.fix.as_ref().filter(|_| options.fixes) {
        let option = if fix.safe { "--fix" } else { "--unsafe-fixes" };
        let text = format!("`hookc check {option}` writes that");
        paragraph(out, FIX, &text, &styles, options);
    }
}

/// `error[unknown-variable]: nothing declares …`
fn headline(
    out: &mut String,
    diagnostic: &Diagnostic,
    styles: &ThemeStyles,
    options: FullOptions,
    words: Words,
) {
    let lead = format!(
        "{}[{}]",
        words.of(diagnostic.severity),
        diagnostic.rule.name
    );
    let indent = "  ";
    let first = options.width.saturating_sub(text_width(&lead) + 2);
    let rest = options.width.saturating_sub(indent.len());
    out.push_str(&styles.error.style(lead).to_string());
    let mut before = ": ";
    for line in wrap(&visible(&diagnostic.message), first, rest) {
        out.push_str(before);
        out.push_str(&styles.link.style(line).to_string());
        out.push('\n');
        before = indent;
    }
}

/// A text with a lead; its own line breaks and indentation stay.
fn paragraph(out: &mut String, lead: &str, text: &str, styles: &ThemeStyles, options: FullOptions) {
    let mut before = styles.help.style(lead).to_string();
    for line in text.lines() {
        let line = line.replace('\t', "    ");
        let indent = line.len() - line.trim_start_matches(' ').len();
        let indent = indent.min(options.width / 2);
        let room = options.width.saturating_sub(lead.len() + indent);
        for line in wrap(&visible(&line), room, room) {
            let line = format!("{before}{:indent$}{line}", "");
            out.push_str(line.trim_end());
            out.push('\n');
            before = " ".repeat(lead.len());
        }
    }
}

/// The styles of a finding: `error` for its severity, `linum` for what is not at fault, `link` for
/// the headline and the path. Without colour they write nothing.
fn styles(severity: Severity, options: FullOptions) -> ThemeStyles {
    if !options.color {
        return ThemeStyles::none();
    }
    let mut styles = ThemeStyles::ansi();
    styles.linum = styles.error.blue();
    styles.link = styles.help.default_color().bold();
    styles.error = match severity {
        Severity::Error => styles.error.bold(),
        Severity::Warning => styles.warning.bold(),
        Severity::Info => styles.advice.bold(),
    };
    styles.help = styles.help.bold();
    styles
}
