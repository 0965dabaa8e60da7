//! `resubstitution-leak`

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::{Declaration, Flow, Origin};
use crate::platforms::facts::Templates;
use crate::project::{DefinitionId, Place};
use crate::schema_facts::Chars;
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "resubstitution-leak",
    severity: Severity::Warning,
    group: Group::Security,
    summary: "An argument in which a customer can write the name of a secret, which is then filled in.",
    why: "Verboo documents that names are replaced from the longest to the shortest, and not that \
          what was filled in is left alone; hookc assumes that it is not. Then a customer who says \
          that the problem is `$erp_token` makes Verboo write the token into the ticket: the \
          argument is filled in first, and the shorter name in it after that. In a URL the `$` is \
          percent-encoded, so that this holds for headers and bodies only.\n\nGive the secret a name \
          that is longer than those of the arguments, or the argument a `pattern` without `$`.",
    sources: &[
        "Verboo, Webhook, Ordered by length: https://verboo.ai/en/docs/integrations/webhook",
    ],
    bad: &[Example {
        title: "a free text beside a secret with a short name",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
body:
  title: $issue_title
         ------------
response_directive: Confirm the ticket.
---
kind: webhook
platform: verboo
name: order_status
url: https://erp.acme.example/orders
method: GET
headers:
  Authorization: Bearer $erp_token
response_directive: Tell the customer the status of the order.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
parameters:
  type: object
  properties:
    issue_title: { type: string, description: One line that names the problem }
  required: [issue_title]
webhooks: [create_ticket, order_status]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      erp_token: { type: string, secret: true }
      ^^^^^^^^^
",
    }],
    good: &[
        Example {
            title: "a secret with a longer name",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
body:
  title: $issue_title
response_directive: Confirm the ticket.
---
kind: webhook
platform: verboo
name: order_status
url: https://erp.acme.example/orders
method: GET
headers:
  Authorization: Bearer $erp_access_token
response_directive: Tell the customer the status of the order.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
parameters:
  type: object
  properties:
    issue_title: { type: string, description: One line that names the problem }
  required: [issue_title]
webhooks: [create_ticket, order_status]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      erp_access_token: { type: string, secret: true }
",
        },
        Example {
            title: "an argument without `$`",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
body:
  title: $issue_title
response_directive: Confirm the ticket.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
parameters:
  type: object
  properties:
    issue_title: { type: string, pattern: '^[^$]*$', description: One line that names the problem }
  required: [issue_title]
webhooks: [create_ticket]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      erp_token: { type: string, secret: true }
",
        },
    ],
};

/// A reference through which a customer's `$` reaches a text.
struct Opening<'f> {
    webhook: DefinitionId,
    name: &'f str,
    span: Span,
}

/// Reports secrets whose names a customer can have filled in.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    let secrets = flow.declarations().iter().filter(|it| it.secret);
    let secrets: Vec<&Declaration<'_>> = secrets.collect();
    if secrets.is_empty() {
        return;
    }
    let names: FxHashSet<&str> = secrets.iter().map(|secret| &*secret.name).collect();
    let shortest = secrets.iter().map(|secret| secret.name.len()).min();
    // One argument reaches many references.
    let mut asked: FxHashMap<*const (), bool> = FxHashMap::default();
    let mut admits = |source: &Declaration<'_>| {
        let known = asked.entry(std::ptr::from_ref(source).cast::<()>());
        *known.or_insert_with(|| admits_a_dollar(flow, source))
    };
    let mut openings: Vec<Opening<'_>> = Vec::new();
    // Where a request sends a secret anyway.
    let mut sent: FxHashSet<(DefinitionId, &str)> = FxHashSet::default();
    for (webhook, definition, reads) in flow.readers() {
        if definition.platform.templates != Some(Templates::Dollar) {
            continue;
        }
        for read in reads {
            let name = read.name();
            if names.contains(name) {
                sent.insert((webhook, name));
            }
            let is_url = matches!(read.used.place, Place::Url(_));
            let is_longer = shortest.is_some_and(|shortest| name.len() > shortest);
            if !is_url && is_longer && flow.sources(read).into_iter().any(&mut admits) {
                let span = read.span();
                openings.push(Opening {
                    webhook,
                    name,
                    span,
                });
            }
        }
    }
    for secret in secrets {
        let name = &*secret.name;
        let is_open = |opening: &&Opening<'_>| {
            opening.name.len() > name.len() && !sent.contains(&(opening.webhook, name))
        };
        let open: Vec<_> = openings.iter().filter(is_open).collect();
        found.extend(leak(flow, secret, &open));
    }
}

fn leak(flow: &Flow<'_, '_>, secret: &Declaration, open: &[&Opening<'_>]) -> Option<Diagnostic> {
    let name = &*secret.name;
    let longest = open.iter().max_by_key(|opening| opening.name.len())?;
    let message = format!("a customer who writes `${name}` can have this secret sent");
    let help = format!(
        "give the secret a name of more than {} characters, longer than `{}`, or the parameters a pattern without `$`: `pattern: '^[^$]*$'`",
        longest.name.len(),
        longest.name
    );
    let mut diagnostic = Diagnostic::new(&RULE, secret.span?, message).help(help);
    for opening in open {
        let webhook = flow.name_of(opening.webhook);
        let label = format!("`{webhook}` sends what the customer says");
        diagnostic = diagnostic.label(opening.span, label);
    }
    Some(diagnostic)
}

/// Whether a value is an argument that may hold a `$`.
fn admits_a_dollar(flow: &Flow<'_, '_>, source: &Declaration<'_>) -> bool {
    let dollar = || Chars::of(|c| c == '$');
    matches!(source.origin, Origin::Parameter { .. }) && flow.declaration_admits(source, dollar())
}
