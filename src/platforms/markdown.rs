//! The pages for people: handlebars templates, and values in them that cannot break out.

use std::collections::BTreeSet;

use handlebars::{Handlebars, RenderErrorReason, handlebars_helper, no_escape};
use serde_json::{Value, json};

use crate::platforms::facts::Facts;
use crate::platforms::output::BundleFile;
use crate::project::Project;
use crate::report::shows;

/// Prints a page. The helper `code` prints a value inside of a line; `value` prints it at the end of
/// a line or, where it has several lines, in a block below that is indented by so many blanks;
/// `quote` prints prose as a quotation.
///
/// # Panics
///
/// Where the template is wrong, which is our own mistake and no author's.
#[must_use]
pub fn render(template: &str, data: &Value) -> String {
    handlebars_helper!(code: |text: str| code_span(text));
    handlebars_helper!(value: |text: str, indent: u64| span_or_block(text, to_usize(indent)));
    handlebars_helper!(quote: |text: str| quotation(text));
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.register_escape_fn(no_escape);
    registry.register_helper("code", Box::new(code));
    registry.register_helper("value", Box::new(value));
    registry.register_helper("quote", Box::new(quote));
    let printed = registry.render_template(template, data);
    #[expect(
        clippy::panic,
        reason = "the templates are ours, and every one is tested"
    )]
    printed.unwrap_or_else(|error| panic!("a template of a page is wrong: {}", reason(&error)))
}

fn reason(error: &handlebars::RenderError) -> String {
    let reason: &RenderErrorReason = error.reason();
    format!("{reason} in line {:?}", error.line_no)
}

/// What every page says at its head: the project, the environment, the platform's documentation,
/// and the secrets to be entered.
#[must_use]
pub fn head(project: &Project<'_>, platform: &Facts, files: &[BundleFile]) -> Value {
    let mut secrets = BTreeSet::new();
    for file in files {
        file.each_secret(&mut |_, name| {
            secrets.insert(name.to_owned());
        });
    }
    json!({
        "project": project.name(),
        "environment": project.environment().map(|environment| environment.name.as_str()),
        "documentation": platform.documentation,
        "secrets": secrets,
    })
}

/// A text inside of a line. Characters that steer the layout, or are not seen, are spelled out.
#[must_use]
pub fn code_span(text: &str) -> String {
    if text.is_empty() {
        return "(empty)".to_owned();
    }
    let text = visible(text);
    let ticks = "`".repeat(longest_run(&text, '`') + 1);
    // Markdown takes one blank away on either side where both are there.
    let needs_blanks = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let blank = if needs_blanks { " " } else { "" };
    format!("{ticks}{blank}{text}{blank}{ticks}")
}

/// A text in a block of its own, whose lines begin after so many blanks.
#[must_use]
pub fn block(text: &str, indent: usize) -> String {
    let fence = fence(text);
    let margin = " ".repeat(indent);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = format!("{margin}{fence}\n");
    for line in text.trim_end_matches('\n').split('\n') {
        let line = visible(line);
        if !line.is_empty() {
            out.push_str(&margin);
            out.push_str(&line);
        }
        out.push('\n');
    }
    out.push_str(&margin);
    out.push_str(&fence);
    out
}

/// What a block begins and ends with that holds this text.
#[must_use]
pub fn fence(text: &str) -> String {
    "`".repeat(longest_run(text, '`').max(2) + 1)
}

/// Prose, whose punctuation means nothing to Markdown.
#[must_use]
pub fn quotation(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = text.trim().lines().map(|line| {
        let line = visible(line.trim());
        let mut out = String::from(if line.is_empty() { ">" } else { "> " });
        // What begins a list: `-`, `+`, or a number and one of these.
        let mut begins_list = true;
        for c in line.chars() {
            let is_bullet = begins_list && matches!(c, '-' | '+' | '=' | '.' | ')');
            if is_bullet || "\\`*_[]<>#|~!&$".contains(c) {
                out.push('\\');
            }
            begins_list &= c.is_ascii_digit();
            out.push(c);
        }
        out
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn span_or_block(text: &str, indent: usize) -> String {
    if text.contains(['\n', '\r']) {
        format!("\n\n{}", block(text, indent))
    } else {
        format!(" {}", code_span(text))
    }
}

/// Characters that steer the layout or hide, written as in Rust.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for c in text.chars() {
        if c == '\t' || shows(c, before) {
            out.push(c);
        } else {
            out.extend(c.escape_unicode());
        }
        before = Some(c);
    }
    out
}

fn longest_run(text: &str, wanted: char) -> usize {
    text.split(|c| c != wanted).map(str::len).max().unwrap_or(0)
}

fn to_usize(number: u64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{block, code_span, quotation};

    #[test]
    fn prose_cannot_leave_its_quotation() {
        assert_eq!(
            quotation("Ask us, now\r\n\r\n- # <b>\n"),
            "> Ask us, now\n>\n> \\- \\# \\<b\\>"
        );
    }

    #[test]
    fn a_value_cannot_leave_its_code_span() {
        assert_eq!(code_span("a"), "`a`");
        assert_eq!(code_span("a`b"), "``a`b``");
        assert_eq!(code_span("``` x `"), "```` ``` x ` ````");
        assert_eq!(code_span("a\nb"), "`a\\u{a}b`");
        assert_eq!(code_span("a\u{202e}b"), "`a\\u{202e}b`");
        assert_eq!(code_span(""), "(empty)");
    }

    #[test]
    fn a_value_cannot_leave_its_block() {
        assert_eq!(block("a\nb\n", 2), "  ```\n  a\n  b\n  ```");
        assert_eq!(block("```\r\n# x\r# y", 0), "````\n```\n# x\n# y\n````");
    }
}
