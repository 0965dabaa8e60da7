//! What is known of a value that a path takes from a reply.

use super::properties::{named, resolved};
use super::types::Types;
use crate::definition::{Text, Value};
use crate::schema_facts::Schema;
use crate::templates::jsonpath::{self, JsonPath, PartKind};

/// The schema and the types of what a path of `mapping` selects: by the schema of the reply, else
/// the types by its example.
pub(super) fn mapped<'a>(
    schema: Option<Schema<'a>>,
    example: Option<&Value<'_>>,
    path: &Text<'_>,
) -> (Option<Schema<'a>>, Types) {
    if path.is_unresolved() || (schema.is_none() && example.is_none()) {
        return (None, Types::ANY);
    }
    let parsed = jsonpath::parse(path.as_str()).ok();
    let Some(parsed) = parsed.filter(|parsed| !parsed.selects_many()) else {
        return (None, Types::ANY);
    };
    if let Some(schema) = schema.and_then(|root| selected(root, &parsed, path.as_str())) {
        return (Some(schema), Types::of(schema));
    }
    let types = example.and_then(|example| types_in(example, &parsed, path.as_str()));
    (None, types.unwrap_or(Types::ANY))
}

/// The types of what a path selects in an example; what is `null` there may be anything.
fn types_in(example: &Value<'_>, path: &JsonPath<'_>, text: &str) -> Option<Types> {
    let mut value = example;
    for part in &path.parts {
        let next = match part.kind {
            PartKind::Name => part.name(text).map(|name| value.get(name)),
            PartKind::Index => part.index(text).map(|index| value.items().get(index)),
            _ => None,
        };
        let Some(next) = next else {
            // What it says needs the library.
            let example = example.to_serde();
            let selected = path.select(&example).first().copied();
            return selected.filter(|it| !it.is_null()).map(Types::of_json);
        };
        value = next?;
    }
    Some(Types::of_example(&value.data))
}

/// The schema of what a path selects, where one alone describes it.
fn selected<'a>(root: Schema<'a>, path: &JsonPath<'_>, text: &str) -> Option<Schema<'a>> {
    let mut place = root;
    for part in &path.parts {
        place = match part.kind {
            PartKind::Name => {
                let mut places = named(root, place, part.name(text)?);
                let place = places.next()?.schema;
                if places.next().is_some() {
                    return None;
                }
                place
            }
            PartKind::Index | PartKind::NegativeIndex => place.get("items")?,
            _ => return None,
        };
    }
    resolved(root, place)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Schema, jsonpath, selected};

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
        let find = |path: &str| {
            let found = selected(Schema::Read(&schema), &jsonpath::parse(path).unwrap(), path);
            match found? {
                Schema::Read(json) => Some(json.clone()),
                Schema::Written(_) => None,
            }
        };
        let expected = Some(json!({ "type": "number" }));
        assert_eq!(find("$.numbers[0]['a-b']"), expected);
        assert_eq!(find("$.numbers[0].c"), None);
    }
}
