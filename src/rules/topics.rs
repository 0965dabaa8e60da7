//! What rules about topics share.

use crate::definition::{Definition, Text};
use crate::platforms::facts::{Field, TopicFacts};

/// The topics of a definition that its platform has; the others are reported as unknown.
pub fn known_topics<'d, 's>(
    definition: &'d Definition<'s>,
) -> impl Iterator<Item = &'d Text<'s>> + use<'d, 's> {
    let legal = definition.form.get(Field::Topics);
    let legal = legal.map_or(&[][..], |facts| facts.values);
    definition
        .topics
        .iter()
        .filter(move |topic| !topic.is_unresolved() && legal.contains(&topic.as_str()))
}

/// Whether the events of one topic arrive under another too.
#[must_use]
pub fn holds(facts: &TopicFacts, wide: &str, narrow: &str) -> bool {
    let of_wide = facts.wider.iter().filter(|wider| wider.topic == wide);
    of_wide
        .into_iter()
        .any(|wider| wider.holds.contains(&narrow))
}
