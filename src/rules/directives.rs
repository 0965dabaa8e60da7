//! What rules about `response_directive` share.

use rustc_hash::FxHashSet;

use crate::definition::{Definition, Text};
use crate::platforms::facts::{Field, Kind};
use crate::project::{DefinitionId, Project, references};

/// Who reads the response of a webhook.
pub struct Readers<'p, 's> {
    /// The triggers that call it and interpret its response.
    pub interpreting: Vec<&'p Definition<'s>>,
    /// Those that call it and do not.
    pub silent: Vec<&'p Definition<'s>>,
    /// Whether there may be more than are known.
    pub may_be_more: bool,
}

/// Who reads the response of a webhook, where its platform lets triggers choose.
#[must_use]
pub fn readers<'p, 's>(
    project: &'p Project<'s>,
    id: DefinitionId,
    webhook: &Definition<'s>,
) -> Option<Readers<'p, 's>> {
    webhook.form.get(Field::ResponseDirective)?;
    let mut readers = Readers {
        interpreting: Vec::new(),
        silent: Vec::new(),
        may_be_more: project.has_unread(Kind::Trigger, None),
    };
    let callers = project.callers(id).iter();
    for trigger in callers.filter_map(|id| project.get(*id)) {
        if trigger.faulty.contains(&Field::InterpretResponse) {
            readers.may_be_more = true;
        } else if trigger.trigger.interpret_response == Some(false) {
            readers.silent.push(trigger);
        } else {
            readers.interpreting.push(trigger);
        }
    }
    Some(readers)
}

/// The platforms some of whose triggers may call more than can be read of them.
#[must_use]
pub fn platforms_with_unknown_calls(project: &Project<'_>) -> FxHashSet<&'static str> {
    let calls_unknown = |definition: &Definition<'_>| {
        definition.kind == Kind::Trigger
            && (definition.faulty.contains(&Field::Webhooks)
                || references(definition).any(Text::is_unresolved))
    };
    let triggers = project.definitions.iter();
    triggers
        .filter(|definition| calls_unknown(definition))
        .map(|definition| definition.platform.id)
        .collect()
}
