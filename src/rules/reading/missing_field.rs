//! `missing-field`

use crate::diagnostic::{Diagnostic, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-field",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A required field is not there.",
    why: "",
    sources: &[],
    bad: &[],
    good: &[],
};

/// `owner` is what lacks the field, with its article: "a verboo webhook", "`auth.basic`"; `doc` is a
/// sentence on the field.
#[must_use]
pub fn diagnostic(field: &str, span: Span, owner: &str, doc: &str) -> Diagnostic {
    let found = Diagnostic::new(&RULE, span, format!("{owner} needs the field `{field}`"));
    if doc.is_empty() {
        found
    } else {
        found.help(format!("`{field}`: {doc}"))
    }
}
