//! Compiles modules of generated code as one crate, and runs a program that reads and writes JSON
//! with their types.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value as Json;

/// A module of generated code.
pub struct Module {
    name: String,
    text: String,
    /// Whether programs are made of it; otherwise it is checked only, which costs less.
    runs: bool,
}

impl Module {
    pub fn new(name: &str, text: String) -> Self {
        Self {
            name: name.to_owned(),
            text,
            runs: true,
        }
    }

    pub fn checked_only(self) -> Self {
        Self {
            runs: false,
            ..self
        }
    }
}

/// A crate, compiled.
pub struct Built {
    folder: PathBuf,
    name: String,
}

const MANIFEST: &str = r#"[package]
name = "generated"
version = "0.1.0"
edition = "2024"

[dependencies]
serde = { version = "1", features = ["derive"] }
serde_json = "1"

[features]
checked = []

[workspace]
"#;

/// Compiles the modules: rustfmt would change nothing, Clippy says nothing, everything public has a
/// comment.
pub fn build(modules: &[Module]) -> Built {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("codegen");
    let source = folder.join("src");
    if source.exists() {
        std::fs::remove_dir_all(&source).unwrap();
    }
    std::fs::create_dir_all(&source).unwrap();
    std::fs::write(folder.join("Cargo.toml"), MANIFEST).unwrap();
    // The same versions as here, which are on the disk.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    let mut library = String::from(
        "//! Generated modules.\n#![deny(warnings, missing_docs)]\n#![forbid(unsafe_code)]\n\n",
    );
    let mut table = String::new();
    let mut files = Vec::new();
    for Module { name, text, runs } in modules {
        let path = source.join(format!("{name}.rs"));
        std::fs::write(&path, text).unwrap();
        files.push(path);
        if !runs {
            writeln!(
                library,
                "/// A module.\n#[cfg(feature = \"checked\")]\npub mod {name};"
            )
            .unwrap();
            continue;
        }
        writeln!(library, "/// A module.\npub mod {name};").unwrap();
        for r#type in readable(text) {
            let full = format!("{name}::{type}");
            writeln!(
                table,
                "        \"{full}\" => round_trip::<generated::{full}>(text),"
            )
            .unwrap();
        }
    }
    std::fs::write(source.join("lib.rs"), library).unwrap();
    let program = include_str!("program.rs").replace("        // the types\n", &table);
    std::fs::write(source.join("main.rs"), program).unwrap();
    std::fs::write(source.join("uses.rs"), include_str!("uses.rs")).unwrap();
    format(&files);
    let built = Built {
        folder,
        name: "generated".to_owned(),
    };
    built.cargo(&["clippy", "--all-features", "--", "-D", "warnings"]);
    built.cargo(&["build"]);
    built
}

/// Compiles a program from the files of a folder; it may include files of `out`.
pub fn program(name: &str, source: &Path, out: &Path) -> Built {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = MANIFEST.replace("\"generated\"", &format!("{name:?}"));
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    for file in std::fs::read_dir(source).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), folder.join("src").join(file.file_name())).unwrap();
    }
    let built = Built {
        folder,
        name: name.to_owned(),
    };
    let out = [("OUT_DIR", out)];
    built.cargo_with(&["clippy", "--", "-D", "warnings"], &out);
    built.cargo_with(&["build"], &out);
    built
}

/// Checks a crate as its owner's CI would.
pub fn library(folder: &Path) {
    // It belongs to no workspace, though it lies below one package's folder here.
    let manifest = folder.join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let copy = folder.with_extension("checked");
    std::fs::create_dir_all(copy.join("src")).unwrap();
    std::fs::write(copy.join("Cargo.toml"), format!("{text}\n[workspace]\n")).unwrap();
    std::fs::copy(folder.join("src/lib.rs"), copy.join("src/lib.rs")).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
    std::fs::copy(lock, copy.join("Cargo.lock")).unwrap();
    let built = Built {
        folder: copy,
        name: "library".to_owned(),
    };
    let deny = ["-D", "warnings", "-D", "missing_docs"];
    built.cargo(&[&["clippy", "--"], &deny[..]].concat());
    let output = Command::new(env!("CARGO"))
        .args(["fmt", "--check"])
        .current_dir(&built.folder)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "rustfmt would write:\n{text}");
}

/// The names of the types that can be read.
fn readable(text: &str) -> Vec<&str> {
    let heads = text
        .lines()
        .filter_map(|line| line.strip_prefix("impl<'de> Deserialize<'de> for "));
    heads.filter_map(|rest| rest.strip_suffix(" {")).collect()
}

fn format(files: &[PathBuf]) {
    let output = Command::new("rustfmt")
        .args(["--edition", "2024", "--check"])
        .args(files)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let start: String = text.chars().take(4000).collect();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "rustfmt would write:\n{start}{errors}"
    );
}

impl Built {
    fn cargo(&self, arguments: &[&str]) {
        self.cargo_with(arguments, &[]);
    }

    fn cargo_with(&self, arguments: &[&str], environment: &[(&str, &Path)]) {
        let output = Command::new(env!("CARGO"))
            .args([arguments[0], "--offline", "--quiet"])
            .args(&arguments[1..])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target())
            .envs(environment.iter().copied())
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        let start: String = errors.chars().take(6000).collect();
        assert!(output.status.success(), "cargo {arguments:?}:\n{start}");
    }

    /// Reads and writes each of these with its type; what came of it, in order.
    pub fn run(&self, inputs: &[Json]) -> Vec<Json> {
        let mut lines = String::new();
        for input in inputs {
            writeln!(lines, "{input}").unwrap();
        }
        let lines = self.lines(&lines);
        lines
            .iter()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// What the program prints, given this.
    pub fn lines(&self, input: &str) -> Vec<String> {
        let mut child = Command::new(target().join("debug").join(&self.name))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap().unwrap();
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(str::to_owned).collect()
    }
}

/// One folder for all crates, so that their dependencies are compiled once.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("codegen-target")
}
