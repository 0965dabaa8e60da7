//! `secret-in-text`

use rustc_hash::FxHashSet;

use crate::definition::{Auth, Definition, PieceKind, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "secret-in-text",
    severity: Severity::Error,
    group: Group::Security,
    summary: "A `${secret.…}` where people or a model would read it.",
    why: "The value of a secret is put wherever its name stands. In a description, a directive or \
          a prompt it would be read by a language model, which repeats it to whoever asks; in a \
          message it goes to the customer; in a name or an example into logs.\n\nSecrets stand in \
          URLs, headers, bodies and `auth` only.",
    sources: &[
        "OWASP, LLM07 System Prompt Leakage: https://genai.owasp.org/llmrisk/llm072025-system-prompt-leakage/",
    ],
    bad: &[
        Example {
            title: "a directive on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
response_directive: Never tell the customer ${secret.ERP_TOKEN}.
                                            ^^^^^^^^^^^^^^^^^^^
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
webhooks: [order_status]
",
        },
        Example {
            title: "a prompt on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
prompt: Say ${secret.PASSPHRASE} to go on.
            ^^^^^^^^^^^^^^^^^^^^
",
        },
        Example {
            title: "a message on Ebbot",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
---
kind: trigger
platform: ebbot
name: greet
webhook: website_bot
message: { type: text, value: \"Hello ${secret.GREETING}\" }
                                     ^^^^^^^^^^^^^^^^^^
",
        },
        Example {
            title: "a description on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
description: Opens a case with ${secret.CRM_TOKEN}.
                               ^^^^^^^^^^^^^^^^^^^
",
        },
    ],
    good: &[
        Example {
            title: "a header on Verboo",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
headers:
  Authorization: Bearer ${secret.ERP_TOKEN}
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
webhooks: [order_status]
",
        },
        Example {
            title: "`auth` on Mind Expression",
            text: "\
kind: webhook
platform: mind-expression
name: opening_hours
url: https://crm.acme.example/hours
method: GET
auth:
  basic:
    username: svc
    password: ${secret.CRM_PASSWORD}
---
kind: trigger
platform: mind-expression
name: opening_hours
subject: { name: Opening Hours }
webhooks: [opening_hours]
",
        },
        Example {
            title: "a path on Ebbot",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
",
        },
        Example {
            title: "`auth` on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
    ],
};

/// Reports the secrets of a definition that are not sent in a request.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    if definition.uses.secrets.is_empty() {
        return;
    }
    let mut sent = FxHashSet::default();
    let mut add = |text: &Text<'_>| {
        let secrets = text.pieces().iter();
        let secrets = secrets.filter(|piece| matches!(piece.kind, PieceKind::Secret { .. }));
        sent.extend(secrets.map(|piece| text.span_of(piece.range.clone())));
    };
    let request = &definition.request;
    request.each_sent_text(&mut add);
    match &request.auth {
        None | Some(Auth::None(_)) => {}
        Some(Auth::Basic { username, password }) => {
            username.iter().chain(password).for_each(&mut add);
        }
        Some(Auth::Bearer(value) | Auth::ApiKey(value)) => value.iter().for_each(&mut add),
        Some(Auth::Header { name, value }) => name.iter().chain(value).for_each(&mut add),
    }
    // What a test expects of a request is never built.
    let tests = request.tests.iter();
    for value in tests.flat_map(|test| test.given.iter().chain(&test.expect)) {
        value.each_text(&mut |text| add(text));
    }
    for used in &definition.uses.secrets {
        if !sent.contains(&used.span) {
            let message = format!("the secret `{}` would be readable here", used.name);
            let help = "leave it out; secrets stand in URLs, headers, bodies and `auth` only";
            found.push(Diagnostic::new(&RULE, used.span, message).help(help));
        }
    }
}
