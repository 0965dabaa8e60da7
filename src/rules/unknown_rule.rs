//! `unknown-rule`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, nearest};
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
    let shown = name.escape_debug();
    let found = Diagnostic::new(&RULE, span, format!("no rule is called `{shown}`"));
    let names = super::TABLE.iter().map(|entry| entry.rule.name);
    match nearest(name, names) {
        Some(meant) => found
            .help(format!("did you mean `{meant}`?"))
            .edit(false, span, meant),
        None => found.help("`hookc rules` lists the names of all rules"),
    }
}
