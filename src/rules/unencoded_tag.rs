//! `unencoded-tag`

use super::values::admits;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::Flow;
use crate::project::{Form, Place, UrlPart};
use crate::schema_facts::Chars;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unencoded-tag",
    severity: Severity::Warning,
    group: Group::Templates,
    summary: "A Mustache tag in a URL, which is not percent-encoded.",
    why: "Mustache escapes HTML; it knows nothing of URLs. A `/`, `?`, `#`, `&` or blank in the value \
          changes which address is called or breaks it, and `&` becomes `&amp;` on top. A customer \
          who writes `../admin` for a number can choose another path of your API.\n\nGive the value a \
          schema that allows letters, digits, `-`, `.`, `_` and `~` only, or send it in the \
          body of a POST. That the platform does not encode is an assumption from the specification \
          of Mustache; the vendor's page says only that Mustache builds the URL.",
    sources: &[
        "Mind Expression, Webhooks and escalation: \"query parameter or resource URI\": https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
        "RFC 3986, section 2.3, unreserved characters: https://www.rfc-editor.org/rfc/rfc3986#section-2.3",
    ],
    bad: &[Example {
        title: "text of a customer's in path and query",
        text: "\
kind: webhook
platform: mind-expression
name: find_customer
url: https://crm.acme.example/cities/{{city}}/customers?name={{{customer_name}}}
                                     ^^^^^^^^                ^^^^^^^^^^^^^^^^^^^
method: GET
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
parameters:
  type: object
  properties:
    customer_name: { type: string, description: The name on the contract }
    city: { type: string, description: The city where the customer lives }
  required: [customer_name, city]
webhooks: [find_customer]
",
    }],
    good: &[Example {
        title: "values that need no encoding",
        text: "\
kind: webhook
platform: mind-expression
name: find_customer
url: https://crm.acme.example/customers/{{customer_id}}?type={{type}}&page={{page}}
method: GET
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change Mobile Package }
parameters:
  type: object
  properties:
    customer_id: { type: string, pattern: '^[0-9]{6,12}$', description: Customer number }
    type: { type: string, enum: [private, business], description: The type of contract }
    page: { type: number, description: Which page of the list }
  required: [customer_id, type, page]
webhooks: [find_customer]
",
    }],
};

/// Reports the tags of URLs whose values may hold characters that have to be encoded.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    let is_unreserved = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~');
    let reserved = Chars::of(|c| !is_unreserved(c));
    for (_, _, reads) in flow.readers() {
        for read in reads {
            let is_value = matches!(read.used.form, Form::Tag { kind, .. } if kind.is_value());
            let is_sent = matches!(read.used.place, Place::Url(UrlPart::Path | UrlPart::Query));
            if !is_value || !is_sent || !admits(flow, read, reserved) {
                continue;
            }
            let message = format!("`{}` is not percent-encoded", read.name());
            let diagnostic = read.finding(&RULE, message).help(
                "give the value a schema of unreserved characters, such as \
                 `pattern: '^[A-Za-z0-9._~-]+$'`, or send it in the body",
            );
            found.push(diagnostic);
        }
    }
}
