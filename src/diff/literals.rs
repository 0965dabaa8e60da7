//! The fixed parts of bodies: what a server gets that no variable fills in.

use serde_json::{Map, Value as Json};

use super::shape::{HOLE, shape};
use crate::definition::{Data, Definition, Text, Value};

/// What stands for a hole in the JSON.
const MARK: char = '\u{1}';

/// How the fixed part of a place changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Literal {
    /// It is another text, or what was fixed varies.
    Changed,
    /// What varied is fixed, or has a fixed text around it.
    Fixed,
}

/// A body with marks for what varies; nothing where it is a template that is no JSON.
pub(super) fn marked(definition: &Definition<'_>) -> Option<Json> {
    let body = definition.request.body.as_ref()?;
    match &body.data {
        Data::Text(text) => serde_json::from_str(&template(&shape(text, definition))).ok(),
        _ => Some(value(body, definition)),
    }
}

fn value(body: &Value<'_>, definition: &Definition<'_>) -> Json {
    let text = |text: &Text<'_>| shape(text, definition).replace(HOLE, &MARK.to_string());
    match &body.data {
        Data::Text(written) => Json::String(text(written)),
        Data::List(items) => items.iter().map(|item| value(item, definition)).collect(),
        Data::Map(entries) => {
            let entries = entries
                .iter()
                .map(|(key, below)| (text(key), value(below, definition)));
            Json::Object(entries.collect::<Map<_, _>>())
        }
        Data::Null | Data::Bool(_) | Data::Number(_) => body.to_serde(),
    }
}

/// A template with a mark for each hole: a text of its own where it stands outside of one.
fn template(shape: &str) -> String {
    let mut out = String::new();
    let (mut in_text, mut is_escaped) = (false, false);
    for c in shape.chars() {
        if c == HOLE {
            out.push_str(if in_text { "\\u0001" } else { "\"\\u0001\"" });
            continue;
        }
        out.push(c);
        match c {
            '"' if !is_escaped => in_text = !in_text,
            '\\' if in_text && !is_escaped => {
                is_escaped = true;
                continue;
            }
            _ => {}
        }
        is_escaped = false;
    }
    out
}

/// The places whose fixed parts differ, by their keys.
pub(super) fn differing(old: &Json, new: &Json) -> Vec<(Vec<String>, Literal)> {
    let mut found = Vec::new();
    compare(old, new, &mut Vec::new(), &mut found);
    found
}

fn compare(
    old: &Json,
    new: &Json,
    path: &mut Vec<String>,
    found: &mut Vec<(Vec<String>, Literal)>,
) {
    match (old, new) {
        (Json::Object(old), Json::Object(new)) => {
            for (key, before) in old {
                if let Some(now) = new.get(key) {
                    path.push(key.clone());
                    compare(before, now, path, found);
                    path.pop();
                }
            }
        }
        (Json::Array(old), Json::Array(new)) if old.len() == new.len() => {
            path.push("[]".to_owned());
            for (before, now) in old.iter().zip(new) {
                compare(before, now, path, found);
            }
            path.pop();
        }
        (Json::Object(_) | Json::Array(_), _) | (_, Json::Object(_) | Json::Array(_)) => {}
        _ if old == new => {}
        _ => {
            let holes = |value: &Json| value.as_str().is_some_and(|text| text.contains(MARK));
            let is_whole = old.as_str().is_some_and(|text| text == MARK.to_string());
            let literal = if is_whole || (holes(old) && !holes(new)) {
                Literal::Fixed
            } else {
                Literal::Changed
            };
            found.push((path.clone(), literal));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Literal, differing, template};

    #[test]
    fn holes_of_templates_become_texts() {
        assert_eq!(
            template("{ \"a\": \0, \"b\": \"x\\\"\0\" }"),
            r#"{ "a": "\u0001", "b": "x\"\u0001" }"#
        );
    }

    #[test]
    fn only_what_is_fixed_counts() {
        let old = json!({ "a": "x", "b": "\u{1}", "c": "n \u{1}", "d": 1, "e": "\u{1}" });
        let new = json!({ "a": "y", "b": "x", "c": "m \u{1}", "d": 1, "e": "\u{1}" });
        let path = |key: &str| vec![key.to_owned()];
        assert_eq!(
            differing(&old, &new),
            [
                (path("a"), Literal::Changed),
                (path("b"), Literal::Fixed),
                (path("c"), Literal::Changed)
            ]
        );
    }
}
