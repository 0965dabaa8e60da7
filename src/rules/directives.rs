//! What rules about `response_directive` share.

use crate::definition::Definition;
use crate::platforms::facts::{Field, Kind};
use crate::project::{DefinitionId, Project};

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
