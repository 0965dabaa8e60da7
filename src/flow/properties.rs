//! The properties that a schema names, through `$ref` and the keywords that combine schemas.

use rustc_hash::FxHashSet;

use crate::schema_facts::Schema;
use crate::source::Span;

/// One property of an object.
pub(super) struct Property<'a> {
    /// Its key.
    pub(super) name: &'a str,
    /// Where that stands; nothing in a file of its own.
    pub(super) span: Option<Span>,
    /// Its schema, which may be a reference.
    pub(super) schema: Schema<'a>,
    /// Whether every object that fits has it.
    pub(super) required: bool,
}

/// The properties that a part of a document names as a schema.
pub(super) fn properties<'a>(root: Schema<'a>, at: Schema<'a>) -> Vec<Property<'a>> {
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
    if !required.is_empty() {
        for property in &mut found {
            property.required = required.contains(property.name);
        }
    }
    found
}

/// The properties of one name.
pub(super) fn named<'a>(
    root: Schema<'a>,
    at: Schema<'a>,
    name: &str,
) -> impl Iterator<Item = Property<'a>> {
    let all = properties(root, at).into_iter();
    all.filter(move |property| property.name == name)
}

/// A schema with the references followed that it consists of.
pub(super) fn resolved<'a>(root: Schema<'a>, mut schema: Schema<'a>) -> Option<Schema<'a>> {
    // More than a few in a row are a circle.
    for _ in 0..16 {
        match local_reference(schema) {
            Some(reference) => schema = target(root, reference)?,
            None => return Some(schema),
        }
    }
    None
}

struct Walk<'a> {
    root: Schema<'a>,
    seen: FxHashSet<*const ()>,
    required: FxHashSet<&'a str>,
    found: Vec<Property<'a>>,
}

impl<'a> Walk<'a> {
    fn schema(&mut self, schema: Schema<'a>, holds: bool) {
        // Each place counts once, so that references in circles end.
        if !self.seen.insert(schema.address()) {
            return;
        }
        let reference = local_reference(schema);
        if let Some(target) = reference.and_then(|it| target(self.root, it)) {
            self.schema(target, holds);
        }
        if let Some(members) = schema.get("properties") {
            let members = members.members();
            self.found
                .extend(members.map(|(name, span, schema)| Property {
                    name,
                    span,
                    schema,
                    required: false,
                }));
        }
        if let Some(names) = schema.get("required").and_then(Schema::items)
            && holds
        {
            self.required.extend(names.filter_map(Schema::text));
        }
        for (keyword, holds) in [("allOf", holds), ("anyOf", false), ("oneOf", false)] {
            let items = schema.get(keyword).and_then(Schema::items);
            for item in items.into_iter().flatten() {
                self.schema(item, holds);
            }
        }
    }
}

/// What a schema refers to within the same document: the part behind the `#`.
fn local_reference(schema: Schema<'_>) -> Option<&str> {
    schema.get("$ref")?.text()?.strip_prefix('#')
}

/// The place that a reference names.
fn target<'a>(root: Schema<'a>, reference: &str) -> Option<Schema<'a>> {
    let mut parts = reference.split('/').skip(1);
    parts.try_fold(root, |schema, part| {
        if part.contains('~') {
            schema.step(&part.replace("~1", "/").replace("~0", "~"))
        } else {
            schema.step(part)
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::properties;
    use crate::schema_facts::Schema;

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
        let mut found: Vec<_> = properties(Schema::Read(&schema), Schema::Read(&schema))
            .into_iter()
            .map(|property| (property.name, property.required))
            .collect();
        found.sort_unstable();
        let expected = [("a", false), ("b", true), ("c", true), ("d", false)];
        assert_eq!(found, expected);
    }
}
