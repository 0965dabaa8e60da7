//! Structs as JSON that is safe on a terminal.

use serde::Serialize;

use super::text::is_hidden;

/// A value, indented, with a final line end. It has to consist of structs, lists, texts and numbers.
///
/// # Panics
///
/// Where it holds what JSON cannot say, which is our own mistake.
#[must_use]
pub fn pretty(value: &impl Serialize) -> String {
    #[expect(
        clippy::expect_used,
        reason = "the structs of the formats hold strings, numbers and lists alone"
    )]
    let json = serde_json::to_string_pretty(value).expect("plain structs can be written as JSON");
    let mut json = escape_hidden(json);
    json.push('\n');
    json
}

/// Writes what a terminal would act on as escapes. Such characters can stand inside of JSON strings
/// only, where the escape means the same.
fn escape_hidden(json: String) -> String {
    if !json.chars().any(escapes) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if escapes(c) {
            let units = c.encode_utf16(&mut [0; 2]).to_vec();
            out.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    out
}

fn escapes(c: char) -> bool {
    c != '\n' && is_hidden(c)
}
