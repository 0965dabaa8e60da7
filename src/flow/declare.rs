//! What declares the values that are known at run time only.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde_json::Value as Json;

use super::declaration::{Declaration, Origin};
use super::mapped::mapped;
use super::properties::{Property, named, resolved, some_properties};
use super::schema::DeclaredSchema;
use super::types::Types;
use crate::definition::{Data, Definition, Request, Response, ResponseSchema, Text, Value};
use crate::platforms::facts::{Facts, Field, ReplyValues, ValueSetting};
use crate::project::{DefinitionId, Project};
use crate::schema_facts::Schema;
use crate::source::Span;

/// What a definition declares.
#[derive(Default)]
pub(super) struct Declared<'p> {
    pub(super) declarations: Vec<Declaration<'p>>,
    /// Where each name stands in them, once they are many.
    by_name: FxHashMap<Cow<'p, str>, usize>,
    /// Whether it may declare more, which cannot be read.
    pub(super) is_open: bool,
    /// Keys that stand one level too high to be merged.
    pub(super) misplaced: Vec<Span>,
    /// What should be the object whose keys are merged, and is none.
    pub(super) no_object: Vec<Span>,
}

/// So many names are compared one by one.
const FEW: usize = 8;

/// What a platform has by itself, and what the manifest declares.
pub(super) fn shared<'p>(
    project: &'p Project<'_>,
    platform: &'static Facts,
) -> Vec<Declaration<'p>> {
    let built_in = platform.built_in.iter().map(|name| {
        let from_customer = platform.values.from_customers.contains(name);
        Declaration {
            name: Cow::Borrowed(*name),
            origin: Origin::BuiltIn { from_customer },
            span: None,
            schema: DeclaredSchema::default(),
            // What customers send are lists; the others are ids.
            types: if from_customer {
                Types::ARRAY
            } else {
                Types::STRING
            },
            secret: false,
        }
    });
    let declared = platform.values.settings.iter().flat_map(|setting| {
        let declared = project.manifest.declared(platform, setting.key);
        declared.map(move |declared| {
            let schema = declared.schema.as_ref();
            Declaration {
                name: looked_up(setting, declared.name.as_str()),
                origin: Origin::Setting(setting),
                span: Some(declared.name.span()),
                types: schema.map_or(Types::ANY, |schema| Types::of(Schema::Written(schema))),
                schema: schema.map_or_else(DeclaredSchema::default, DeclaredSchema::written),
                secret: declared.secret,
            }
        })
    });
    built_in.chain(declared).collect()
}

/// The name under which a declared one is looked up.
fn looked_up<'p>(setting: &ValueSetting, name: &'p str) -> Cow<'p, str> {
    if setting.prefix.is_empty() {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(format!("{}{}", setting.prefix, name.to_ascii_lowercase()))
    }
}

/// The name under which a reference looks a value up.
pub(super) fn key_of<'n>(platform: &Facts, name: &'n str) -> Cow<'n, str> {
    let mut settings = platform.values.settings.iter();
    let is_header =
        settings.any(|setting| !setting.prefix.is_empty() && name.starts_with(setting.prefix));
    if is_header && name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// The parameters of a trigger.
pub(super) fn parameters<'p>(
    trigger: DefinitionId,
    definition: &'p Definition<'_>,
) -> Declared<'p> {
    let mut declared = Declared {
        is_open: definition.faulty.contains(&Field::Parameters),
        ..Declared::default()
    };
    let Some(written) = &definition.trigger.parameters else {
        return declared;
    };
    let source = Source::written(written);
    let (properties, is_cut) = some_properties(source.root, source.root);
    declared.is_open |= is_cut;
    for property in properties {
        let required = property.required;
        let origin = Origin::Parameter { trigger, required };
        declared.add(source.declaration(&property, origin));
    }
    declared
}

/// The values that the reply to a webhook sets.
pub(super) fn replies<'p>(
    project: &'p Project<'_>,
    webhook: DefinitionId,
    definition: &'p Definition<'_>,
) -> Declared<'p> {
    let faulty = |field| definition.faulty.contains(&field);
    let mut declared = Declared {
        is_open: faulty(Field::Response) || faulty(Field::Mapping),
        ..Declared::default()
    };
    match definition.platform.values.replies {
        None => {}
        Some(ReplyValues::Mapped) => declared.mapping(project, webhook, &definition.request),
        Some(ReplyValues::Merged(path)) => {
            if let Some(response) = &definition.request.response {
                declared.merged(project, webhook, response, path);
            }
        }
    }
    declared
}

/// The key whose object is merged, where it stands at the root instead of where it belongs.
fn misplaced<'v, 's>(
    example: &'v Value<'s>,
    path: &[&str],
) -> impl Iterator<Item = &'v (Text<'s>, Value<'s>)> {
    let key = path.last().filter(|_| path.len() > 1).copied();
    example
        .entries()
        .iter()
        .filter(move |(name, _)| Some(name.as_str()) == key)
}

fn read(project: &Project<'_>, file: &Text<'_>) -> Option<Json> {
    let text = (project.read_beside)(file.span().file, file.as_str()).ok()?;
    serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()
}

fn set_by(webhook: DefinitionId, misplaced: bool) -> Origin {
    Origin::Reply { webhook, misplaced }
}

/// The document of a schema, and how what it says outlives it.
struct Source<'a, 'p> {
    root: Schema<'a>,
    /// Where it stands as a whole.
    span: Span,
    keep: fn(Schema<'a>) -> DeclaredSchema<'p>,
    name: fn(&'a str) -> Cow<'p, str>,
}

impl<'p> Source<'p, 'p> {
    fn written(written: &'p Value<'p>) -> Self {
        Self {
            root: Schema::Written(written),
            span: written.span,
            keep: DeclaredSchema::of,
            name: |name| Cow::Borrowed(name),
        }
    }
}

impl<'a, 'p> Source<'a, 'p> {
    fn file(read: &'a Json, file: &Text<'_>) -> Self {
        Self {
            root: Schema::Read(read),
            span: file.span(),
            keep: |schema| DeclaredSchema::copied(schema),
            name: |name| Cow::Owned(name.to_owned()),
        }
    }

    fn declaration(&self, property: &Property<'a>, origin: Origin) -> Declaration<'p> {
        let schema = resolved(self.root, property.schema);
        Declaration {
            name: (self.name)(property.name),
            origin,
            span: property.span.or(Some(self.span)),
            types: schema.map_or(Types::ANY, Types::of),
            schema: schema.map(self.keep).unwrap_or_default(),
            secret: false,
        }
    }
}

impl<'p> Declared<'p> {
    /// Takes a declaration, or what it adds to the one of that name that is there already.
    fn add(&mut self, new: Declaration<'p>) {
        let known = if self.declarations.len() > FEW {
            self.by_name.get(&new.name).copied()
        } else {
            let mut known = self.declarations.iter();
            known.position(|known| known.name == new.name)
        };
        match known.and_then(|at| self.declarations.get_mut(at)) {
            Some(known) if !known.schema.is_some() && new.schema.is_some() => {
                known.schema = new.schema;
                known.types = new.types;
            }
            Some(_) => {}
            None => {
                self.declarations.push(new);
                if self.declarations.len() > FEW {
                    let listed = self.by_name.len();
                    let names = self.declarations.iter().map(|it| it.name.clone());
                    self.by_name.extend(names.zip(0..).skip(listed));
                }
            }
        }
    }

    fn mapping(&mut self, project: &Project<'_>, webhook: DefinitionId, request: &'p Request<'_>) {
        let response = request.response.as_ref();
        match response.and_then(|response| response.schema.as_ref()) {
            Some(ResponseSchema::Inline(written)) => {
                self.mapped(webhook, request, Some(&Source::written(written)));
            }
            Some(ResponseSchema::File(file)) if !request.mapping.is_empty() => {
                let schema = read(project, file);
                let source = schema.as_ref().map(|schema| Source::file(schema, file));
                self.mapped(webhook, request, source.as_ref());
            }
            _ => self.mapped(webhook, request, None),
        }
    }

    fn mapped(
        &mut self,
        webhook: DefinitionId,
        request: &'p Request<'_>,
        source: Option<&Source<'_, 'p>>,
    ) {
        let response = request.response.as_ref();
        let example = response.and_then(|response| response.example.as_ref());
        for (key, path) in &request.mapping {
            let (schema, types) = mapped(source.map(|source| source.root), example, path);
            let schema = source.zip(schema).map(|(source, it)| (source.keep)(it));
            self.add(Declaration {
                name: Cow::Borrowed(key.as_str()),
                origin: set_by(webhook, false),
                span: Some(key.span()),
                schema: schema.unwrap_or_default(),
                types,
                secret: false,
            });
        }
    }

    fn merged(
        &mut self,
        project: &Project<'_>,
        webhook: DefinitionId,
        response: &'p Response<'_>,
        path: &[&str],
    ) {
        if let Some(example) = &response.example {
            let target = path.iter().try_fold(example, |value, key| value.get(key));
            match target.map(|target| (target, &target.data)) {
                Some((_, Data::Map(entries))) => self.example(webhook, entries, false),
                Some((target, _)) => self.no_object.push(target.span),
                None => {}
            }
            for (key, value) in misplaced(example, path) {
                self.misplaced.push(key.span());
                self.example(webhook, value.entries(), true);
            }
        }
        match &response.schema {
            None => {}
            Some(ResponseSchema::Inline(written)) => {
                self.schema(webhook, &Source::written(written), path);
            }
            Some(ResponseSchema::File(file)) => match read(project, file) {
                Some(schema) => self.schema(webhook, &Source::file(&schema, file), path),
                None => self.is_open = true,
            },
        }
    }

    fn example(
        &mut self,
        webhook: DefinitionId,
        entries: &'p [(Text<'_>, Value<'_>)],
        misplaced: bool,
    ) {
        for (key, value) in entries {
            self.add(Declaration {
                name: Cow::Borrowed(key.as_str()),
                origin: set_by(webhook, misplaced),
                span: Some(key.span()),
                schema: DeclaredSchema::default(),
                types: Types::of_example(&value.data),
                secret: false,
            });
        }
    }

    fn schema(&mut self, webhook: DefinitionId, source: &Source<'_, 'p>, path: &[&str]) {
        let root = source.root;
        let mut places = vec![(root, source.span)];
        for key in path {
            places = places
                .iter()
                .flat_map(|(place, _)| named(root, *place, key))
                .map(|property| (property.schema, property.span.unwrap_or(source.span)))
                .collect();
        }
        for (place, span) in places {
            let types = resolved(root, place).map_or(Types::ANY, Types::of);
            if !types.may_be(Types::OBJECT) {
                self.no_object.push(span);
            }
            self.properties(source, place, set_by(webhook, false));
        }
        let key = path.last().filter(|_| path.len() > 1);
        for property in key.into_iter().flat_map(|key| named(root, root, key)) {
            self.misplaced.push(property.span.unwrap_or(source.span));
            self.properties(source, property.schema, set_by(webhook, true));
        }
    }

    fn properties<'a>(&mut self, source: &Source<'a, 'p>, place: Schema<'a>, origin: Origin) {
        let (properties, is_cut) = some_properties(source.root, place);
        self.is_open |= is_cut;
        for property in properties {
            self.add(source.declaration(&property, origin));
        }
    }
}
