//! Disks that are full: nothing is half written, and what was there stays.

use std::process::Command;

use super::{Folder, finish, project, run, tree};

/// Commands that write, and where.
const WRITERS: &[&str] = &[
    "build",
    "build --out out",
    "fmt",
    "check --fix --format json=report.json",
    "check --format sarif=report.json",
    "check --write-baseline baseline.json",
    "codegen rust --out hooks.rs",
    "codegen rust --out crate",
    "graph --format html --out graph.html",
    "schema --out schemas",
    "import webhook.json --out hooks/new.yaml",
    "test --format junit=tests.xml",
    "init new",
    "man --out man",
];

fn filled() -> Folder {
    let folder = project();
    // Larger than what is left.
    let big = "Tell the customer. ".repeat(6_000);
    let text = folder
        .read("hooks/webhook.yaml")
        .replace("Tell the customer.", big.trim());
    let text = text.replace("method: POST", "method:   POST");
    folder.write("hooks/webhook.yaml", &text);
    folder.write("hooks/second.yaml", &text.replace("order_status", "second"));
    let trigger = folder.read("hooks/trigger.yaml");
    folder.write(
        "hooks/trigger.yaml",
        &trigger.replace("[order_status]", "[order_status, second]"),
    );
    folder.write(
        "webhook.json",
        &format!(
            "{{ \"type\": \"WEBHOOK\", \"url\": \"https://a.example/\", \"method\": \"GET\", \
             \"responseDirective\": \"{}\" }}",
            big.trim()
        ),
    );
    folder
}

/// `ulimit -f`: no file may grow beyond this. The signal that says so is ignored, as services do.
#[test]
fn files_that_may_not_grow_are_not_left_in_half() {
    for arguments in WRITERS {
        let folder = filled();
        let before = tree(&folder.path(""));
        let mut limited = Command::new("sh");
        limited
            .args([
                "-c",
                &format!("trap '' XFSZ; ulimit -f 0; exec \"$0\" {arguments}"),
            ])
            .arg(env!("CARGO_BIN_EXE_hookc"))
            .current_dir(folder.path(""));
        // Even the streams of the tests are files.
        limited
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::piped());
        let output = limited.output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments}: {stderr}");
        assert!(
            stderr.contains("error: cannot write") && stderr.contains("file too large"),
            "{arguments}: {stderr}"
        );
        same_files(&folder, &before, arguments);
    }
}

/// All files are what they were; there may be new folders.
fn same_files(folder: &Folder, before: &std::collections::BTreeMap<String, String>, what: &str) {
    let mut after = tree(&folder.path(""));
    after.retain(|path, text| text != "a folder" || before.contains_key(path));
    assert_eq!(&after, before, "{what}");
}

/// A file system of its own with room for a part of what is written.
#[test]
fn a_full_disk_keeps_what_was_there() {
    let mount = "mount -t tmpfs -o size=\"$1\" none disk";
    let try_it = Command::new("unshare")
        .args([
            "-rm",
            "sh",
            "-c",
            &format!("mkdir -p disk && {mount}"),
            "sh",
            "64k",
        ])
        .current_dir(Folder::new().path(""))
        .output();
    if !try_it.is_ok_and(|output| output.status.success()) {
        println!("skipped: no file system can be mounted here");
        return;
    }
    let full = filled();
    run(&full, "build --out whole").ends(0);
    let whole = tree(&full.path("whole"));
    for room in ["4k", "60k", "120k", "160k"] {
        let folder = filled();
        // The old output is small, and the room is for a part of the new one.
        let script = "set -e; mkdir disk; mount -t tmpfs -o size=\"$1\" none disk; \
                      set +e; \"$0\" build --out disk/out >said 2>&1; echo $? >code; \
                      cp -r disk/out after 2>/dev/null; exit 0";
        let mut command = Command::new("unshare");
        command
            .args(["-rm", "sh", "-c", script, env!("CARGO_BIN_EXE_hookc"), room])
            .current_dir(folder.path(""));
        finish(&mut command).ends(0);
        let said = folder.read("said");
        assert_eq!(folder.read("code"), "2\n", "{room}: {said}");
        assert!(said.contains("no space left on device"), "{room}: {said}");
        if !folder.has("after") {
            continue;
        }
        let after = tree(&folder.path("after"));
        assert!(
            !after.contains_key("index.json"),
            "{room}: the index comes last"
        );
        for (path, text) in after {
            assert_eq!(whole.get(&path), Some(&text), "{room}: {path}");
        }
    }
}

#[test]
fn sources_survive_a_full_disk() {
    let folder = filled();
    let script = "set -e; mkdir disk; mount -t tmpfs -o size=400k none disk; \
                  cp -r hooks hookc.yaml disk; cd disk; set +e; \
                  head -c 400000 /dev/zero >filler 2>/dev/null; \
                  \"$0\" fmt >../said 2>&1; echo $? >../code; cp -r hooks ../after; \
                  ls -A hooks >../names";
    let mut command = Command::new("unshare");
    command
        .args(["-rm", "sh", "-c", script, env!("CARGO_BIN_EXE_hookc")])
        .current_dir(folder.path(""));
    let ran = finish(&mut command);
    if ran.code != Some(0) {
        println!(
            "skipped: no file system can be mounted here: {}",
            ran.stderr
        );
        return;
    }
    assert_eq!(folder.read("code"), "2\n");
    assert!(folder.read("said").contains("no space left on device"));
    assert_eq!(
        folder.read("names"),
        "second.yaml\ntrigger.yaml\nwebhook.yaml\n"
    );
    assert_eq!(tree(&folder.path("after")), tree(&folder.path("hooks")));
}
