//! What the world refused.

use std::fmt;
use std::io;
use std::path::Path;

use super::quoted;

/// One thing that kept the program from doing its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What it is, as a lower-case phrase.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Why the program could not do its work; at least one trouble.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// Each of them, in the order in which they were met.
    pub troubles: Vec<Trouble>,
}

impl Failure {
    /// A failure with one trouble.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            troubles: vec![Trouble {
                message: message.into(),
                help: None,
            }],
        }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        if let Some(trouble) = self.troubles.last_mut() {
            trouble.help = Some(help.into());
        }
        self
    }

    /// What the system said about a path. `verb` is what was tried: "read", "write".
    #[must_use]
    pub(super) fn io(verb: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(format!("cannot {verb} {}: {}", quoted(path), reason(error)))
    }

    /// Succeeds where there is no trouble.
    ///
    /// # Errors
    /// All of `failures` as one.
    pub fn unless_empty(failures: Vec<Failure>) -> Result<(), Failure> {
        if failures.is_empty() {
            return Ok(());
        }
        Err(Failure {
            troubles: failures.into_iter().flat_map(|f| f.troubles).collect(),
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for trouble in &self.troubles {
            writeln!(f, "error: {}", trouble.message)?;
            for line in trouble.help.iter().flat_map(|help| help.lines()) {
                writeln!(f, "  help: {line}")?;
            }
        }
        Ok(())
    }
}

/// The system's words without its number.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text.chars().take(end).collect::<String>().to_lowercase(),
        None => text,
    }
}
