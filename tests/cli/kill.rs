//! A run that is killed leaves every file as it was or as it will be.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::{Folder, webhook};

/// Rounds in which a build is killed; every other one by SIGINT.
const ROUNDS: usize = 200;

/// Moments in an order that is no ramp, the same in every run.
struct Moments(u64);

impl Moments {
    /// A time below this one.
    fn below(&mut self, longest: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let micros = u64::try_from(longest.as_micros()).unwrap().max(1);
        Duration::from_micros(self.0 % micros)
    }
}

/// A project in one of two states: between them files change, come and go.
fn write_project(folder: &Folder, is_new: bool) {
    folder.write("hookc.yaml", "");
    let names = if is_new { 8..40 } else { 0..32 };
    let topic = if is_new { "chat.create" } else { "chat.close" };
    let all: Vec<String> = names
        .map(|n| webhook(&format!("w{n}")))
        .enumerate()
        // Some say the same in both.
        .map(|(n, text)| match n % 4 {
            0 => text,
            _ => text.replace("chat.close", topic),
        })
        .collect();
    folder.write("a.yaml", &all.join("---\n"));
}

type Tree = BTreeMap<String, String>;

fn output(folder: &Folder) -> Tree {
    let files = folder.files("dist").into_iter();
    files
        .map(|path| (path.clone(), folder.read(&format!("dist/{path}"))))
        .collect()
}

fn is_unfinished(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap();
    name.starts_with(".hookc-")
}

/// When a run is ended.
enum Moment {
    /// So long after its start.
    After(Duration),
    /// So long after something of what it writes can be seen.
    AfterChange(Duration),
}

/// Starts a run and ends it, with SIGINT or SIGKILL. `has_begun` says whether it writes.
fn strike(
    folder: &Folder,
    arguments: &str,
    moment: &Moment,
    interrupts: bool,
    has_begun: &dyn Fn() -> bool,
) -> ExitStatus {
    let mut child = folder
        .command_in("")
        .args(arguments.split_whitespace())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    match moment {
        Moment::After(time) => std::thread::sleep(*time),
        Moment::AfterChange(time) => {
            while !has_begun() && child.try_wait().unwrap().is_none() {
                std::thread::yield_now();
            }
            std::thread::sleep(*time);
        }
    }
    if interrupts {
        let kill = format!("kill -INT {}", child.id());
        // It may have ended by itself.
        let mut shell = Command::new("sh");
        let _ = shell.args(["-c", &kill]).stderr(Stdio::null()).status();
    } else {
        child.kill().unwrap();
    }
    let status = child.wait().unwrap();
    let signal = if interrupts { 2 } else { 9 };
    assert!(
        status.success() || status.signal() == Some(signal),
        "{status:?}"
    );
    status
}

/// How long a run takes that is left alone.
fn duration(folder: &Folder, arguments: &str) -> Duration {
    let start = Instant::now();
    folder.run(arguments).ends(0);
    start.elapsed()
}

fn restore(folder: &Folder, tree: &Tree) {
    let _ = fs::remove_dir_all(folder.path("dist"));
    for (path, text) in tree {
        folder.write(&format!("dist/{path}"), text);
    }
}

/// Says where a tree is between two states, and fails where it is elsewhere.
fn judge(tree: &Tree, old: &Tree, new: &Tree, round: usize) -> &'static str {
    let finished: Tree = tree
        .iter()
        .filter(|(path, _)| !is_unfinished(path))
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect();
    for (path, text) in &finished {
        assert!(
            [old, new].iter().any(|state| state.get(path) == Some(text)),
            "{path} is neither old nor new in round {round}"
        );
    }
    // What is in both states is never missing.
    for path in old.keys().filter(|path| new.contains_key(*path)) {
        assert!(
            finished.contains_key(path),
            "{path} is gone in round {round}"
        );
    }
    if finished["index.json"] == new["index.json"] {
        assert_eq!(
            &finished, new,
            "the index was not the last in round {round}"
        );
        return "new";
    }
    if &finished == old { "old" } else { "between" }
}

#[test]
fn two_hundred_killed_builds_leave_old_or_new_files() {
    let folders = [false, true].map(|is_new| {
        let folder = Folder::new();
        write_project(&folder, is_new);
        folder.run("build").ends(0);
        folder
    });
    let trees = [output(&folders[0]), output(&folders[1])];
    let mut moments = Moments(0x9e37_79b9_7f4a_7c15);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    restore(&folders[0], &trees[1]);
    let longest = duration(&folders[0], "build");
    for round in 0..ROUNDS {
        // Both ways, by both signals, at any moment and while it writes.
        let (to, interrupts) = (round % 2, round % 4 > 1);
        let (folder, old, new) = (&folders[to], &trees[1 - to], &trees[to]);
        restore(folder, old);
        let moment = match round % 8 {
            0..4 => Moment::After(moments.below(longest * 5 / 4)),
            _ => Moment::AfterChange(moments.below(longest / 4)),
        };
        let first = folder.path("dist/ebbot/webhooks");
        let known = fs::read_dir(&first).unwrap().count();
        let before = fs::metadata(&first).unwrap().modified().unwrap();
        let has_begun = || {
            fs::metadata(&first).is_ok_and(|now| now.modified().unwrap() != before)
                || fs::read_dir(&first).is_ok_and(|now| now.count() != known)
        };
        let status = strike(folder, "build", &moment, interrupts, &has_begun);
        let tree = output(folder);
        let place = judge(&tree, old, new, round);
        *counts.entry(place).or_default() += 1;
        *counts.entry("ended by a signal").or_default() += usize::from(!status.success());
        let has_leftover = tree.keys().any(|path| is_unfinished(path));
        *counts.entry("with a leftover").or_default() += usize::from(has_leftover);
        if status.success() {
            assert_eq!(&tree, new, "round {round}");
        }
        if place == "between" || has_leftover {
            folder.run("build").ends(0);
            assert_eq!(&output(folder), new, "repaired after round {round}");
        }
    }
    println!("of {ROUNDS} builds: {counts:?}");
}

/// Sources that `fmt` and `--fix` rewrite: in several folders, with a mistake that is mended.
fn sources() -> Vec<(String, String)> {
    let text = |n: usize| {
        let text = webhook(&format!("w{n}")).replace("direction:", "direction:   ");
        text.replace("topics:", "topcs:")
    };
    (0..24)
        .map(|n| (format!("hooks/{}/w{n}.yaml", n % 3), text(n)))
        .collect()
}

#[test]
fn killed_rewrites_leave_whole_sources() {
    let mut moments = Moments(0x2545_f491_4f6c_dd1d);
    for arguments in ["fmt", "check --unsafe-fixes"] {
        let folder = Folder::with(&[("hookc.yaml", "")]);
        let old = sources();
        let put = || {
            for (path, text) in &old {
                folder.write(path, text);
            }
        };
        put();
        let start = Instant::now();
        let code = folder.run(arguments).code;
        let longest = start.elapsed();
        assert!(code.is_some_and(|code| code < 2), "{arguments}");
        let new: Tree = old
            .iter()
            .map(|(path, _)| (path.clone(), folder.read(path)))
            .collect();
        assert!(
            old.iter().all(|(path, text)| &new[path] != text),
            "{arguments}"
        );
        let mut counts = [0; 4];
        for round in 0..24 {
            put();
            let moment = match round % 4 {
                0 => Moment::After(moments.below(longest)),
                _ => Moment::AfterChange(moments.below(longest / 8)),
            };
            let staged = || {
                let names = fs::read_dir(folder.path("hooks/2")).unwrap().flatten();
                names.count() > old.len() / 3
            };
            strike(&folder, arguments, &moment, round % 2 == 0, &staged);
            let mut is_new = 0;
            for (path, text) in &old {
                let now = folder.read(path);
                assert!(&now == text || now == new[path], "{path} in round {round}");
                is_new += usize::from(now == new[path]);
            }
            let files = folder.files("hooks");
            counts[0] += usize::from(is_new == 0);
            counts[1] += usize::from(is_new > 0 && is_new < old.len());
            counts[2] += usize::from(is_new == old.len());
            counts[3] += usize::from(files.iter().any(|path| is_unfinished(path)));
        }
        println!("{arguments}: {counts:?} old, between, new, with leftovers");
        put();
        folder.run(arguments);
        let files = folder.files("hooks");
        assert_eq!(
            files.len(),
            old.len(),
            "leftovers are cleared away: {files:?}"
        );
    }
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
fn leftovers_of_other_killed_runs_are_removed() {
    for arguments in [
        "check --format json=here/report.json",
        "check --write-baseline here/baseline.json",
        "graph --out here/graph.md",
        "schema --out here",
        "codegen rust --out here/hooks.rs",
        "fmt",
    ] {
        let text = webhook("a").replace("name:", "name:  ");
        let folder = Folder::with(&[("hookc.yaml", ""), ("here/a.yaml", &text)]);
        folder.write("here/.hookc-a1b2c3.tmp", "half");
        folder.write("here/.hookc-mine", "whole");
        folder.run(arguments).ends(0);
        assert!(!folder.has("here/.hookc-a1b2c3.tmp"), "{arguments}");
        assert!(folder.has("here/.hookc-mine"), "{arguments}");
    }
}

#[test]
fn builds_at_once_take_turns() {
    let folder = Folder::new();
    write_project(&folder, true);
    folder.run("build").ends(0);
    let new = output(&folder);
    write_project(&folder, false);
    folder.run("build").ends(0);
    write_project(&folder, true);
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

/// Several runs of `fmt` at once, as hooks start them: each file is whole, and nothing is left.
#[test]
fn rewrites_at_once_take_turns() {
    let folder = Folder::with(&[("hookc.yaml", "")]);
    let old = sources();
    for (path, text) in &old {
        folder.write(path, text);
    }
    let runs: Vec<_> = (0..4)
        .map(|_| {
            let mut command = folder.command_in("");
            let command = command.arg("fmt").stdout(Stdio::null());
            command.stderr(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut run in runs {
        // One that comes too late says that the files changed.
        assert!(matches!(run.wait().unwrap().code(), Some(0 | 2)));
    }
    folder.run("fmt --check").ends(0);
    assert_eq!(folder.files("hooks").len(), old.len());
}
