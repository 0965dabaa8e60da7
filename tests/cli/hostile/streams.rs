//! Standard streams that are full, closed, or end early.

use std::fs;
use std::io::Read as _;
use std::process::{Command, Stdio};

use super::{Folder, command, finish, project, run, tree};

/// Every command that prints something, with the exit code that it has where it can.
const PRINTERS: &[(&str, i32)] = &[
    ("check --format concise", 1),
    ("check --format json", 1),
    ("check --format sarif", 1),
    ("check --format github", 1),
    ("check --format gitlab", 1),
    ("check --format junit", 1),
    ("check --unsafe-fixes --diff", 1),
    ("check --project fine --format json", 0),
    ("build", 1),
    ("build --project fine --check", 1),
    ("build --project fine", 0),
    ("fmt --check", 1),
    ("fmt --project fine --diff", 0),
    ("codegen rust --project fine", 0),
    ("codegen rust --project fine --out hooks.rs", 0),
    ("graph --project fine", 0),
    ("graph --project fine --format svg", 0),
    ("schema --project fine --list", 0),
    ("schema definition --project fine", 0),
    ("render order_status --project fine --set order_number=1", 0),
    ("test --project fine", 0),
    ("validate --list", 0),
    (
        "validate verboo/webhooks/order_status.request payload.json --project fine",
        0,
    ),
    ("diff old --project fine", 0),
    ("import webhook.json --project fine", 0),
    ("explain unknown-field", 0),
    ("rules", 0),
    ("completions bash", 0),
    ("man", 0),
    ("--help", 0),
    ("check --help", 0),
    ("--version", 0),
];

/// A folder with a project that has findings, and one in it, `fine`, that has none.
fn projects() -> Folder {
    let fine = project();
    let folder = Folder::with(&[
        ("hookc.yaml", ""),
        (
            "odd.yaml",
            "kind: webhook\nplatform: verboo\nname: odd\nurl:  http://a.example/\nmethd: GET\n",
        ),
        (
            "fine/webhook.json",
            "{ \"type\": \"WEBHOOK\", \"url\": \"https://a.example/\", \"method\": \"GET\" }",
        ),
    ]);
    for (path, text) in tree(&fine.path("")) {
        if fine.path(&path).is_file() {
            folder.write(&format!("fine/{path}"), &text);
        }
    }
    // Something for each command to say.
    let webhook = folder.read("fine/hooks/webhook.yaml");
    let webhook = webhook.replace("Tell the customer.", "Tell  the customer all.");
    folder.write(
        "fine/hooks/webhook.yaml",
        &webhook.replace("method: POST", "method:   POST"),
    );
    folder
}

#[test]
fn a_full_standard_output_is_told_by_every_command() {
    let folder = projects();
    for &(arguments, _) in PRINTERS {
        let mut command = folder.command_in("");
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let child = command
            .args(arguments.split_whitespace())
            .stdin(Stdio::null())
            .stdout(full)
            .output()
            .unwrap();
        let stderr = String::from_utf8(child.stderr).unwrap();
        assert_eq!(child.status.code(), Some(2), "{arguments}: {stderr}");
        assert!(
            stderr.contains("cannot write to the standard output: no space left on device"),
            "{arguments}: {stderr}"
        );
    }
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let folder = projects();
    for &(arguments, code) in PRINTERS {
        let _ = fs::remove_dir_all(folder.path("fine/dist"));
        let mut child = folder
            .command_in("")
            .args(arguments.split_whitespace())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Gone before anything is written.
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments}: {stderr}");
        assert!(!stderr.contains("error"), "{arguments}: {stderr}");
    }
}

/// `<&-`, `>&-`, `2>&-`
#[test]
fn closed_streams_bring_no_command_down() {
    let folder = projects();
    let program = env!("CARGO_BIN_EXE_hookc");
    for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
        for &(arguments, code) in PRINTERS {
            let _ = fs::remove_dir_all(folder.path("fine/dist"));
            let _ = fs::remove_file(folder.path("fine/hooks.rs"));
            let before = tree(&folder.path(""));
            let mut shell = Command::new("sh");
            shell
                .args(["-c", &format!("exec \"$0\" {arguments} {closed}"), program])
                .current_dir(folder.path(""))
                .env_remove("GITHUB_STEP_SUMMARY");
            let ran = finish(&mut shell);
            assert_eq!(ran.code, Some(code), "{arguments} {closed}: {ran:?}");
            // What would have been printed must not end up in a file that took the number.
            if !arguments.starts_with("build") && !arguments.contains("--out") {
                assert_eq!(tree(&folder.path("")), before, "{arguments} {closed}");
            }
        }
    }
    let mut shell = Command::new("sh");
    shell
        .args([
            "-c",
            "exec \"$0\" fmt --stdin-filename fine/a.yaml <&-",
            program,
        ])
        .current_dir(folder.path(""));
    finish(&mut shell).ends(0);
}

#[test]
fn a_first_line_is_enough() {
    let folder = projects();
    let arguments = "validate verboo/webhooks/order_status.request - --project fine";
    let mut child = folder
        .command_in("")
        .args(arguments.split_whitespace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // Payloads without end: the program ends when nobody reads what it says.
    let writer = std::thread::spawn(move || {
        use std::io::Write as _;
        while input.write_all("[1]\n".repeat(100).as_bytes()).is_ok() {}
    });
    let mut first = [0; 1];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    writer.join().unwrap();
}

/// What a command reads from a pipe that has a writer is read; nothing else is waited for.
#[test]
fn a_pipe_with_a_writer_is_a_file() {
    let folder = project();
    let pipe = folder.path("pipe");
    super::fifo(&pipe);
    for (arguments, text) in [
        (
            "validate verboo/webhooks/order_status.request pipe",
            "{ \"number\": \"A1\" }",
        ),
        ("render order_status --vars pipe", "order_number: A1"),
        ("import pipe --name x", "curl https://a.example/"),
    ] {
        let writer = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::write(pipe, text).unwrap()
        });
        finish(&mut command(&folder, arguments)).ends(0);
        writer.join().unwrap();
    }
    run(&folder, "check --stdin-filename pipe").ends(2);
}
