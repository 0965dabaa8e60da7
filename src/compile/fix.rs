//! Fixes that hold: each is made on trial, and stays only where the project is better afterwards.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Edit, apply};
use crate::source::{FileId, Position, SourceFile, Sources, Span};

/// The texts of the files that fixes changed.
pub type Texts = BTreeMap<FileId, String>;

/// What became of the fixes of a project.
#[derive(Debug, Default)]
pub struct Fixes {
    /// The new texts, of changed files alone.
    pub texts: Texts,
    /// The findings that are gone, by path and place.
    pub made: Vec<Fixed>,
    /// The findings whose fix was not made, with what speaks against it.
    pub refused: Vec<(Fixed, String)>,
    /// What is found in the new texts.
    pub found: Vec<Diagnostic>,
}

/// A finding that was to be fixed.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The finding; its places are those at the time of the fix.
    pub finding: Diagnostic,
    /// Where it was at that time.
    pub at: Position,
}

/// Passes over all fixes; after the last that made one there is one that makes none, so that a second
/// run has nothing to do.
const MAX_PASSES: usize = 16;

/// Fixes the findings that are wanted. `check` gives all findings of the project with these texts in
/// place of those of the files.
///
/// Fixes that overlap are made one after the other, with a check in between. A fix is made where its
/// finding is gone afterwards, the files can be read as before, and nothing else is found; where a
/// structural mistake hid other findings, these may show.
#[must_use]
pub fn fix(
    sources: &Sources,
    found: Vec<Diagnostic>,
    is_wanted: &dyn Fn(&Diagnostic) -> bool,
    check: &dyn Fn(&Texts) -> Vec<Diagnostic>,
) -> Fixes {
    let mut fixer = Fixer {
        sources,
        is_wanted,
        check,
        refused: BTreeSet::new(),
        fixes: Fixes {
            found,
            ..Fixes::default()
        },
    };
    for _ in 0..MAX_PASSES {
        let before = fixer.fixes.made.len();
        fixer.refused.clear();
        fixer.fixes.refused.clear();
        while fixer.make_some() {}
        if fixer.fixes.made.len() == before {
            break;
        }
    }
    fixer.fixes
}

struct Fixer<'a> {
    sources: &'a Sources,
    is_wanted: &'a dyn Fn(&Diagnostic) -> bool,
    check: &'a dyn Fn(&Texts) -> Vec<Diagnostic>,
    refused: BTreeSet<(&'static str, String, Vec<Edit>)>,
    fixes: Fixes,
}

impl Fixer<'_> {
    /// Makes or refuses at least one fix; `false` where none is left.
    fn make_some(&mut self) -> bool {
        let mut batch = self.choose();
        loop {
            let Some(first) = batch.first() else {
                return false;
            };
            let texts = self.edited(&batch);
            let found = (self.check)(&texts);
            let Some(reason) = objection(&self.fixes.found, &found, &batch) else {
                let made: Vec<Fixed> = batch.iter().map(|one| self.located(one)).collect();
                self.fixes.made.extend(made);
                self.fixes.texts = texts;
                self.fixes.found = found;
                // The places of those that were refused are no longer true.
                self.refused.clear();
                self.fixes.refused.clear();
                return true;
            };
            if batch.len() == 1 {
                self.refused.insert(key(first));
                let located = self.located(first);
                self.fixes.refused.push((located, reason));
                return true;
            }
            batch.truncate(batch.len() / 2);
        }
    }

    /// Fixes that do not touch each other. Those of structural mistakes come first and by themselves.
    fn choose(&self) -> Vec<Diagnostic> {
        let candidates: Vec<&Diagnostic> = self
            .fixes
            .found
            .iter()
            .filter(|one| one.fix.is_some() && !one.suppressed && (self.is_wanted)(one))
            .filter(|one| !self.refused.contains(&key(one)))
            .filter(|one| self.can_be_edited(one))
            .collect();
        let has_structural = candidates.iter().any(|one| one.rule.is_fixed());
        let mut taken: Vec<Span> = Vec::new();
        let mut batch = Vec::new();
        for one in candidates {
            let is_free = spans(one).all(|span| !taken.iter().any(|other| touch(*other, span)));
            if one.rule.is_fixed() == has_structural && is_free {
                taken.extend(spans(one));
                batch.push(one.clone());
            }
        }
        batch
    }

    /// Bytes that are not UTF-8 are not what stands in the text.
    fn can_be_edited(&self, one: &Diagnostic) -> bool {
        spans(one).all(|span| self.sources[span.file].problem().is_none())
    }

    fn text(&self, file: FileId) -> &str {
        let changed = self.fixes.texts.get(&file).map(String::as_str);
        changed.unwrap_or_else(|| self.sources[file].text())
    }

    fn edited(&self, batch: &[Diagnostic]) -> Texts {
        let mut texts = self.fixes.texts.clone();
        let files: BTreeSet<FileId> = batch.iter().flat_map(spans).map(|span| span.file).collect();
        for file in files {
            let text = self.text(file);
            let edits = edits_in(batch, file).map(|edit| with_line_ends_of(text, edit));
            let edited = apply(text, &edits.collect::<Vec<_>>());
            texts.insert(file, edited);
        }
        texts
    }

    fn located(&self, finding: &Diagnostic) -> Fixed {
        let file = SourceFile::new("", self.text(finding.span.file));
        Fixed {
            at: file.position(finding.span.start),
            finding: finding.clone(),
        }
    }
}

fn key(finding: &Diagnostic) -> (&'static str, String, Vec<Edit>) {
    let edits = finding.fix.iter().flat_map(|fix| fix.edits.clone());
    (finding.rule.name, finding.message.clone(), edits.collect())
}

fn spans(finding: &Diagnostic) -> impl Iterator<Item = Span> {
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
    edits.map(|edit| edit.span)
}

fn edits_in(batch: &[Diagnostic], file: FileId) -> impl Iterator<Item = &Edit> {
    let edits = batch.iter().flat_map(|one| &one.fix);
    edits
        .flat_map(|fix| &fix.edits)
        .filter(move |edit| edit.span.file == file)
}

fn touch(a: Span, b: Span) -> bool {
    a.file == b.file && a.start <= b.end && b.start <= a.end
}

/// Fixes are worded with LF; a file whose first line ends with CRLF or CR keeps that.
fn with_line_ends_of(text: &str, edit: &Edit) -> Edit {
    let first = text.find(['\n', '\r']).unwrap_or(text.len());
    let rest = crate::source::slice(text, first..text.len());
    let line_end = match rest {
        rest if rest.starts_with("\r\n") => "\r\n",
        rest if rest.starts_with('\r') => "\r",
        _ => return edit.clone(),
    };
    Edit {
        span: edit.span,
        text: edit.text.replace("\r\n", "\n").replace('\n', line_end),
    }
}

/// What speaks against fixes, if anything does.
fn objection(before: &[Diagnostic], after: &[Diagnostic], batch: &[Diagnostic]) -> Option<String> {
    let is_same = |a: &Diagnostic, b: &Diagnostic| {
        a.rule.name == b.rule.name && a.span.file == b.span.file && a.message == b.message
    };
    let count = |all: &[Diagnostic], one: &Diagnostic| {
        all.iter()
            .filter(|other| !other.suppressed && is_same(one, other))
            .count()
    };
    for one in batch {
        if count(after, one) + count(batch, one) > count(before, one) {
            return Some("the finding would still be there".to_owned());
        }
    }
    let is_structural = batch.iter().all(|one| one.rule.is_fixed());
    let edited = places_after(batch);
    let of_rule = |all: &[Diagnostic], one: &Diagnostic| {
        let is_alike = |other: &&Diagnostic| {
            other.rule.name == one.rule.name
                && other.span.file == one.span.file
                && !other.suppressed
        };
        all.iter().filter(is_alike).count()
    };
    let new = after.iter().filter(|one| !one.suppressed).find(|one| {
        let is_new = if is_structural {
            count(after, one) > count(before, one)
        } else {
            of_rule(after, one) + of_rule(batch, one) > of_rule(before, one)
        };
        // What a structural mistake hid may show, but not a new one in its place.
        let may_be = is_structural
            && !cannot_be_read(one)
            && !(one.rule.is_fixed() && edited.iter().any(|span| touch(*span, one.span)));
        is_new && !may_be
    });
    new.map(|new| format!("it would bring {}[{}]", new.severity.name(), new.rule.name))
}

fn cannot_be_read(finding: &Diagnostic) -> bool {
    ["invalid-yaml", "unquoted-template", "yaml-limit"].contains(&finding.rule.name)
}

/// Where the edits of fixes stand once they are made.
fn places_after(batch: &[Diagnostic]) -> Vec<Span> {
    let mut edits: Vec<&Edit> = batch
        .iter()
        .flat_map(|one| &one.fix)
        .flat_map(|fix| &fix.edits)
        .collect();
    edits.sort();
    let mut places = Vec::new();
    // How far what follows has moved: bytes that came and bytes that went, per file.
    let mut moved: (FileId, usize, usize) = (FileId::default(), 0, 0);
    for edit in edits {
        let span = edit.span;
        if moved.0 != span.file {
            moved = (span.file, 0, 0);
        }
        let start = (span.start as usize + moved.1).saturating_sub(moved.2);
        places.push(Span::new(span.file, start, start + edit.text.len()));
        moved.1 += edit.text.len();
        moved.2 += span.range().len();
    }
    places
}
