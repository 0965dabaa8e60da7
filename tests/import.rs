//! What `hookc import` makes of JSON and of commands: the same, but for credentials.
#![expect(
    clippy::disallowed_methods,
    reason = "the bundles of the examples are what is imported"
)]

use std::path::{Path, PathBuf};

use hookc::compile::{self, Input, InputFile};
use hookc::diagnostic::Diagnostic;
use hookc::draft::{self, Draft, Entry};
use hookc::import::{Fault, Options, import};
use hookc::platforms::{PLATFORMS, facts, output::Content};
use hookc::source::{FileId, SourceFile, Sources};
use hookc::yaml::{self, Typed};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn named(name: &str) -> Options<'_> {
    Options {
        name: Some(name),
        ..Options::default()
    }
}

fn imported(text: &str) -> String {
    import(text, &named("a")).unwrap_or_else(|fault| panic!("{fault:?}:\n{text}"))
}

fn fault(text: &str) -> Fault {
    import(text, &named("a")).unwrap_err()
}

/// Every line that is no comment.
fn without_comments(yaml: &str) -> String {
    let lines = yaml.split_inclusive('\n');
    lines
        .filter(|line| !line.trim_start().starts_with('#'))
        .collect()
}

/// Does something with the outcome of a project of these files.
fn with_project<T>(
    files: &[(String, String)],
    then: impl FnOnce(&compile::Outcome<'_>, &Sources) -> T,
) -> T {
    let mut sources = Sources::default();
    let (mut manifest, mut inputs) = (None, Vec::new());
    for (path, text) in files {
        let file = sources.add(SourceFile::new(path.as_str(), text.as_str()));
        if path == "hookc.yaml" {
            manifest = Some(file);
        } else {
            let path = path.clone();
            let listed = false;
            inputs.push(InputFile {
                file,
                path: path.into(),
                listed,
            });
        }
    }
    let outcome = compile::check(&Input {
        sources: &sources,
        folder: "project",
        manifest,
        files: inputs,
        environment: None,
        honours_comments: true,
        read_beside: &|_, _| Ok("{}".to_owned()),
    });
    then(&outcome, &sources)
}

/// What the platforms make of a project, whatever its rules say of it: paths and texts.
fn build(files: &[(String, String)], secrets: &[(&str, &str)]) -> Vec<(String, String)> {
    let value = |name: &str| {
        let found = secrets.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    with_project(files, |outcome, sources| {
        let is_structural = |found: &&Diagnostic| found.rule.is_fixed();
        let found = outcome.diagnostics.iter().filter(is_structural);
        let found: Vec<Diagnostic> = found.cloned().collect();
        assert!(found.is_empty(), "{}", crate::rules::print(sources, &found));
        let files = PLATFORMS
            .iter()
            .flat_map(|platform| (platform.bundle)(&outcome.projects[0]));
        files
            .filter_map(|file| match &file.content {
                Content::Json(json) => {
                    let text = json.clone().with_secrets(&value).pretty();
                    Some((file.path(), text))
                }
                Content::Markdown(_) | Content::Schema { .. } => None,
            })
            .collect()
    })
}

/// The JSON files of a platform in the committed bundle of an example, by path.
fn example(name: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name);
    let mut folders = vec![folder.join("dist")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                folders.push(path);
            } else if name.contains(".json") && !name.contains("index") && !name.contains("schema")
            {
                found.push((path.clone(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Imports every file that `build` wrote for an example, and builds again.
fn builds_again(name: &str, secrets: &[(&str, &str)]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name);
    let manifest = std::fs::read_to_string(root.join("hookc.yaml")).unwrap();
    let mut files = vec![("hookc.yaml".to_owned(), manifest)];
    let built = example(name);
    assert!(!built.is_empty());
    for (index, (path, text)) in built.iter().enumerate() {
        let file_name = path.file_name().unwrap().to_str().unwrap();
        let options = Options {
            file_name: file_name.split('.').next(),
            keeps_credentials: false,
            ..Options::default()
        };
        let yaml = import(text, &options).unwrap_or_else(|fault| panic!("{file_name}: {fault:?}"));
        files.push((format!("{index}.yaml"), yaml));
    }
    let bundle = build(&files, secrets);
    for (path, text) in &built {
        let path = path.to_str().unwrap();
        let same = bundle.iter().find(|(built, _)| path.ends_with(built));
        assert_eq!(&same.unwrap().1, text, "{path}");
    }
}

#[test]
fn what_was_built_for_verboo_is_built_again() {
    // The example holds the token of the vendor's page.
    builds_again("verboo", &[("BASIC_TOKEN", "my_token")]);
}

#[test]
fn what_was_built_for_enterpret_is_built_again() {
    builds_again("enterpret", &[]);
}

#[test]
fn what_was_built_for_mind_expression_is_built_again() {
    builds_again("mind-expression", &[]);
}

#[test]
fn what_was_built_for_ebbot_is_built_again() {
    let built = example("ebbot");
    let mut files = vec![(
        "incoming.yaml".to_owned(),
        "kind: webhook\nplatform: ebbot\nname: incoming\ndirection: incoming\n".to_owned(),
    )];
    for (index, (path, text)) in built.iter().enumerate() {
        let file_name = path.file_name().unwrap().to_str().unwrap();
        let options = Options {
            file_name: file_name.split('.').next(),
            keeps_credentials: false,
            ..Options::default()
        };
        files.push((format!("{index}.yaml"), import(text, &options).unwrap()));
    }
    let bundle = build(&files, &[]);
    for (path, text) in &built {
        let path = path.to_str().unwrap();
        let same = bundle.iter().find(|(built, _)| path.ends_with(built));
        assert_eq!(&same.unwrap().1, text, "{path}");
    }
}

/// The objects that the vendor prints on its page, with the comments and the bare `$images` there.
#[test]
fn the_pages_of_the_vendor_can_be_pasted() {
    let page = "// Trigger defined with parameter \"order_number\"\n// In the webhook: $order_number\n{\n  \
                \"url\": \"https://api.store.com/orders/$order_number/status\",\n  \"method\": \"GET\"\n}\n";
    assert_eq!(
        imported(page),
        "# Trigger defined with parameter \"order_number\"\n# In the webhook: $order_number\n\
         kind: webhook\nplatform: verboo\nname: a\n\
         url: https://api.store.com/orders/$order_number/status\nmethod: GET\n"
    );
    let page = "{ \"type\": \"WEBHOOK\", \"url\": \"https://api.vision.company.com/analyze\", \"method\": \"POST\",\n  \
                \"body\": { \"image_url\": \"$images[0]\", \"all_images\": $images, \"text\": \"$images $images\" } }";
    let yaml = without_comments(&imported(page));
    assert!(
        yaml.ends_with(
            "body:\n  image_url: $images[0]\n  all_images: $images\n  text: $images $images\n"
        ),
        "{yaml}"
    );
}

#[test]
fn a_trigger_of_the_vendors_tools_is_imported() {
    let text = r#"{ "name": "searchOrder", "description": "Call it.", "isActive": false,
        "parametersJson": "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"number\",\"maximum\":1.50}}}",
        "actions": ["search_order", { "type": "NATIVE" }] }"#;
    assert_eq!(
        import(text, &Options::default()).unwrap(),
        "kind: trigger\nplatform: verboo\nname: searchOrder\ndescription: Call it.\n\
         parameters:\n  type: object\n  properties:\n    'n':\n      type: number\n      maximum: 1.50\n\
         active: false\n\
         webhooks: [search_order]\n"
            .replace(
                "kind: trigger",
                "# decide: name the webhook of this action: {\"type\": \"NATIVE\"}\nkind: trigger"
            )
    );
}

#[test]
fn nothing_is_lost_silently() {
    let text = r#"{ "type": "WEBHOOK", "url": "https://a.test/", "method": "GET", "timeout": 5,
        "headers": [{ "key": "A", "value": "1", "enabled": true }, { "key": "A", "value": "2" }],
        "method": "PUT", "client_secret": "hunter2",
        "extra": [{ "key": "X-API-Key", "value": "hunter2" }, "sk_live_4eC39HqLyjWDarjtT1"] }"#;
    let yaml = imported(text);
    let comments: Vec<&str> = yaml.lines().filter(|line| line.starts_with('#')).collect();
    let comments = comments.join("\n").replace("\n# ", " ");
    for left_out in [
        "`timeout: 5`",
        "`enabled: true`",
        "a second header `A`",
        "`method: \"GET\"`",
        "`client_secret: \"…\"`",
        "`extra: [{\"key\": \"X-API-Key\", \"value\": \"…\"}, \"…\"]`",
    ] {
        assert!(comments.contains(left_out), "{left_out}\n{yaml}");
    }
    assert!(
        !yaml.contains("hunter2") && !yaml.contains("sk_live"),
        "{yaml}"
    );
    assert!(yaml.contains("\nmethod: PUT\n"), "{yaml}");
}

#[test]
fn commands_become_webhooks() {
    let cases = [
        (
            "curl https://a.test/orders/1",
            "url: https://a.test/orders/1\nmethod: GET\n",
        ),
        (
            "curl -X PUT --url 'https://a.test/$id' \\\n  -H 'A: b' -H 'Empty;' --json '{\"a\": [1.0, \"no\"]}'",
            "url: https://a.test/$id\nmethod: PUT\nheaders:\n  A: b\n  Empty: ''\n  \
             Content-Type: application/json\n  Accept: application/json\nbody:\n  a:\n    - 1.0\n    - 'no'\n",
        ),
        (
            "curl -G https://a.test/?x=1 -d a=b --data-urlencode 'q=ä &'",
            "url: https://a.test/?x=1&a=b&q=%C3%A4%20%26\nmethod: GET\n",
        ),
        (
            "curl -sSLXDELETE https://a.test/ -A agent -e https://r.test/",
            "url: https://a.test/\nmethod: DELETE\nheaders:\n  User-Agent: agent\n  Referer: https://r.test/\n",
        ),
        (
            "curl https://a.test/ -d a=b -d 'c=d+e%21'",
            "url: https://a.test/\nmethod: POST\nbody:\n  a: b\n  c: d e!\n",
        ),
        (
            "curl https://a.test/ --data-raw $'{\"a\":\"it\\'s\\\\n${x} {{y}}\"}'",
            "url: https://a.test/\nmethod: POST\nbody:\n  a: |-\n    it's\n    $${x} {{y}}\n",
        ),
        (
            "curl.exe ^\"https://a.test/^\" ^\r\n  --data-raw ^\"^{^\\^\"a^\\^\":1^}^\"",
            "url: https://a.test/\nmethod: POST\nbody:\n  a: 1\n",
        ),
    ];
    for (command, expected) in cases {
        let yaml = without_comments(&imported(command));
        let start = "kind: webhook\nplatform: verboo\nname: a\n";
        assert_eq!(yaml.strip_prefix(start), Some(expected), "{command}");
    }
}

#[test]
fn a_command_may_be_for_another_platform() {
    let options = Options {
        platform: facts::find("mind-expression"),
        ..Options::default()
    };
    let yaml = import(
        "curl -u svc:hunter2 https://a.test/v1/log -d '{}'",
        &options,
    )
    .unwrap();
    assert_eq!(
        without_comments(&yaml),
        "kind: webhook\nplatform: mind-expression\nname: log\nurl: https://a.test/v1/log\nmethod: POST\n\
         auth:\n  basic:\n    username: svc\n    password: ${secret.LOG_PASSWORD}\nbody: {}\n"
    );
    for platform in ["ebbot", "enterpret"] {
        let options = Options {
            platform: facts::find(platform),
            ..Options::default()
        };
        let fault = import("curl https://a.test/", &options).unwrap_err();
        assert_eq!(
            fault.help.as_deref(),
            Some("write `--platform` with `verboo` or `mind-expression`")
        );
    }
}

#[test]
fn no_credential_is_written() {
    let commands = [
        "curl https://user:hunter2@a.test/",
        "curl -u user:hunter2 https://a.test/",
        "curl https://a.test/?api_key=hunter2",
        "curl https://a.test/ -H 'Authorization: Bearer hunter2'",
        "curl https://a.test/ -H 'X-Api-Key: hunter2' -H 'x-api-key: hunter2'",
        "curl https://a.test/ -b 'session=hunter2'",
        "curl https://a.test/ --oauth2-bearer hunter2",
        "curl https://a.test/ --json '{\"a\": {\"client_secret\": \"hunter2\"}}'",
        "curl https://a.test/ -d 'password=hunter2'",
        "curl https://a.test/ -d 'password: hunter2'",
        "curl https://a.test/ -F password=hunter2",
        "curl https://a.test/ -x http://u:hunter2@p.test/ --key hunter2",
        "TOKEN=hunter2 curl https://a.test/ | other hunter2",
        "curl https://a.test/hooks/sk_live_4eC39HqLyjWDhunter2",
        "curl https://a.test/ -H 'X-A: sk_live_4eC39HqLyjWDhunter2' -d 'sk_live_4eC39HqLyjWDhunter2'",
        r#"{ "type": "WEBHOOK", "url": "https://user:hunter2@a.test/?token=hunter2", "method": "GET",
            "headers": [{ "key": "Authorization", "value": "Basic hunter2" }],
            "body": ["Bearer hunter2"] }"#,
    ];
    for command in commands {
        for platform in ["verboo", "mind-expression"] {
            let options = Options {
                platform: facts::find(platform),
                ..Options::default()
            };
            match import(command, &options) {
                Ok(yaml) => assert!(!yaml.contains("hunter2"), "{command}\n{yaml}"),
                Err(fault) => assert!(command.starts_with('{'), "{fault:?}"),
            }
        }
    }
}

#[test]
fn variables_of_the_shell_become_references() {
    let yaml = imported(
        "curl \"https://${HOST}/orders/$order\" -H \"Authorization: Bearer $TOKEN\" -H \"X-A: $other\"",
    );
    assert_eq!(
        without_comments(&yaml),
        "kind: webhook\nplatform: verboo\nname: a\nurl: https://${HOST}/orders/$order\nmethod: GET\n\
         headers:\n  Authorization: Bearer ${secret.TOKEN}\n  X-A: $other\n"
    );
    assert_eq!(yaml.matches("of the shell").count(), 4, "{yaml}");
}

#[test]
fn a_fault_has_a_place() {
    let cases = [
        ("{\"a\":\n1,}", Some(8)),
        ("\n[1]", Some(2)),
        ("[]", Some(0)),
        ("{ \"url\": \"x\", \"method\": 5 }", Some(24)),
        ("{ \"x\": 1 }", Some(0)),
        ("{ \"type\": \"WEBHOOK\", \"headers\": [5] }", Some(33)),
        ("  curl 'https://a.test/", Some(7)),
        ("curl \"$(cat url)\"", Some(6)),
        ("curl https://a.test/ --nonsense", None),
        ("curl https://a.test/ https://b.test/", None),
        ("curl -H", None),
        ("curl", None),
        ("wget https://a.test/", None),
        ("", None),
    ];
    for (text, at) in cases {
        let fault = fault(text);
        assert_eq!(fault.at, at, "{text}: {fault:?}");
        assert!(
            fault.message.starts_with(|c: char| !c.is_uppercase()),
            "{fault:?}"
        );
    }
}

/// Texts that readers of YAML take for something else, and that hookc would fill in.
fn tricky() -> impl Strategy<Value = String> {
    let fixed = [
        "no",
        "on",
        "Yes",
        "null",
        "~",
        "1:20",
        "0o7",
        "1e3",
        ".5",
        "-1",
        "true",
        "",
        " a",
        "a ",
        "a\n",
        "a\n\n",
        "\na",
        "a\nb",
        "a \nb",
        "# a",
        "a # b",
        "a: b",
        "a:",
        "- a",
        "? a",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a",
        "|",
        ">",
        "'",
        "\"",
        "a'b",
        "{",
        "}",
        "[a]",
        "{a: b}",
        "a, b",
        "<<",
        "=",
        "---",
        "...",
        "$${x}",
        "${x}",
        "${secret.K}",
        "$${",
        "${",
        "$",
        "$a",
        "${{x}}",
        "{{x}}",
        "a\tb",
        "\t",
        "a\r\nb",
        "\u{0}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{200b}",
        "ä",
        "😀",
        "2024-01-01",
        "\\n",
        "//",
        "a\\",
        "$images",
        "a\n  b\n",
        "0x1f",
    ];
    prop_oneof![
        3 => proptest::sample::select(fixed.to_vec()).prop_map(str::to_owned),
        1 => proptest::collection::vec(proptest::sample::select(fixed.to_vec()), 2..4)
            .prop_map(|parts| parts.concat()),
        1 => ".{0,12}",
    ]
}

fn body() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        4 => tricky().prop_map(Json::from),
        1 => any::<i32>().prop_map(Json::from),
        1 => any::<bool>().prop_map(Json::from),
        1 => Just(Json::Null),
        1 => Just(json!(1.5)),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            proptest::collection::vec((tricky(), inner), 0..4)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

/// What the first platform's bundle makes of a definition, errors or not.
fn object_of(yaml: &str) -> String {
    let files = [("a.yaml".to_owned(), yaml.to_owned())];
    with_project(&files, |outcome, _| {
        let files = (PLATFORMS[0].bundle)(&outcome.projects[0]);
        let json = files.iter().find_map(|file| match &file.content {
            Content::Json(json) => Some(json.compact()),
            Content::Markdown(_) | Content::Schema { .. } => None,
        });
        json.unwrap_or_else(|| panic!("{yaml}"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_text_is_read_as_it_was_written(texts in proptest::collection::vec((tricky(), tricky()), 1..4)) {
        let mut draft = Draft::default();
        for (index, (key, text)) in texts.iter().enumerate() {
            let list = draft::Value::List(vec![draft::Value::Text(text.clone()); 2]);
            let inner = vec![Entry::new(key, draft::Value::Text(text.clone()))];
            draft.add(&format!("a{index}"), draft::Value::Text(text.clone()));
            draft.add(&format!("b{index}"), list);
            draft.add(&format!("c{index}"), draft::Value::Map(inner));
        }
        let yaml = draft::write(&draft);
        let stream = yaml::parse(FileId(0), &yaml);
        let root = stream.documents[0].root().unwrap();
        let other: serde_yaml::Value = serde_yaml::from_str(&yaml).unwrap();
        for (index, (key, text)) in texts.iter().enumerate() {
            let value = |name: &str| root.get(&format!("{name}{index}")).unwrap();
            let mut nodes = vec![value("a"), value("c").raw_entries().next().unwrap().value];
            nodes.extend(value("b").items());
            for node in nodes {
                prop_assert_eq!(&node.scalar().unwrap().value, text, "{}", yaml);
                prop_assert_eq!(yaml::typed(node), Some(Typed::Str), "{}", yaml);
            }
            let read_key = value("c").raw_entries().next().unwrap().key;
            prop_assert_eq!(&read_key.scalar().unwrap().value, key);
            let same = other.get(format!("a{index}").as_str()).unwrap();
            prop_assert_eq!(same.as_str(), Some(text.as_str()), "{}", yaml);
        }
    }

    #[test]
    fn what_is_imported_is_built_again(
        url in "https://a\\.test/[a-z$_/{}]{0,12}",
        method in proptest::sample::select(vec!["GET", "POST", "PUT", "DELETE"]),
        headers in proptest::collection::btree_map("[A-Z][a-z]{1,6}", tricky(), 0..3),
        body in proptest::option::of(body()),
        directive in proptest::option::of(tricky()),
    ) {
        let mut headers: Vec<Json> = headers
            .iter()
            .map(|(key, value)| json!({ "key": key, "value": value }))
            .collect();
        let body = body.filter(|body| body.is_object() || body.is_array());
        if body.is_some() {
            headers.push(json!({ "key": "Content-Type", "value": "application/json" }));
        }
        let mut object = json!({ "type": "WEBHOOK", "url": url, "method": method });
        let map = object.as_object_mut().unwrap();
        if !headers.is_empty() {
            map.insert("headers".to_owned(), headers.into());
        }
        map.extend(body.map(|body| ("body".to_owned(), body)));
        map.extend(directive.map(|text| ("responseDirective".to_owned(), text.into())));
        let yaml = imported(&serde_json::to_string_pretty(&object).unwrap());
        // A text that is `$images` alone is written bare.
        let bare = |text: &str| text.replace("\"$images\"", "$images");
        let built = object_of(&yaml);
        // What nobody would see is written as an escape, which means the same in JSON.
        let object = hookc::hidden::as_escapes(object.to_string());
        prop_assert_eq!(bare(&built), bare(&object), "{}", yaml);
    }

    #[test]
    fn any_text_is_imported_or_says_why_not(text in ".{0,40}", command: bool) {
        let text = if command { format!("curl {text}") } else { text };
        if let Err(fault) = import(&text, &Options::default()) {
            prop_assert!(fault.at.is_none_or(|at| at <= text.len()), "{:?}", fault);
        }
    }
}
