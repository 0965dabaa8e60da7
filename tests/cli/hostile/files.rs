//! Things in a folder that are no files, and names that are no words.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Stdio;

use super::{Folder, READERS, command, fifo, finish, link, project, run, tree};

/// What can lie at a path where a file should be, and what is said of it.
const THINGS: &[(&str, &str)] = &[
    ("pipe", "neither a file nor a folder"),
    ("/dev/zero", "neither a file nor a folder"),
    ("/dev/null", "neither a file nor a folder"),
    ("missing", "leads nowhere"),
    ("itself", "symbolic links"),
];

fn put(thing: &str, path: &Path) {
    let _ = fs::remove_file(path);
    match thing {
        "pipe" => fifo(path),
        "itself" => link(path.file_name().unwrap().to_str().unwrap(), path),
        target => link(target, path),
    }
}

/// Each of these commands ends with 2 and a sentence about the file, and changes nothing.
#[track_caller]
fn refused(folder: &Folder, commands: &[&str], name: &str, said: &str) {
    let before = tree(&folder.path(""));
    for arguments in commands {
        let ran = run(folder, arguments).ends(2).complains(name);
        assert!(ran.stderr.contains(said), "{arguments}: {}", ran.stderr);
        assert_eq!(ran.stdout, "", "{arguments}");
        assert_eq!(tree(&folder.path("")), before, "{arguments}");
    }
}

#[test]
fn no_command_reads_what_is_no_file() {
    let folder = project();
    for (thing, said) in THINGS {
        put(thing, &folder.path("hooks/odd.yaml"));
        refused(&folder, READERS, "hooks/odd.yaml", said);
    }
    let named = [
        "check hooks/odd.yaml",
        "check --fix hooks/odd.yaml",
        "build hooks/odd.yaml",
        "fmt hooks/odd.yaml",
    ];
    for (thing, said) in THINGS {
        put(thing, &folder.path("hooks/odd.yaml"));
        refused(&folder, &named, "hooks/odd.yaml", said);
    }
    // A folder of such a name is a folder.
    fs::remove_file(folder.path("hooks/odd.yaml")).unwrap();
    fs::create_dir(folder.path("hooks/odd.yaml")).unwrap();
    run(&folder, "check").ends(0).says_nothing();
}

#[test]
fn no_manifest_is_read_that_is_no_file() {
    let folder = project();
    for (thing, said) in &THINGS[..3] {
        put(thing, &folder.path("hookc.yaml"));
        refused(&folder, READERS, "hookc.yaml", said);
    }
    for thing in ["missing", "itself"] {
        put(thing, &folder.path("hookc.yaml"));
        run(&folder, "check").ends(2).complains("hookc.yaml");
    }
}

#[test]
fn no_list_of_ignored_files_is_read_without_end() {
    let folder = project();
    for place in [".gitignore", "hooks/.gitignore"] {
        for (thing, said) in &THINGS[..2] {
            put(thing, &folder.path(place));
            refused(&folder, READERS, place, said);
            refused(&folder, &["check hooks/webhook.yaml"], place, said);
        }
        let _ = fs::remove_file(folder.path(place));
        folder.write(place, &"x*y\n".repeat(100_000));
        refused(
            &folder,
            &["check", "build", "fmt"],
            place,
            "larger than 256 KiB",
        );
        fs::remove_file(folder.path(place)).unwrap();
        // Links that lead nowhere and folders say nothing, as for git.
        link("missing", &folder.path(place));
        run(&folder, "check").ends(0);
        fs::remove_file(folder.path(place)).unwrap();
        fs::create_dir(folder.path(place)).unwrap();
        run(&folder, "check").ends(0);
        fs::remove_dir(folder.path(place)).unwrap();
    }
    // Where nothing is looked for, nothing is wrong.
    folder.write("hooks/.gitignore", "skipped/\n");
    fs::create_dir(folder.path("hooks/skipped")).unwrap();
    fifo(&folder.path("hooks/skipped/.gitignore"));
    run(&folder, "check").ends(0).says_nothing();
}

#[test]
fn files_that_an_option_names_are_read_to_a_bound() {
    let folder = project();
    fs::create_dir(folder.path("templates")).unwrap();
    for thing in ["pipe", "/dev/zero", "missing", "itself"] {
        put(thing, &folder.path("templates/module.hbs"));
        let arguments = ["codegen rust --templates templates"];
        refused(&folder, &arguments, "templates/module.hbs", "");
    }
    for arguments in [
        "render order_status --vars /dev/zero",
        "import /dev/zero",
        "import /dev/zero --out new.yaml",
        "check --baseline /dev/zero",
        "codegen rust --templates /dev/zero",
        "render order_status --vars hooks",
        "import hooks",
        "validate verboo/webhooks/order_status.request hooks",
        "check --baseline hooks",
        "check --stdin-filename hooks",
        "check --stdin-filename /dev/zero",
        "fmt --stdin-filename /dev/zero",
        "diff /dev/zero",
        "check --project /dev/zero",
        "build --out /dev/null",
        "build --out hooks/webhook.yaml",
        "build --out hooks/webhook.yaml/below",
        "schema --out hooks/webhook.yaml",
        "codegen rust --out hooks/webhook.yaml/hooks.rs",
        "graph --out hooks",
        "check --format json=hooks",
        "import payload.json --out hooks",
    ] {
        refused(&folder, &[arguments], "", "error: ");
    }
    put("pipe", &folder.path("pipe"));
    for arguments in ["check --baseline pipe", "check --stdin-filename pipe"] {
        refused(&folder, &[arguments], "pipe", "");
    }
}

/// `/dev/stdin` is what the shell made it: a file is read, a pipe is none.
#[test]
fn the_standard_input_by_its_name() {
    let folder = project();
    let file = || fs::File::open(folder.path("payload.json")).unwrap();
    let validate = "validate verboo/webhooks/order_status.request /dev/stdin";
    finish(command(&folder, validate).stdin(file())).ends(0);
    finish(&mut command(&folder, "check /dev/stdin"))
        .ends(2)
        .complains("neither a file nor a folder");
    finish(command(&folder, "check /dev/stdin").stdin(Stdio::piped())).ends(2);
    finish(command(&folder, "check /dev/stdin").stdin(file())).ends(0);
    finish(command(&folder, "fmt /dev/stdin").stdin(file())).ends(0);
}

#[test]
fn odd_names_are_shown_harmless_or_refused() {
    let folder = project();
    let text = folder
        .read("hooks/webhook.yaml")
        .replace("order_status", "other");
    let text = text.replace("method:", "methd:");
    let name = "hooks/new\nline\u{1b}[31m::error::x.yaml";
    folder.write(name, &text);
    for arguments in READERS {
        let ran = run(&folder, arguments);
        assert!(
            ran.code.is_some_and(|code| code < 3),
            "{arguments}: {ran:?}"
        );
        assert!(
            !ran.all().contains('\u{1b}') && !ran.all().contains("new\nline"),
            "{arguments}: {}",
            ran.all()
        );
    }
    fs::remove_file(folder.path(name)).unwrap();
    for bytes in [&b"hooks/b\xff.yaml"[..], b"hooks/\xff/c.yaml"] {
        let path = folder.path("").join(OsStr::from_bytes(bytes));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &text).unwrap();
        refused(&folder, READERS, "hooks/", "not UTF-8");
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn an_output_inside_of_the_sources_is_no_source() {
    let folder = project();
    folder.write("hookc.yaml", "out: hooks/built\n");
    run(&folder, "build").ends(0);
    let first = tree(&folder.path(""));
    folder.write("hooks/built/mine.yaml", "kind: webhook\n");
    run(&folder, "build").ends(0);
    run(&folder, "check").ends(0).says_nothing();
    fs::remove_file(folder.path("hooks/built/mine.yaml")).unwrap();
    assert_eq!(tree(&folder.path("")), first);
    // Nor are the sources an output: what stands in the way stays.
    folder.write("hookc.yaml", "out: hooks\n");
    let before = tree(&folder.path("hooks"));
    let ran = run(&folder, "build");
    assert!(ran.code != Some(101), "{ran:?}");
    for (path, text) in &before {
        assert_eq!(tree(&folder.path("hooks")).get(path), Some(text), "{path}");
    }
    // Everything, from above.
    folder.write("hookc.yaml", "out: .\n");
    let ran = run(&folder, "build");
    assert!(matches!(ran.code, Some(0..=2)), "{ran:?}");
    assert_eq!(folder.read("hooks/webhook.yaml"), before["webhook.yaml"]);
}
