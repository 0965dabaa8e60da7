//! A build that is killed leaves every file as it was or as it will be.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Duration;

use super::{Folder, webhook};

const FILES: usize = 150;

/// The same project with other contents.
fn write_project(folder: &Folder, topic: &str) {
    folder.write("hookc.yaml", "");
    let all: Vec<String> = (0..FILES)
        .map(|n| webhook(&format!("w{n}")).replace("chat.close", topic))
        .collect();
    folder.write("a.yaml", &all.join("---\n"));
}

fn output(folder: &Folder) -> BTreeMap<String, String> {
    let files = folder.files("dist").into_iter();
    files
        .map(|path| (path.clone(), folder.read(&format!("dist/{path}"))))
        .collect()
}

fn is_unfinished(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap();
    name.starts_with(".hookc-")
}

#[test]
fn a_killed_build_leaves_old_or_new_files() {
    let folder = Folder::new();
    let states = ["chat.close", "chat.create"].map(|topic| {
        write_project(&folder, topic);
        folder.run("build").ends(0);
        output(&folder)
    });
    let mut killed = 0;
    for round in 0..30_usize {
        let topic = ["chat.close", "chat.create"][round % 2];
        write_project(&folder, topic);
        let mut child = folder
            .command_in("")
            .arg("build")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let micros = u64::try_from(round).unwrap();
        // Spread over the time that a build takes, in an order that is no ramp.
        std::thread::sleep(Duration::from_micros(2_000 + (micros * 7_919) % 60_000));
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        for (path, text) in output(&folder) {
            if is_unfinished(&path) {
                continue;
            }
            assert!(
                states.iter().any(|state| state.get(&path) == Some(&text)),
                "{path} is neither old nor new in round {round}"
            );
        }
    }
    println!("{killed} of 30 builds were killed");
    folder.run("build").ends(0);
    assert_eq!(output(&folder), states[1], "leftovers are cleared away");
}

#[test]
fn leftovers_of_a_killed_build_are_removed() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &webhook("a"))]);
    folder.write("dist/.hookc-a1b2c3.tmp", "half");
    folder.write("dist/ebbot/webhooks/.hookc-x.tmp", "half");
    folder.write("dist/ebbot/webhooks/.other.tmp", "mine");
    folder.run("build").ends(0);
    assert!(!folder.has("dist/.hookc-a1b2c3.tmp"));
    assert!(!folder.has("dist/ebbot/webhooks/.hookc-x.tmp"));
    assert!(folder.has("dist/ebbot/webhooks/.other.tmp"));
}

#[test]
fn builds_at_once_take_turns() {
    let folder = Folder::new();
    write_project(&folder, "chat.create");
    folder.run("build").ends(0);
    let new = output(&folder);
    write_project(&folder, "chat.close");
    folder.run("build").ends(0);
    write_project(&folder, "chat.create");
    let builds: Vec<_> = (0..4)
        .map(|_| {
            let mut command = folder.command_in("");
            command.arg("build").stdout(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut build in builds {
        assert!(build.wait().unwrap().success());
    }
    assert_eq!(output(&folder), new);
}
