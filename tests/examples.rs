//! The examples are silent, and the bundles that are committed beside them are those that `build`
//! writes. `UPDATE=1` rewrites them.
#![expect(
    clippy::disallowed_methods,
    reason = "tests look at what stands on the disk"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use hookc::format::{Formatted, Role, format};
use hookc::source::{FileId, SourceFile};

#[test]
fn examples_are_silent() {
    let output = hookc(&["check", "--deny", "warnings"]);
    assert_eq!(text(&output), "");
    assert_eq!(output.status.code(), Some(0));
}

/// What people copy from, and what `hookc init` gives them, is formatted.
#[test]
fn examples_and_starters_are_formatted() {
    let output = hookc(&["fmt", "--check"]);
    assert_eq!(text(&output), "");
    for platform in hookc::platforms::PLATFORMS {
        for (path, starter) in platform.facts.starter {
            let role = if *path == "hookc.yaml" {
                Role::Manifest
            } else {
                Role::Definitions {
                    default_platform: Some(platform.facts),
                    listed: false,
                }
            };
            let formatted = format(FileId(0), &SourceFile::new(*path, *starter), role);
            assert_eq!(formatted, Formatted::Text((*starter).to_owned()), "{path}");
        }
    }
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

/// What the example server compiles with; `.ci/run` compiles and tests it.
#[test]
fn the_types_of_the_server_are_current() {
    let mut arguments = vec!["codegen", "rust", "--project", "server"];
    if std::env::var_os("UPDATE").is_none() {
        arguments.push("--check");
    }
    let output = hookc(&arguments);
    assert_eq!(
        output.status.code(),
        Some(0),
        "UPDATE=1 cargo test rewrites them:\n{}",
        text(&output)
    );
    let module = std::fs::read_to_string(examples().join("server/src/hooks.rs")).unwrap();
    assert!(module.contains("pub enum EbbotOutgoingEvent {"));
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

/// The five webhooks of the vendor's page are among the examples, and what is built of them is what
/// the page shows, plus `type` and the Content-Type that is added to a body.
#[test]
fn the_webhooks_of_the_vendors_page_are_built_as_it_shows_them() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/platforms/samples/verboo");
    if !samples.is_dir() {
        println!("skipped: there are no samples at {}", samples.display());
        return;
    }
    let pairs = [
        ("webhook-basic.json", "basic.json"),
        ("webhook-check-order-status.json", "check_order_status.json"),
        (
            "webhook-trigger-argument.json",
            "order_status_in_store.json",
        ),
        (
            "webhook-create-support-ticket.json",
            "create_support_ticket.json",
        ),
        ("webhook-analyze-image.json", "analyze_image.json.tmpl"),
    ];
    for (sample, built) in pairs {
        let sample = std::fs::read_to_string(samples.join(sample)).unwrap();
        let mut sample: serde_json::Value = serde_json::from_str(&sample).unwrap();
        sample["type"] = "WEBHOOK".into();
        if sample.get("body").is_some() {
            let headers = sample["headers"].as_array_mut().unwrap();
            if headers.iter().all(|header| header["key"] != "Content-Type") {
                headers
                    .push(serde_json::json!({"key": "Content-Type", "value": "application/json"}));
            }
        }
        let path = examples().join("verboo/dist/verboo/webhooks").join(built);
        // The sample quotes the raw `$images` of the page, to be JSON.
        let text = std::fs::read_to_string(path)
            .unwrap()
            .replace(": $images", ": \"$images\"");
        let text: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(text, sample, "{built}");
    }
}
