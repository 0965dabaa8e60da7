//! One line a finding.

use crate::diagnostic::Diagnostic;
use crate::source::Sources;

use super::Words;
use super::text::visible;

/// `hooks/orders.yaml:4:45: error[unknown-variable] nothing declares …`, with the environments
/// where not all are affected.
pub(super) fn render<'a>(
    diagnostics: impl Iterator<Item = &'a Diagnostic>,
    sources: &Sources,
    words: Words,
) -> String {
    diagnostics.map(|d| line(d, sources, words)).collect()
}

fn line(diagnostic: &Diagnostic, sources: &Sources, words: Words) -> String {
    let file = &sources[diagnostic.span.file];
    let at = file.position(diagnostic.span.start);
    let environments = match diagnostic.environments.join(", ") {
        names if names.is_empty() => names,
        names => format!(" ({})", visible(&names)),
    };
    format!(
        "{}:{}:{}: {}[{}] {}{environments}\n",
        visible(file.path()),
        at.line,
        at.column,
        words.of(diagnostic.severity),
        diagnostic.rule.name,
        visible(&diagnostic.message),
    )
}
