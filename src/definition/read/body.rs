//! What is sent and what comes back: headers, bodies, mappings, responses, tests.

use rustc_hash::FxHashSet;

use super::edits::is_self_contained;
use super::reader::{Reader, Slot};
use crate::definition::{Header, Response, ResponseSchema, Test, Text, Value};
use crate::diagnostic::Diagnostic;
use crate::platforms::facts::{EXPECTED, RESPONSE, TEST};
use crate::rules::reading::{invalid_value, single_quoted, wrong_type};
use crate::source::{Span, slice};
use crate::yaml::{Content, Node, ScalarStyle, Typed, parse, typed};

impl<'s> Reader<'_, 's> {
    /// A mapping from header name to value.
    pub(super) fn headers(&mut self, slot: &Slot<'_, 's>) -> Vec<Header<'s>> {
        let pairs = self.pairs(
            slot,
            &["key", "name"],
            &["value"],
            "a mapping from name to value",
        );
        pairs
            .into_iter()
            .map(|(name, value)| Header { name, value })
            .collect()
    }

    /// A mapping from key to `JSONPath`.
    pub(super) fn mapping(&mut self, slot: &Slot<'_, 's>) -> Vec<(Text<'s>, Text<'s>)> {
        self.pairs(
            slot,
            &["key", "name"],
            &["jsonpath", "path", "value"],
            "a mapping from key to JSONPath",
        )
    }

    /// A mapping from text to text; the vendors' list of pairs becomes one by the fix.
    fn pairs(
        &mut self,
        slot: &Slot<'_, 's>,
        keys: &[&str],
        values: &[&str],
        expected: &str,
    ) -> Vec<(Text<'s>, Text<'s>)> {
        if matches!(slot.value.content(), Content::Sequence) {
            let found = self.of_wrong_type(slot, expected);
            self.report(pairs_as_mapping(found, slot, keys, values));
            return Vec::new();
        }
        let mut pairs = Vec::new();
        self.each_entry(slot, expected, |reader, count, key, inner| {
            if pairs.is_empty() {
                pairs.reserve_exact(count);
            }
            pairs.extend(reader.text(inner).map(|value| (key, value)));
        });
        pairs
    }

    /// A JSON body: a mapping or a list. JSON as text becomes one by the fix, because JSON is YAML.
    pub(super) fn body(&mut self, slot: &Slot<'_, 's>) -> Option<Value<'s>> {
        const EXPECTED: &str = "a mapping or a list";
        if matches!(slot.value.content(), Content::Mapping | Content::Sequence) {
            return self.value(slot);
        }
        let mut found = self.of_wrong_type(slot, EXPECTED);
        if let Some(scalar) = slot.value.scalar()
            && typed(slot.value) == Some(Typed::Str)
        {
            let json = scalar.value.trim();
            if is_json_container(json) {
                found =
                    found.help("JSON is YAML: write it without the quotes or the `|` before it");
                if is_tied_to_nothing(slot.value) {
                    let written = slot.value.written_span();
                    let text = on_indented_lines(slot, json);
                    found = found.edit(true, written, text);
                }
            } else {
                found = found.help("write the JSON as YAML, a key on each line");
            }
        }
        self.report_wrong_type(found, EXPECTED);
        None
    }

    /// A JSON template: text with tags, a mapping or a list.
    pub(super) fn json_template(&mut self, slot: &Slot<'_, 's>) -> Option<Value<'s>> {
        match (slot.value.content(), typed(slot.value)) {
            (Content::Mapping | Content::Sequence, _) => self.value(slot),
            (_, Some(Typed::Str)) => self.text_value(slot),
            _ => {
                self.wrong_type(slot, "a JSON template: text or a mapping");
                None
            }
        }
    }

    pub(super) fn response(&mut self, slot: &Slot<'_, 's>) -> Option<Response<'s>> {
        let [example, schema] = self.members(slot, &RESPONSE)?;
        if slot.value.entries().next().is_none() {
            let help = "write an `example`, a `schema`, or both";
            self.report(invalid_value::malformed(
                slot.value.span(),
                "`response` is empty",
                help,
            ));
        }
        let key = |member: &Option<Slot<'_, 's>>| member.as_ref().map_or(slot.key, |slot| slot.key);
        let (example_key, schema_key) = (key(&example), key(&schema));
        let example = example.and_then(|slot| self.value(&slot));
        let schema = schema.and_then(|slot| match (slot.value.content(), typed(slot.value)) {
            (Content::Mapping, _) | (_, Some(Typed::Bool(_))) => {
                self.value(&slot).map(ResponseSchema::Inline)
            }
            (_, Some(Typed::Str)) => self
                .text_that_says_something(&slot)
                .map(ResponseSchema::File),
            _ => {
                self.wrong_type(&slot, "a JSON Schema or the path of one");
                None
            }
        });
        Some(Response {
            example,
            example_key,
            schema,
            schema_key,
        })
    }

    pub(super) fn tests(&mut self, slot: &Slot<'_, 's>) -> Vec<Test<'s>> {
        if !matches!(slot.value.content(), Content::Sequence) {
            self.wrong_type(slot, "a list of tests");
            return Vec::new();
        }
        let mut tests = Vec::new();
        for (index, item) in slot.value.items().enumerate() {
            let item = slot.item(index, item);
            let Some([name, given, expect]) = self.members(&item, &TEST) else {
                continue;
            };
            if let Some(expect) = &expect
                && matches!(expect.value.content(), Content::Mapping)
            {
                // The members are judged here; the values are read below, all as JSON.
                self.members(expect, &EXPECTED);
            }
            tests.push(Test {
                name: name.and_then(|slot| self.text_that_says_something(&slot)),
                given: given.and_then(|slot| self.mapping_value(&slot)),
                expect: expect.and_then(|slot| self.mapping_value(&slot)),
            });
        }
        tests
    }
}

/// `[{ key: a, value: b }]` becomes `a: b`. Other keys than the two, comments, and a name that is there
/// twice have no place in a mapping: then there is no fix.
fn pairs_as_mapping(
    mut found: Diagnostic,
    slot: &Slot<'_, '_>,
    keys: &[&str],
    values: &[&str],
) -> Diagnostic {
    found = found.help(format!(
        "write `{}:` as a mapping: `name: value` on each line",
        slot.field
    ));
    if slot.value.items().next().is_none() || !is_self_contained(slot.value) {
        return found;
    }
    let in_brackets = slot.value.is_flow();
    let one_of = |item: Node<'_, '_>, names: &[&str]| {
        let node = names.iter().find_map(|name| item.get(name))?;
        pair_member(node, in_brackets)
    };
    let mut names: FxHashSet<String> = FxHashSet::default();
    let mut lines = Vec::new();
    for item in slot.value.items() {
        let (Some(name), Some(value)) = (one_of(item, keys), one_of(item, values)) else {
            return found;
        };
        lines.push(format!("{name}: {value}"));
        if !names.insert(name) || item.entries().count() != 2 {
            return found;
        }
    }
    let written = slot.value.written_span();
    if in_brackets {
        let mapping = format!("{{ {} }}", lines.join(", "));
        return if is_one_line_value(&mapping) {
            found.edit(true, written, mapping)
        } else {
            found
        };
    }
    let (indent, first) = indents(slot);
    let separator = format!("\n{}", " ".repeat(indent));
    let mapping = format!("{}{}", " ".repeat(first), lines.join(&separator));
    found.edit(true, written, mapping)
}

/// The name or the value of a pair; what YAML would not read as text gets quotes.
fn pair_member(node: Node<'_, '_>, in_brackets: bool) -> Option<String> {
    match typed(node)? {
        Typed::Null => None,
        Typed::Bool(_) | Typed::Int | Typed::Float => on_one_line(node).map(single_quoted),
        Typed::Str if in_brackets => in_braces(node),
        Typed::Str => on_one_line(node).map(str::to_owned),
    }
}

/// A scalar as it is written, if that is on one line and can stand elsewhere.
fn on_one_line<'s>(node: Node<'_, 's>) -> Option<&'s str> {
    let written = slice(node.document().text(), node.written_span().range());
    let is_simple = node.scalar().is_some() && !node.is_alias() && node.tag().is_none();
    (is_simple && !written.is_empty() && !written.contains(['\n', '\r'])).then_some(written)
}

/// The same where it can stand inside of braces: quoted if anything in it would end it there.
pub(super) fn in_braces(node: Node<'_, '_>) -> Option<String> {
    let written = on_one_line(node)?;
    let is_plain = node
        .scalar()
        .is_some_and(|scalar| scalar.style == ScalarStyle::Plain);
    let is_block = written.starts_with(['|', '>']);
    if is_block {
        return None;
    }
    Some(if is_plain && written.contains([',', '[', ']', '{', '}']) {
        single_quoted(written)
    } else {
        written.to_owned()
    })
}

/// The columns of a block below a key: at least two more than the key's, and how many blanks the
/// first line needs for that.
fn indents(slot: &Slot<'_, '_>) -> (usize, usize) {
    let text = slot.value.document().text();
    let column = |offset: u32| {
        let before = slice(text, 0..offset as usize);
        before.len() - before.rfind(['\n', '\r']).map_or(0, |at| at + 1)
    };
    let key = column(slot.key.start);
    let value = column(slot.value.written_span().start);
    let indent = if value > key { value } else { key + 2 };
    (indent, indent - value)
}

/// Whether a value can be replaced by one of another type: nothing else refers to it.
pub(super) fn is_tied_to_nothing(node: Node<'_, '_>) -> bool {
    !node.is_alias() && node.tag().is_none() && node.anchor().is_none()
}

/// Whether a text is JSON that YAML reads alike. `$images` as a whole value is part of it, as on
/// Verboo's own page.
fn is_json_container(text: &str) -> bool {
    let json = without_raw_images(text);
    matches!(
        serde_json::from_str::<serde_json::Value>(&json),
        Ok(serde_json::Value::Object(_) | serde_json::Value::Array(_))
    )
}

/// The text with `null` for each `$images` that stands outside of strings.
fn without_raw_images(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if !in_string
            && let Some(after) = rest.strip_prefix("$images")
            && !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        {
            out.push_str("null");
            rest = after;
            continue;
        }
        in_string ^= c == '"' && !escaped;
        escaped = in_string && c == '\\' && !escaped;
        out.push(c);
        rest = slice(rest, c.len_utf8()..rest.len());
    }
    out
}

/// JSON that stood in a block keeps its lines, indented below the key.
fn on_indented_lines(slot: &Slot<'_, '_>, json: &str) -> String {
    let is_block = slot
        .value
        .scalar()
        .is_some_and(|scalar| matches!(scalar.style, ScalarStyle::Literal | ScalarStyle::Folded));
    let key = slot.key.start as usize;
    let before = slice(slot.value.document().text(), 0..key);
    let column = key - before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let indent = if is_block {
        " ".repeat(column + 2)
    } else {
        String::new()
    };
    json.lines()
        .collect::<Vec<_>>()
        .join(&format!("\n{indent}"))
}

/// Whether a text in braces reads as one mapping: nothing in it needs quotes.
pub(super) fn is_one_line_value(text: &str) -> bool {
    let stream = parse(crate::source::FileId::default(), text);
    stream.documents.iter().all(|document| !document.broken)
        && stream.comments.is_empty()
        && stream
            .documents
            .iter()
            .filter_map(crate::yaml::Document::root)
            .count()
            == 1
}

/// Edits that put a text around a value and indent its further lines.
pub(super) fn wrapped(
    found: Diagnostic,
    value: Node<'_, '_>,
    [before, after]: [&str; 2],
    block: [&str; 2],
) -> Diagnostic {
    let written = value.written_span();
    let text = value.document().text();
    let body = slice(text, written.range());
    if value.is_flow() {
        return found
            .edit(
                true,
                Span {
                    end: written.start,
                    ..written
                },
                before,
            )
            .edit(
                true,
                Span {
                    start: written.end,
                    ..written
                },
                after,
            );
    }
    let line = slice(text, 0..written.start as usize);
    let column = line.len() - line.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let [first, rest] = block;
    let head = first.replace('\n', &format!("\n{}", " ".repeat(column)));
    let mut found = found.edit(
        true,
        Span {
            end: written.start,
            ..written
        },
        format!("{head}{rest}"),
    );
    for (at, _) in body.match_indices('\n') {
        let next = slice(body, at + 1..body.len());
        if !next.lines().next().unwrap_or_default().trim().is_empty() {
            found = found.edit(true, written.part(at + 1, at + 1), rest);
        }
    }
    found
}

/// A finding of a value that is fine but for its shape.
pub(super) fn shape(slot: &Slot<'_, '_>, expected: &str, found: &str) -> Diagnostic {
    wrong_type::diagnostic(&slot.name(), slot.key, expected, found)
}
