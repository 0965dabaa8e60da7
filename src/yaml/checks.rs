//! What is YAML but a mistake in a definition. Only for documents that are ours.

use super::tree::Document;
use crate::diagnostic::Diagnostic;

/// Keys that stand twice in one mapping. Keys are the same when they have the same type and text.
#[must_use]
pub fn duplicate_keys(_document: &Document<'_>) -> Vec<Diagnostic> {
    Vec::new()
}

/// Tags that are none of YAML's own.
#[must_use]
pub fn unknown_tags(_document: &Document<'_>) -> Vec<Diagnostic> {
    Vec::new()
}

/// `<<` keys whose value cannot be merged.
#[must_use]
pub fn merge_values(_document: &Document<'_>) -> Vec<Diagnostic> {
    Vec::new()
}

/// Templates without quotes that YAML reads as something else.
#[must_use]
pub fn unquoted_templates(_document: &Document<'_>) -> Vec<Diagnostic> {
    Vec::new()
}
