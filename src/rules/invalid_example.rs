//! `invalid-example`

use super::places::{place, visible, walk};
use super::plain;
use crate::definition::{Definition, Response, ResponseSchema, Text, Value};
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown, list};
use crate::project::{DefinitionId, Project};
use crate::schema_check::{Fault, Verdict, What, judge};
use crate::source::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-example",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A `response.example` that its schema rejects, or a schema that is not one.",
    why: "The response says what your API answers. Variables, JSONPaths, tests and the generated \
          types are judged by it, so an example that contradicts its schema makes half of those \
          judgements wrong. A schema is read from the project alone: nothing is fetched from a \
          network.\n\nCorrect the example or the schema; a shared part of a schema goes below \
          `$defs` and is referred to as `#/$defs/name`.",
    sources: &["JSON Schema 2020-12: https://json-schema.org/draft/2020-12"],
    bad: &[
        Example {
            title: "an example with a number where the schema wants text",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response:
  example: { status: success, ticket: 42 }
                                      ^^
  schema:
    type: object
    properties:
      ticket: { type: string }
                      ------
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
        },
        Example {
            title: "a key that is missing and one that is too much",
            text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
response:
  example:
  ^^^^^^^
    number: '0101002000'
    ^^^^^^
  schema:
    type: object
    properties:
      numbers: { type: array }
    required: [numbers]
              ---------
    additionalProperties: false
                          -----
---
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
webhooks: [mobile_numbers]
",
        },
        Example {
            title: "a schema that is not one",
            text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
response:
  schema:
    type: strin
          ^^^^^
---
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
webhooks: [mobile_numbers]
",
        },
        Example {
            title: "a schema on another machine",
            text: "\
kind: webhook
platform: mind-expression
name: mobile_numbers
url: https://crm.acme.example/numbers
method: GET
response:
  schema:
    $ref: https://crm.acme.example/schemas/numbers.json
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
---
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
webhooks: [mobile_numbers]
",
        },
        Example {
            title: "a file that is not there",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response:
  schema: ./tiket.schema.json
          ^^^^^^^^^^^^^^^^^^^
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
# file: ticket.schema.json
{ \"type\": \"object\" }
",
        },
    ],
    good: &[
        Example {
            title: "an example that fits",
            text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response:
  example: { status: success, ticket: T-42 }
  schema:
    type: object
    properties:
      ticket: { type: string }
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
",
        },
        Example {
            title: "a schema in a file, relative to the definition's",
            text: "\
# file: hooks/tickets.yaml
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.company.example/api/tickets
method: POST
response:
  example: { status: success, ticket: T-42 }
  schema: ./ticket.schema.json
response_directive: Confirm to the customer what was done.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
webhooks: [create_ticket]
# file: hooks/ticket.schema.json
{ \"type\": \"object\", \"properties\": { \"ticket\": { \"type\": \"string\" } } }
",
        },
    ],
};

/// Judges the response of a definition.
pub fn check(
    project: &Project<'_>,
    _: DefinitionId,
    definition: &Definition<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(response) = &definition.request.response else {
        return;
    };
    let example = response.example.as_ref().filter(|value| is_known(value));
    match &response.schema {
        Some(ResponseSchema::Inline(schema)) if is_known(schema) => {
            inline(project, response, schema, example, found);
        }
        Some(ResponseSchema::File(path))
            if !path.is_unresolved() && !path.as_str().trim().is_empty() =>
        {
            in_file(project, response, path, example, found);
        }
        // There is none, or it is unknown or blank, which is reported as that.
        _ => {}
    }
}

/// Whether everything in a value is known: nothing can be said of a `${…}` that nothing defines.
fn is_known(value: &Value<'_>) -> bool {
    let mut known = true;
    value.each_text(&mut |text| known &= !text.is_unresolved());
    known
}

fn inline(
    project: &Project<'_>,
    response: &Response<'_>,
    schema: &Value<'_>,
    example: Option<&Value<'_>>,
    found: &mut Vec<Diagnostic>,
) {
    if plain::surely_a_schema(schema)
        && example.is_none_or(|example| plain::surely_accepts(schema, example))
    {
        return;
    }
    let value = example.map(Value::to_serde);
    match judge(&schema.to_serde(), value.as_ref()) {
        Verdict::NoSchema(faults) => {
            for fault in &faults {
                let span = place(project, schema, response.schema_key, fault);
                found.push(no_schema(span, fault, &fault.message));
            }
        }
        Verdict::Judged(faults) => {
            for fault in &faults {
                let (key, part) = walk(schema, response.schema_key, &fault.schema);
                let label = visible(project, key, part);
                let finding = rejected(project, response, example, fault);
                found.push(finding.label(label, "the schema says so"));
            }
        }
    }
}

fn in_file(
    project: &Project<'_>,
    response: &Response<'_>,
    path: &Text<'_>,
    example: Option<&Value<'_>>,
    found: &mut Vec<Diagnostic>,
) {
    let schema = match read(project, path) {
        Ok(schema) => schema,
        Err((message, help)) => {
            let finding = Diagnostic::new(&RULE, path.span(), message).help(help);
            found.push(path.explain(finding));
            return;
        }
    };
    let value = example.map(Value::to_serde);
    match judge(&schema, value.as_ref()) {
        Verdict::NoSchema(faults) => {
            for fault in &faults {
                let at = if fault.value.is_empty() {
                    "/"
                } else {
                    &fault.value
                };
                let message = format!("{}, at `{at}` of the file", fault.message);
                found.push(path.explain(no_schema(path.span(), fault, &message)));
            }
        }
        Verdict::Judged(faults) => {
            for fault in &faults {
                let finding = rejected(project, response, example, fault);
                let label = format!("the schema says so at `{}`", fault.schema);
                found.push(finding.label(path.span(), label));
            }
        }
    }
}

/// The JSON of a file beside the definition's, or headline and help.
fn read(project: &Project<'_>, path: &Text<'_>) -> Result<serde_json::Value, (String, String)> {
    let written = path.as_str();
    let shown = written.shown();
    if written.contains("://") {
        let message = format!("`{shown}` is an address, not a path");
        let help = "save the schema beside the definition and write its path; nothing is fetched";
        return Err((message, help.to_owned()));
    }
    let has_drive = written.as_bytes().get(1) == Some(&b':');
    if written.starts_with(['/', '\\', '~']) || has_drive {
        let message = format!("`{shown}` is an absolute path");
        return Err((
            message,
            "write it relative to the definition's file".to_owned(),
        ));
    }
    let text = (project.read_beside)(path.span().file, written).map_err(|why| {
        let help = "write the path of a JSON file, relative to the definition's file";
        (format!("cannot read `{shown}`: {why}"), help.to_owned())
    })?;
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        let message = format!("`{shown}` is no JSON: {error}");
        (message, "write the schema as JSON".to_owned())
    })
}

fn no_schema(span: Span, fault: &Fault, message: &str) -> Diagnostic {
    let help = match fault.what {
        What::Reference => Some("write what it refers to below `$defs`, and `#/$defs/name` here"),
        What::Size => Some("write a smaller one, which refers to its parts less often"),
        _ => None,
    };
    if let Some(help) = help {
        let message = format!("the schema cannot be used: {message}");
        return Diagnostic::new(&RULE, span, message).help(help);
    }
    let message = format!("the schema is no JSON Schema: {message}");
    let types = [
        "string", "number", "integer", "boolean", "array", "object", "null",
    ];
    Diagnostic::new(&RULE, span, message).help(if fault.value.ends_with("/type") {
        format!("write {}", list(types))
    } else {
        "correct the schema".to_owned()
    })
}

fn rejected(
    project: &Project<'_>,
    response: &Response<'_>,
    example: Option<&Value<'_>>,
    fault: &Fault,
) -> Diagnostic {
    let span = example.map_or(response.example_key, |example| {
        place(project, example, response.example_key, fault)
    });
    let message = format!("the example does not fit its schema: {}", fault.message);
    Diagnostic::new(&RULE, span, message).help("correct the example, or the schema")
}
