//! What the `$defs` of a payload's schema hold.

use std::collections::BTreeMap;

use crate::types::{Tag, Type};

/// Records and unions that occur more than once, and those among which a tag chooses, by their names
/// in `$defs`.
pub(super) fn shared(root: &Type) -> Vec<(String, &Type)> {
    let mut uses = Uses::default();
    uses.add(root, 1);
    let mut names: Vec<String> = Vec::new();
    let mut shared = Vec::new();
    for (name, r#type, times) in uses.found {
        if times > 1 && !std::ptr::eq(r#type, root) {
            let name = unlike(&names, &definition_name(name));
            names.push(name.clone());
            shared.push((name, r#type));
        }
    }
    shared
}

/// How often records and unions occur; what is inside of one counts once.
#[derive(Default)]
struct Uses<'t> {
    found: Vec<(&'t str, &'t Type, usize)>,
    by_name: BTreeMap<&'t str, Vec<usize>>,
}

impl<'t> Uses<'t> {
    fn add(&mut self, r#type: &'t Type, times: usize) {
        match r#type {
            Type::List(inner) | Type::Map(inner) => self.add(inner, 1),
            Type::Record(record) => {
                if self.is_new(&record.name, r#type, times) {
                    record
                        .fields
                        .iter()
                        .for_each(|field| self.add(&field.r#type, 1));
                }
            }
            Type::Union(union) => {
                // The conditions of a tag beside a value stand in each object that holds one.
                let is_new =
                    matches!(union.tag, Tag::Beside(_)) || self.is_new(&union.name, r#type, times);
                if is_new {
                    union
                        .variants
                        .iter()
                        .for_each(|variant| self.add(&variant.r#type, 2));
                }
            }
            Type::Text(_)
            | Type::Integer(_)
            | Type::Number
            | Type::Boolean
            | Type::Choice(_)
            | Type::Opaque => {}
        }
    }

    fn is_new(&mut self, name: &'t str, r#type: &'t Type, times: usize) -> bool {
        let alike = self.by_name.entry(name).or_default();
        for index in alike.iter() {
            if let Some((_, other, before)) = self.found.get_mut(*index)
                && *other == r#type
            {
                *before += times;
                return false;
            }
        }
        alike.push(self.found.len());
        self.found.push((name, r#type, times));
        true
    }
}

/// A name that needs no escapes in a reference.
fn definition_name(words: &str) -> String {
    let mut name = String::new();
    for c in words.chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() {
        "type".to_owned()
    } else {
        name.to_owned()
    }
}

fn unlike(names: &[String], name: &str) -> String {
    let mut unlike = name.to_owned();
    let mut number = 2;
    while names.contains(&unlike) {
        unlike = format!("{name}-{number}");
        number += 1;
    }
    unlike
}
