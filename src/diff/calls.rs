//! Which webhooks a trigger calls, and in which order.

use super::kinds::{CALL_ADDED, CALL_ORDER, CALL_REMOVED};
use super::pairs::Pairs;
use super::{Both, Found};
use crate::definition::Text;
use crate::platforms::facts::Field;
use crate::project::{DefinitionId, Project};
use crate::source::Span;

/// A call: the webhook, and where the trigger names it.
type Call = (DefinitionId, Span);

/// Compares the calls of a trigger.
pub(super) fn compare(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>, pairs: &Pairs) {
    if !both.is_legible(&[Field::Webhooks]) || both.new.form.get(Field::Webhooks).is_none() {
        return;
    }
    let states = found.states;
    let old = calls(states.old.project, both.old_id, &both.old.trigger.webhooks);
    let new = calls(states.new.project, both.new_id, &both.new.trigger.webhooks);
    let name = both.new.name();
    let mut stayed = Vec::new();
    for (webhook, span) in &old {
        let now = pairs.now(*webhook);
        if let Some(now) = now.filter(|now| new.iter().any(|(id, _)| id == now)) {
            stayed.push(now);
            continue;
        }
        let webhook = states.old.get(*webhook).map_or("", |it| it.name());
        // What it names cannot be read, or is gone, which is said by itself.
        let mut written = both.new.trigger.webhooks.iter();
        if now.is_none() && written.any(|written| written.as_str() == webhook) {
            continue;
        }
        let message = format!("`{name}` no longer calls `{webhook}`");
        let spans = (Some(*span), both.spans(Field::Webhooks).1);
        found.add(&CALL_REMOVED, both.new, message, spans);
    }
    for (webhook, span) in &new {
        if stayed.contains(webhook) {
            continue;
        }
        let is_known = pairs.added.contains(webhook) || pairs.has_new(*webhook);
        let webhook = states.new.get(*webhook).map_or("", |it| it.name());
        // What its name cannot tell from others was called before, as far as can be known.
        let mut written = both.old.trigger.webhooks.iter();
        if !is_known && written.any(|written| written.as_str() == webhook) {
            continue;
        }
        let message = format!("`{name}` calls `{webhook}`");
        let spans = (both.spans(Field::Webhooks).0, Some(*span));
        found.add(&CALL_ADDED, both.new, message, spans);
    }
    let order: Vec<DefinitionId> = new
        .iter()
        .map(|(id, _)| *id)
        .filter(|id| stayed.contains(id))
        .collect();
    if order != stayed && order.len() == stayed.len() {
        let message = format!("`{name}` calls its webhooks in another order");
        found.add(&CALL_ORDER, both.new, message, both.spans(Field::Webhooks));
    }
}

fn calls(project: &Project<'_>, trigger: DefinitionId, written: &[Text<'_>]) -> Vec<Call> {
    let calls = project.calls(trigger).iter();
    calls
        .filter_map(|call| {
            let span = written.get(call.index)?.span();
            Some((call.target.found()?, span))
        })
        .collect()
}
