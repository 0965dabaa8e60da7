//! What a stranger's repository, a full disk or a closed pipe can do to the program: nothing but make
//! it end, in time, within its memory, with a sentence.
#![cfg(target_os = "linux")]

mod bounds;
mod disk;
mod files;
mod permissions;
mod streams;
mod texts;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Seek as _};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{Folder, Ran};

/// The memory that a run may take for data, in KiB; the system refuses more.
const MEMORY: u64 = 400 * 1024;
/// How long a run may take on a busy machine before it counts as one that hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// Every command that reads the whole project.
const READERS: &[&str] = &[
    "check",
    "check --format json",
    "check --fix",
    "check --unsafe-fixes --diff",
    "check --write-baseline baseline.json",
    "build",
    "build --check",
    "fmt",
    "fmt --check",
    "codegen rust",
    "codegen rust --out hooks.rs",
    "graph",
    "graph --format html --out graph.html",
    "schema verboo/webhooks/order_status.request",
    "schema --out schemas",
    "render order_status --set order_number=1",
    "test",
    "validate verboo/webhooks/order_status.request payload.json",
    "diff old",
];

/// A project in which every command has something to do, and an older state of it.
fn project() -> Folder {
    let webhook = "kind: webhook\nplatform: verboo\nname: order_status\n\
                   url: https://shop.example/orders\nmethod: POST\nbody:\n  number: $order_number\n\
                   response_directive: Tell the customer.\ntests:\n  - name: one\n    \
                   given: { order_number: A1 }\n    expect:\n      body: { number: A1 }\n";
    let trigger = "kind: trigger\nplatform: verboo\nname: order\n\
                   description: Call when the customer asks where an order is.\nparameters:\n  \
                   type: object\n  properties:\n    \
                   order_number: { type: string, description: The number }\n  \
                   required: [order_number]\nwebhooks: [order_status]\n";
    Folder::with(&[
        ("hookc.yaml", "project: shop\n"),
        ("hooks/webhook.yaml", webhook),
        ("hooks/trigger.yaml", trigger),
        ("payload.json", "{ \"number\": \"A1\" }\n"),
        (".hidden/README", "what is hidden is nobody's source"),
        ("old/hookc.yaml", ""),
        ("old/webhook.yaml", webhook),
        ("old/trigger.yaml", trigger),
    ])
}

/// A command with arguments that are separated by blanks, which gets no more memory than `kib`.
fn command_within(folder: &Folder, kib: u64, arguments: &str) -> Command {
    // What the machine says of itself is taken off there.
    let plain = folder.command_in("");
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("ulimit -d {kib} && exec \"$0\" \"$@\"")])
        .arg(plain.get_program())
        .args(arguments.split_whitespace())
        .current_dir(folder.path(""))
        .stdin(Stdio::null())
        // The stacks of threads count as data.
        .env("RAYON_NUM_THREADS", "2");
    for (name, _) in plain.get_envs() {
        command.env_remove(name);
    }
    command
}

fn command(folder: &Folder, arguments: &str) -> Command {
    command_within(folder, MEMORY, arguments)
}

/// Runs a command to its end, which has to come.
#[track_caller]
fn finish(command: &mut Command) -> Ran {
    let mut streams = [tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap()];
    command
        .stdout(streams[0].try_clone().unwrap())
        .stderr(streams[1].try_clone().unwrap());
    let mut child = command.spawn().unwrap();
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{command:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(3));
    };
    let [stdout, stderr] = streams.each_mut().map(|stream| {
        let mut bytes = Vec::new();
        stream.rewind().unwrap();
        stream.read_to_end(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    });
    let ran = Ran {
        code: status.code(),
        stdout,
        stderr,
    };
    assert!(
        !ran.stderr.contains("panicked") && !ran.stderr.contains("RUST_BACKTRACE"),
        "{command:?}:\n{}",
        ran.stderr
    );
    ran
}

fn run(folder: &Folder, arguments: &str) -> Ran {
    finish(&mut command(folder, arguments))
}

impl Ran {
    /// What is printed on both streams.
    fn all(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

/// Everything below a folder: texts of files, and what else there is.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    fn walk(folder: &Path, top: &Path, tree: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .strip_prefix(top)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            let found = path.symlink_metadata().unwrap();
            if found.is_dir() {
                tree.insert(name, "a folder".to_owned());
                walk(&path, top, tree);
            } else if found.is_file() && found.len() < 1 << 20 {
                let bytes = fs::read(&path).unwrap();
                tree.insert(name, String::from_utf8_lossy(&bytes).into_owned());
            } else {
                let kind = found.file_type();
                tree.insert(name, format!("{kind:?} of {} bytes", found.len()));
            }
        }
    }
    let mut tree_of = BTreeMap::new();
    walk(folder, folder, &mut tree_of);
    tree_of
}

fn fifo(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

fn link(target: &str, path: &Path) {
    symlink(target, path).unwrap();
}
