//! What conversations know of a trigger: its parameters, its words, whether it is on.

use serde_json::Value as Json;

use super::body::{shown_path, span_at};
use super::kinds::{
    DESCRIPTION_CHANGED, PARAMETER_ADDED, PARAMETER_NARROWED, PARAMETER_REFUSED, PARAMETER_REMOVED,
    PARAMETER_RENAMED, PARAMETER_REQUIRED, PARAMETER_WIDENED, TRIGGER_OFF, TRIGGER_ON,
    WORDING_CHANGED,
};
use super::replies::in_schema;
use super::types::{Direction, What, differences};
use super::{Both, Found};
use crate::contract::type_of_schema;
use crate::definition::{Definition, Text, Value};
use crate::platforms::facts::Field;
use crate::source::Span;
use crate::types::{Record, Type};

/// Compares what conversations know of a definition.
pub(super) fn compare(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    switches(found, both);
    texts(found, both);
    if both.is_legible(&[Field::Parameters]) {
        parameters(found, both);
    }
}

fn switches(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    let (old, new) = (&both.old.trigger, &both.new.trigger);
    let name = both.new.name();
    let is_active = |active: Option<bool>| active.unwrap_or(true);
    let is_for_all = |copilot_only: Option<bool>| !copilot_only.unwrap_or(false);
    let switches = [
        (
            Field::Active,
            is_active(old.active),
            is_active(new.active),
            "",
        ),
        (
            Field::CopilotOnly,
            is_for_all(old.copilot_only),
            is_for_all(new.copilot_only),
            " for customers",
        ),
    ];
    for (field, was_on, is_on, whom) in switches {
        if was_on == is_on || !both.is_legible(&[field]) {
            continue;
        }
        let (kind, state) = if is_on {
            (&TRIGGER_ON, "on")
        } else {
            (&TRIGGER_OFF, "off")
        };
        let message = format!("`{name}` is switched {state}{whom}");
        found.add(kind, both.new, message, both.spans(field));
    }
    if old.interpret_response.unwrap_or(true) != new.interpret_response.unwrap_or(true)
        && both.is_legible(&[Field::InterpretResponse])
    {
        let message = format!("whether replies to `{name}` are interpreted is changed");
        let spans = both.spans(Field::InterpretResponse);
        found.add(&WORDING_CHANGED, both.new, message, spans);
    }
}

fn texts(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    type Get = for<'d, 's> fn(&'d Definition<'s>) -> Option<&'d Text<'s>>;
    let name = both.new.name();
    let all: [(&str, Field, Get); 5] = [
        ("response_directive", Field::ResponseDirective, |it| {
            it.request.response_directive.as_ref()
        }),
        ("invalid_input", Field::InvalidInput, |it| {
            it.request.invalid_input.as_ref()
        }),
        ("prompt", Field::Prompt, |it| it.trigger.prompt.as_ref()),
        ("subject.name", Field::Subject, |it| {
            it.trigger.subject.as_ref()?.name.as_ref()
        }),
        ("subject.logical_form", Field::Subject, |it| {
            it.trigger.subject.as_ref()?.logical_form.as_ref()
        }),
    ];
    for (words, field, get) in all {
        let (old, new) = (get(both.old), get(both.new));
        if is_same(old, new) || !both.is_legible(&[field]) {
            continue;
        }
        let message = format!("the `{words}` of `{name}` is changed");
        let (old_key, new_key) = both.spans(field);
        let spans = (
            old.map(Text::span).or(old_key),
            new.map(Text::span).or(new_key),
        );
        found.add(&WORDING_CHANGED, both.new, message, spans);
    }
    // Of other definitions it is a note for people who read them.
    let is_function = both.new.form.get(Field::Parameters).is_some();
    let (old, new) = (both.old.description.as_ref(), both.new.description.as_ref());
    if is_function && !is_same(old, new) {
        let message = format!("the description of `{name}` is changed");
        let span = |text: Option<&Text<'_>>, definition: &Definition<'_>| {
            Some(text.map_or_else(|| definition.name_span(), Text::span))
        };
        let spans = (span(old, both.old), span(new, both.new));
        found.add(&DESCRIPTION_CHANGED, both.new, message, spans);
    }
}

fn is_same(old: Option<&Text<'_>>, new: Option<&Text<'_>>) -> bool {
    let text = |text: Option<&Text<'_>>| text.map(|text| text.as_str().trim().to_owned());
    text(old) == text(new)
}

/// The arguments of a trigger: callers write them, so that the new schema may not ask for more.
fn parameters(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>) {
    let schema = |definition: &Definition<'_>| {
        let parameters = definition.trigger.parameters.as_ref();
        parameters.map_or_else(|| Json::Object(serde_json::Map::new()), Value::to_serde)
    };
    let (old, new) = (schema(both.old), schema(both.new));
    let is_closed = new.get("additionalProperties") == Some(&Json::Bool(false));
    let (old_type, new_type) = (record(&old), record(&new));
    let mut changes = differences(&old_type, &new_type, Direction::Reply);
    for (before, now) in renamed(&old_type, &new_type) {
        let is_about = |path: &[String]| path == [before.clone()] || path == [now.clone()];
        changes.retain(|change| !is_about(&change.path));
        let name = both.new.name();
        let message = format!("the parameter `{before}` of `{name}` is now `{now}`");
        let spans = spans(
            both,
            std::slice::from_ref(&before),
            std::slice::from_ref(&now),
        );
        found.add(&PARAMETER_RENAMED, both.new, message, spans);
    }
    for change in changes {
        let path = shown_path(&change.path);
        let subject = format!("the parameter `{path}` of `{}`", both.new.name());
        let (kind, message) = match change.what {
            What::Added { is_required: true } => (
                &PARAMETER_REQUIRED,
                format!("{subject} is new and required"),
            ),
            What::Added { is_required: false } => {
                (&PARAMETER_ADDED, format!("{subject} is new and optional"))
            }
            What::Required => (&PARAMETER_REQUIRED, format!("{subject} is now required")),
            What::Removed if is_closed => (&PARAMETER_REFUSED, format!("{subject} is gone")),
            What::Removed => (&PARAMETER_REMOVED, format!("{subject} is gone")),
            What::Optional => (&PARAMETER_WIDENED, format!("{subject} is now optional")),
            What::Nullable => (&PARAMETER_WIDENED, format!("{subject} may be `null`")),
            What::NotNull => (&PARAMETER_NARROWED, format!("{subject} may not be `null`")),
            What::Other { old, new } => (
                &PARAMETER_NARROWED,
                format!("{subject} was {old} and is {new}"),
            ),
            What::Fewer { old, new } => (
                &PARAMETER_WIDENED,
                format!("{subject} was {old} and is {new}"),
            ),
            What::Value => continue,
        };
        let spans = spans(both, &change.path, &change.path);
        found.add(kind, both.new, message, spans);
    }
    limits(found, both, &old, &new);
}

fn spans(both: Both<'_, '_, '_>, old: &[String], new: &[String]) -> (Option<Span>, Option<Span>) {
    let of = |definition: &Definition<'_>, path: &[String]| {
        let parameters = definition.trigger.parameters.as_ref();
        span_at(parameters, &in_schema(path)).unwrap_or_else(|| definition.name_span())
    };
    (Some(of(both.old, old)), Some(of(both.new, new)))
}

/// The arguments as a record, without any where the schema lists none.
fn record(schema: &Json) -> Type {
    match type_of_schema(schema, "parameters") {
        found @ Type::Record(_) => found,
        _ => Type::Record(std::sync::Arc::new(Record {
            name: "parameters".to_owned(),
            doc: String::new(),
            fields: Vec::new(),
        })),
    }
}

/// Parameters that have another name and are the same else: the only one that is gone, and the only
/// one that is new, of one form and description.
fn renamed(old: &Type, new: &Type) -> Vec<(String, String)> {
    let (Type::Record(old), Type::Record(new)) = (old, new) else {
        return Vec::new();
    };
    let only = |one: &Record, other: &Record| {
        let fields = one.fields.iter();
        fields
            .filter(|field| other.fields.iter().all(|known| known.key != field.key))
            .cloned()
            .collect::<Vec<_>>()
    };
    match (only(old, new).as_slice(), only(new, old).as_slice()) {
        ([before], [now])
            if (before.is_required, before.is_nullable) == (now.is_required, now.is_nullable)
                && before.r#type == now.r#type
                && before.doc.replace(&before.key, "") == now.doc.replace(&now.key, "") =>
        {
            vec![(before.key.clone(), now.key.clone())]
        }
        _ => Vec::new(),
    }
}

/// What the types do not say of a parameter: its description, and limits of its values.
fn limits(found: &mut Found<'_, '_, '_, '_>, both: Both<'_, '_, '_>, old: &Json, new: &Json) {
    let properties = |schema: &Json| schema.get("properties").and_then(Json::as_object).cloned();
    let (Some(old), Some(new)) = (properties(old), properties(new)) else {
        return;
    };
    for (key, before) in &old {
        let Some(now) = new.get(key) else { continue };
        let path = [key.clone()];
        let subject = format!("the parameter `{key}` of `{}`", both.new.name());
        if before.get("description") != now.get("description") {
            let message = format!("the description of {subject} is changed");
            found.add(
                &DESCRIPTION_CHANGED,
                both.new,
                message,
                spans(both, &path, &path),
            );
        }
        for (limit, grows) in LIMITS {
            let kind = match (before.get(*limit), now.get(*limit)) {
                (old, new) if old == new => continue,
                (Some(_), None) => &PARAMETER_WIDENED,
                (Some(old), Some(new)) if widens(old, new, *grows) => &PARAMETER_WIDENED,
                _ => &PARAMETER_NARROWED,
            };
            let message = format!("{subject} has another `{limit}`");
            found.add(kind, both.new, message, spans(both, &path, &path));
        }
    }
}

/// The keywords of JSON Schema that limit one value, and whether more of it allows more; nothing
/// where that cannot be told.
const LIMITS: &[(&str, Option<bool>)] = &[
    ("maximum", Some(true)),
    ("exclusiveMaximum", Some(true)),
    ("maxLength", Some(true)),
    ("maxItems", Some(true)),
    ("minimum", Some(false)),
    ("exclusiveMinimum", Some(false)),
    ("minLength", Some(false)),
    ("minItems", Some(false)),
    ("pattern", None),
    ("multipleOf", None),
];

fn widens(old: &Json, new: &Json, grows: Option<bool>) -> bool {
    match (old.as_f64(), new.as_f64(), grows) {
        (Some(old), Some(new), Some(true)) => new > old,
        (Some(old), Some(new), Some(false)) => new < old,
        _ => false,
    }
}
