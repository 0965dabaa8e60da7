//! `hookc import`

use super::{Folder, Ran, run_with_input};

const WEBHOOK: &str = r#"{
  "type": "WEBHOOK",
  "url": "https://helpdesk.test/api/tickets/$order_number",
  "method": "GET",
  "headers": [{ "key": "Authorization", "value": "Bearer my_token" }],
  "responseDirective": "Tell the customer."
}
"#;

const DEFINITION: &str = "\
kind: webhook
platform: verboo
name: order_status
url: https://helpdesk.test/api/tickets/$order_number
method: GET
headers:
  # decide: a credential stood here; set the secret and revoke the old value
  Authorization: Bearer ${secret.ORDER_STATUS_TOKEN}
response_directive: Tell the customer.
";

fn with_input(folder: &Folder, arguments: &str, input: &[u8]) -> Ran {
    let mut command = folder.command_in("");
    run_with_input(command.args(arguments.split_whitespace()), input)
}

#[test]
fn a_file_becomes_a_definition_of_its_name() {
    let folder = Folder::with(&[("order_status.json", WEBHOOK)]);
    let ran = folder.run("import order_status.json").ends(0);
    assert_eq!(ran.stdout, DEFINITION);
    assert_eq!(ran.stderr, "note: a comment says what is left to decide\n");
    let ran = with_input(
        &folder,
        "import - --name order_status --quiet",
        WEBHOOK.as_bytes(),
    );
    assert_eq!((&*ran.ends(0).stdout, ""), (DEFINITION, ""));
}

#[test]
fn what_is_imported_is_formatted_and_can_be_checked_and_built() {
    let trigger = "kind: trigger\nplatform: verboo\nname: t\ndescription: Call when an order is asked for.\n\
                   parameters:\n  type: object\n  properties:\n    \
                   order_number: { type: string, description: The number }\n  \
                   required: [order_number]\nwebhooks: [order_status]\n";
    let folder = Folder::with(&[("order_status.json", WEBHOOK), ("t.yaml", trigger)]);
    let ran = folder.run("import order_status.json --out w.yaml").ends(0);
    assert_eq!(ran.stdout, "wrote w.yaml\n");
    assert_eq!(folder.read("w.yaml"), DEFINITION);
    folder.run("fmt --check").ends(0).says_nothing();
    folder.run("check --quiet").ends(0);
    folder.run("build").ends(0);
    let built = folder.read("dist/verboo/webhooks/order_status.json");
    let expected: serde_json::Value = serde_json::from_str(WEBHOOK).unwrap();
    let built = built.replace("${secret.ORDER_STATUS_TOKEN}", "my_token");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&built).unwrap(),
        expected
    );
}

#[test]
fn a_file_is_overwritten_by_force_only() {
    let folder = Folder::with(&[("order_status.json", WEBHOOK), ("w.yaml", "mine\n")]);
    folder
        .run("import order_status.json --out w.yaml")
        .ends(2)
        .complains("`w.yaml` exists and is not overwritten");
    assert_eq!(folder.read("w.yaml"), "mine\n");
    folder
        .run("import order_status.json --out w.yaml --force")
        .ends(0);
    assert_eq!(folder.read("w.yaml"), DEFINITION);
    folder.run("import order_status.json --force").ends(2);
}

#[test]
fn a_command_becomes_a_definition() {
    let folder = Folder::new();
    let command = b"curl https://a.test/orders \\\n  -d '{\"a\": 1}'\n";
    let ran = with_input(&folder, "import -", command).ends(0);
    assert_eq!(
        ran.stdout,
        "kind: webhook\nplatform: verboo\n# decide: a name of your own\nname: orders\n\
         url: https://a.test/orders\nmethod: POST\nbody:\n  a: 1\n"
    );
}

#[test]
fn faults_have_a_line_and_a_column() {
    let folder = Folder::with(&[
        ("a.json", "{\n  \"type\": \"WEBHOOK\",\n  \"url\": 5\n}\n"),
        ("b.json", "{\n  \"url\": \"x\",\n}\n"),
        ("c.txt", "wget x\n"),
    ]);
    folder
        .run("import a.json")
        .ends(2)
        .complains("error: cannot import `a.json`, line 3, column 10: `url` has to be a string\n");
    folder
        .run("import b.json")
        .ends(2)
        .complains("`b.json`, line 3, column 1: this is no JSON");
    folder
        .run("import c.txt --out c.yaml")
        .ends(2)
        .complains("this is neither JSON nor a `curl` command");
    assert!(!folder.has("c.yaml"));
    folder
        .run("import d.json")
        .ends(2)
        .complains("cannot read `d.json`");
    folder.run("import .").ends(2).complains("it is a folder");
    with_input(&folder, "import -", b"\xff{}")
        .ends(2)
        .complains("not UTF-8");
    folder.run("import a.json --platform nowhere").ends(2);
}
