//! Projects whose names would break code that prints them as they are.

use std::path::Path;
use std::process::Command;

use hookc::types::Reception;

/// What the examples' largest project is made into.
pub fn example_project() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/all-platforms");
    let output = Command::new(env!("CARGO_BIN_EXE_hookc"))
        .args(["codegen", "rust", "--project"])
        .arg(folder)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).unwrap()
}

pub fn reception(platform: &str, payloads: &[&str]) -> Reception {
    Reception {
        platform: platform.to_owned(),
        kind: "webhook".to_owned(),
        name: "events".to_owned(),
        doc: String::new(),
        payloads: payloads.iter().map(|name| (*name).to_owned()).collect(),
        constants: Vec::new(),
    }
}

pub fn modules() -> Vec<String> {
    Vec::new()
}
