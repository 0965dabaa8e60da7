//! Of URLs and headers.

use super::{check, labels, places, said, verboo, webhook};

fn of_url(rule: &str, url: &str) -> String {
    let hooks = verboo(&format!("url: '{url}'"), "n: { type: number }");
    said(rule, &[("hooks.yaml", &hooks)])
}

#[test]
fn blanks_around_a_url_are_left_out_and_those_in_it_encoded() {
    let around = "` ` a blank around the URL | leave it out | fix ` ` to ``\n";
    assert_eq!(of_url("invalid-url", "https://a.example/x "), around);
    assert_eq!(of_url("invalid-url", " https://a.example/x"), around);
    assert_eq!(
        of_url("invalid-url", "https://a.example/a b"),
        "` ` a blank in a URL | write `%20` | unsafe fix ` ` to `%20`\n"
    );
}

#[test]
fn a_brace_may_be_meant_as_a_reference_where_there_are_any() {
    assert_eq!(
        of_url("invalid-url", "https://a.example/{b"),
        "`{` `{` cannot stand in a URL \
         | a reference is written `$name`, a literal `{` as `%7B`\n"
    );
    assert_eq!(
        of_url("invalid-url", "https://a.example/b\\c"),
        "`\\` `\\` cannot stand in a URL | write `%5C`\n"
    );
    let fields = "direction: outgoing\ntopics: [chat.create]\nurl: 'https://a.example/{b'";
    let hooks = webhook("ebbot", fields);
    assert_eq!(
        said("invalid-url", &[("hooks.yaml", &hooks)]),
        "`{` `{` cannot stand in a URL | write `%7B`\n"
    );
}

#[test]
fn a_scheme_is_put_before_what_begins_with_a_host() {
    let message = "`url` is not absolute | begin it with `https://` and the host";
    for url in [
        "a.example/x",
        "a-b.example",
        "a.example:8080",
        "a.example?b=c",
    ] {
        assert_eq!(
            of_url("invalid-url", url),
            format!("`{url}` {message} | unsafe fix `` to `https://`\n")
        );
    }
    for url in ["orders/list", ".a.example/x", "a..example!/x"] {
        assert_eq!(of_url("invalid-url", url), format!("`{url}` {message}\n"));
    }
}

#[test]
fn placeholders_are_told_from_other_colons_and_brackets() {
    for written in ["<x>", ":id", ":_i-d"] {
        assert_eq!(
            of_url("placeholder-url", &format!("https://a.example/{written}/y")),
            format!(
                "`{written}` the placeholder `{written}` is left in the URL | write what it \
                 stands for: text, a build-time value `${{name}}` or a reference `$name`\n"
            )
        );
    }
    for written in ["<>", ":1d", ":i.d", ":i$n", ":", ":é"] {
        let url = format!("https://a.example/{written}/y");
        assert_eq!(of_url("placeholder-url", &url), "", "{url}");
    }
}

/// What a rule says of a header of Verboo, beside a body.
fn of_header(rule: &str, header: &str) -> String {
    let fields = format!("url: https://a.example\nheaders: {{ {header} }}\nbody: {{ b: c }}");
    let hooks = verboo(&fields, "a: { type: string }");
    let manifest = "environments: { live: { n: a } }\n";
    said(rule, &[("hooks.yaml", &hooks), ("hookc.yaml", manifest)])
}

#[test]
fn types_of_json_are_those_with_a_suffix_too() {
    for value in [
        "application/json",
        "application/x+json",
        "application/x+JSON; charset=utf-8",
        "a/b+json",
    ] {
        let header = format!("Content-Type: '{value}'");
        assert_eq!(of_header("wrong-content-type", &header), "", "{value}");
    }
    for value in [
        "text/plain",
        "application/+json",
        "/x+json",
        "application/json+x",
    ] {
        assert_eq!(
            of_header("wrong-content-type", &format!("Content-Type: '{value}'")),
            format!(
                "`{value}` `{value}` is not JSON's type | write `application/json`, or leave the \
                 header out: JSON is what is sent | unsafe fix `{value}` to `application/json`\n"
            )
        );
    }
}

#[test]
fn names_of_headers_are_what_http_takes() {
    let of = |name: &str| of_header("invalid-header-name", &format!("{name}: b"));
    assert_eq!(of("X-A"), "");
    assert_eq!(
        of("''"),
        "`''` a header without a name | write the name of the header\n"
    );
    assert_eq!(
        of("'X A'"),
        "`X A` ` ` cannot stand in the name of a header | write `X-A` \
         | unsafe fix `X A` to `X-A`\n"
    );
    assert_eq!(
        of("'X-A: '"),
        "`X-A: ` `:` cannot stand in the name of a header | write `X-A` \
         | unsafe fix `X-A: ` to `X-A`\n"
    );
    assert_eq!(
        of("'X-$a'"),
        "`X-$a` a reference in the name of a header \
         | write the name in full; references stand in values\n"
    );
}

#[test]
fn blanks_at_either_end_of_a_credential_are_found() {
    let of = |credential: &str| {
        let hooks = format!(
            "kind: escalation\nplatform: enterpret\nname: a\nautomation: A\n\
             url: https://a.example\nauth: {{ bearer: {credential} }}\n"
        );
        said("invalid-credential", &[("hooks.yaml", &hooks)])
    };
    let expected = "` ` a blank around a credential | leave it out\n";
    for credential in ["'${secret.A} '", "' ${secret.A}'", "' ${secret.A} '"] {
        assert_eq!(of(credential), expected, "{credential}");
    }
    assert_eq!(of("'  ${secret.A}'"), expected.replacen("` `", "`  `", 1));
    assert_eq!(of("'${secret.A}'"), "");
}

#[test]
fn what_is_written_with_an_escape_is_not_edited() {
    let hooks = verboo("url: \"https://a.example/a\\x20b\"", "");
    assert_eq!(
        said("invalid-url", &[("hooks.yaml", &hooks)]),
        "`\\x20` a blank in a URL | write `%20`\n"
    );
}

#[test]
fn only_what_decides_where_a_request_goes_is_in_the_host() {
    let of = |url: &str| {
        let hooks = verboo(&format!("url: '{url}'"), "n: { type: number }");
        let manifest = "environments: { live: { host: a.example } }\n";
        let files = [("hooks.yaml", hooks.as_str()), ("hookc.yaml", manifest)];
        (
            places("variable-in-host", &files),
            places("private-host", &files),
        )
    };
    let none: &[&str] = &[];
    assert_eq!(of("https://$n.${host}/x").0, ["$n"]);
    assert_eq!(of("https://$n.a.example/${secret.PATH}/$n").0, ["$n"]);
    assert_eq!(of("https://${secret.HOST}/x").0, ["${secret.HOST}"]);
    assert_eq!(of("https://me:${secret.P}@$n.a.example/").0, ["$n"]);
    assert_eq!(of("https://${host}/${secret.PATH}").0, none);
    // A host that is not written in full is judged by nothing else.
    assert_eq!(of("https://$n.localhost/x").1, none);
    assert_eq!(of("https://a.localhost/x").1, ["a.localhost"]);
}

#[test]
fn a_credential_beside_a_secret_or_in_a_query_is_found_where_it_stands() {
    let of = |fields: &str| places("hardcoded-secret", &[("hooks.yaml", &verboo(fields, ""))]);
    let key = "sk_live_4eC39HqLyjWDarjtT1";
    let of_header = |value: &str| {
        of(&format!(
            "url: https://a.example\nheaders: {{ Authorization: '{value}' }}"
        ))
    };
    assert_eq!(of_header(&format!("${{secret.A}} {key}")), [key]);
    assert!(of_header("Bearer ${secret.A} of mine").is_empty());
    assert_eq!(of(&format!("url: https://a.example/x?key={key}")), [key]);
    // What protects an endpoint to which requests come unsigned is its URL.
    let fields =
        format!("direction: outgoing\ntopics: [chat.create]\nurl: https://a.example/{key}");
    let hooks = webhook("ebbot", &fields);
    assert!(places("hardcoded-secret", &[("hooks.yaml", &hooks)]).is_empty());
}

#[test]
fn of_a_password_all_that_is_written_is_kept_out_of_outputs() {
    let of = |user: &str| -> Vec<String> {
        let hooks = verboo(
            &format!("url: 'https://{user}@a.example/'"),
            "n: { type: number }",
        );
        let manifest = "environments: { live: { part: geheim } }\n";
        let (sources, found) = check(&[("hooks.yaml", &hooks), ("hookc.yaml", manifest)]);
        let mut found = found.iter().filter(|one| one.rule.name == "url-userinfo");
        let redacted = found.next().into_iter().flat_map(|one| &one.redact);
        let mut redacted: Vec<String> = redacted
            .map(|span| sources.text_at(*span).to_owned())
            .collect();
        // All findings about a text share what they keep back.
        redacted.sort_unstable();
        redacted.dedup();
        redacted
    };
    assert_eq!(of("me:abc"), ["abc"]);
    assert_eq!(of("me:ab${part}cd"), ["ab", "cd", "geheim"]);
    assert_eq!(of("me:${part}"), ["geheim"]);
    assert_eq!(of("me:ab${part}"), ["ab", "geheim"]);
    assert_eq!(of("me:ab$n"), ["ab"]);
    assert_eq!(of("me:$n.cd"), [".cd"]);
    assert!(of("me:$n").is_empty());
}

#[test]
fn braces_of_a_platform_with_tags_are_a_matter_of_these() {
    assert_eq!(
        places(
            "invalid-url",
            &[("hooks.yaml", &verboo("url: 'https://a.example/{{n'", ""))]
        ),
        ["{"]
    );
    let fields = "url: 'https://a.example/{{n'\nmethod: GET";
    let hooks = webhook("mind-expression", fields);
    assert!(places("invalid-url", &[("hooks.yaml", &hooks)]).is_empty());
}

#[test]
fn a_scheme_is_sent_twice_in_one_header_alone() {
    let of = |header: &str| {
        let hooks = verboo(
            &format!("url: https://a.example\nheaders: {{ {header} }}"),
            "",
        );
        said("invalid-credential", &[("hooks.yaml", &hooks)])
    };
    assert_eq!(
        of("Authorization: 'Bearer Bearer ${secret.A}'"),
        "`Bearer ` `Bearer` is sent twice \
         | write the token alone; `Bearer` stands before it already | fix `Bearer ` to ``\n"
    );
    for header in [
        "Authorization: 'Bearer ${secret.A}'",
        "Authorization: 'Basic Bearer ${secret.A}'",
        "X-Scheme: 'Bearer Bearer ${secret.A}'",
    ] {
        assert_eq!(of(header), "", "{header}");
    }
}

#[test]
fn credentials_are_sought_in_every_text_that_is_known() {
    let of = |fields: &str| places("hardcoded-secret", &[("hooks.yaml", &verboo(fields, ""))]);
    let key = "sk_live_4eC39HqLyjWDarjtT1";
    let url = "url: https://a.example";
    for fields in ["headers: { X-Trace: '…' }", "body: { a: { b: ['…'] } }"] {
        let known = format!("{url}\n{}", fields.replace('…', &format!("a {key}")));
        assert_eq!(of(&known), [key], "{fields}");
        let unknown = format!(
            "{url}\n{}",
            fields.replace('…', &format!("${{unknown}} {key}"))
        );
        assert!(of(&unknown).is_empty(), "{fields}");
    }
}

#[test]
fn an_endpoint_is_guessed_where_nothing_in_its_path_is_secret() {
    let of = |topics: &str, path: &str| {
        let fields =
            format!("direction: outgoing\ntopics: [{topics}]\nurl: 'https://a.example/{path}'");
        places(
            "guessable-endpoint",
            &[("hooks.yaml", &webhook("ebbot", &fields))],
        )
    };
    assert_eq!(of("chat.close", "hooks"), ["https://a.example/hooks"]);
    assert_eq!(of("chat.create", "hooks"), ["https://a.example/hooks"]);
    assert!(of("chat.close", "${secret.PATH}").is_empty());
    assert!(of("chat.close", "2826452c-ce7e-4f59-9e14-105a489909f4").is_empty());
    let fields = "direction: incoming\nurl: https://v2.ebbot.app/api/webhooks/bot";
    let hooks = webhook("ebbot", fields);
    assert!(places("guessable-endpoint", &[("hooks.yaml", &hooks)]).is_empty());
}

#[test]
fn what_is_sent_in_the_clear_is_named() {
    let of = |header: &str| {
        let hooks = verboo(
            &format!("url: http://a.example\nheaders: {{ {header} }}"),
            "",
        );
        labels("insecure-url", &[("hooks.yaml", &hooks)])
    };
    for name in ["Authorization", "x-api-key"] {
        let header = format!("{name}: '${{secret.A}}'");
        assert_eq!(of(&header), [format!("`{name}` sent with the request")]);
    }
    assert_eq!(
        of("X-Trace: '${secret.A}'"),
        ["`${secret.A}` sent with the request"]
    );
    assert!(of("X-Trace: a").is_empty());
    let of = |name: &str| {
        let hooks = verboo(
            &format!("url: http://a.example\nbody: {{ a: ${name} }}"),
            "",
        );
        let manifest = "platforms: { verboo: { client_data: { \
                        key: { type: string, secret: true }, n: { type: string } } } }\n";
        labels(
            "insecure-url",
            &[("hooks.yaml", &hooks), ("hookc.yaml", manifest)],
        )
    };
    assert_eq!(of("key"), ["`$key` sent with the request"]);
    assert!(of("n").is_empty());
}
