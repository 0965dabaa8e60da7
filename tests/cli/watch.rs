//! `hookc check --watch`.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use super::{Folder, broken, webhook};

/// A run that watches, killed in the end.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

/// What a run says once it waits.
const WAITING: &str = "note: waiting for changes; Ctrl-C ends";

impl Watching {
    fn start(folder: &Folder, arguments: &str) -> Self {
        // Both outputs are one, so that their order is known.
        let command = format!("exec \"$HOOKC\" check --watch --format concise {arguments} 2>&1");
        let mut child = Command::new("sh")
            .args(["-c", &command])
            .current_dir(folder.path(""))
            .env("HOOKC", env!("CARGO_BIN_EXE_hookc"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = mpsc::channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Self { child, lines }
    }

    /// Everything that the next run prints.
    #[track_caller]
    fn next(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        loop {
            match self.lines.recv_timeout(Duration::from_secs(60)) {
                Ok(line) if line == WAITING => return all,
                Ok(line) => all.push(line),
                Err(error) => panic!("{error} after {all:?}"),
            }
        }
    }

    /// Until a run finds exactly this, by file and rule.
    #[track_caller]
    fn finds(&self, expected: &[&str]) {
        let mut all = Vec::new();
        // A file that an editor replaces may be missing for a moment.
        for _ in 0..5 {
            let lines = self.next();
            let found: Vec<String> = lines.iter().filter_map(|line| short(line)).collect();
            if found == expected {
                return;
            }
            all.push(lines);
        }
        panic!("{expected:?} is not found in {all:?}");
    }

    #[track_caller]
    fn stays_silent(&self) {
        let line = self.lines.recv_timeout(Duration::from_millis(700));
        assert!(line.is_err(), "{line:?}");
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `file rule` of a finding, or an error of the program.
fn short(line: &str) -> Option<String> {
    if line.starts_with("error:") {
        return Some(line.to_owned());
    }
    let (place, rest) = line.split_once(": error[")?;
    let (file, rule) = (place.split(':').next()?, rest.split(']').next()?);
    Some(format!("{file} {rule}"))
}

#[test]
fn each_change_is_checked_again() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("hooks/a.yaml", &webhook("a"))]);
    let watching = Watching::start(&folder, "");
    watching.finds(&[]);
    folder.write("hooks/a.yaml", &broken("a"));
    watching.finds(&["hooks/a.yaml unknown-field"]);
    // A new file, in a new folder, in another new one.
    folder.write("more/deep/b.yaml", &broken("b"));
    watching.finds(&[
        "hooks/a.yaml unknown-field",
        "more/deep/b.yaml unknown-field",
    ]);
    folder.write("more/deep/b.yaml", &webhook("b"));
    watching.finds(&["hooks/a.yaml unknown-field"]);
    fs::remove_file(folder.path("hooks/a.yaml")).unwrap();
    watching.finds(&[]);
}

#[test]
fn editors_replace_files_and_folders_come_back() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("hooks/a.yaml", &webhook("a"))]);
    let watching = Watching::start(&folder, "");
    watching.finds(&[]);
    for text in [broken("a"), webhook("a"), broken("a")] {
        // As vim does it: the old file becomes a backup, the new one gets its name.
        fs::rename(folder.path("hooks/a.yaml"), folder.path("hooks/a.yaml~")).unwrap();
        folder.write("hooks/4913.tmp", &text);
        fs::rename(folder.path("hooks/4913.tmp"), folder.path("hooks/a.yaml")).unwrap();
        let expected: &[&str] = if text.contains("colour") {
            &["hooks/a.yaml unknown-field"]
        } else {
            &[]
        };
        watching.finds(expected);
    }
    // As git does it when another branch is checked out.
    fs::remove_dir_all(folder.path("hooks")).unwrap();
    folder.write("hooks/b.yaml", &broken("b"));
    watching.finds(&["hooks/b.yaml unknown-field"]);
    folder.write("hooks/b.yaml", &webhook("b"));
    watching.finds(&[]);
}

#[test]
fn the_manifest_the_ignored_and_schemas_count_too() {
    let hook = "kind: webhook\nplatform: verboo\nname: a\nurl: https://a.example/\nmethod: GET\n\
                response: { schema: ../schemas/a.json, example: { n: 1 } }\nresponse_directive: Say it.\n";
    let folder = Folder::with(&[
        ("hookc.yaml", "sources: [hooks]\n"),
        ("hooks/a.yaml", hook),
        ("schemas/a.json", "{}"),
        ("other/b.yaml", &broken("b")),
    ]);
    let watching = Watching::start(&folder, "");
    watching.finds(&[]);
    folder.write("schemas/a.json", "{ \"type\": \"array\" }");
    watching.finds(&["hooks/a.yaml invalid-example"]);
    folder.write("schemas/a.json", "{ \"type\": \"object\" }");
    watching.finds(&[]);
    folder.write("hookc.yaml", "sources: [hooks, other]\n");
    watching.finds(&["other/b.yaml unknown-field"]);
    folder.write(".gitignore", "b.yaml\n");
    watching.finds(&[]);
    fs::remove_file(folder.path("hookc.yaml")).unwrap();
    folder.write("hookc.yml", "");
    watching.finds(&["error: `hookc.yml` is not read: a manifest is named `hookc.yaml`"]);
    fs::rename(folder.path("hookc.yml"), folder.path("hookc.yaml")).unwrap();
    watching.finds(&[]);
}

#[test]
fn what_changes_nothing_and_own_reports_wake_nobody() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &broken("a"))]);
    let watching = Watching::start(
        &folder,
        "--format json=report.json --format sarif=r/a.sarif",
    );
    assert!(
        watching
            .next()
            .iter()
            .any(|line| line.starts_with("error: cannot write"))
    );
    drop(watching);
    let watching = Watching::start(&folder, "--format json=report.json");
    watching.finds(&["a.yaml unknown-field"]);
    watching.stays_silent();
    folder.write("notes.txt", "something");
    folder.write("a.yaml", &broken("a"));
    folder.run("build").ends(1);
    watching.stays_silent();
    folder.write("a.yaml", &webhook("a"));
    watching.finds(&[]);
    assert!(folder.read("report.json").contains("\"diagnostics\": []"));
}

#[test]
fn no_change_during_a_check_is_lost() {
    let folder = Folder::with(&[("hookc.yaml", "")]);
    // Enough that a check takes longer than the pauses between the changes.
    let text: Vec<String> = (0..60).map(|n| webhook(&format!("w{n}"))).collect();
    for file in 0..20 {
        let text = text
            .join("---\n")
            .replace("name: w", &format!("name: w{file}x"));
        folder.write(&format!("{file}.yaml"), &text);
    }
    let watching = Watching::start(&folder, "");
    watching.finds(&[]);
    for round in 0..12_u64 {
        let text = if round % 2 == 0 {
            broken("a")
        } else {
            webhook("a")
        };
        folder.write("a.yaml", &text);
        std::thread::sleep(Duration::from_millis(37 * (round % 5)));
    }
    folder.write("last.yaml", &broken("last"));
    // However many runs there are: the last one has seen the last change.
    let mut last = Vec::new();
    while let Ok(line) = watching.lines.recv_timeout(Duration::from_secs(3)) {
        if line == WAITING {
            continue;
        }
        last.extend(short(&line));
    }
    assert_eq!(
        last.last().map(String::as_str),
        Some("last.yaml unknown-field")
    );
}

#[test]
fn named_files_are_watched_and_missing_ones_waited_for() {
    let folder = Folder::with(&[
        ("hookc.yaml", ""),
        ("a.yaml", &webhook("a")),
        ("b.yaml", &broken("b")),
    ]);
    let watching = Watching::start(&folder, "a.yaml new.yaml");
    watching.finds(&["error: `new.yaml` does not exist"]);
    folder.write("new.yaml", &broken("new"));
    watching.finds(&["new.yaml unknown-field"]);
    folder.write("a.yaml", &broken("a"));
    watching.finds(&["a.yaml unknown-field", "new.yaml unknown-field"]);
}

#[test]
fn a_new_project_below_is_found() {
    let folder = Folder::with(&[("one/hookc.yaml", ""), ("one/a.yaml", &broken("a"))]);
    let watching = Watching::start(&folder, "");
    watching.finds(&["one/a.yaml unknown-field"]);
    folder.write("two/deep/b.yaml", &broken("b"));
    folder.write("two/hookc.yaml", "");
    watching.finds(&["one/a.yaml unknown-field", "two/deep/b.yaml unknown-field"]);
}

#[test]
fn an_interrupt_ends_it_and_fixes_are_not_made() {
    let folder = Folder::with(&[("hookc.yaml", ""), ("a.yaml", &broken("a"))]);
    folder.run("check --watch --fix").ends(2);
    folder.run("check --watch --stdin-filename a.yaml").ends(2);
    if ignores_interrupts() {
        println!("skipped: whoever started this test has it ignore interrupts");
        return;
    }
    let mut watching = Watching::start(&folder, "");
    watching.finds(&["a.yaml unknown-field"]);
    let process = watching.child.id().to_string();
    let mut interrupt = Command::new("kill");
    assert!(
        interrupt
            .args(["-INT", &process])
            .status()
            .unwrap()
            .success()
    );
    // To a shell that is 130.
    assert_eq!(watching.child.wait().unwrap().signal(), Some(2));
}

/// Whether this process, and so every one that it starts, ignores SIGINT, as jobs in the background
/// of a script do.
fn ignores_interrupts() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.is_some_and(|mask| mask & 1 << 1 != 0)
}
