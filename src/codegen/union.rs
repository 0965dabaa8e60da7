//! Choices and unions.

use std::collections::BTreeMap;

use super::collect::Builder;
use super::layout;
use super::model::{Choice, ChoiceValue, Union, Variant};
use super::names::{Names, pascal, raw, snake, words};
use super::print::code;
use super::scope::Scope;
use crate::types::{self, Tag, Type};

impl Builder {
    pub fn choice(&mut self, choice: &types::Choice, name: &str) -> Choice {
        self.uses.choices = true;
        self.uses.values = true;
        let mut names = Names::without(&["Self"]);
        let other = choice.is_open.then(|| names.claim("Other", ""));
        let mut seen = Vec::new();
        let mut values = Vec::new();
        for (value, doc) in &choice.values {
            if seen.contains(&value) {
                continue;
            }
            seen.push(value);
            let code = code(value);
            let doc = if doc.is_empty() {
                format!("{code}.")
            } else {
                format!("{code}: {doc}")
            };
            values.push(ChoiceValue {
                name: names.claim(&pascal(&words(value)), ""),
                value: value.clone(),
                doc,
            });
        }
        let variants: Vec<&str> = values.iter().map(|value| value.name.as_str()).collect();
        Choice {
            name: name.to_owned(),
            doc: choice.doc.clone(),
            is_monotonous: is_monotonous(name, &variants, other.as_deref()),
            values,
            other,
        }
    }

    pub fn union(
        &mut self,
        union: &types::Union,
        name: &str,
        scope: &Scope<'_>,
        tags: Option<&[String]>,
    ) -> Union {
        self.uses.unions = true;
        let (variants, mut other) = self.variants(union, scope, tags, name);
        let (tagged, tag) = match &union.tag {
            Tag::Inside(key) => ("inside", key.as_str()),
            Tag::Beside(key) => ("beside", key.as_str()),
            Tag::JsonType => ("json_type", ""),
        };
        let covered: usize = variants.iter().map(|variant| variant.patterns.len()).sum();
        if tagged == "json_type" && covered >= JSON_TYPES.len() {
            other = None;
        }
        self.uses.values |= tagged != "beside";
        self.uses.inside |= tagged == "inside";
        self.uses.beside |= tagged == "beside";
        self.uses.sensitive |= tagged == "inside" && other.is_some();
        let names: Vec<&str> = variants
            .iter()
            .map(|variant| variant.name.as_str())
            .collect();
        let is_monotonous = is_monotonous(name, &names, other.as_deref());
        let known = variants.iter().flat_map(|variant| &variant.tags);
        let known: Vec<&str> = known.map(String::as_str).collect();
        let expected = known.join(" or ");
        let mut tag_names = Names::without(&["body"]);
        let tag_name = raw(&tag_names.claim(&snake(&words(tag)), "_"));
        Union {
            name: name.to_owned(),
            doc: union.doc.clone(),
            tagged,
            tag: tag.to_owned(),
            variants,
            other,
            is_complete: covered >= JSON_TYPES.len(),
            binding: if tag_name == "tag" { "text" } else { "tag" },
            tag_name,
            expected,
            is_monotonous,
        }
    }

    pub fn variants(
        &mut self,
        union: &types::Union,
        scope: &Scope<'_>,
        tags: Option<&[String]>,
        owner: &str,
    ) -> (Vec<Variant>, Option<String>) {
        let mut names = Names::without(&["Self"]);
        let fallback = if matches!(union.tag, Tag::Inside(_)) {
            "Unknown"
        } else {
            "Other"
        };
        let is_open = union.is_open || tags.is_some();
        let other = is_open.then(|| names.claim(fallback, ""));
        let mut seen: Vec<&String> = Vec::new();
        let mut variants = Vec::new();
        for variant in kept(union, tags) {
            let fresh: Vec<&String> = variant
                .tags
                .iter()
                .filter(|tag| !seen.contains(tag))
                .collect();
            seen.extend(&fresh);
            let first = fresh.first().map_or("", |tag| tag.as_str());
            let wanted = match (&union.tag, first) {
                (Tag::JsonType, "string") => "Text".to_owned(),
                (Tag::JsonType, "array") => "List".to_owned(),
                _ => pascal(&words(first)),
            };
            let written = self.written(&variant.r#type, scope, &[owner, first], false);
            let patterns = fresh
                .iter()
                .map(|tag| pattern(&union.tag, tag))
                .collect::<Vec<_>>();
            let r#type = if matches!(variant.r#type, Type::Record(_)) {
                self.uses.boxes = true;
                format!("Box<{}>", written.text)
            } else {
                written.text
            };
            variants.push(Variant {
                name: names.claim(&wanted, ""),
                tags: fresh.into_iter().cloned().collect(),
                patterns,
                doc: variant_doc(variant),
                r#type,
                holds: written.holds,
                reads: BTreeMap::new(),
            });
        }
        (variants, other)
    }
}

const JSON_TYPES: &[(&str, &str)] = &[
    ("string", "Value::String(_)"),
    ("number", "Value::Number(_)"),
    ("boolean", "Value::Bool(_)"),
    ("array", "Value::Array(_)"),
    ("object", "Value::Object(_)"),
    ("null", "Value::Null"),
];

fn pattern(tag: &Tag, text: &str) -> String {
    match tag {
        Tag::Inside(_) | Tag::Beside(_) => layout::literal(text),
        Tag::JsonType => JSON_TYPES
            .iter()
            .find(|(name, _)| *name == text)
            .map_or_else(|| "_".to_owned(), |(_, pattern)| (*pattern).to_owned()),
    }
}

/// The variants of a union, of those with these tags where some are named.
pub(super) fn kept<'a>(
    union: &'a types::Union,
    tags: Option<&[String]>,
) -> Vec<&'a types::Variant> {
    let is_wanted = |variant: &&types::Variant| {
        let has = |tags: &[String]| variant.tags.iter().any(|tag| tags.contains(tag));
        tags.is_none_or(has)
    };
    let mut seen: Vec<&String> = Vec::new();
    let mut kept = Vec::new();
    for variant in union.variants.iter().filter(is_wanted) {
        // Of two variants for one tag the first counts.
        if variant.tags.iter().any(|tag| !seen.contains(&tag)) {
            seen.extend(&variant.tags);
            kept.push(variant);
        }
    }
    kept
}

fn variant_doc(variant: &types::Variant) -> String {
    let tags: Vec<String> = variant.tags.iter().map(|tag| code(tag)).collect();
    let tags = tags.join(", ");
    if variant.doc.is_empty() {
        format!("{tags}.")
    } else {
        format!("{tags}: {}", variant.doc)
    }
}

/// Whether Clippy's `enum_variant_names` may have something to say. It is asked to be silent more
/// often than needed, which harms nobody.
fn is_monotonous(name: &str, variants: &[&str], other: Option<&str>) -> bool {
    if variants.len() + usize::from(other.is_some()) < 3 {
        return false;
    }
    let repeats = |variant: &&str| variant.starts_with(name) || variant.ends_with(name);
    if variants.iter().any(repeats) {
        return true;
    }
    let all: Vec<Vec<String>> = variants.iter().copied().chain(other).map(words).collect();
    let same = |pick: fn(&Vec<String>) -> Option<&String>| {
        let mut picked = all.iter().map(pick);
        let first = picked.next().flatten();
        picked.all(|word| word == first)
    };
    same(|words| words.first()) || same(|words| words.last())
}
