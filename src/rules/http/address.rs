//! The URL of a definition.

use std::ops::Range;

use crate::definition::{Definition, Text};
use crate::project::{UrlPart, url_part};
use crate::source::slice;
use crate::templates::Neutral;
use crate::url::{self, Missing, Parts};

/// The URL of a definition, in which references and secrets are replaced by letters.
#[derive(Debug)]
pub struct Address<'d, 's> {
    /// As written.
    pub text: &'d Text<'s>,
    /// With letters instead of references.
    pub neutral: Neutral<'d>,
    /// Its parts.
    pub parts: Result<Parts, Missing>,
}

impl<'d, 's> Address<'d, 's> {
    /// The URL, unless there is none or nothing can be said about it.
    #[must_use]
    pub fn of(definition: &'d Definition<'s>) -> Option<Self> {
        let text = definition.request.url.as_ref()?;
        if text.is_unresolved() {
            return None;
        }
        let neutral = super::without_references(definition, text, 'x');
        let parts = url::split(&neutral.text);
        Some(Self {
            text,
            neutral,
            parts,
        })
    }

    /// A part of it as written.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> &'d str {
        slice(self.text.as_str(), range)
    }

    /// The host, if it is written in full.
    #[must_use]
    pub fn host(&self) -> Option<(Range<usize>, &'d str)> {
        let host = self.parts.as_ref().ok()?.host.clone();
        let is_written = !host.is_empty() && self.neutral.is_literal(&host);
        is_written.then(|| (host.clone(), self.part(host)))
    }

    /// In which part of it a byte lies.
    #[must_use]
    pub fn part_at(&self, at: usize) -> UrlPart {
        url_part(&self.neutral.text, at)
    }

    /// Whether a byte lies before the `@`.
    #[must_use]
    pub fn is_user(&self, at: usize) -> bool {
        let user = self
            .parts
            .as_ref()
            .ok()
            .and_then(|parts| parts.user.as_ref());
        user.is_some_and(|user| user.contains(&at))
    }
}
