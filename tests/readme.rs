//! README.md shows what really happens: every `console` block is run and compared, with the programs
//! that stand between them, and every other command is one that `.ci/run` or a test here runs.
//! `UPDATE=1` rewrites the outputs.
#![expect(
    clippy::disallowed_methods,
    reason = "tests look at what stands on the disk"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const CARGO_TARGET: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/codegen-target");

#[test]
#[cfg(unix)]
fn consoles_show_what_is_printed() {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(ROOT).join("tests/readme"), folder.path());
    // Where the reader stands, who has followed every `cd`.
    let mut here = folder.path().to_owned();
    let mut shown = String::new();
    let mut language = "";
    let mut program = String::new();
    for line in readme.lines() {
        if let Some(fence) = line.strip_prefix("```") {
            if let Some(path) = program
                .lines()
                .next()
                .and_then(|line| line.strip_prefix("// "))
            {
                fs::write(here.join(path), &program).unwrap();
            }
            program.clear();
            language = fence;
        } else if language == "console" && !line.starts_with("$ ") {
            continue;
        } else if language == "rust" {
            writeln!(program, "{line}").unwrap();
        }
        writeln!(shown, "{line}").unwrap();
        if let Some(command) = line.strip_prefix("$ ").filter(|_| language == "console") {
            match command.strip_prefix("cd ") {
                Some(to) => here.push(to),
                None => shown.push_str(&run(command, &here).0),
            }
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(Path::new(ROOT).join("README.md"), shown).unwrap();
    } else {
        assert!(
            shown == readme,
            "README.md is not current; UPDATE=1 cargo test rewrites it:\n{shown}"
        );
    }
}

#[test]
fn shell_commands_are_those_that_guard_main() {
    let guard = fs::read_to_string(Path::new(ROOT).join(".ci/run")).unwrap();
    let commands = blocks("sh");
    assert!(commands.len() >= 3, "{commands:?}");
    for command in commands {
        assert!(guard.contains(&command), ".ci/run does not run: {command}");
    }
}

#[test]
#[cfg(unix)]
fn snippets_run() {
    let folder = tempfile::tempdir().unwrap();
    copy(
        &Path::new(ROOT).join("examples/all-platforms"),
        folder.path(),
    );
    let snippets: Vec<String> = blocks("yaml")
        .iter()
        .filter_map(|line| {
            let line = line.trim().trim_start_matches("- ");
            let command = line
                .strip_prefix("run: ")
                .or(line.strip_prefix("entry: "))?;
            Some(command.split(" #").next()?.trim().to_owned())
        })
        .collect();
    assert!(snippets.len() >= 3, "{snippets:?}");
    for command in snippets {
        let (output, code) = run(&command, folder.path());
        assert_eq!(code, Some(0), "{command}: {output}");
    }
}

/// The lines of all blocks of a language.
fn blocks(language: &str) -> Vec<String> {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    let mut lines = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        if let Some(fence) = line.strip_prefix("```") {
            inside = fence == language;
        } else if inside {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// Runs a shell command with this build of hookc; both of its outputs, and its exit code.
#[cfg(unix)]
fn run(command: &str, folder: &Path) -> (String, Option<i32>) {
    let binary = Path::new(env!("CARGO_BIN_EXE_hookc")).parent().unwrap();
    let path = format!(
        "{}:{}",
        binary.display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let output = Command::new("sh")
        .args(["-c", &format!("{command} 2>&1")])
        .current_dir(folder)
        .env("PATH", path)
        .env_remove("NO_COLOR")
        // Crates that hookc itself needs are on the disk; what is compiled of them is kept.
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", CARGO_TARGET)
        .env_remove("COLUMNS")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        output.status.code(),
    )
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
