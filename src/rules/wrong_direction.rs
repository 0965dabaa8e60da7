//! `wrong-direction`

use super::http::{Address, finding, is_host};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::Project;

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-direction",
    severity: Severity::Error,
    group: Group::UrlsAndRequests,
    summary: "An alert that is sent to the API that takes feedback in.",
    why: "`https://api.enterpret.com/webhook/custom/…` is where your systems send feedback to \
          Enterpret. An Escalation Shield webhook goes the other way: Enterpret sends alerts to \
          you. An alert that comes back as feedback may raise the next alert.\n\nWrite the URL of \
          your own endpoint.",
    sources: &[
        "Enterpret, Outbound webhooks for Escalation Shield: https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield",
        "Enterpret, Webhook integration: https://helpcenter.enterpret.com/en/articles/12131693-webhook-integration",
    ],
    bad: &[Example {
        title: "the API for feedback as the target",
        text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://api.enterpret.com/webhook/custom/all
             ^^^^^^^^^^^^^^^^^
auth:
  api_key: ${secret.ENTERPRET_KEY}
",
    }],
    good: &[Example {
        title: "an endpoint of your own",
        text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth:
  api_key: ${secret.ENTERPRET_KEY}
",
    }],
};

/// Reports requests of a platform to the host where it takes what others send.
pub fn check(
    _: &Project<'_>,
    definition: &Definition<'_>,
    address: &Address<'_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some((opposite, what)) = definition.platform.http.opposite else {
        return;
    };
    if let Some((range, host)) = address.host()
        && is_host(host, opposite)
    {
        let message = format!("`{host}` is {what}");
        let help = format!(
            "write the URL of your own endpoint: {} calls it",
            definition.platform.name
        );
        found.push(finding(&RULE, address.text, range, message).help(help));
    }
}
