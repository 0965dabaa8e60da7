//! `$name`: which ones the host application has to supply.

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value as Serde;

use super::facts::FACTS;
use crate::definition::{Definition, Response, ResponseSchema, Value};
use crate::platforms::facts::Kind;
use crate::platforms::output::Variable;
use crate::project::{DefinitionId, Project};
use crate::source::slice;

/// The system variables of the vendor's page; `$images` is one in all but its name.
const SYSTEM: &[&str] = &["session.id", "company.id", "assistant.id", "images"];

const CLIENT_DATA: &str = "client_data";

/// What the host application has to put into the session: what the manifest declares, then what
/// webhooks use and nothing else provides.
pub(super) fn variables(project: &Project<'_>) -> Vec<Variable> {
    let mut variables: Vec<Variable> = project
        .manifest
        .declared(&FACTS, CLIENT_DATA)
        .map(|declared| Variable::declared(declared, CLIENT_DATA))
        .collect();
    let from_replies: FxHashSet<String> = names_from_replies(project).into_iter().collect();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    for (place, variable) in variables.iter().enumerate() {
        places.entry(variable.name.clone()).or_insert(place);
    }
    for (id, definition) in project.of_platform(&FACTS) {
        let arguments = arguments(project, id);
        for name in names(definition) {
            let known = places
                .get(&name)
                .and_then(|&place| variables.get_mut(place));
            if let Some(variable) = known {
                variable.note_use(definition);
            } else if !from_replies.contains(&name) && !arguments.contains(&*name) {
                places.insert(name.clone(), variables.len());
                variables.push(Variable::undeclared(name, CLIENT_DATA, definition));
            }
        }
    }
    variables
}

/// Whether a text holds a `$` with a name behind it that Verboo would replace. It replaces by text,
/// so that a name need not end where it does.
pub(super) fn is_template(project: &Project<'_>, text: &str) -> bool {
    let replaced_in = |rest: &str| {
        let is_system = SYSTEM.iter().any(|name| rest.starts_with(name));
        is_system
            || variables(project)
                .iter()
                .any(|variable| rest.starts_with(&variable.name))
            || names_from_replies(project)
                .iter()
                .any(|name| rest.starts_with(name))
            || project
                .of_platform(&FACTS)
                .any(|(_, trigger)| parameters(trigger).any(|name| rest.starts_with(name)))
    };
    text.split('$').skip(1).any(replaced_in)
}

/// The names that a webhook refers to, but for the system's; in order, as often as they stand there.
fn names(definition: &Definition<'_>) -> Vec<String> {
    let mut names = Vec::new();
    definition.request.each_sent_text(&mut |text| {
        for rest in text.as_str().split('$').skip(1) {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
            let name = slice(rest, 0..end.unwrap_or(rest.len()));
            let is_system = SYSTEM
                .iter()
                .any(|system| rest.starts_with(system) && system.split('.').next() == Some(name));
            if name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && !is_system {
                names.push(name.to_owned());
            }
        }
    });
    names
}

fn parameters<'d>(trigger: &'d Definition<'_>) -> impl Iterator<Item = &'d str> {
    let properties = trigger.trigger.parameters.as_ref();
    let properties = properties.and_then(|schema| schema.get("properties"));
    properties
        .map_or(&[][..], Value::entries)
        .iter()
        .map(|(name, _)| name.as_str())
}

/// The parameters of the triggers that call a webhook.
fn arguments<'p>(project: &'p Project<'_>, webhook: DefinitionId) -> FxHashSet<&'p str> {
    let callers = project.callers(webhook).iter();
    callers
        .filter_map(|&id| project.get(id))
        .flat_map(parameters)
        .collect()
}

/// The names that replies put into the session as `session.client_data`.
fn names_from_replies(project: &Project<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for (_, definition) in project.of_platform(&FACTS) {
        let Some(response) = &definition.request.response else {
            continue;
        };
        if definition.kind == Kind::Webhook {
            names.extend(names_in_reply(project, definition, response));
        }
    }
    names
}

fn names_in_reply(
    project: &Project<'_>,
    definition: &Definition<'_>,
    response: &Response<'_>,
) -> Vec<String> {
    let example = response.example.as_ref().map(Value::to_serde);
    let schema = match &response.schema {
        Some(ResponseSchema::Inline(schema)) => Some(schema.to_serde()),
        Some(ResponseSchema::File(path)) => {
            (project.read_beside)(definition.span.file, path.as_str())
                .ok()
                .and_then(|text| serde_json::from_str(&text).ok())
        }
        None => None,
    };
    let in_example = example
        .as_ref()
        .and_then(|example| example.pointer("/session/client_data"));
    let in_schema = schema
        .as_ref()
        .and_then(|schema| schema.pointer("/properties/session/properties/client_data/properties"));
    let keys = |value: &Serde| -> Vec<String> {
        value
            .as_object()
            .map_or_else(Vec::new, |object| object.keys().cloned().collect())
    };
    in_example
        .into_iter()
        .chain(in_schema)
        .flat_map(keys)
        .collect()
}
