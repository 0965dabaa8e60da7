//! Structs as JSON that is safe on a terminal.

use serde::Serialize;

use crate::hidden;

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
    // What a runner would take for a command, if the text came to its log.
    let json = if json.contains("##") {
        let json = json.replace("##[", "##\\u005b");
        let json = json.replace("##vso[", "##vso\\u005b");
        json.replace("##teamcity[", "##teamcity\\u005b")
    } else {
        json
    };
    hidden::as_escapes(json)
}
