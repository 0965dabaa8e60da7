//! The examples are silent, and the bundles that are committed beside them are those that `build`
//! writes. `UPDATE=1` rewrites them.
#![expect(
    clippy::disallowed_methods,
    reason = "tests look at what stands on the disk"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[test]
fn examples_are_silent() {
    let output = hookc(&["check", "--deny", "warnings"]);
    assert_eq!(text(&output), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn committed_bundles_are_current() {
    if std::env::var_os("UPDATE").is_some() {
        let output = hookc(&["build", "--env", "production"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    }
    let output = hookc(&["build", "--env", "production", "--check"]);
    let current = output.status.code() == Some(0);
    assert!(
        current,
        "UPDATE=1 cargo test rewrites them:\n{}",
        text(&output)
    );
}

#[test]
fn there_is_one_for_each_platform_and_one_for_all() {
    let has = |path: &str| examples().join(path).is_file();
    for platform in hookc::platforms::PLATFORMS {
        let id = platform.facts.id;
        assert!(has(&format!("{id}/dist/{id}/SETUP.md")), "{id}");
        assert!(
            has(&format!("all-platforms/dist/production/{id}/SETUP.md")),
            "{id}"
        );
    }
}

/// Every field of every form is written in some example: they are what people copy from.
#[test]
fn every_field_is_shown() {
    let mut all = String::new();
    for folder in [
        "verboo",
        "mind-expression",
        "ebbot",
        "enterpret",
        "all-platforms",
    ] {
        for file in std::fs::read_dir(examples().join(folder).join("hooks")).unwrap() {
            let path = file.unwrap().path();
            if path
                .extension()
                .is_some_and(|extension| extension == "yaml")
            {
                all.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    for platform in hookc::platforms::PLATFORMS {
        for form in platform.facts.kinds.iter().flat_map(|kind| kind.forms) {
            for facts in form.fields {
                let key = facts.field.key();
                assert!(
                    all.contains(&format!("\n{key}:")),
                    "{} {key}",
                    platform.facts.id
                );
            }
        }
    }
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

fn hookc(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hookc"))
        .args(arguments)
        .current_dir(examples())
        .output()
        .unwrap()
}

fn text(output: &Output) -> String {
    let both = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&both).into_owned()
}
