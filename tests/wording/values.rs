//! Of values, and of what is known about them.

use super::{labels, mind_expression, places, said, verboo, webhook};

/// What a directive is told that quotes these words; the reply has `status`, `plan` and `list`.
fn of_directive(quoted: &str, response: &str) -> Vec<String> {
    let fields = format!(
        "method: GET\nurl: https://a.example\nresponse_directive: Tell {quoted} to the customer.\n\
         response: {response}"
    );
    let schema = r#"{ "properties": { "status": {}, "list": { "items": { "minLength": 1 } } } }"#;
    let hooks = webhook("verboo", &fields);
    places(
        "ungrounded-directive",
        &[("hooks.yaml", &hooks), ("reply.schema.json", schema)],
    )
}

#[test]
fn a_word_may_be_as_far_from_a_name_as_its_length_allows() {
    let example = "{ example: { status: 1, plan: 2 } }";
    for (word, is_near) in [
        ("`plam`", true),
        ("`pxam`", false),
        ("`stotis`", true),
        ("`stotix`", false),
        ("`statu`", true),
        ("`stats`", true),
        ("`stat`", false),
    ] {
        let expected = if is_near {
            vec![word.trim_matches('`')]
        } else {
            Vec::new()
        };
        assert_eq!(of_directive(word, example), expected, "{word}");
    }
}

#[test]
fn a_quote_stands_between_words() {
    let example = "{ example: { status: 1 } }";
    assert_eq!(of_directive("the 'statis'", example), ["statis"]);
    assert!(of_directive("the 'statis's", example).is_empty());
    assert!(of_directive("the'statis' of it", example).is_empty());
}

#[test]
fn keywords_of_a_schema_are_no_names() {
    let file = "{ schema: ./reply.schema.json }";
    assert_eq!(of_directive("`statis`", file), ["statis"]);
    assert!(of_directive("`minLenght`", file).is_empty());
    let inline = "{ schema: { properties: { status: {}, list: { items: { minLength: 1 } } } } }";
    assert_eq!(of_directive("`statis`", inline), ["statis"]);
    assert!(of_directive("`minLenght`", inline).is_empty());
}

const PARAMETER: &str = "type: object, properties: { ticket: { type: string } }";

#[test]
fn a_reply_shadows_a_parameter_where_it_reaches_its_trigger() {
    let trigger = |platform: &str, more: &str, parameters: &str, webhook: &str| {
        format!(
            "---\nkind: trigger\nplatform: {platform}\nname: ask_{webhook}\n{more}\n\
             parameters: {{ {parameters} }}\nwebhooks: [{webhook}]\n"
        )
    };
    // Of Verboo, a reply is kept for all that follows, whoever calls the webhook.
    let reply = "{ session: { client_data: { ticket: T-1 } } }";
    let fields = |reply: &str| {
        format!(
            "url: https://a.example/$ticket\nmethod: GET\nresponse: {{ example: {reply} }}\n---\n"
        )
    };
    let described = "description: Call when it is time.";
    let hooks = webhook("verboo", &fields(reply))
        + &webhook("verboo", &fields("{}")).replace("name: send", "name: other")
        + trigger("verboo", described, PARAMETER, "other").trim_start_matches("---\n");
    let files = [("hooks.yaml", hooks.as_str())];
    assert_eq!(places("shadowed-variable", &files), ["ticket"]);
    assert_eq!(
        labels("shadowed-variable", &files),
        ["`ticket` set by the reply to `send`"]
    );
    let misplaced = hooks.replace(
        "{ session: { client_data: { ticket: T-1 } } }",
        "{ ticket: T-1 }",
    );
    assert!(places("shadowed-variable", &[("hooks.yaml", &misplaced)]).is_empty());

    // Of Mind Expression, it belongs to the Subject that calls the webhook.
    let mapped = "url: https://a.example\nmethod: GET\nmapping: { ticket: $.ticket }\n---\n";
    let plain = "url: https://a.example/{{ticket}}\nmethod: GET\n";
    let hooks = |called: &str| {
        webhook("mind-expression", mapped)
            + &webhook("mind-expression", plain).replace("name: send", "name: other")
            + &trigger(
                "mind-expression",
                "subject: { name: Ask }",
                PARAMETER,
                called,
            )
    };
    let of = |called: &str| places("shadowed-variable", &[("hooks.yaml", &hooks(called))]);
    assert!(of("other").is_empty());
    assert_eq!(of("send"), ["ticket"]);
}

#[test]
fn a_webhook_does_not_provide_what_it_reads_itself() {
    let fields = "url: https://a.example\nheaders: { X-Ticket: $ticket }\n\
                  response: { example: { session: { client_data: { ticket: T-1 } } } }";
    let hooks = verboo(fields, "ticket: { type: string }");
    assert_eq!(
        labels("maybe-unset-variable", &[("hooks.yaml", &hooks)]),
        ["`ticket` optional: not in `required`"]
    );
}

#[test]
fn of_two_calls_of_a_webhook_the_first_has_nothing_from_its_reply() {
    let fields = "url: https://a.example\nheaders: { X-Ticket: $ticket }\n\
                  response: { example: { session: { client_data: { ticket: T-1 } } } }";
    let hooks = verboo(fields, "ticket: { type: string }")
        .replace("webhooks: [send]", "webhooks: [send, send]");
    assert_eq!(
        labels("maybe-unset-variable", &[("hooks.yaml", &hooks)]),
        ["`ticket` optional: not in `required`"]
    );
}

#[test]
fn a_member_may_be_anything_that_its_object_does_not_rule_out() {
    let body = "body: '{ \"a\": \"{{customer.name}}\" }'";
    let schema = "customer: { type: object, properties: { name: { type: string } } }";
    let hooks = mind_expression(body, schema);
    assert_eq!(
        places("html-escape-in-json", &[("hooks.yaml", &hooks)]),
        ["{{customer.name}}"]
    );
}

#[test]
fn what_a_trigger_sends_whose_parameters_are_illegible_may_be_anything() {
    let body = "body: '{ \"a\": \"{{{x}}}\" }'";
    let hooks = mind_expression(body, "x: { type: string, pattern: '^[0-9]+$' }");
    let of = |hooks: &str| places("unescaped-in-json", &[("hooks.yaml", hooks)]);
    assert!(of(&hooks).is_empty());
    let open = mind_expression(body, "x: { type: string }");
    assert_eq!(of(&open), ["{{{x}}}"]);
    let unknown = format!(
        "{hooks}---\nkind: trigger\nplatform: mind-expression\nname: more\n\
         subject: {{ name: More }}\nparameters: 5\nwebhooks: [send]\n"
    );
    assert_eq!(of(&unknown), ["{{{x}}}"]);
}

#[test]
fn an_example_tells_the_type_of_a_value() {
    let of = |example: &str| {
        let first = webhook(
            "mind-expression",
            &format!(
                "url: https://a.example\nmethod: GET\nmapping: {{ n: $.n }}\n\
                 response: {{ example: {{ n: {example} }} }}\n---\n"
            ),
        )
        .replace("name: send", "name: find");
        let hooks = first
            + &mind_expression("body: '{ \"a\": \"{{{n}}}\" }'", "")
                .replace("webhooks: [send]", "webhooks: [find, send]");
        places("unescaped-in-json", &[("hooks.yaml", &hooks)])
    };
    assert!(of("1").is_empty());
    assert_eq!(of("one"), ["{{{n}}}"]);
}

#[test]
fn a_type_that_may_be_any_conflicts_with_none() {
    let one = |name: &str, schema: &str| {
        webhook(
            "verboo",
            &format!(
                "url: https://a.example\nmethod: GET\nresponse: {{ schema: {{ properties: \
                 {{ session: {{ properties: {{ client_data: {{ properties: {{ ticket: {schema} }} \
                 }} }} }} }} }} }}\n---\n"
            ),
        )
        .replace("name: send", &format!("name: {name}"))
    };
    let of = |schemas: &[&str]| {
        let hooks: String = schemas
            .iter()
            .enumerate()
            .map(|(at, schema)| one(&format!("w{at}"), schema))
            .collect();
        labels("client-data-conflict", &[("hooks.yaml", &hooks)])
    };
    let expected = ["`ticket` a number, set by the reply to `w1`"];
    assert_eq!(
        of(&["{}", "{ type: number }", "{ type: string }"]),
        expected
    );
    assert!(of(&["{}", "{ type: number }"]).is_empty());
    assert!(of(&["{ type: number }", "{ type: [number, string] }"]).is_empty());
}

#[test]
fn a_schema_that_is_not_known_judges_no_example() {
    let of = |response: &str| {
        let fields = format!("url: https://a.example\nmethod: GET\nresponse: {response}");
        places(
            "invalid-example",
            &[("hooks.yaml", &webhook("verboo", &fields))],
        )
    };
    assert_eq!(of("{ schema: { type: string }, example: 5 }"), ["5"]);
    assert_eq!(of("{ schema: ./nope.json, example: 5 }"), ["./nope.json"]);
    for response in [
        "{ schema: { type: '${unknown}' }, example: 5 }",
        "{ schema: '${unknown}', example: 5 }",
        "{ schema: ' ', example: 5 }",
        "{ schema: { type: string }, example: '${unknown}' }",
    ] {
        assert!(of(response).is_empty(), "{response}");
    }
}

#[test]
fn the_list_of_an_item_is_what_has_to_be_declared() {
    let of = |body: &str, schema: &str| {
        let hooks = mind_expression(&format!("body: '{body}'"), schema);
        said("unquoted-tag", &[("hooks.yaml", &hooks)])
    };
    let list =
        "list: { type: array, items: { type: object, properties: { a: { type: string } } } }";
    let found = of("[ {{#list}}{{a}}, {{/list}} 1 ]", list);
    assert!(found.contains("declare the `items` of the list"), "{found}");
    let found = of("[ {{a}} ]", "a: { type: string }");
    assert!(found.contains("declare `a` as"), "{found}");
}

#[test]
fn what_is_set_too_late_reaches_no_header() {
    let of = |order: &str| {
        let lookup = webhook(
            "verboo",
            "method: GET\nurl: https://a.example/$word\n\
             response: { example: { session: { client_data: { ref: T-1 } } } }\n---\n",
        )
        .replace("name: send", "name: lookup");
        let hooks = lookup
            + &verboo(
                "url: https://a.example\nheaders: { X-Ref: $ref }",
                "word: { type: string }",
            )
            .replace("webhooks: [send]", &format!("webhooks: [{order}]"));
        places("header-injection", &[("hooks.yaml", &hooks)])
    };
    assert_eq!(of("lookup, send"), ["$ref"]);
    assert!(of("send, lookup").is_empty());
}

#[test]
fn a_quote_that_is_not_closed_quotes_nothing() {
    let example = "{ example: { status: 1 } }";
    assert!(of_directive("the `statis of it", example).is_empty());
    assert!(of_directive("the statis` of it", example).is_empty());
}

#[test]
fn a_list_is_named_with_where_it_stands() {
    let of = |fields: &str| {
        let hooks = verboo(&format!("url: https://a.example/x\n{fields}"), "");
        said("array-in-string", &[("hooks.yaml", &hooks)])
    };
    let help = "make it the whole value of a key of the body: `images: $images`";
    for (fields, place) in [
        ("headers: { X-A: $images }", "a header"),
        ("body: { a: 'see $images' }", "a longer text"),
    ] {
        assert_eq!(
            of(fields),
            format!(
                "`$images` `$images` is a list, and {place} gets it as the text of one | {help}\n"
            )
        );
    }
    assert_eq!(of("body: { a: $images }"), "");
    assert_eq!(of("body: { a: '$images[0]' }"), "");
}

#[test]
fn an_optional_value_is_missing_in_a_path_where_it_is_a_whole_segment() {
    let of = |path: &str| {
        let hooks = verboo(
            &format!("url: 'https://a.example{path}'"),
            "n: { type: string }",
        );
        places("optional-in-path", &[("hooks.yaml", &hooks)])
    };
    for path in ["/$n", "/$n/b", "/a/$n?b=c", "/$n#b"] {
        assert_eq!(of(path), ["$n"], "{path}");
    }
    for path in ["/$n.json", "/a-$n", "/a-$n/b", "/a?b=$n", "/$n$n.x"] {
        assert!(of(path).is_empty(), "{path}");
    }
}

#[test]
fn a_secret_leaks_through_longer_names_outside_of_urls() {
    let of = |fields: &str| {
        let hooks = verboo(
            fields,
            "comment: { type: string }, abc: { type: string }, c: { type: string }",
        );
        let manifest =
            "platforms: { verboo: { client_data: { key: { type: string, secret: true } } } }\n";
        let files = [("hooks.yaml", hooks.as_str()), ("hookc.yaml", manifest)];
        (
            places("resubstitution-leak", &files),
            labels("resubstitution-leak", &files),
        )
    };
    let url = "url: https://a.example";
    let (places, labels) = of(&format!("{url}\nbody: {{ a: $comment }}"));
    assert_eq!(places, ["key"]);
    assert_eq!(labels, ["`$comment` `send` sends what the customer says"]);
    // Of two secrets, the one that is as long as the name is replaced before it.
    let two = verboo(
        "url: https://a.example\nbody: { a: $abc }",
        "abc: { type: string }",
    );
    let secret = "{ type: string, secret: true }";
    let manifest =
        format!("platforms: {{ verboo: {{ client_data: {{ k1: {secret}, key: {secret} }} }} }}\n");
    let files = [
        ("hooks.yaml", two.as_str()),
        ("hookc.yaml", manifest.as_str()),
    ];
    assert_eq!(super::places("resubstitution-leak", &files), ["k1"]);
    // In a URL the `$` is encoded, a name that is not longer is replaced later, and who sends the
    // secret anyway leaks nothing.
    for fields in [
        "url: https://a.example/$comment".to_owned(),
        format!("{url}\nbody: {{ a: $abc }}"),
        format!("{url}\nbody: {{ a: $c }}"),
        format!("{url}\nheaders: {{ X-Key: $key }}\nbody: {{ a: $comment }}"),
    ] {
        assert!(of(&fields).0.is_empty(), "{fields}");
    }
}

#[test]
fn only_what_is_escaped_as_html_is_told_so() {
    let of = |body: &str| {
        let hooks = mind_expression(&format!("body: '{body}'"), "x: { type: string }");
        places("html-escape-in-json", &[("hooks.yaml", &hooks)])
    };
    assert_eq!(of("{ \"a\": \"{{x}}\" }"), ["{{x}}"]);
    assert!(of("{ \"a\": \"{{{x}}}\" }").is_empty());
    assert!(of("{ \"a\": \"{{&x}}\" }").is_empty());
    assert!(of("{ \"a\": {{x}} }").is_empty());
}

#[test]
fn what_is_changed_by_html_or_forbidden_in_json_is_told_from_blanks() {
    let of = |value: &str| {
        let schema = format!("x: {{ type: string, enum: [\"{value}\"] }}");
        let hooks = mind_expression("body: '{ \"a\": \"{{x}}\" }'", &schema);
        places("html-escape-in-json", &[("hooks.yaml", &hooks)])
    };
    for value in ["a\\tb", "a\\\\b", "a<b", "a'b", "a/b", "a=b"] {
        assert_eq!(of(value), ["{{x}}"], "{value}");
    }
    for value in ["a b", "a!b", "a-b", "é"] {
        assert!(of(value).is_empty(), "{value}");
    }
}

#[test]
fn what_json_escapes_is_told_from_what_it_does_not() {
    let of = |value: &str| {
        let schema = format!("x: {{ type: string, enum: [\"{value}\"] }}");
        let hooks = mind_expression("body: '{ \"a\": \"{{{x}}}\" }'", &schema);
        places("unescaped-in-json", &[("hooks.yaml", &hooks)])
    };
    for value in ["a\\tb", "a\\\\b", "a\\\"b", "\\u001f"] {
        assert_eq!(of(value), ["{{{x}}}"], "{value}");
    }
    for value in ["a b", "a'b", "a/b", "é"] {
        assert!(of(value).is_empty(), "{value}");
    }
}

#[test]
fn headers_have_no_segments() {
    let hooks = verboo(
        "url: https://a.example\nheaders: { X-A: /$n }",
        "n: { type: string }",
    );
    assert!(places("optional-in-path", &[("hooks.yaml", &hooks)]).is_empty());
}

#[test]
fn a_header_is_led_back_to_the_customer_through_each_reply() {
    let lookup = |name: &str, reads: &str, sets: &str| {
        webhook(
            "verboo",
            &format!(
                "method: GET\nurl: https://a.example/${reads}\n\
                 response: {{ example: {{ session: {{ client_data: {{ {sets}: T-1 }} }} }} }}\n---\n"
            ),
        )
        .replace("name: send", &format!("name: {name}"))
    };
    let hooks = lookup("first", "word", "one")
        + &lookup("second", "one", "two")
        + &verboo(
            "url: https://a.example\nheaders: { X-Ref: $two }",
            "word: { type: string }",
        )
        .replace("webhooks: [send]", "webhooks: [first, second, send]");
    assert_eq!(
        labels("header-injection", &[("hooks.yaml", &hooks)]),
        [
            "`two` the reply to `second` sets it",
            "`$one` what `second` looks up",
            "`one` the reply to `first` sets it",
            "`$word` what `first` looks up",
            "`word` comes from the customer",
        ]
    );
}

#[test]
fn a_schema_has_a_relative_path() {
    let of = |path: &str| {
        let fields =
            format!("url: https://a.example\nmethod: GET\nresponse: {{ schema: '{path}' }}");
        said(
            "invalid-example",
            &[("hooks.yaml", &webhook("verboo", &fields))],
        )
    };
    for path in ["/a.json", "~/a.json", "\\a.json", "C:a.json"] {
        assert_eq!(
            of(path),
            format!(
                "`{path}` `{path}` is an absolute path | write it relative to the definition's file\n"
            )
        );
    }
    assert_eq!(
        of("https://b.example/a.json"),
        "`https://b.example/a.json` `https://b.example/a.json` is an address, not a path \
         | save the schema beside the definition and write its path; nothing is fetched\n"
    );
}

#[test]
fn a_schema_that_takes_too_long_is_told_so() {
    let parts = |count: usize| -> String {
        let part = |at: usize| {
            let next = format!("{{ $ref: '#/$defs/a{}' }}", at + 1);
            format!("a{at}: {{ allOf: [{next}, {next}] }}, ")
        };
        (0..count).map(part).collect()
    };
    let of = |count: usize| {
        let fields = format!(
            "url: https://a.example\nmethod: GET\nresponse: {{ example: {{ a: 1 }}, schema: {{ \
             $ref: '#/$defs/a0', $defs: {{ {}a{count}: {{ type: object }} }} }} }}",
            parts(count)
        );
        let hooks = webhook("verboo", &fields);
        said("invalid-example", &[("hooks.yaml", &hooks)])
    };
    assert_eq!(of(8), "");
    let found = of(40);
    let expected = " the schema cannot be used: to judge by it takes more than 2 million steps \
                    and 16 for each value \
                    | write a smaller one, which refers to its parts less often\n";
    assert!(found.ends_with(expected), "{found}");
}
