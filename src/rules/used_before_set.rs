//! `used-before-set`

use super::maybe_unset_variable::label_calls_without;
use super::unbound_variable::named;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::{Declaration, Flow, Origin, Reach, Read, Site, State};
use crate::project::DefinitionId;

/// The rule.
pub static RULE: Rule = Rule {
    name: "used-before-set",
    severity: Severity::Error,
    group: Group::Variables,
    summary: "A value that only a webhook that runs later sets, or the reply to this very request.",
    why: "The webhooks of a trigger run in order, and what a reply sets is there for the webhooks \
          behind it. A webhook that stands too early sends its request without the value, or with that \
          of another time where a trigger ran before that sets it.\n\nPut the webhook that sets the \
          value first.",
    sources: &[
        "Verboo, Webhook, Updating ClientData via Response: https://verboo.ai/en/docs/integrations/webhook",
        "Verboo, Templates (actions run in sequence): https://verboo.ai/en/docs/concepts/templates",
    ],
    bad: &[
        Example {
            title: "a webhook that runs too early",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
response_directive: Confirm the ticket.
response:
  example: { session: { client_data: { ticket_id: T-42 } } }
                                       ---------
---
kind: webhook
platform: verboo
name: notify_team
url: https://chat.acme.example/tickets/$ticket_id
                                       ^^^^^^^^^^
method: POST
response_directive: Tell the customer that the team knows.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [notify_team, create_ticket]
           -----------
",
        },
        Example {
            title: "a webhook that runs too early here, while another trigger calls it too",
            text: "\
kind: webhook
platform: verboo
name: last_visit
url: https://records.acme.example/visits/$patient_id
                                         ^^^^^^^^^^^
method: GET
response_directive: Tell when the last visit was.
---
kind: webhook
platform: verboo
name: find_patient
url: https://records.acme.example/patients?session=$session.id
method: GET
response_directive: Greet the patient by name.
response:
  example: { session: { client_data: { patient_id: pat-1 } } }
                                       ----------
---
kind: trigger
platform: verboo
name: identify
description: Call when the patient asks about an earlier visit.
webhooks: [last_visit, find_patient]
           ----------
---
kind: trigger
platform: verboo
name: greet
description: Call first, before anything else is done for the patient.
webhooks: [find_patient]
",
        },
        Example {
            title: "the reply to the request itself",
            text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: POST
headers:
  X-Phone: '{{phone_number}}'
            ^^^^^^^^^^^^^^^^
body: |
  {}
mapping:
  phone_number: $.numbers[0].msisdn
  ------------
response:
  example: { numbers: [ { msisdn: '0101002000' } ] }
---
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
webhooks: [mobile_numbers]
           --------------
",
        },
    ],
    good: &[Example {
        title: "the webhook that sets the value runs first",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
response_directive: Confirm the ticket.
response:
  example: { session: { client_data: { ticket_id: T-42 } } }
---
kind: webhook
platform: verboo
name: notify_team
url: https://chat.acme.example/tickets/$ticket_id
method: POST
response_directive: Tell the customer that the team knows.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket, notify_team]
",
    }],
};

/// Reports references whose value is set too late at some call.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (id, _, reads) in flow.readers() {
        for read in reads {
            let late = read.reaches.iter();
            let late: Vec<&Reach> = late.filter(|reach| reach.state == State::Later).collect();
            if let Some(first) = late.first() {
                found.push(too_late(flow, id, read, first, &late));
            }
        }
    }
}

fn too_late(
    flow: &Flow<'_, '_>,
    id: DefinitionId,
    read: &Read<'_, '_>,
    first: &Reach,
    late: &[&Reach],
) -> Diagnostic {
    let setters = first.by.iter().filter_map(|&by| flow.declaration(by));
    let setters: Vec<(&Declaration, DefinitionId)> = setters
        .filter_map(|declaration| match declaration.origin {
            Origin::Reply { webhook, .. } => Some((declaration, webhook)),
            Origin::BuiltIn { .. } | Origin::Setting(_) | Origin::Parameter { .. } => None,
        })
        .collect();
    let other = setters.iter().find(|(_, webhook)| *webhook != id);
    let (shown, name) = (read.shown(), read.name());
    let message = match other {
        Some((_, other)) => {
            let trigger = first.sites().first();
            let trigger = trigger.map_or("", |site| flow.name_of(site.trigger));
            let other = flow.name_of(*other);
            format!("`{shown}` is set by `{other}`, which `{trigger}` calls later")
        }
        None => format!("`{shown}` is set by the reply to this very request"),
    };
    let help = match other {
        Some((_, other)) => format!(
            "put `{}` before `{}` in `webhooks`",
            flow.name_of(*other),
            flow.name_of(id)
        ),
        None => {
            format!("call a webhook first whose reply sets `{name}`, or declare it as a parameter")
        }
    };
    let mut diagnostic = read.finding(&RULE, message).help(help);
    for (declaration, webhook) in &setters {
        if let Some(span) = declaration.span {
            let label = format!("set by the reply to `{}`", flow.name_of(*webhook));
            diagnostic = diagnostic.label(span, label);
        }
    }
    for site in late.iter().flat_map(|reach| reach.sites()) {
        if let Some(call) = flow.call(*site) {
            let mut label = format!("`{name}` is not set yet when this runs");
            let others = other_callers(flow, *site, &setters);
            if !others.is_empty() {
                label = format!("{label}, unless {} ran before", named(&others));
            }
            diagnostic = diagnostic.label(call.span(), label);
        }
    }
    label_calls_without(flow, read, diagnostic)
}

/// The names of the other triggers that call one of the webhooks which set a value.
fn other_callers<'f>(
    flow: &'f Flow<'_, '_>,
    site: Site,
    setters: &[(&Declaration, DefinitionId)],
) -> Vec<&'f str> {
    let sites = setters.iter().flat_map(|(_, setter)| flow.sites(*setter));
    let mut triggers: Vec<DefinitionId> = sites.map(|other| other.trigger).collect();
    triggers.retain(|trigger| *trigger != site.trigger);
    triggers.sort_unstable();
    triggers.dedup();
    triggers.into_iter().map(|id| flow.name_of(id)).collect()
}
