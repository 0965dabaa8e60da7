//! The fields of triggers that have a shape of their own.

use super::body::{is_tied_to_nothing, shape, wrapped};
use super::reader::{Reader, Slot};
use super::values::{holds_mappings_only, located};
use crate::definition::{Data, Message, Subject, Text, Value};
use crate::diagnostic::Shown;
use crate::platforms::facts::{MESSAGE, Member, SCENARIO, SUBJECT, VARIABLE};
use crate::rules::reading::invalid_value;
use crate::source::Span;
use crate::yaml::{Content, ScalarStyle, Typed, typed};

impl<'s> Reader<'_, 's> {
    /// A JSON Schema of an object. The properties alone, without the schema around them, become one
    /// by the fix.
    pub(super) fn parameters(&mut self, slot: &Slot<'_, 's>) -> Option<Value<'s>> {
        if !matches!(slot.value.content(), Content::Mapping) {
            self.wrong_type(slot, "a JSON Schema");
            return None;
        }
        let lacks = |key: &str| {
            slot.value
                .get(key)
                .is_none_or(|value| matches!(value.content(), Content::Mapping))
        };
        // `$defs` and its like are no names of parameters.
        let has_keyword = slot.value.entries().any(|entry| {
            let key = entry.key.scalar();
            key.is_some_and(|key| key.value.starts_with('$'))
        });
        let is_bare = slot.value.get("properties").is_none() && lacks("type") && !has_keyword;
        if is_bare && holds_mappings_only(slot.value) {
            let found = shape(slot, "a JSON Schema of an object", "its properties alone")
                .help("write `type: object` and put the parameters below `properties:`");
            let found = if slot.value.is_alias() || slot.value.anchor().is_some() {
                found
            } else {
                let flow = ["{ type: object, properties: ", " }"];
                wrapped(
                    found,
                    slot.value,
                    flow,
                    ["type: object\nproperties:\n", "  "],
                )
            };
            self.report(found);
            return None;
        }
        self.value(slot)
    }

    pub(super) fn subject(&mut self, slot: &Slot<'_, 's>) -> Option<Subject<'s>> {
        if let (Some(scalar), Some(Typed::Str)) = (slot.value.scalar(), typed(slot.value)) {
            let mut found = self
                .of_wrong_type(slot, "a mapping")
                .help("write the name as `name` below `subject:`");
            let written = slot.value.written_span();
            let is_simple = scalar.style != ScalarStyle::Plain
                || !scalar.value.contains([',', '{', '}', '[', ']']);
            let is_one_line = !matches!(scalar.style, ScalarStyle::Literal | ScalarStyle::Folded);
            if is_simple && is_one_line && is_tied_to_nothing(slot.value) {
                found = found
                    .edit(
                        true,
                        Span {
                            end: written.start,
                            ..written
                        },
                        "{ name: ",
                    )
                    .edit(
                        true,
                        Span {
                            start: written.end,
                            ..written
                        },
                        " }",
                    );
            }
            self.report(found);
            return None;
        }
        let [name, logical_form] = self.members(slot, &SUBJECT)?;
        Some(Subject {
            name: name.and_then(|slot| self.text_that_says_something(&slot)),
            logical_form: logical_form.and_then(|slot| self.text(&slot)),
        })
    }

    pub(super) fn message(&mut self, slot: &Slot<'_, 's>, types: &[&str]) -> Option<Message<'s>> {
        let [kind, value] = self.members(slot, &MESSAGE)?;
        let kind = kind.and_then(|slot| self.choice(&slot, types));
        let value = match (kind.as_ref().map(Text::as_str), value) {
            (Some("text"), Some(value)) => self.message_text(&value),
            (Some("variable"), value) => self.message_value(slot, value, VARIABLE),
            (Some("scenario"), value) => self.message_value(slot, value, SCENARIO),
            (_, Some(value)) => self.value(&value),
            (_, None) => None,
        };
        Some(Message { kind, value })
    }

    /// A text where others may hold any JSON value; it is text whatever type an environment gives.
    pub(super) fn text_value(&mut self, slot: &Slot<'_, 's>) -> Option<Value<'s>> {
        let text = self.text(slot)?;
        Some(located(slot.value, Data::Text(text)))
    }

    fn message_text(&mut self, slot: &Slot<'_, 's>) -> Option<Value<'s>> {
        let text = self.text_that_says_something(slot)?;
        Some(located(slot.value, Data::Text(text)))
    }

    /// The value of a `variable` or `scenario` message: an object with one required text.
    fn message_value(
        &mut self,
        message: &Slot<'_, 's>,
        value: Option<Slot<'_, 's>>,
        members: [Member; 2],
    ) -> Option<Value<'s>> {
        let [(required, _, doc), (optional, ..)] = members;
        let Some(slot) = value else {
            let found = crate::rules::reading::missing_field::diagnostic(
                "value",
                message.key,
                "`message`",
                &format!("a mapping with `{required}`: {doc}"),
            );
            self.report(found);
            return None;
        };
        self.members(&slot, &members)?;
        let mut entries = Vec::new();
        for (name, inner) in self.entries_again(&slot) {
            let is_member = [required, optional].contains(&name.as_str());
            // A variable may have any value; a state is an id.
            let value = match name.as_str() {
                _ if !is_member => continue,
                "value" => self.value(&inner),
                _ => self.message_text(&inner),
            };
            entries.extend(value.map(|value| (name, value)));
        }
        Some(located(slot.value, Data::Map(entries.into())))
    }

    /// An identifier of an environment or a build-time value.
    pub(super) fn plain_name(&mut self, name: &Text<'_>, what: &str) -> bool {
        let text = name.as_str();
        let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let is_legal = !text.is_empty() && text.chars().all(legal);
        if !is_legal {
            let message = format!("`{}` cannot be the name of {what}", text.shown());
            let span = if name.span().is_empty() {
                name.written_span()
            } else {
                name.span()
            };
            let help = "write ASCII letters, digits, `_` and `-`";
            self.report(invalid_value::malformed(span, message, help));
        }
        is_legal
    }
}
