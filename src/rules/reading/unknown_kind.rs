//! `unknown-kind`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-kind",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A kind that hookc does not know.",
    why: "`kind` says which fields a definition has, so nothing of a document with an unknown kind can be read. A kind that is no more than one letter away from `webhook`, `trigger` or `escalation`, or one beside a `platform`, is taken for a mistake; documents with any other `kind` are somebody else's YAML and left alone.\n\nWrite `webhook`, `trigger` or `escalation`.",
    sources: &[],
    bad: &[
        Example {
            title: "a missing letter",
            text: "\
kind: webhok
      ^^^^^^
platform: ebbot
name: website_bot
direction: incoming
",
        },
        Example {
            title: "another word beside a platform",
            text: "\
kind: subscription
      ^^^^^^^^^^^^
platform: ebbot
name: crm_events
topics: [chat.close]
",
        },
        Example {
            title: "on other platforms",
            text: "\
kind: Trigger
      ^^^^^^^
platform: verboo
name: open_ticket
---
kind: escalate
      ^^^^^^^^
platform: mind-expression
name: human_agent
---
kind: alert
      ^^^^^
platform: enterpret
name: extreme_risk
",
        },
    ],
    good: &[
        Example {
            title: "one of the three kinds",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
",
        },
        Example {
            title: "a document of another program",
            text: "\
apiVersion: v1
kind: Service
metadata:
  name: crm
",
        },
    ],
};

/// `legal` are the three kinds.
#[must_use]
pub fn diagnostic(kind: &str, span: Span, legal: &[&str]) -> Diagnostic {
    let found = Diagnostic::new(&RULE, span, format!("there is no kind `{}`", kind.shown()));
    match crate::diagnostic::nearest(kind, legal.iter().copied()) {
        Some(name) => found.help(format!("did you mean `{name}`?")).edit(
            name.eq_ignore_ascii_case(kind),
            span,
            name,
        ),
        None => found.help(format!(
            "write {}",
            crate::diagnostic::list(legal.iter().copied())
        )),
    }
}
