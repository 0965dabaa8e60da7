//! Levels that `rules:` of the manifest must not give: found as `invalid-value`.

use super::reading::invalid_value;
use crate::diagnostic::{Diagnostic, Severity};
use crate::project::Project;

/// Reports levels below `error` for the rules whose errors mean that something cannot be read.
pub fn check(project: &Project<'_>, found: &mut Vec<Diagnostic>) {
    for (name, level) in &project.manifest.rules {
        let is_fixed = super::find(name.as_str()).is_some_and(crate::diagnostic::Rule::is_fixed);
        if is_fixed && level.as_str() != Severity::Error.name() {
            let message = format!("`{}` is always an error", name.as_str());
            let help = "leave the line out; what cannot be read cannot be allowed or lowered";
            found.push(invalid_value::malformed(level.span(), message, help));
        }
    }
}
