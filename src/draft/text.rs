//! Text of other tools as text of definitions, where `${` begins a build-time value.

use crate::source::slice;

/// The text with every `${` escaped, so that it stands for itself.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace("${", "$${")
}

/// The same, but for `${secret.NAME}`, which means in what hookc builds the same as in definitions.
#[must_use]
pub fn escaped_but_secrets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        out.push_str(slice(rest, 0..at));
        rest = slice(rest, at..rest.len());
        let is_secret = secret(rest) && !out.ends_with('$');
        out.push_str(if is_secret { "${" } else { "$${" });
        rest = slice(rest, 2..rest.len());
    }
    out + rest
}

fn secret(rest: &str) -> bool {
    let name = rest.strip_prefix("${secret.");
    let name = name.and_then(|rest| rest.split_once('}'));
    let is_legal = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-');
    name.is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(is_legal))
}

#[cfg(test)]
mod tests {
    use super::{escaped, escaped_but_secrets};

    #[test]
    fn a_build_time_value_is_text_unless_it_is_a_secret() {
        assert_eq!(escaped("a ${x} $y ${secret.K}"), "a $${x} $y $${secret.K}");
        let cases = [
            ("Bearer ${secret.K}", "Bearer ${secret.K}"),
            ("${secret.a b} ${x}", "$${secret.a b} $${x}"),
            ("$${secret.K}", "$$${secret.K}"),
            ("${{x}}", "$${{x}}"),
        ];
        for (text, expected) in cases {
            assert_eq!(escaped_but_secrets(text), expected);
        }
    }
}
