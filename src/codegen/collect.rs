//! From types to named items.

use std::collections::BTreeSet;

use super::model::{Alias, Item, Model, PayloadType, TypeModel, Uses};
use super::names::{Names, TAKEN, joined, pascal};
use super::scope::{Named, Scope, scope_of};
use super::wanted::wanted;
use super::{Input, PlatformTypes, declared};
use crate::types::{Format, Payload, Tag, Type, Unit};

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
    pub printed: BTreeSet<String>,
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
        printed: BTreeSet::new(),
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

fn simple(text: &str, holds: TypeModel) -> Written {
    Written {
        text: text.to_owned(),
        holds,
        has_default: true,
    }
}

fn payload_doc(payload: &Payload) -> String {
    match &payload.source {
        Some(source) => format!("{}\n\nSource: <{source}>", payload.doc),
        None => payload.doc.clone(),
    }
}
