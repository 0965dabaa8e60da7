//! What a name stands for within Mustache sections: an item of a list, or a member of an object.

use serde_json::Value as Json;

use super::declaration::Declaration;
use super::properties::{named, properties, resolved};
use super::types::Types;
use crate::schema_facts::Schema;

/// A value that belongs to an item of a list, or to an object, over which a section stands.
#[derive(Clone, Debug)]
pub struct Item {
    /// What its values may be, by each of the declarations of the list.
    pub schemas: Vec<Json>,
    /// Whether every item has it.
    pub required: bool,
}

/// What a section brings into view.
#[derive(Clone, Debug)]
pub(super) enum View {
    /// No names of its own: its value is a text, a number or a boolean, or it is inverted.
    Nothing,
    /// One item after the other, or an object.
    Item(Vec<Json>),
    /// Nobody knows.
    Unknown,
}

/// What a name stands for within sections.
pub(super) enum Found {
    /// What it stands for outside of them.
    Outside,
    /// A value of an item.
    Item(Item),
    /// Nobody knows.
    Unknown,
}

impl Item {
    /// The types that it may have.
    #[must_use]
    pub fn types(&self) -> Types {
        let types = self.schemas.iter().map(Types::of_schema);
        types.reduce(Types::or).unwrap_or(Types::ANY)
    }
}

impl View {
    /// What a section over values that are declared like this brings into view.
    pub(super) fn of_declarations<'d, 'p: 'd>(
        all: impl Iterator<Item = &'d Declaration<'p>>,
    ) -> Self {
        let scalars = Types::STRING.or(Types::NUMBER).or(Types::BOOLEAN);
        let mut schemas = Vec::new();
        for declaration in all {
            if declaration.types.is_within(scalars) {
                continue;
            }
            match declaration.schema() {
                Some(schema) => schemas.push(schema.clone()),
                None => return Self::Unknown,
            }
        }
        Self::of_schemas(&schemas)
    }

    /// The same for values whose schemas are these.
    pub(super) fn of_schemas(schemas: &[Json]) -> Self {
        let scalars = Types::STRING.or(Types::NUMBER).or(Types::BOOLEAN);
        let mut items = Vec::new();
        for schema in schemas {
            let types = Types::of_schema(schema);
            let item = if types.is_within(scalars) {
                continue;
            } else if types.is_within(Types::ARRAY) {
                items_of(schema)
            } else if types.is_within(Types::OBJECT) {
                Some(schema)
            } else {
                None
            };
            match item {
                Some(item) if item.is_object() => items.push(item.clone()),
                _ => return Self::Unknown,
            }
        }
        if items.is_empty() {
            Self::Nothing
        } else {
            Self::Item(items)
        }
    }
}

/// What a name stands for within sections, the innermost last.
pub(super) fn look_up<'v>(views: impl DoubleEndedIterator<Item = &'v View>, name: &str) -> Found {
    for view in views.rev() {
        let items = match view {
            View::Nothing => continue,
            View::Unknown => return Found::Unknown,
            View::Item(items) => items,
        };
        if name == "." {
            return Found::Item(Item {
                schemas: items.clone(),
                required: true,
            });
        }
        let first = name.split('.').next().unwrap_or_default();
        let members: Vec<Option<Item>> = items.iter().map(|item| member(item, first)).collect();
        if members.iter().all(Option::is_none) {
            // One that says nothing of its members may have any.
            let scalars = Types::STRING.or(Types::NUMBER).or(Types::BOOLEAN);
            let may_have = |item: &Json| {
                !Types::of_schema(item).is_within(scalars)
                    && properties(Schema::Read(item), Schema::Read(item)).is_empty()
            };
            if items.iter().any(may_have) {
                return Found::Unknown;
            }
            continue;
        }
        let is_whole = first == name;
        let Some(members) = members.into_iter().collect::<Option<Vec<Item>>>() else {
            return Found::Unknown;
        };
        return if is_whole {
            Found::Item(Item {
                required: members.iter().all(|member| member.required),
                schemas: members.into_iter().flat_map(|it| it.schemas).collect(),
            })
        } else {
            Found::Unknown
        };
    }
    Found::Outside
}

/// What the schema of a list says of its items.
fn items_of(list: &Json) -> Option<&Json> {
    json_of(resolved(
        Schema::Read(list),
        Schema::Read(list.get("items")?),
    )?)
}

/// What the schema of an object says of a member.
fn member(object: &Json, name: &str) -> Option<Item> {
    let root = Schema::Read(object);
    let found: Vec<_> = named(root, root, name).collect();
    let required = found.iter().any(|property| property.required);
    let schemas: Vec<Json> = found
        .iter()
        .filter_map(|property| json_of(resolved(root, property.schema)?).cloned())
        .collect();
    (!found.is_empty()).then_some(Item { schemas, required })
}

/// The JSON of a schema of which all is JSON.
fn json_of(schema: Schema<'_>) -> Option<&Json> {
    match schema {
        Schema::Read(json) => Some(json),
        Schema::Written(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::{Found, View, look_up};

    fn found(schemas: &[Json], name: &str) -> String {
        let views: Vec<View> = schemas
            .iter()
            .map(|schema| View::of_schemas(std::slice::from_ref(schema)))
            .collect();
        match look_up(views.iter(), name) {
            Found::Outside => "outside".to_owned(),
            Found::Unknown => "unknown".to_owned(),
            Found::Item(item) => format!("{} {}", item.required, json!(item.schemas)),
        }
    }

    #[test]
    fn names_are_those_of_the_nearest_item_that_has_them() {
        let number = json!({ "type": "number" });
        let numbers = json!({ "type": "array", "items": number });
        let row =
            json!({ "type": "object", "properties": { "n": number, "s": {} }, "required": ["n"] });
        let rows = json!({ "type": "array", "items": row });
        let all = |schemas: &[&Json], name: &str| {
            found(
                &schemas.iter().map(|it| (*it).clone()).collect::<Vec<_>>(),
                name,
            )
        };
        assert_eq!(all(&[&numbers], "."), r#"true [{"type":"number"}]"#);
        assert_eq!(all(&[&numbers], "n"), "outside");
        assert_eq!(all(&[&rows], "n"), r#"true [{"type":"number"}]"#);
        assert_eq!(all(&[&row], "s"), "false [{}]");
        assert_eq!(all(&[&rows], "x"), "outside");
        assert_eq!(all(&[&rows], "n.x"), "unknown");
        assert_eq!(all(&[&rows, &numbers], "n"), r#"true [{"type":"number"}]"#);
        assert_eq!(
            all(&[&rows, &json!({ "type": "string" })], "s"),
            "false [{}]"
        );
        for unknown in [
            json!({}),
            json!({ "type": "array" }),
            json!({ "type": ["array", "object"] }),
        ] {
            assert_eq!(all(&[&rows, &unknown], "n"), "unknown", "{unknown}");
        }
        let any = json!({ "type": "array", "items": { "type": "object" } });
        assert_eq!(all(&[&any], "n"), "unknown");
        assert_eq!(all(&[&json!({ "type": "boolean" })], "n"), "outside");
    }
}
