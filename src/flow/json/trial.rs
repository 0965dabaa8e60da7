//! Renders a template with its sections in many states, and parses what comes of it.

use std::ops::{ControlFlow, Range};

use super::places::{JsonPlace, is_glued, places};
use super::states::{State, each_state};
use crate::source::slice;
use crate::templates::mustache::{Expanded, ExpandedPart, Tag, Template, expand};

/// What is known of the values that a template is filled in with.
pub struct Known<'a> {
    /// Says of a section whether its value may be a list.
    pub may_repeat: &'a dyn Fn(&Tag<'_>) -> bool,
    /// Numbers and truth values, as they are written, that may stand in the place of a tag; none
    /// where it may be something else as well.
    pub samples: &'a dyn Fn(&Tag<'_>) -> Vec<String>,
}

/// What came of a template.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    /// How it fails to be JSON.
    pub broken: Option<Broken>,
    /// The tags that put values there, by their first bytes, with every place where they stand.
    pub places: Vec<(usize, JsonPlace)>,
}

/// How a template fails to be JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The bytes of the template at fault.
    pub range: Range<usize>,
    /// How often sections were put there.
    pub state: State,
    /// Whether it fails however often they are put there.
    pub always: bool,
    /// What is wrong, as a lower-case phrase.
    pub reason: String,
    /// The line of the rendered text on which it is wrong.
    pub line: String,
    /// What closes the list or object behind a comma that is one too many.
    pub closes: Option<char>,
    /// The name and the value with which alone it fails.
    pub value: Option<(String, String)>,
}

/// The bytes and steps that one rendering may take.
const LIMIT: usize = 1 << 20;

/// The bytes that all renderings beyond the first few may take together.
const BUDGET: usize = 4 << 20;

/// What a tag stands for: it is JSON as a value, in a string, and in a key.
const NEUTRAL: &str = "1";

/// Tries a template in every state of its sections that is worth it, first with a neutral value,
/// then with all kinds of numbers where one of them stands beside something else.
#[must_use]
pub fn trial(text: &str, template: &Template<'_>, known: &Known<'_>) -> Trial {
    let mut found = Trial::default();
    let mut glued: Vec<&Tag<'_>> = Vec::new();
    let mut failures: Vec<Broken> = Vec::new();
    let mut uniform = 0;
    each_rendering(
        text,
        template,
        known.may_repeat,
        &|_| NEUTRAL,
        &mut |state, expanded| {
            uniform += usize::from(state.others.is_empty());
            if !state.others.is_empty() && !failures.is_empty() {
                return ControlFlow::Break(());
            }
            if let Some(error) = error_of(expanded) {
                failures.push(describe(expanded, &error, state, (text, template)));
                return ControlFlow::Continue(());
            }
            for (part, place) in places(expanded) {
                found.places.push((part.source.start, place));
                if place == JsonPlace::Bare && is_glued(expanded, part) {
                    glued.extend(tag_of(template, part));
                }
            }
            found.places.sort_unstable();
            found.places.dedup();
            ControlFlow::Continue(())
        },
    );
    glued.sort_unstable_by_key(|tag| tag.range.start);
    glued.dedup();
    let mut failures = failures.into_iter();
    found.broken = match failures.next() {
        // What is wrong at the same place each time has nothing to do with sections.
        Some(first) if first.state.others.is_empty() => {
            let others = failures.filter(|other| other.range == first.range).count();
            let always = others + 1 == uniform;
            Some(Broken { always, ..first })
        }
        Some(first) => Some(first),
        None => broken_by_number((text, template), known, &glued),
    };
    found
}

/// Tries the numbers and truth values that may stand where something else makes one value with them.
fn broken_by_number(
    (text, template): (&str, &Template<'_>),
    known: &Known<'_>,
    glued: &[&Tag<'_>],
) -> Option<Broken> {
    let samples: Vec<(&Tag<'_>, Vec<String>)> = glued
        .iter()
        .map(|tag| (*tag, (known.samples)(tag)))
        .filter(|(_, samples)| !samples.is_empty())
        .collect();
    let rounds = samples.iter().map(|(_, samples)| samples.len()).max();
    let mut broken = None;
    for round in 0..rounds.unwrap_or_default() {
        let sample = |start: usize| {
            let at = samples.binary_search_by_key(&start, |(tag, _)| tag.range.start);
            let (tag, samples) = samples.get(at.ok()?)?;
            let sample = samples.get(round).or(samples.first())?;
            Some((*tag, sample.as_str()))
        };
        let value = |tag: &Tag<'_>| sample(tag.range.start).map_or(NEUTRAL, |(_, sample)| sample);
        each_rendering(
            text,
            template,
            known.may_repeat,
            &value,
            &mut |state, expanded| {
                let Some(error) = error_of(expanded) else {
                    return ControlFlow::Continue(());
                };
                let at = place_of(&expanded.text, &error).at;
                // The number that the fault is in or behind.
                let parts = expanded.parts.iter();
                let mut guilty = parts.filter_map(|part| Some((part, sample(part.source.start)?)));
                let found = guilty
                    .clone()
                    .take_while(|(part, _)| part.output.start <= at)
                    .last()
                    .or_else(|| guilty.next());
                broken = found.map(|(_, (tag, sample))| Broken {
                    range: tag.range.clone(),
                    value: Some((tag.name.to_owned(), sample.to_owned())),
                    ..describe(expanded, &error, state, (text, template))
                });
                ControlFlow::Break(())
            },
        );
        if broken.is_some() {
            break;
        }
    }
    broken
}

/// Visits the renderings of a template, for as long as they do not take too much.
fn each_rendering<'v>(
    text: &str,
    template: &Template<'_>,
    may_repeat: &dyn Fn(&Tag<'_>) -> bool,
    value: &dyn Fn(&Tag<'_>) -> &'v str,
    visit: &mut dyn FnMut(&State, &Expanded) -> ControlFlow<()>,
) {
    let mut budget = BUDGET;
    let _ = each_state(template, may_repeat, &mut |state| {
        let times = |tag: &Tag<'_>| state.times(tag, may_repeat);
        let expanded = expand(text, template, &times, value, LIMIT);
        let taken = expanded
            .as_ref()
            .map_or(LIMIT, |expanded| expanded.text.len());
        budget = budget.saturating_sub(taken + text.len());
        if budget == 0 && !state.others.is_empty() {
            return ControlFlow::Break(());
        }
        match expanded {
            Some(expanded) => visit(state, &expanded),
            None => ControlFlow::Continue(()),
        }
    });
}

fn error_of(expanded: &Expanded) -> Option<serde_json::Error> {
    serde_json::from_str::<serde::de::IgnoredAny>(&expanded.text).err()
}

fn tag_of<'a, 't>(template: &'a Template<'t>, part: &ExpandedPart) -> Option<&'a Tag<'t>> {
    let tags = &template.tags;
    let at = tags.binary_search_by_key(&part.source.start, |tag| tag.range.start);
    tags.get(at.ok()?)
}

/// Where a rendered text stops to be JSON.
struct Fault {
    at: usize,
    reason: String,
    closes: Option<char>,
    line: String,
}

fn place_of(text: &str, error: &serde_json::Error) -> Fault {
    let lines = text.split_inclusive('\n');
    let before: usize = lines
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    // The library counts bytes of the line from one, and stands at the byte that it cannot use.
    let mut at = before + error.column().saturating_sub(1);
    let mut reason = reword(error);
    let mut closes = None;
    let sofar = slice(text, 0..at).trim_end();
    let rest = slice(text, at..text.len());
    if rest.starts_with([']', '}']) && sofar.ends_with(',') {
        closes = rest.chars().next();
        at = sofar.len() - 1;
        "a comma before the end".clone_into(&mut reason);
    }
    if error.is_eof() {
        at = text.trim_end().len().saturating_sub(1);
    }
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let start = slice(text, 0..at).rfind('\n').map_or(0, |end| end + 1);
    let rest = slice(text, start..text.len());
    let line = rest.lines().next().unwrap_or_default().trim().to_owned();
    Fault {
        at,
        reason,
        closes,
        line,
    }
}

fn describe(
    expanded: &Expanded,
    error: &serde_json::Error,
    state: &State,
    (text, template): (&str, &Template<'_>),
) -> Broken {
    let fault = place_of(&expanded.text, error);
    // Where nothing is left, all that stands there is at fault.
    let is_left = !expanded.text.trim().is_empty();
    let found = expanded.source_of(fault.at).filter(|_| is_left);
    let found = found
        .map(|found| empty_section(expanded, template, state, fault.at, &found).unwrap_or(found));
    let range = found.unwrap_or_else(|| {
        let trimmed = text.trim_end().len();
        0..if trimmed == 0 { text.len() } else { trimmed }
    });
    Broken {
        range,
        state: state.clone(),
        always: false,
        reason: fault.reason,
        line: fault.line,
        closes: fault.closes,
        value: None,
    }
}

/// The section that left nothing between a byte and what stands before it.
fn empty_section(
    expanded: &Expanded,
    template: &Template<'_>,
    state: &State,
    at: usize,
    found: &Range<usize>,
) -> Option<Range<usize>> {
    let before = slice(&expanded.text, 0..at).trim_end();
    let before = expanded.source_of(before.len().checked_sub(1)?)?;
    let is_empty = |tag: &Tag<'_>| tag.kind.opens() && state.times(tag, &|_| true) == 0;
    let mut tags = template.tags.iter().filter(|tag| is_empty(tag));
    let tag = tags.find(|tag| before.end <= tag.range.start && tag.range.end <= found.start)?;
    Some(tag.range.clone())
}

/// The library's phrases in the words of people.
fn reword(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or_default();
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

#[cfg(test)]
mod tests {
    use super::{Broken, Known, slice, trial};
    use crate::templates::mustache::{Tag, parse};

    fn broken(text: &str) -> Option<Broken> {
        let samples = |tag: &Tag<'_>| match tag.name {
            "n" => ["1", "-1"].map(str::to_owned).to_vec(),
            _ => Vec::new(),
        };
        let known = Known {
            may_repeat: &|tag| tag.name != "once",
            samples: &samples,
        };
        trial(text, &parse(text), &known).broken
    }

    #[test]
    fn templates_are_tried_with_sections_empty_once_and_twice() {
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
            let found = broken(text).map(|it| (it.state.usual, slice(text, it.range)));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn sections_are_tried_beside_each_other() {
        let cases = [
            ("[1{{#a}},2{{/a}}{{#b}},3{{/b}}]", None),
            (
                r#"{ {{#once}}"a": 1,{{/once}} {{#b}}"b": 2,{{/b}}{{^b}}"b": 3{{/b}} }"#,
                Some((1, vec![], ",")),
            ),
            ("[{{#once}}1,{{/once}}{{^b}}2{{/b}}{{#b}}3,4{{/b}}]", None),
            (
                r#"{ {{#once}}"a": 1{{/once}}{{#b}}, "b": 2{{/b}} }"#,
                Some((0, vec![("b", 1)], "{{#once}}")),
            ),
            (
                "[0{{#a}}{{#b}}{{^c}}{{^d}},{{/d}}{{/c}}{{/b}}{{/a}}]",
                Some((0, vec![("a", 1), ("b", 1)], ",")),
            ),
        ];
        for (text, expected) in cases {
            let found = broken(text);
            let found = found.as_ref().map(|it| {
                let others = it.state.others.iter();
                let others = others.map(|(name, times)| (name.as_str(), *times));
                (
                    it.state.usual,
                    others.collect(),
                    slice(text, it.range.clone()),
                )
            });
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn numbers_are_tried_where_they_make_one_value_with_something_else() {
        let found = |text: &str| {
            let broken = broken(text)?;
            Some((slice(text, broken.range).to_owned(), broken.value?.1))
        };
        let minus = Some(("{{n}}".to_owned(), "-1".to_owned()));
        assert_eq!(found(r#"{"a": -{{n}}}"#), minus);
        assert_eq!(found("[{{#a}}{{n}}{{/a}}{{^a}}0{{/a}}]"), minus);
        assert_eq!(found(r#"{"a": {{n}}0, "b": "-{{n}}"}"#), None);
        assert_eq!(found(r#"{"a": -{{m}}}"#), None);
    }
}
