//! Which documented payloads a project needs.

use super::{Input, PlatformTypes};
use crate::types::{Payload, Tag, Type};

/// The payloads of a platform that are printed; of unions of payloads, the tags that are wanted.
pub(super) fn wanted<'a>(
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
