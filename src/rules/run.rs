//! Runs the rules, side by side.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Check, Entry, TABLE};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Rule};
use crate::flow::Flow;
use crate::platforms::facts::{self, Facts};
use crate::project::{DefinitionId, Project};

/// How many definitions one thread takes at a time.
const CHUNK: usize = 64;

/// A finding with the place of its rule in the table.
type Ranked = (usize, Diagnostic);

type OfDefinition = fn(&Project<'_>, DefinitionId, &Definition<'_>, &mut Vec<Diagnostic>);
type OfProject = fn(&Project<'_>, &mut Vec<Diagnostic>);
type OfFlow = fn(&Flow<'_, '_>, &mut Vec<Diagnostic>);

/// Runs every rule over a project, but for those that `is_allowed`.
#[must_use]
pub fn run(project: &Project<'_>, is_allowed: &dyn Fn(&Rule) -> bool) -> Vec<Diagnostic> {
    let (mut projects, mut flows) = (Vec::new(), Vec::new());
    let entries = TABLE.iter().enumerate();
    let wanted: Vec<(usize, &Entry)> = entries
        .filter(|(_, entry)| !is_allowed(entry.rule))
        .collect();
    for (rank, entry) in &wanted {
        match entry.check {
            Check::Reading | Check::Definition(_) => {}
            Check::Project(check) => projects.push((*rank, check)),
            Check::Flow(check) => flows.push((*rank, check)),
        }
    }
    let (mut found, (others, of_flow)) = rayon::join(
        || over_definitions(project, &wanted),
        || {
            rayon::join(
                || over_project(project, &projects),
                || over_flow(project, &flows),
            )
        },
    );
    found.extend(others);
    found.extend(of_flow);
    // Whoever was first: what is found must not depend on threads.
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, found)| found).collect()
}

/// One definition after the other, since all rules look at the same texts.
fn over_definitions(project: &Project<'_>, wanted: &[(usize, &Entry)]) -> Vec<Ranked> {
    let applicable: Vec<(&Facts, Vec<(usize, OfDefinition)>)> = facts::ALL
        .iter()
        .map(|platform| (*platform, applicable(platform, wanted)))
        .collect();
    let chunks: Vec<Vec<Ranked>> = project
        .definitions
        .par_chunks(CHUNK)
        .enumerate()
        .map(|(chunk, definitions)| {
            let mut found = Vec::new();
            for (id, definition) in (chunk * CHUNK..).zip(definitions) {
                over_definition(project, id, definition, &applicable, &mut found);
            }
            found
        })
        .collect();
    chunks.into_iter().flatten().collect()
}

/// The rules that may have something to say about a definition of a platform.
fn applicable(platform: &Facts, wanted: &[(usize, &Entry)]) -> Vec<(usize, OfDefinition)> {
    let entries = wanted.iter().filter(|(_, entry)| (entry.applies)(platform));
    entries
        .filter_map(|(rank, entry)| match entry.check {
            Check::Definition(check) => Some((*rank, check)),
            Check::Reading | Check::Project(_) | Check::Flow(_) => None,
        })
        .collect()
}

fn over_definition(
    project: &Project<'_>,
    id: DefinitionId,
    definition: &Arc<Definition<'_>>,
    applicable: &[(&Facts, Vec<(usize, OfDefinition)>)],
    found: &mut Vec<Ranked>,
) {
    let checks = applicable
        .iter()
        .find(|(platform, _)| platform.id == definition.platform.id);
    let mut own = Vec::new();
    for (rank, check) in checks.into_iter().flat_map(|(_, checks)| checks) {
        check(project, id, definition, &mut own);
        found.extend(own.drain(..).map(|one| (*rank, one)));
    }
}

fn over_project(project: &Project<'_>, checks: &[(usize, OfProject)]) -> Vec<Ranked> {
    let found = checks.par_iter().flat_map_iter(|(rank, check)| {
        let mut found = Vec::new();
        check(project, &mut found);
        found.into_iter().map(|one| (*rank, one))
    });
    found.collect()
}

fn over_flow(project: &Project<'_>, checks: &[(usize, OfFlow)]) -> Vec<Ranked> {
    if checks.is_empty() {
        return Vec::new();
    }
    let flow = Flow::new(project);
    let found = checks.par_iter().flat_map_iter(|(rank, check)| {
        let mut found = Vec::new();
        check(&flow, &mut found);
        found.into_iter().map(|one| (*rank, one))
    });
    found.collect()
}
