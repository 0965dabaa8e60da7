//! Tables in Markdown.

use std::fmt::Write as _;

use super::super::markdown::code_span;

/// A table whose cells are Markdown that cannot leave them.
pub(super) struct Table {
    columns: usize,
    text: String,
}

impl Table {
    /// One without rows.
    pub fn new(columns: &[&str]) -> Self {
        let mut text = format!("| {} |\n|", columns.join(" | "));
        text.push_str(&"---|".repeat(columns.len()));
        text.push('\n');
        Self {
            columns: columns.len(),
            text,
        }
    }

    /// Adds a row. Bars and line ends in a cell stay in it.
    pub fn row(&mut self, cells: &[String]) {
        debug_assert_eq!(cells.len(), self.columns, "a cell for each column");
        self.text.push('|');
        for cell in cells {
            let _ = write!(self.text, " {} |", in_cell(cell));
        }
        self.text.push('\n');
    }

    /// Writes it, with an empty line behind it.
    pub fn print(self, out: &mut String) {
        out.push_str(&self.text);
        out.push('\n');
    }
}

/// A bar ends a cell, in a code span too, unless a `\` stands before it. Where one does already, which
/// would take the meaning of the second one away, the bar is written as in Rust.
fn in_cell(markdown: &str) -> String {
    let text = markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace("\\|", "\\u{7c}").replace('|', "\\|")
}

/// Values side by side, each as code.
pub(super) fn codes<'v>(values: impl IntoIterator<Item = &'v str>) -> String {
    let values: Vec<String> = values.into_iter().map(code_span).collect();
    values.join(", ")
}
