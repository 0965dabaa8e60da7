//! `invalid-parameters`

use super::places::{place, visible, walk};
use super::plain;
use crate::definition::{Data, Definition, Text, Value};
use crate::diagnostic::{Candidates, Diagnostic, Example, Group, Rule, Severity, Shown, list};
use crate::platforms::facts::Field;
use crate::project::{DefinitionId, Project};
use crate::schema_check::{Fault, What, faults_of_schema};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-parameters",
    severity: Severity::Error,
    group: Group::Triggers,
    summary: "Parameters that are not the JSON Schema of an object.",
    why: "`parameters` is a JSON Schema of an object: its `properties` are the arguments, its \
          `required` names those that must be there. A name in `required` that no property has can \
          never be given, so the call never happens; a `pattern` that is no regular expression \
          refuses every value, or the whole trigger is refused.\n\nWrite `type: object`, \
          `properties` and `required`. Patterns are regular expressions of ECMA-262, as in \
          JavaScript: no `(?i)`, no `\\A` and `\\Z`, no `[[:alpha:]]`.",
    sources: &[
        "Verboo, Triggers: https://verboo.ai/en/docs/concepts/triggers",
        "JSON Schema 2020-12, 6.3.3 pattern: https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.3",
        "ECMA-262, Patterns: https://tc39.es/ecma262/#sec-patterns",
    ],
    bad: &[
        Example {
            title: "a required name that is no property",
            text: "\
kind: webhook
platform: verboo
name: find_order
url: https://shop.company.example/api/orders/$order_number
method: GET
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, description: The order's number }
  required: [order_number, order_nr]
                           ^^^^^^^^
webhooks: [find_order]
",
        },
        Example {
            title: "patterns that do not compile",
            text: "\
kind: webhook
platform: verboo
name: find_order
url: https://shop.company.example/api/orders/$order_number/$size
method: GET
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, pattern: '^([0-9]{6,10}$', description: The order's number }
                                            ^^^^^^^^^^^^^^
    size: { type: string, pattern: '(?i)^s|m|l$', description: The size }
                                    ^^^^^^^^^^^
  required: [order_number, size]
webhooks: [find_order]
",
        },
        Example {
            title: "not the schema of an object",
            text: "\
kind: webhook
platform: mind-expression
name: packages
url: https://crm.acme.example/packages
method: GET
---
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
parameters:
^^^^^^^^^^
  properties:
    package: { type: text }
                     ^^^^
webhooks: [packages]
---
kind: trigger
platform: mind-expression
name: show_packages
subject:
  name: Show Packages
parameters: { type: array, items: { type: string } }
                    ^^^^^
webhooks: [packages]
",
        },
    ],
    good: &[
        Example {
            title: "a schema of an object",
            text: "\
kind: webhook
platform: verboo
name: find_order
url: https://shop.company.example/api/orders/$order_number
method: GET
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, pattern: '^[0-9]{6,10}$', description: The order's number }
  required: [order_number]
webhooks: [find_order]
",
        },
        Example {
            title: "patterns that only ECMA-262 has",
            text: "\
kind: webhook
platform: verboo
name: find_order
url: https://shop.company.example/api/orders/$order_number/$size
method: GET
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, pattern: '^(?!0)(?<year>\\d{4})-\\d+$', description: Its number }
    size: { type: string, pattern: '^[sSmMlL]$', description: The size }
  required: [order_number, size]
webhooks: [find_order]
",
        },
    ],
};

/// Judges the parameters of a trigger.
pub fn check(
    project: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(schema) = &definition.trigger.parameters else {
        return;
    };
    let Some(key) = definition.key_span(Field::Parameters) else {
        return;
    };
    let mut is_known = true;
    schema.each_text(&mut |text| is_known &= !text.is_unresolved());
    if !is_known {
        return;
    }
    found.extend(not_of_an_object(project, key, schema));
    let faults = if plain::surely_a_schema(schema) {
        Vec::new()
    } else {
        faults_of_schema(&schema.to_serde())
    };
    for fault in &faults {
        found.push(fault_of(project, key, schema, fault));
    }
    let is_illegible = |at: &&str| faults.iter().any(|fault| fault.value == *at);
    if !["", "/required", "/properties"].iter().any(is_illegible) {
        found.extend(required_of_nothing(schema));
    }
}

/// Parameters have names, so their schema is that of an object.
fn not_of_an_object(project: &Project<'_>, key: Span, schema: &Value<'_>) -> Option<Diagnostic> {
    let message = "`parameters` is not the schema of an object";
    let help = "write `type: object`, and the parameters below `properties:`";
    match schema.get("type") {
        None => Some(Diagnostic::new(&RULE, key, message).help(help)),
        Some(Value {
            data: Data::Text(text),
            ..
        }) => {
            // Another word is no type at all, which is reported as that.
            let is_other = TYPES.contains(&text.as_str());
            let finding = Diagnostic::new(&RULE, text.span(), message).help(help);
            is_other.then(|| text.explain(finding))
        }
        Some(Value {
            data: Data::List(_),
            ..
        }) => {
            let (key, value) = walk(schema, key, "/type");
            let span = visible(project, key, value);
            Some(Diagnostic::new(&RULE, span, message).help(help))
        }
        Some(_) => None,
    }
}

/// The types of JSON Schema but that of an object.
const TYPES: &[&str] = &["string", "number", "integer", "boolean", "array", "null"];

fn fault_of(project: &Project<'_>, key: Span, schema: &Value<'_>, fault: &Fault) -> Diagnostic {
    let span = place(project, schema, key, fault);
    let (_, value) = walk(schema, key, &fault.value);
    let keyword = fault.value.rsplit('/').next().unwrap_or_default();
    let finding = match value.text() {
        Some(text) if fault.what == What::Pattern => {
            let message = fault.message.replacen("this", "the pattern", 1);
            Diagnostic::new(&RULE, span, message).help(pattern_help(text.as_str()))
        }
        _ if fault.what == What::Reference => {
            let message = format!("the parameters cannot be used: {}", fault.message);
            Diagnostic::new(&RULE, span, message).help("write the schema in place")
        }
        _ if keyword == "type" => {
            let message = format!("the parameters are no JSON Schema: {}", fault.message);
            let types = TYPES.iter().copied().chain(["object"]);
            Diagnostic::new(&RULE, span, message).help(format!("write {}", list(types)))
        }
        _ => {
            let message = format!("the parameters are no JSON Schema: {}", fault.message);
            Diagnostic::new(&RULE, span, message).help("correct the schema")
        }
    };
    value
        .text()
        .into_iter()
        .fold(finding, |finding, text| text.explain(finding))
}

/// What other dialects have and ECMA-262 writes otherwise.
fn pattern_help(pattern: &str) -> &'static str {
    const DIALECTS: &[(&[&str], &str)] = &[
        (
            &["(?i)", "(?s)", "(?m)", "(?x)", "(?-"],
            "there are no flags for a whole pattern: write both cases, as in `[sS]`",
        ),
        (&["(?P<", "(?P="], "name a group as `(?<name>…)`"),
        (
            &["\\A", "\\Z", "\\z"],
            "write `^` for the begin and `$` for the end",
        ),
        (&["[:"], "write the characters, as `[A-Za-z]`"),
        (
            &["\\h"],
            "write `[0-9a-fA-F]` for a hex digit, `[ \\t]` for a blank",
        ),
        (
            &["++", "*+", "?+", "(?>"],
            "there are no possessive quantifiers: write `+`, `*` or `?` alone",
        ),
        (&["(?#"], "there are no comments in patterns"),
    ];
    let known = DIALECTS
        .iter()
        .find(|(marks, _)| marks.iter().any(|mark| pattern.contains(mark)));
    known.map_or(
        "look for a bracket that is not closed, a quantifier without anything before it, or a `\\` too much",
        |(_, help)| help,
    )
}

/// Names in `required` that no property has.
fn required_of_nothing(schema: &Value<'_>) -> Vec<Diagnostic> {
    let properties = schema.get("properties").map_or(&[][..], Value::entries);
    let names: rustc_hash::FxHashSet<&str> =
        properties.iter().map(|(name, _)| name.as_str()).collect();
    let required = schema.get("required").map_or(&[][..], Value::items);
    let lost: Vec<&Text<'_>> = required
        .iter()
        .filter_map(Value::text)
        .filter(|name| !names.contains(name.as_str()))
        .collect();
    if lost.is_empty() {
        return Vec::new();
    }
    let candidates: Candidates = properties.iter().map(|(name, _)| name.as_str()).collect();
    lost.into_iter()
        .map(|name| of_nothing(name, &candidates))
        .collect()
}

fn of_nothing(name: &Text<'_>, properties: &Candidates) -> Diagnostic {
    let shown = name.as_str().shown();
    let message = format!("`{shown}` is required, but no property");
    let span = if name.span().is_empty() {
        name.written_span()
    } else {
        name.span()
    };
    let finding = Diagnostic::new(&RULE, span, message);
    name.explain(match properties.nearest(name.as_str()) {
        Some(meant) => finding.help(format!(
            "did you mean `{meant}`? Otherwise add it to `properties`"
        )),
        None => finding.help("add it to `properties`, or delete it here"),
    })
}
