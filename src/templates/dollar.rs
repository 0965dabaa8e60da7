//! `$name`: the longest run of ASCII letters, digits and `_` after a `$`.

use std::ops::Range;

use serde_json::Value as Json;

use crate::source::slice;

/// One reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DollarReference<'t> {
    /// From the `$` to the last character of the name or index.
    pub range: Range<usize>,
    /// The name without `$` and without index: `order_number`, `session.id`, `images`.
    pub name: &'t str,
    /// What stands in the brackets of `$images[N]`.
    pub index: Option<u32>,
}

/// The values of names. The longest name that fits is the one that counts.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// Longest names first.
    by_length: Vec<(String, Json)>,
}

/// What happens to a value at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// In the path or query of a URL: everything but unreserved characters is percent-encoded.
    Url,
    /// In a header: as it is.
    Literal,
    /// Inside a string of JSON: with JSON's escapes.
    JsonString,
    /// In the place of a value of JSON: as JSON.
    Json,
}

/// One value that was put into a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitution {
    /// What it replaced: from the `$` to the end of the name or index.
    pub reference: Range<usize>,
    /// The name whose value it is.
    pub name: String,
    /// The bytes of the text that it became.
    pub output: Range<usize>,
}

impl Values {
    /// The values of these names; of a name that is there twice, the first.
    pub fn new(values: impl IntoIterator<Item = (String, Json)>) -> Self {
        let mut by_length: Vec<_> = values.into_iter().collect();
        by_length.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self { by_length }
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        let mut values = self.by_length.iter();
        values
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }

    /// The longest name that a text begins with, and its value.
    fn longest(&self, text: &str) -> Option<(&str, &Json)> {
        let mut values = self.by_length.iter();
        values
            .find(|(name, _)| !name.is_empty() && text.starts_with(name.as_str()))
            .map(|(name, value)| (name.as_str(), value))
    }
}

/// Replaces what follows a `$` and is a known name, the longest first, in one pass: what a value
/// holds is not looked at again. A list takes an index: `$images[0]`; one that it does not have
/// stays as text behind the list.
#[must_use]
pub fn substitute(text: &str, values: &Values, encoding: Encoding) -> (String, Vec<Substitution>) {
    let mut output = String::with_capacity(text.len());
    let mut trace = Vec::new();
    let mut at = 0;
    for dollar in memchr::memchr_iter(b'$', text.as_bytes()) {
        let rest = slice(text, dollar + 1..text.len());
        let Some((name, value)) = values.longest(rest) else {
            continue;
        };
        let item = item(value, slice(rest, name.len()..rest.len()));
        let (value, index) = item.unwrap_or((value, 0));
        let end = dollar + 1 + name.len() + index;
        output.push_str(slice(text, at..dollar));
        let start = output.len();
        encode(value, encoding, &mut output);
        trace.push(Substitution {
            reference: dollar..end,
            name: name.to_owned(),
            output: start..output.len(),
        });
        at = end;
    }
    output.push_str(slice(text, at..text.len()));
    (output, trace)
}

/// The item of a list that an index behind a name picks, and the length of the index.
fn item<'v>(list: &'v Json, after: &str) -> Option<(&'v Json, usize)> {
    let (digits, _) = after.strip_prefix('[')?.split_once(']')?;
    let is_index = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let index: usize = is_index.then(|| digits.parse().ok()).flatten()?;
    Some((list.as_array()?.get(index)?, digits.len() + 2))
}

fn encode(value: &Json, encoding: Encoding, output: &mut String) {
    let text = match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    match encoding {
        Encoding::Literal => output.push_str(&text),
        Encoding::Json => output.push_str(&value.to_string()),
        Encoding::Url => percent_encode(&text, output),
        Encoding::JsonString => {
            let quoted = Json::String(text).to_string();
            let inner = quoted.strip_prefix('"').and_then(|q| q.strip_suffix('"'));
            output.push_str(inner.unwrap_or_default());
        }
    }
}

/// Everything but the unreserved characters of RFC 3986, by the bytes of UTF-8.
fn percent_encode(text: &str, output: &mut String) {
    const HEX: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
    ];
    let digit = |value: u8| HEX.get(usize::from(value)).copied().unwrap_or('0');
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            output.push(char::from(byte));
        } else {
            output.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

/// Every reference of a text, in order. `built_in` are the names that a platform has by itself;
/// those with a dot make their first part one that a dot may follow.
#[must_use]
pub fn references<'t>(text: &'t str, built_in: &[&str]) -> Vec<DollarReference<'t>> {
    each_reference(text, built_in).collect()
}

/// The same, one after the other.
pub fn each_reference<'t>(
    text: &'t str,
    built_in: &[&str],
) -> impl Iterator<Item = DollarReference<'t>> {
    memchr::memchr_iter(b'$', text.as_bytes()).filter_map(move |at| {
        let rest = slice(text, at + 1..text.len());
        let run = name_run(rest);
        if !is_name(run) {
            return None;
        }
        let (name, index, length) = extended(run, rest, built_in);
        Some(DollarReference {
            range: at..at + 1 + length,
            name,
            index,
        })
    })
}

/// A name with the dotted part or the index that belongs to it, and the length of all that. `rest`
/// is the text from the name on.
fn extended<'t>(run: &'t str, rest: &'t str, built_in: &[&str]) -> (&'t str, Option<u32>, usize) {
    let plain = (run, None, run.len());
    let after = slice(rest, run.len()..rest.len());
    match after.as_bytes().first() {
        Some(b'.') => {
            let member = name_run(slice(after, 1..after.len()));
            let is_root = |name: &&str| name.split_once('.').is_some_and(|(root, _)| root == run);
            if !is_name(member) || !built_in.iter().any(is_root) {
                return plain;
            }
            let length = run.len() + 1 + member.len();
            (slice(rest, 0..length), None, length)
        }
        Some(b'[') if built_in.contains(&run) => {
            let inner = slice(after, 1..after.len()).split_once(']');
            let digits = inner
                .map(|(digits, _)| digits)
                .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
            match digits.and_then(|digits| Some((digits.len(), digits.parse().ok()?))) {
                Some((digits, index)) => (run, Some(index), run.len() + digits + 2),
                None => plain,
            }
        }
        _ => plain,
    }
}

/// Whether a run of letters, digits and `_` begins as a name does.
fn is_name(run: &str) -> bool {
    let first = run.as_bytes().first();
    first.is_some_and(|first| first.is_ascii_alphabetic() || *first == b'_')
}

/// The longest run of ASCII letters, digits and `_` at the start.
#[must_use]
pub fn name_run(text: &str) -> &str {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let end = text.bytes().position(|byte| !is_part(byte));
    slice(text, 0..end.unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Encoding, Values, references, slice, substitute};

    const BUILT_IN: &[&str] = &["session.id", "company.id", "assistant.id", "images"];

    fn shown(text: &str) -> Vec<String> {
        let found = references(text, BUILT_IN);
        found
            .iter()
            .map(|found| {
                format!(
                    "{} {:?} {}",
                    found.name,
                    found.index,
                    slice(text, found.range.clone())
                )
            })
            .collect()
    }

    #[test]
    fn the_longest_run_is_the_name() {
        assert_eq!(
            shown("a/$order_number/x"),
            ["order_number None $order_number"]
        );
        assert_eq!(shown("$id.json $id[0]"), ["id None $id", "id None $id"]);
        assert_eq!(shown("$5 $ x $$ 10$"), [""; 0]);
        assert_eq!(shown("$a$b"), ["a None $a", "b None $b"]);
    }

    #[test]
    fn dots_and_brackets_belong_to_names_of_the_system_only() {
        assert_eq!(shown("$session.id.x"), ["session.id None $session.id"]);
        assert_eq!(
            shown("$session.identity"),
            ["session.identity None $session.identity"]
        );
        assert_eq!(shown("$session. id"), ["session None $session"]);
        assert_eq!(shown("$images[12]"), ["images Some(12) $images[12]"]);
        assert_eq!(
            shown("$images[-1] $images[ 0 ] $images[]"),
            ["images None $images"; 3]
        );
    }

    fn substituted(text: &str, encoding: Encoding) -> String {
        let values = json!({
            "plan": "gold", "plan_tier": "7", "q": "a b/ü&\"\n", "session.id": "s1",
            "images": ["u0", "u1"], "n": 3, "echo": "$plan",
        });
        let values = values.as_object().unwrap().clone();
        substitute(text, &Values::new(values), encoding).0
    }

    #[test]
    fn the_longest_name_is_replaced_once() {
        let text = "$plan_tier $plan_x $plans $echo $session.id $session $ plan $5 $$plan";
        let expected = "7 gold_x golds $plan s1 $session $ plan $5 $gold";
        assert_eq!(substituted(text, Encoding::Literal), expected);
    }

    #[test]
    fn each_place_has_its_encoding() {
        assert_eq!(
            substituted("/$q?", Encoding::Url),
            "/a%20b%2F%C3%BC%26%22%0A?"
        );
        assert_eq!(substituted("$q", Encoding::JsonString), r#"a b/ü&\"\n"#);
        assert_eq!(substituted("$n", Encoding::Literal), "3");
        assert_eq!(substituted("$images[1]", Encoding::Literal), "u1");
        assert_eq!(
            substituted("$images[2]", Encoding::JsonString),
            r#"[\"u0\",\"u1\"][2]"#
        );
        assert_eq!(substituted("$images", Encoding::Json), r#"["u0","u1"]"#);
        assert_eq!(
            substituted("$images[+1] $images[]", Encoding::Json),
            r#"["u0","u1"][+1] ["u0","u1"][]"#
        );
    }

    #[test]
    fn a_value_is_found_by_its_whole_name() {
        let values = ["ab", "a", "a"].map(|name| (name.to_owned(), json!(name.len())));
        let values = Values::new(values);
        assert_eq!(values.get("a"), Some(&json!(1)));
        assert_eq!(values.get("ab"), Some(&json!(2)));
        assert_eq!(values.get("abc"), None);
    }

    #[test]
    fn a_trace_leads_from_references_to_output() {
        let values = Values::new([("a".to_owned(), json!("xyz"))]);
        let (output, trace) = substitute("-$a-$ab", &values, Encoding::Literal);
        let shown: Vec<_> = trace
            .iter()
            .map(|one| (one.reference.clone(), slice(&output, one.output.clone())))
            .collect();
        assert_eq!(shown, [(1..3, "xyz"), (4..6, "xyz")]);
    }
}
