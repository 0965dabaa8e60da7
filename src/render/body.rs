//! A body that is written as a mapping or a list, as JSON.

use super::fill::{Filler, Part};
use crate::definition::{Data, Value};
use crate::templates::dollar::Encoding;

/// The body, indented by two blanks. Which blanks the platform writes is not documented; they mean
/// nothing.
pub(super) fn json(filler: &mut Filler<'_>, value: &Value<'_>) -> String {
    write(filler, value, 0, String::new())
}

fn write(filler: &mut Filler<'_>, value: &Value<'_>, depth: usize, mut out: String) -> String {
    match &value.data {
        Data::Null => out.push_str("null"),
        Data::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Data::Number(number) => out.push_str(number),
        Data::Text(text) if filler.is_raw(text.as_str()) => {
            return filler.append(text, &Part::Body, Encoding::Json, out);
        }
        Data::Text(text) => {
            out.push('"');
            out = filler.append(text, &Part::Body, Encoding::JsonString, out);
            out.push('"');
        }
        Data::List(items) if items.is_empty() => out.push_str("[]"),
        Data::Map(entries) if entries.is_empty() => out.push_str("{}"),
        Data::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                begin_line(&mut out, index, depth + 1);
                out = write(filler, item, depth + 1, out);
            }
            end_lines(&mut out, ']', depth);
        }
        Data::Map(entries) => {
            out.push('{');
            for (index, (key, inner)) in entries.iter().enumerate() {
                begin_line(&mut out, index, depth + 1);
                out.push('"');
                out = filler.append(key, &Part::Body, Encoding::JsonString, out);
                out.push_str("\": ");
                out = write(filler, inner, depth + 1, out);
            }
            end_lines(&mut out, '}', depth);
        }
    }
    out
}

fn begin_line(out: &mut String, index: usize, depth: usize) {
    if index > 0 {
        out.push(',');
    }
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
}

fn end_lines(out: &mut String, bracket: char, depth: usize) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
    out.push(bracket);
}
