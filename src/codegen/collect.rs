//! From types to named items.

use std::collections::BTreeMap;

use super::model::{
    Alias, Choice, ChoiceValue, ConstantField, Extra, Field, Item, Model, PayloadType, Struct,
    TypeModel, Union, Uses, Variant,
};
use super::names::{Names, joined, pascal, raw, snake, words};
use super::{Input, PlatformTypes, declared, layout};
use crate::platforms::output::ExtraCode;
use crate::types::{self, Evidence, Format, Payload, Record, Tag, Type, Unit};

/// Names that the printed code uses for something else.
const TAKEN: &[&str] = &[
    "BTreeMap",
    "BooleanText",
    "Box",
    "Clone",
    "Debug",
    "DecimalSeconds",
    "Default",
    "Deref",
    "DerefMut",
    "Deserialize",
    "Deserializer",
    "Duration",
    "EpochMilliseconds",
    "Eq",
    "Err",
    "Error",
    "Formatter",
    "From",
    "FromJson",
    "FromTagged",
    "FromStr",
    "Hash",
    "JsonError",
    "JsonText",
    "Map",
    "None",
    "Nullable",
    "Number",
    "NumberText",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self",
    "Sensitive",
    "Serialize",
    "Serializer",
    "Some",
    "String",
    "SystemTime",
    "Value",
    "Vec",
    "bool",
    "f64",
    "i128",
    "i64",
    "str",
    "u64",
    "u8",
    "usize",
];

/// What is named: an object, a choice, a union.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Named<'a> {
    Record(&'a Record),
    Choice(&'a types::Choice),
    Union(&'a types::Union),
}

impl<'a> Named<'a> {
    fn of(r#type: &'a Type) -> Option<Self> {
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

/// What is built.
#[derive(Debug)]
pub(super) struct Builder {
    /// The names of types.
    pub types: Names,
    /// The names of functions and constants.
    pub values: Names,
    pub payloads: Vec<PayloadType>,
    pub items: Vec<Item>,
    pub uses: Uses,
    /// The names of the types that are printed.
    pub printed: std::collections::BTreeSet<String>,
}

/// A type as it is written, and what must be known of it.
pub(super) struct Written {
    pub text: String,
    pub holds: TypeModel,
    pub has_default: bool,
}

pub(super) fn model(input: &Input<'_>) -> Model {
    let mut builder = Builder {
        types: Names::without(TAKEN),
        values: Names::default(),
        payloads: Vec::new(),
        items: Vec::new(),
        uses: Uses::default(),
        printed: std::collections::BTreeSet::new(),
    };
    let extras = input.platforms.iter().flat_map(|platform| platform.extras);
    for name in extras.flat_map(|extra| extra.names) {
        builder.types.claim(name, "");
        builder.values.claim(name, "_");
    }
    let scopes: Vec<Scope<'_>> = input
        .platforms
        .iter()
        .map(|platform| scope_of(platform, &mut builder.types))
        .collect();
    for (platform, scope) in input.platforms.iter().zip(&scopes) {
        for (payload, tags) in wanted(platform, input) {
            builder.payload(payload, tags.as_deref(), scope, platform);
        }
    }
    declared::add(input, &scopes, &mut builder);
    let mut uses = std::mem::take(&mut builder.uses);
    uses.named = uses.structs || uses.choices || uses.unions;
    uses.serializer = uses.choices || uses.unions;
    uses.by = uses.required_by || uses.optional_by || uses.nullable_by;
    uses.derives = uses.sensitive
        || uses.epoch_milliseconds
        || uses.decimal_seconds
        || uses.json_text
        || uses.number_text
        || uses.boolean_text;
    uses.json |= uses.named || uses.derives;
    Model {
        crate_name: input.crate_name.to_owned(),
        version: input.version.to_owned(),
        doc: "Types of what platforms send to a server and take from it.".to_owned(),
        payloads: builder.payloads,
        items: builder.items,
        uses,
    }
}

/// The names of all types of a platform. A name that means one thing everywhere is the name; where
/// payloads mean different things by it, it stands behind the payload's.
fn scope_of<'a>(platform: &'a PlatformTypes<'_>, names: &mut Names) -> Scope<'a> {
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

/// The payloads of a platform that are printed; of unions of payloads, the tags that are wanted.
fn wanted<'a>(
    platform: &'a PlatformTypes<'_>,
    input: &Input<'_>,
) -> Vec<(&'a Payload, Option<Vec<String>>)> {
    if input.all {
        return platform
            .payloads
            .iter()
            .map(|payload| (payload, None))
            .collect();
    }
    let receptions = input.contract.receptions.iter();
    let received = receptions
        .filter(|reception| reception.platform == platform.id)
        .flat_map(|reception| &reception.payloads);
    let messages = input.contract.messages.iter();
    let replies = messages
        .filter(|message| message.platform == platform.id)
        .map(|message| &message.reply);
    let used: Vec<&String> = received.chain(replies).collect();
    let is_used = |payload: &&Payload| used.contains(&&payload.name);
    let tags: Vec<String> = platform
        .payloads
        .iter()
        .filter(is_used)
        .flat_map(|payload| tags_of(payload, &platform.payloads))
        .collect();
    let mut wanted = Vec::new();
    for payload in &platform.payloads {
        if is_used(&payload) {
            wanted.push((payload, None));
        } else if is_union_of(&tags, payload) {
            wanted.push((payload, Some(tags.clone())));
        }
    }
    wanted
}

/// The tags under which a payload arrives where it is one of several.
fn tags_of(payload: &Payload, all: &[Payload]) -> Vec<String> {
    let Type::Record(record) = &payload.root else {
        return Vec::new();
    };
    let unions = all.iter().filter_map(|other| match &other.root {
        Type::Union(union) => Some(union),
        _ => None,
    });
    let mut tags = Vec::new();
    for union in unions {
        let Tag::Inside(key) = &union.tag else {
            continue;
        };
        let is_known = |tag: &String| {
            let mut variants = union.variants.iter();
            variants.any(|variant| variant.tags.contains(tag))
        };
        let field = record.fields.iter().find(|field| field.key == *key);
        if let Some(Type::Choice(choice)) = field.map(|field| &field.r#type) {
            let values = choice.values.iter().map(|(value, _)| value);
            tags.extend(values.filter(|value| is_known(value)).cloned());
        }
    }
    tags
}

fn is_union_of(tags: &[String], payload: &Payload) -> bool {
    let Type::Union(union) = &payload.root else {
        return false;
    };
    let mut variants = union.variants.iter();
    variants.any(|variant| variant.tags.iter().any(|tag| tags.contains(tag)))
}

impl Builder {
    fn payload(
        &mut self,
        payload: &Payload,
        tags: Option<&[String]>,
        scope: &Scope<'_>,
        PlatformTypes {
            id: platform,
            extras,
            ..
        }: &PlatformTypes<'_>,
    ) {
        let Some(named) = Named::of(&payload.root) else {
            let wanted = pascal(&joined(&[platform, &payload.name]));
            let name = self.types.claim(&wanted, "");
            let written = self.written(&payload.root, scope, &[&name], false);
            self.uses.json = true;
            self.payload_type(platform, payload, &name);
            self.items.push(Item::Alias(Alias {
                name,
                doc: payload_doc(payload),
                r#type: written.text,
            }));
            return;
        };
        let extra = extras.iter().find(|extra| extra.payload == payload.name);
        let Some(name) = scope.find(named).map(str::to_owned) else {
            return;
        };
        self.payload_type(platform, payload, &name);
        if self.printed.contains(&name) {
            return;
        }
        let place = self.items.len();
        self.named(named, scope, tags);
        let doc = payload_doc(payload);
        match self.items.get_mut(place) {
            Some(Item::Struct(item)) => item.doc = doc,
            Some(Item::Choice(item)) => item.doc = doc,
            Some(Item::Union(item)) => item.doc = doc,
            _ => {}
        }
        if let Some(extra) = extra {
            self.extra(extra, &name, &payload.root, scope, tags);
        }
    }

    fn payload_type(&mut self, platform: &str, payload: &Payload, name: &str) {
        self.payloads.push(PayloadType {
            platform: platform.to_owned(),
            payload: payload.name.clone(),
            name: name.to_owned(),
        });
    }

    fn extra(
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

    /// Prints a named type and all that it holds, unless it is printed already.
    pub fn named(&mut self, named: Named<'_>, scope: &Scope<'_>, tags: Option<&[String]>) {
        let Some(name) = scope.find(named).map(str::to_owned) else {
            return;
        };
        if !self.printed.insert(name.clone()) {
            return;
        }
        self.uses.json = true;
        let place = self.items.len();
        match named {
            Named::Record(record) => {
                let item = self.record(record, &name, scope);
                self.items.insert(place, Item::Struct(item));
            }
            Named::Choice(choice) => {
                let item = self.choice(choice, &name);
                self.items.insert(place, Item::Choice(item));
            }
            Named::Union(union) => {
                let item = self.union(union, &name, scope, tags);
                self.items.insert(place, Item::Union(item));
            }
        }
    }

    fn record(&mut self, record: &Record, name: &str, scope: &Scope<'_>) -> Struct {
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
            Type::Union(union) => match &union.tag {
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
        let is_nullable = field.is_nullable && !(is_any && !field.is_required);
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

    fn choice(&mut self, choice: &types::Choice, name: &str) -> Choice {
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
            let code = crate::codegen::print::code(value);
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

    fn union(
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

    fn variants(
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

    /// A type as it is written in `place`, which gives the names of what has none. `has_tag` says
    /// whether the tag is at hand that tells which of several types it is.
    pub fn written(
        &mut self,
        r#type: &Type,
        scope: &Scope<'_>,
        place: &[&str],
        has_tag: bool,
    ) -> Written {
        match r#type {
            Type::Text(format) => self.text(*format),
            Type::Integer(Unit::None) => simple("i64", TypeModel::Integer { unit: "none" }),
            Type::Integer(Unit::EpochMilliseconds) => {
                self.uses.epoch_milliseconds = true;
                let unit = "epoch_milliseconds";
                simple("EpochMilliseconds", TypeModel::Integer { unit })
            }
            Type::Number => {
                self.uses.numbers = true;
                let mut number = simple("Number", TypeModel::Number);
                number.has_default = false;
                number
            }
            Type::Boolean => simple("bool", TypeModel::Boolean),
            Type::List(of) => {
                self.uses.lists = true;
                let of = self.inner(of, scope, place, "item");
                Written {
                    text: format!("Vec<{}>", of.text),
                    holds: TypeModel::List {
                        of: Box::new(of.holds),
                    },
                    has_default: true,
                }
            }
            Type::Map(of) => {
                let is_any = matches!(**of, Type::Opaque);
                self.uses.maps |= !is_any;
                let of = self.inner(of, scope, place, "entry");
                let text = if is_any {
                    "Map<String, Value>".to_owned()
                } else {
                    format!("BTreeMap<String, {}>", of.text)
                };
                Written {
                    text,
                    holds: TypeModel::Map {
                        of: Box::new(of.holds),
                    },
                    has_default: true,
                }
            }
            Type::Opaque => simple("Value", TypeModel::Opaque),
            Type::Union(union) if matches!(union.tag, Tag::Beside(_)) && !has_tag => {
                simple("Value", TypeModel::Opaque)
            }
            Type::Record(_) | Type::Choice(_) | Type::Union(_) => self.reference(r#type, scope),
        }
    }

    fn reference(&mut self, r#type: &Type, scope: &Scope<'_>) -> Written {
        let name = Named::of(r#type).and_then(|named| {
            self.named(named, scope, None);
            scope.find(named).map(str::to_owned)
        });
        let Some(name) = name else {
            // A list of no strings says that it is a string.
            return match r#type {
                Type::Choice(_) => self.text(Format::Plain),
                _ => simple("Value", TypeModel::Opaque),
            };
        };
        let has_default = self.items.iter().any(
            |item| matches!(item, Item::Struct(item) if item.name == name && item.has_default),
        );
        Written {
            text: name.clone(),
            holds: TypeModel::Named { name },
            has_default,
        }
    }

    /// What a list or a map holds. A list of lists gets a name, or the type would get too long.
    fn inner(&mut self, r#type: &Type, scope: &Scope<'_>, place: &[&str], word: &str) -> Written {
        let deeper: Vec<&str> = place.iter().copied().chain([word]).collect();
        let mut written = self.written(r#type, scope, &deeper, false);
        if matches!(r#type, Type::List(_) | Type::Map(_)) {
            let name = self.types.claim(&pascal(&joined(&deeper)), "");
            self.items.push(Item::Alias(Alias {
                name: name.clone(),
                doc: "What a list or an object holds whose name is unknown.".to_owned(),
                r#type: std::mem::replace(&mut written.text, name),
            }));
        }
        written
    }

    fn text(&mut self, format: Format) -> Written {
        let uses = &mut self.uses;
        let (text, format) = match format {
            Format::Plain => ("String", "plain"),
            Format::Uuid => ("String", "uuid"),
            Format::DateTime => ("String", "date_time"),
            Format::Date => ("String", "date"),
            Format::Uri => ("String", "uri"),
            Format::Email => ("String", "email"),
            Format::DecimalSeconds => {
                uses.decimal_seconds = true;
                ("DecimalSeconds", "decimal_seconds")
            }
            Format::Json => {
                uses.json_text = true;
                ("JsonText", "json")
            }
            Format::Number => {
                uses.number_text = true;
                ("NumberText", "number")
            }
            Format::Boolean => {
                uses.boolean_text = true;
                ("BooleanText", "boolean")
            }
        };
        simple(text, TypeModel::Text { format })
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

fn simple(text: &str, holds: TypeModel) -> Written {
    Written {
        text: text.to_owned(),
        holds,
        has_default: true,
    }
}

/// The variants of a union, of those with these tags where some are named.
fn kept<'a>(union: &'a types::Union, tags: Option<&[String]>) -> Vec<&'a types::Variant> {
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

fn payload_doc(payload: &Payload) -> String {
    match &payload.source {
        Some(source) => format!("{}\n\nSource: <{source}>", payload.doc),
        None => payload.doc.clone(),
    }
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

fn variant_doc(variant: &types::Variant) -> String {
    let tags: Vec<String> = variant
        .tags
        .iter()
        .map(|tag| super::print::code(tag))
        .collect();
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
