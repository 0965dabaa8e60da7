//! What a rule is, for the program and for people.

use super::Severity;

/// The part of the rule index that a rule stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The text, its YAML and the fields of definitions.
    SourceAndStructure,
    /// References to values.
    Variables,
    /// Credentials and untrusted input.
    Security,
    /// Addresses and methods.
    UrlsAndRequests,
    /// Headers and authentication.
    HeadersAndAuth,
    /// Mustache, JSON templates and `JSONPath`.
    Templates,
    /// Triggers, topics and escalations.
    Triggers,
}

impl Group {
    /// The heading of its part of the index.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::SourceAndStructure => "Source and structure",
            Self::Variables => "Variables",
            Self::Security => "Security",
            Self::UrlsAndRequests => "URLs and requests",
            Self::HeadersAndAuth => "Headers and auth",
            Self::Templates => "Mustache, JSON templates, JSONPath",
            Self::Triggers => "Triggers, topics, escalations",
        }
    }
}

/// What a rule catches and why. Its name is public: comments and manifests cite it.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case; reads as "allow *name*".
    pub name: &'static str,
    /// How bad a finding is by default.
    pub severity: Severity,
    /// Its part of the index.
    pub group: Group,
    /// One sentence: what it catches.
    pub summary: &'static str,
    /// A paragraph or more, in Markdown: why that matters and what to do.
    pub why: &'static str,
    /// Where the facts behind it are documented: page titles with addresses, or standards.
    pub sources: &'static [&'static str],
    /// Examples in which it fires. They are its tests as well.
    pub bad: &'static [Example],
    /// Examples in which everything is silent.
    pub good: &'static [Example],
}

impl Rule {
    /// Whether its severity is the same for everybody: what cannot be read cannot be allowed.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.group == Group::SourceAndStructure && self.severity == Severity::Error
    }
}

/// Definitions that show a rule.
///
/// The text is one file, `hooks.yaml`. A line `# file: PATH` starts another one; a `hookc.yaml`
/// among them is the manifest. Below a line, `^^^` marks the expected span of a finding of the rule
/// and `---` the span of a label; what follows on such a line is for the reader. Marker lines hold
/// nothing else and are not part of the file; `|` alone marks an empty span.
#[derive(Debug)]
pub struct Example {
    /// What it shows, as a lower-case phrase.
    pub title: &'static str,
    /// The files.
    pub text: &'static str,
}
