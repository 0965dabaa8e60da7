//! What a platform adds to one of its payloads.

use std::collections::BTreeMap;

use super::collect::Builder;
use super::model::{Extra, Item, Uses};
use super::names::{Names, raw, snake, words};
use super::scope::Scope;
use super::union::kept;
use crate::platforms::output::ExtraCode;
use crate::types::{Record, Type, Unit};

impl Builder {
    pub fn extra(
        &mut self,
        extra: &ExtraCode,
        name: &str,
        root: &Type,
        scope: &Scope<'_>,
        tags: Option<&[String]>,
    ) {
        let mut printed = Extra {
            template: extra.file.trim_end_matches(".hbs").to_owned(),
            name: name.to_owned(),
            reads: BTreeMap::new(),
            variants: Vec::new(),
            other: None,
        };
        match root {
            Type::Record(record) => printed.reads = reads(record, "value", extra),
            Type::Union(union) => {
                let mut quiet = Builder {
                    types: self.types.clone(),
                    values: Names::default(),
                    payloads: Vec::new(),
                    items: Vec::new(),
                    uses: Uses::default(),
                    printed: self.printed.clone(),
                };
                let (variants, other) = quiet.variants(union, scope, tags, name);
                printed.variants = variants;
                printed.other = other;
                for (variant, r#type) in printed.variants.iter_mut().zip(kept(union, tags)) {
                    if let Type::Record(record) = &r#type.r#type {
                        variant.reads = reads(record, "value", extra);
                    }
                }
            }
            _ => {}
        }
        self.items.push(Item::Extra(printed));
    }
}

/// Where the strings are that a platform's code looks for, as expressions of `Option<&str>`.
fn reads(record: &Record, root: &str, extra: &ExtraCode) -> BTreeMap<&'static str, String> {
    let mut found = BTreeMap::new();
    for (name, paths) in extra.reads {
        let expression = paths.iter().find_map(|path| read(record, root, path));
        found.insert(*name, expression.unwrap_or_else(|| "None".to_owned()));
    }
    found
}

fn read(record: &Record, root: &str, path: &str) -> Option<String> {
    let (key, rest) = match path.split_once('/') {
        Some((key, rest)) => (key, Some(rest)),
        None => (path, None),
    };
    let field = record.fields.iter().find(|field| field.key == key)?;
    let place = format!("{root}.{}", raw(&snake(&words(key))));
    let is_there = field.is_required && !field.is_nullable;
    match (&field.r#type, rest) {
        (Type::Record(inner), Some(rest)) if is_there => read(inner, &place, rest),
        (Type::Text(_), None) if is_there => Some(format!("Some(&{place})")),
        (Type::Text(_), None) if !field.is_nullable => Some(format!("{place}.as_deref()")),
        (Type::Integer(Unit::EpochMilliseconds), None) if is_there => {
            Some(format!("Some({place}.0)"))
        }
        (Type::Integer(Unit::EpochMilliseconds), None) if !field.is_nullable => {
            Some(format!("{place}.map(|time| time.0)"))
        }
        _ => None,
    }
}
