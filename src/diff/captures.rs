//! References that another variable replaces than before. A platform that replaces names in text
//! takes the longest one that fits: a new variable can take a part of a longer name, and a longer
//! one all of what was a name and text behind it.

use super::kinds::{NAME_CAPTURED, NAME_HAZARD};
use super::{Both, Found, State};
use crate::flow::{Read, State as ValueState};
use crate::project::DefinitionId;
use crate::source::{Span, slice};
use crate::templates::Templates;

/// Compares what replaces the references of a webhook.
pub(super) fn compare(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    if both.new.platform.templates != Some(Templates::Dollar) {
        return;
    }
    let states = found.states;
    let mut seen: Vec<&str> = Vec::new();
    for now in states.new.flow.reads(both.new_id) {
        let name = now.name();
        let mut old_reads = states.old.flow.reads(both.old_id).iter();
        let Some(before) = old_reads.find(|read| read.name() == name) else {
            continue;
        };
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let old = replaced(&states.old, both.old_id, before);
        let new = replaced(&states.new, both.new_id, now);
        let (webhook, spans) = (both.new.name(), (Some(before.span()), Some(now.span())));
        if let (Meaning::Known(old), Meaning::Known(new)) = (&old, &new)
            && old.as_ref().map(|(name, _)| name) != new.as_ref().map(|(name, _)| name)
            && let Some((by, span)) = new
        {
            let is = means(name, by);
            let was = match old {
                Some((by, _)) => means(name, by),
                None => "text".to_owned(),
            };
            let message = format!("`${name}` in `{webhook}` was {was} and is {is}");
            found.add(&NAME_CAPTURED, both.new, message, spans);
            found.because(*span, format!("`{by}` is declared here"));
            continue;
        }
        let hazard = |state: &State<'_, '_>, id, read: &Read<'_, '_>| {
            let mut reaches = read.reaches.iter();
            let may_lack = reaches
                .any(|reach| matches!(reach.state, ValueState::Optional | ValueState::Elsewhere));
            let shorter = may_lack.then(|| state.flow.set_prefix(id, name)).flatten();
            shorter.map(|shorter| (shorter.name.to_string(), shorter.span))
        };
        let old = hazard(&states.old, both.old_id, before);
        let new = hazard(&states.new, both.new_id, now);
        if let Some((by, span)) = new
            && old.is_none_or(|(old, _)| old != by)
        {
            let is = means(name, &by);
            let message = format!("without a value `${name}` in `{webhook}` is {is}");
            found.add(&NAME_HAZARD, both.new, message, spans);
            found.because(span, format!("`{by}` is declared here"));
        }
    }
}

/// What a reference is replaced by.
enum Meaning {
    /// The variable, and where it is declared; nothing where it stays text.
    Known(Option<(String, Option<Span>)>),
    /// Something that could not be read may declare it.
    Unknown,
}

fn replaced(state: &State<'_, '_>, id: DefinitionId, read: &Read<'_, '_>) -> Meaning {
    let states = || read.reaches.iter().map(|reach| reach.state);
    if states().any(|state| state == ValueState::Unknown) {
        return Meaning::Unknown;
    }
    if states().any(|state| state != ValueState::Missing) {
        let sources = state.flow.sources(read);
        let span = sources.first().and_then(|source| source.span);
        return Meaning::Known(Some((read.name().to_owned(), span)));
    }
    let shorter = state.flow.prefix(id, read.name());
    Meaning::Known(shorter.map(|shorter| (shorter.name.to_string(), shorter.span)))
}

/// What stands for a reference, in words.
fn means(name: &str, by: &str) -> String {
    match slice(name, by.len()..name.len()) {
        "" => format!("the value of `{by}`"),
        rest => format!("the value of `{by}` followed by `{rest}`"),
    }
}
