//! `hookc validate`

use std::io::Write as _;
use std::process::Stdio;

use super::{Folder, Ran, run};

const CLOSED: &str = r#"{"topic":"chat.close","botId":"b","data":{"id":"c","conversation":[]},"timestamp":1672531200000}"#;

fn validate(events: &str, arguments: &str) -> Ran {
    let folder = Folder::with(&[("e.ndjson", events)]);
    folder.run(&format!("validate {arguments} e.ndjson"))
}

#[test]
fn what_fits_is_told_in_one_line() {
    let ran = validate(CLOSED, "chat.close").ends(0);
    assert_eq!(ran.stdout, "1 payload fits ebbot/chat.close\n");
    let two = format!("{CLOSED}\n{CLOSED}\n");
    let ran = validate(&two, "ebbot/outgoing-event").ends(0);
    assert_eq!(ran.stdout, "2 payloads fit ebbot/outgoing-event\n");
    validate(&two, "outgoing-event --quiet")
        .ends(0)
        .says_nothing();
}

#[test]
fn every_mistake_has_its_place_in_the_file() {
    let events = [
        CLOSED,
        r#"{"topic":"chat.close","data":{"conversation":[]}}"#,
        r#"{"topic":"chat.close","data":{"id":"#,
        r#"{"topic":"chat.close","data":{"id":"c","conversation":[{"sender":"bot","type":"rating","value":{"rating":"5"}}]}}"#,
        r#"{"topic":"chat.update","data":{"id":"c"}}"#,
        r#"{"topic":"chat.create","data":{"id":7}}"#,
        r#"{"data":{"id":"c"}}"#,
        "[]",
    ]
    .join("\n");
    let ran = validate(&events, "outgoing-event --format concise").ends(1);
    // Line, and column from 1, counted in the text above.
    let expected = "\
e.ndjson:2:23: error[payload-missing-field] `data.id` is missing
e.ndjson:3:36: error[payload-not-json] this is not JSON: it ends where a value should be
e.ndjson:4:106: error[payload-wrong-type] `data.conversation[0].value.rating` is a string, not a whole number
e.ndjson:5:1: error[payload-missing-field] `chat` is missing
e.ndjson:6:37: error[payload-wrong-type] `data.id` is a number, not a string
e.ndjson:7:1: error[payload-missing-field] `topic` is missing
e.ndjson:8:1: error[payload-wrong-type] the payload is an array, not an object
";
    let found: String = ran
        .stdout
        .lines()
        .filter(|line| line.contains(": error"))
        .flat_map(|line| [line, "\n"])
        .collect();
    assert_eq!(found, expected);
    assert!(
        ran.stdout
            .ends_with("7 of 8 payloads do not fit ebbot/outgoing-event\n")
    );
}

#[test]
fn what_the_schema_does_not_know_is_legal_and_listed() {
    let events = r#"{"topic":"chat.create","data":{"id":"c","new":1,"status":"odd"}}
{"topic":"chat.create","data":{"id":"c","new":{"a":1}},"x y":0}
{"topic":"chat.rename","body":[]}"#;
    let ran = validate(events, "outgoing-event").ends(0);
    for line in [
        "  data.new\n      2 times, first at e.ndjson:1:41\n",
        "  data.status = \"odd\"\n      once, first at e.ndjson:1:58\n",
        "  \"x y\"\n      once, first at e.ndjson:2:56\n",
        "  topic = \"chat.rename\"\n      once, first at e.ndjson:3:10\n",
    ] {
        assert!(ran.stdout.contains(line), "{line}\n{}", ran.stdout);
    }
    validate(events, "outgoing-event --deny unknown").ends(1);
    let ran = validate(events, "outgoing-event --format json").ends(0);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["unknown"][0]["path"], "\"x y\"");
    assert_eq!((&json["payloads"], &json["errors"]), (&3.into(), &0.into()));
}

#[test]
fn what_people_said_is_not_printed() {
    let payload = r#"{ "conversation-id": "c", "subject": { "id": "s", "name": "n" },
  "http-headers": [{ "name": "auth", "value": "s3cr3t-token" }],
  "conversations": [{ "timestamp": "1", "user": "my card is 4111", "ai": ["say no more"] }] }"#;
    for format in ["full", "concise", "json"] {
        let ran = validate(payload, &format!("escalation --format {format}")).ends(1);
        for text in ["s3cr3t", "4111", "no more"] {
            assert!(!ran.stdout.contains(text), "{}", ran.stdout);
        }
    }
}

#[test]
fn payloads_of_definitions_are_known_by_their_names() {
    let folder = Folder::with(&[(
        "a.yaml",
        "kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
body: { title: $issue_title, urgent: true }
response: { example: { ticket: 42 } }
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
parameters:
  type: object
  properties: { issue_title: { type: string, description: One line } }
  required: [issue_title]
webhooks: [create_ticket]
",
    )]);
    let ran = folder.run("validate --list").ends(0);
    for name in [
        "verboo/webhooks/create_ticket.request ",
        "verboo/webhooks/create_ticket.response ",
        "enterpret/escalation-alert ",
    ] {
        assert!(ran.stdout.contains(name), "{}", ran.stdout);
    }
    folder.write("body.json", r#"{ "title": "t", "urgent": "yes" }"#);
    let ran = folder
        .run("validate verboo/webhooks/create_ticket.request body.json --format concise")
        .ends(1);
    assert!(ran.stdout.starts_with(
        "body.json:1:27: error[payload-wrong-type] `urgent` is a string, not a boolean\n"
    ));
}

#[test]
fn what_cannot_be_read_is_said() {
    for (arguments, stderr) in [
        (
            "validate chat.clsoe e.ndjson",
            "error: there is no payload `chat.clsoe`\n  help: did you mean `chat.close`? `hookc validate --list` lists all of them\n",
        ),
        (
            "validate chat.close e.ndjson",
            "error: cannot read `e.ndjson`: no such file or directory\n",
        ),
        (
            "validate chat.close .",
            "error: cannot read `.`: it is a folder\n  help: name the file with the captured payload\n",
        ),
        (
            "validate chat.close empty.json",
            "error: there is no payload in `empty.json`\n  help: give a file with JSON, or `-` and JSON on the standard input\n",
        ),
    ] {
        let folder = Folder::with(&[("empty.json", " \n")]);
        assert_eq!(folder.run(arguments).ends(2).stderr, stderr);
    }
}

#[test]
fn a_long_stream_is_read_from_the_standard_input() {
    let folder = Folder::new();
    let mut child = folder
        .command_in("")
        .args(["validate", "chat.close", "-", "--format", "concise"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    for _ in 0..20_000 {
        writeln!(input, "{CLOSED}").unwrap();
    }
    write!(input, "{{\"topic\": \"chat.create\"}}").unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.contains("<stdin>:20001:"), "{stdout}");
    assert!(stdout.ends_with("1 of 20001 payloads do not fit ebbot/chat.close\n"));
}

#[test]
fn payload_rules_are_explained() {
    let folder = Folder::new();
    let ran = run(folder.command_in("").args(["explain", "payload-not-json"])).ends(0);
    assert!(ran.stdout.starts_with("# payload-not-json\n"));
}

#[test]
fn bytes_that_are_no_json_text_are_told_apart() {
    let mut latin = br#"{"topic":"chat.close","data":{"id":"Gr"#.to_vec();
    latin.extend(b"\xfc\xdf\"}}");
    let utf16 = |mark: &[u8], bytes: &dyn Fn(u16) -> [u8; 2]| -> Vec<u8> {
        let units = CLOSED.encode_utf16().flat_map(bytes);
        mark.iter().copied().chain(units).collect()
    };
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let not_utf8 = "e.json:1:39: error[payload-not-json] this is not JSON: it is not UTF-8\n";
    let too_deep = "e.json:1:128: error[payload-not-json] this is not JSON: more than 127 levels\n";
    for (bytes, code, says) in [
        (latin, 1, not_utf8),
        (deep.into_bytes(), 1, too_deep),
        (
            utf16(b"\xff\xfe", &u16::to_le_bytes),
            2,
            "`e.json` is UTF-16",
        ),
        (
            utf16(b"\xfe\xff", &u16::to_be_bytes),
            2,
            "`e.json` is UTF-16",
        ),
        (utf16(b"", &u16::to_le_bytes), 2, "`e.json` is UTF-16"),
        (utf16(b"", &u16::to_be_bytes), 2, "`e.json` is UTF-16"),
    ] {
        let folder = Folder::new();
        std::fs::write(folder.path("e.json"), bytes).unwrap();
        let ran = folder.run("validate chat.close e.json --format concise");
        let ran = ran.ends(code);
        let all = format!("{}{}", ran.stdout, ran.stderr);
        assert!(all.contains(says), "{all}");
    }
}

/// Each of the items is wrong; what is said of them stays small.
#[test]
fn a_payload_that_is_wrong_everywhere_is_told_once() {
    let items = vec!["1"; 50_000].join(",");
    let event = format!(r#"{{"topic":"chat.close","data":{{"id":"c","conversation":[{items}]}}}}"#);
    let ran = validate(&event, "chat.close --format concise").ends(1);
    assert_eq!(ran.stdout.matches("error[").count(), 1_000);
    assert!(ran.stdout.contains("… and 49000 more errors\n"));
    let ran = validate(&event, "chat.close --format json").ends(1);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["errors"], 50_000);
    assert_eq!(json["diagnostics"].as_array().unwrap().len(), 1_000);
    assert_eq!(json["summary"]["errors"], 1_000);
}

#[test]
fn a_member_that_is_there_twice_is_hidden_twice() {
    let payload = r#"{ "subject": { "id": "s" }, "conversations": [],
  "http-headers": [{ "name": "a", "value": "s3cr3t-1" }], "http-headers": [{ "name": "a", "value": "s3cr3t-2" }], "conversation-id": 1 }"#;
    for format in ["full", "json"] {
        let ran = validate(payload, &format!("escalation --format {format}")).ends(1);
        assert!(!ran.stdout.contains("s3cr3t"), "{}", ran.stdout);
    }
}

/// As `tail -f` gives it: the next event may be an hour away.
#[test]
fn what_has_come_is_judged_while_the_input_stays_open() {
    use std::io::{BufRead as _, BufReader};
    let folder = Folder::new();
    let mut child = folder
        .command_in("")
        .args(["validate", "chat.close", "-", "--format", "concise"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    writeln!(input, "{{}}").unwrap();
    let mut line = String::new();
    let stdout = child.stdout.take().unwrap();
    BufReader::new(stdout).read_line(&mut line).unwrap();
    assert!(line.starts_with("<stdin>:1:1: error"), "{line}");
    drop(input);
    child.wait().unwrap();
}
