//! JSON values as written: bodies, schemas, examples.

use std::borrow::Cow;

use super::{Number, Text};
use crate::json::Json;
use crate::source::Span;

/// A JSON value with its places.
#[derive(Clone, Debug)]
pub struct Value<'s> {
    /// Without quotes.
    pub span: Span,
    /// What an edit replaces: with quotes.
    pub written: Span,
    /// What it is.
    pub data: Data<'s>,
}

/// What a [`Value`] is.
#[derive(Clone, Debug)]
pub enum Data<'s> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, in JSON's spelling.
    Number(Number<'s>),
    /// Text.
    Text(Text<'s>),
    /// A list.
    List(Box<[Value<'s>]>),
    /// Keys with values, as ordered by the author; no key is there twice.
    Map(Box<[(Text<'s>, Value<'s>)]>),
}

/// How deep a value may be for `serde_json` to read it.
const DEPTH_OF_SERDE: usize = 127;

impl<'s> Value<'s> {
    /// The value of a key, if it is a mapping that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value<'s>> {
        self.entries()
            .iter()
            .find(|(name, _)| name.as_str() == key)
            .map(|(_, value)| value)
    }

    /// Its entries; nothing for others than mappings.
    #[must_use]
    pub fn entries(&self) -> &[(Text<'s>, Value<'s>)] {
        match &self.data {
            Data::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Its items; nothing for others than lists.
    #[must_use]
    pub fn items(&self) -> &[Value<'s>] {
        match &self.data {
            Data::List(items) => items,
            _ => &[],
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&Text<'s>> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Visits every text in it, keys before their values, in the order of the source.
    pub fn each_text<'v>(&'v self, visit: &mut dyn FnMut(&'v Text<'s>)) {
        match &self.data {
            Data::Null | Data::Bool(_) | Data::Number(_) => {}
            Data::Text(text) => visit(text),
            Data::List(items) => items.iter().for_each(|item| item.each_text(visit)),
            Data::Map(entries) => {
                for (key, value) in entries {
                    visit(key);
                    value.each_text(visit);
                }
            }
        }
    }

    /// The same without places. Secrets stand in it as they are written.
    #[must_use]
    pub fn to_json(&self) -> Json {
        self.to_json_by(&|text| Json::text(text.as_str()))
    }

    /// The same without places, in which secrets can be filled in.
    #[must_use]
    pub fn to_template(&self) -> Json {
        self.to_json_by(&Text::to_template)
    }

    /// The same without places. `text` says what becomes of a text that is a value.
    pub fn to_json_by(&self, text: &dyn Fn(&Text<'s>) -> Json) -> Json {
        match &self.data {
            Data::Null => Json::Raw("null".into()),
            Data::Bool(value) => Json::Raw(value.to_string()),
            Data::Number(number) => Json::Raw(number.to_string()),
            Data::Text(value) => text(value),
            Data::List(items) => Json::list(items.iter().map(|item| item.to_json_by(text))),
            Data::Map(entries) => Json::map(
                entries
                    .iter()
                    .map(|(key, value)| (key.as_str().to_owned(), value.to_json_by(text))),
            ),
        }
    }

    /// The same for libraries that judge JSON.
    #[must_use]
    pub fn to_serde(&self) -> serde_json::Value {
        self.to_serde_within(DEPTH_OF_SERDE).unwrap_or_default()
    }

    /// Nothing where those libraries cannot read it as JSON: it is too deep, or a number too large.
    fn to_serde_within(&self, depth: usize) -> Option<serde_json::Value> {
        let below = depth.checked_sub(1);
        Some(match &self.data {
            Data::Null => serde_json::Value::Null,
            Data::Bool(value) => (*value).into(),
            Data::Number(number) => serde_json::from_str(number).ok()?,
            Data::Text(text) => text.as_str().into(),
            Data::List(items) => {
                let depth = below?;
                let items = items.iter().map(|item| item.to_serde_within(depth));
                serde_json::Value::Array(items.collect::<Option<_>>()?)
            }
            Data::Map(entries) => {
                let depth = below?;
                let entries = entries.iter().map(|(key, value)| {
                    Some((key.as_str().to_owned(), value.to_serde_within(depth)?))
                });
                serde_json::Value::Object(entries.collect::<Option<_>>()?)
            }
        })
    }
}

/// A number of YAML's core schema in JSON's spelling; `None` for infinity, not-a-number and what is
/// no number. Decimal digits stay as they are written, so that nothing is lost.
#[must_use]
pub fn json_number(written: &str) -> Option<Cow<'_, str>> {
    if is_short_json_number(written) {
        return Some(written.into());
    }
    let (sign, digits) = match written.strip_prefix(['+', '-']) {
        Some(digits) => (if written.starts_with('-') { "-" } else { "" }, digits),
        None => ("", written),
    };
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = digits.strip_prefix(prefix) {
            return u128::from_str_radix(digits, radix)
                .ok()
                .map(|value| format!("{sign}{value}").into());
        }
    }
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => digits.split_at(at),
        None => (digits, ""),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = [whole, fraction]
        .iter()
        .all(|part| part.bytes().all(|b| b.is_ascii_digit()))
        && !(whole.is_empty() && fraction.is_empty());
    if !is_number {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() {
        String::new()
    } else {
        format!(".{fraction}")
    };
    // `1.` is a float in YAML; JSON keeps that by a zero.
    let point = if mantissa.ends_with('.') {
        ".0".into()
    } else {
        point
    };
    let number = format!("{sign}{whole}{point}{exponent}");
    serde_json::from_str::<serde_json::Number>(&number)
        .ok()
        .map(|_| number.into())
}

/// Whether a number is one of JSON as it stands, without an exponent and not too long for any reader.
fn is_short_json_number(written: &str) -> bool {
    let digits = written.strip_prefix('-').unwrap_or(written);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_padded = whole.len() > 1 && whole.starts_with('0');
    written.len() <= 64 && all_digits(whole) && all_digits(fraction) && !is_padded
}

#[cfg(test)]
mod tests {
    use super::{Data, Text, Value, json_number};
    use crate::source::Span;

    fn value(data: Data<'static>) -> Value<'static> {
        let span = Span::default();
        Value {
            span,
            written: span,
            data,
        }
    }

    #[test]
    fn libraries_get_what_they_would_read() {
        let text = |text: &'static str| Text::synthetic(text, Span::default());
        let deep = |depth: usize, inner: &str| {
            let inner = value(Data::Number(inner.to_owned().into()));
            (0..depth).fold(inner, |inner, level| {
                value(if level % 2 == 0 {
                    Data::List(Box::new([value(Data::Text(text("\"\n"))), inner]))
                } else {
                    Data::Map(Box::new([
                        (text("b"), inner),
                        (text("a\\"), value(Data::Null)),
                    ]))
                })
            })
        };
        for depth in [0, 1, 2, 3, 126, 127, 128, 129] {
            for number in [
                "1",
                "-0",
                "1.50",
                "1e3",
                "123456789012345678901234567890",
                "1e999",
            ] {
                let value = deep(depth, number);
                let read: serde_json::Value =
                    serde_json::from_str(&value.to_json().compact()).unwrap_or_default();
                assert_eq!(value.to_serde(), read, "{depth} {number}");
            }
        }
    }

    #[test]
    fn numbers_of_the_core_schema_in_json() {
        let cases = [
            ("12", "12"),
            ("-0", "-0"),
            ("+3", "3"),
            ("0o14", "12"),
            ("0xFF", "255"),
            ("007", "7"),
            ("1.50", "1.50"),
            ("1.", "1.0"),
            (".5", "0.5"),
            ("1e3", "1e3"),
            (
                "123456789012345678901234567890",
                "123456789012345678901234567890",
            ),
        ];
        for (yaml, json) in cases {
            assert_eq!(json_number(yaml).as_deref(), Some(json), "{yaml}");
        }
        for yaml in [".inf", "-.inf", ".nan", "", ".", "1.2.3"] {
            assert_eq!(json_number(yaml), None, "{yaml}");
        }
    }
}
