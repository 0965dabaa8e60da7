//! Comments that allow findings: `# hookc: allow(rule) reason`.

mod comment;
mod places;

use std::cell::OnceCell;

use comment::Spoken;
use places::Lines;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::{Diagnostic, Rule};
use crate::rules::{self, unknown_rule, unused_allow};
use crate::source::{FileId, SourceFile, Span};
use crate::yaml::{Comment, Document, Stream};

/// The comments of a file that speak to hookc, and the places they speak of.
pub struct FileAllows<'s> {
    file: FileId,
    lines: Lines<'s>,
    allows: Vec<Allow>,
    /// The places in `allows` of those that speak for a line, by that line.
    by_line: FxHashMap<usize, Vec<usize>>,
    /// The places in `allows` of those that speak for the whole file, by the rule's name.
    by_name: FxHashMap<String, Vec<usize>>,
    illegible: Vec<Span>,
}

/// What was made of the comments of a project.
#[derive(Clone, Copy)]
pub struct Reporting<'a> {
    /// Whether a finding of a rule may be missing at a place, or in its whole file, so that a comment
    /// there that allowed nothing may be needed all the same.
    pub may_miss: &'a dyn Fn(&Rule, Span, bool) -> bool,
    /// Whether `rules:` allows a rule away, so that nothing is there to be allowed by comments.
    pub is_off: &'a dyn Fn(&Rule) -> bool,
}

/// One rule that a comment allows.
struct Allow {
    /// The rule's name in the comment.
    span: Span,
    name: String,
    scope: Scope,
    used: bool,
}

/// For which findings a comment speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    File,
    /// The line, from 0.
    Line(usize),
    /// It stands where there is nothing to allow.
    Nothing,
    /// It is `allow-file`, but not at the top.
    TooLate,
}

impl<'s> FileAllows<'s> {
    /// Reads the comments of a file; nothing where none speaks to hookc. Comments in documents that
    /// are not `is_ours`, by their place in the stream, are somebody else's.
    #[must_use]
    pub fn read(
        file: FileId,
        source: &'s SourceFile,
        stream: &Stream<'s>,
        is_ours: &dyn Fn(usize) -> bool,
    ) -> Option<Self> {
        let top = OnceCell::new();
        let mut spoken = Vec::new();
        for comment in &stream.comments {
            let Some(said) = comment::read(comment.text) else {
                continue;
            };
            let begun = stream
                .documents
                .partition_point(|document| document.span.start <= comment.span.start);
            let document = begun.checked_sub(1);
            let is_at_top = comment.span.start < *top.get_or_init(|| end_of_top(stream));
            if is_at_top || document.is_none_or(is_ours) {
                spoken.push((comment, said, is_at_top));
            }
        }
        if spoken.is_empty() {
            return None;
        }
        let mut found = Self {
            file,
            lines: Lines::new(source.text(), source.lines(), stream),
            allows: Vec::new(),
            by_line: FxHashMap::default(),
            by_name: FxHashMap::default(),
            illegible: Vec::new(),
        };
        for (comment, said, is_at_top) in spoken {
            found.add(comment, said, is_at_top);
        }
        Some(found)
    }

    fn add(&mut self, comment: &Comment<'_>, said: Spoken, is_at_top: bool) {
        let span =
            |range: std::ops::Range<usize>| comment.span.part(range.start + 1, range.end + 1);
        let (whole_file, names) = match said {
            Spoken::Illegible(range) => return self.illegible.push(span(range)),
            Spoken::Allow { whole_file, names } => (whole_file, names),
        };
        let scope = match (whole_file, self.lines.meant(comment)) {
            (true, _) if is_at_top => Scope::File,
            (true, _) => Scope::TooLate,
            (false, Some(line)) => Scope::Line(line),
            (false, None) => Scope::Nothing,
        };
        for range in names {
            let name = crate::source::slice(comment.text, range.clone()).to_owned();
            let place = self.allows.len();
            match scope {
                Scope::File => self.by_name.entry(name.clone()).or_default().push(place),
                Scope::Line(line) => self.by_line.entry(line).or_default().push(place),
                Scope::Nothing | Scope::TooLate => {}
            }
            self.allows.push(Allow {
                span: span(range),
                name,
                scope,
                used: false,
            });
        }
    }

    /// Whether a comment allows a finding; such comments are used from then on.
    fn allow(&mut self, found: &Diagnostic) -> bool {
        let line = self.lines.counted(found.span);
        let of_line = self.by_line.get(&line).into_iter().flatten();
        let of_file = self.by_name.get(found.rule.name).into_iter().flatten();
        let mut is_allowed = false;
        for &place in of_line.chain(of_file) {
            if let Some(allow) = self.allows.get_mut(place)
                && allow.name == found.rule.name
            {
                allow.used = true;
                is_allowed = true;
            }
        }
        is_allowed
    }

    /// What is wrong with the comments, after findings were suppressed by them.
    fn findings(&self, reporting: Reporting<'_>) -> Vec<Diagnostic> {
        let illegible = self.illegible.iter();
        let mut found: Vec<Diagnostic> = illegible
            .map(|span| unused_allow::illegible(*span))
            .collect();
        for allow in &self.allows {
            found.extend(allow.finding(reporting));
        }
        found
    }
}

impl Allow {
    fn finding(&self, reporting: Reporting<'_>) -> Option<Diagnostic> {
        if self.name.is_empty() {
            return Some(unused_allow::no_name(self.span));
        }
        let Some(rule) = rules::find(&self.name) else {
            return Some(unknown_rule::unknown(self.span, &self.name));
        };
        if rule.is_fixed() {
            return Some(unused_allow::never(self.span, rule));
        }
        if self.scope == Scope::TooLate {
            return Some(unused_allow::too_late(self.span, rule));
        }
        let may_be_needed = || (reporting.may_miss)(rule, self.span, self.scope == Scope::File);
        if self.used || (reporting.is_off)(rule) || may_be_needed() {
            return None;
        }
        Some(unused_allow::unused(
            self.span,
            rule,
            self.scope == Scope::File,
        ))
    }
}

/// Marks the findings that comments allow, and adds what is wrong with the comments. `level` gives
/// a finding about comments its severity; `false` where it is allowed away.
pub fn apply(
    files: &mut [FileAllows<'_>],
    reporting: Reporting<'_>,
    level: &dyn Fn(&mut Diagnostic) -> bool,
    found: &mut Vec<Diagnostic>,
) {
    suppress(files, found);
    let mut about_comments: Vec<Diagnostic> = files
        .iter()
        .flat_map(|file| file.findings(reporting))
        .collect();
    about_comments.retain_mut(level);
    // A comment may allow that a comment is not used; that one is used by this.
    suppress(files, &mut about_comments);
    let allows = files.iter().flat_map(|file| &file.allows);
    let used: FxHashSet<Span> = allows
        .filter(|allow| allow.used)
        .map(|allow| allow.span)
        .collect();
    about_comments.retain(|found| !used.contains(&found.span));
    found.append(&mut about_comments);
}

fn suppress(files: &mut [FileAllows<'_>], found: &mut [Diagnostic]) {
    let mut by_file: FxHashMap<FileId, Vec<&mut FileAllows<'_>>> = FxHashMap::default();
    for file in files {
        by_file.entry(file.file).or_default().push(file);
    }
    for one in found.iter_mut().filter(|one| !one.rule.is_fixed()) {
        // Not `any`: each comment that allows it is used.
        for file in by_file.get_mut(&one.span.file).into_iter().flatten() {
            one.suppressed |= file.allow(one);
        }
    }
}

/// The first key of the first document; before it comments may speak for the whole file.
fn end_of_top(stream: &Stream<'_>) -> u32 {
    let root = stream.documents.iter().find_map(Document::root);
    let first = root.map(|root| match root.raw_entries().next() {
        Some(entry) => entry.key.written_span().start,
        None => root.written_span().start,
    });
    first.unwrap_or(u32::MAX)
}
