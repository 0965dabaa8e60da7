//! Of the parameters of triggers.

use super::{places, said, verboo};

fn of_parameter(schema: &str) -> String {
    let hooks = verboo("url: https://a.example/$n", &format!("n: {schema}"));
    let manifest = "environments: { live: { type: integer } }\n";
    said(
        "unsupported-parameter-type",
        &[("hooks.yaml", &hooks), ("hookc.yaml", manifest)],
    )
}

const DOCUMENTED: &str = "documented are `string`, `number`, `boolean` and `array`";

#[test]
fn a_type_that_is_not_documented_is_replaced_by_the_next_best() {
    let message = |what: &str, name: &str| format!("{what} has the type `{name}`; {DOCUMENTED}");
    let parameter = "the parameter `n`";
    assert_eq!(
        of_parameter("{ type: integer }"),
        format!(
            "`integer` {} | write `number` | unsafe fix `integer` to `number`\n",
            message(parameter, "integer")
        )
    );
    assert_eq!(
        of_parameter("{ type: '${type}' }"),
        format!(
            "`${{type}}` {} | write `number`\n",
            message(parameter, "integer")
        )
    );
    assert_eq!(
        of_parameter("{ type: object }"),
        format!(
            "`object` {} | write a parameter for each of its fields\n",
            message(parameter, "object")
        )
    );
    // What is no type at all is a matter of the schema.
    assert_eq!(of_parameter("{ type: strin }"), "");
}

#[test]
fn items_are_told_from_the_list_that_they_are_in() {
    assert_eq!(
        of_parameter("{ type: array, items: { type: integer } }"),
        format!(
            "`integer` each item of `n` has the type `integer`; {DOCUMENTED} \
             | write `number` | unsafe fix `integer` to `number`\n"
        )
    );
    assert_eq!(
        of_parameter("{ description: A list, type: array, items: {} }"),
        "`items` each item of `n` has no type \
         | write a `type` that is `string`, `number`, `boolean` or `array`\n"
    );
    assert_eq!(
        of_parameter("{ description: A list }"),
        "`n` the parameter `n` has no type \
         | write a `type` that is `string`, `number`, `boolean` or `array`\n"
    );
    assert_eq!(
        of_parameter("{ type: array }"),
        "`array` the array `n` does not say what its items are \
         | write `items: { type: string }`, or the type that they have\n"
    );
}

/// What is said of whole schemas of parameters.
fn of_schema(schema: &str) -> (String, Vec<String>) {
    let hooks =
        verboo("url: https://a.example", "").replace("{ type: object, properties: {  } }", schema);
    let files = [("hooks.yaml", hooks.as_str())];
    (
        said("invalid-parameters", &files),
        places("invalid-parameters", &files),
    )
}

#[test]
fn a_fault_of_a_schema_hides_no_other_elsewhere() {
    let (_, places) =
        of_schema("{ type: object, properties: { a: { type: strin } }, required: [b] }");
    assert_eq!(places, ["strin", "b"]);
    let (_, places) = of_schema("{ type: object, properties: { a: {} }, required: 5 }");
    assert_eq!(places, ["5"]);
}

#[test]
fn nothing_is_said_of_a_schema_that_is_not_known() {
    let (said, _) =
        of_schema("{ type: object, properties: { a: { type: '${unknown}' } }, required: [b] }");
    assert_eq!(said, "");
}

#[test]
fn of_a_value_of_several_lines_its_key_is_shown() {
    let (_, places) =
        of_schema("\n  type: object\n  properties:\n    address:\n      - x\n      - y");
    assert_eq!(places, ["address"]);
    let (_, places) = of_schema("\n  type: object\n  required:\n    - x: 1\n      y: 2");
    assert_eq!(places, ["x: 1"]);
}

#[test]
fn a_schema_that_refers_to_nothing_is_written_in_place() {
    let (said, _) = of_schema("{ type: object, properties: { a: { $ref: '#/nope' } } }");
    assert!(said.contains("the parameters cannot be used: "), "{said}");
    assert!(said.contains(" | write the schema in place"), "{said}");
}

#[test]
fn a_fault_of_a_schema_gets_the_help_that_fits() {
    let (found, _) = of_schema("{ type: object, properties: { a: { type: strin } } }");
    assert!(
        found.contains(
            " | write `string`, `number`, `integer`, `boolean`, `array`, `null` or `object`"
        ),
        "{found}"
    );
    let (found, _) = of_schema("{ type: object, properties: { a: { minLength: -1 } } }");
    assert!(found.ends_with(" | correct the schema\n"), "{found}");
}

#[test]
fn descriptions_are_compared_of_triggers_that_can_be_called() {
    let of = |first: &str, second: &str| {
        let one = |name: &str, rest: &str| {
            format!(
                "kind: trigger\nplatform: verboo\nname: {name}\nwebhooks: [send]\n\
                 parameters: {{}}\n{rest}\n---\n"
            )
        };
        let hooks = one("a", first) + &one("b", second);
        places("similar-descriptions", &[("hooks.yaml", &hooks)])
    };
    let says = "description: Call when the customer wants to open a ticket.";
    let text = "Call when the customer wants to open a ticket.";
    assert_eq!(of(says, says), [text]);
    assert!(of(says, &format!("{says}\nactive: false")).is_empty());
    assert!(of(&format!("{says}\nactive: false"), says).is_empty());
    let unknown = "description: Call when the customer wants to open a ticket. ${unknown}";
    assert!(of(unknown, unknown).is_empty());
}

#[test]
fn a_description_is_vague_in_the_letters_of_latin_alone() {
    let of = |description: &str| {
        let hooks = verboo("url: https://a.example", "").replace(
            "description: Call when it is time.",
            &format!("description: {description}"),
        );
        places("vague-description", &[("hooks.yaml", &hooks)])
    };
    assert_eq!(of("Ticket"), ["Ticket"]);
    // The last letter of Latin Extended-B, and the first behind it.
    assert_eq!(of("Ticket ɏ"), ["Ticket ɏ"]);
    assert!(of("Ticket ɐ").is_empty());
    assert!(of("チケット").is_empty());
}
