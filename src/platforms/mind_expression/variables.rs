//! `{{name}}`: which ones the Scope and the callers of its conversation API have to supply.

use super::facts::FACTS;
use crate::definition::Definition;
use crate::platforms::output::Variable;
use crate::project::Project;

/// The settings that declare names.
pub(super) const GLOBAL_KEYS: &str = "global_keys";
pub(super) const REQUEST_HEADERS: &str = "request_headers";

const HEADER: &str = "http-header.";

/// Global keys and headers: what the manifest declares, then the headers that webhooks read beside.
pub(super) fn variables(project: &Project<'_>) -> Vec<Variable> {
    let mut variables: Vec<Variable> = [GLOBAL_KEYS, REQUEST_HEADERS]
        .into_iter()
        .flat_map(|key| {
            let declared = project.manifest.declared(&FACTS, key);
            declared.map(move |declared| Variable::declared(declared, key))
        })
        .collect();
    for (_, definition) in project.of_platform(&FACTS) {
        for tag in tags(definition) {
            let known = variables
                .iter_mut()
                .find(|variable| is_read_by(variable, &tag));
            if let Some(variable) = known {
                variable.note_use(definition);
            } else if let Some(name) = tag.strip_prefix(HEADER) {
                variables.push(Variable::undeclared(
                    name.to_owned(),
                    REQUEST_HEADERS,
                    definition,
                ));
            }
        }
    }
    variables
}

/// Header names are compared without regard to case, keys by what stands before the first dot.
fn is_read_by(variable: &Variable, tag: &str) -> bool {
    match (tag.strip_prefix(HEADER), variable.from) {
        (Some(header), REQUEST_HEADERS) => header.eq_ignore_ascii_case(&variable.name),
        (None, GLOBAL_KEYS) => {
            tag == variable.name || tag.split('.').next() == Some(&*variable.name)
        }
        _ => false,
    }
}

/// The names in the tags of a definition, in order, as often as they stand there.
fn tags(definition: &Definition<'_>) -> Vec<String> {
    let mut names = Vec::new();
    definition.request.each_sent_text(&mut |text| {
        for rest in text.as_str().split("{{").skip(1) {
            let Some((tag, _)) = rest.split_once("}}") else {
                continue;
            };
            // What begins with one of the others is no name: a comment, an end, a partial.
            let name = tag.trim_start_matches(['{', '&', '#', '^']).trim();
            if !name.is_empty() && !name.starts_with(['!', '/', '>', '=']) {
                names.push(name.to_owned());
            }
        }
    });
    names
}
