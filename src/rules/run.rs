//! Runs the rules, side by side.

use std::ops::Range;

use rayon::prelude::*;

use super::{Address, Check, Entry, TABLE};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Rule};
use crate::flow::Flow;
use crate::platforms::facts::{self, Facts};
use crate::project::{DefinitionId, Project};

/// A finding with the place of its rule in the table.
type Ranked = (usize, Diagnostic);

type OfDefinition = fn(&Project<'_>, DefinitionId, &Definition<'_>, &mut Vec<Diagnostic>);
type OfUrl = fn(&Project<'_>, &Definition<'_>, &Address<'_, '_>, &mut Vec<Diagnostic>);
type OfProject = fn(&Project<'_>, &mut Vec<Diagnostic>);
type OfFlow = fn(&Flow<'_, '_>, &mut Vec<Diagnostic>);

/// Runs every rule over a project, but for those that `is_allowed`.
#[must_use]
pub fn run(project: &Project<'_>, is_allowed: &dyn Fn(&Rule) -> bool) -> Vec<Diagnostic> {
    let (mut projects, mut readers, mut flows) = (Vec::new(), Vec::new(), Vec::new());
    let entries = TABLE.iter().enumerate();
    let wanted: Vec<(usize, &'static Entry)> = entries
        .filter(|(_, entry)| !is_allowed(entry.rule))
        .collect();
    for (rank, entry) in &wanted {
        match entry.check {
            Check::Reading | Check::Definition(_) | Check::Url(_) => {}
            Check::Project(check) => projects.push((*rank, check)),
            Check::Reader(check) => readers.push((*rank, check)),
            Check::Flow(check) => flows.push((*rank, check)),
        }
    }
    let applicable: Vec<Applicable> = facts::ALL
        .iter()
        .map(|platform| Applicable::new(platform, &wanted))
        .collect();
    // All rules look at the same texts, and so do those who follow the values.
    let over_definitions = |stretch| over_definitions(project, stretch, &applicable);
    let ((flow, of_definitions), of_project) = rayon::join(
        || Flow::beside(project, over_definitions),
        || over_project(project, &projects),
    );
    let of_flow = over_flow(&flow, &readers, &flows);
    let mut found: Vec<Ranked> = of_definitions.into_iter().flatten().collect();
    found.extend(of_project);
    found.extend(of_flow);
    // Whoever was first: what is found must not depend on threads.
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, found)| found).collect()
}

/// One definition after the other.
fn over_definitions(
    project: &Project<'_>,
    stretch: Range<DefinitionId>,
    applicable: &[Applicable],
) -> Vec<Ranked> {
    let mut found = Vec::new();
    for (id, definition) in stretch.filter_map(|id| Some((id, project.get(id)?))) {
        let platform = definition.platform.id;
        let rules = applicable.iter().find(|rules| rules.platform == platform);
        if let Some(rules) = rules {
            rules.run(project, id, definition, &mut found);
        }
    }
    found
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
                Check::Reading | Check::Project(_) | Check::Reader(_) | Check::Flow(_) => {}
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

fn over_flow(
    flow: &Flow<'_, '_>,
    of_readers: &[(usize, OfFlow)],
    of_all: &[(usize, OfFlow)],
) -> Vec<Ranked> {
    let run = |flow: &Flow<'_, '_>, (rank, check): &(usize, OfFlow), found: &mut Vec<Ranked>| {
        let mut own = Vec::new();
        check(flow, &mut own);
        found.extend(own.into_iter().map(|one| (*rank, one)));
    };
    let one_for_all = |check| {
        let mut found = Vec::new();
        run(flow, check, &mut found);
        found
    };
    let all_for_one = |flow: Flow<'_, '_>| {
        let mut found = Vec::new();
        for check in of_readers {
            run(&flow, check, &mut found);
        }
        found
    };
    let (mut found, others): (Vec<Vec<Ranked>>, Vec<Vec<Ranked>>) = rayon::join(
        || flow.stretches().map(all_for_one).collect(),
        || of_all.par_iter().map(one_for_all).collect(),
    );
    found.extend(others);
    found.into_iter().flatten().collect()
}
