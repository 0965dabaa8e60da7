//! `hookc render` and `hookc test`.

use super::Folder;

const TICKET: &str = r#"kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.example/api/$team/tickets?q=$title
method: POST
headers:
  Authorization: Bearer ${secret.KEY}
  X-Session: $session.id
body:
  title: $title
  first: $images[0]
  all: $images
tests:
  - name: quotes survive
    given:
      title: Can't "pay"
      team: a/b
      session.id: s1
      images: [https://cdn.example/1.jpg]
    expect:
      url: https://helpdesk.example/api/a%2Fb/tickets?q=Can%27t%20%22pay%22
      headers: { x-session: s1 }
      body: { title: Can't "pay", all: [https://cdn.example/1.jpg] }
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
parameters:
  type: object
  properties:
    title: { type: string, description: One line }
    team: { type: string, description: The team }
  required: [title, team]
webhooks: [create_ticket]
"#;

const KEYS: &str = "kind: webhook
platform: mind-expression
name: numbers
url: https://crm.example/{{id}}
method: POST
auth: { basic: { username: svc, password: pw } }
headers: { X-Request: '{{http-header.x-uuid}}' }
body: '{ \"id\": \"{{id}}\", \"raw\": \"{{{id}}}\" }'
---
kind: trigger
platform: mind-expression
name: change
subject: { name: Change }
parameters:
  type: object
  properties: { id: { type: string, description: Customer number } }
webhooks: [numbers]
";

const MANIFEST: &str = "platforms: { mind-expression: { request_headers: [x-uuid] } }\n";

fn folder() -> Folder {
    Folder::with(&[
        ("hookc.yaml", MANIFEST),
        ("a.yaml", TICKET),
        ("b.yaml", KEYS),
        (
            "vars.json",
            r#"{"title": "A&B", "session": {"id": "s1"}, "images": [], "other": 1}"#,
        ),
    ])
}

/// The encodings of the vendor's page: percent in URLs, literal in headers, JSON in bodies.
#[test]
fn a_request_is_rendered_as_the_platform_sends_it() {
    let ran = folder().run("render create_ticket --vars vars.json --set team=a/b --trace");
    let expected = "\
POST https://helpdesk.example/api/a%2Fb/tickets?q=A%26B HTTP/1.1
Authorization: Bearer ${secret.KEY}
X-Session: s1
Content-Type: application/json

{
  \"title\": \"A&B\",
  \"first\": \"[][0]\",
  \"all\": []
}
";
    let ran = ran.ends(0);
    assert!(ran.stdout.ends_with(expected), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("# assumed: Verboo documents"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout
            .contains("# url                  29..34  $team        percent-encoded: a%2Fb"),
        "{}",
        ran.stdout
    );
}

#[test]
fn mustache_escapes_html_and_basic_authentication_is_encoded() {
    let command = "render numbers --set id=O'B --set http-header.x-uuid=u --format json --trace";
    let json = folder().run(command).ends(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["url"], "https://crm.example/O&#39;B");
    assert_eq!(json["body"], r#"{ "id": "O&#39;B", "raw": "O'B" }"#);
    assert_eq!(json["headers"][0]["value"], "u");
    // `printf svc:pw | base64`
    let last = json["headers"].as_array().unwrap().last().unwrap();
    assert_eq!(last["value"], "Basic c3ZjOnB3");
    assert_eq!(json["assumptions"].as_array().unwrap().len(), 2);
    let trace = json["trace"].as_array().unwrap();
    let body = json["body"].as_str().unwrap();
    for one in trace.iter().filter(|one| one["part"] == "body") {
        let at = |key: &str| usize::try_from(one[key].as_u64().unwrap()).unwrap();
        assert_eq!(one["text"], body[at("start")..at("end")]);
    }
}

#[test]
fn a_command_for_a_shell_takes_secrets_from_the_environment() {
    let command = "render create_ticket --vars vars.json --set team=t --format curl";
    let ran = folder().run(command).ends(0);
    assert!(
        ran.stdout
            .contains(r#"--header 'Authorization: Bearer '"$KEY""#),
        "{}",
        ran.stdout
    );
}

#[test]
fn what_is_missing_is_told_at_once() {
    let folder = folder();
    let ran = folder.run("render create_ticket --set titel=x").ends(2);
    for text in [
        "`title`",
        "`team`",
        "`session.id`",
        "--set team=…",
        "did you mean `title`?",
    ] {
        assert!(ran.stderr.contains(text), "{text}: {}", ran.stderr);
    }
    let ran = folder.run("render create_tickets").ends(2);
    assert!(
        ran.stderr.contains("did you mean `create_ticket`?"),
        "{}",
        ran.stderr
    );
    let ran = folder.run("render open_ticket").ends(2);
    assert!(
        ran.stderr
            .contains("a webhook that it calls: `create_ticket`"),
        "{}",
        ran.stderr
    );
    folder.write(
        "c.yaml",
        &KEYS.replace("name: numbers", "name: create_ticket"),
    );
    let ran = folder.run("render create_ticket").ends(2);
    assert!(
        ran.stderr
            .contains("`verboo/webhook/create_ticket` in a.yaml"),
        "{}",
        ran.stderr
    );
    let ran = folder.run("render verboo/webhook/create_ticket").ends(2);
    assert!(
        ran.stderr.contains("there is no value for"),
        "{}",
        ran.stderr
    );
    folder.run("render --set title create_ticket").ends(2);
    folder.run("render --vars none.json numbers").ends(2);
}

#[test]
fn tests_that_pass_end_with_zero() {
    let ran = folder().run("test").ends(0);
    assert!(
        ran.stdout
            .contains("ok    verboo/webhook/create_ticket: quotes survive"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("1 passed, 0 failed"), "{}", ran.stdout);
    let none = folder().run("test numbers").ends(0);
    assert!(
        none.stderr.contains("there are no tests"),
        "{}",
        none.stderr
    );
}

#[test]
fn a_failed_test_shows_the_expectation_and_both_texts() {
    let folder = folder();
    folder.write("a.yaml", &TICKET.replace("x-session: s1", "x-session: s2"));
    let ran = folder.run("test").ends(1);
    for text in [
        "FAIL  verboo/webhook/create_ticket: quotes survive",
        "error[failed-test]: `header x-session` is not as expected",
        "a.yaml:22:29",
        "  expected: s2\n    actual: s1\n",
        "0 passed, 1 failed",
    ] {
        assert!(ran.stdout.contains(text), "{text}: {}", ran.stdout);
    }
    let json = folder
        .run("test --format json --format junit=out.xml")
        .ends(1)
        .stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["summary"]["failed"], 1);
    assert_eq!(json["tests"][0]["failures"][0]["actual"], "s1");
    assert_eq!(json["tests"][0]["failures"][0]["start"]["line"], 22);
    let xml = folder.read("out.xml");
    assert!(xml.contains("tests=\"1\" failures=\"1\""), "{xml}");
    assert!(xml.contains("expected: s2\nactual: s1</failure>"), "{xml}");
}

/// `given` holds what the request needs and nothing else.
#[test]
fn a_test_that_lacks_or_adds_a_name_fails() {
    let folder = folder();
    folder.write(
        "a.yaml",
        &TICKET.replace("      team: a/b\n", "      taem: a/b\n"),
    );
    let ran = folder.run("test").ends(1);
    assert!(
        ran.stdout
            .contains("`given` lacks `team`, which the request needs"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout
            .contains("`given` has `taem`, which the request does not"),
        "{}",
        ran.stdout
    );
}

#[test]
fn what_cannot_be_read_is_no_success() {
    let folder = folder();
    folder.write("a.yaml", &TICKET.replace("method: POST", "mehtod: POST"));
    let ran = folder.run("test").ends(1);
    assert!(ran.stdout.contains("unknown-field"), "{}", ran.stdout);
    folder
        .run("render create_ticket --vars vars.json --set team=t")
        .ends(1);
    Folder::with(&[("hookc.yaml", "")]).run("test").ends(2);
}

#[test]
fn several_environments_are_tested_and_one_is_rendered() {
    let manifest = format!(
        "{MANIFEST}environments: {{ a: {{ host: a.example }}, b: {{ host: b.example }} }}\n"
    );
    let folder = folder();
    folder.write("hookc.yaml", &manifest);
    folder.write("b.yaml", &KEYS.replace("crm.example", "${host}"));
    let ran = folder.run("test").ends(0);
    assert!(ran.stdout.contains("2 passed"), "{}", ran.stdout);
    let command = "render numbers --set id=1 --set http-header.x-uuid=u";
    let ran = folder.run(command).ends(2);
    assert!(
        ran.stderr.contains("hookc render NAME --env a"),
        "{}",
        ran.stderr
    );
    let ran = folder.run(&format!("{command} --env b")).ends(0);
    assert!(
        ran.stdout.contains("POST https://b.example/1 HTTP/1.1"),
        "{}",
        ran.stdout
    );
}

/// The finding that knows of a credential is not the one that is shown.
#[test]
fn credentials_stay_hidden_where_only_some_findings_are_shown() {
    let folder = Folder::with(&[
        (
            "hookc.yaml",
            "default_platform: verboo
environments:
  staging: { key: 9f86d081884c7d659a2f }
  production: { key: 8e75c081884c7d659a1e }
rust: { crate: shop }
",
        ),
        (
            "a.yaml",
            "kind: webhook
name: it
url: https://a.example
method: GET
headers: { X-Key: '${key}' }
---
kind: trigger
name: ask
description: Call when the customer asks for the state of an order.
webhooks: [it]
",
        ),
    ]);
    for command in [
        "check",
        "test",
        "build --env staging",
        "render nobody --env staging",
    ] {
        let ran = folder.run(command);
        let all = format!("{}{}", ran.stdout, ran.stderr);
        assert!(all.contains("needs the field `out`"), "{command}: {all}");
        assert!(
            !all.contains("8e75") && !all.contains("9f86"),
            "{command}: {all}"
        );
    }
}

#[test]
fn reports_of_tests_show_no_credential_that_the_request_holds() {
    let folder = Folder::with(&[
        (
            "hookc.yaml",
            "default_platform: verboo\nenvironments: { live: { key: 9f86d081884c7d659a2f } }\n",
        ),
        (
            "a.yaml",
            "kind: webhook
name: it
url: https://a.example
method: POST
headers: { Authorization: Bearer Sommer2024xx, X-Key: '${key}' }
body: { a: sk_live_4eC39HqLyjWDarjtT1 }
tests:
  - name: all
    given: {}
    expect:
      headers: { Authorization: Bearer Sommer2024xxx, X-Key: nope }
      body: { a: nope }
---
kind: trigger
name: ask
description: Call when the customer asks for the state of an order.
webhooks: [it]
",
        ),
    ]);
    for format in ["full", "json", "junit"] {
        let ran = folder.run(&format!("test --format {format}")).ends(1);
        assert!(ran.stdout.contains("header X-Key"), "{}", ran.stdout);
        for credential in ["Sommer2024", "9f86d081", "4eC39Hq"] {
            assert!(!ran.stdout.contains(credential), "{}", ran.stdout);
        }
    }
    // Whoever asks for the request gets the request.
    let ran = folder.run("render it").ends(0);
    assert!(ran.stdout.contains("Sommer2024xx"), "{}", ran.stdout);
}
