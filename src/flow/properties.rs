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
    some_properties(root, at).0
}

/// The same, and whether there may be more, behind more references than are followed.
pub(super) fn some_properties<'a>(root: Schema<'a>, at: Schema<'a>) -> (Vec<Property<'a>>, bool) {
    let mut walk = Walk {
        root,
        references: 0,
        seen: FxHashSet::default(),
        required: FxHashSet::default(),
        found: Vec::new(),
    };
    walk.all(at);
    let is_cut = walk.references > MOST_REFERENCES;
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
    (found, is_cut)
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

/// What is still to be looked at.
enum Step<'a> {
    /// A schema, and whether every object that fits the whole fits it.
    Schema(Schema<'a>, bool),
    /// The same, but for what it refers to.
    Rest(Schema<'a>, bool),
}

/// The most references that are followed for one schema: each is looked up from its root.
const MOST_REFERENCES: usize = 1_000;

struct Walk<'a> {
    root: Schema<'a>,
    references: usize,
    seen: FxHashSet<*const ()>,
    required: FxHashSet<&'a str>,
    found: Vec<Property<'a>>,
}

impl<'a> Walk<'a> {
    /// Goes through a schema and all that it consists of, however long the way is by references.
    fn all(&mut self, schema: Schema<'a>) {
        let mut open = vec![Step::Schema(schema, true)];
        while let Some(step) = open.pop() {
            match step {
                Step::Schema(schema, holds) => {
                    // Each place counts once, so that references in circles end.
                    if !self.seen.insert(schema.address()) {
                        continue;
                    }
                    open.push(Step::Rest(schema, holds));
                    let reference = local_reference(schema);
                    self.references += usize::from(reference.is_some());
                    let reference = reference.filter(|_| self.references <= MOST_REFERENCES);
                    let target = reference.and_then(|it| target(self.root, it));
                    open.extend(target.map(|target| Step::Schema(target, holds)));
                }
                Step::Rest(schema, holds) => {
                    self.own(schema, holds);
                    // The first of them comes next.
                    let begin = open.len();
                    for (keyword, holds) in [("allOf", holds), ("anyOf", false), ("oneOf", false)] {
                        let items = schema.get(keyword).and_then(Schema::items);
                        let items = items.into_iter().flatten();
                        open.extend(items.map(|item| Step::Schema(item, holds)));
                    }
                    if let Some(new) = open.get_mut(begin..) {
                        new.reverse();
                    }
                }
            }
        }
    }

    /// What a schema says itself.
    fn own(&mut self, schema: Schema<'a>, holds: bool) {
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

    use super::{MOST_REFERENCES, properties, some_properties};
    use crate::schema_facts::Schema;

    #[test]
    fn many_references_are_followed_and_very_many_are_not() {
        let chain = |count: usize| {
            let parts: serde_json::Map<String, serde_json::Value> = (0..count)
                .map(|at| {
                    (
                        format!("a{at}"),
                        json!({ "$ref": format!("#/a{}", at + 1) }),
                    )
                })
                .chain([(format!("a{count}"), json!({ "properties": { "x": {} } }))])
                .collect();
            json!(parts)
        };
        let names = |count: usize| {
            let schema = chain(count);
            let first = schema.get("a0").unwrap();
            let (found, is_cut) = some_properties(Schema::Read(&schema), Schema::Read(first));
            (found.len(), is_cut)
        };
        assert_eq!(names(MOST_REFERENCES), (1, false));
        assert_eq!(names(MOST_REFERENCES + 1), (0, true));
        assert_eq!(names(100_000), (0, true));
    }

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
