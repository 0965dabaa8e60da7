//! The values of names.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::definition::{Data, Value};
use crate::yaml::{Content, Node, Typed, typed};

/// Values by the names that references use: `order_number`, `session.id`, `http-header.x-uuid`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    by_name: BTreeMap<String, Json>,
}

impl Values {
    /// The values of an object. A name with a dot that is not there as such may be written as an
    /// object in an object; `dotted` are the names for which that is so, or their first parts.
    #[must_use]
    pub fn of(object: Map<String, Json>, dotted: &[&str]) -> Self {
        let mut values = Self::default();
        for (name, value) in object {
            let is_first_part = dotted
                .iter()
                .any(|dotted| dotted.split('.').next() == Some(&*name) && *dotted != name);
            match value {
                Json::Object(members) if is_first_part => {
                    for (member, value) in members {
                        values.set(&format!("{name}.{member}"), value);
                    }
                }
                value => values.set(&name, value),
            }
        }
        values
    }

    /// Sets a value; a `$` before the name is no part of it.
    pub fn set(&mut self, name: &str, value: Json) {
        let name = name.strip_prefix('$').unwrap_or(name);
        self.by_name.insert(name.to_owned(), value);
    }

    /// Whether a name has a value.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.by_name.get(name)
    }

    /// The longest name with a value that another name begins with.
    pub(super) fn longest_prefix(&self, name: &str) -> Option<String> {
        let names = self.names().filter(|prefix| name.starts_with(prefix));
        names.max_by_key(|prefix| prefix.len()).map(str::to_owned)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.by_name
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }

    /// One object in which the parts of a dotted name are objects in each other.
    pub(super) fn context(&self) -> Json {
        let mut context = Map::new();
        for (name, value) in &self.by_name {
            match name.split_once('.') {
                Some((first, rest)) => {
                    let inner = context
                        .entry(first.to_owned())
                        .or_insert_with(|| Json::Object(Map::new()));
                    if let Some(inner) = inner.as_object_mut() {
                        inner.insert(rest.to_owned(), value.clone());
                    }
                }
                None => {
                    context.insert(name.clone(), value.clone());
                }
            }
        }
        Json::Object(context)
    }
}

impl From<&Value<'_>> for Values {
    /// The entries of a mapping, as `given` of a test holds them.
    fn from(value: &Value<'_>) -> Self {
        let mut values = Self::default();
        for (name, inner) in value.entries() {
            values.set(name.as_str(), inner.to_serde());
        }
        if !matches!(value.data, Data::Map(_)) {
            values.by_name.clear();
        }
        values
    }
}

/// A node of YAML as JSON; text where it is neither a number, a boolean nor null.
#[must_use]
pub fn json_of(node: Node<'_, '_>) -> Json {
    match node.content() {
        Content::Sequence => Json::Array(node.items().map(json_of).collect()),
        Content::Mapping => {
            let entries = node.entries().map(|entry| {
                let key = entry.key.scalar().map_or("", |scalar| &scalar.value);
                (key.to_owned(), json_of(entry.value))
            });
            Json::Object(entries.collect())
        }
        Content::Scalar(scalar) => match typed(node) {
            Some(Typed::Null) => Json::Null,
            Some(Typed::Bool(value)) => Json::Bool(value),
            // A number is put into texts as it is written.
            Some(Typed::Int | Typed::Float) => crate::definition::json_number(&scalar.value)
                .filter(|number| *number == scalar.value)
                .and_then(|number| serde_json::from_str(&number).ok())
                .unwrap_or_else(|| Json::String(scalar.value.to_string())),
            Some(Typed::Str) | None => Json::String(scalar.value.to_string()),
        },
    }
}
