//! Credentials in a line of text that may be anything: YAML that could not be read, a comment, a
//! setting that nobody uses, JSON of a bundle. What a report shows of a file must not depend on
//! whether the file is right.

use std::ops::Range;

use super::shapes::{has_known_shape, is_credential_header, known_shapes, scheme_word};
use crate::source::slice;

/// No credential has more bytes, and nothing further away belongs to it.
const FAR: usize = 4096;

/// Keys that hold a credential, beside the headers that do.
const KEYS: &[&str] = &["password", "passwd", "bearer", "api_key", "apikey"];

/// The parts of a line that are credentials by their shapes, or by the key or the place in a URL
/// that they stand at. They are in order, and none lies in another. A reference is no credential.
#[must_use]
pub fn in_line(line: &str) -> Vec<Range<usize>> {
    let mut found = known_shapes(line);
    found.retain(|range| {
        let before = slice(line, 0..range.start);
        let is_reference = before.ends_with(['$', '{']);
        !is_reference || has_known_shape(slice(line, range.clone()))
    });
    for (at, _) in line.match_indices(':') {
        let rest = slice(line, at + 1..border(line, at + 1 + FAR));
        let value = if let Some(rest) = rest.strip_prefix("//") {
            user_info(rest)
        } else if names_credential(slice(line, border(line, at.saturating_sub(FAR))..at)) {
            value(rest)
        } else {
            continue;
        };
        let from = at + 1 + value.start;
        let value = from..from + value.len();
        if !value.is_empty() && !refers(slice(line, value.clone())) {
            found.push(value);
        }
    }
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup_by(|next, range| {
        let overlaps = next.start < range.end;
        if overlaps {
            range.end = range.end.max(next.end);
        }
        overlaps
    });
    found
}

/// The last border between characters that is not behind this place.
fn border(line: &str, at: usize) -> usize {
    let mut places = (0..=at.min(line.len())).rev();
    places
        .find(|place| line.is_char_boundary(*place))
        .unwrap_or(0)
}

/// Whether what stands before a colon ends with a key that holds a credential.
#[must_use]
pub fn names_credential(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches(['"', '\'']);
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let start = before.trim_end_matches(is_part).len();
    let key = slice(before, start..before.len()).to_ascii_lowercase();
    // The value of `auth.header`, where both stand on one line.
    let is_header = key == "value" && slice(before, 0..start).contains("header:");
    is_header || KEYS.contains(&&*key) || is_credential_header(&key)
}

/// The place of the value behind a key: without quotes, the word of a scheme, and what follows.
fn value(rest: &str) -> Range<usize> {
    let text = rest.trim_start_matches([' ', '\t', '[', '{']);
    let from = rest.len() - text.len();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let text = match quote {
        Some(quote) => text.strip_prefix(quote).unwrap_or(text),
        None => text,
    };
    let from = from + usize::from(quote.is_some());
    let end = match quote {
        Some(quote) => text.rfind(quote).unwrap_or(text.len()),
        None => text
            .find([',', '}', ']'])
            .into_iter()
            .chain(text.find(" #"))
            .min()
            .unwrap_or(text.len()),
    };
    let text = slice(text, 0..end);
    let scheme = scheme_word(text);
    let literal = slice(text, scheme..text.len()).trim_end();
    // What only says how the next lines are to be read.
    if matches!(
        literal,
        "|" | ">" | "|-" | ">-" | "|+" | ">+" | "~" | "null"
    ) {
        return from..from;
    }
    from + scheme..from + scheme + literal.len()
}

/// The place of a password before the host of a URL; `rest` follows its scheme.
fn user_info(rest: &str) -> Range<usize> {
    let is_end = |c: char| matches!(c, '/' | '?' | '#' | '"' | '\'' | ' ');
    let authority = slice(rest, 0..rest.find(is_end).unwrap_or(rest.len()));
    let Some((user, _)) = authority.rsplit_once('@') else {
        return 0..0;
    };
    match user.split_once(':') {
        Some((name, password)) => 2 + name.len() + 1..2 + name.len() + 1 + password.len(),
        None => 0..0,
    }
}

/// Whether a text names a value instead of being one.
fn refers(text: &str) -> bool {
    text.contains('$') || text.contains("{{") || text.contains('<')
}

#[cfg(test)]
mod tests {
    use super::{in_line, slice};

    fn found(line: &str) -> Vec<&str> {
        let ranges = in_line(line).into_iter();
        ranges.map(|range| slice(line, range)).collect()
    }

    #[test]
    fn a_key_tells_what_its_value_is() {
        for (line, secret) in [
            ("  Authorization: Bearer geheim", "geheim"),
            ("  \"x-auth-token\": \"ge heim\",", "ge heim"),
            ("headers: { My-Key: geheim, X-Trace: a }", "geheim"),
            ("  Authorization: [\"geheim\"]", "geheim"),
            ("    password: geheim # of the test system", "geheim"),
            ("  header: { name: X-Foo, value: geheim }", "geheim"),
            ("url: https://svc:geheim@erp.example/a", "geheim"),
            (
                "# was sk_live_4eC39HqLyjWDarjtT1",
                "sk_live_4eC39HqLyjWDarjtT1",
            ),
        ] {
            assert_eq!(found(line), [secret], "{line}");
        }
    }

    #[test]
    fn references_and_other_values_stay() {
        for line in [
            "  Authorization: Bearer ${secret.TOKEN}",
            "  Authorization: Bearer ${secret.TOKEN_2}",
            "  Authorization: Bearer $erp_token",
            "  Authorization: \"Bearer {{erp_token}}\"",
            "  password: $pin",
            "  value: {{name}}",
            "  X-Auth-Token: |",
            "  Idempotency-Key: abc",
            "url: https://erp.example:8080/a@b",
            "- value: Welcome",
            "name: a_token",
        ] {
            assert_eq!(found(line), [""; 0], "{line}");
        }
    }
}
