//! Bundles: what `build` makes of a project, before anything is written.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read the vendors' samples from the disk"
)]

mod definitions;
mod samples;

use std::fmt::Write as _;
use std::path::Path;

use definitions::{EBBOT, ENTERPRET, MANIFEST, MIND_EXPRESSION, REPLY_SCHEMA, VERBOO};
use hookc::bundle::{BuildError, Bundle, Options, build};
use hookc::compile::{Input, InputFile, check};
use hookc::source::{FileId, SourceFile, Sources};
use serde_json::{Value, json};

/// Builds a project from its files; `hookc.yaml` among them is the manifest.
fn try_build(
    files: &[(&str, &str)],
    environment: Option<&str>,
    options: &Options<'_>,
) -> Result<Bundle, BuildError> {
    let mut sources = Sources::default();
    let mut manifest = None;
    let mut inputs = Vec::new();
    for (path, text) in files {
        let file = sources.add(SourceFile::new(*path, *text));
        if *path == "hookc.yaml" {
            manifest = Some(file);
        } else {
            let path = (*path).to_owned();
            inputs.push(InputFile {
                file,
                path: path.into(),
                listed: false,
            });
        }
    }
    let read_beside = |_: FileId, path: &str| match path {
        "./reply.schema.json" => Ok(REPLY_SCHEMA.to_owned()),
        _ => Err("there is no such file".to_owned()),
    };
    let input = Input {
        sources: &sources,
        folder: "folder",
        manifest,
        files: inputs,
        environment: None,
        honours_comments: true,
        read_beside: &read_beside,
    };
    let outcome = check(&input);
    let messages: Vec<&str> = outcome
        .diagnostics
        .iter()
        .map(|found| &*found.message)
        .collect();
    let checked = outcome.checked(environment);
    build(checked.unwrap_or_else(|| panic!("{messages:?}")), options)
}

fn bundle(files: &[(&str, &str)], environment: Option<&str>) -> Bundle {
    try_build(files, environment, &Options::default()).unwrap()
}

fn text<'b>(bundle: &'b Bundle, path: &str) -> &'b str {
    let file = bundle.files.iter().find(|file| file.path == path);
    &file.unwrap_or_else(|| panic!("no {path}")).text
}

fn value(bundle: &Bundle, path: &str) -> Value {
    serde_json::from_str(text(bundle, path)).unwrap()
}

/// All files of a bundle in one text.
fn print(bundle: &Bundle) -> String {
    let mut out = String::new();
    for file in &bundle.files {
        writeln!(out, "=== {}\n{}", file.path, file.text.trim_end()).unwrap();
    }
    // The version of the program changes without the form of the index.
    let version = format!("\"hookc\": \"{}\"", env!("CARGO_PKG_VERSION"));
    out.replace(&version, "\"hookc\": \"VERSION\"")
}

#[test]
fn verboo() {
    let bundle = bundle(
        &[("hookc.yaml", MANIFEST), ("hooks/verboo.yaml", VERBOO)],
        Some("staging"),
    );
    insta::assert_snapshot!(print(&bundle));
}

#[test]
fn mind_expression() {
    let files = [
        ("hookc.yaml", MANIFEST),
        ("hooks/mind.yaml", MIND_EXPRESSION),
    ];
    insta::assert_snapshot!(print(&bundle(&files, Some("production"))));
}

#[test]
fn ebbot() {
    let files = [("hookc.yaml", MANIFEST), ("hooks/ebbot.yaml", EBBOT)];
    insta::assert_snapshot!(print(&bundle(&files, Some("staging"))));
}

#[test]
fn enterpret() {
    let files = [
        ("hookc.yaml", MANIFEST),
        ("hooks/enterpret.yaml", ENTERPRET),
    ];
    insta::assert_snapshot!(print(&bundle(&files, Some("staging"))));
}

const ALL: &[(&str, &str)] = &[
    ("hookc.yaml", MANIFEST),
    ("hooks/ebbot.yaml", EBBOT),
    ("hooks/enterpret.yaml", ENTERPRET),
    ("hooks/mind.yaml", MIND_EXPRESSION),
    ("hooks/verboo.yaml", VERBOO),
];

#[test]
fn the_index_tells_the_truth_about_every_other_file() {
    let bundle = bundle(ALL, Some("staging"));
    let index = value(&bundle, "index.json");
    let files = index["files"].as_array().unwrap();
    assert_eq!(bundle.files.last().unwrap().path, "index.json");
    assert_eq!(files.len(), bundle.files.len() - 1);
    for (listed, file) in files.iter().zip(&bundle.files) {
        assert_eq!(listed["path"], file.path);
        assert_eq!(listed["bytes"], file.text.len());
    }
    let paths: Vec<&str> = bundle.files.iter().map(|file| &*file.path).collect();
    let (_, sorted) = paths.split_last().unwrap();
    assert!(sorted.is_sorted());
    // The checksum of a file that is known to the byte, from `sha256sum`.
    let greet = files
        .iter()
        .find(|file| file["path"] == "ebbot/messages/greet.json")
        .unwrap();
    assert_eq!(
        text(&bundle, "ebbot/messages/greet.json"),
        "{\n  \"type\": \"text\",\n  \"sandbox\": false,\n  \"value\": \"Hello there\"\n}\n"
    );
    assert_eq!(
        greet["sha256"],
        "49f43d50d7e161dbbca9db5077159ea5284867cff8a223827d57587bdbf10c85"
    );
    // Every secret is where the index says, and nowhere else.
    let mut placeholders = 0;
    for secret in index["secrets"].as_array().unwrap() {
        let name = secret["name"].as_str().unwrap();
        for place in secret["uses"].as_array().unwrap() {
            let text = text(&bundle, place["path"].as_str().unwrap());
            let Ok(json) = serde_json::from_str::<Value>(text) else {
                placeholders += 1;
                continue;
            };
            let found = json.pointer(place["pointer"].as_str().unwrap()).unwrap();
            assert!(
                found
                    .as_str()
                    .unwrap()
                    .contains(&format!("${{secret.{name}}}"))
            );
            placeholders += 1;
        }
    }
    let is_json = |path: &str| path != "index.json" && !path.ends_with("SETUP.md");
    let written: usize = bundle
        .files
        .iter()
        .filter(|file| is_json(&file.path))
        .map(|file| file.text.matches("${secret.").count())
        .sum();
    assert_eq!(placeholders, written);
}

#[test]
fn files_of_our_own_form_say_so() {
    for file in bundle(ALL, Some("staging")).files {
        let is_documented = ["verboo/webhooks/", "ebbot/messages/", "schemas/"]
            .iter()
            .any(|folder| file.path.starts_with(folder));
        if Path::new(&file.path)
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let json: Value = serde_json::from_str(&file.text).unwrap();
            assert_eq!(
                json.get("hookcBundle").is_some(),
                !is_documented,
                "{}",
                file.path
            );
        }
    }
}

#[test]
fn each_environment_has_its_values() {
    let value_of = |environment| {
        let bundle = bundle(ALL, Some(environment));
        let url = value(&bundle, "verboo/webhooks/lonely.json")["url"].clone();
        (
            url,
            value(&bundle, "ebbot/messages/start_refund.json")["sandbox"].clone(),
        )
    };
    let lonely = |host: &str| json!(format!("https://{host}/ping/$from_schema_file"));
    assert_eq!(
        value_of("staging"),
        (lonely("erp.staging.acme.example"), json!(true))
    );
    assert_eq!(
        value_of("production"),
        (lonely("erp.acme.example"), json!(false))
    );
}

#[test]
fn secrets_are_filled_in_on_demand_only() {
    const VALUES: &[(&str, &str)] = &[
        ("ERP_KEY", "hush-1\"\\"),
        ("CRM_PASSWORD", "hush-2"),
        ("CRM_KEY", "hush-3\"\n"),
        ("EBBOT_PATH", "hush-4%2F"),
        ("ENTERPRET_TOKEN", "hush-5"),
        ("ENTERPRET_KEY", "hush-6"),
    ];
    let value_of = |name: &str| {
        let found = VALUES.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    let options = Options {
        secrets: Some(&value_of),
    };
    let filled = try_build(ALL, Some("staging"), &options).unwrap();
    let webhook = text(&filled, "verboo/webhooks/create_ticket.json.tmpl");
    assert!(webhook.contains(r#""hush-1\"\\""#), "{webhook}");
    let scope = value(&filled, "mind-expression/scope.json");
    for request in [0, 1] {
        let body = scope["webhooks"][0]["requests"][request]["body"]
            .as_str()
            .unwrap();
        let body: Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["key"], "hush-3\"\n");
    }
    assert_eq!(scope["escalation"]["auth"]["password"], "hush-2");
    assert_eq!(
        value(&filled, "ebbot/webhooks/crm_events.json")["url"],
        "https://crm.acme.example/ebbot/hush-4%2F"
    );
    for file in &filled.files {
        if file.path == "index.json" || file.path.ends_with("SETUP.md") {
            assert!(!file.text.contains("hush"), "{}", file.path);
        } else {
            assert!(!file.text.contains("${secret."), "{}", file.path);
        }
    }
    assert_eq!(value(&filled, "index.json")["withSecrets"], true);
    assert_eq!(
        value(&bundle(ALL, Some("staging")), "index.json")["withSecrets"],
        false
    );
}

#[test]
fn secrets_that_do_not_fit_are_named_and_not_told() {
    let value_of = |name: &str| match name {
        "ERP_KEY" => Some("hush$session.id".to_owned()),
        "CRM_PASSWORD" => Some("hush\nhush".to_owned()),
        "CRM_KEY" => Some("hush{{x}}".to_owned()),
        "ENTERPRET_KEY" => Some(String::new()),
        "ENTERPRET_TOKEN" => Some("fine".to_owned()),
        _ => None,
    };
    let options = Options {
        secrets: Some(&value_of),
    };
    let error = try_build(ALL, Some("staging"), &options).unwrap_err();
    assert_eq!(
        error.problems,
        [
            "the value of the secret `CRM_KEY` holds what Mind Expression would replace by something else",
            "the value of the secret `CRM_PASSWORD` holds a line break, which cannot stand in a header",
            "the secret `EBBOT_PATH` has no value",
            "the value of the secret `ENTERPRET_KEY` is empty",
            "the value of the secret `ERP_KEY` holds what Verboo would replace by something else",
        ]
    );
}

#[test]
fn a_page_holds_hostile_values_together() {
    let yaml = "kind: escalation
platform: enterpret
name: a
description: |
  ```
  # Not a heading
  ~~~
automation: \"`` \\n# Not a heading \\u202e | <b>\"
url: https://a.example/x`y
auth: none
";
    let manifest = "rules: { invalid-url: allow }";
    let bundle = bundle(&[("a.yaml", yaml), ("hookc.yaml", manifest)], None);
    let page = text(&bundle, "enterpret/SETUP.md");
    let (before, _) = page.split_once("## What").unwrap();
    insta::assert_snapshot!(before);
}
