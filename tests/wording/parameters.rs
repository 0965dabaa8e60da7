//! Of the parameters of triggers.

use super::{said, verboo};

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
