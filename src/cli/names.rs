//! Definitions that are named on the command line: `name`, or `platform/kind/name`.

use std::path::Path;

use crate::compile::Outcome;
use crate::definition::Definition;
use crate::diagnostic::nearest;
use crate::disk::{Failure, quoted};
use crate::project::{DefinitionId, Project};
use crate::report::visible;
use crate::source::Sources;

/// A definition in its project.
#[derive(Clone, Copy)]
pub(super) struct Found<'o, 's> {
    pub project: &'o Project<'s>,
    pub id: DefinitionId,
}

/// The name by which one definition is meant.
pub(super) fn full_name(definition: &Definition<'_>) -> String {
    let (platform, kind) = (definition.platform.id, definition.kind);
    format!("{platform}/{kind}/{}", definition.name())
}

/// The definition with this name, in the first environment that was checked. Where several have it,
/// the only one of them that `is_wanted`.
///
/// # Errors
/// Where none has it, or several; the help lists what there is.
pub(super) fn find_named<'o, 's>(
    name: &str,
    outcomes: &'o [Outcome<'s>],
    is_wanted: &dyn Fn(&Definition<'_>) -> bool,
    sources: &Sources,
) -> Result<Found<'o, 's>, Failure> {
    let projects = outcomes
        .iter()
        .filter_map(|outcome| outcome.projects.first());
    let all: Vec<(Found<'o, 's>, &Definition<'s>)> = projects
        .flat_map(|project| {
            let definitions = project.definitions.iter().enumerate();
            definitions.map(move |(id, definition)| (Found { project, id }, definition.as_ref()))
        })
        .collect();
    let is_named =
        |definition: &Definition<'_>| definition.name() == name || full_name(definition) == name;
    let named: Vec<_> = all.iter().filter(|(_, one)| is_named(one)).collect();
    let mut wanted = named.iter().filter(|(_, one)| is_wanted(one));
    let shown = quoted(Path::new(name));
    match (wanted.next(), wanted.next(), named.as_slice()) {
        (Some((only, _)), None, _) | (None, _, [(only, _)]) => Ok(*only),
        (_, _, []) => {
            let candidates = all.iter().filter(|(_, one)| is_wanted(one));
            let failure = Failure::new(format!("there is no definition {shown}"));
            let near = nearest(name, candidates.map(|(_, one)| one.name()));
            Err(failure.help(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "a name is that of a definition, or `platform/kind/name`".to_owned(),
            }))
        }
        _ => {
            let mut places: Vec<String> = named
                .iter()
                .map(|(_, one)| {
                    let path = visible(sources[one.name_span().file].path());
                    format!("`{}` in {path}", full_name(one))
                })
                .collect();
            places.sort();
            let failure = Failure::new(format!("several definitions are called {shown}"));
            Err(failure.help(format!("name one of them: {}", places.join(", "))))
        }
    }
}
