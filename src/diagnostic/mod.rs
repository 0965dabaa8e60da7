//! What hookc tells its user: diagnostics and the rules behind them.

mod example;
mod fix;
mod identity;
mod rule;
mod shown;
mod sorted_names;
mod suggest;

pub use example::{ExampleFile, FIRST_FILE, Mark, Unmarked, unmark};
pub use fix::{apply, edits_of};
pub use identity::{Identity, fingerprint, hash};
pub use rule::{Example, Group, Rule};
pub use shown::Shown;
pub use suggest::{Candidates, list, list_all, nearest};

use crate::source::{Sources, Span, slice};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Likely a defect or a hazard.
    Warning,
    /// A documented rule is broken, or the result cannot work.
    Error,
}

impl Severity {
    /// As it is printed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A further place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is there, as a lower-case phrase.
    pub message: String,
}

/// One replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// Edits that silence a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// Whether it keeps the author's meaning for certain.
    pub safe: bool,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
}

/// What a baseline says of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Known {
    /// It was there before, and counts for nothing.
    Before,
    /// It is new.
    New,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How bad it is here; by default as bad as its rule says.
    pub severity: Severity,
    /// The smallest faulty part.
    pub span: Span,
    /// A lower-case phrase that makes sense alone.
    pub message: String,
    /// Further places: the declaration, the call, the other one.
    pub labels: Vec<Label>,
    /// What to write instead.
    pub help: Option<String>,
    /// The same as edits.
    pub fix: Option<Fix>,
    /// The environments in which it holds; empty means all.
    pub environments: Vec<String>,
    /// Whether it counts for nothing: a comment of the author allows it, or a baseline knows it.
    pub suppressed: bool,
    /// What the baseline says of it, where there is one; nothing where a comment allows it.
    pub known: Option<Known>,
    /// Text of the source that nothing printed may show: literal credentials.
    pub redact: Vec<Span>,
    /// What it is, apart from its lines; empty until [`crate::identity::identify`] has looked.
    pub identity: Identity,
}

impl Diagnostic {
    /// A finding with the severity of its rule.
    #[must_use]
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            span,
            message: brief(message.into()),
            labels: Vec::new(),
            help: None,
            fix: None,
            environments: Vec::new(),
            suppressed: false,
            known: None,
            redact: Vec::new(),
            identity: Identity::default(),
        }
    }

    /// Adds a place that explains it.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: brief(message.into()),
        });
        self
    }

    /// Says what to write instead. A second help goes on a line of its own.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        let text = brief(text.into());
        self.help = Some(match self.help {
            Some(before) => format!("{before}\n{text}"),
            None => text,
        });
        self
    }

    /// Keeps a text of the source out of everything that is printed.
    #[must_use]
    pub fn redact(mut self, span: Span) -> Self {
        self.redact.push(span);
        self
    }

    /// Adds an edit; the fix is unsafe as soon as one edit is.
    #[must_use]
    pub fn edit(mut self, safe: bool, span: Span, text: impl Into<String>) -> Self {
        let fix = self.fix.get_or_insert(Fix {
            safe: true,
            edits: Vec::new(),
        });
        fix.safe &= safe;
        fix.edits.push(Edit {
            span,
            text: text.into(),
        });
        self
    }
}

/// The most characters of code in a sentence: nobody reads a name of a whole line, and the snippet
/// shows it anyway.
const MAX_CODE: usize = 200;

/// A sentence with what is too long between its backticks cut off.
fn brief(text: String) -> String {
    if text.len() <= MAX_CODE {
        return text;
    }
    let part = |(index, part): (usize, &str)| {
        let is_code = index % 2 == 1;
        match part.char_indices().nth(MAX_CODE).filter(|_| is_code) {
            Some((end, _)) => format!("{}…", slice(part, 0..end)),
            None => part.to_owned(),
        }
    };
    let parts: Vec<String> = text.split('`').enumerate().map(part).collect();
    parts.join("`")
}

/// Brings diagnostics into the order in which they are printed, by path, span and rule, and drops
/// those that say the same at the same place: text behind an anchor is checked for every use and
/// reported once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    fn key<'a>(d: &'a Diagnostic, sources: &'a Sources) -> (&'a str, Span, &'static str, &'a str) {
        (sources[d.span.file].path(), d.span, d.rule.name, &d.message)
    }
    diagnostics.sort_by(|a, b| key(a, sources).cmp(&key(b, sources)));
    diagnostics.dedup_by(|a, b| key(a, sources) == key(b, sources));
}
