//! Names of definitions.

use super::reader::{Reader, Slot};
use crate::definition::Text;
use crate::definition::confusable::is_hidden;
use crate::diagnostic::Shown;
use crate::platforms::facts::MAX_NAME_CHARACTERS;
use crate::rules::reading::invalid_value;

impl<'s> Reader<'_, 's> {
    /// The name of a definition. An illegal one is kept, so that what refers to it is not reported.
    pub(super) fn name(&mut self, slot: &Slot<'_, 's>, hyphen: bool) -> Option<Text<'s>> {
        let name = self.text(slot)?;
        if name.is_unresolved() {
            return Some(name);
        }
        let written = name.as_str();
        let span = if name.span().is_empty() {
            name.written_span()
        } else {
            name.span()
        };
        if let Err(help) = judge(written, hyphen) {
            let shown: String = written.chars().take(MAX_NAME_CHARACTERS + 1).collect();
            let message = if shown.is_empty() {
                format!("`{}` is empty", slot.field)
            } else {
                format!("`{}` cannot be a name", shown.shown())
            };
            self.report(name.explain(invalid_value::malformed(span, message, help)));
        }
        // Nobody can tell which name was meant.
        let is_unknown = written.trim().is_empty() || name.secrets().next().is_some();
        (!is_unknown).then_some(name)
    }
}

/// What is wrong with a name, as a sentence that says what to write.
pub(super) fn judge(name: &str, hyphen: bool) -> Result<(), String> {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || (b == b'-' && hyphen);
    if name.len() <= MAX_NAME_CHARACTERS
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(is_plain)
    {
        return Ok(());
    }
    let legal = |c: char| c.is_ascii_alphanumeric() || c == '_' || (c == '-' && hyphen);
    let rule = || {
        let others = if hyphen { ", `_` and `-`" } else { " and `_`" };
        format!("write ASCII letters, digits{others}, starting with a letter")
    };
    if name.is_empty() || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err(rule());
    }
    if let Some(bad) = name.chars().find(|c| !legal(*c)) {
        let why = if bad == '-' {
            "; it is the name of a function, which cannot hold `-`"
        } else {
            ""
        };
        let suggestion: String = name
            .chars()
            .filter(|c| !is_hidden(*c))
            .map(|c| if legal(c) { c } else { '_' })
            .collect();
        return Err(format!("{}, as `{suggestion}`{why}", rule()));
    }
    let count = name.chars().count();
    if count > MAX_NAME_CHARACTERS {
        return Err(format!(
            "it has {count} characters; write {MAX_NAME_CHARACTERS} at most"
        ));
    }
    Ok(())
}
