//! `hookc codegen` and what `build` writes where the manifest has `rust:`.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const MANIFEST: &str = "project: shop\ndefault_platform: ebbot\n";

const EVENTS: &str = "\
kind: webhook
name: crm_events
direction: outgoing
topics: [chat.close]
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
";

fn project(manifest: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("hookc.yaml"), manifest).unwrap();
    std::fs::write(folder.path().join("events.yaml"), EVENTS).unwrap();
    folder
}

pub fn hookc(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_hookc"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

fn read(folder: &Path, path: &str) -> String {
    std::fs::read_to_string(folder.join(path)).unwrap()
}

#[test]
fn without_an_output_the_module_is_printed() {
    let folder = project(MANIFEST);
    let (code, text, errors) = hookc(folder.path(), &["codegen", "rust"]);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    assert!(text.contains("pub enum EbbotOutgoingEvent {"));
    assert!(text.contains("pub type CrmEventsPayload = EbbotOutgoingEvent;"));
    let (code, _, errors) = hookc(folder.path(), &["codegen", "rust", "--check"]);
    assert_eq!(code, Some(2));
    assert!(
        errors.contains("there is no output to compare with"),
        "{errors}"
    );
}

#[test]
fn a_file_is_written_compared_and_left_alone_when_it_is_current() {
    let folder = project(MANIFEST);
    let root = folder.path();
    std::fs::create_dir(root.join("src")).unwrap();
    let out = ["codegen", "rust", "--out", "src/hooks.rs"];
    let check = ["codegen", "rust", "--out", "src/hooks.rs", "--check"];
    let (code, text, _) = hookc(root, &check);
    assert_eq!(code, Some(1));
    assert!(
        text.starts_with("--- /dev/null\n+++ src/hooks.rs\n@@"),
        "{text}"
    );
    assert_eq!(
        hookc(root, &out),
        (Some(0), "wrote src/hooks.rs\n".into(), String::new())
    );
    let (_, printed, _) = hookc(root, &["codegen", "rust"]);
    assert_eq!(read(root, "src/hooks.rs"), printed);
    let (code, text, _) = hookc(root, &out);
    assert_eq!(
        (code, text.as_str()),
        (Some(0), "src/hooks.rs is up to date\n")
    );
    assert_eq!(hookc(root, &check), (Some(0), String::new(), String::new()));
    let edited = printed.replace("pub struct EbbotClosedChat", "pub struct Edited");
    std::fs::write(root.join("src/hooks.rs"), edited).unwrap();
    let (code, text, _) = hookc(root, &check);
    assert_eq!(code, Some(1));
    assert!(
        text.contains("-pub struct Edited {\n+pub struct EbbotClosedChat {\n"),
        "{text}"
    );
}

#[test]
fn what_somebody_wrote_is_not_replaced() {
    let folder = project(MANIFEST);
    let root = folder.path();
    for (path, text, out) in [
        ("mine.rs", "fn main() {}\n", "mine.rs"),
        ("mine/Cargo.toml", "[package]\nname = \"mine\"\n", "mine"),
    ] {
        let file = root.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
        let (code, _, errors) = hookc(root, &["codegen", "rust", "--out", out]);
        assert_eq!(code, Some(2), "{errors}");
        assert!(errors.contains("is not of an earlier build"), "{errors}");
        assert_eq!(read(root, path), text);
    }
    assert!(!root.join("mine/src").exists());
}

#[test]
fn build_writes_what_the_manifest_asks_for() {
    let rust = "rust:\n  out: sdk\n  crate: acme-hooks\n  version: 1.2.3\n";
    let folder = project(&format!("{MANIFEST}{rust}"));
    let root = folder.path();
    let (code, text, errors) = hookc(root, &["build"]);
    assert_eq!(code, Some(0), "{errors}");
    assert!(text.ends_with("wrote sdk\n"), "{text}");
    let manifest = read(root, "sdk/Cargo.toml");
    assert!(
        manifest.contains("name = \"acme-hooks\"\nversion = \"1.2.3\"\n"),
        "{manifest}"
    );
    let dependencies = manifest.split("[dependencies]\n").nth(1).unwrap();
    let names: Vec<&str> = dependencies
        .lines()
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(names, ["serde", "serde_json"]);
    assert_eq!(hookc(root, &["build", "--check"]).0, Some(0));
    std::fs::write(root.join("sdk/src/lib.rs"), "// Written by hookc\n").unwrap();
    assert_eq!(
        hookc(root, &["build", "--check", "sdk/src/lib.rs"]).0,
        Some(1)
    );
    assert_eq!(hookc(root, &["build"]).0, Some(0));
    assert_eq!(hookc(root, &["codegen", "rust", "--check"]).0, Some(0));
    let more = EVENTS.replace("[chat.close]", "[chat.close, chat.create]");
    std::fs::write(root.join("events.yaml"), more).unwrap();
    let (code, text, _) = hookc(root, &["build", "--check"]);
    assert_eq!(code, Some(1));
    assert!(
        text.contains("--- sdk/src/lib.rs\n+++ sdk/src/lib.rs\n"),
        "{text}"
    );
    assert!(
        text.contains("+    ChatCreate(Box<EbbotChatCreateEvent>),\n"),
        "{text}"
    );
}

#[test]
fn nothing_is_written_when_there_is_an_error() {
    let folder = project(MANIFEST);
    let root = folder.path();
    std::fs::write(
        root.join("events.yaml"),
        EVENTS.replace("chat.close", "chat.closed"),
    )
    .unwrap();
    let (code, text, _) = hookc(root, &["codegen", "rust", "--out", "hooks.rs"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("chat.closed"), "{text}");
    assert!(!root.join("hooks.rs").exists());
}

#[test]
fn all_payloads_need_no_definitions() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, errors) = hookc(folder.path(), &["codegen", "rust"]);
    assert_eq!(code, Some(2));
    assert!(errors.contains("no definition found"), "{errors}");
    let (code, text, errors) = hookc(folder.path(), &["codegen", "rust", "--all"]);
    assert_eq!(code, Some(0), "{errors}");
    assert!(text.contains("pub struct MindExpressionEscalation {"));
}

#[test]
fn templates_of_a_user_replace_ours() {
    let folder = project(MANIFEST);
    let root = folder.path();
    std::fs::create_dir(root.join("ts")).unwrap();
    let module = "// Written by hookc\n{{#each items}}\n{{#if (eq form \"struct\")}}\n{{> _object}}\n{{/if}}\n{{/each}}";
    let object =
        "interface {{name}} { {{#each declared}}{{string key}}: {{holds.form}}; {{/each}}}\n";
    std::fs::write(root.join("ts/module.hbs"), module).unwrap();
    std::fs::write(root.join("ts/_object.hbs"), object).unwrap();
    let arguments = ["codegen", "rust", "--templates", "ts"];
    let (code, text, errors) = hookc(root, &arguments);
    assert_eq!(code, Some(0), "{errors}");
    let closed = "interface EbbotClosedChat { \"id\": text; \"conversation\": list; }";
    assert!(text.lines().any(|line| line == closed), "{text}");
    std::fs::write(root.join("ts/structs.hbs"), "").unwrap();
    let (code, _, errors) = hookc(root, &arguments);
    assert_eq!(code, Some(2));
    assert!(
        errors.contains("`structs.hbs`") && errors.contains("struct.hbs"),
        "{errors}"
    );
    std::fs::remove_file(root.join("ts/structs.hbs")).unwrap();
    for broken in ["{{#if}", "{{nothing_of_this_name}}", "{{#each items}}"] {
        std::fs::write(root.join("ts/module.hbs"), broken).unwrap();
        let (code, text, errors) = hookc(root, &arguments);
        assert_eq!((code, text.as_str()), (Some(2), ""), "{broken}");
        assert!(errors.contains("`module.hbs`"), "{errors}");
    }
    let (code, _, errors) = hookc(root, &["codegen", "rust", "--templates", "nowhere"]);
    assert_eq!(code, Some(2));
    assert!(errors.contains("nowhere"), "{errors}");
}
