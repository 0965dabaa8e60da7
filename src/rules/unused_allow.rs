//! `unused-allow`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-allow",
    severity: Severity::Warning,
    group: Group::SourceAndStructure,
    summary: "A comment that allows a finding which is not there, or which cannot be allowed.",
    why: "`# hookc: allow(rule-name) reason` says that somebody looked at a finding and decided that it may stay. When the finding is gone, or was never on that line, the comment hides the next one that comes there, and nobody will have looked at it. Remove it, or move it to the line of the finding.\n\nA comment at the end of a line speaks for that line; one that stands alone speaks for the next line that is no comment. For a finding inside a text of several lines that is the line of its key or its `-`. `# hookc: allow-file(rule-name) reason` speaks for the whole file and stands before the first key. Several names are separated by commas.\n\nThe errors of \"Source and structure\" cannot be allowed: what cannot be read cannot be built.\n\nA comment counts as unused only where every environment is checked, and not while a rule is set to `allow` in `rules:`. Where a document cannot be read, comments in it are left alone; elsewhere those for rules that look at several definitions are, if the document may have to do with theirs: a trigger that cannot be read may call the webhook that looks unused.",
    sources: &[],
    bad: &[
        Example {
            title: "a finding that is gone, and one on another line",
            text: "\
kind: webhook
platform: verboo
name: create_ticket # hookc: allow(unused-definition) called by hand
url: https://helpdesk.company.example/api/tickets # hookc: allow(unused-definition) called by hand
                                                                 ^^^^^^^^^^^^^^^^^
method: POST
",
        },
        Example {
            title: "an error that cannot be allowed",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
# hookc: allow(unknown-field) our own tool reads it
               ^^^^^^^^^^^^^
description: Where the web shop sends its messages
",
        },
        Example {
            title: "a whole file, but not from its top",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
# hookc: allow-file(unused-definition) called by hand
                    ^^^^^^^^^^^^^^^^^
direction: incoming
",
        },
        Example {
            title: "a comment that is not written as one",
            text: "\
kind: webhook
platform: ebbot
name: website_bot # hookc: disable(unused-definition)
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^
direction: incoming
",
        },
        Example {
            title: "a URL that has become public, on Mind Expression",
            text: "\
kind: escalation
platform: mind-expression
name: human_agent
url: https://crm.acme.example/escalations # hookc: allow(private-host) behind the proxy
                                                         ^^^^^^^^^^^^
",
        },
        Example {
            title: "an escalation that has authentication by now, on Enterpret",
            text: "\
# hookc: allow-file(unauthenticated-escalation) the relay checks who calls
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^
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
    good: &[
        Example {
            title: "comments on the line, above it and for the whole file",
            text: "\
# hookc: allow-file(comment-in-value) the numbers are notes
kind: webhook
platform: verboo
# hookc: allow(unused-definition) called by hand
# until the trigger is there
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
---
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: Where the web shop sends its messages #42
",
        },
        Example {
            title: "a rule that is off",
            text: "\
kind: webhook
platform: ebbot
name: website_bot # hookc: allow(unused-definition) called by hand
direction: incoming
# file: hookc.yaml
rules:
  unused-definition: allow
",
        },
    ],
};

const FORM: &str =
    "write `# hookc: allow(rule-name) reason` at the end of a line, or alone above it";

/// A comment for a rule that found nothing there.
#[must_use]
pub fn unused(span: Span, rule: &Rule, whole_file: bool) -> Diagnostic {
    let place = if whole_file { "in this file" } else { "there" };
    let message = format!("nothing {place} has to be allowed as `{}`", rule.name);
    Diagnostic::new(&RULE, span, message).help(if whole_file {
        "remove it from the comment"
    } else {
        "remove it from the comment, or move the comment to the line of the finding"
    })
}

/// A comment for a rule whose findings stay errors.
#[must_use]
pub fn never(span: Span, rule: &Rule) -> Diagnostic {
    let message = format!("`{}` cannot be allowed", rule.name);
    Diagnostic::new(&RULE, span, message)
        .help("remove it from the comment; what cannot be read cannot be built")
}

/// An `allow-file` below the first key.
#[must_use]
pub fn too_late(span: Span, rule: &Rule) -> Diagnostic {
    let message = format!("`allow-file({})` stands below the first key", rule.name);
    Diagnostic::new(&RULE, span, message)
        .help("move the comment to the top of the file, or write `allow` for one line")
}

/// A comment without a name.
#[must_use]
pub fn no_name(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "a comment that names no rule").help(FORM)
}

/// A comment that is meant to allow something but cannot be read.
#[must_use]
pub fn illegible(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "a comment to hookc that cannot be read").help(FORM)
}
