//! `mapping-to-global-key`

use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::platforms::facts::ReplyValues;
use crate::project::{DefinitionId, Project};

/// The rule.
pub static RULE: Rule = Rule {
    name: "mapping-to-global-key",
    severity: Severity::Error,
    group: Group::Templates,
    summary: "A `mapping` that writes to a global key.",
    why: "Global keys are for binding only: conversations can read them, but the reply to a webhook \
          cannot be mapped to them. Local keys serve both.\n\nName another key in `mapping`.",
    sources: &[
        "Mind Expression, Manage global keys: https://mind-expression-docs.gitbook.io/home/how-to-guides/manage-global-keys",
    ],
    bad: &[Example {
        title: "a global key",
        text: "\
kind: webhook
platform: mind-expression
name: nearest_store
url: https://crm.acme.example/stores/nearest
method: GET
mapping:
  store_id: $.store.id
  ^^^^^^^^
---
kind: trigger
platform: mind-expression
name: find_store
subject: { name: Find Store }
webhooks: [nearest_store]
# file: hookc.yaml
platforms:
  mind-expression:
    global_keys:
      store_id: { type: string }
      --------
",
    }],
    good: &[Example {
        title: "a local key",
        text: "\
kind: webhook
platform: mind-expression
name: nearest_store
url: https://crm.acme.example/stores/nearest
method: GET
mapping:
  nearest_store_id: $.store.id
---
kind: trigger
platform: mind-expression
name: find_store
subject: { name: Find Store }
webhooks: [nearest_store]
# file: hookc.yaml
platforms:
  mind-expression:
    global_keys:
      store_id: { type: string }
",
    }],
};

/// Reports the keys of a mapping that the manifest declares as shared ones.
pub fn check(
    project: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let values = &definition.platform.values;
    if values.replies != Some(ReplyValues::Mapped) {
        return;
    }
    for (key, _) in &definition.request.mapping {
        let settings = values.settings.iter().filter(|s| s.prefix.is_empty());
        let mut declared = settings
            .flat_map(|setting| project.manifest.declared(definition.platform, setting.key));
        let Some(declared) = declared.find(|declared| declared.name.as_str() == key.as_str())
        else {
            continue;
        };
        let message = format!(
            "a reply cannot be mapped to the global key `{}`",
            key.as_str()
        );
        let diagnostic = Diagnostic::new(&RULE, key.span(), message)
            .label(declared.name.span(), "declared as a global key")
            .help("map it to a key of another name");
        found.push(key.explain(diagnostic));
    }
}
