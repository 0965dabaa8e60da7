//! What rules about functions that a language model calls share.

use crate::definition::{Definition, Text, Value};
use crate::platforms::facts::{FunctionFacts, Kind};

/// What the platform documents of a trigger that a language model may call.
#[must_use]
pub fn function<'d>(definition: &'d Definition<'_>) -> Option<&'d FunctionFacts> {
    let functions = definition.platform.functions.as_ref();
    functions.filter(|_| definition.kind == Kind::Trigger)
}

/// The parameters of a trigger: names and schemas.
#[must_use]
pub fn parameters<'d, 's>(definition: &'d Definition<'s>) -> &'d [(Text<'s>, Value<'s>)] {
    let schema = definition.trigger.parameters.as_ref();
    let properties = schema.and_then(|schema| schema.get("properties"));
    properties.map_or(&[], Value::entries)
}
