//! From a tree to text.

use std::ops::Range;

use serde_json::Value as Json;

use super::{Node, Tag, TagKind, Template, parse};
use crate::source::slice;

/// One value that was put into a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// The tag in the template.
    pub tag: Range<usize>,
    /// The name in the tag.
    pub name: String,
    /// The bytes of the text that it became.
    pub output: Range<usize>,
}

/// What a template became.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traced {
    /// The text.
    pub text: String,
    /// What became of each tag that puts a value there, in order.
    pub insertions: Vec<Insertion>,
    /// Whether sections over lists, one in the other, multiplied what is written so much that it ends
    /// before its end.
    pub is_cut: bool,
}

/// The most bytes that a template is rendered to. Forty sections over lists of three, one in the other,
/// would be more than any disk holds.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// The most tags and texts between them that are written for one template.
const MOST_STEPS: usize = 100_000;

/// Renders a template. `html` says whether `{{name}}` escapes HTML; `{{{name}}}` never does.
/// Missing and null values are empty. A list or an object that a tag names becomes its JSON, on
/// which the specification is silent.
#[must_use]
pub fn render(template: &str, context: &Json, html: bool) -> String {
    render_traced(template, context, html).text
}

/// The same, with what became of each tag that puts a value there.
#[must_use]
pub fn render_traced(template: &str, context: &Json, html: bool) -> Traced {
    let parsed = parse(template);
    let mut renderer = Renderer {
        template,
        html,
        stack: vec![context],
        steps: 0,
        done: Traced::default(),
    };
    renderer.nodes(&parsed.nodes);
    renderer.done
}

/// A template in which every tag stands for something neutral.
#[derive(Clone, Debug, Default)]
pub struct Expanded {
    /// The text.
    pub text: String,
    /// The parts of the text, in order: each with its place in the template.
    pub parts: Vec<ExpandedPart>,
}

/// A part of an [`Expanded`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpandedPart {
    /// Its bytes.
    pub output: Range<usize>,
    /// The bytes of the template that made it.
    pub source: Range<usize>,
    /// Whether it stands for a tag.
    pub is_value: bool,
}

impl Expanded {
    /// What made a byte of the text: the byte itself, or the whole tag.
    #[must_use]
    pub fn source_of(&self, at: usize) -> Option<Range<usize>> {
        let mut parts = self.parts.iter();
        let part = parts.find(|part| part.output.contains(&at))?;
        if part.is_value {
            return Some(part.source.clone());
        }
        let length = self.text.get(at..)?.chars().next()?.len_utf8();
        let start = part.source.start + (at - part.output.start);
        Some(start..start + length)
    }
}

/// Writes a template with each section as often as `times` says, and what `value` says in the place
/// of each value. Nothing where that takes more than `limit` bytes or steps.
pub fn expand<'v>(
    text: &str,
    template: &Template<'_>,
    times: &dyn Fn(&Tag<'_>) -> usize,
    value: &dyn Fn(&Tag<'_>) -> &'v str,
    limit: usize,
) -> Option<Expanded> {
    let mut expander = Expander {
        template: text,
        times,
        value,
        limit,
        steps: 0,
        done: Expanded::default(),
    };
    expander.nodes(&template.nodes)?;
    Some(expander.done)
}

/// Escapes HTML as mustache.js does. The specification asks for `&`, `<`, `>` and `"` only; which
/// engine the platform runs is not documented, and the most common one escapes more.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match entity(c) {
            Some(entity) => escaped.push_str(entity),
            None => escaped.push(c),
        }
    }
    escaped
}

fn entity(c: char) -> Option<&'static str> {
    Some(match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        '/' => "&#x2F;",
        '`' => "&#x60;",
        '=' => "&#x3D;",
        _ => return None,
    })
}

struct Renderer<'t, 'c> {
    template: &'t str,
    html: bool,
    stack: Vec<&'c Json>,
    steps: usize,
    done: Traced,
}

impl<'c> Renderer<'_, 'c> {
    fn nodes(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            self.steps += 1;
            if self.steps > MOST_STEPS || self.done.text.len() > MOST_BYTES {
                self.done.is_cut = true;
                return;
            }
            match node {
                Node::Text(range) => {
                    let text = slice(self.template, range.clone());
                    self.done.text.push_str(text);
                }
                Node::Value(tag) => self.value(tag),
                Node::Section { open, nodes, .. } => self.section(open, nodes),
            }
        }
    }

    fn value(&mut self, tag: &Tag<'_>) {
        let text = match self.look_up(tag.name) {
            None | Some(Json::Null) => String::new(),
            Some(Json::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        let output = &mut self.done.text;
        let start = output.len();
        if self.html && tag.kind == TagKind::Escaped {
            output.push_str(&escape(&text));
        } else {
            output.push_str(&text);
        }
        let insertion = insertion(tag, start..output.len());
        self.done.insertions.push(insertion);
    }

    fn section(&mut self, open: &Tag<'_>, nodes: &[Node<'_>]) {
        let value = self.look_up(open.name);
        let is_false = match value {
            None | Some(Json::Null | Json::Bool(false)) => true,
            Some(Json::Array(items)) => items.is_empty(),
            Some(_) => false,
        };
        match (open.kind, value) {
            (TagKind::Inverted, _) if is_false => self.nodes(nodes),
            (TagKind::Section, Some(Json::Array(items))) => {
                for item in items {
                    if self.done.is_cut {
                        break;
                    }
                    self.within(item, nodes);
                }
            }
            (TagKind::Section, Some(value)) if !is_false => self.within(value, nodes),
            _ => {}
        }
    }

    /// The name in the nearest context that has its first part.
    fn look_up(&self, name: &str) -> Option<&'c Json> {
        if name == "." {
            return self.stack.last().copied();
        }
        let (first, rest) = match name.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (name, None),
        };
        let mut value = self
            .stack
            .iter()
            .rev()
            .find_map(|context| context.get(first))?;
        for part in rest.into_iter().flat_map(|rest| rest.split('.')) {
            value = value.get(part)?;
        }
        Some(value)
    }

    fn within(&mut self, context: &'c Json, nodes: &[Node<'_>]) {
        self.stack.push(context);
        self.nodes(nodes);
        self.stack.pop();
    }
}

struct Expander<'t, 'v> {
    template: &'t str,
    times: &'t dyn Fn(&Tag<'_>) -> usize,
    value: &'t dyn Fn(&Tag<'_>) -> &'v str,
    limit: usize,
    steps: usize,
    done: Expanded,
}

impl Expander<'_, '_> {
    fn nodes(&mut self, nodes: &[Node<'_>]) -> Option<()> {
        for node in nodes {
            match node {
                Node::Text(range) => {
                    let text = slice(self.template, range.clone());
                    self.push(text, range.clone(), false);
                }
                Node::Value(tag) => self.push((self.value)(tag), tag.range.clone(), true),
                Node::Section { open, nodes, .. } => {
                    for _ in 0..(self.times)(open) {
                        self.nodes(nodes)?;
                    }
                }
            }
            self.steps += 1;
            if self.done.text.len() > self.limit || self.steps > self.limit {
                return None;
            }
        }
        Some(())
    }

    fn push(&mut self, text: &str, source: Range<usize>, is_value: bool) {
        let start = self.done.text.len();
        self.done.text.push_str(text);
        self.done.parts.push(ExpandedPart {
            output: start..self.done.text.len(),
            source,
            is_value,
        });
    }
}

fn insertion(tag: &Tag<'_>, output: Range<usize>) -> Insertion {
    Insertion {
        tag: tag.range.clone(),
        name: tag.name.to_owned(),
        output,
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, MOST_STEPS, escape, expand, render_traced};
    use crate::templates::mustache::parse;

    /// The eight characters of `entityMap` in mustache.js 4.2.0.
    #[test]
    fn html_is_escaped_as_mustache_js_does() {
        let escaped = "&amp; &lt; &gt; &quot; &#39; &#x2F; &#x60; &#x3D; é";
        assert_eq!(escape("& < > \" ' / ` = é"), escaped);
    }

    #[test]
    fn an_expansion_has_a_limit_of_bytes_and_of_steps() {
        let fits = |text: &str, times: usize, value: &str, limit: usize| {
            expand(text, &parse(text), &|_| times, &|_| value, limit).is_some()
        };
        assert!(fits("a{{b}}", 1, "1234", 5));
        assert!(!fits("a{{b}}", 1, "12345", 5));
        // A value and the section around it, three times.
        let text = "{{#a}}{{b}}{{/a}}{{#a}}{{/a}}";
        assert!(fits(text, 3, "", 5));
        assert!(!fits(text, 3, "", 4));
    }

    #[test]
    fn what_grows_without_end_is_cut_for_good() {
        let many = serde_json::json!({ "items": vec![1; MOST_STEPS + 10] });
        let cut = render_traced("{{#items}}x{{/items}}end", &many, false);
        assert!(cut.is_cut && cut.text.len() < MOST_STEPS);
        assert!(!cut.text.ends_with("end"));
        let large = serde_json::json!({ "items": vec!["x".repeat(MOST_BYTES / 4 - 1); 10] });
        let cut = render_traced("{{#items}}{{.}}{{/items}}", &large, false);
        assert!(cut.is_cut && cut.text.len() <= MOST_BYTES / 4 * 5);
        let few = serde_json::json!({ "items": [1, 2] });
        let whole = render_traced("{{#items}}x{{/items}}end", &few, false);
        assert!(!whole.is_cut && whole.text == "xxend");
    }
}
