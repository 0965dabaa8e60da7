//! `environment-mismatch`

use rustc_hash::FxHashSet;

use crate::definition::Text;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::Project;

/// The rule.
pub static RULE: Rule = Rule {
    name: "environment-mismatch",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A build-time value that one environment lacks while another has it.",
    why: "Every environment has the same keys, so that what was tried in one can be built for \
          another. A key that is missing shows up on the day of the release at the latest: the \
          bundle of that environment cannot be built.\n\nGive the environment the key with its \
          value, or delete the key from the others.",
    sources: &[],
    bad: &[
        Example {
            title: "a key that was added to one environment only",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: ${crm}/ebbot/${secret.EBBOT_PATH}
# file: hookc.yaml
environments:
  staging:
    crm: https://crm.staging.acme.example
    ---
  production: {}
  ^^^^^^^^^^
",
        },
        Example {
            title: "for definitions of every platform",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: ${helpdesk}/api/tickets
method: POST
response_directive: Confirm the number of the ticket.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
---
kind: escalation
platform: mind-expression
name: human_agent
url: ${crm}/escalations
---
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: ${crm}/enterpret
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
# file: hookc.yaml
environments:
  staging:
  ^^^^^^^
    crm: https://crm.staging.acme.example
  production:
    crm: https://crm.acme.example
    helpdesk: https://helpdesk.company.example
    --------
",
        },
    ],
    good: &[Example {
        title: "the same keys everywhere",
        text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: ${crm}/ebbot/${secret.EBBOT_PATH}
# file: hookc.yaml
environments:
  staging:
    crm: https://crm.staging.acme.example
  production:
    crm: https://crm.acme.example
",
    }],
};

/// Reports the keys that the project's environment lacks.
pub fn check(project: &Project<'_>, found: &mut Vec<Diagnostic>) {
    let Some(environment) = project.environment().filter(|one| !one.illegible) else {
        return;
    };
    // What it has, and what is reported already.
    let mut known: FxHashSet<&str> = environment.keys().map(Text::as_str).collect();
    for other in &project.manifest.environments {
        for key in other.keys() {
            let name = key.as_str();
            if !known.insert(name) {
                continue;
            }
            let own = environment.name.as_str();
            let message = format!("the environment `{own}` lacks `{name}`");
            let label = format!("`{}` has it", other.name.as_str());
            found.push(
                Diagnostic::new(&RULE, environment.name.span(), message)
                    .label(key.span(), label)
                    .help(format!(
                        "write `{name}:` with its value below `{own}:`; every environment has the same keys"
                    )),
            );
        }
    }
}
