//! Reads JSON values: bodies, schemas, examples.

use super::reader::{Reader, Slot, describe};
use crate::definition::fill::exact_setting;
use crate::definition::{Data, Value, json_number};
use crate::rules::reading::wrong_type;
use crate::yaml::{Content, Node, Typed, typed};

impl<'s> Reader<'_, 's> {
    /// Any JSON value.
    pub fn value(&mut self, slot: &Slot<'_, 's>) -> Option<Value<'s>> {
        let data = match slot.value.content() {
            Content::Scalar(scalar) => self.scalar(slot, scalar)?,
            Content::Sequence => Data::List(
                slot.value
                    .items()
                    .enumerate()
                    .filter_map(|(index, item)| self.value(&slot.item(index, item)))
                    .collect(),
            ),
            Content::Mapping => Data::Map(
                self.entries(slot, "a mapping")?
                    .into_iter()
                    .filter_map(|(key, inner)| Some((key, self.value(&inner)?)))
                    .collect(),
            ),
        };
        Some(located(slot.value, data))
    }

    fn scalar(
        &mut self,
        slot: &Slot<'_, 's>,
        scalar: &crate::yaml::Scalar<'s>,
    ) -> Option<Data<'s>> {
        Some(match typed(slot.value) {
            Some(Typed::Null) => Data::Null,
            Some(Typed::Bool(value)) => Data::Bool(value),
            Some(Typed::Int | Typed::Float) => self.number(slot, &scalar.value)?,
            Some(Typed::Str) | None => {
                let text = self.fill(slot.value, scalar);
                match exact_setting(&text, self.environment) {
                    Some((_, Typed::Null, _)) => Data::Null,
                    Some((_, Typed::Bool(value), _)) => Data::Bool(value),
                    Some((number, Typed::Int | Typed::Float, _)) => {
                        json_number(number).map_or_else(|| Data::Text(text.clone()), Data::Number)
                    }
                    Some((_, Typed::Str, _)) | None => Data::Text(text),
                }
            }
        })
    }

    fn number(&mut self, slot: &Slot<'_, 's>, written: &str) -> Option<Data<'s>> {
        if let Some(number) = json_number(written) {
            return Some(Data::Number(number));
        }
        let finding = wrong_type::diagnostic(
            &slot.field,
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
