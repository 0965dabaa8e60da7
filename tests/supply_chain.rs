//! What hookc is made of is meant.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read the manifest from the disk"
)]

use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(path).unwrap()
}

/// Above each dependency stands a sentence that says what it is for.
#[test]
fn every_dependency_has_a_reason() {
    let manifest = read("Cargo.toml");
    let mut section = "";
    let mut before = "";
    let mut count = 0;
    for line in manifest.lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
        } else if section.ends_with("dependencies") && line.contains('=') {
            let is_reason = before.starts_with("# ") && before.ends_with(['.', '`']);
            assert!(is_reason, "nothing says why there is `{line}`");
            assert!(!line.contains("git ="), "{line}");
            count += 1;
        }
        before = line;
    }
    assert!(count > 20, "{count}");
}

/// Everything comes from one registry.
#[test]
fn everything_comes_from_one_registry() {
    let lock = read("Cargo.lock");
    let sources = lock.lines().filter(|line| line.starts_with("source = "));
    for source in sources {
        assert_eq!(
            source,
            "source = \"registry+https://github.com/rust-lang/crates.io-index\""
        );
    }
    let never = ["hyper", "reqwest", "ureq", "tokio", "rustls", "openssl-sys"];
    for name in never {
        assert!(!lock.contains(&format!("name = \"{name}\"\n")), "{name}");
    }
}

/// What `deny.toml` bans is what the page on security says, and exceptions have reasons.
#[test]
fn exceptions_have_reasons() {
    let deny = read("deny.toml");
    let mut before = "";
    for line in deny.lines() {
        let has_reason = line.contains("reason = \"") || before.trim().starts_with("# ");
        assert!(!line.contains("crate = ") || has_reason, "{line}");
        before = line;
    }
}
