//! Of references: what is written in their place.

use super::{said, verboo, webhook};

const MANIFEST: &str = "environments: { live: { api: a-b } }\n";

/// What a rule says of the value of a header of Verboo; `a` and `image` are parameters.
fn of_header(rule: &str, value: &str) -> String {
    let fields = format!("url: https://a.example\nheaders: {{ X-A: \"{value}\" }}");
    let hooks = verboo(&fields, "a: { type: string }, image: { type: string }");
    said(rule, &[("hooks.yaml", &hooks)])
}

#[test]
fn a_secret_is_written_with_braces() {
    let of = |value: &str| of_header("unknown-variable", value);
    assert_eq!(
        of("b $secret.ERP_TOKEN c"),
        "`$secret` nothing declares `$secret` | a secret is written `${secret.ERP_TOKEN}` \
         | unsafe fix `$secret.ERP_TOKEN` to `${secret.ERP_TOKEN}`\n"
    );
    for value in ["$secret.", "$secret", "$other.NAME", "$secret_b.NAME"] {
        assert!(!of(value).contains("a secret is"), "{value}");
        assert!(!of(value).contains("fix"), "{value}");
    }
}

#[test]
fn indexes_are_written_in_brackets_without_blanks() {
    let of = |value: &str| of_header("malformed-reference", value);
    for (written, meant) in [
        ("$images[ 10 ]", "$images[10]"),
        ("$images[12", "$images[12]"),
        ("$imges[0]", "$images[0]"),
    ] {
        assert_eq!(
            of(written),
            format!(
                "`{written}` `{written}` is no reference to one of `$images` | write `{meant}` \
                 | unsafe fix `{written}` to `{meant}`\n"
            )
        );
    }
    for written in ["$images[", "$images[x", "$images[]"] {
        assert_eq!(
            of(written),
            format!(
                "`{written}` `{written}` is no reference to one of `$images` \
                 | an index is a number from 0: `[0]`; or send the whole list\n"
            )
        );
    }
    // The first is declared, so that no list is meant.
    for written in [
        "$image[0]",
        "$images[0].2",
        "$images [0]",
        "$images[01]",
        "$images.x",
    ] {
        assert_eq!(of(written), "", "{written}");
    }
}

#[test]
fn blanks_before_a_name_are_left_out() {
    let of = |value: &str| of_header("malformed-reference", value);
    for (written, shown) in [("$ a", "$ a"), ("$   a", "$   a"), ("$\\ta", "$\\ta")] {
        assert_eq!(
            of(&format!("b {written} c")),
            format!(
                "`{shown}` a blank between `$` and the name `a` | write `$a` \
                 | unsafe fix `{shown}` to `$a`\n"
            )
        );
    }
    assert_eq!(of("$ b"), "");
}

#[test]
fn what_another_platform_writes_is_written_as_here() {
    let of = |value: &str| of_header("wrong-template-syntax", value);
    for (written, meant) in [("{{_a}}", "$_a"), ("${{ a }}", "$a"), ("{{a}}", "$a")] {
        assert_eq!(
            of(&format!("{written} b")),
            format!(
                "`{written}` Verboo does not replace `{written}` | write `{meant}` \
                 | unsafe fix `{written}` to `{meant}`\n"
            )
        );
    }
    // `$ab` would be another name.
    assert_eq!(
        of("{{a}}b"),
        "`{{a}}` Verboo does not replace `{{a}}` | write `$a`\n"
    );
    for written in ["{{order-no}}", "{{a-}}"] {
        assert_eq!(
            of(written),
            format!(
                "`{written}` Verboo does not replace `{written}` \
                 | write `$name`, with a name of letters, digits and `_`\n"
            )
        );
    }
    for written in ["{{#a}}", "{{^a}}"] {
        assert_eq!(
            of(&format!("{written}x{{{{/a}}}}")),
            format!(
                "`{written}` Verboo does not replace `{written}` \
                 | there are no sections here; a value is written `$a`\n"
            )
        );
    }
    for written in ["{{1a}}", "{{a!}}", "{{a..b}}", "{{.}}"] {
        assert_eq!(of(written), "", "{written}");
    }
}

#[test]
fn on_a_platform_without_references_there_is_nothing_to_write() {
    let fields =
        "direction: outgoing\ntopics: [chat.create]\nurl: 'https://a.example/{{#a}}b{{/a}}'";
    assert_eq!(
        said(
            "wrong-template-syntax",
            &[("hooks.yaml", &webhook("ebbot", fields))]
        ),
        "`{{#a}}` Ebbot replaces nothing here: `{{#a}}` is sent as it is \
         | write a fixed text, or `${name}` for a value that is known at build time\n"
    );
}

#[test]
fn a_directive_holds_no_tags() {
    let of = |directive: &str| {
        let fields =
            format!("method: GET\nurl: https://a.example\nresponse_directive: \"{directive}\"");
        said(
            "template-in-directive",
            &[("hooks.yaml", &webhook("verboo", &fields))],
        )
    };
    for written in ["{{order}}", "${{order}}", "{{{order}}}"] {
        assert_eq!(
            of(&format!("Say {written} now.")),
            format!(
                "`{written}` `{written}` is not filled in here, in a directive \
                 | say in words what is meant; the LLM reads this text as it stands\n"
            )
        );
    }
    assert_eq!(of("Say {{a}}} now."), of("Say {{a}} now."));
    for text in [
        "Say {{a}} ${unknown}",
        "Say {{ }} now.",
        "Say {{a\\nb}} now.",
        "Say {{a now.",
    ] {
        assert_eq!(of(text), "", "{text}");
    }
}

#[test]
fn an_undefined_setting_is_written_where_the_others_are() {
    let of = |manifest: &str| {
        let hooks = verboo("url: '${host}/x'", "");
        said(
            "unknown-setting",
            &[("hooks.yaml", &hooks), ("hookc.yaml", manifest)],
        )
    };
    let as_text = "; to write it as text, write `$${`\n";
    assert_eq!(
        of(""),
        format!(
            "`${{host}}` nothing defines `${{host}}` \
             | write `environments:` into `hookc.yaml`, and there `host` for each{as_text}"
        )
    );
    assert_eq!(
        of("environments: { live: { a: b } }"),
        format!(
            "`${{host}}` no environment defines `${{host}}` \
             | write `host:` below `live:` in `hookc.yaml`{as_text}"
        )
    );
    assert_eq!(
        of("environments: { live: { a: b }, test: { a: c } }"),
        format!(
            "`${{host}}` no environment defines `${{host}}` \
             | write `host:` into each environment of `hookc.yaml`{as_text}"
        )
    );
    assert_eq!(
        of("environments: { live: { hosts: b } }"),
        "`${host}` no environment defines `${host}` | did you mean `${hosts}`? \
         | unsafe fix `${host}` to `${hosts}`\n"
    );
}

#[test]
fn what_cannot_be_a_name_is_written_as_what_was_meant() {
    let of = |written: &str| {
        let hooks = verboo(
            &format!("url: 'https://a.example'\nheaders: {{ X-A: '{written}' }}"),
            "order: { type: string }",
        );
        said(
            "unknown-setting",
            &[("hooks.yaml", &hooks), ("hookc.yaml", MANIFEST)],
        )
    };
    let advice = "write ASCII letters, digits, `_` and `-` in the braces: `${name}`; \
                  to write it as text, write `$${`";
    for (written, meant) in [("${ api }", "${api}"), ("${ a-p_1}", "${a-p_1}")] {
        let name = meant.trim_matches(['$', '{', '}']);
        assert_eq!(
            of(written),
            format!(
                "`{written}` `{name}` cannot be the name of a build-time value \
                 | write it without blanks: `{meant}` | unsafe fix `{written}` to `{meant}`\n"
            )
        );
    }
    assert_eq!(
        of("${ }"),
        format!("`${{ }}` `` cannot be the name of a build-time value | {advice}\n")
    );
    assert_eq!(
        of("${a b}"),
        format!("`${{a b}}` `a b` cannot be the name of a build-time value | {advice}\n")
    );
    assert_eq!(
        of("${secret.a b}"),
        "`${secret.a b}` `${secret.a b}` names no secret | write ASCII letters, digits, `_` and \
         `-` behind the dot: `${secret.CRM_TOKEN}`\n"
    );
}

/// What is said of a value of a body with a comment behind it.
fn of_comment(value: &str) -> String {
    let fields = format!("url: https://a.example\nbody:\n  text: {value}");
    let hooks = verboo(&fields, "a: { type: string }");
    said(
        "comment-in-value",
        &[("hooks.yaml", &hooks), ("hookc.yaml", MANIFEST)],
    )
}

#[test]
fn a_comment_with_a_reference_is_quoted_with_its_value() {
    for (comment, what) in [
        (
            "#${api} of it",
            "holds a reference, behind an unquoted value",
        ),
        (
            "#${secret.X}",
            "holds a reference, behind an unquoted value",
        ),
        ("# $a", "holds a reference, behind an unquoted value"),
        ("#${nope}", "looks like the rest of the value before it"),
        ("#$nope", "looks like the rest of the value before it"),
        ("#${ap", "looks like the rest of the value before it"),
    ] {
        assert_eq!(
            of_comment(&format!("Order {comment}")),
            format!(
                "`{comment}` a comment that {what} | quote the whole value: `'Order {comment}'`; \
                 a comment belongs on a line of its own \
                 | unsafe fix `Order {comment}` to `'Order {comment}'`\n"
            )
        );
    }
}

#[test]
fn a_tag_in_a_comment_is_a_reference_where_its_name_is_declared() {
    let of = |name: &str| {
        let fields =
            format!("url: https://a.example\nmethod: POST\nbody:\n  a: Order # {{{{{name}}}}}");
        let hooks = webhook("mind-expression", &fields);
        let manifest = "platforms: { mind-expression: { global_keys: [known] } }\n";
        said(
            "comment-in-value",
            &[("hooks.yaml", &hooks), ("hookc.yaml", manifest)],
        )
    };
    let expected = |comment: &str, what: &str| {
        format!(
            "`{comment}` a comment that {what} | quote the whole value: `'Order {comment}'`; \
             a comment belongs on a line of its own \
             | unsafe fix `Order {comment}` to `'Order {comment}'`\n"
        )
    };
    let what = "holds a reference, behind an unquoted value";
    assert_eq!(of("known"), expected("# {{known}}", what));
    assert!(!of("unknown").contains(what));
    assert!(!of("! known").contains(what));
}

#[test]
fn a_long_value_is_not_repeated_in_the_help() {
    let long = format!("#$a{}", " and so on".repeat(6));
    assert_eq!(
        of_comment(&format!("Order {long}")),
        format!(
            "`{long}` a comment that holds a reference, behind an unquoted value \
             | put single quotes around the whole value; a comment belongs on a line of its own \
             | unsafe fix `Order {long}` to `'Order {long}'`\n"
        )
    );
    assert_eq!(
        of_comment("One\n    two #$a"),
        "`#$a` a comment that holds a reference, behind an unquoted value \
         | put single quotes around the whole value; a comment belongs on a line of its own \
         | unsafe fix `One\\n    two #$a` to `'One\n    two #$a'`\n"
    );
}

#[test]
fn braces_without_an_end_are_told_so() {
    let hooks = verboo("url: https://a.example\nheaders: { X-A: 'b ${' }", "");
    assert_eq!(
        said("unknown-setting", &[("hooks.yaml", &hooks)]),
        "`${` `${` without a name and a `}` | write ASCII letters, digits, `_` and `-` in the \
         braces: `${name}`; to write it as text, write `$${`\n"
    );
}

#[test]
fn a_longer_name_than_that_of_a_list_is_no_index() {
    let of = |value: &str| of_header("malformed-reference", value);
    // The list is replaced in it, which is another fault.
    assert_eq!(of("$imagess[0]"), "");
    assert_eq!(
        of("$image_s[0]"),
        of("$imges[0]").replace("$imges", "$image_s")
    );
    assert_eq!(of("$imges[x]"), "");
}

#[test]
fn tags_are_judged_where_they_are_known_and_comments_never() {
    let of = |value: &str| {
        let fields = format!("url: https://a.example\nmethod: GET\nheaders: {{ X-A: '{value}' }}");
        let hooks = webhook("mind-expression", &fields);
        said("invalid-mustache", &[("hooks.yaml", &hooks)])
    };
    assert_eq!(of("{{! a b }}c"), "");
    assert_eq!(
        of("{{a"),
        "`{{a` the tag `{{a` is not closed | write `}}` behind the name\n"
    );
    assert_eq!(of("{{a ${unknown}"), "");
}

#[test]
fn credentials_of_a_platform_without_references_hold_none() {
    let of = |auth: &str| {
        let hooks = format!(
            "kind: escalation\nplatform: enterpret\nname: a\nautomation: A\n\
             url: https://a.example\nauth: {auth}\n"
        );
        said("wrong-template-syntax", &[("hooks.yaml", &hooks)])
    };
    let expected = "`{{key}}` Enterpret replaces nothing here: `{{key}}` is sent as it is \
                    | write a fixed text, or `${name}` for a value that is known at build time\n";
    for auth in [
        "{ bearer: '{{key}}' }",
        "{ api_key: '{{key}}' }",
        "{ header: { name: X-A, value: '{{key}}' } }",
    ] {
        assert_eq!(of(auth), expected, "{auth}");
    }
}
