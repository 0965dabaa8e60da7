//! `unknown-setting`

use crate::definition::{Definition, SettingUse};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-setting",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A `${…}` that no environment defines, or that holds no name.",
    why: "`${name}` is replaced while the bundle is built, by the value of the chosen environment. \
          Where no environment has such a value there is nothing to write, and the platform would \
          get `${name}` as text: a URL that leads nowhere, or a header that no receiver \
          accepts.\n\nDefine the value in `hookc.yaml`, once in each environment. A value that is \
          known at run time only is written in the platform's own syntax, a credential as \
          `${secret.NAME}`. `$${` writes a literal `${`.",
    sources: &[],
    bad: &[
        Example {
            title: "a mistyped name",
            text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: ${cmr}/ebbot/${secret.EBBOT_PATH}
     ^^^^^^
# file: hookc.yaml
environments:
  production:
    crm: https://crm.acme.example
",
        },
        Example {
            title: "a run-time value in the syntax of another language",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
body:
  title: ${issue_title}
         ^^^^^^^^^^^^^^
response_directive: Confirm to the customer what was done.
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
webhooks: [create_ticket]
",
        },
        Example {
            title: "no name in the braces",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/${team name}
                                 ^^^^^^^^^^^^
auth:
  bearer: ${secret.}
          ^^^^^^^^^^
",
        },
        Example {
            title: "on Mind Expression",
            text: "\
kind: escalation
platform: mind-expression
name: human_agent
url: ${cmr}/escalations
     ^^^^^^
# file: hookc.yaml
environments:
  production:
    crm: https://crm.acme.example
",
        },
    ],
    good: &[
        Example {
            title: "a value that each environment has",
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
        },
        Example {
            title: "a run-time value, and a literal `${`",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
body:
  title: $issue_title
  template: Dear $${customer}
response_directive: Confirm to the customer what was done.
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
webhooks: [create_ticket]
",
        },
    ],
};

/// Reports the build-time values of a definition that no environment has. Those that only some have
/// are an `environment-mismatch`.
pub fn check(
    project: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    for used in &definition.uses.settings {
        if !used.is_name {
            found.push(no_name(project, definition, used));
        } else if !project.manifest.defines(&used.name) {
            found.push(undefined(project, definition, used));
        }
    }
}

const LITERAL: &str = "to write it as text, write `$${`";

fn no_name(
    project: &Project<'_>,
    definition: &Definition<'_>,
    used: &SettingUse<'_>,
) -> Diagnostic {
    let name = used.name.trim();
    if let Some(secret) = name.strip_prefix("secret.") {
        let shown = format!("${{secret.{}}}", secret.shown());
        return Diagnostic::new(&RULE, used.span, format!("`{shown}` names no secret")).help(
            "write ASCII letters, digits, `_` and `-` behind the dot: `${secret.CRM_TOKEN}`",
        );
    }
    let message = if used.span.end - used.span.start <= 2 {
        "`${` without a name and a `}`".to_owned()
    } else {
        format!(
            "`{}` cannot be the name of a build-time value",
            name.shown()
        )
    };
    let found = Diagnostic::new(&RULE, used.span, message);
    let is_legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if name != used.name && !name.is_empty() && name.chars().all(is_legal) {
        let meant = format!("${{{name}}}");
        return found
            .help(format!("write it without blanks: `{meant}`"))
            .edit(false, used.span, meant);
    }
    match run_time_reference(project, definition, name) {
        Some(reference) => found
            .help(format!(
                "write `{reference}`, a value that is known at run time"
            ))
            .edit(false, used.span, reference),
        None => found.help(format!(
            "write ASCII letters, digits, `_` and `-` in the braces: `${{name}}`; {LITERAL}"
        )),
    }
}

fn undefined(
    project: &Project<'_>,
    definition: &Definition<'_>,
    used: &SettingUse<'_>,
) -> Diagnostic {
    let name = &*used.name;
    let environments = &project.manifest.environments;
    let message = if environments.is_empty() {
        format!("nothing defines `${{{name}}}`")
    } else {
        format!("no environment defines `${{{name}}}`")
    };
    let found = Diagnostic::new(&RULE, used.span, message);
    if let Some(reference) = run_time_reference(project, definition, name) {
        let help = format!("write `{reference}`: `{name}` is known at run time only");
        return found.help(help).edit(false, used.span, reference);
    }
    if let Some(meant) = project.nearest_setting(name) {
        return found.help(format!("did you mean `${{{meant}}}`?")).edit(
            false,
            used.span,
            format!("${{{meant}}}"),
        );
    }
    let where_to = match environments.as_slice() {
        [] => format!("write `environments:` into `hookc.yaml`, and there `{name}` for each"),
        [only] => format!(
            "write `{name}:` below `{}:` in `hookc.yaml`",
            only.name.as_str()
        ),
        _ => format!("write `{name}:` into each environment of `hookc.yaml`"),
    };
    let is_loud = name.chars().all(|c| !c.is_ascii_lowercase());
    let found = found.help(format!("{where_to}; {LITERAL}"));
    if is_loud {
        found.help(format!("if it is a credential, write `${{secret.{name}}}`"))
    } else {
        found
    }
}

/// How a value of this name is written that the platform knows at run time, if there is one.
fn run_time_reference(
    project: &Project<'_>,
    definition: &Definition<'_>,
    name: &str,
) -> Option<String> {
    let templates = definition.platform.templates?;
    let is_known = project.is_run_time_name(definition.platform, name);
    is_known.then(|| templates.reference(name))
}
