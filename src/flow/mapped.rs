//! What is known of a value that a path takes from a reply.

use serde_json::Value as Json;

use super::declare::{named, read};
use super::properties::{Path, schema_at};
use super::types::Types;
use crate::definition::{Definition, ResponseSchema, Text, Value};
use crate::project::Project;
use crate::templates::jsonpath::{self, JsonPath, PartKind};

/// The schema and the types of what a path of `mapping` selects: by the schema of the reply, else
/// the types by its example.
pub(super) fn mapped(
    project: &Project<'_>,
    definition: &Definition<'_>,
    path: &Text<'_>,
) -> (Option<Json>, Types) {
    let unknown = (None, Types::ANY);
    let Some(response) = &definition.request.response else {
        return unknown;
    };
    let parsed = jsonpath::parse(path.as_str()).ok();
    let Some(parsed) = parsed.filter(|parsed| !path.is_unresolved() && !parsed.selects_many())
    else {
        return unknown;
    };
    let root = match &response.schema {
        None => None,
        Some(ResponseSchema::Inline(written)) => Some(written.to_serde()),
        Some(ResponseSchema::File(file)) => read(project, file),
    };
    if let Some(schema) = root.and_then(|root| selected(&root, &parsed, path.as_str())) {
        let types = Types::of_schema(&schema);
        return (Some(schema), types);
    }
    let example = response.example.as_ref().map(Value::to_serde);
    let value = example.as_ref().and_then(|example| {
        let selected = parsed.select(example);
        selected.first().copied().filter(|value| !value.is_null())
    });
    (None, value.map_or(Types::ANY, Types::of_json))
}

/// The schema of what a path selects, where one alone describes it.
fn selected(root: &Json, path: &JsonPath, text: &str) -> Option<Json> {
    let mut place = Path::new();
    for part in &path.parts {
        place = match part.kind {
            PartKind::Name => {
                let name = part.name(text)?;
                let places = named(root, &place, name);
                <[Path; 1]>::try_from(places).ok()?.into_iter().next()?
            }
            PartKind::Index | PartKind::NegativeIndex => {
                place.push("items".to_owned());
                place
            }
            _ => return None,
        };
    }
    schema_at(root, &place).cloned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{jsonpath, selected};

    #[test]
    fn a_path_leads_through_a_schema() {
        let schema = json!({
            "properties": {
                "numbers": {
                    "type": "array",
                    "items": { "properties": { "a-b": { "type": "number" } } },
                },
            },
        });
        let find = |path: &str| selected(&schema, &jsonpath::parse(path).unwrap(), path);
        let expected = Some(json!({ "type": "number" }));
        assert_eq!(find("$.numbers[0]['a-b']"), expected);
        assert_eq!(find("$.numbers[0].c"), None);
    }
}
