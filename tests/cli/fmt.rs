//! `hookc fmt`

use super::{Folder, broken, run_with_input, webhook};

const UNTIDY: &str = "\
# Events for the CRM.
name:  events
kind: webhook
platform: ebbot
# hookc: allow(insecure-url) only in the tests
url: http://crm.example/${secret.PATH}
topics:
- chat.close # the transcript
direction: outgoing
";

const TIDY: &str = "\
# Events for the CRM.
kind: webhook
platform: ebbot
name: events
direction: outgoing
topics:
  - chat.close # the transcript
# hookc: allow(insecure-url) only in the tests
url: http://crm.example/${secret.PATH}
";

#[test]
fn files_are_written_in_one_way() {
    let manifest = "platforms: { ebbot: {bot: x} }\nproject:   p\n";
    let folder = Folder::with(&[
        ("hookc.yaml", manifest),
        ("hooks/a.yaml", UNTIDY),
        ("hooks/b.yaml", &webhook("b")),
        ("compose.yaml", "services:   {}\n"),
    ]);
    let before = folder.run("check --format concise").stdout;
    let ran = folder.run("fmt").ends(0);
    assert_eq!(
        ran.stdout,
        "formatted hookc.yaml\nformatted hooks/a.yaml\n1 file stays as written\n"
    );
    assert_eq!(ran.stderr, "");
    assert_eq!(folder.read("hooks/a.yaml"), TIDY);
    assert_eq!(
        folder.read("hookc.yaml"),
        "project: p\nplatforms: { ebbot: { bot: x } }\n"
    );
    assert_eq!(folder.read("compose.yaml"), "services:   {}\n");
    assert_eq!(folder.run("check --format concise").stdout, before);
    let ran = folder.run("fmt").ends(0);
    assert_eq!(ran.stdout, "3 files stay as written\n");
    folder.run("fmt --check").ends(0).says_nothing();
    folder.run("fmt --quiet").ends(0).says_nothing();
}

#[test]
fn check_and_diff_write_nothing() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", UNTIDY)]);
    let ran = folder.run("fmt --check").ends(1);
    assert!(
        ran.stdout.starts_with("--- a.yaml\n+++ a.yaml\n@@ "),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains("\n+  - chat.close # the transcript\n"),
        "{}",
        ran.stdout
    );
    let diff = folder.run("fmt --diff").ends(0);
    assert_eq!(diff.stdout, ran.stdout);
    assert_eq!(folder.read("a.yaml"), UNTIDY);
}

#[test]
fn the_same_bundle_is_built_afterwards() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", UNTIDY)]);
    folder.run("build").ends(0);
    folder.run("fmt").ends(0);
    // The index tells the line of each definition.
    let ran = folder.run("build --check");
    let changes = |sign: &str| {
        let lines = ran.stdout.lines().filter(|line| line.starts_with(sign));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let is_line = |line: &String| line.contains("index.json") || line.contains("\"line\"");
    assert!(
        changes("+").iter().chain(&changes("-")).all(is_line),
        "{}",
        ran.stdout
    );
}

#[test]
fn only_named_files_are_formatted() {
    let folder = Folder::with(&[
        ("hookc.yaml", "project:   p\n"),
        ("a.yaml", UNTIDY),
        ("b/b.yaml", &UNTIDY.replace("events", "others")),
        ("notes.md", ""),
    ]);
    let ran = folder.run("fmt b notes.md").ends(0);
    assert_eq!(ran.stdout, "formatted b/b.yaml\n");
    assert_eq!(ran.stderr, "note: `notes.md` is no YAML file; skipped\n");
    assert_eq!(folder.read("a.yaml"), UNTIDY);
    assert_eq!(folder.read("hookc.yaml"), "project:   p\n");
    folder
        .run("fmt nowhere.yaml")
        .ends(2)
        .complains("does not exist");
}

#[test]
fn a_file_that_cannot_be_read_stays_and_the_others_are_formatted() {
    let folder = Folder::with(&[
        ("hookc.yaml", ""),
        ("a.yaml", UNTIDY),
        ("b.yaml", "kind: webhook\nname: [b\n"),
    ]);
    let ran = folder.run("fmt").ends(2);
    assert!(
        ran.stderr
            .starts_with("error: `b.yaml` cannot be read and stays as it is: line 2, column 7: "),
        "{}",
        ran.stderr
    );
    assert_eq!(folder.read("a.yaml"), TIDY);
    assert_eq!(folder.read("b.yaml"), "kind: webhook\nname: [b\n");
}

#[test]
fn an_editor_gets_the_formatted_text_back() {
    let folder = Folder::with(&[("hookc.yaml", "default_platform: ebbot\n")]);
    let run = |name: &str, text: &str, option: &str| {
        let mut command = folder.command_in("");
        command.args(["fmt", "--stdin-filename", name]);
        command.args(option.split_whitespace());
        run_with_input(&mut command, text.as_bytes())
    };
    let text = "name: a\nkind: webhook\ndirection:   incoming\n";
    let ran = run("new.yaml", text, "").ends(0);
    assert_eq!(ran.stdout, "kind: webhook\nname: a\ndirection: incoming\n");
    assert!(!folder.has("new.yaml"));
    let ran = run("new.yaml", text, "--check").ends(1);
    assert!(ran.stdout.starts_with("--- new.yaml\n"), "{}", ran.stdout);
    let ran = run("new.yaml", "kind: webhook\nname: [\n", "").ends(2);
    assert_eq!(ran.stdout, "");
    assert_eq!(run("other.yaml", "a:  1\n", "").ends(0).stdout, "a:  1\n");
}

#[test]
fn mistakes_do_not_keep_a_file_from_being_formatted() {
    let folder = Folder::with(&[("a.yaml", &broken("a").replace("topics: [", "topics:   [ "))]);
    folder.run("fmt").ends(0);
    assert_eq!(folder.read("a.yaml"), broken("a"));
    let empty = Folder::new();
    empty.run("fmt").ends(2).complains("no definition found");
}

#[test]
fn what_no_output_shows_is_hidden_in_the_diff() {
    let token = "xoxb-2410123456-2410123456789-AbCdEfGhIjKlMnOpQrStUvWx";
    let text = format!(
        "kind: webhook\nplatform: verboo\nname: a\nmethod: GET\nurl: https://a.example/\n\
         headers:\n    Authorization: Bearer {token}\n"
    );
    let folder = Folder::with(&[("a.yaml", &text)]);
    let ran = folder.run("fmt --diff").ends(0);
    assert!(ran.stdout.contains("+  Authorization: "), "{}", ran.stdout);
    assert!(!ran.stdout.contains(token), "{}", ran.stdout);
}
