//! Of JSON templates that come to no JSON.

use super::{mind_expression, said};

/// What is said of a body, in which `items` may be a list, `x` and `y` are texts, and `n` and `p`
/// numbers, of which `p` is whole and not below 0.
fn said_of(body: &str) -> String {
    let body = body.replace('\n', "\n  ");
    let parameters = "x: { type: string, pattern: '^a$' }, y: { type: string, pattern: '^a$' }, \
                      n: { type: number }, p: { type: integer, minimum: 0 }";
    let hooks = mind_expression(&format!("body: |\n  {body}"), parameters);
    let manifest = "platforms: { mind-expression: { global_keys: [items] } }\n";
    let files = [("hooks.yaml", hooks.as_str()), ("hookc.yaml", manifest)];
    said("invalid-json-template", &files)
}

const WRITE_JSON: &str = "write JSON, with the tags in the places of values";

#[test]
fn what_is_always_wrong_is_not_laid_to_sections() {
    let expected = "`,` the body is no JSON: a value is missing \
                    | with `1` for each value the line is `{ \"a\": ,  }` | ";
    let body = "{ \"a\": , {{#x}}\"b\": 1{{/x}} }";
    assert_eq!(said_of(body), format!("{expected}{WRITE_JSON}\n"));
    let expected = "`,` the body is no JSON: a comma before the end \
                    | with `1` for each value the line is `{ \"a\": 1, }` | ";
    assert_eq!(
        said_of("{ \"a\": 1, }"),
        format!("{expected}{WRITE_JSON}\n")
    );
}

#[test]
fn sections_are_named_with_how_often_they_are_there() {
    let expected = "`{{#x}}1{{/x}}` the body is no JSON when its sections are empty: it ends too early \
                    | nothing is left of it \
                    | write what stands there without a value: `{{^name}}null{{/name}}`\n";
    assert_eq!(said_of("{{#x}}1{{/x}}"), expected);
    let expected = "`2` the body is no JSON when its sections are there once: expected `,` or `]` \
                    | with `1` for each value the line is `[ 1 2 ]` | ";
    assert_eq!(
        said_of("[ {{#x}}1{{/x}} {{#y}}2{{/y}} ]"),
        format!("{expected}{WRITE_JSON}\n")
    );
    let expected = "`1` the body is no JSON when its sections are there twice: expected `,` or `]` \
                    | with `1` for each value the line is `[ 1 1  ]` \
                    | write a comma behind each item, and an item such as `null` behind the section\n";
    assert_eq!(said_of("[ {{#items}}1 {{/items}} ]"), expected);
    let expected = "`,` the body is no JSON when its sections are there once: a comma before the end \
                    | with `1` for each value the line is `{ \"a\": 1, }` \
                    | write the commas in front of the members, behind one that is always there\n";
    assert_eq!(said_of("{ {{#x}}\"a\": 1,{{/x}} }"), expected);
}

#[test]
fn a_text_is_there_once_at_most() {
    assert_eq!(said_of("[ {{#x}}1 {{/x}} ]"), "");
}

#[test]
fn numbers_are_tried_as_their_schema_lists_them() {
    let of = |schema: &str, url: &str| {
        let fields = format!("url: '{url}'\nmethod: POST\nbody: '[ -{{{{n}}}} ]'");
        let hooks = super::webhook("mind-expression", &fields)
            + &format!(
                "---\nkind: trigger\nplatform: mind-expression\nname: call\n\
                 subject: {{ name: Call }}\n\
                 parameters: {{ type: object, properties: {{ n: {{ {schema} }} }} }}\n\
                 webhooks: [send]\n"
            );
        said("invalid-json-template", &[("hooks.yaml", &hooks)])
    };
    let url = "https://a.example";
    let expected = |value: &str| {
        format!(
            "`{{{{n}}}}` the body is no JSON: invalid number \
             | with `{value}` for `n` the line is `[ -{value} ]` \
             | let the tag stand alone, or give `n` a schema without such values (`minimum`)\n"
        )
    };
    assert_eq!(of("type: number, enum: [2, -7]", url), expected("-7"));
    assert_eq!(of("type: number, const: -8", url), expected("-8"));
    assert_eq!(of("type: number, enum: [2, 7]", url), "");
    // The same name in the URL, further on than in the body, is not taken for that in the body.
    let url = "https://a.example/orders/{{n}}/{{n}}/{{n}}";
    assert_eq!(of("type: number, enum: [2, -7]", url), expected("-7"));
}

#[test]
fn the_number_that_breaks_it_is_named_and_not_one_before_it() {
    let expected = |line: &str| {
        format!(
            "`{{{{n}}}}` the body is no JSON: invalid number \
             | with `-1` for `n` the line is `{line}` \
             | let the tag stand alone, or give `n` a schema without such values (`minimum`)\n"
        )
    };
    let body = "{ \"x\": 1{{p}}, \"y\": -{{n}} }";
    assert_eq!(said_of(body), expected("{ \"x\": 110, \"y\": --1 }"));
    let body = "[ {{#x}}0{{/x}}{{^x}}1{{/x}}, -{{n}} ]";
    assert_eq!(said_of(body), expected("[ 1, --1 ]"));
    // Also where the fault stands behind it.
    assert_eq!(
        said_of("[ {{n}}.5 ]"),
        expected("[ 1.5.5 ]")
            .replace("`-1`", "`1.5`")
            .replace("invalid number", "expected `,` or `]`")
    );
}

#[test]
fn of_several_lines_the_one_at_fault_is_shown() {
    let expected = "`,` the body is no JSON: a value is missing \
                    | with `1` for each value the line is `\"b\": , \"c\": 2` | ";
    assert_eq!(
        said_of("{ \"a\": 1,\n  \"b\": , \"c\": 2\n}"),
        format!("{expected}{WRITE_JSON}\n")
    );
}

#[test]
fn the_parser_speaks_the_words_of_people() {
    for (body, at, reason) in [
        ("[ nul ]", " ", "what stands here is no value of JSON"),
        ("{} {}", "{", "something follows behind the end"),
        ("{ a: 1 }", "a", "a key is missing, or has no quotes"),
        ("\"é", "é", "a line break or tab inside a string"),
        ("[ \"é", "é", "a line break or tab inside a string"),
        ("[ [ é", "é", "a value is missing"),
    ] {
        let expected = format!(
            "`{at}` the body is no JSON: {reason} \
             | with `1` for each value the line is `{body}` | {WRITE_JSON}\n"
        );
        assert_eq!(said_of(body), expected);
    }
}
