//! Fills values into texts, and remembers which bytes came from which.

use std::ops::Range;

use serde_json::Value as Json;

use super::Values;
use crate::definition::{Data, Text, Value};
use crate::platforms::facts::{Facts, Templates};
use crate::source::{Span, slice};
use crate::templates::dollar::{self, Encoding};
use crate::templates::mustache;

/// One reference with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inserted {
    /// Where it stands in the request: `url`, a header, `body`.
    pub part: String,
    /// As it is written: `$order_number`.
    pub reference: String,
    /// Where it is written.
    pub span: Span,
    /// The name whose value was taken.
    pub name: String,
    /// The bytes of that part that it became.
    pub output: Range<usize>,
    /// These bytes.
    pub text: String,
    /// How the value was written there, as a phrase.
    pub encoding: &'static str,
}

/// A part of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Url,
    Header(String),
    Body,
}

pub(super) struct Filler<'v> {
    platform: &'static Facts,
    templates: Templates,
    values: &'v Values,
    by_length: dollar::Values,
    context: Json,
    pub inserted: Vec<Inserted>,
    /// Whether a Content-Type is sent that the author does not write.
    pub adds_type: bool,
    /// Whether a template writes more than is rendered.
    pub is_cut: bool,
}

/// What became of a reference: its place in the text, the name, its place in the output.
type Replaced = (Range<usize>, String, Range<usize>);

impl Part {
    fn name(&self) -> String {
        match self {
            Part::Url => "url".to_owned(),
            Part::Header(name) => format!("header {name}"),
            Part::Body => "body".to_owned(),
        }
    }
}

impl<'v> Filler<'v> {
    pub fn new(platform: &'static Facts, templates: Templates, values: &'v Values) -> Self {
        let all = values.iter();
        Self {
            platform,
            templates,
            values,
            by_length: dollar::Values::new(
                all.map(|(name, value)| (name.to_owned(), value.clone())),
            ),
            context: values.context(),
            inserted: Vec::new(),
            adds_type: false,
            is_cut: false,
        }
    }

    /// A text that is a part of the request by itself.
    pub fn text(&mut self, text: &Text<'_>, part: &Part) -> String {
        let encoding = match part {
            Part::Url => Encoding::Url,
            Part::Header(_) => Encoding::Literal,
            Part::Body => Encoding::JsonString,
        };
        self.append(text, part, encoding, String::new())
    }

    /// The body.
    pub fn body(&mut self, body: &Value<'_>) -> String {
        match (&body.data, self.templates) {
            (Data::Text(text), _) => self.text(text, &Part::Body),
            (_, Templates::Dollar) => super::body::json(self, body),
            (_, Templates::Mustache) => {
                // A mapping is a template as well: the one that the bundle holds.
                let template = body.to_json().pretty();
                let text = Text::synthetic(template.trim_end().to_owned(), body.span);
                self.text(&text, &Part::Body)
            }
        }
    }

    /// Whether a text is a reference to a list that stands for itself, without quotes.
    pub fn is_raw(&self, text: &str) -> bool {
        let name = text.strip_prefix('$');
        name.is_some_and(|name| self.platform.values.from_customers.contains(&name))
    }

    /// Writes a text behind what there is of its part.
    pub fn append(
        &mut self,
        text: &Text<'_>,
        part: &Part,
        encoding: Encoding,
        mut before: String,
    ) -> String {
        let (filled, replaced) = self.replace(text.as_str(), encoding);
        let start = before.len();
        before.push_str(&filled);
        for (reference, name, output) in replaced {
            let output = start + output.start..start + output.end;
            let encoding = self.encoding(encoding, part, slice(text.as_str(), reference.clone()));
            self.inserted.push(Inserted {
                part: part.name(),
                reference: slice(text.as_str(), reference.clone()).to_owned(),
                span: text.span_of(reference),
                name,
                text: slice(&before, output.clone()).to_owned(),
                output,
                encoding,
            });
        }
        before
    }

    /// The text without references, escaped where it becomes a string of JSON, and what became of
    /// the references.
    fn replace(&mut self, text: &str, encoding: Encoding) -> (String, Vec<Replaced>) {
        if self.templates == Templates::Mustache {
            let traced = mustache::render_traced(text, &self.context, true);
            self.is_cut |= traced.is_cut;
            let inserted = traced.insertions.into_iter();
            let replaced = inserted.map(|one| (one.tag, one.name, one.output));
            return (traced.text, replaced.collect());
        }
        let (output, trace) = dollar::substitute(text, &self.by_length, encoding);
        if encoding != Encoding::JsonString {
            let trace = trace.into_iter();
            let replaced = trace.map(|one| (one.reference, one.name, one.output));
            return (output, replaced.collect());
        }
        // The author's own text is escaped here, the values are already.
        let mut escaped = String::new();
        let mut replaced = Vec::new();
        let mut at = 0;
        for one in trace {
            escaped.push_str(&json_escaped(slice(text, at..one.reference.start)));
            at = one.reference.end;
            let start = escaped.len();
            escaped.push_str(slice(&output, one.output));
            replaced.push((one.reference, one.name, start..escaped.len()));
        }
        escaped.push_str(&json_escaped(slice(text, at..text.len())));
        (escaped, replaced)
    }

    fn encoding(&self, encoding: Encoding, part: &Part, reference: &str) -> &'static str {
        if self.templates == Templates::Mustache {
            let is_raw = reference.starts_with("{{{") || reference.starts_with("{{&");
            return if is_raw { "as it is" } else { "HTML-escaped" };
        }
        match (encoding, part) {
            (Encoding::Url, _) => "percent-encoded",
            (Encoding::Literal, Part::Url | Part::Header(_)) => "as it is",
            (Encoding::JsonString, _) => "JSON-escaped",
            (Encoding::Literal | Encoding::Json, _) => "as JSON",
        }
    }

    /// What is taken to be so though the vendor does not say it.
    pub fn assumptions(&self) -> Vec<String> {
        let vendor = self.platform.name;
        let mut found = vec![match self.templates {
            Templates::Dollar => format!(
                "{vendor} documents that the longest name comes first, not whether it looks at \
                 values again; this is one pass"
            ),
            Templates::Mustache => format!(
                "{vendor} does not name its Mustache engine; this follows the specification: \
                 `{{{{x}}}}` is escaped for HTML, and nothing is encoded for URLs"
            ),
        }];
        if self.adds_type {
            found.push(format!(
                "{vendor} does not say which Content-Type it sends with a body; all it documents \
                 is JSON"
            ));
        }
        found
    }

    /// The values that a second look would change.
    pub fn looked_at_again(&self) -> Vec<String> {
        if self.templates != Templates::Dollar {
            return Vec::new();
        }
        let texts = self
            .values
            .iter()
            .filter_map(|(name, value)| Some((name, value.as_str()?)))
            .filter(|(name, _)| self.inserted.iter().any(|one| one.name == *name));
        let notes = texts.filter_map(|(name, text)| {
            let (_, replaced) = dollar::substitute(text, &self.by_length, Encoding::Literal);
            let inner = &replaced.first()?.name;
            Some(format!(
                "the value of `${name}` holds `${inner}`; if the platform looks at values again, \
                 that is replaced as well"
            ))
        });
        notes.collect()
    }
}

/// A text as it stands between the quotes of a string of JSON.
pub(super) fn json_escaped(text: &str) -> String {
    let quoted = Json::String(text.to_owned()).to_string();
    let inner = quoted
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or_default().to_owned()
}
