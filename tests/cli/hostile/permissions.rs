//! What may not be read or written. Permissions do not bind root: there the program runs as nobody.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::Command;

use super::{Folder, READERS, Ran, finish, project, run, tree};

/// How the program is run so that permissions bind it; nothing where that cannot be done.
fn ordinary() -> Option<Vec<String>> {
    let folder = Folder::new();
    let is_root = folder.path("").metadata().unwrap().uid() == 0;
    if !is_root {
        return Some(Vec::new());
    }
    let prefix = [
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
    ];
    let prefix: Vec<String> = prefix.iter().map(|&word| word.to_owned()).collect();
    let output = Command::new(&prefix[0])
        .args(&prefix[1..])
        .args([env!("CARGO_BIN_EXE_hookc"), "--version"])
        .output();
    output
        .is_ok_and(|output| output.status.success())
        .then_some(prefix)
}

fn run_as(prefix: &[String], folder: &Folder, arguments: &str) -> Ran {
    let mut words = prefix
        .iter()
        .map(String::as_str)
        .chain([env!("CARGO_BIN_EXE_hookc")]);
    let mut command = Command::new(words.next().unwrap());
    command
        .args(words)
        .args(arguments.split_whitespace())
        .current_dir(folder.path(""));
    finish(&mut command)
}

fn set(folder: &Folder, path: &str, mode: u32) {
    fs::set_permissions(folder.path(path), fs::Permissions::from_mode(mode)).unwrap();
}

/// A project that everybody may read and write, built.
fn open_project() -> Folder {
    let folder = project();
    run(&folder, "build").ends(0);
    set(&folder, "", 0o777);
    for path in tree(&folder.path("")).keys() {
        let is_folder = folder.path(path).is_dir();
        set(&folder, path, if is_folder { 0o777 } else { 0o666 });
    }
    folder
}

macro_rules! or_skip {
    ($prefix:expr) => {
        match $prefix {
            Some(prefix) => prefix,
            None => {
                println!("skipped: this is root, and setpriv cannot run the program as nobody");
                return;
            }
        }
    };
}

#[test]
fn what_may_not_be_read_is_named() {
    let prefix = or_skip!(ordinary());
    for path in ["hooks/webhook.yaml", "hooks", "hookc.yaml"] {
        let folder = open_project();
        set(&folder, path, 0);
        for arguments in READERS {
            let ran = run_as(&prefix, &folder, arguments).ends(2).complains(path);
            assert!(
                ran.stderr.contains("permission denied"),
                "{arguments}: {ran:?}"
            );
            assert_eq!(ran.stdout, "", "{arguments}");
        }
        set(&folder, path, 0o777);
    }
    let folder = open_project();
    for (path, arguments) in [
        (
            "payload.json",
            "validate verboo/webhooks/order_status.request payload.json",
        ),
        ("payload.json", "import payload.json"),
        ("payload.json", "render order_status --vars payload.json"),
        ("payload.json", "check --baseline payload.json"),
        ("dist/index.json", "build --check"),
        ("dist/index.json", "build"),
        ("dist/verboo/SETUP.md", "build --check"),
        ("old", "diff old"),
    ] {
        set(&folder, path, 0);
        let ran = run_as(&prefix, &folder, arguments).ends(2);
        assert!(ran.stderr.contains("error: cannot"), "{arguments}: {ran:?}");
        set(&folder, path, 0o777);
    }
}

#[test]
fn what_may_not_be_written_stays() {
    let prefix = or_skip!(ordinary());
    let folder = open_project();
    let text = folder
        .read("hooks/webhook.yaml")
        .replace("method: ", "method:    ");
    folder.write(
        "hooks/webhook.yaml",
        &text.replace("Tell the", "Please tell the"),
    );
    for (path, arguments) in [
        ("dist/verboo/webhooks", "build"),
        ("", "build --out other"),
        ("hooks", "fmt"),
        ("", "check --format json=report.json"),
        ("", "check --write-baseline baseline.json"),
        ("", "codegen rust --out hooks.rs"),
        ("", "codegen rust --out crate"),
        ("", "graph --out graph.md"),
        ("", "schema --out schemas"),
        ("", "init new"),
        ("", "man --out man"),
    ] {
        set(&folder, path, 0o555);
        let before = tree(&folder.path(""));
        let ran = run_as(&prefix, &folder, arguments).ends(2);
        assert!(
            ran.stderr.contains("error: cannot ") && ran.stderr.contains("permission denied"),
            "{arguments}: {ran:?}"
        );
        assert_eq!(tree(&folder.path("")), before, "{arguments}");
        set(&folder, path, 0o777);
    }
    // A build that is stopped in the middle is completed by the next one.
    run_as(&prefix, &folder, "build").ends(0);
    run_as(&prefix, &folder, "build --check").ends(0);
}
