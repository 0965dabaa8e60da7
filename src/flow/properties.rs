//! The properties that a schema names, through `$ref` and the keywords that combine schemas.

use rustc_hash::FxHashSet;
use serde_json::Value as Json;

use crate::definition::Value;
use crate::source::Span;

/// A place in a JSON document: keys and indexes from the root.
pub(super) type Path = Vec<String>;

/// One property of an object.
pub(super) struct Property {
    /// Its key.
    pub(super) name: String,
    /// Where its schema stands.
    pub(super) path: Path,
    /// Whether every object that fits has it.
    pub(super) required: bool,
}

/// The properties that the schema at `at` names.
pub(super) fn properties(root: &Json, at: &[String]) -> Vec<Property> {
    let mut walk = Walk {
        root,
        seen: FxHashSet::default(),
        required: FxHashSet::default(),
        found: Vec::new(),
    };
    walk.schema(at, true);
    let Walk {
        required,
        mut found,
        ..
    } = walk;
    for property in &mut found {
        property.required = required.contains(&property.name);
    }
    found
}

/// The schema at a place, with the references followed that it consists of.
pub(super) fn schema_at<'j>(root: &'j Json, path: &[String]) -> Option<&'j Json> {
    let mut schema = get(root, path)?;
    // More than a few in a row are a circle.
    for _ in 0..16 {
        match schema.get("$ref").and_then(Json::as_str).and_then(pointer) {
            Some(path) => schema = get(root, &path)?,
            None => return Some(schema),
        }
    }
    None
}

/// The last key on the way to a place in a value as written.
pub(super) fn key_span(root: &Value<'_>, path: &[String]) -> Option<Span> {
    let (mut value, mut key) = (root, None);
    for part in path {
        let entry = value
            .entries()
            .iter()
            .find(|(name, _)| name.as_str() == part);
        if let Some((name, inner)) = entry {
            (value, key) = (inner, Some(name.span()));
        } else {
            value = value.items().get(part.parse::<usize>().ok()?)?;
        }
    }
    key
}

struct Walk<'j> {
    root: &'j Json,
    seen: FxHashSet<Path>,
    required: FxHashSet<String>,
    found: Vec<Property>,
}

impl Walk<'_> {
    fn schema(&mut self, path: &[String], holds: bool) {
        // Each place counts once, so that references in circles end.
        if !self.seen.insert(path.to_vec()) {
            return;
        }
        let Some(schema) = get(self.root, path) else {
            return;
        };
        if let Some(target) = schema.get("$ref").and_then(Json::as_str).and_then(pointer) {
            self.schema(&target, holds);
        }
        if let Some(Json::Object(members)) = schema.get("properties") {
            for name in members.keys() {
                self.found.push(Property {
                    name: name.clone(),
                    path: below(path, &["properties", name]),
                    required: false,
                });
            }
        }
        if let Some(Json::Array(names)) = schema.get("required")
            && holds
        {
            let names = names.iter().filter_map(Json::as_str);
            self.required.extend(names.map(str::to_owned));
        }
        for (keyword, holds) in [("allOf", holds), ("anyOf", false), ("oneOf", false)] {
            let Some(Json::Array(items)) = schema.get(keyword) else {
                continue;
            };
            for index in 0..items.len() {
                self.schema(&below(path, &[keyword, &index.to_string()]), holds);
            }
        }
    }
}

fn below(path: &[String], parts: &[&str]) -> Path {
    let parts = parts.iter().map(|part| (*part).to_owned());
    path.iter().cloned().chain(parts).collect()
}

fn get<'j>(root: &'j Json, path: &[String]) -> Option<&'j Json> {
    path.iter().try_fold(root, |value, part| match value {
        Json::Object(members) => members.get(part),
        Json::Array(items) => items.get(part.parse::<usize>().ok()?),
        _ => None,
    })
}

/// The place that a reference within the same document names.
fn pointer(reference: &str) -> Option<Path> {
    let parts = reference.strip_prefix('#')?.split('/').skip(1);
    Some(
        parts
            .map(|part| part.replace("~1", "/").replace("~0", "~"))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::properties;

    #[test]
    fn properties_are_found_through_references_and_combinations() {
        let schema = json!({
            "$ref": "#/$defs/a",
            "properties": { "b": {} },
            "required": ["b"],
            "allOf": [{ "properties": { "c": {} }, "required": ["c"] }],
            "anyOf": [{ "properties": { "d": {} }, "required": ["d"] }],
            "$defs": { "a": { "properties": { "a": {} }, "$ref": "#" } },
        });
        let mut found: Vec<_> = properties(&schema, &[])
            .into_iter()
            .map(|property| (property.name, property.required))
            .collect();
        found.sort();
        let expected = [("a", false), ("b", true), ("c", true), ("d", false)];
        assert_eq!(
            found,
            expected.map(|(name, required)| (name.to_owned(), required))
        );
    }
}
