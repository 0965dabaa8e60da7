//! Reads JSON values: bodies, schemas, examples.

use std::borrow::Cow;

use super::reader::{Reader, Slot, describe};
use crate::definition::fill::exact_setting;
use crate::definition::{Data, Value, json_number};
use crate::rules::reading::wrong_type;
use crate::yaml::{Content, Node, Scalar, Typed, typed};

impl<'s> Reader<'_, 's> {
    /// Any JSON value.
    pub fn value(&mut self, slot: &Slot<'_, 's>) -> Option<Value<'s>> {
        let data = match slot.value.content() {
            Content::Scalar(scalar) => self.scalar(slot, scalar)?,
            Content::Sequence => {
                let mut items = Vec::with_capacity(slot.value.items().count());
                for (index, item) in slot.value.items().enumerate() {
                    items.extend(self.value(&slot.item(index, item)));
                }
                Data::List(items.into())
            }
            Content::Mapping => {
                let mut entries = Vec::new();
                self.each_entry(slot, "a mapping", |reader, count, key, inner| {
                    if entries.is_empty() {
                        entries.reserve_exact(count);
                    }
                    entries.extend(reader.value(inner).map(|value| (key, value)));
                })?;
                Data::Map(entries.into())
            }
        };
        Some(located(slot.value, data))
    }

    fn scalar(&mut self, slot: &Slot<'_, 's>, scalar: &Scalar<'s>) -> Option<Data<'s>> {
        Some(match typed(slot.value) {
            Some(Typed::Null) => Data::Null,
            Some(Typed::Bool(value)) => Data::Bool(value),
            Some(Typed::Int | Typed::Float) => self.number(slot, scalar)?,
            Some(Typed::Str) | None => {
                let text = self.fill(slot.value, scalar);
                match exact_setting(&text, self.environment) {
                    Some((_, Typed::Null, _)) => Data::Null,
                    Some((_, Typed::Bool(value), _)) => Data::Bool(value),
                    Some((number, Typed::Int | Typed::Float, _)) => match json_number(number) {
                        Some(number) => Data::Number(number.into_owned().into()),
                        None => Data::Text(text),
                    },
                    Some((_, Typed::Str, _)) | None => Data::Text(text),
                }
            }
        })
    }

    fn number(&mut self, slot: &Slot<'_, 's>, scalar: &Scalar<'s>) -> Option<Data<'s>> {
        let written = &scalar.value;
        let number = match written {
            Cow::Borrowed(written) => json_number(written),
            Cow::Owned(written) => json_number(written).map(|number| number.into_owned().into()),
        };
        if let Some(number) = number {
            return Some(Data::Number(number.into()));
        }
        let finding = wrong_type::diagnostic(
            &slot.name(),
            slot.value.span(),
            "a value that JSON can hold",
            &format!("`{written}`"),
        );
        self.report(
            finding.help("JSON has no infinity and no not-a-number; quote it to send it as text"),
        );
        None
    }

    /// A JSON value that is a mapping.
    pub fn mapping_value(&mut self, slot: &Slot<'_, 's>) -> Option<Value<'s>> {
        if matches!(slot.value.content(), Content::Mapping) {
            return self.value(slot);
        }
        self.wrong_type(slot, "a mapping");
        None
    }
}

pub(super) fn located<'s>(node: Node<'_, 's>, data: Data<'s>) -> Value<'s> {
    Value {
        span: node.span(),
        written: node.written_span(),
        data,
    }
}

/// Whether a node is a mapping all of whose values are mappings, and not empty.
pub(super) fn holds_mappings_only(node: Node<'_, '_>) -> bool {
    let mut values = node.entries().map(|entry| describe(entry.value)).peekable();
    values.peek().is_some() && values.all(|kind| kind == "a mapping")
}
