//! Objects with known keys, and their fields.

use std::collections::BTreeMap;

use super::collect::Builder;
use super::layout;
use super::model::{ConstantField, Field, Struct};
use super::names::{Names, raw, snake, words};
use super::scope::Scope;
use crate::types::{self, Evidence, Record, Tag, Type};

impl Builder {
    pub fn record(&mut self, record: &Record, name: &str, scope: &Scope<'_>) -> Struct {
        self.uses.structs = true;
        let constant = record.fields.iter().find_map(constant_field);
        let mut names = Names::without(&["extra"]);
        let is_constant = |field: &&types::Field| {
            constant
                .as_ref()
                .is_some_and(|constant| constant.key == field.key)
        };
        let rest: Vec<&types::Field> = record
            .fields
            .iter()
            .filter(|field| !is_constant(field))
            .collect();
        // A key that is a name already keeps it, wherever it stands.
        let mut claimed: BTreeMap<&str, String> = BTreeMap::new();
        let mut order = rest.clone();
        order.sort_by_key(|field| snake(&words(&field.key)) != field.key);
        for field in order {
            let field_name = names.claim(&snake(&words(&field.key)), "_");
            claimed.entry(&field.key).or_insert(field_name);
        }
        let mut declared = Vec::new();
        let mut has_default = true;
        for field in &rest {
            let field_name = claimed.get(field.key.as_str()).cloned().unwrap_or_default();
            let (field, field_has_default) = self.field(field, &field_name, name, scope);
            has_default &= field_has_default;
            declared.push(field);
        }
        let mut fields = declared.clone();
        fields.sort_by_key(|field| field.tag.is_none());
        let serde = constant.as_ref().map(|constant| {
            self.uses.constant = true;
            vec![
                format!("tag = {}", layout::literal(&constant.key)),
                format!("rename = {}", layout::literal(&constant.value)),
            ]
        });
        Struct {
            name: name.to_owned(),
            doc: record.doc.clone(),
            fields,
            declared,
            constant,
            has_default,
            serde: serde.unwrap_or_default(),
            extra: "extra".to_owned(),
        }
    }

    fn field(
        &mut self,
        field: &types::Field,
        name: &str,
        owner: &str,
        scope: &Scope<'_>,
    ) -> (Field, bool) {
        let tag = match &field.r#type {
            Type::Union(union) if !union.variants.is_empty() => match &union.tag {
                Tag::Beside(key) => Some(key.clone()),
                Tag::Inside(_) | Tag::JsonType => None,
            },
            _ => None,
        };
        let written = self.written(&field.r#type, scope, &[owner, &field.key], tag.is_some());
        let mut inner = written.text;
        if field.is_sensitive {
            self.uses.sensitive = true;
            inner = format!("Sensitive<{inner}>");
        }
        // Any JSON includes `null`.
        let is_any = matches!(field.r#type, Type::Opaque);
        let is_nullable = field.is_nullable && (field.is_required || !is_any);
        let (reader, r#type) = match (field.is_required, is_nullable) {
            (true, false) => ("required", inner),
            (true, true) => ("required", format!("Option<{inner}>")),
            (false, false) => ("optional", format!("Option<{inner}>")),
            (false, true) => ("nullable", format!("Nullable<{inner}>")),
        };
        self.uses.options |= field.is_required && is_nullable;
        let reader = self.reader(reader, tag.is_some());
        let name = raw(name);
        let mut serde = Vec::new();
        if name.trim_start_matches("r#") != field.key {
            serde.push(format!("rename = {}", layout::literal(&field.key)));
        }
        match (field.is_required, is_nullable) {
            (true, _) => {}
            (false, false) => serde.push("skip_serializing_if = \"Option::is_none\"".to_owned()),
            (false, true) => serde.push("skip_serializing_if = \"Nullable::is_absent\"".to_owned()),
        }
        let has_default = !field.is_required || is_nullable || written.has_default;
        let field = Field {
            key: field.key.clone(),
            name,
            doc: field_doc(field),
            r#type,
            holds: written.holds,
            is_required: field.is_required,
            is_nullable: field.is_nullable,
            is_sensitive: field.is_sensitive,
            reader,
            tag,
            serde,
            examples: field.examples.clone(),
        };
        (field, has_default)
    }

    fn reader(&mut self, reader: &'static str, is_tagged: bool) -> &'static str {
        let uses = &mut self.uses;
        uses.nullable |= reader == "nullable";
        match (reader, is_tagged) {
            ("required", false) => {
                uses.required = true;
                "required"
            }
            ("required", true) => {
                uses.required_by = true;
                "required_by"
            }
            ("optional", false) => {
                uses.optional = true;
                "optional"
            }
            ("optional", true) => {
                uses.optional_by = true;
                "optional_by"
            }
            (_, false) => {
                uses.nullable_plain = true;
                "nullable"
            }
            (_, true) => {
                uses.nullable_by = true;
                "nullable_by"
            }
        }
    }
}

/// A field that always holds the same string.
fn constant_field(field: &types::Field) -> Option<ConstantField> {
    let Type::Choice(choice) = &field.r#type else {
        return None;
    };
    let [(value, _)] = choice.values.as_slice() else {
        return None;
    };
    let is_constant = field.is_required && !field.is_nullable && !choice.is_open;
    is_constant.then(|| ConstantField {
        key: field.key.clone(),
        value: value.clone(),
        doc: field.doc.clone(),
    })
}

fn field_doc(field: &types::Field) -> String {
    let evidence = match &field.evidence {
        Evidence::Documented | Evidence::Declared => String::new(),
        Evidence::Sample => " Stands in the vendor's sample, which does not explain it.".to_owned(),
        Evidence::Elsewhere(place) => format!(" Known from {place}."),
        Evidence::Assumed(what) => format!(" Not documented: {what}"),
    };
    format!("{}{evidence}", field.doc)
}
