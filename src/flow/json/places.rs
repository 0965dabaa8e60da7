//! Where in the JSON the values of a template stand.

use std::ops::Range;

use crate::source::slice;
use crate::templates::mustache::{Expanded, ExpandedPart};

/// Where in the JSON a reference stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonPlace {
    /// In a key of an object.
    Key,
    /// In a string that is a value.
    String,
    /// In no string: as a value of its own, or a part of one.
    Bare,
}

/// The parts that stand for values, each with its place, in order.
pub fn places(expanded: &Expanded) -> impl Iterator<Item = (&ExpandedPart, JsonPlace)> {
    let strings = strings(&expanded.text);
    let values = expanded.parts.iter().filter(|part| part.is_value);
    values.map(move |part| {
        let at = part.output.start;
        let next =
            strings.partition_point(|(range, _)| range.end <= at && range.end < part.output.end);
        let within = strings.get(next).filter(|(range, _)| range.start <= at);
        let place = match within {
            Some((_, true)) => JsonPlace::Key,
            Some((_, false)) => JsonPlace::String,
            None => JsonPlace::Bare,
        };
        (part, place)
    })
}

/// Whether something that is no part of the JSON's structure stands at a side of a part, so that
/// the two make one value.
#[must_use]
pub fn is_glued(expanded: &Expanded, part: &ExpandedPart) -> bool {
    let is_structure = |c: char| c.is_ascii_whitespace() || ",:[]{}".contains(c);
    let before = slice(&expanded.text, 0..part.output.start)
        .chars()
        .next_back();
    let after = slice(&expanded.text, part.output.end..expanded.text.len());
    !before.is_none_or(is_structure) || !after.chars().next().is_none_or(is_structure)
}

/// The strings of a JSON text, in order, each with whether it is a key.
fn strings(text: &str) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    let mut start = None;
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        match start {
            Some(_) if is_escaped => is_escaped = false,
            Some(_) if c == '\\' => is_escaped = true,
            Some(begin) if c == '"' => {
                let after = slice(text, at + 1..text.len()).trim_start();
                found.push((begin..at, after.starts_with(':')));
                start = None;
            }
            None if c == '"' => start = Some(at + 1),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{JsonPlace, is_glued, places};
    use crate::source::slice;
    use crate::templates::mustache::{expand, parse};

    #[test]
    fn a_tag_knows_where_in_the_json_it_stands() {
        let text = r#"{"{{a}}" : "x \" {{b}}", "c": [{{d}}{{#e}}, "{{f}}"{{/e}}, {{g}}0]}"#;
        let expanded = expand(text, &parse(text), &|_| 1, &|_| "1", 1 << 10).unwrap();
        let found: Vec<_> = places(&expanded)
            .map(|(part, place)| {
                let source = slice(text, part.source.clone());
                (source, place, is_glued(&expanded, part))
            })
            .collect();
        let expected = [
            ("{{a}}", JsonPlace::Key, true),
            ("{{b}}", JsonPlace::String, true),
            ("{{d}}", JsonPlace::Bare, false),
            ("{{f}}", JsonPlace::String, true),
            ("{{g}}", JsonPlace::Bare, true),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn an_empty_value_stands_where_its_tag_does() {
        let of = |text: &str| {
            let expanded = expand(text, &parse(text), &|_| 1, &|_| "", 1 << 10).unwrap();
            places(&expanded)
                .map(|(_, place)| place)
                .collect::<Vec<_>>()
        };
        assert_eq!(of(r#"["{{a}}", "b{{c}}"]"#), [JsonPlace::String; 2]);
        assert_eq!(of(r#"{"{{a}}": 1}"#), [JsonPlace::Key]);
        assert_eq!(of(r#"[{{a}}"b"{{c}}]"#), [JsonPlace::Bare; 2]);
    }
}
