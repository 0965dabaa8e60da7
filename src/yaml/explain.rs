//! From the parser's errors to diagnostics that a person understands.

use granit_parser::ErrorKind;

use crate::diagnostic::{self, Diagnostic};
use crate::rules::reading::invalid_yaml;
use crate::source::{FileId, Span};

/// What an error of the parser at byte `at` is about.
pub(super) fn explain(file: FileId, _text: &str, at: usize, kind: &ErrorKind) -> Diagnostic {
    invalid_yaml::other(Span::at(file, at), &kind.to_string())
}

/// An alias without an anchor of its name.
pub(super) fn unknown_alias(_text: &str, span: Span, name: &str, anchors: &[&str]) -> Diagnostic {
    let nearest = diagnostic::nearest(name, anchors.iter().copied());
    invalid_yaml::unknown_alias(span, name, nearest)
}
