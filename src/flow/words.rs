//! What findings about values say.

use super::{Flow, Read};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Rule, nearest};
use crate::platforms::facts::{Facts, Templates};
use crate::project::DefinitionId;
use crate::source::slice;

impl Flow<'_, '_> {
    /// The name of a definition; empty where it could not be read.
    #[must_use]
    pub fn name_of(&self, id: DefinitionId) -> &str {
        self.project.get(id).map_or("", Definition::name)
    }

    /// The name that is most likely meant by one that has no value at a definition.
    #[must_use]
    pub fn nearest(&self, id: DefinitionId, name: &str) -> Option<&str> {
        nearest(name, self.names_at(id))
    }
}

impl Read<'_, '_> {
    /// The reference as it is written.
    #[must_use]
    pub fn shown(&self) -> &str {
        slice(self.used.text.as_str(), self.used.range.clone())
    }

    /// A finding at the reference. Where the environment gives it, a label tells so.
    #[must_use]
    pub fn finding(&self, rule: &'static Rule, message: impl Into<String>) -> Diagnostic {
        let found = Diagnostic::new(rule, self.span(), message);
        self.used.text.explain(found)
    }

    /// Adds the edit that writes another name, where the reference stands in the source as it is.
    #[must_use]
    pub fn renamed(&self, found: Diagnostic, name: &str) -> Diagnostic {
        let range = &self.used.range;
        let pieces = self.used.text.pieces();
        let is_filled_in =
            |piece: &std::ops::Range<usize>| piece.start < range.end && range.start < piece.end;
        if pieces.iter().any(|piece| is_filled_in(&piece.range)) {
            return found;
        }
        let Some(at) = self.shown().find(self.name()) else {
            return found;
        };
        let start = range.start + at;
        let span = self.used.text.span_of(start..start + self.name().len());
        found.edit(false, span, name)
    }
}

/// The line of the manifest that declares a name which the host application gives a value, and where
/// it belongs.
#[must_use]
pub fn declaring_line(platform: &Facts, name: &str) -> Option<String> {
    if is_reserved(platform, name) {
        return None;
    }
    let settings = platform.values.settings;
    let by_prefix = settings
        .iter()
        .find(|setting| !setting.prefix.is_empty() && name.starts_with(setting.prefix));
    let setting =
        by_prefix.or_else(|| settings.iter().find(|setting| setting.prefix.is_empty()))?;
    let name = name.strip_prefix(setting.prefix).unwrap_or(name);
    Some(format!(
        "`{name}: {{ type: string }}` below `platforms.{}.{}` of `hookc.yaml`",
        platform.id, setting.key
    ))
}

/// Whether a name belongs to the platform itself: one of its own names, the part before a dot in one,
/// or anything with such a part.
#[must_use]
pub fn is_reserved(platform: &Facts, name: &str) -> bool {
    let own = platform.built_in.iter();
    let mut roots = own.map(|own| own.split_once('.').map_or(*own, |(root, _)| root));
    platform.templates == Some(Templates::Dollar)
        && roots.any(|root| name.split_once('.').map_or(name, |(before, _)| before) == root)
}
