//! Which findings may be missing because something could not be read.

use super::read::ReadFile;
use crate::definition::Manifest;
use crate::diagnostic::{Diagnostic, Rule};
use crate::platforms::facts::{Facts, Kind};
use crate::rules::{self, Sees};
use crate::source::Span;

/// The places of a project in which something could not be read, or is not what was meant.
pub(super) struct Hidden {
    /// Whether anything may be missing anywhere.
    everything: bool,
    /// Whether what the manifest declares is not all known.
    declarations: bool,
    documents: Vec<Known>,
    /// Those of the documents that have a hole.
    holes: Vec<Known>,
}

/// What is known of a document.
#[derive(Clone, Copy)]
struct Known {
    span: Span,
    platform: Option<&'static Facts>,
    kind: Option<Kind>,
    is_unread: bool,
}

impl Hidden {
    /// Looks for errors in what was read. `is_partial` says that not every environment was checked.
    pub(super) fn new(
        files: &[ReadFile<'_>],
        manifest: &Manifest<'_>,
        is_partial: bool,
        diagnostics: &[Diagnostic],
    ) -> Self {
        let documents: Vec<Known> = files
            .iter()
            .flat_map(|file| &file.documents)
            .map(|document| Known {
                span: document.span,
                platform: document.platform(),
                kind: document.kind(),
                is_unread: document.is_unread(),
            })
            .collect();
        let mut faults: Vec<Span> = diagnostics
            .iter()
            .filter(|found| leaves_a_hole(found))
            .map(|found| found.span)
            .collect();
        faults.sort_unstable_by_key(|span| (span.file, span.start));
        let has_fault = |document: &Known| {
            let start = (document.span.file, document.span.start);
            let first = faults.partition_point(|fault| (fault.file, fault.start) < start);
            let next = faults.get(first);
            next.is_some_and(|fault| {
                fault.file == document.span.file && fault.start <= document.span.end
            })
        };
        // Where an environment lacks a key, what uses it is not checked there.
        let lacks_keys = diagnostics
            .iter()
            .any(|found| found.rule.name == "environment-mismatch");
        Self {
            everything: is_partial || lacks_keys || manifest.has_unknown_environments(),
            declarations: manifest.platforms_are_illegible,
            holes: documents
                .iter()
                .filter(|known| known.is_unread || has_fault(known))
                .copied()
                .collect(),
            documents,
        }
    }

    /// Whether a finding of a rule may be missing at a place, or in its whole file.
    pub(super) fn may_miss(&self, rule: &Rule, at: Span, whole_file: bool) -> bool {
        let is_here = |known: &&Known| {
            known.span.file == at.file
                && (whole_file || (known.span.start <= at.start && at.start <= known.span.end))
        };
        if self.everything || self.holes.iter().any(|hole| is_here(&hole)) {
            return true;
        }
        if rules::sees(rule) == Sees::Itself {
            return false;
        }
        let here: Vec<&Known> = self.documents.iter().filter(is_here).collect();
        let may_concern = |hole: &Known| {
            // In the manifest, anything may speak of its declarations.
            here.is_empty() || here.iter().any(|known| hole.may_concern(known))
        };
        self.declarations || self.holes.iter().any(may_concern)
    }
}

impl Known {
    /// Whether what stands here may say something about another document.
    fn may_concern(&self, other: &Known) -> bool {
        let is_same_platform = match (self.platform, other.platform) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        // Nothing refers to an escalation, and it gives nothing a value: it can only be one too many.
        let may_relate = self.kind != Some(Kind::Escalation)
            || other.kind.is_none_or(|kind| kind == Kind::Escalation);
        is_same_platform && may_relate
    }
}

/// Whether an error means that something could not be read, or is missing, so that rules that need
/// it were silent.
fn leaves_a_hole(found: &Diagnostic) -> bool {
    found.rule.is_fixed()
        && match found.rule.name {
            // A second definition of one name is read like the first.
            "duplicate-definition" => false,
            // Something is known to be meant by it that is not there now; else it is just ignored.
            "unknown-field" => found.fix.is_some(),
            _ => true,
        }
}
