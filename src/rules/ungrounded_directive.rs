//! `ungrounded-directive`

use rustc_hash::FxHashSet;
use serde_json::Value as Json;

use super::http::{edited, finding};
use crate::definition::{Definition, Response, ResponseSchema, Value};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::{DefinitionId, Project};
use crate::source::{Span, slice};

/// The rule.
pub static RULE: Rule = Rule {
    name: "ungrounded-directive",
    severity: Severity::Warning,
    group: Group::Triggers,
    summary: "A quoted word in a directive that is nearly, but not quite, one of the response.",
    why: "A directive such as \"If the status is 'succes', confirm\" speaks of a value that the \
          response never has. The LLM may guess what is meant, or take every response for a \
          failure.\n\nWrite the word as the response has it. Words are compared with the fields \
          and the `enum` values that `response` declares; a word that is like none of them is \
          taken for an ordinary quotation.",
    sources: &["Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook"],
    bad: &[
        Example {
            title: "a field and a value with other names",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: If 'statuss' is \"sucess\", confirm the number in `ticket`. If 'error', apologise.
                        ^^^^^^^      ^^^^^^
response:
  example: { status: success, ticket: T-42 }
             ------
  schema:
    type: object
    properties:
      status: { type: string, enum: [success, error] }
                                     -------
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
        },
        Example {
            title: "a schema in a file",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: Tell the customer the 'ticket_nr'.
                                           ^^^^^^^^^
response:
  schema: ./ticket.schema.json
          --------------------
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
# file: ticket.schema.json
{ \"type\": \"object\", \"properties\": { \"ticket_no\": { \"type\": \"string\" } } }
",
        },
    ],
    good: &[Example {
        title: "the words of the response, and an ordinary quotation",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response_directive: If 'status' is 'success', say \"thanks\" and read out 'ticket.number'.
response:
  example: { status: success, ticket: { number: T-42 } }
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
    }],
};

/// Compares the quoted words of a directive with the declared response.
pub fn check(
    project: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let request = &definition.request;
    let (Some(directive), Some(response)) = (&request.response_directive, &request.response) else {
        return;
    };
    if directive.is_unresolved() {
        return;
    }
    let words = quoted_words(directive.as_str());
    let Some(declared) = Some(&words)
        .filter(|words| !words.is_empty())
        .and_then(|_| declared(project, response))
    else {
        return;
    };
    for range in words {
        let word = slice(directive.as_str(), range.clone());
        let lower = word.to_lowercase();
        if declared.others.contains(&lower) || declared.lower.contains(&lower) {
            continue;
        }
        let Some((name, span)) = declared.nearest(word) else {
            continue;
        };
        let message = format!("the response has `{name}`, not `{word}`");
        let finding = finding(&RULE, directive, range.clone(), message)
            .label(*span, format!("`{name}` is declared here"))
            .help(format!("write `{name}`"));
        found.push(edited(
            finding,
            directive,
            range,
            project.sources,
            false,
            name,
        ));
    }
}

/// What a response declares.
#[derive(Default)]
struct Declared {
    /// Fields and `enum` values, with where they are declared.
    names: Vec<(String, Span)>,
    /// Texts of the example, in lower case: they are there, but are no names.
    others: FxHashSet<String>,
    /// The names in lower case.
    lower: FxHashSet<String>,
}

impl Declared {
    /// The name that a word is most likely meant to be: within two edits, one for a short word.
    fn nearest(&self, word: &str) -> Option<&(String, Span)> {
        let allowed = if word.chars().count() < 6 { 1 } else { 2 };
        let lower = word.to_lowercase();
        let distance = |name: &str| strsim::damerau_levenshtein(&lower, &name.to_lowercase());
        self.names
            .iter()
            // No name that is much shorter or longer can be near, and comparing takes time.
            .filter(|(name, _)| name.len().abs_diff(word.len()) <= 8)
            .map(|known| (distance(&known.0), known))
            .filter(|(distance, _)| *distance <= allowed)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, known)| known)
    }
}

/// What a response declares; nothing where a part of it cannot be read.
fn declared(project: &Project<'_>, response: &Response<'_>) -> Option<Declared> {
    let mut declared = Declared::default();
    if let Some(example) = &response.example {
        of_example(example, &mut declared)?;
    }
    match &response.schema {
        None => {}
        Some(ResponseSchema::Inline(schema)) => of_schema(schema, false, &mut declared)?,
        Some(ResponseSchema::File(path)) => {
            let text = (project.read_beside)(path.span().file, path.as_str()).ok()?;
            let schema = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
            of_file(&schema, false, path.span(), &mut declared);
        }
    }
    let names = declared.names.iter();
    declared.lower = names.map(|(name, _)| name.to_lowercase()).collect();
    Some(declared)
}

fn of_example(value: &Value<'_>, declared: &mut Declared) -> Option<()> {
    if let Some(text) = value.text() {
        (!text.is_unresolved()).then_some(())?;
        declared.others.insert(text.as_str().to_lowercase());
    }
    for item in value.items() {
        of_example(item, declared)?;
    }
    for (key, inner) in value.entries() {
        declared.names.push((key.as_str().to_owned(), key.span()));
        of_example(inner, declared)?;
    }
    Some(())
}

fn of_schema(schema: &Value<'_>, is_properties: bool, declared: &mut Declared) -> Option<()> {
    for item in schema.items() {
        of_schema(item, false, declared)?;
    }
    for (key, inner) in schema.entries() {
        if is_properties {
            declared.names.push((key.as_str().to_owned(), key.span()));
        } else if ["enum", "const"].contains(&key.as_str()) {
            for text in inner.items().iter().chain([inner]).filter_map(Value::text) {
                (!text.is_unresolved()).then_some(())?;
                declared.names.push((text.as_str().to_owned(), text.span()));
            }
            continue;
        }
        of_schema(
            inner,
            !is_properties && key.as_str() == "properties",
            declared,
        )?;
    }
    Some(())
}

fn of_file(schema: &Json, is_properties: bool, span: Span, declared: &mut Declared) {
    for item in schema.as_array().into_iter().flatten() {
        of_file(item, false, span, declared);
    }
    for (key, inner) in schema.as_object().into_iter().flatten() {
        if is_properties {
            declared.names.push((key.clone(), span));
        } else if ["enum", "const"].contains(&key.as_str()) {
            let items = inner.as_array().into_iter().flatten().chain([inner]);
            let texts = items.filter_map(Json::as_str);
            declared
                .names
                .extend(texts.map(|text| (text.to_owned(), span)));
            continue;
        }
        of_file(inner, !is_properties && key == "properties", span, declared);
    }
}

/// The words in quotes or backticks; of dotted ones, each part. Shorter than three letters, or
/// without a letter, a word is like too many others.
fn quoted_words(text: &str) -> Vec<std::ops::Range<usize>> {
    const QUOTES: &[(char, char)] = &[
        ('\'', '\''),
        ('"', '"'),
        ('`', '`'),
        ('‘', '’'),
        ('“', '”'),
        ('«', '»'),
    ];
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let mut words = Vec::new();
    let mut before = ' ';
    for (at, open) in text.char_indices() {
        let Some((_, close)) = QUOTES.iter().find(|(begin, _)| *begin == open) else {
            before = open;
            continue;
        };
        let start = at + open.len_utf8();
        let rest = slice(text, start..text.len());
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let mut after = slice(rest, length..rest.len()).chars();
        let is_closed = after.next() == Some(*close);
        // An apostrophe stands inside of a word, a quote does not.
        let is_quote =
            !before.is_alphanumeric() && !after.next().is_some_and(char::is_alphanumeric);
        before = open;
        if !is_closed || !is_quote {
            continue;
        }
        let mut from = start;
        for part in slice(rest, 0..length).split('.') {
            let is_long = part.chars().count() >= 3 && part.contains(char::is_alphabetic);
            if is_long {
                words.push(from..from + part.len());
            }
            from += part.len() + 1;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{quoted_words, slice};

    #[test]
    fn words_are_quoted_in_many_ways() {
        let shown = |text: &'static str| -> Vec<&str> {
            quoted_words(text)
                .into_iter()
                .map(|range| slice(text, range))
                .collect()
        };
        assert_eq!(
            shown("'one' \"two\" `three` ‘four’ “five”"),
            ["one", "two", "three", "four", "five"]
        );
        assert_eq!(
            shown("'ticket.number' '42' 'ok' 'a b'"),
            ["ticket", "number"]
        );
        assert_eq!(shown("the customer's order's '"), [""; 0]);
    }
}
