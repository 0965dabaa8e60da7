//! `unknown-rule`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown, nearest};
use crate::project::Project;
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-rule",
    severity: Severity::Warning,
    group: Group::SourceAndStructure,
    summary: "A name in a comment or in `rules:` that no rule has.",
    why: "A comment that allows a rule which does not exist allows nothing, and a level for it sets nothing: the finding that was meant still fails the build, or the one that should fail it does not.\n\nThe help gives the nearest name; `hookc rules` lists all of them.",
    sources: &[],
    bad: &[
        Example {
            title: "a mistyped name in a comment",
            text: "\
kind: webhook
platform: ebbot
name: website_bot # hookc: allow(unused-definitions) called by hand
                                 ^^^^^^^^^^^^^^^^^^
direction: incoming
",
        },
        Example {
            title: "a mistyped name in the manifest",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
# file: hookc.yaml
rules:
  comments-in-value: error
  ^^^^^^^^^^^^^^^^^
",
        },
        Example {
            title: "the name of another checker's rule on Verboo",
            text: "\
# hookc: allow-file(line-length) the address is long
                    ^^^^^^^^^^^
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
interpret_response: false
webhooks: [create_ticket]
",
        },
        Example {
            title: "one of several names on Mind Expression",
            text: "\
kind: escalation
platform: mind-expression
name: human_agent
url: https://10.0.0.7/escalations # hookc: allow(private-host, plain-http) behind the proxy
                                                               ^^^^^^^^^^
",
        },
        Example {
            title: "a name with an underscore on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
# hookc: allow(private_host) behind the proxy
               ^^^^^^^^^^^^
url: https://alerts.acme.example/enterpret
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
        },
    ],
    good: &[Example {
        title: "names of rules",
        text: "\
kind: webhook
platform: verboo
name: create_ticket # hookc: allow(unused-definition) called by hand
url: https://helpdesk.company.example/api/tickets
method: POST
# file: hookc.yaml
rules:
  comment-in-value: error
",
    }],
};

/// Reports the names in `rules:` that no rule has.
pub fn check(project: &Project<'_>, found: &mut Vec<Diagnostic>) {
    for (name, _) in &project.manifest.rules {
        if super::find(name.as_str()).is_none() && !name.is_unresolved() {
            found.push(unknown(name.span(), name.as_str()));
        }
    }
}

/// A name in `rules:` or in a comment that no rule has.
#[must_use]
pub fn unknown(span: Span, name: &str) -> Diagnostic {
    let shown = name.shown();
    let found = Diagnostic::new(&RULE, span, format!("no rule is called `{shown}`"));
    let names = super::TABLE.iter().map(|entry| entry.rule.name);
    match nearest(name, names) {
        Some(meant) => found
            .help(format!("did you mean `{meant}`?"))
            .edit(false, span, meant),
        None => found.help("`hookc rules` lists the names of all rules"),
    }
}
