//! What programs that use the generated code have to follow.

use std::collections::BTreeMap;

use super::kinds::{
    ITEM_ADDED, ITEM_CHANGED, ITEM_REMOVED, Kind, MEMBER_ADDED, MEMBER_CHANGED, MEMBER_NEEDED,
    MEMBER_REMOVED, VALUE_CHANGED,
};
use super::{Change, full_name};
use crate::codegen::model::{Field, Item, Variant};
use crate::codegen::{Input, model, platforms};
use crate::compile::Outcome;
use crate::contract::contract;
use crate::definition::{Definition, Text};
use crate::project::Project;
use crate::source::Span;

/// Compares the generated code of two states. It is the same in every environment.
pub(super) fn compare(old: &Outcome<'_>, new: &Outcome<'_>, changes: &mut Vec<Change>) {
    let (Some(old), Some(new)) = (old.projects.first(), new.projects.first()) else {
        return;
    };
    let (before, now) = (items(old), items(new));
    let mut add = |kind: &'static Kind, item: &str, message: String| {
        let old_place = before.contains_key(item).then(|| place(old, item));
        let new_place = now.contains_key(item).then(|| place(new, item));
        let definition = [new_place.as_ref(), old_place.as_ref()];
        let definition = definition.into_iter().flatten().flatten().next();
        changes.push(Change {
            kind,
            definition: definition.map_or_else(String::new, |(name, _)| name.clone()),
            message,
            old: old_place.flatten().map(|(_, span)| span),
            new: new_place.flatten().map(|(_, span)| span),
            cause: None,
            environments: Vec::new(),
        });
    };
    for (name, item) in &before {
        let Some(other) = now.get(name) else {
            add(
                &ITEM_REMOVED,
                name,
                format!("the Rust {} `{name}` is gone", item.form),
            );
            continue;
        };
        if item.form != other.form || item.head != other.head {
            let message = format!("the Rust {} `{name}` has another form", other.form);
            add(&ITEM_CHANGED, name, message);
            continue;
        }
        if item.value != other.value {
            let message = format!("the Rust constant `{name}` has another value");
            add(&VALUE_CHANGED, name, message);
        }
        for change in members(name, item, other) {
            add(change.0, name, change.1);
        }
    }
    for (name, item) in &now {
        if !before.contains_key(name) {
            add(
                &ITEM_ADDED,
                name,
                format!("the Rust {} `{name}` is new", item.form),
            );
        }
    }
}

fn members(name: &str, old: &Api, new: &Api) -> Vec<(&'static Kind, String)> {
    let mut found: Vec<(&'static Kind, String)> = Vec::new();
    for (member, before) in &old.members {
        match new.members.get(member) {
            None => found.push((
                &MEMBER_REMOVED,
                format!("`{member}` of the Rust {} `{name}` is gone", old.form),
            )),
            Some(now) if now.r#type != before.r#type => found.push((
                &MEMBER_CHANGED,
                format!(
                    "`{member}` of the Rust {} `{name}` was `{}` and is `{}`",
                    old.form, before.r#type, now.r#type
                ),
            )),
            Some(_) => {}
        }
    }
    for (member, now) in &new.members {
        if !old.members.contains_key(member) {
            let kind = if now.is_needed {
                &MEMBER_NEEDED
            } else {
                &MEMBER_ADDED
            };
            found.push((
                kind,
                format!("`{member}` of the Rust {} `{name}` is new", new.form),
            ));
        }
    }
    found
}

/// An item as programs use it.
struct Api {
    form: &'static str,
    /// What has to be the same for programs to compile, beside the members.
    head: String,
    /// The value of a constant.
    value: String,
    members: BTreeMap<String, Member>,
}

struct Member {
    r#type: String,
    is_needed: bool,
}

fn items(project: &Project<'_>) -> BTreeMap<String, Api> {
    let contract = contract(project);
    let input = Input {
        platforms: platforms(),
        contract: &contract,
        all: false,
        crate_name: "hooks",
        version: "0.0.0",
    };
    model(&input).items.iter().filter_map(api).collect()
}

fn api(item: &Item) -> Option<(String, Api)> {
    let plain = |form, head: String, members| Api {
        form,
        head,
        value: String::new(),
        members,
    };
    Some(match item {
        Item::Struct(found) => {
            let members = found.declared.iter().map(field).collect();
            (found.name.clone(), plain("struct", String::new(), members))
        }
        Item::Choice(found) => {
            let is_needed = found.other.is_none();
            let member = |value: &crate::codegen::model::ChoiceValue| {
                let r#type = String::new();
                (value.name.clone(), Member { r#type, is_needed })
            };
            let members = found.values.iter().map(member).collect();
            let head = found.other.clone().unwrap_or_default();
            (found.name.clone(), plain("enum", head, members))
        }
        Item::Union(found) => {
            let is_needed = found.other.is_none();
            let member = |variant: &Variant| {
                let r#type = variant.r#type.clone();
                (variant.name.clone(), Member { r#type, is_needed })
            };
            let members = found.variants.iter().map(member).collect();
            let head = found.other.clone().unwrap_or_default();
            (found.name.clone(), plain("enum", head, members))
        }
        Item::Alias(found) => (
            found.name.clone(),
            plain("type", found.r#type.clone(), BTreeMap::new()),
        ),
        Item::Constant(found) => (
            found.name.clone(),
            Api {
                value: found.value.to_string(),
                ..plain("constant", found.r#type.to_owned(), BTreeMap::new())
            },
        ),
        Item::Message(found) => (
            found.name.clone(),
            plain("function", found.parameters.join(", "), BTreeMap::new()),
        ),
        // Functions of types that are compared by themselves.
        Item::Headers(_) | Item::Extra(_) => return None,
    })
}

fn field(field: &Field) -> (String, Member) {
    let member = Member {
        r#type: field.r#type.clone(),
        is_needed: field.is_required,
    };
    (field.name.clone(), member)
}

/// The definition that an item is made of, by the names of both; else where the manifest asks for
/// code, or the first definition.
fn place(project: &Project<'_>, item: &str) -> Option<(String, Span)> {
    let plain = |name: &str| -> String {
        name.chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect()
    };
    let item = plain(item);
    let definitions = project.definitions.iter().map(AsRef::as_ref);
    let made_of = definitions
        .filter(|it: &&Definition<'_>| {
            let name = plain(it.name());
            !name.is_empty() && item.contains(&name)
        })
        .max_by_key(|it| (it.name().len(), std::cmp::Reverse(it.span)));
    if let Some(definition) = made_of {
        return Some((full_name(definition), definition.name_span()));
    }
    let rust = project.manifest.rust.as_ref();
    let rust = rust.and_then(|rust| rust.out.as_ref().or(rust.crate_name.as_ref()));
    let first = project.definitions.first();
    let span = rust
        .map(Text::span)
        .or_else(|| first.map(|first| first.name_span()))?;
    Some((String::new(), span))
}
