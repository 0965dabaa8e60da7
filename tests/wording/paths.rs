//! Of JSONPath.

use super::{mind_expression, said};

fn of_mapping(rule: &str, path: &str, response: &str) -> String {
    let fields = format!("mapping: {{ key: {path} }}\n{response}");
    let hooks = mind_expression(&fields, "");
    let manifest = "environments: { live: { name: plan_b, odd: a-b } }\n";
    said(rule, &[("hooks.yaml", &hooks), ("hookc.yaml", manifest)])
}

#[test]
fn what_is_no_path_is_completed_where_it_can_be() {
    for (written, at, message, meant) in [
        ("$..", "..", "the path ends too early", "$"),
        ("$.a..", "..", "the path ends too early", "$.a"),
        ("$.a[0", "[", "the path ends too early", "$.a[0]"),
        ("a.b", "a.b", "a path begins with `$`", "$.a.b"),
        ("$.1", "1", "no JSONPath from `1` on", "$[1]"),
        ("$.a b", " b", "no JSONPath from ` b` on", "$['a b']"),
        (
            "$.a.1b.c",
            "1b.c",
            "no JSONPath from `1b.c` on",
            "$.a['1b'].c",
        ),
        ("$.ä.b-c", "-c", "no JSONPath from `-c` on", "$.ä['b-c']"),
        ("$.*.b-c", "-c", "no JSONPath from `-c` on", "$.*['b-c']"),
    ] {
        let at = if written == "$.a[0" { "[0" } else { at };
        assert_eq!(
            of_mapping("invalid-jsonpath", &format!("\"{written}\""), ""),
            format!("`{at}` {message} | write `{meant}` | unsafe fix `{written}` to `{meant}`\n")
        );
    }
    assert_eq!(
        of_mapping("invalid-jsonpath", "'$.${odd}'", ""),
        "`${odd}` no JSONPath from `-b` on | write `$['a-b']`\n"
    );
}

#[test]
fn what_means_nothing_gets_an_example() {
    let example = "write names behind dots and positions in brackets: `$.numbers[0].msisdn`";
    for (written, at, message) in [
        ("$.a[", "[", "the path ends too early"),
        ("$.it's", "'s", "no JSONPath from `'s` on"),
        ("$.a[?]", "]", "no JSONPath from `]` on"),
        ("$.a[+1]", "[+1]", "no JSONPath from `[+1]` on"),
        ("$.a[01]", "1]", "no JSONPath from `1]` on"),
    ] {
        assert_eq!(
            of_mapping("invalid-jsonpath", &format!("\"{written}\""), ""),
            format!("`{at}` {message} | {example}\n")
        );
    }
    for (written, at) in [("\"\"", "\"\""), ("' '", " ")] {
        assert_eq!(
            of_mapping("invalid-jsonpath", written, ""),
            format!("`{at}` an empty path | write `$` for the whole reply\n")
        );
    }
}

#[test]
fn where_a_path_leads_to_is_said_in_words() {
    for (example, path, what) in [
        ("{ a: {} }", "$.a.b", "`$.a` is an empty object"),
        ("{ a: [] }", "$.a.b", "`$.a` is an empty list"),
        (
            "{ a: [1] }",
            "$.a.b",
            "`$.a` is a list: pick an item, `$.a[0]`",
        ),
        ("{ a: null }", "$.a.b", "`$.a` is `null`"),
        ("{ a: 1 }", "$.a.b", "`$.a` is no object and no list"),
        (
            "{ alpha: 1, beta: 2 }",
            "$.zzz",
            "`$` is an object with `alpha` and `beta`",
        ),
        (
            "{ a1: 1, a2: 1, a3: 1, a4: 1, a5: 1, a6: 1, a7: 1, a8: 1 }",
            "$.zzz",
            "`$` is an object with `a1`, `a2`, `a3`, `a4`, `a5`, `a6`, `a7` and `a8`",
        ),
        (
            "{ a1: 1, a2: 1, a3: 1, a4: 1, a5: 1, a6: 1, a7: 1, a8: 1, a9: 1 }",
            "$.zzz",
            "`$` is an object without such a key",
        ),
        (
            "{ plan-a: 1 }",
            "$.plan_a",
            "`$` has no `plan_a`; did you mean `plan-a`?",
        ),
        (
            "{ plan_a: 1 }",
            "$['plan_b']",
            "`$` has no `plan_b`; did you mean `plan_a`?",
        ),
    ] {
        let response = format!("response: {{ example: {example} }}");
        assert_eq!(
            of_mapping("jsonpath-no-match", &format!("\"{path}\""), &response),
            format!("`{path}` selects nothing in the example | {what}\n")
        );
    }
}

#[test]
fn a_mistyped_name_is_replaced_where_it_is_plain() {
    let response = "response: { example: { plan_a: 1 } }";
    assert_eq!(
        of_mapping("jsonpath-no-match", "$.plan_b", response),
        "`$.plan_b` selects nothing in the example \
         | `$` has no `plan_b`; did you mean `plan_a`? | unsafe fix `.plan_b` to `.plan_a`\n"
    );
    assert_eq!(
        of_mapping("jsonpath-no-match", "'$.${name}'", response),
        "`$.${name}` selects nothing in the example \
         | `$` has no `plan_b`; did you mean `plan_a`?\n"
    );
}

#[test]
fn what_implementations_disagree_on_has_a_name() {
    for (part, what) in [
        ("[?@.b]", "a filter"),
        ("[-1]", "a position from the end"),
        ("[1:2]", "a slice"),
        ("[1,2]", "a union"),
    ] {
        assert_eq!(
            of_mapping("nonportable-jsonpath", &format!("\"$.a{part}\""), ""),
            format!(
                "`{part}` implementations of JSONPath disagree on {what} \
                 | use `.name`, `['name']`, `[0]`, and let your API do the rest\n"
            )
        );
    }
}

#[test]
fn a_path_that_is_not_known_or_that_leads_somewhere_is_fine() {
    let response = "response: { example: { a: [ { b: 1 } ] } }";
    for path in [
        "$.a[-1]",
        "$.a[?@.b == 1]",
        "$..b",
        "$['${unknown}']",
        "$.a[0]['b']",
    ] {
        let found = of_mapping("jsonpath-no-match", &format!("\"{path}\""), response);
        assert_eq!(found, "", "{path}");
    }
}
