//! `duplicate-escalation`

use rustc_hash::FxHashMap;

use crate::definition::{Definition, Text};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::platforms::facts::{Field, Kind, OneEscalation};
use crate::project::Project;

/// The rule.
pub static RULE: Rule = Rule {
    name: "duplicate-escalation",
    severity: Severity::Error,
    group: Group::Triggers,
    summary: "A second escalation where the platform has room for one.",
    why: "A Scope of Mind Expression has one escalation URL, and an Escalation Shield automation \
          of Enterpret one webhook. Of two, one is silently not there: conversations that need a \
          person never reach that address.\n\nKeep one, and let a relay of your own pass the calls \
          on to several receivers. Definitions for another Scope belong in a project of their own.",
    sources: &[
        "Mind Expression, Webhooks and escalation: https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
        "Enterpret, Outbound webhooks for Escalation Shield: https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield",
    ],
    bad: &[
        Example {
            title: "two escalation URLs in one Scope",
            text: "\
kind: escalation
platform: mind-expression
name: human_agent
      -----------
url: https://crm.acme.example/escalations
---
kind: escalation
platform: mind-expression
name: night_shift
      ^^^^^^^^^^^
url: https://night.acme.example/escalations
",
        },
        Example {
            title: "two webhooks on one automation",
            text: "\
# file: hooks/crm.yaml
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk
            ------------
url: https://crm.acme.example/enterpret
auth:
  bearer: ${secret.CRM_TOKEN}
# file: hooks/pager.yaml
kind: escalation
platform: enterpret
name: extreme_risk_pager
automation: Extreme risk
            ^^^^^^^^^^^^
url: https://pager.acme.example/enterpret
auth:
  bearer: ${secret.PAGER_TOKEN}
",
        },
    ],
    good: &[
        Example {
            title: "one escalation URL, a relay",
            text: "\
kind: escalation
platform: mind-expression
name: human_agent
url: https://relay.acme.example/escalations
",
        },
        Example {
            title: "an automation for each webhook",
            text: "\
kind: escalation
platform: enterpret
name: extreme_risk
automation: Extreme risk
url: https://crm.acme.example/enterpret
auth:
  bearer: ${secret.CRM_TOKEN}
---
kind: escalation
platform: enterpret
name: extreme_risk_pager
automation: Extreme risk to pager
url: https://pager.acme.example/enterpret
auth:
  bearer: ${secret.PAGER_TOKEN}
",
        },
    ],
};

/// Compares the escalations of each platform.
pub fn check(project: &Project<'_>, found: &mut Vec<Diagnostic>) {
    let mut firsts: FxHashMap<(&str, &str), &Definition<'_>> = FxHashMap::default();
    for definition in &project.definitions {
        let Some(one) = definition.platform.one_escalation else {
            continue;
        };
        let Some(place) = place(definition, one) else {
            continue;
        };
        let first = firsts
            .entry((definition.platform.id, place))
            .or_insert(definition);
        let is_same_name = first.name().eq_ignore_ascii_case(definition.name());
        // Two of one name are a `duplicate-definition`.
        if first.name_span() == definition.name_span() || is_same_name && first.name.is_some() {
            continue;
        }
        found.push(second(definition, first, one));
    }
}

/// What may have this escalation and no other, if that is known.
fn place<'d>(definition: &'d Definition<'_>, one: OneEscalation) -> Option<&'d str> {
    if definition.kind != Kind::Escalation {
        return None;
    }
    match one {
        OneEscalation::Per(_) => Some(""),
        OneEscalation::PerValue(field) => {
            let text = value(definition, field).filter(|text| !text.is_unresolved())?;
            let name = text.as_str().trim();
            (!name.is_empty()).then_some(name)
        }
    }
}

fn value<'d, 's>(definition: &'d Definition<'s>, field: Field) -> Option<&'d Text<'s>> {
    match field {
        Field::Automation => definition.automation.as_ref(),
        _ => None,
    }
}

fn second(definition: &Definition<'_>, first: &Definition<'_>, one: OneEscalation) -> Diagnostic {
    match one {
        OneEscalation::Per(what) => {
            let message = format!("a {what} can have one escalation only");
            Diagnostic::new(&RULE, definition.name_span(), message)
                .label(first.name_span(), "this one is there already")
                .help(format!(
                    "keep one that passes the calls on; what goes to another {what} belongs in a project of its own"
                ))
        }
        OneEscalation::PerValue(field) => {
            let span = |definition| value(definition, field).map(Text::span);
            let at = span(definition).unwrap_or(definition.name_span());
            let message = format!("this {} has a webhook already", field.key());
            let finding = Diagnostic::new(&RULE, at, message)
                .label(
                    span(first).unwrap_or(first.name_span()),
                    format!("the webhook of `{}`", first.name()),
                )
                .help(format!(
                    "keep one that passes the calls on, or name another {}",
                    field.key()
                ));
            let texts = value(definition, field).into_iter();
            texts.fold(finding, |finding, text| text.explain(finding))
        }
    }
}
