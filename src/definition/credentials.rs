//! Credentials in bodies, by the keys that they stand at.

use super::{Definition, Text, Value};
use crate::credential::names_credential;
use crate::source::Span;

/// The literals in a definition's body whose keys say that they are credentials. No rule reports them:
/// an API may want any. Where a line of the source is shown, the key in it tells; what shows the
/// values by themselves has to ask here.
#[must_use]
pub fn credentials_at_keys(definition: &Definition<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    if let Some(body) = &definition.request.body {
        below(body, false, &mut found);
    }
    found
}

fn below(value: &Value<'_>, is_credential: bool, found: &mut Vec<Span>) {
    found.extend(
        value
            .text()
            .filter(|text| is_credential && is_literal(text))
            .map(Text::span),
    );
    for item in value.items() {
        below(item, is_credential, found);
    }
    for (key, value) in value.entries() {
        below(value, names_credential(key.as_str()), found);
    }
}

/// Whether a text is itself what is sent.
fn is_literal(text: &Text<'_>) -> bool {
    let names_a_value = text.as_str().contains('$') || text.as_str().contains("{{");
    text.pieces().is_empty() && !names_a_value
}
