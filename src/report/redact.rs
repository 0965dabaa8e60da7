//! Keeps literal credentials out of everything that is printed.
//!
//! A finding names the places of those it knows of; they are hidden in the source text of every
//! finding, and wherever a message, a help or an edit would quote them. What no finding knows of, in
//! a comment say or a file that cannot be read, is told by its looks.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::credential::{in_line, known_shapes, spellings};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, SourceFile, Sources, Span, slice};

/// What stands for a credential in a message.
const HIDDEN: &str = "<redacted>";
/// A line of more bytes is looked at once for all findings in it.
const LONG_LINE: usize = 4096;
/// Shorter texts are words that may stand anywhere; a message keeps them.
const LEAST_BYTES: usize = 6;

/// Findings and sources in which nothing has to be hidden any more.
pub(super) struct Redacted<'a> {
    pub diagnostics: Cow<'a, [Diagnostic]>,
    pub sources: Shown<'a>,
}

/// Sources that are borrowed as long as nothing is hidden in them.
pub(super) enum Shown<'a> {
    Same(&'a Sources),
    Hidden(Sources),
}

impl Shown<'_> {
    pub fn get(&self) -> &Sources {
        match self {
            Shown::Same(sources) => sources,
            Shown::Hidden(sources) => sources,
        }
    }
}

/// The credentials that findings know of.
pub struct Secrets<'s> {
    sources: &'s Sources,
    spans: BTreeMap<FileId, Vec<Span>>,
    literals: BTreeMap<FileId, Vec<Cow<'s, str>>>,
}

impl<'s> Secrets<'s> {
    /// What the findings say has to be hidden.
    #[must_use]
    pub fn of(diagnostics: &[Diagnostic], sources: &'s Sources) -> Self {
        let spans = diagnostics.iter().flat_map(|found| &found.redact);
        Self::at(spans.copied().collect(), sources)
    }

    /// These too.
    #[must_use]
    pub fn and(self, spans: &[Span]) -> Self {
        let known = self.spans.into_values().flatten();
        Self::at(known.chain(spans.iter().copied()).collect(), self.sources)
    }

    fn at(mut all: Vec<Span>, sources: &'s Sources) -> Self {
        all.retain(|span| !span.is_empty());
        all.sort_unstable();
        all.dedup();
        let mut spans: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
        for span in all {
            spans.entry(span.file).or_default().push(span);
        }
        let text = |span: &Span| sources.text_at(*span);
        let literals = spans
            .iter()
            .map(|(file, spans)| (*file, meant(spans.iter().map(text))))
            .collect();
        Self {
            sources,
            spans,
            literals,
        }
    }

    /// The text at a span; a word stands for each credential, also for one by its looks, so that neither
    /// their characters nor their lengths can be told from it.
    #[must_use]
    pub fn text_at(&self, span: Span) -> String {
        let mut out = String::new();
        let text = self.sources[span.file].text();
        let mut at = span.range().start;
        for secret in self.spans.get(&span.file).into_iter().flatten() {
            let range = secret.range();
            if range.end <= at || range.start >= span.range().end {
                continue;
            }
            out.push_str(slice(text, at..range.start.max(at)));
            out.push_str(HIDDEN);
            at = range.end;
        }
        out.push_str(slice(text, at..span.range().end.max(at)));
        let lines = self.hide(span.file, &out);
        let lines = lines.split_inclusive('\n');
        let hide = |line| replaced(line, in_line(line), |_| HIDDEN.to_owned());
        lines.map(hide).collect()
    }

    /// A text made of what stands in a file, without its credentials.
    #[must_use]
    pub fn hide(&self, file: FileId, text: &str) -> String {
        let literals = self.literals.get(&file).into_iter().flatten();
        let text = literals.fold(text.to_owned(), |text, literal| {
            text.replace(&**literal, HIDDEN)
        });
        without_shapes(&text).unwrap_or(text)
    }

    /// A text that is made of several files, without the credentials of any.
    #[must_use]
    pub fn hide_all(&self, text: &str) -> String {
        let literals = self.literals.values().flatten();
        let text = literals.fold(text.to_owned(), |text, literal| {
            text.replace(&**literal, HIDDEN)
        });
        without_shapes(&text).unwrap_or(text)
    }

    /// The message of a finding, without the credentials of the files that it is about.
    #[must_use]
    pub fn message(&self, found: &Diagnostic) -> String {
        if self.literals.is_empty() {
            return without_shapes(&found.message).unwrap_or_else(|| found.message.clone());
        }
        without(found, &self.literals).message
    }
}

/// Hides what any of the findings says has to be hidden.
pub(super) fn redact<'a>(diagnostics: &'a [Diagnostic], sources: &'a Sources) -> Redacted<'a> {
    let Secrets {
        spans: by_file,
        literals,
        ..
    } = Secrets::of(diagnostics, sources);
    let long = with_long_lines(diagnostics, sources);
    if by_file.is_empty() && long.is_empty() && !diagnostics.iter().any(quotes_shape) {
        return Redacted {
            diagnostics: Cow::Borrowed(diagnostics),
            sources: Shown::Same(sources),
        };
    }
    let mut masked = Sources::default();
    for (id, file) in sources.iter() {
        let text = match by_file.get(&id) {
            Some(spans) => {
                let hidden = literals.get(&id).map_or(&[][..], Vec::as_slice);
                hide_each(&without_spans(file.text(), spans), hidden)
            }
            None if long.contains(&id) => hide(file.text(), &[]),
            None => file.text().to_owned(),
        };
        masked.add(SourceFile::new(file.path(), text).behind(file.before()));
    }
    let hidden = diagnostics.iter().map(|found| without(found, &literals));
    Redacted {
        diagnostics: Cow::Owned(hidden.collect()),
        sources: Shown::Hidden(masked),
    }
}

/// Literals in every way that they may be meant; the longest first, so that none is left in part.
fn meant<'s>(literals: impl Iterator<Item = &'s str>) -> Vec<Cow<'s, str>> {
    let mut all: Vec<Cow<'s, str>> = literals
        .flat_map(spellings)
        .filter(|literal| literal.len() >= LEAST_BYTES)
        .collect();
    all.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    all.dedup();
    all
}

/// A text with masks at spans, which are in order.
fn without_spans(text: &str, spans: &[Span]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for span in spans {
        let range = span.range();
        let start = range.start.max(at);
        if range.end > start {
            out.push_str(slice(text, at..start));
            out.push_str(&mask(slice(text, start..range.end)));
            at = range.end;
        }
    }
    out.push_str(slice(text, at..text.len()));
    out
}

/// A finding that quotes no literal of the files it is about. An edit that would write one is left
/// out with the whole fix: half a fix is none.
fn without(found: &Diagnostic, literals: &BTreeMap<FileId, Vec<Cow<'_, str>>>) -> Diagnostic {
    let mut found = found.clone();
    let spans = found.labels.iter().map(|label| label.span);
    let mut files: Vec<FileId> = spans.chain([found.span]).map(|span| span.file).collect();
    files.sort_unstable();
    files.dedup();
    let hidden: Vec<&str> = files
        .iter()
        .filter_map(|file| literals.get(file))
        .flatten()
        .map(|literal| &**literal)
        .collect();
    let hide = |text: &mut String| {
        for literal in &hidden {
            if text.contains(literal) {
                *text = text.replace(&**literal, HIDDEN);
            }
        }
        if let Some(without) = without_shapes(text) {
            *text = without;
        }
    };
    hide(&mut found.message);
    found.help.iter_mut().for_each(hide);
    for label in &mut found.labels {
        hide(&mut label.message);
    }
    let quotes = |text: &str| {
        hidden.iter().any(|literal| text.contains(literal)) || !known_shapes(text).is_empty()
    };
    if let Some(fix) = &found.fix
        && fix.edits.iter().any(|edit| quotes(&edit.text))
    {
        found.fix = None;
    }
    found
}

/// A text in which literals are hidden, in every way that they may be meant, for readers that are not
/// shown findings.
#[must_use]
pub fn hide(text: &str, literals: &[&str]) -> String {
    hide_each(text, &meant(literals.iter().copied()))
}

fn hide_each(text: &str, literals: &[Cow<'_, str>]) -> String {
    let text = literals.iter().fold(text.to_owned(), |text, literal| {
        text.replace(&**literal, &mask(literal))
    });
    let lines = text.split_inclusive('\n');
    lines.map(|line| masked(line)).collect()
}

/// The files with findings that have a long line.
fn with_long_lines(diagnostics: &[Diagnostic], sources: &Sources) -> BTreeSet<FileId> {
    let spans = diagnostics.iter().flat_map(|found| {
        let labels = found.labels.iter().map(|label| label.span);
        labels.chain([found.span])
    });
    let files: BTreeSet<FileId> = spans.map(|span| span.file).collect();
    let has_long_line = |file: &FileId| {
        let mut lines = sources[*file].text().split('\n');
        lines.any(|line| line.len() > LONG_LINE)
    };
    files.into_iter().filter(has_long_line).collect()
}

/// A line as it is shown: credentials are hidden that are some by their looks. In a long one they
/// are hidden already.
pub(super) fn masked_unless_long(line: &str) -> Cow<'_, str> {
    if line.len() > LONG_LINE {
        Cow::Borrowed(line)
    } else {
        masked(line)
    }
}

/// A line of a file in which credentials are hidden that are some by their looks.
fn masked(line: &str) -> Cow<'_, str> {
    let found = in_line(line);
    if found.is_empty() {
        return Cow::Borrowed(line);
    }
    Cow::Owned(replaced(line, found, mask))
}

/// Whether a finding quotes what has the shape of an issuer's key.
fn quotes_shape(found: &Diagnostic) -> bool {
    let labels = found.labels.iter().map(|label| &label.message);
    let edits = found.fix.iter().flat_map(|fix| &fix.edits);
    let mut texts = labels
        .chain(&found.help)
        .chain([&found.message])
        .chain(edits.map(|edit| &edit.text));
    texts.any(|text| !known_shapes(text).is_empty())
}

/// A text without what has the shape of an issuer's key; nothing where there is none.
fn without_shapes(text: &str) -> Option<String> {
    let found = known_shapes(text);
    (!found.is_empty()).then(|| replaced(text, found, |_| HIDDEN.to_owned()))
}

/// A text with something else in the place of parts, which are in order.
fn replaced(text: &str, parts: Vec<Range<usize>>, new: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for part in parts {
        out.push_str(slice(text, at..part.start));
        out.push_str(&new(slice(text, part.clone())));
        at = part.end;
    }
    out.push_str(slice(text, at..text.len()));
    out
}

/// As many bytes and as many characters, so that every place stays where it is.
fn mask(text: &str) -> String {
    let masked = |c: char| match (c, c.len_utf8()) {
        ('\n' | '\r' | ' ', _) => c,
        (_, 1) => '*',
        (_, 2) => '·',
        (_, 3) => '•',
        _ => '\u{1d7ce}',
    };
    text.chars().map(masked).collect()
}

#[cfg(test)]
mod tests {
    use super::{hide, mask};

    #[test]
    fn literals_are_hidden_wherever_they_stand() {
        assert_eq!(
            hide("a geheim1 b geheim1", &["geheim1"]),
            "a ******* b *******"
        );
        assert_eq!(hide("a word", &["word"]), "a word");
    }

    #[test]
    fn places_stay() {
        assert_eq!(mask("aé€😀\n b"), "*·•\u{1d7ce}\n *");
        assert_eq!(mask("aé€😀").len(), "aé€😀".len());
    }
}
