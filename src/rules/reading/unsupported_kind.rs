//! `unsupported-kind`

use crate::diagnostic::{Diagnostic, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unsupported-kind",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A kind that the platform does not have.",
    why: "",
    sources: &[],
    bad: &[],
    good: &[],
};

/// `platform` is the vendor's name; `instead` says what to use.
#[must_use]
pub fn diagnostic(kind: &str, platform: &str, span: Span, instead: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, format!("{platform} has no {kind}")).help(instead)
}
