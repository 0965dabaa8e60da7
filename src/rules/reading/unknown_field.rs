//! `unknown-field`

use crate::diagnostic::{Diagnostic, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-field",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A field that this kind of definition does not have.",
    why: "",
    sources: &[],
    bad: &[],
    good: &[],
};

/// What an unknown key most likely stands for.
pub enum Meant<'a> {
    /// Nothing that is known.
    Nothing,
    /// Another key at the same place.
    Key(&'a str),
    /// A sentence that says what to do instead.
    Instead(&'a str),
}

/// `owner` is what has the field, with its article: "a verboo webhook", "`auth.basic`".
#[must_use]
pub fn diagnostic<'a>(
    key: &str,
    span: Span,
    owner: &str,
    meant: &Meant<'_>,
    legal: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let found = Diagnostic::new(
        &RULE,
        span,
        format!("{owner} has no field `{}`", key.escape_debug()),
    );
    match meant {
        Meant::Key(other) => found.help(format!("did you mean `{other}`?")),
        Meant::Instead(text) => found.help(*text),
        Meant::Nothing => found.help(format!(
            "its fields are {}",
            crate::diagnostic::list_all(legal)
        )),
    }
}
