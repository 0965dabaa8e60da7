//! `wrong-type`

use crate::diagnostic::{Diagnostic, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-type",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A value of another type than the field takes.",
    why: "",
    sources: &[],
    bad: &[],
    good: &[],
};

/// `field` is named without backticks; `expected` and `found` with their articles: "text", "a list".
#[must_use]
pub fn diagnostic(field: &str, span: Span, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        format!("`{field}` takes {expected}, not {found}"),
    )
}

/// A value that is missing after its key.
#[must_use]
pub fn empty(field: &str, span: Span, expected: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, format!("`{field}` has no value"))
        .help(format!("write {expected}, or leave the field out"))
}

/// A document that is no mapping in a file that holds definitions.
#[must_use]
pub fn not_a_definition(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        format!("a definition is a mapping, not {found}"),
    )
    .help("write `kind: webhook`, `kind: trigger` or `kind: escalation` and the fields below it")
}
