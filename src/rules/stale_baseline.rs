//! `stale-baseline`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "stale-baseline",
    severity: Severity::Warning,
    group: Group::SourceAndStructure,
    summary: "An entry of the baseline whose finding is gone.",
    why: "A baseline holds the findings that were there when a project began to use hookc. When one of them is mended its entry stays behind, and lets the same mistake come back unseen. Write the baseline again once nothing new is found: `hookc check --write-baseline FILE`; it only gets shorter then.\n\nAn entry counts as stale only where every environment is checked, and where its file was read or is no longer there. With paths, only the entries of these files are looked at.",
    sources: &[],
    bad: &[Example {
        title: "a field that somebody has mended",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
# file: baseline.json
{
  \"version\": 1,
  \"findings\": [
    {\"file\":\"hooks.yaml\",\"definition\":\"ebbot/webhook/website_bot\",\"field\":\"directon\",\"rule\":\"unknown-field\",\"subject\":\"0f5b3c6d2a914e78\",\"count\":1}
                                                                                             ^^^^^^^^^^^^^
  ]
}
",
    }],
    good: &[Example {
        title: "nothing was found, and nothing is in the baseline",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
# file: baseline.json
{
  \"version\": 1,
  \"findings\": []
}
",
    }],
};

/// Of `counts.1` findings that an entry stands for, `counts.0` are gone.
#[must_use]
pub fn gone(span: Span, rule: &str, file: &str, place: &str, counts: (usize, usize)) -> Diagnostic {
    let place = if place.is_empty() {
        format!("`{file}`")
    } else {
        format!("`{place}` of `{file}`")
    };
    let message = match counts {
        (1, 1) => format!("`{rule}` at {place} is gone"),
        (gone, all) => format!("{gone} of {all} `{rule}` at {place} are gone"),
    };
    Diagnostic::new(&RULE, span, message).help(
        "once nothing new is found, write the baseline again: \
         `hookc check --write-baseline FILE`",
    )
}
