//! What makes a finding the same finding after the text around it has changed.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::Diagnostic;

/// Where a finding stands in terms of names, and what it is about. Lines and offsets are no part of
/// it, so it survives reformatting and reordering.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// The definition as `platform/kind/name`; empty outside of definitions.
    pub definition: String,
    /// The field as a path of keys, `headers.Authorization`; empty for the whole definition.
    pub field: String,
    /// A hash of the text that the finding points at and of what its message names. Literal
    /// credentials are taken out before.
    pub subject: String,
    /// How many findings of the same rule with the same identity stand before it in the file.
    pub occurrence: usize,
}

impl Identity {
    /// A key for other tools, as 32 hexadecimal digits: the same for the same finding, and different
    /// for every other one.
    #[must_use]
    pub fn fingerprint(&self, rule: &str, path: &str) -> String {
        let occurrence = self.occurrence.to_string();
        let parts = [
            rule,
            path,
            &self.definition,
            &self.field,
            &self.subject,
            &occurrence,
        ];
        hash(&parts, 16)
    }
}

/// The key of a finding in the file at a path; see [`Identity::fingerprint`].
#[must_use]
pub fn fingerprint(found: &Diagnostic, path: &str) -> String {
    found.identity.fingerprint(found.rule.name, path)
}

/// The first `bytes` bytes of the SHA-256 of texts, as hexadecimal digits. Each text counts with its
/// length, so that no two lists of texts are read as one.
#[must_use]
pub fn hash(texts: &[&str], bytes: usize) -> String {
    let mut digest = Sha256::new();
    for text in texts {
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text.as_bytes());
    }
    let mut out = String::with_capacity(2 * bytes);
    for byte in digest.finalize().iter().take(bytes) {
        // Writing to a string does not fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn texts_do_not_run_into_each_other() {
        assert_ne!(hash(&["a", "bc"], 8), hash(&["ab", "c"], 8));
        assert_eq!(hash(&["a"], 8).len(), 16);
    }
}
