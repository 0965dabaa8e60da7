//! `yaml-limit`: more than a file of definitions can need.

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "yaml-limit",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A file with more nodes, deeper nesting or more bytes than are read.",
    why: "No definition needs a million nodes or 128 levels; a file that has them was made by a mistake \
          or to bring a program down. Text behind an anchor counts at every use, so ten short lines \
          can stand for a billion nodes. At most 1,000,000 nodes and 128 levels are read of a \
          document, and 64 MiB of a file.",
    sources: &["YAML 1.2.2: https://yaml.org/spec/1.2.2/"],
    bad: &[
        Example {
            title: "brackets that nobody can count",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
                                                                                                                                            ^
",
        },
        Example {
            title: "aliases that stand for a million nodes",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description:
  - &a [x, x, x, x, x, x, x, x, x, x]
  - &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
  - &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
  - &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
  - &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
  - &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
                                    ^^
",
        },
        Example {
            title: "brackets in a body on Verboo",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
body: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
                                                                                                                                     ^
",
        },
        Example {
            title: "brackets in an example on Mind Expression",
            text: "\
kind: escalation
platform: mind-expression
name: human_agent
url: https://crm.acme.example/escalations
description: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
                                                                                                                                            ^
",
        },
        Example {
            title: "brackets on Enterpret",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
                                                                                                                                     ^
",
        },
    ],
    good: &[
        Example {
            title: "an anchor that is used once",
            text: "\
kind: escalation
platform: mind-expression
name: human_agent
url: &crm https://crm.acme.example/escalations
headers:
  X-Origin: *crm
",
        },
        Example {
            title: "a few levels",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk to CRM
url: https://alerts.acme.example/enterpret
auth: { header: { name: X-Acme-Key, value: '${secret.ENTERPRET_KEY}' } }
",
        },
    ],
};

/// Over the limit of nodes after alias expansion.
#[must_use]
pub fn nodes(span: Span, limit: u64) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        format!("more than {limit} nodes in one document"),
    )
    .help("split the file; text behind an anchor counts at every use")
}

/// Over the limit of nesting.
#[must_use]
pub fn depth(span: Span, limit: u32) -> Diagnostic {
    Diagnostic::new(&RULE, span, format!("nested deeper than {limit} levels"))
        .help("nest less deeply; an alias counts with all the levels behind it")
}

/// A file over the limit of bytes; `size` is in bytes.
#[must_use]
pub fn file_size(span: Span, size: u64, limit: u64) -> Diagnostic {
    let mib = 1024 * 1024;
    Diagnostic::new(
        &RULE,
        span,
        format!(
            "the file has {} MiB; at most {} are read",
            size.div_ceil(mib),
            limit / mib
        ),
    )
    .help("split the file")
}

#[cfg(test)]
mod tests {
    use super::file_size;
    use crate::source::Span;

    #[test]
    fn sizes_are_told_in_mebibytes() {
        let mib = 1 << 20;
        let said = |size| file_size(Span::default(), size, 64 * mib).message;
        assert_eq!(said(200 * mib), "the file has 200 MiB; at most 64 are read");
        assert_eq!(
            said(64 * mib + 1),
            "the file has 65 MiB; at most 64 are read"
        );
    }
}
