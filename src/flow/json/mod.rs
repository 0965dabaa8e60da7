//! Bodies that are JSON with Mustache tags in it.

mod places;
mod states;
mod trial;

use serde_json::{Value as Json, json};

use super::{Flow, Read, Types};
use crate::definition::{Data, Definition};
use crate::project::{DefinitionId, Form, Place};
use crate::schema_check::{Listed, accepts};
use crate::templates::mustache::{self, Tag};
pub use places::JsonPlace;
pub use states::State;
pub use trial::{Broken, Known, Trial, trial};

impl<'p, 's> Flow<'p, 's> {
    /// What comes of the body of a definition, if it is a JSON template as text that can be judged.
    /// It is tried when it is first asked for, and once.
    #[must_use]
    pub fn trial(&self, id: DefinitionId) -> Option<&Trial> {
        let tried = self.values.trials.get(id)?;
        let trial = tried.get_or_init(|| judge(self, id, self.project.get(id)?).map(Box::new));
        trial.as_deref()
    }

    /// Every tag of a definition's body that puts a value into JSON, once with each of its places.
    /// Nothing for a body that is no JSON.
    pub fn json_reads(&self, id: DefinitionId) -> impl Iterator<Item = (&Read<'p, 's>, JsonPlace)> {
        let reads = self.reads(id);
        let has_template = reads.last().is_some_and(is_in_template);
        let trial = has_template.then(|| self.trial(id)).flatten();
        let trial = trial.filter(|trial| trial.broken.is_none());
        let places = trial.map_or(&[][..], |trial| &trial.places);
        reads
            .iter()
            .filter(|read| !matches!(read.used.form, Form::Tag { kind, .. } if !kind.is_value()))
            .flat_map(move |read| {
                let found: &[(usize, JsonPlace)] = match read.used.place {
                    Place::BodyKey => &[(0, JsonPlace::Key)],
                    Place::BodyText { .. } => &[(0, JsonPlace::String)],
                    Place::BodyTemplate => {
                        let start = read.used.range.start;
                        let first = places.partition_point(|(other, _)| *other < start);
                        let end = places.partition_point(|(other, _)| *other <= start);
                        places.get(first..end).unwrap_or_default()
                    }
                    Place::Url(_) | Place::HeaderName(_) | Place::HeaderValue(_) => &[],
                };
                found.iter().map(move |(_, place)| (read, *place))
            })
    }
}

fn is_in_template(read: &Read<'_, '_>) -> bool {
    matches!(read.used.place, Place::BodyTemplate)
}

fn judge(flow: &Flow<'_, '_>, id: DefinitionId, definition: &Definition<'_>) -> Option<Trial> {
    let Data::Text(text) = &definition.request.body.as_ref()?.data else {
        return None;
    };
    let template = mustache::parse(text.as_str());
    if text.is_unresolved() || !template.faults.is_empty() {
        return None;
    }
    // They stand behind all others, in the order of the text.
    let reads = flow.reads(id);
    let first = reads.partition_point(|read| !is_in_template(read));
    let reads = reads.get(first..).unwrap_or_default();
    let read = |tag: &Tag<'_>| {
        let at = reads.binary_search_by_key(&tag.range.start, |read| read.used.range.start);
        reads.get(at.ok()?)
    };
    let known = Known {
        may_repeat: &|tag| read(tag).is_none_or(|read| flow.types(read).may_be(Types::ARRAY)),
        samples: &|tag| read(tag).map_or(Vec::new(), |read| samples(flow, read)),
    };
    Some(trial(text.as_str(), &template, &known))
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
        sources.map(|it| (it.schema(), it.types)).collect()
    };
    let mut found = Vec::new();
    for (schema, types) in declared {
        let fits = |value: &Json| Types::of_json(value).is_within(types);
        found.extend(
            usual()
                .into_iter()
                .filter(|value| fits(value) && schema.is_none_or(|schema| accepts(schema, value))),
        );
        if let Some(schema) = schema {
            let judge = Listed::new(schema);
            let listed = listed(schema).into_iter().filter(fits).take(Listed::MOST);
            found.extend(listed.filter(|value| judge.accepts(value)));
        }
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
