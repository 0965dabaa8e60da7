//! The names of types, by what they stand for.

use std::collections::BTreeMap;

use super::PlatformTypes;
use super::names::{Names, joined, pascal};
use crate::types::{self, Record, Type};

/// What is named: an object, a choice, a union.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Named<'a> {
    Record(&'a Record),
    Choice(&'a types::Choice),
    Union(&'a types::Union),
}

impl<'a> Named<'a> {
    pub fn of(r#type: &'a Type) -> Option<Self> {
        match r#type {
            Type::Record(record) => Some(Self::Record(record)),
            Type::Choice(choice) if !choice.values.is_empty() => Some(Self::Choice(choice)),
            Type::Union(union) if !union.variants.is_empty() => Some(Self::Union(union)),
            Type::Choice(_)
            | Type::Union(_)
            | Type::Text(_)
            | Type::Integer(_)
            | Type::Number
            | Type::Boolean
            | Type::List(_)
            | Type::Map(_)
            | Type::Opaque => None,
        }
    }

    pub fn name(self) -> &'a str {
        match self {
            Self::Record(record) => &record.name,
            Self::Choice(choice) => &choice.name,
            Self::Union(union) => &union.name,
        }
    }
}

/// The names of the types of one scope, which is a platform or a part of a request.
#[derive(Debug, Default)]
pub(super) struct Scope<'a> {
    names: BTreeMap<&'a str, Vec<(Named<'a>, String)>>,
}

impl<'a> Scope<'a> {
    pub fn add(&mut self, named: Named<'a>, name: String) {
        self.names
            .entry(named.name())
            .or_default()
            .push((named, name));
    }

    pub fn find(&self, named: Named<'_>) -> Option<&str> {
        let same = self.names.get(named.name())?;
        let found = same.iter().find(|(other, _)| *other == named);
        found.map(|(_, name)| name.as_str())
    }
}

/// The names of all types of a platform. A name that means one thing everywhere is the name; where
/// payloads mean different things by it, it stands behind the payload's.
pub(super) fn scope_of<'a>(platform: &'a PlatformTypes<'_>, names: &mut Names) -> Scope<'a> {
    let mut all: Vec<(Named<'a>, &str)> = Vec::new();
    for payload in &platform.payloads {
        visit(&payload.root, &mut |named| {
            if !all.iter().any(|(other, _)| *other == named) {
                all.push((named, &payload.name));
            }
        });
    }
    let plain: Vec<String> = all
        .iter()
        .map(|(named, _)| pascal(&joined(&[platform.id, named.name()])))
        .collect();
    let mut scope = Scope::default();
    for ((named, payload), wanted) in all.iter().zip(&plain) {
        let is_alone = plain.iter().filter(|other| *other == wanted).count() == 1;
        let name = if is_alone {
            names.claim(wanted, "")
        } else {
            let wanted = joined(&[platform.id, payload, named.name()]);
            names.claim(&pascal(&wanted), "")
        };
        scope.add(*named, name);
    }
    scope
}

/// Calls the function with every named type, the outer ones first.
pub(super) fn visit<'a>(r#type: &'a Type, each: &mut dyn FnMut(Named<'a>)) {
    if let Some(named) = Named::of(r#type) {
        each(named);
    }
    match r#type {
        Type::List(of) | Type::Map(of) => visit(of, each),
        Type::Record(record) => {
            for field in &record.fields {
                visit(&field.r#type, each);
            }
        }
        Type::Union(union) => {
            for variant in &union.variants {
                visit(&variant.r#type, each);
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
