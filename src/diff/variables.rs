//! What the host application has to supply.

use std::collections::BTreeMap;

use super::kinds::{
    VARIABLE_ADDED, VARIABLE_DROPPED, VARIABLE_NARROWED, VARIABLE_NEEDED, VARIABLE_WIDENED,
};
use super::types::{Direction, What, differences};
use super::{Change, Found, State};
use crate::contract::type_of_schema;
use crate::flow::{Declaration, Origin};
use crate::platforms::facts::{self, Facts};
use crate::source::Span;
use crate::types::Type;

/// A value that a manifest declares.
struct Variable<'f> {
    declaration: &'f Declaration<'f>,
    is_used: bool,
}

/// Compares the values that the manifests declare.
pub(super) fn compare(found: &mut Found<'_, '_, '_, '_>) {
    let states = found.states;
    let is_unknown = |state: &State<'_, '_>| {
        let manifest = &state.project.manifest;
        manifest.illegible || manifest.platforms_are_illegible
    };
    if is_unknown(&states.old) || is_unknown(&states.new) {
        return;
    }
    for platform in facts::ALL {
        let old = variables(&states.old, platform);
        let new = variables(&states.new, platform);
        let mut add = |kind, message: String, old: Option<Span>, new: Option<Span>| {
            found.changes.push(Change {
                kind,
                definition: String::new(),
                message,
                old,
                new,
                cause: None,
                environments: Vec::new(),
            });
        };
        for (name, now) in &new {
            let (span, key) = (now.declaration.span, &*now.declaration.name);
            let title = format!("the value `{key}` of the host application");
            match old.get(name) {
                None if now.is_used => {
                    let message = format!("{title} is needed");
                    add(&VARIABLE_NEEDED, message, None, span);
                }
                None => {
                    let message = format!("{title} is declared, and nothing uses it");
                    add(&VARIABLE_ADDED, message, None, span);
                }
                Some(before) => {
                    let old_span = before.declaration.span;
                    if now.is_used && !before.is_used && old_span.is_none() {
                        continue;
                    }
                    let types = (type_of(before.declaration), type_of(now.declaration));
                    for change in differences(&types.0, &types.1, Direction::Reply) {
                        let (kind, words) = match change.what {
                            What::Other { old, new } => {
                                (&VARIABLE_NARROWED, format!("was {old} and is {new}"))
                            }
                            What::Fewer { old, new } => {
                                (&VARIABLE_WIDENED, format!("was {old} and is {new}"))
                            }
                            What::Added { is_required: true } | What::Required | What::NotNull => {
                                (&VARIABLE_NARROWED, "needs more than before".to_owned())
                            }
                            What::Added { .. }
                            | What::Removed
                            | What::Optional
                            | What::Nullable => {
                                (&VARIABLE_WIDENED, "needs less than before".to_owned())
                            }
                            What::Value => continue,
                        };
                        add(kind, format!("{title} {words}"), old_span, span);
                    }
                }
            }
        }
        for (name, before) in &old {
            if !new.contains_key(name) {
                let key = &before.declaration.name;
                let message =
                    format!("the value `{key}` of the host application is not declared any more");
                add(&VARIABLE_DROPPED, message, before.declaration.span, None);
            }
        }
    }
}

fn type_of(declaration: &Declaration) -> Type {
    let schema = declaration.schema();
    schema.map_or(Type::Opaque, |schema| {
        type_of_schema(schema, &declaration.name)
    })
}

/// The values of one platform, by the setting that declares them and their names.
fn variables<'f>(
    state: &'f State<'_, '_>,
    platform: &Facts,
) -> BTreeMap<(&'static str, String), Variable<'f>> {
    let mut used: Vec<*const Declaration> = Vec::new();
    for (_, definition, reads) in state.flow.readers() {
        if definition.platform == platform {
            let sources = reads.iter().flat_map(|read| state.flow.sources(read));
            used.extend(sources.map(std::ptr::from_ref));
        }
    }
    let settings = platform.values.settings;
    let declared = state.flow.declarations().iter().filter_map(|declaration| {
        let Origin::Setting(setting) = declaration.origin else {
            return None;
        };
        let is_here = settings.iter().any(|known| std::ptr::eq(known, setting));
        let key = (setting.key, declaration.name.to_string());
        let is_used = used.contains(&std::ptr::from_ref(declaration));
        is_here.then_some((
            key,
            Variable {
                declaration,
                is_used,
            },
        ))
    });
    declared.collect()
}
