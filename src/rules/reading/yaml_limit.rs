//! `yaml-limit`: more than a file of definitions can need.

use crate::diagnostic::{Diagnostic, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "yaml-limit",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A file with more nodes, deeper nesting or more bytes than are read.",
    why: "",
    sources: &["YAML 1.2.2: https://yaml.org/spec/1.2.2/"],
    bad: &[],
    good: &[],
};

/// Over the limit of nodes after alias expansion.
#[must_use]
pub fn nodes(span: Span, limit: u64) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        format!("more than {limit} nodes in one document"),
    )
    .help("split the file; text behind an anchor counts at every use")
}

/// Over the limit of nesting.
#[must_use]
pub fn depth(span: Span, limit: u32) -> Diagnostic {
    Diagnostic::new(&RULE, span, format!("nested deeper than {limit} levels"))
        .help("nest less deeply; an alias counts with all the levels behind it")
}

/// A file over the limit of bytes; `size` is in bytes.
#[must_use]
pub fn file_size(span: Span, size: u64, limit: u64) -> Diagnostic {
    let mib = 1024 * 1024;
    Diagnostic::new(
        &RULE,
        span,
        format!(
            "the file has {} MiB; at most {} are read",
            size.div_ceil(mib),
            limit / mib
        ),
    )
    .help("split the file")
}
