//! The command as people run it: the built program in real folders.
#![expect(
    clippy::disallowed_methods,
    reason = "tests write projects to the disk and read what becomes of them"
)]

mod baseline;
mod build;
mod check;
mod diff;
mod fmt;
mod formats;
mod graph;
mod hostile;
mod import;
mod init;
mod kill;
mod projects;
mod render;
mod same_bytes;
mod schema;
mod shells;
mod stdin;
mod validate;
mod watch;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder to run the program in.
struct Folder {
    folder: TempDir,
}

/// What a run came to.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Folder {
    /// An empty folder, outside of any repository and project.
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder with files.
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn has(&self, path: &str) -> bool {
        self.path(path).symlink_metadata().is_ok()
    }

    /// Every file below a folder, by its path from there.
    fn files(&self, path: &str) -> Vec<String> {
        fn walk(folder: &Path, top: &Path, files: &mut Vec<String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, top, files);
                } else {
                    let below = path.strip_prefix(top).unwrap();
                    files.push(below.to_str().unwrap().to_owned());
                }
            }
        }
        let mut files = Vec::new();
        let top = self.path(path);
        walk(&top, &top, &mut files);
        files.sort();
        files
    }

    /// Runs the program in a folder below, with arguments that are separated by blanks.
    fn run_in(&self, below: &str, arguments: &str) -> Ran {
        run(self.command_in(below).args(arguments.split_whitespace()))
    }

    fn run(&self, arguments: &str) -> Ran {
        self.run_in("", arguments)
    }

    fn command_in(&self, below: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hookc"));
        command.current_dir(self.path(below));
        // What the machine that runs these tests says of itself is not what they are about.
        for name in [
            "NO_COLOR",
            "GITHUB_WORKSPACE",
            "GITHUB_STEP_SUMMARY",
            "CI_PROJECT_DIR",
        ] {
            command.env_remove(name);
        }
        command
    }
}

fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the program with a standard input.
fn run_with_input(command: &mut Command, input: &[u8]) -> Ran {
    let command = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // The program may end before it has read all of it.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Ran {
    /// The exit code has to be this one.
    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "\nstdout:\n{}\nstderr:\n{}",
            self.stdout,
            self.stderr
        );
        self
    }

    /// Nothing may be printed.
    #[track_caller]
    fn says_nothing(self) -> Self {
        assert_eq!((&*self.stdout, &*self.stderr), ("", ""));
        self
    }

    /// The files in which something was found, each once, as `--format concise` names them.
    fn found_in(&self) -> Vec<String> {
        let mut files: Vec<String> = self
            .stdout
            .lines()
            .filter(|line| line.contains(": error[") || line.contains(": warning["))
            .map(|line| line.split(':').next().unwrap().to_owned())
            .collect();
        files.dedup();
        files
    }

    /// The standard error has to hold this.
    #[track_caller]
    fn complains(self, text: &str) -> Self {
        assert!(
            self.stderr.contains(text),
            "`{text}` is not in:\n{}",
            self.stderr
        );
        self
    }
}

/// A webhook without a mistake that no trigger has to call.
fn webhook(name: &str) -> String {
    format!(
        "kind: webhook\nplatform: ebbot\nname: {name}\ndirection: outgoing\ntopics: [chat.close]\n\
         url: https://crm.example/{name}/${{secret.PATH}}\n"
    )
}

/// A webhook with one mistake, an unknown field.
fn broken(name: &str) -> String {
    format!("{}colour: red\n", webhook(name))
}
