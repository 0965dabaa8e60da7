//! What declares the values that are known at run time only.

use rustc_hash::FxHashMap;
use serde_json::Value as Json;

use super::mapped::mapped;
use super::properties::{Path, key_span, properties, schema_at};
use super::types::Types;
use crate::definition::{Data, Definition, ResponseSchema, Text, Value};
use crate::platforms::facts::{Facts, Field, ReplyValues, ValueSetting};
use crate::project::{DefinitionId, Project};
use crate::source::Span;

/// One place that says that there is a value.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The name that references use.
    pub name: String,
    /// Who gives it a value.
    pub origin: Origin,
    /// The key that declares it; nothing for what the platform has by itself.
    pub span: Option<Span>,
    /// The JSON Schema of its values, where one is written.
    pub schema: Option<Json>,
    /// The types that it may have.
    pub types: Types,
    /// Whether it is declared `secret: true`.
    pub secret: bool,
}

/// Who gives a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The platform.
    BuiltIn {
        /// Whether a customer sends it.
        from_customer: bool,
    },
    /// The host application, as a setting of the manifest declares.
    Setting(&'static ValueSetting),
    /// The arguments of a trigger.
    Parameter {
        /// Which.
        trigger: DefinitionId,
        /// Whether it is always there.
        required: bool,
    },
    /// The reply to a webhook.
    Reply {
        /// Which.
        webhook: DefinitionId,
        /// Whether it stands where the platform does not look for it.
        misplaced: bool,
    },
}

/// How far a value can be trusted, from the most to the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// The platform made it.
    System,
    /// The host application did.
    Host,
    /// Somebody's API answered it: as trusted as what it was looked up with.
    Remote,
    /// It is what a customer said or sent.
    Untrusted,
}

impl Declaration {
    /// How far the value can be trusted by itself.
    #[must_use]
    pub fn trust(&self) -> Trust {
        match self.origin {
            Origin::BuiltIn {
                from_customer: false,
            } => Trust::System,
            Origin::Setting(_) => Trust::Host,
            Origin::Reply { .. } => Trust::Remote,
            Origin::BuiltIn {
                from_customer: true,
            }
            | Origin::Parameter { .. } => Trust::Untrusted,
        }
    }

    /// Whether it is an argument that a trigger need not be called with.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        matches!(
            self.origin,
            Origin::Parameter {
                required: false,
                ..
            }
        )
    }
}

/// What a definition declares.
#[derive(Default)]
pub(super) struct Declared {
    pub(super) declarations: Vec<Declaration>,
    by_name: FxHashMap<String, usize>,
    /// Whether it may declare more, which cannot be read.
    pub(super) is_open: bool,
    /// Keys that stand one level too high to be merged.
    pub(super) misplaced: Vec<Span>,
    /// What should be the object whose keys are merged, and is none.
    pub(super) no_object: Vec<Span>,
}

/// What a platform has by itself, and what the manifest declares.
pub(super) fn shared(project: &Project<'_>, platform: &'static Facts) -> Vec<Declaration> {
    let built_in = platform.built_in.iter().map(|name| {
        let from_customer = platform.values.from_customers.contains(name);
        Declaration {
            name: (*name).to_owned(),
            origin: Origin::BuiltIn { from_customer },
            span: None,
            schema: None,
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
            let schema = declared.schema.as_ref().map(Value::to_serde);
            Declaration {
                name: looked_up(setting, declared.name.as_str()),
                origin: Origin::Setting(setting),
                span: Some(declared.name.span()),
                types: schema.as_ref().map_or(Types::ANY, Types::of_schema),
                schema,
                secret: declared.secret,
            }
        })
    });
    built_in.chain(declared).collect()
}

/// The name under which a declared one is looked up.
fn looked_up(setting: &ValueSetting, name: &str) -> String {
    if setting.prefix.is_empty() {
        name.to_owned()
    } else {
        format!("{}{}", setting.prefix, name.to_ascii_lowercase())
    }
}

/// The name under which a reference looks a value up.
pub(super) fn key_of(platform: &Facts, name: &str) -> String {
    let mut settings = platform.values.settings.iter();
    let is_header =
        settings.any(|setting| !setting.prefix.is_empty() && name.starts_with(setting.prefix));
    if is_header {
        name.to_ascii_lowercase()
    } else {
        name.to_owned()
    }
}

/// The parameters of a trigger.
pub(super) fn parameters(trigger: DefinitionId, definition: &Definition<'_>) -> Declared {
    let mut declared = Declared {
        is_open: definition.faulty.contains(&Field::Parameters),
        ..Declared::default()
    };
    let Some(written) = &definition.trigger.parameters else {
        return declared;
    };
    let root = written.to_serde();
    for property in properties(&root, &[]) {
        let schema = schema_at(&root, &property.path).cloned();
        declared.add(Declaration {
            span: key_span(written, &property.path).or(Some(written.span)),
            name: property.name,
            origin: Origin::Parameter {
                trigger,
                required: property.required,
            },
            types: schema.as_ref().map_or(Types::ANY, Types::of_schema),
            schema,
            secret: false,
        });
    }
    declared
}

/// The values that the reply to a webhook sets.
pub(super) fn replies(
    project: &Project<'_>,
    webhook: DefinitionId,
    definition: &Definition<'_>,
) -> Declared {
    let faulty = |field| definition.faulty.contains(&field);
    let mut declared = Declared {
        is_open: faulty(Field::Response) || faulty(Field::Mapping),
        ..Declared::default()
    };
    match definition.platform.values.replies {
        None => {}
        Some(ReplyValues::Mapped) => {
            for (key, path) in &definition.request.mapping {
                let (schema, types) = mapped(project, definition, path);
                let found = set_by(webhook, key.as_str(), Some(key.span()), types);
                declared.add(Declaration { schema, ..found });
            }
        }
        Some(ReplyValues::Merged(path)) => {
            merged(project, webhook, definition, path, &mut declared);
        }
    }
    declared
}

fn merged(
    project: &Project<'_>,
    webhook: DefinitionId,
    definition: &Definition<'_>,
    path: &[&str],
    declared: &mut Declared,
) {
    let Some(response) = &definition.request.response else {
        return;
    };
    if let Some(example) = &response.example {
        let target = path.iter().try_fold(example, |value, key| value.get(key));
        match target.map(|target| (target, &target.data)) {
            Some((_, Data::Map(entries))) => declared.example(webhook, entries, false),
            Some((target, _)) => declared.no_object.push(target.span),
            None => {}
        }
        for (key, value) in misplaced(example, path) {
            declared.misplaced.push(key.span());
            declared.example(webhook, value.entries(), true);
        }
    }
    match &response.schema {
        None => {}
        Some(ResponseSchema::Inline(written)) => {
            let span = |path: &[String]| key_span(written, path).unwrap_or(written.span);
            declared.schema(webhook, &written.to_serde(), path, &span);
        }
        Some(ResponseSchema::File(file)) => match read(project, file) {
            Some(schema) => declared.schema(webhook, &schema, path, &|_| file.span()),
            None => declared.is_open = true,
        },
    }
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

pub(super) fn read(project: &Project<'_>, file: &Text<'_>) -> Option<Json> {
    let text = (project.read_beside)(file.span().file, file.as_str()).ok()?;
    serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()
}

fn set_by(webhook: DefinitionId, name: &str, span: Option<Span>, types: Types) -> Declaration {
    Declaration {
        name: name.to_owned(),
        origin: Origin::Reply {
            webhook,
            misplaced: false,
        },
        span,
        schema: None,
        types,
        secret: false,
    }
}

impl Declared {
    /// Takes a declaration, or what it adds to the one of that name that is there already.
    fn add(&mut self, new: Declaration) {
        let known = self.by_name.get(&new.name);
        match known.and_then(|&at| self.declarations.get_mut(at)) {
            Some(known) if known.schema.is_none() && new.schema.is_some() => {
                known.schema = new.schema;
                known.types = new.types;
            }
            Some(_) => {}
            None => {
                self.by_name
                    .insert(new.name.clone(), self.declarations.len());
                self.declarations.push(new);
            }
        }
    }

    fn example(
        &mut self,
        webhook: DefinitionId,
        entries: &[(Text<'_>, Value<'_>)],
        misplaced: bool,
    ) {
        for (key, value) in entries {
            let types = Types::of_example(&value.data);
            self.add(Declaration {
                origin: Origin::Reply { webhook, misplaced },
                ..set_by(webhook, key.as_str(), Some(key.span()), types)
            });
        }
    }

    fn schema(
        &mut self,
        webhook: DefinitionId,
        root: &Json,
        path: &[&str],
        span: &dyn Fn(&[String]) -> Span,
    ) {
        let mut places: Vec<Path> = vec![Path::new()];
        for key in path {
            places = places
                .iter()
                .flat_map(|place| named(root, place, key))
                .collect();
        }
        for place in &places {
            let types = schema_at(root, place).map_or(Types::ANY, Types::of_schema);
            if !types.may_be(Types::OBJECT) {
                self.no_object.push(span(place));
            }
            self.properties(webhook, root, place, false, span);
        }
        let key = path.last().filter(|_| path.len() > 1);
        for place in key.into_iter().flat_map(|key| named(root, &[], key)) {
            self.misplaced.push(span(&place));
            self.properties(webhook, root, &place, true, span);
        }
    }

    fn properties(
        &mut self,
        webhook: DefinitionId,
        root: &Json,
        place: &[String],
        misplaced: bool,
        span: &dyn Fn(&[String]) -> Span,
    ) {
        for property in properties(root, place) {
            let schema = schema_at(root, &property.path).cloned();
            let types = schema.as_ref().map_or(Types::ANY, Types::of_schema);
            self.add(Declaration {
                origin: Origin::Reply { webhook, misplaced },
                schema,
                ..set_by(webhook, &property.name, Some(span(&property.path)), types)
            });
        }
    }
}

pub(super) fn named(root: &Json, place: &[String], key: &str) -> Vec<Path> {
    properties(root, place)
        .into_iter()
        .filter(|property| property.name == key)
        .map(|property| property.path)
        .collect()
}
