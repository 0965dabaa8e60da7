//! `--stdin-filename` of `hookc check` and `hookc fmt`: the text of one file comes from the standard input.

use std::io::Write;
use std::process::Stdio;

use super::{Folder, Ran, broken, webhook};

const TRIGGER: &str = "kind: trigger\nplatform: verboo\nname: t\n\
                       description: Call when the customer asks where an order is.\nwebhooks: [a]\n";
const WEBHOOK: &str = "kind: webhook\nplatform: verboo\nname: a\nurl: https://a.example/\nmethod: GET\n\
     response_directive: Say it.\n";

/// Runs the program with this text on its standard input.
fn run_with(folder: &Folder, arguments: &str, text: impl AsRef<[u8]>) -> Ran {
    let mut child = folder
        .command_in("")
        .args(arguments.split_whitespace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A run that refuses its arguments does not read.
    let _ = child.stdin.take().unwrap().write_all(text.as_ref());
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

const CONCISE: &str = "check --format concise --stdin-filename";

#[test]
fn the_text_stands_in_place_of_the_file() {
    let folder = Folder::with(&[
        ("hookc.yaml", ""),
        ("hooks/a.yaml", &broken("a")),
        ("hooks/b.yaml", &broken("b")),
    ]);
    run_with(&folder, &format!("{CONCISE} hooks/a.yaml"), webhook("a"))
        .ends(0)
        .says_nothing();
    let text = webhook("a") + "color: red\n";
    let ran = run_with(&folder, &format!("{CONCISE} hooks/a.yaml"), &text).ends(1);
    assert_eq!(ran.found_in(), ["hooks/a.yaml"]);
    assert!(ran.stdout.contains("`color`"), "{}", ran.stdout);
    assert_eq!(folder.read("hooks/a.yaml"), broken("a"));
}

#[test]
fn references_are_resolved_against_the_project() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", WEBHOOK), ("t.yaml", TRIGGER)]);
    let text = TRIGGER.replace("[a]", "[b]");
    let ran = run_with(&folder, &format!("{CONCISE} t.yaml"), &text).ends(1);
    assert!(
        ran.stdout
            .starts_with("t.yaml:5:12: error[unresolved-reference]")
    );
    // Naming no longer what others refer to is found where they do, which is another file.
    let text = WEBHOOK.replace("name: a", "name: b");
    let ran = run_with(&folder, &format!("{CONCISE} a.yaml"), &text);
    assert!(!ran.stdout.contains("t.yaml:5"), "{}", ran.stdout);
}

#[test]
fn a_file_that_is_not_saved_yet_belongs_to_its_project() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", WEBHOOK)]);
    for name in ["t.yaml", "./new/folder/t.yml"] {
        run_with(&folder, &format!("{CONCISE} {name}"), TRIGGER)
            .ends(0)
            .says_nothing();
        let ran = run_with(
            &folder,
            &format!("{CONCISE} {name}"),
            TRIGGER.replace("[a]", "[b]"),
        );
        assert_eq!(ran.ends(1).found_in(), [name.trim_start_matches("./")]);
    }
    assert_eq!(folder.files(""), ["a.yaml", "hookc.yaml"]);
}

#[test]
fn a_new_file_is_left_out_where_it_would_be_on_the_disk() {
    let folder = Folder::with(&[
        ("hookc.yaml", "sources: [hooks]\n"),
        ("hooks/a.yaml", WEBHOOK),
        (".gitignore", "*.local.yaml\n"),
        ("plain/hookc.yaml", ""),
        ("plain/a.yaml", WEBHOOK),
        ("plain/inner/hookc.yaml", ""),
    ]);
    for name in [
        "elsewhere.yaml",
        "hooks/t.local.yaml",
        "hooks/.hidden/t.yaml",
        "plain/dist/t.yaml",
        "plain/t.local.yaml",
        "plain/t.json",
    ] {
        run_with(&folder, &format!("{CONCISE} {name}"), broken("x"))
            .ends(0)
            .complains("skipped");
        // The same holds for what is on the disk.
        folder.write(name, &broken("x"));
        folder
            .run(&format!("check {name}"))
            .ends(0)
            .complains("skipped");
    }
    for name in ["hooks/deep/t.yaml", "plain/t.yaml", "plain/inner/t.yaml"] {
        run_with(&folder, &format!("{CONCISE} {name}"), broken("x")).ends(1);
    }
}

#[test]
fn a_manifest_may_come_from_the_standard_input() {
    let folder = Folder::with(&[
        ("hookc.yaml", "sources: [other]\n"),
        ("hooks/a.yaml", &broken("a")),
    ]);
    let ran = run_with(
        &folder,
        &format!("{CONCISE} hookc.yaml"),
        "sources: [hooks]\n",
    )
    .ends(1);
    assert_eq!(ran.found_in(), ["hooks/a.yaml"]);
    let folder = Folder::with(&[("hooks/a.yaml", WEBHOOK)]);
    let ran = run_with(&folder, &format!("{CONCISE} hookc.yaml"), "projct: x\n").ends(1);
    assert!(
        ran.stdout.contains("hookc.yaml:1:1: error[unknown-field]"),
        "{}",
        ran.stdout
    );
}

#[cfg(unix)]
#[test]
fn a_link_is_known_by_either_name() {
    let folder = Folder::with(&[("p/hookc.yaml", ""), ("shared.yaml", &broken("a"))]);
    std::os::unix::fs::symlink("../shared.yaml", folder.path("p/a.yaml")).unwrap();
    run_with(&folder, &format!("{CONCISE} p/a.yaml"), webhook("a"))
        .ends(0)
        .says_nothing();
}

#[test]
fn bytes_that_are_no_text_are_a_finding() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", WEBHOOK)]);
    let utf16: Vec<u8> = WEBHOOK.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ran = run_with(&folder, &format!("{CONCISE} a.yaml"), &utf16).ends(1);
    assert!(ran.stdout.contains("error[invalid-yaml]"), "{}", ran.stdout);
}

#[test]
fn fixes_are_shown_and_not_written() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", WEBHOOK), ("t.yaml", TRIGGER)]);
    let text = TRIGGER.replace("webhooks:", "webhoks:");
    run_with(&folder, "check --fix --stdin-filename t.yaml", &text)
        .ends(2)
        .complains("`--diff` prints them");
    let ran = run_with(
        &folder,
        "check --unsafe-fixes --diff --stdin-filename t.yaml",
        &text,
    );
    assert!(
        ran.stdout.contains("-webhoks: [a]\n+webhooks: [a]\n"),
        "{}",
        ran.stdout
    );
    assert_eq!(folder.read("t.yaml"), TRIGGER);
}

#[test]
fn a_folder_is_no_file_and_paths_are_not_taken_besides() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("hooks/a.yaml", WEBHOOK)]);
    run_with(&folder, "check --stdin-filename hooks", "")
        .ends(2)
        .complains("`hooks` is no file");
    run_with(&folder, "check --stdin-filename a.yaml b.yaml", "").ends(2);
}

#[test]
fn a_text_is_printed_formatted() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", "not: ours\n")]);
    let text = "name: a\nkind:   webhook\nplatform: verboo\nmethod: GET\nurl: https://a.example/\n";
    // The order in which language.md shows the fields.
    let formatted =
        "kind: webhook\nplatform: verboo\nname: a\nurl: https://a.example/\nmethod: GET\n";
    for name in ["a.yaml", "new/b.yaml"] {
        let ran = run_with(&folder, &format!("fmt --stdin-filename {name}"), text).ends(0);
        assert_eq!((&*ran.stdout, &*ran.stderr), (formatted, ""), "{name}");
        let ran = run_with(
            &folder,
            &format!("fmt --check --stdin-filename {name}"),
            text,
        )
        .ends(1);
        assert!(
            ran.stdout.starts_with(&format!("--- {name}\n")),
            "{}",
            ran.stdout
        );
    }
    // What is not ours, or stands there well, comes back as it is.
    for text in [formatted, "b:   1\na: 2\n", "{{ if }}\n", ""] {
        let ran = run_with(&folder, "fmt --quiet --stdin-filename a.yaml", text).ends(0);
        assert_eq!(ran.stdout, text);
    }
    // What cannot be read is no text for an editor to take.
    for text in [&b"kind: webhook\nname: [\n"[..], b"k: \xff\n"] {
        let ran = run_with(&folder, "fmt --stdin-filename a.yaml", text).ends(2);
        assert_eq!(ran.stdout, "");
        assert!(ran.stderr.contains("error: "), "{}", ran.stderr);
    }
    assert_eq!(folder.read("a.yaml"), "not: ours\n");
}
