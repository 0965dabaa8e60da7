//! `invalid-yaml`: text that is not YAML.

use crate::diagnostic::{Diagnostic, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-yaml",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "Text that is not YAML, or not UTF-8.",
    why: "",
    sources: &["YAML 1.2.2: https://yaml.org/spec/1.2.2/"],
    bad: &[],
    good: &[],
};

/// Any other error of the parser.
#[must_use]
pub fn other(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, message)
}

/// Bytes that are not UTF-8.
#[must_use]
pub fn not_utf8(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "a byte that is not UTF-8")
        .help("save the file as UTF-8, the encoding of YAML files")
}

/// `*name` inside of the value of `&name`.
#[must_use]
pub fn recursive_alias(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        format!("`*{name}` stands inside of `&{name}` itself"),
    )
    .help("a value cannot contain itself; write the value out, or move the anchor")
}

/// `*name` without `&name` before it.
#[must_use]
pub fn unknown_alias(span: Span, name: &str, nearest: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &RULE,
        span,
        format!("no anchor `&{name}` stands before this"),
    );
    match nearest {
        Some(nearest) => diagnostic.help(format!("did you mean `*{nearest}`?")),
        None => diagnostic.help("if it is text, put it into single quotes"),
    }
}
