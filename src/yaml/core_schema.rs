//! Which type a scalar has: the core schema of YAML 1.2.

use super::tree::{Content, Node, ScalarStyle};

/// The type of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Typed {
    /// `null`, `~`, or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number: decimal, `0o17` or `0x1F`.
    Int,
    /// Any other number, `.inf` and `.nan` too.
    Float,
    /// Text.
    Str,
}

/// The type of a scalar; `None` for lists and mappings. An explicit tag decides, else quotes and
/// blocks make text, else what is written: `no`, `on` and `12:30` are text in YAML 1.2.
#[inline]
#[must_use]
pub fn typed(node: Node<'_, '_>) -> Option<Typed> {
    let Content::Scalar(scalar) = node.content() else {
        return None;
    };
    let value = scalar.value.as_ref();
    if let Some(tag) = node.tag() {
        return Some(of_tag(tag.name, value));
    }
    Some(match scalar.style {
        ScalarStyle::Plain => of_plain(value),
        _ => Typed::Str,
    })
}

fn of_tag(tag: &str, value: &str) -> Typed {
    match tag.strip_prefix("tag:yaml.org,2002:") {
        Some("null") => Typed::Null,
        Some("bool") => Typed::Bool(matches!(value, "true" | "True" | "TRUE")),
        Some("int") => Typed::Int,
        Some("float") => Typed::Float,
        _ => Typed::Str,
    }
}

fn of_plain(value: &str) -> Typed {
    // Most texts are told by the byte that they begin with.
    match value.bytes().next() {
        None => Typed::Null,
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => of_number(value),
        Some(b'~' | b'n' | b'N' | b't' | b'T' | b'f' | b'F') => of_word(value),
        Some(_) => Typed::Str,
    }
}

fn of_word(value: &str) -> Typed {
    match value {
        "~" | "null" | "Null" | "NULL" => Typed::Null,
        "true" | "True" | "TRUE" => Typed::Bool(true),
        "false" | "False" | "FALSE" => Typed::Bool(false),
        _ => Typed::Str,
    }
}

fn of_number(value: &str) -> Typed {
    if is_int(value) {
        Typed::Int
    } else if is_float(value) {
        Typed::Float
    } else {
        Typed::Str
    }
}

fn is_int(value: &str) -> bool {
    if let Some(octal) = value.strip_prefix("0o") {
        return !octal.is_empty() && octal.bytes().all(|b| matches!(b, b'0'..=b'7'));
    }
    if let Some(hex) = value.strip_prefix("0x") {
        return !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit());
    }
    let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, or an infinity, or no number.
fn is_float(value: &str) -> bool {
    if matches!(value, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let unsigned = value.strip_prefix(['-', '+']).unwrap_or(value);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return true;
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    has_digits
        && all_digits(whole)
        && all_digits(fraction)
        && exponent.is_none_or(|exponent| {
            let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            !digits.is_empty() && all_digits(digits)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of section 10.3.2 of the YAML 1.2.2 specification, and their neighbours.
    #[test]
    fn plain_scalars_have_the_types_of_the_core_schema() {
        let cases = [
            (Typed::Null, "null Null NULL ~"),
            (Typed::Bool(true), "true True TRUE"),
            (Typed::Bool(false), "false False FALSE"),
            (Typed::Int, "0 0o7 0x3A -19 +12 007 12345678901234567890"),
            (
                Typed::Float,
                "0. -0.0 .5 +12e03 -2E+05 .inf -.Inf +.INF .nan 1e3 1.5",
            ),
            (
                Typed::Str,
                "no on yes off y nULL tRUE 0b1 0o8 0xG - + . .e1 1e e1 1e+ 12:30:45 1_000 -.nan 2024-01-01",
            ),
        ];
        for (expected, values) in cases {
            for value in values.split(' ') {
                assert_eq!(of_plain(value), expected, "{value}");
            }
        }
    }
}
