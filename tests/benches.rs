//! The projects that are measured with are what they are said to be: nobody measures how fast an
//! error is found by mistake.
#![expect(
    clippy::disallowed_methods,
    reason = "the projects stand on the disk, as they do when they are measured"
)]

use std::process::{Command, Output};

#[path = "../benches/projects.rs"]
pub(crate) mod projects;
#[path = "../benches/shapes.rs"]
pub(crate) mod shapes;

use projects::File;

#[test]
fn clean_projects_have_no_finding() {
    for size in [1, 2, 3, 9, 10, 23, 200] {
        let output = check(&projects::project(size, false), &[]);
        assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{size}");
        assert_eq!(output.status.code(), Some(0), "{size}");
        let report = check(&projects::project(size, false), &["--format", "json"]);
        let report: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
        assert_eq!(report["summary"]["definitions"], size);
    }
}

#[test]
fn every_tenth_definition_of_a_defective_project_has_one_finding() {
    for size in [9, 10, 200, 205] {
        let output = check(&projects::project(size, true), &["--format", "json"]);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let found = report["diagnostics"].as_array().unwrap();
        assert_eq!(found.len(), projects::seeded(size), "{size}");
        if size >= 50 {
            let mut rules: Vec<_> = found.iter().map(|one| one["rule"].to_string()).collect();
            rules.sort();
            rules.dedup();
            assert!(rules.len() >= 4, "they are of several rules: {rules:?}");
        }
    }
}

#[test]
fn the_same_size_gives_the_same_bytes() {
    assert_eq!(projects::project(50, true), projects::project(50, true));
    assert_ne!(projects::project(50, true), projects::project(50, false));
}

#[test]
fn shapes_are_projects() {
    for (name, make) in shapes::SHAPES {
        let output = check(&make(40), &[]);
        assert_ne!(output.status.code(), Some(2), "{name}: {output:?}");
    }
}

fn check(files: &[File], further: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    Command::new(env!("CARGO_BIN_EXE_hookc"))
        .arg("check")
        .args(further)
        .current_dir(folder.path())
        .output()
        .unwrap()
}
