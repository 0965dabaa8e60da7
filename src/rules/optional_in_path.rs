//! `optional-in-path`

use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::{Flow, Read, State};
use crate::platforms::facts::Templates;
use crate::project::{Place, UrlPart};
use crate::source::slice;

/// The rule.
pub static RULE: Rule = Rule {
    name: "optional-in-path",
    severity: Severity::Warning,
    group: Group::UrlsAndRequests,
    summary: "An optional parameter as a segment of a URL's path.",
    why: "Without the value the segment is empty, or holds the name of the parameter: the request \
          goes to another resource, `/orders/` instead of `/orders/55`, and that is often a list of \
          everything.\n\nMake the parameter `required`, or send it in the query.",
    sources: &["Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook"],
    bad: &[Example {
        title: "a parameter that is not in `required`",
        text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.acme.example/orders/$order_number/status
                                     ^^^^^^^^^^^^^
method: GET
response_directive: Tell the customer the status of the order.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The number of the order }
    ------------
webhooks: [order_status]
",
    }],
    good: &[Example {
        title: "a required parameter",
        text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.acme.example/orders/$order_number/status
method: GET
response_directive: Tell the customer the status of the order.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The number of the order }
  required: [order_number]
webhooks: [order_status]
",
    }],
};

/// Reports optional parameters that are whole segments of a path.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (_, definition, reads) in flow.readers() {
        for read in reads.iter().filter(|read| applies(definition, read)) {
            let (shown, name) = (read.shown(), read.name());
            let message = format!("`{shown}` is a segment of the path, but an optional parameter");
            let mut diagnostic = read.finding(&RULE, message);
            for source in flow
                .sources(read)
                .into_iter()
                .filter(|source| source.is_optional())
            {
                if let Some(span) = source.span {
                    diagnostic = diagnostic.label(span, "optional: not in `required`");
                }
            }
            let help = format!("name `{name}` in `required`, or send it in the query");
            found.push(diagnostic.help(help));
        }
    }
}

/// Whether a reference is all of a segment of a path and may have no value.
pub(super) fn applies(definition: &Definition<'_>, read: &Read<'_, '_>) -> bool {
    if definition.platform.templates != Some(Templates::Dollar)
        || !matches!(read.used.place, Place::Url(UrlPart::Path))
    {
        return false;
    }
    let url = read.used.text.as_str();
    let range = &read.used.range;
    let behind = slice(url, range.end..url.len());
    slice(url, 0..range.start).ends_with('/')
        && (behind.is_empty() || behind.starts_with(['/', '?', '#']))
        && read
            .reaches
            .iter()
            .any(|reach| reach.state == State::Optional)
}
