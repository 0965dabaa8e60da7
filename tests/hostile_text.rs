//! What strangers write stays text: on terminals, in reports, in the log of a runner, in pages,
//! pictures, code and JSON.
#![expect(
    clippy::disallowed_methods,
    reason = "tests write projects to the disk and read what becomes of them"
)]

mod project;
mod readers;
mod strings;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use readers::{active_markdown, command, dot_outside_of_strings, hidden};
use strings::HOSTILE;
use tempfile::TempDir;

/// What a run printed.
struct Printed {
    out: String,
    err: String,
}

fn folder(files: impl IntoIterator<Item = (String, String)>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Runs the program; nothing that it says on the standard error may do anything.
fn run(folder: &Path, arguments: &[&str]) -> Printed {
    let output = Command::new(env!("CARGO_BIN_EXE_hookc"))
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("GITHUB_STEP_SUMMARY")
        .env("GITHUB_ACTIONS", "true")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let code = output.status.code();
    assert!(matches!(code, Some(0..=2)), "{arguments:?}: {code:?}");
    let printed = Printed {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    assert_eq!(hidden(&printed.err, false), None, "{arguments:?}");
    assert_eq!(command(&printed.err), None, "{arguments:?}");
    printed
}

/// The same for what is read by people, or ends up in a log.
fn run_safely(folder: &Path, arguments: &[&str]) -> Printed {
    let printed = run(folder, arguments);
    let colors = arguments.contains(&"always");
    assert_eq!(hidden(&printed.out, colors), None, "{arguments:?}");
    assert_eq!(command(&printed.out), None, "{arguments:?}");
    printed
}

/// The projects: one that builds, one in which all is wrong, one with such names of files.
fn projects() -> Vec<TempDir> {
    vec![
        folder(project::that_builds()),
        folder(project::that_is_wrong()),
        #[cfg(unix)]
        folder(project::with_such_names()),
    ]
}

#[test]
fn reports_only_print() {
    let builds = folder(project::that_builds());
    let other = builds.path().to_str().unwrap();
    for one in projects() {
        let here = one.path();
        for format in ["full", "concise", "json", "sarif", "gitlab", "junit"] {
            let printed = run_safely(here, &["check", "--format", format]);
            match format {
                "json" | "sarif" | "gitlab" => {
                    serde_json::from_str::<serde_json::Value>(&printed.out).unwrap();
                }
                "junit" => {
                    roxmltree::Document::parse(&printed.out).unwrap();
                }
                _ => {}
            }
        }
        for arguments in [
            "check --color always",
            "check --diff",
            "check --unsafe-fixes --diff",
            "fmt --diff",
            "build --check",
            "test",
            "test --color always",
            "test --format json",
            "test --format junit",
            "validate --list",
            "schema --list",
            "render hook_3",
            "check --env nope",
        ] {
            let arguments: Vec<&str> = arguments.split(' ').collect();
            run_safely(here, &arguments);
        }
        for format in ["full", "concise", "json"] {
            run_safely(here, &["diff", other, ".", "--format", format]);
            run_safely(here, &["diff", ".", other, "--format", format]);
        }
    }
}

/// One command per finding, or none.
#[test]
fn the_runner_of_github_finds_our_commands_only() {
    for one in projects() {
        let printed = run(one.path(), &["check", "--format", "github"]);
        assert_eq!(hidden(&printed.out, false), None);
        for line in printed.out.lines() {
            let rest = ["::error file=", "::warning file=", "::notice file="]
                .iter()
                .find_map(|head| line.strip_prefix(head));
            let is_counted = line.ends_with("see the log of this step");
            match rest {
                Some(_) => {}
                None if is_counted => {}
                None => assert_eq!(command(line), None),
            }
        }
    }
}

#[test]
fn arguments_are_quoted_as_text() {
    let one = folder(project::that_builds());
    for text in HOSTILE.iter().filter(|text| !text.contains('\0')) {
        for arguments in [
            vec!["check", text],
            vec!["check", "--format", text],
            vec!["check", "--baseline", text],
            vec!["check", "--env", text],
            vec!["check", "--stdin-filename", text],
            vec![text],
            vec!["render", text],
            vec!["render", "hook_3", "--set", text],
            vec!["explain", text],
            vec!["validate", text],
            vec!["import", text],
            vec!["diff", text],
            vec!["diff", "--merge-base", text],
            vec!["graph", "--format", text],
            vec!["codegen", text],
            vec!["codegen", "rust", "--templates", text],
            vec!["schema", text],
            vec!["man", text],
        ] {
            run_safely(one.path(), &arguments);
        }
    }
}

#[test]
fn pictures_hold_text_alone() {
    for one in projects() {
        let here = one.path();
        for format in ["svg", "html"] {
            let picture = run_safely(here, &["graph", "--format", format]).out;
            let xml = picture.replace("<!DOCTYPE html>\n", "");
            // HTML leaves some tags open.
            let xml = xml.lines().filter(|line| !line.starts_with("<meta"));
            let xml = xml.collect::<Vec<_>>().join("\n");
            let document = roxmltree::Document::parse(&xml).unwrap();
            for node in document.descendants().filter(roxmltree::Node::is_element) {
                let name = node.tag_name().name();
                assert!(
                    !["script", "img", "a", "iframe", "b"].contains(&name),
                    "{name}"
                );
                for attribute in node.attributes() {
                    assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
                }
            }
        }
        let dot = run_safely(here, &["graph", "--format", "dot"]).out;
        let outside = dot_outside_of_strings(&dot);
        assert!(!outside.contains("evil"), "{outside}");
        let mermaid = run_safely(here, &["graph"]).out;
        // What stands in quotes has no quote, and no line of it ends them.
        for line in mermaid.lines().filter(|line| line.starts_with("  n")) {
            assert_eq!(line.matches('"').count() % 2, 0, "{line}");
            assert!(!line.contains("evil [label"), "{line}");
        }
    }
}

#[test]
fn pages_hold_text_alone() {
    let one = folder(project::that_builds());
    let printed = run_safely(one.path(), &["build"]);
    assert!(printed.out.contains("wrote"), "{}", printed.out);
    let page = fs::read_to_string(one.path().join("dist/verboo/SETUP.md")).unwrap();
    assert_eq!(hidden(&page.replace('\t', ""), false), None);
    for active in active_markdown(&page) {
        // The platform's documentation, and files of the bundle.
        let is_json = Path::new(&active)
            .extension()
            .is_some_and(|end| end == "json");
        let is_file = ["webhooks/hook_", "triggers/call_"]
            .iter()
            .any(|folder| is_json && active.starts_with(folder));
        let is_ours = is_file || active.starts_with("https://verboo.ai/");
        assert!(is_ours, "{active}");
    }
    let empty = folder([("hookc.yaml".to_owned(), "project: x\n".to_owned())]);
    for one in projects() {
        let other = one.path().to_str().unwrap();
        for arguments in [["diff", ".", other], ["diff", other, "."]] {
            let arguments = [&arguments[..], &["--format", "markdown"]].concat();
            let page = run(empty.path(), &arguments).out;
            assert_eq!(hidden(&page.replace('\t', ""), false), None);
            for active in active_markdown(&page) {
                let ours = ["<details", "</details>", "<summary>", "<br", "</summary>"];
                let is_ours = ours.iter().any(|tag| active.starts_with(tag));
                assert!(is_ours && !active.contains("img"), "{active}");
            }
        }
    }
}

/// Every file of a bundle is JSON or a page, in which each text is what the author wrote, and in
/// which nothing hides.
#[test]
fn bundles_and_schemas_hide_nothing() {
    fn walk(folder: &Path, seen: &mut dyn FnMut(&Path)) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, seen);
            } else {
                seen(&path);
            }
        }
    }
    let one = folder(project::that_builds());
    run(one.path(), &["build"]);
    run(one.path(), &["schema", "--out", "schemas"]);
    let mut count = 0;
    let mut seen = |path: &Path| {
        let text = fs::read_to_string(path).unwrap();
        assert_eq!(hidden(&text.replace('\t', ""), false), None, "{path:?}");
        if path.extension().is_some_and(|end| end == "json") {
            serde_json::from_str::<serde_json::Value>(&text).unwrap();
        }
        count += 1;
    };
    walk(&one.path().join("dist"), &mut seen);
    walk(&one.path().join("schemas"), &mut seen);
    assert!(count > 2 * HOSTILE.len(), "{count}");
    for (index, text) in HOSTILE.iter().enumerate() {
        let path = format!("dist/verboo/triggers/call_{index}.json");
        let Ok(file) = fs::read_to_string(one.path().join(&path)) else {
            panic!("{path}");
        };
        let json: serde_json::Value = serde_json::from_str(&file).unwrap();
        let wanted = format!("number {index} {text}");
        assert!(
            json.to_string().contains(
                serde_json::Value::from(&*wanted)
                    .to_string()
                    .trim_matches('"')
            ),
            "{json}"
        );
    }
}

/// The compiler reads the generated code as items and nothing else.
#[test]
fn generated_code_is_code() {
    let one = folder(project::that_builds());
    let printed = run(one.path(), &["codegen", "rust"]);
    assert_eq!(hidden(&printed.out, false), None);
    for line in printed.out.lines() {
        let line = line.trim_start();
        // Whatever was written stands in a comment, in a string, or in an attribute of ours.
        assert!(
            !line.starts_with("#![x]") && !line.starts_with("evil"),
            "{line}"
        );
    }
    let file = one.path().join("code.rs");
    fs::write(&file, printed.out).unwrap();
    let formatted = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout", "--quiet"])
        .arg(&file)
        .output();
    // A toolchain without it says nothing of the code.
    if let Ok(formatted) = formatted {
        let words = String::from_utf8_lossy(&formatted.stderr);
        assert!(formatted.status.success(), "{words}");
    }
}

/// Other people's exports and payloads.
#[test]
fn what_is_imported_or_validated_only_prints() {
    let one = tempfile::tempdir().unwrap();
    for text in HOSTILE {
        let json = serde_json::json!({
            "name": text, "url": format!("https://a.example/{text}"), "method": "POST",
            "headers": [{ "key": text, "value": text }], "body": { *text: text },
            "description": text, text.to_owned(): text,
        });
        let path = one.path().join("a.json");
        fs::write(&path, json.to_string()).unwrap();
        let printed = run(one.path(), &["import", "a.json", "--platform", "verboo"]);
        assert_eq!(hidden(&printed.out, false), None, "{text:?}");
        for format in ["full", "concise", "json"] {
            run_safely(
                one.path(),
                &[
                    "validate",
                    "ebbot/chat.create",
                    "a.json",
                    "--format",
                    format,
                ],
            );
        }
        fs::write(&path, format!("{{ \"a\": {text}")).unwrap();
        run(one.path(), &["import", "a.json"]);
        run_safely(one.path(), &["validate", "ebbot/chat.create", "a.json"]);
        fs::write(
            one.path().join("b.sh"),
            format!("curl -d '{text}' 'https://a.example/{text}'"),
        )
        .unwrap();
        let printed = run(one.path(), &["import", "b.sh", "--platform", "verboo"]);
        assert_eq!(hidden(&printed.out, false), None, "{text:?}");
    }
}
