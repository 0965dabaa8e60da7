//! `hookc schema`

use super::Folder;

fn parsed(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn one_schema_is_printed() {
    let folder = Folder::new();
    for (name, id) in [
        ("definition", "urn:hookc:schema:definition"),
        ("project", "urn:hookc:schema:project"),
        ("diagnostics", "urn:hookc:schema:diagnostics"),
    ] {
        let ran = folder.run(&format!("schema {name}")).ends(0);
        assert_eq!(ran.stderr, "");
        assert_eq!(parsed(&ran.stdout)["$id"], id);
    }
    // Named twice, it is still one.
    folder.run("schema project project").ends(0);
    assert!(folder.files("").is_empty());
}

#[test]
fn schemas_are_listed_with_what_they_describe() {
    let folder = Folder::new();
    let all = folder.run("schema --list").ends(0).stdout;
    for line in [
        "definition ",
        "project ",
        "diagnostics ",
        "ebbot/chat.create ",
    ] {
        assert!(all.lines().any(|other| other.starts_with(line)), "{all}");
    }
    let one = folder.run("schema --list project").ends(0).stdout;
    assert_eq!(one.lines().count(), 1);
    assert!(all.contains(one.trim_end().split("  ").last().unwrap()));
}

#[test]
fn several_schemas_go_to_a_folder_and_leave_what_else_is_there() {
    let folder = Folder::with(&[("a/b/own.schema.json", "mine")]);
    let ran = folder.run("schema definition project --out a/b").ends(0);
    assert_eq!(ran.stdout, "wrote 2 files to a/b\n");
    assert_eq!(
        folder.files("a/b"),
        [
            "definition.schema.json",
            "own.schema.json",
            "project.schema.json"
        ]
    );
    assert_eq!(folder.read("a/b/own.schema.json"), "mine");
    let printed = folder.run("schema definition").ends(0).stdout;
    assert_eq!(folder.read("a/b/definition.schema.json"), printed);
    let again = folder.run("schema --out a/b").ends(0).stdout;
    let listed = folder.run("schema --list").ends(0).stdout;
    let others = listed.lines().count() - 2;
    assert_eq!(again, format!("wrote {others} files to a/b, 2 unchanged\n"));
    assert!(
        folder
            .read("a/b/ebbot/chat.create.schema.json")
            .contains("chat.create")
    );
    folder.write("a/b/project.schema.json", "{");
    let mended = folder.run("schema project --out a/b").ends(0).stdout;
    assert_eq!(mended, "wrote 1 file to a/b\n");
    let same = folder.run("schema --out a/b").ends(0).stdout;
    assert_eq!(same, "a/b is up to date\n");
}

#[test]
fn what_cannot_be_done_says_what_to_do() {
    let folder = Folder::with(&[("file", "")]);
    folder
        .run("schema")
        .ends(2)
        .complains("no schema is named")
        .complains("--out DIR");
    folder
        .run("schema definition project")
        .ends(2)
        .complains("--out DIR");
    folder
        .run("schema definiton nonsense")
        .ends(2)
        .complains("no schema `definiton`")
        .complains("did you mean `definition`?")
        .complains("no schema `nonsense`");
    folder.run("schema definition nonsense --out a").ends(2);
    folder.run("schema --list --out a").ends(2);
    folder
        .run("schema --out file")
        .ends(2)
        .complains("`file` is in the way");
    assert_eq!(folder.files(""), ["file"]);
}

/// What may stand without `platform` depends on the project; below its folder, too.
#[test]
fn the_default_platform_is_filled_in() {
    let webhook = serde_json::json!({
        "kind": "webhook", "name": "a", "url": "https://a.example", "method": "GET",
    });
    for (manifest, accepts, default) in [
        (None, true, None),
        (Some("default_platform: verboo\n"), true, Some("verboo")),
        (Some("default_platform: ebbot\n"), false, Some("ebbot")),
        (
            Some("default_platform: enterpret\n"),
            false,
            Some("enterpret"),
        ),
        (Some("out: dist\n"), false, None),
        // A manifest that cannot be read says nothing.
        (Some("default_platform: nope\n"), true, None),
    ] {
        let folder = Folder::with(&[("hooks/a.yaml", "")]);
        if let Some(manifest) = manifest {
            folder.write("hookc.yaml", manifest);
        }
        let schema = parsed(&folder.run_in("hooks", "schema definition").ends(0).stdout);
        let judge = hookc::schema_check::Judge::new(&schema).unwrap();
        assert_eq!(judge.accepts(&webhook), accepts, "{manifest:?}");
        let filled_in = schema["properties"]["platform"]["default"].as_str();
        assert_eq!(filled_in, default, "{manifest:?}");
    }
}

/// What a project declares itself is named as its definitions are, and in no project of other names.
#[test]
fn a_project_has_schemas_of_its_own() {
    let webhook = "\
kind: webhook
name: create_ticket
url: ${helpdesk}/tickets
method: POST
body: { title: $issue_title }
response: { example: { number: T-1, session: { client_data: { ticket: T-1 } } } }
---
kind: trigger
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
parameters:
  type: object
  properties: { issue_title: { type: string, description: One line that names the problem } }
  required: [issue_title]
webhooks: [create_ticket]
";
    let manifest = "\
default_platform: verboo
environments:
  staging: { helpdesk: https://staging.example }
  production: { helpdesk: https://helpdesk.example }
";
    let folder = Folder::with(&[("hookc.yaml", manifest), ("hooks/a.yaml", webhook)]);
    let listed = folder.run("schema --list").ends(0);
    assert_eq!(listed.stderr, "");
    let request = "verboo/webhooks/create_ticket.request";
    let line = listed.stdout.lines().find(|line| line.starts_with(request));
    assert!(line.is_some_and(|line| line.ends_with("Request of the webhook `create_ticket`")));

    let schema = parsed(
        &folder
            .run_in("hooks", &format!("schema {request}"))
            .ends(0)
            .stdout,
    );
    let judge = hookc::schema_check::Judge::new(&schema).unwrap();
    assert!(judge.accepts(&serde_json::json!({ "title": "x", "more": 1 })));
    assert!(!judge.accepts(&serde_json::json!({ "title": 7 })));
    folder.run("schema --out s").ends(0);
    assert!(
        folder
            .read("s/verboo/webhooks/create_ticket.response.schema.json")
            .contains("ticket")
    );

    // What is sent is what the schema describes, and servers get both.
    let sent = folder.run("render create_ticket --env staging --set issue_title=x --format json");
    let body = parsed(&sent.ends(0).stdout)["body"].clone();
    let body = body.as_str().map_or(body.clone(), parsed);
    assert_eq!(body, serde_json::json!({ "title": "x" }));
    assert!(judge.accepts(&body));
    folder.run("build --env staging").ends(0);
    let built =
        folder.read("dist/staging/schemas/verboo/webhooks/create_ticket.request.schema.json");
    assert_eq!(parsed(&built), schema);
    let index = parsed(&folder.read("dist/staging/index.json"));
    let files = index["files"].as_array().unwrap();
    let listed = files.iter().filter(|file| file["format"] == "json-schema");
    let listed: Vec<_> = listed.map(|file| (&file["kind"], &file["name"])).collect();
    assert_eq!(listed, [(&"webhook".into(), &"create_ticket".into()); 2]);

    folder.run("schema --list --env staging").ends(0);
    folder
        .run("schema --list --env nowhere")
        .ends(2)
        .complains("nowhere");
    // Elsewhere nobody knows of it.
    let other = Folder::new();
    other
        .run(&format!("schema {request}"))
        .ends(2)
        .complains("no schema");
    other
        .run("schema --list --env staging")
        .ends(2)
        .complains("no project");
}

#[test]
fn a_project_with_errors_has_the_schemas_of_all_others() {
    let folder = Folder::with(&[
        ("hookc.yaml", "default_platform: verboo\n"),
        (
            "a.yaml",
            "kind: webhook\nname: a\nurl: https://a.example\nmethod: PATCH\n",
        ),
    ]);
    let listed = folder.run("schema --list").ends(0);
    assert!(listed.stdout.contains("definition"));
    assert!(listed.stderr.contains("`hookc check`"), "{}", listed.stderr);
    let named = folder.run("schema definition").ends(0);
    assert_eq!(named.stderr, "");
}
