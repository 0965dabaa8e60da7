//! JSON with Mustache tags in it.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::definition::{Data, Definition, Text};
use crate::flow::{Flow, Read, Types};
use crate::project::{DefinitionId, Form, Place};
use crate::source::slice;
use crate::templates::mustache::{self, Expanded, Tag, TagKind, Template};

/// Where in the JSON a reference stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonPlace {
    /// In a key of an object.
    Key,
    /// In a string that is a value.
    String,
    /// In no string: as a value of its own, or a part of one.
    Bare,
}

/// How a template fails to be JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The bytes of the template at fault.
    pub range: Range<usize>,
    /// How often sections were put there.
    pub times: usize,
    /// Whether it fails however often they are put there.
    pub always: bool,
    /// What is wrong, as a lower-case phrase.
    pub reason: String,
    /// The line of the rendered text on which it is wrong.
    pub line: String,
}

impl Broken {
    /// Whether it is about what stands between the items of a list.
    #[must_use]
    pub fn is_repetition(&self) -> bool {
        !self.always && self.times > 1 || (self.times == 1 && self.reason == EARLY_END)
    }
}

/// The reason of what ends with a comma.
const EARLY_END: &str = "a comma before the end";

/// The bytes and steps that a template may take.
const LIMIT: usize = 1 << 20;

/// What a tag stands for: it is JSON as a value, in a string, and in a key.
const NEUTRAL: &str = "1";

/// The body of a definition, if it is a JSON template as text that can be judged.
#[must_use]
pub fn body<'d, 's>(definition: &'d Definition<'s>) -> Option<(&'d Text<'s>, Template)> {
    let Data::Text(text) = &definition.request.body.as_ref()?.data else {
        return None;
    };
    let template = mustache::parse(text.as_str());
    let is_sound = !text.is_unresolved() && template.faults.is_empty();
    is_sound.then_some((text, template))
}

/// Tries a template with every section empty, once and twice; the first failure. `may_repeat` says
/// of a section whether its value may be a list.
#[must_use]
pub fn broken(
    text: &str,
    template: &Template,
    may_repeat: &dyn Fn(&Tag) -> bool,
) -> Option<Broken> {
    let has_sections = template.tags.iter().any(|tag| tag.kind.opens());
    let attempts: &[usize] = if has_sections { &[0, 1, 2] } else { &[1] };
    let judge = |times: usize| {
        let repeat = |tag: &Tag| match tag.kind {
            TagKind::Inverted => usize::from(times == 0),
            _ if times > 1 && !may_repeat(tag) => 1,
            _ => times,
        };
        let expanded = mustache::expand(text, template, &repeat, NEUTRAL, LIMIT)?;
        let error = serde_json::from_str::<serde::de::IgnoredAny>(&expanded.text).err()?;
        Some(describe(&expanded, &error, times, (text, template)))
    };
    let mut failures = attempts.iter().filter_map(|times| judge(*times));
    let first = failures.next()?;
    // What is wrong at the same place each time has nothing to do with sections.
    let others = failures.filter(|other| other.range == first.range).count();
    let always = others + 1 == attempts.len();
    Some(Broken { always, ..first })
}

fn describe(
    expanded: &Expanded,
    error: &serde_json::Error,
    times: usize,
    (text, template): (&str, &Template),
) -> Broken {
    let mut lines = expanded.text.split_inclusive('\n');
    let before: usize = lines
        .by_ref()
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let line = lines.next().unwrap_or_default().trim().to_owned();
    // The library counts bytes of the line from one, and stands at the byte that it cannot use.
    let mut at = before + error.column().saturating_sub(1);
    let message = error.to_string();
    let mut reason = message.split(" at line ").next().unwrap_or_default();
    let sofar = slice(&expanded.text, 0..at).trim_end();
    let rest = slice(&expanded.text, at..expanded.text.len());
    if rest.starts_with([']', '}']) && sofar.ends_with(',') {
        at = sofar.len() - 1;
        reason = EARLY_END;
    }
    if error.is_eof() {
        at = expanded.text.trim_end().len().saturating_sub(1);
    }
    while !expanded.text.is_char_boundary(at) {
        at -= 1;
    }
    let found = expanded
        .source_of(at)
        .map(|found| empty_section(expanded, template, at, &found).unwrap_or(found));
    let range = found.unwrap_or_else(|| {
        let trimmed = text.trim_end().len();
        0..if trimmed == 0 { text.len() } else { trimmed }
    });
    Broken {
        range,
        times,
        always: false,
        reason: reword(reason),
        line,
    }
}

/// The section that left nothing between a byte and what stands before it.
fn empty_section(
    expanded: &Expanded,
    template: &Template,
    at: usize,
    found: &Range<usize>,
) -> Option<Range<usize>> {
    let before = slice(&expanded.text, 0..at).trim_end();
    let before = expanded.source_of(before.len().checked_sub(1)?)?;
    let mut tags = template.tags.iter().filter(|tag| tag.kind.opens());
    let tag = tags.find(|tag| before.end <= tag.range.start && tag.range.end <= found.start)?;
    Some(tag.range.clone())
}

/// The library's phrases in the words of people.
fn reword(reason: &str) -> String {
    let known = match reason {
        "expected value" => "a value is missing",
        "expected ident" => "what stands here is no value of JSON",
        "key must be a string" => "a key is missing, or has no quotes",
        "trailing characters" => "something follows behind the end",
        _ if reason.starts_with("EOF") => "it ends too early",
        _ if reason.starts_with("control character") => "a line break or tab inside a string",
        other => other,
    };
    known.to_owned()
}

/// Tells of the sections of a definition's body whether their values may be lists.
pub fn may_repeat(flow: &Flow<'_, '_>, id: DefinitionId) -> impl Fn(&Tag) -> bool {
    let reads = flow.reads(id).iter();
    let once: FxHashSet<usize> = reads
        .filter(|read| matches!(read.used.place, Place::BodyTemplate))
        .filter(|read| !flow.types(read).may_be(Types::ARRAY))
        .map(|read| read.used.range.start)
        .collect();
    move |tag| !once.contains(&tag.range.start)
}

/// Every tag of a definition's body that puts a value into JSON, with its place. Nothing for a body
/// that is no JSON.
#[must_use]
pub fn reads<'f, 'p, 's>(
    flow: &'f Flow<'p, 's>,
    id: DefinitionId,
    definition: &'p Definition<'s>,
) -> Vec<(&'f Read<'p, 's>, JsonPlace)> {
    let places = body(definition)
        .filter(|(text, template)| broken(text.as_str(), template, &may_repeat(flow, id)).is_none())
        .map(|(text, template)| places(text.as_str(), &template))
        .unwrap_or_default();
    let reads = flow.reads(id).iter();
    reads
        .filter(|read| !matches!(read.used.form, Form::Tag { kind, .. } if !kind.is_value()))
        .filter_map(|read| {
            let place = match read.used.place {
                Place::BodyKey => JsonPlace::Key,
                Place::BodyText { .. } => JsonPlace::String,
                Place::BodyTemplate => {
                    let start = read.used.range.start;
                    let at = places.binary_search_by_key(&start, |(range, _)| range.start);
                    places.get(at.ok()?)?.1
                }
                Place::Url(_) | Place::HeaderName(_) | Place::HeaderValue(_) => return None,
            };
            Some((read, place))
        })
        .collect()
}

/// The tags that put values there, each with its place, in order.
fn places(text: &str, template: &Template) -> Vec<(Range<usize>, JsonPlace)> {
    let Some(expanded) = mustache::expand(text, template, &|_| 1, NEUTRAL, LIMIT) else {
        return Vec::new();
    };
    let strings = strings(&expanded.text);
    let values = expanded.parts.iter().filter(|part| part.is_value);
    values
        .map(|part| {
            let at = part.output.start;
            let next = strings.partition_point(|(range, _)| range.end <= at);
            let within = strings.get(next).filter(|(range, _)| range.start <= at);
            let place = match within {
                Some((_, true)) => JsonPlace::Key,
                Some((_, false)) => JsonPlace::String,
                None => JsonPlace::Bare,
            };
            (part.source.clone(), place)
        })
        .collect()
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
    use super::{JsonPlace, broken, mustache, places, slice};

    #[test]
    fn templates_are_tried_with_sections_empty_once_and_twice() {
        let judge = |text: &str| {
            broken(text, &mustache::parse(text), &|_| true)
                .map(|broken| (broken.times, slice(text, broken.range).to_owned()))
        };
        let cases = [
            (r#"{"a": "{{x}}", "b": {{y}}}"#, None),
            (r#"[{{#a}}{"b": 1},{{/a}}{}]"#, None),
            (
                r#"{"a": {{#x}}"{{.}}"{{/x}}{{^x}}null{{/x}}}"#,
                Some((2, "\"")),
            ),
            (r#"{"a": [{{#x}}{"b": 1},{{/x}}]}"#, Some((1, ","))),
            (r#"{"a": [{{#x}}{"b": 1}{{/x}}]}"#, Some((2, "{"))),
            (r#"{"a": {{#x}}1{{/x}}}"#, Some((0, "{{#x}}"))),
            (r#"{"a": tru{{x}}}"#, Some((1, "{{x}}"))),
            (r#"{"a": 1"#, Some((1, "1"))),
        ];
        for (text, expected) in cases {
            let expected = expected.map(|(times, at)| (times, at.to_owned()));
            assert_eq!(judge(text), expected, "{text}");
        }
    }

    #[test]
    fn a_tag_knows_where_in_the_json_it_stands() {
        let text = r#"{"{{a}}" : "x \" {{b}}", "c": [{{d}}{{#e}}, "{{f}}"{{/e}}]}"#;
        let found: Vec<_> = places(text, &mustache::parse(text))
            .into_iter()
            .map(|(range, place)| (slice(text, range), place))
            .collect();
        let expected = [
            ("{{a}}", JsonPlace::Key),
            ("{{b}}", JsonPlace::String),
            ("{{d}}", JsonPlace::Bare),
            ("{{f}}", JsonPlace::String),
        ];
        assert_eq!(found, expected);
    }
}
