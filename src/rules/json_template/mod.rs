//! JSON with Mustache tags in it.

mod places;
mod states;
mod trial;

use rustc_hash::FxHashMap;
use serde_json::{Value as Json, json};

use crate::definition::{Data, Definition, Text};
use crate::flow::{Flow, Read, Types};
use crate::project::{DefinitionId, Form, Place};
use crate::schema_check::accepts;
use crate::templates::mustache::{self, Tag, Template};
pub use places::JsonPlace;
pub use states::State;
pub use trial::{Broken, Known, Trial, trial};

/// The body of a definition, if it is a JSON template as text that can be judged.
#[must_use]
pub fn body<'d, 's>(definition: &'d Definition<'s>) -> Option<(&'d Text<'s>, Template)> {
    let Data::Text(text) = &definition.request.body.as_ref()?.data else {
        return None;
    };
    let template = mustache::parse(text.as_str());
    let is_sound = !text.is_unresolved() && template.faults.is_empty();
    is_sound.then_some((text, template))
}

/// Tries the body of a definition, if it is a JSON template as text that can be judged.
#[must_use]
pub fn judge<'d, 's>(
    flow: &Flow<'_, '_>,
    id: DefinitionId,
    definition: &'d Definition<'s>,
) -> Option<(&'d Text<'s>, Template, Trial)> {
    let (text, template) = body(definition)?;
    let reads = flow.reads(id).iter();
    let reads: FxHashMap<usize, &Read<'_, '_>> = reads
        .filter(|read| matches!(read.used.place, Place::BodyTemplate))
        .map(|read| (read.used.range.start, read))
        .collect();
    let read = |tag: &Tag| reads.get(&tag.range.start).copied();
    let known = Known {
        may_repeat: &|tag| read(tag).is_none_or(|read| flow.types(read).may_be(Types::ARRAY)),
        samples: &|tag| read(tag).map_or(Vec::new(), |read| samples(flow, read)),
    };
    let trial = trial(text.as_str(), &template, &known);
    Some((text, template, trial))
}

/// Every tag of a definition's body that puts a value into JSON, once with each of its places.
/// Nothing for a body that is no JSON.
#[must_use]
pub fn reads<'f, 'p, 's>(
    flow: &'f Flow<'p, 's>,
    id: DefinitionId,
    definition: &'p Definition<'s>,
) -> Vec<(&'f Read<'p, 's>, JsonPlace)> {
    let places = judge(flow, id, definition)
        .map(|(_, _, trial)| trial)
        .filter(|trial| trial.broken.is_none())
        .map(|trial| trial.places)
        .unwrap_or_default();
    let reads = flow.reads(id).iter();
    reads
        .filter(|read| !matches!(read.used.form, Form::Tag { kind, .. } if !kind.is_value()))
        .flat_map(|read| {
            let found = match read.used.place {
                Place::BodyKey => vec![JsonPlace::Key],
                Place::BodyText { .. } => vec![JsonPlace::String],
                Place::BodyTemplate => {
                    let start = read.used.range.start;
                    let first = places.partition_point(|(other, _)| *other < start);
                    let here = places.iter().skip(first);
                    let here = here.take_while(|(other, _)| *other == start);
                    here.map(|(_, place)| *place).collect()
                }
                Place::Url(_) | Place::HeaderName(_) | Place::HeaderValue(_) => Vec::new(),
            };
            found.into_iter().map(move |place| (read, place))
        })
        .collect()
}

/// Numbers and truth values that a reference may stand for, as they are written; none where it may
/// stand for something else.
fn samples(flow: &Flow<'_, '_>, read: &Read<'_, '_>) -> Vec<String> {
    let plain = Types::NUMBER.or(Types::BOOLEAN);
    if !flow.types(read).is_within(plain) {
        return Vec::new();
    }
    let usual = || {
        [
            json!(1),
            json!(0),
            json!(-1),
            json!(1.5),
            json!(10),
            json!(true),
            json!(false),
        ]
    };
    let declared: Vec<(Option<&Json>, Types)> = if let Some(item) = &read.item {
        item.schemas.iter().map(|it| (Some(it), plain)).collect()
    } else {
        let sources = flow.sources(read).into_iter();
        sources.map(|it| (it.schema.as_ref(), it.types)).collect()
    };
    let mut found = Vec::new();
    for (schema, types) in declared {
        let listed = schema.into_iter().flat_map(listed);
        found.extend(usual().into_iter().chain(listed).filter(|value| {
            Types::of_json(value).is_within(types)
                && schema.is_none_or(|schema| accepts(schema, value))
        }));
    }
    found.iter().map(Json::to_string).collect()
}

/// The values that a schema lists.
fn listed(schema: &Json) -> Vec<Json> {
    let one = schema.get("const").cloned();
    let all = schema.get("enum").and_then(Json::as_array);
    one.into_iter()
        .chain(all.into_iter().flatten().cloned())
        .collect()
}
