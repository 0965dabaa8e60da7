//! `unknown-platform`

use crate::diagnostic::{Diagnostic, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-platform",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A platform that hookc does not know.",
    why: "",
    sources: &[],
    bad: &[],
    good: &[],
};

/// `legal` are the ids of the platforms.
#[must_use]
pub fn diagnostic(platform: &str, span: Span, legal: &[&str]) -> Diagnostic {
    let found = Diagnostic::new(
        &RULE,
        span,
        format!("there is no platform `{}`", platform.escape_debug()),
    );
    match crate::diagnostic::nearest(platform, legal.iter().copied()) {
        Some(name) => found
            .help(format!("did you mean `{name}`?"))
            .edit(true, span, name),
        None => found.help(format!(
            "write {}",
            crate::diagnostic::list(legal.iter().copied())
        )),
    }
}
