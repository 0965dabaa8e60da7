//! JSON with the place of every key and value.

use std::borrow::Cow;
use std::ops::Range;

use serde::de::IgnoredAny;

use crate::source::slice;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'t> {
    /// Its bytes, with quotes or brackets.
    pub range: Range<usize>,
    /// What it is.
    pub data: Data<'t>,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Data<'t> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number, as written.
    Number(&'t str),
    /// A string, decoded.
    Text(Cow<'t, str>),
    /// A list.
    List(Vec<Node<'t>>),
    /// Members in their order, with the bytes of each key and its quotes.
    Object(Vec<Member<'t>>),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member<'t> {
    /// The key, decoded.
    pub key: Cow<'t, str>,
    /// Its bytes, with quotes.
    pub key_range: Range<usize>,
    /// Its value.
    pub value: Node<'t>,
}

/// What keeps a text from being JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotJson {
    /// The byte that does not fit.
    pub at: usize,
    /// Why, as a lower-case phrase.
    pub reason: String,
}

impl<'t> Node<'t> {
    /// The member with a key; of several the last, as parsers take it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Member<'t>> {
        match &self.data {
            Data::Object(members) => members.iter().rev().find(|member| member.key == key),
            _ => None,
        }
    }

    /// The decoded text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads one value.
///
/// # Errors
///
/// Where the text is not one JSON value, by the byte that does not fit.
pub fn parse(text: &str) -> Result<Node<'_>, NotJson> {
    // What is JSON is for the library to say; here only places are found.
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        return Err(not_json(text, &error));
    }
    // Skipping a value takes any depth and number, reading one does not.
    if let Some((at, reason)) = beyond(text) {
        return Err(NotJson {
            at,
            reason: reason.to_owned(),
        });
    }
    let mut walker = Walker { text, at: 0 };
    Ok(walker.value())
}

/// The levels that parsers take, which readers of what is validated here will be written with.
const MAX_LEVELS: usize = 127;
const TOO_DEEP: &str = "more than 127 levels";
/// The values that are read of one text: each takes up to a hundred times its bytes.
const MAX_VALUES: usize = 1_000_000;
const TOO_MANY: &str = "more than 1000000 values";

/// The first byte that is one level or one value too much, in a text that is known to be JSON, and why.
fn beyond(text: &str) -> Option<(usize, &'static str)> {
    let (mut depth, mut values) = (0_usize, 1_usize);
    let (mut is_in_text, mut is_escaped) = (false, false);
    let at = text.bytes().position(|byte| {
        if is_in_text {
            is_in_text = byte != b'"' || is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            return false;
        }
        match byte {
            b'"' => is_in_text = true,
            b'{' | b'[' => (depth, values) = (depth + 1, values + 1),
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        depth > MAX_LEVELS || values > MAX_VALUES
    });
    let reason = if depth > MAX_LEVELS {
        TOO_DEEP
    } else {
        TOO_MANY
    };
    at.map(|at| (at, reason))
}

fn not_json(text: &str, error: &serde_json::Error) -> NotJson {
    let lines = text.split_inclusive('\n');
    let before: usize = lines
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let mut at = (before + error.column().saturating_sub(1)).min(text.len());
    if error.is_eof() {
        at = text.trim_end().len();
    }
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or_default();
    let reason = match reason {
        "recursion limit exceeded" => TOO_DEEP,
        "EOF while parsing an object" => "it ends within an object",
        "EOF while parsing a list" => "it ends within an array",
        "EOF while parsing a string" => "it ends within a string",
        "EOF while parsing a value" => "it ends where a value should be",
        other => other,
    };
    NotJson {
        at,
        reason: reason.to_owned(),
    }
}

/// Goes over a text that is known to be JSON.
struct Walker<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Walker<'t> {
    fn rest(&self) -> &'t str {
        slice(self.text, self.at..self.text.len())
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    /// Whether the next mark is this one, which is then passed.
    fn passes(&mut self, mark: char) -> bool {
        self.skip_blanks();
        let found = self.rest().starts_with(mark);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self) -> Node<'t> {
        self.skip_blanks();
        let start = self.at;
        let data = match self.rest().bytes().next() {
            Some(b'{') => Data::Object(self.members()),
            Some(b'[') => Data::List(self.items()),
            Some(b'"') => Data::Text(self.string()),
            first => {
                let rest = self.rest();
                let end = rest.find([',', ']', '}', ' ', '\t', '\n', '\r']);
                let word = slice(rest, 0..end.unwrap_or(rest.len()));
                self.at += word.len();
                match first {
                    Some(b'n') | None => Data::Null,
                    Some(b't' | b'f') => Data::Bool,
                    Some(_) => Data::Number(word),
                }
            }
        };
        Node {
            range: start..self.at,
            data,
        }
    }

    fn members(&mut self) -> Vec<Member<'t>> {
        let mut members = Vec::new();
        self.passes('{');
        while !self.passes('}') && !self.rest().is_empty() {
            self.passes(',');
            self.skip_blanks();
            let start = self.at;
            let key = self.string();
            let key_range = start..self.at;
            self.passes(':');
            let value = self.value();
            members.push(Member {
                key,
                key_range,
                value,
            });
        }
        members
    }

    fn items(&mut self) -> Vec<Node<'t>> {
        let mut items = Vec::new();
        self.passes('[');
        while !self.passes(']') && !self.rest().is_empty() {
            self.passes(',');
            items.push(self.value());
        }
        items
    }

    fn string(&mut self) -> Cow<'t, str> {
        let rest = self.rest();
        let mut is_escaped = false;
        let end = rest.bytes().skip(1).position(|byte| {
            let ends = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        });
        let length = end.map_or(rest.len(), |end| end + 2);
        self.at += length;
        let quoted = slice(rest, 0..length);
        let inner = slice(quoted, 1..length.saturating_sub(1));
        if inner.contains('\\') {
            // Half a surrogate pair is legal, and no text; it stays as it is written.
            Cow::Owned(serde_json::from_str(quoted).unwrap_or_else(|_| inner.to_owned()))
        } else {
            Cow::Borrowed(inner)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Data, Node, parse};
    use crate::source::slice;
    use proptest::prelude::*;
    use serde_json::Value as Json;

    fn json(node: &Node<'_>, text: &str) -> Json {
        match &node.data {
            Data::Null => Json::Null,
            Data::Bool => (slice(text, node.range.clone()) == "true").into(),
            Data::Number(number) => serde_json::from_str(number).unwrap(),
            Data::Text(text) => text.clone().into_owned().into(),
            Data::List(items) => items.iter().map(|item| json(item, text)).collect(),
            Data::Object(members) => members
                .iter()
                .map(|member| (member.key.clone().into_owned(), json(&member.value, text)))
                .collect(),
        }
    }

    fn value() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            (-1e9..1e9).prop_map(Json::from),
            any::<String>().prop_map(Json::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
                proptest::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_tree_is_what_the_library_reads(value in value(), pretty: bool) {
            let text = if pretty {
                serde_json::to_string_pretty(&value).unwrap()
            } else {
                format!(" {value}\r\n")
            };
            let node = parse(&text).unwrap();
            prop_assert_eq!(json(&node, &text), value.clone());
            // The place of the value is the value.
            let again: Json = serde_json::from_str(slice(&text, node.range)).unwrap();
            prop_assert_eq!(again, value);
        }

        #[test]
        fn depth_ends_where_the_library_ends(levels in 100_usize..150, map: bool) {
            let (open, close) = if map { ("{\"[\\\"[\":", "}") } else { (" [", "] ") };
            let text = format!("{}1{}", open.repeat(levels), close.repeat(levels));
            prop_assert_eq!(parse(&text).is_ok(), serde_json::from_str::<Json>(&text).is_ok());
        }

        #[test]
        fn any_text_is_json_or_says_where_it_is_not(text in any::<String>()) {
            match parse(&text) {
                Ok(_) => prop_assert!(serde_json::from_str::<Json>(&text).is_ok()),
                Err(fault) => prop_assert!(text.is_char_boundary(fault.at)),
            }
        }
    }
}
