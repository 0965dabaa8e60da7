//! `unknown-platform`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-platform",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A platform that hookc does not know.",
    why: "`platform` decides which fields a definition has and what the bundle looks like. For a platform that is not known nothing can be checked and nothing can be built.\n\nWrite the id of a platform as the help lists them; `default_platform` in `hookc.yaml` says it for all definitions that do not name one.",
    sources: &[
        "Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook",
        "Mind Expression, Webhooks and escalation: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
        "Ebbot, Webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
        "Enterpret, Outbound webhooks for Escalation Shield: https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield",
    ],
    bad: &[
        Example {
            title: "the vendor's name in another spelling",
            text: "\
kind: webhook
platform: Ebbot
          ^^^^^
name: website_bot
direction: incoming
",
        },
        Example {
            title: "a platform that is not supported, as the default",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
# file: hookc.yaml
default_platform: intercom
                  ^^^^^^^^
",
        },
    ],
    good: &[
        Example {
            title: "an id as it is listed",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
",
        },
        Example {
            title: "a default for all definitions",
            text: "\
kind: webhook
name: website_bot
direction: incoming
# file: hookc.yaml
default_platform: ebbot
",
        },
    ],
};

/// `legal` are the ids of the platforms.
#[must_use]
pub fn diagnostic(platform: &str, span: Span, legal: &[&str]) -> Diagnostic {
    let found = Diagnostic::new(
        &RULE,
        span,
        format!("there is no platform `{}`", platform.shown()),
    );
    match crate::diagnostic::nearest(platform, legal.iter().copied()) {
        Some(name) => found.help(format!("did you mean `{name}`?")).edit(
            name.eq_ignore_ascii_case(platform),
            span,
            name,
        ),
        None => found.help(format!(
            "write {}",
            crate::diagnostic::list(legal.iter().copied())
        )),
    }
}
