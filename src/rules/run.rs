//! Runs the rules, side by side.

use rayon::prelude::*;

use super::{Address, Check, Entry, TABLE};
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
type OfUrl = fn(&Project<'_>, &Definition<'_>, &Address<'_, '_>, &mut Vec<Diagnostic>);
type OfProject = fn(&Project<'_>, &mut Vec<Diagnostic>);
type OfFlow = fn(&Flow<'_, '_>, &mut Vec<Diagnostic>);

/// Runs every rule over a project, but for those that `is_allowed`.
#[must_use]
pub fn run(project: &Project<'_>, is_allowed: &dyn Fn(&Rule) -> bool) -> Vec<Diagnostic> {
    let (mut projects, mut flows) = (Vec::new(), Vec::new());
    let entries = TABLE.iter().enumerate();
    let wanted: Vec<(usize, &'static Entry)> = entries
        .filter(|(_, entry)| !is_allowed(entry.rule))
        .collect();
    for (rank, entry) in &wanted {
        match entry.check {
            Check::Reading | Check::Definition(_) | Check::Url(_) => {}
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
fn over_definitions(project: &Project<'_>, wanted: &[(usize, &'static Entry)]) -> Vec<Ranked> {
    let applicable: Vec<Applicable> = facts::ALL
        .iter()
        .map(|platform| Applicable::new(platform, wanted))
        .collect();
    let chunks: Vec<Vec<Ranked>> = project
        .definitions
        .par_chunks(CHUNK)
        .enumerate()
        .map(|(chunk, definitions)| {
            let mut found = Vec::new();
            for (id, definition) in (chunk * CHUNK..).zip(definitions) {
                let platform = definition.platform.id;
                let rules = applicable.iter().find(|rules| rules.platform == platform);
                if let Some(rules) = rules {
                    rules.run(project, id, definition, &mut found);
                }
            }
            found
        })
        .collect();
    chunks.into_iter().flatten().collect()
}

/// The rules that may have something to say about a definition of a platform.
struct Applicable {
    platform: &'static str,
    of_definition: Vec<(usize, OfDefinition)>,
    of_url: Vec<(usize, OfUrl)>,
}

impl Applicable {
    fn new(platform: &'static Facts, wanted: &[(usize, &'static Entry)]) -> Self {
        let mut rules = Self {
            platform: platform.id,
            of_definition: Vec::new(),
            of_url: Vec::new(),
        };
        for (rank, entry) in wanted.iter().filter(|(_, one)| (one.applies)(platform)) {
            match entry.check {
                Check::Reading | Check::Project(_) | Check::Flow(_) => {}
                Check::Definition(check) => rules.of_definition.push((*rank, check)),
                Check::Url(check) => rules.of_url.push((*rank, check)),
            }
        }
        rules
    }

    fn run(
        &self,
        project: &Project<'_>,
        id: DefinitionId,
        definition: &Definition<'_>,
        found: &mut Vec<Ranked>,
    ) {
        let mut own = Vec::new();
        for (rank, check) in &self.of_definition {
            check(project, id, definition, &mut own);
            if !own.is_empty() {
                found.extend(own.drain(..).map(|one| (*rank, one)));
            }
        }
        let Some(address) = Address::of(definition) else {
            return;
        };
        for (rank, check) in &self.of_url {
            check(project, definition, &address, &mut own);
            if !own.is_empty() {
                found.extend(own.drain(..).map(|one| (*rank, one)));
            }
        }
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
