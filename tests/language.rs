//! Every YAML block of the language's reference checks without error or warning, and builds.
#![expect(
    clippy::disallowed_methods,
    reason = "tests write what the reference shows to the disk"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/language.md");
const DESIGN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/design/language.md");

#[test]
fn the_blocks_of_the_reference_check_and_build() {
    blocks_check_and_build(&fs::read_to_string(PAGE).unwrap());
}

#[test]
fn the_blocks_of_the_design_check_and_build() {
    match fs::read_to_string(DESIGN) {
        Ok(page) => blocks_check_and_build(&page),
        Err(_) => println!("skipped: there is no page at {DESIGN}"),
    }
}

/// The first block is the manifest, the others are files of its project.
fn blocks_check_and_build(page: &str) {
    let blocks: Vec<&str> = page
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert!(blocks.len() > 4, "{} blocks", blocks.len());
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("hooks")).unwrap();
    for (index, block) in blocks.iter().enumerate() {
        let path = match index {
            0 => "hookc.yaml".to_owned(),
            _ => format!("hooks/{index}.yaml"),
        };
        fs::write(folder.path().join(path), block).unwrap();
    }
    hookc(folder.path(), &["check", "--deny", "warnings"]);
    for environment in ["staging", "production"] {
        hookc(folder.path(), &["build", "--env", environment]);
        let index = folder
            .path()
            .join("dist")
            .join(environment)
            .join("index.json");
        assert!(index.is_file(), "{environment}");
    }
}

fn hookc(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_hookc"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}\n{printed}");
}
