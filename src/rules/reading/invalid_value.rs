//! `invalid-value`

use crate::diagnostic::{Diagnostic, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-value",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A value that is not among the legal ones, or has an illegal form or length.",
    why: "",
    sources: &[],
    bad: &[],
    good: &[],
};

/// A value outside of a closed list.
#[must_use]
pub fn not_listed(field: &str, value: &str, span: Span, legal: &[&str]) -> Diagnostic {
    let found = Diagnostic::new(
        &RULE,
        span,
        format!("`{field}` cannot be `{}`", value.escape_debug()),
    );
    match crate::diagnostic::nearest(value, legal.iter().copied()) {
        Some(name) => found.help(format!("did you mean `{name}`?")),
        None => found.help(format!(
            "write {}",
            crate::diagnostic::list(legal.iter().copied())
        )),
    }
}

/// A value with an illegal form; `message` is the whole headline, `help` says what is legal.
#[must_use]
pub fn malformed(span: Span, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&RULE, span, message).help(help)
}
