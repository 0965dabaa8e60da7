//! `unknown-kind`

use crate::diagnostic::{Diagnostic, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-kind",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A kind that hookc does not know.",
    why: "",
    sources: &[],
    bad: &[],
    good: &[],
};

/// `legal` are the three kinds.
#[must_use]
pub fn diagnostic(kind: &str, span: Span, legal: &[&str]) -> Diagnostic {
    let found = Diagnostic::new(
        &RULE,
        span,
        format!("there is no kind `{}`", kind.escape_debug()),
    );
    match crate::diagnostic::nearest(kind, legal.iter().copied()) {
        Some(name) => found
            .help(format!("did you mean `{name}`?"))
            .edit(true, span, name),
        None => found.help(format!(
            "write {}",
            crate::diagnostic::list(legal.iter().copied())
        )),
    }
}
