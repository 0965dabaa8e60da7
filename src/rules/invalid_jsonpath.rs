//! `invalid-jsonpath`

use std::fmt::Write as _;
use std::ops::Range;

use super::plain::is_plain_path;
use crate::definition::{Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::project::{DefinitionId, Project};
use crate::source::slice;
use crate::templates::jsonpath::{self, Fault, FaultKind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-jsonpath",
    severity: Severity::Error,
    group: Group::Templates,
    summary: "A `mapping` whose path is no JSONPath.",
    why: "A path that does not parse selects nothing, so the key stays empty and whatever is built \
          on it breaks in the conversation. RFC 9535 is the standard: a path begins with `$`, names \
          follow a dot or stand in `['…']`, and positions stand in `[…]`. Script expressions \
          (`[(@.length-1)]`) are no part of it.\n\nA bare name may work on the platform, whose form \
          asks for the \"name of the data in the JSON\"; which dialect it takes is not documented, \
          and `$.name` means the same in all of them.",
    sources: &[
        "RFC 9535, JSONPath: https://www.rfc-editor.org/rfc/rfc9535",
        "Mind Expression, Component Actions: https://mindx-docs.mind.ai/how-to-guides/components/response-components/component-actions",
    ],
    bad: &[Example {
        title: "a bare name, a position without brackets, a script, three that end too early, and none",
        text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
mapping:
  city: address.city
        ^^^^^^^^^^^^
  first_number: $.numbers.0.msisdn
                          ^^^^^^^^
  last_number: $.numbers[(@.length-1)].msisdn
                        ^^^^^^^^^^^^^^
  tariff: $.numbers[0].tariff[
                             ^
  name: $['customer-name'
         ^^^^^^^^^^^^^^^^
  street: $.address.
                   ^
  all: ''
       ^^
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
webhooks: [mobile_numbers]
",
    }],
    good: &[Example {
        title: "names and positions",
        text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
mapping:
  city: $.address.city
  first_number: $.numbers[0].msisdn
  customer_name: $['customer-name']
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
webhooks: [mobile_numbers]
",
    }],
};

/// Reports the paths of a definition that are none.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let paths = definition.request.mapping.iter().map(|(_, path)| path);
    for text in paths.filter(|text| !text.is_unresolved()) {
        if !is_plain_path(text.as_str())
            && let Err(fault) = jsonpath::parse(text.as_str())
        {
            found.push(text.explain(describe(text, &fault)));
        }
    }
}

fn describe(text: &Text<'_>, fault: &Fault) -> Diagnostic {
    let written = text.as_str();
    let new = |range: Range<usize>, message: &str| {
        let span = if text.span().is_empty() {
            text.written_span()
        } else if range.is_empty() || range == (0..written.len()) {
            text.span()
        } else {
            text.span_of(range)
        };
        Diagnostic::new(&RULE, span, message)
    };
    let rest = slice(written, fault.at..written.len());
    let found = match fault.kind {
        FaultKind::Empty => new(0..0, "an empty path").help("write `$` for the whole reply"),
        FaultKind::BareName => new(0..written.len(), "a path begins with `$`"),
        FaultKind::Script => {
            let length = rest.find(")]").map_or(rest.len(), |end| end + 2);
            let range = fault.at.saturating_sub(1)..fault.at + length;
            new(range, "RFC 9535 has no script expressions")
                .help("count from the start, `[0]`, or let your API answer the value by itself")
        }
        FaultKind::Unfinished => new(fault.at..written.len(), "the path ends too early"),
        FaultKind::Syntax => {
            let message = format!("no JSONPath from `{}` on", rest.shown());
            new(fault.at..written.len(), &message)
        }
    };
    let meant = jsonpath::with_root(written)
        .or_else(|| repaired(written))
        .or_else(|| finished(written));
    match meant {
        Some(meant) if text.pieces().is_empty() => {
            found
                .help(format!("write `{meant}`"))
                .edit(false, text.span(), meant)
        }
        Some(meant) => found.help(format!("write `{meant}`")),
        None if found.help.is_none() => {
            found.help("write names behind dots and positions in brackets: `$.numbers[0].msisdn`")
        }
        None => found,
    }
}

/// The same path with its last bracket closed, or without dots at its end, if that makes it one.
fn finished(written: &str) -> Option<String> {
    let closed = format!("{written}]");
    let without_dots = written.trim_end_matches('.').to_owned();
    let mut paths = [closed, without_dots].into_iter();
    paths.find(|path| path != written && jsonpath::parse(path).is_ok())
}

/// The same path with positions in brackets and odd names in quotes, if that makes it one.
fn repaired(written: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii();
    let mut path = String::new();
    for (index, part) in written.trim().split('.').enumerate() {
        let (name, brackets) = part.split_at(part.find('[').unwrap_or(part.len()));
        if index == 0 || name.is_empty() || name == "*" {
            path.push_str(if index == 0 { "" } else { "." });
            path.push_str(name);
        } else if name.bytes().all(|b| b.is_ascii_digit()) {
            let _ = write!(path, "[{name}]");
        } else if name.chars().all(is_plain) && !name.starts_with(|c: char| c.is_ascii_digit()) {
            let _ = write!(path, ".{name}");
        } else if name.contains(['\'', '\\']) {
            return None;
        } else {
            let _ = write!(path, "['{name}']");
        }
        path.push_str(brackets);
    }
    (path != written && jsonpath::parse(&path).is_ok()).then_some(path)
}
