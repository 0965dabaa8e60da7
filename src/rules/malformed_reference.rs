//! `malformed-reference`

use std::ops::Range;

use crate::definition::{Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown, nearest};
use crate::project::{DefinitionId, Project};
use crate::source::slice;
use crate::templates::Templates;
use crate::templates::dollar::{self, name_run};

/// The rule.
pub static RULE: Rule = Rule {
    name: "malformed-reference",
    severity: Severity::Error,
    group: Group::Variables,
    summary: "Text that is nearly a reference: a bad index, or a blank behind the `$`.",
    why: "`$images[N]` takes a number from 0 in brackets, without blanks. In any other spelling \
          `$images` alone is replaced and the rest stays as text: `$images[-1]` becomes \
          `[\"…\"][-1]`. Between the `$` and a name nothing may stand: `$ total` is sent as it is \
          written.\n\nThere is no way to count from the end; send `$images` and let your API pick.",
    sources: &[
        "Verboo, Webhook, the forms `$images` and `$images[N]`: https://verboo.ai/en/docs/integrations/webhook",
    ],
    bad: &[Example {
        title: "an index that is none, a wrong name before one, and a blank",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
body:
  title: Ticket of $ customer_name
                   ^^^^^^^^^^^^^^^
  last: $images[-1]
        ^^^^^^^^^^^
  second: $images[ 1 ]
          ^^^^^^^^^^^^
  third: $images.2
         ^^^^^^^^^
  fourth: $image[3]
          ^^^^^^^^^
response_directive: Confirm the number of the ticket.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer sends photos of a problem that the bot cannot solve.
webhooks: [create_ticket]
# file: hookc.yaml
platforms:
  verboo:
    client_data: [customer_name]
",
    }],
    good: &[Example {
        title: "a name, all images, and a dollar sign that is text",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
body:
  title: Ticket of $customer_name, paid in $ or 5 $
  photos: $images
response_directive: Confirm the number of the ticket.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer sends photos of a problem that the bot cannot solve.
webhooks: [create_ticket]
# file: hookc.yaml
platforms:
  verboo:
    client_data: [customer_name]
",
    }],
};

/// What is wrong with something that looks like a reference.
struct Found {
    range: Range<usize>,
    message: String,
    meant: Option<String>,
}

/// Reports what looks like a reference and is none.
pub fn check(
    project: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    if definition.platform.templates != Some(Templates::Dollar) {
        return;
    }
    definition.request.each_sent_text(&mut |text| {
        if !text.is_unresolved() {
            let all = dollars(project, definition, text.as_str());
            found.extend(all.into_iter().map(|one| describe(text, one)));
        }
    });
}

fn describe(text: &Text<'_>, found: Found) -> Diagnostic {
    let span = text.span_of(found.range);
    let diagnostic = Diagnostic::new(&RULE, span, found.message);
    text.explain(match found.meant {
        Some(meant) => diagnostic
            .help(format!("write `{meant}`"))
            .edit(false, span, meant),
        None => diagnostic.help("an index is a number from 0: `[0]`; or send the whole list"),
    })
}

fn dollars(project: &Project<'_>, definition: &Definition<'_>, text: &str) -> Vec<Found> {
    let Some(first) = memchr::memchr(b'$', text.as_bytes()) else {
        return Vec::new();
    };
    let built_in = definition.platform.built_in;
    let lists = || {
        let names = built_in.iter().copied();
        names.filter(|name| !name.contains('.'))
    };
    let is_declared = |name: &str| project.is_run_time_name(definition.platform, name);
    // Only what is followed by a dot or a bracket can be meant as one of a list.
    let is_index = |range: &Range<usize>| {
        let after = text.as_bytes().get(range.end);
        after.is_some_and(|after| matches!(after, b'.' | b'['))
    };
    let may_be_index = |at: usize| {
        let name = name_run(slice(text, at + 1..text.len()));
        is_index(&(at..at + 1 + name.len()))
    };
    let bytes = text.as_bytes();
    let has_index = memchr::memchr_iter(b'$', bytes).any(may_be_index);
    let has_blank = || {
        let behind = bytes.get(first..).unwrap_or_default();
        behind
            .windows(2)
            .any(|pair| matches!(pair, [b'$', b' ' | b'\t']))
    };
    if !has_index && !has_blank() {
        return Vec::new();
    }
    let references = if has_index {
        dollar::references(text, built_in)
    } else {
        Vec::new()
    };
    let indexes = references
        .into_iter()
        .filter(|reference| reference.index.is_none() && is_index(&reference.range))
        .filter_map(|reference| {
            let list = match lists().find(|list| *list == reference.name) {
                Some(list) => list,
                None if is_declared(reference.name) => return None,
                None => nearest(reference.name, lists())?,
            };
            let after = slice(text, reference.range.end..text.len());
            let is_list = list == reference.name;
            // A longer name than the list's has the list replaced in it: another fault.
            if !is_list && reference.name.starts_with(list) {
                return None;
            }
            let (length, index) = index_like(after).filter(|(_, i)| is_list || i.is_some())?;
            let range = reference.range.start..reference.range.end + length;
            let written = slice(text, range.clone()).shown();
            Some(Found {
                message: format!("`{written}` is no reference to one of `${list}`"),
                meant: index.map(|index| format!("${list}[{index}]")),
                range,
            })
        });
    let blanks = memchr::memchr_iter(b'$', text.as_bytes()).filter_map(|at| {
        let rest = slice(text, at + 1..text.len());
        if !rest.starts_with([' ', '\t']) {
            return None;
        }
        let trimmed = rest.trim_start_matches([' ', '\t']);
        let name = name_run(trimmed);
        let blanks = rest.len() - trimmed.len();
        (blanks > 0 && is_declared(name)).then(|| Found {
            range: at..at + 1 + blanks + name.len(),
            message: format!("a blank between `$` and the name `{name}`"),
            meant: Some(format!("${name}")),
        })
    });
    indexes.chain(blanks).collect()
}

/// What follows a name like an index: its length, and the index that is meant, if that is clear.
fn index_like(after: &str) -> Option<(usize, Option<u32>)> {
    if let Some(rest) = after.strip_prefix('.') {
        let digits = name_run(rest);
        return Some((digits.len() + 1, Some(digits.parse().ok()?)));
    }
    let rest = after.strip_prefix('[')?;
    match rest.split_once(']').filter(|(inner, _)| inner.len() <= 20) {
        Some((inner, _)) => {
            let digits = inner.trim_matches([' ', '\t']);
            let is_index = digits.bytes().all(|b| b.is_ascii_digit());
            let index = is_index.then(|| digits.parse().ok()).flatten();
            Some((inner.len() + 2, index))
        }
        None => Some((1 + name_run(rest).len(), name_run(rest).parse().ok())),
    }
}
