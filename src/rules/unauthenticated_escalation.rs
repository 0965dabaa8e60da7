//! `unauthenticated-escalation`

use crate::definition::{Auth, Definition};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, list};
use crate::platforms::facts::{AuthMethod, Field, Kind};
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unauthenticated-escalation",
    severity: Severity::Warning,
    group: Group::Security,
    summary: "An escalation without authentication.",
    why: "Enterpret does not sign what it sends. Without a credential your endpoint cannot tell an \
          alert of Enterpret's from one that anybody made up, so everybody who learns the URL can \
          open cases.\n\nChoose `bearer`, `api_key` or `header`, and check the credential in the \
          receiver. If something in front of the endpoint does that, say so: `auth: none # hookc: \
          allow(unauthenticated-escalation) the relay checks who calls`.",
    sources: &[
        "Enterpret, Outbound webhooks for Escalation Shield: https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield",
    ],
    bad: &[Example {
        title: "no authentication",
        text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth: none
      ^^^^
",
    }],
    good: &[Example {
        title: "a bearer token",
        text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  bearer: ${secret.ENTERPRET_TOKEN}
",
    }],
};

/// Reports `auth: none` where a platform asks for a decision.
pub fn check(
    _: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let is_asked = definition
        .form
        .get(Field::Auth)
        .is_some_and(|facts| facts.required);
    if let Some(Auth::None(span)) = &definition.request.auth
        && is_asked
        && definition.kind == Kind::Escalation
    {
        let methods = definition
            .platform
            .auth
            .iter()
            .filter(|method| **method != AuthMethod::None);
        let help = format!(
            "choose {}, and check it in the receiver",
            list(methods.map(|method| method.key()))
        );
        let message = "anybody can send alerts to this endpoint";
        found.push(Diagnostic::new(&RULE, *span, message).help(help));
    }
}
