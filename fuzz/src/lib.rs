//! What the targets share: they run the functions that `cargo test` runs too.

use std::path::Path;

#[path = "../../tests/fuzz/targets/mod.rs"]
pub mod targets;

use targets::seeds::Repository;
use targets::{TARGETS, Target};

fn target(name: &str) -> &'static Target {
    let found = TARGETS.iter().find(|target| target.name == name);
    found.unwrap_or_else(|| panic!("no target {name}"))
}

/// Runs an input.
pub fn run(name: &str, bytes: &[u8]) {
    (target(name).run)(bytes);
}

/// Writes the seeds of a target into the folder that `HOOKC_FUZZ_SEEDS` names, if it names one.
pub fn write_seeds(name: &str) {
    let Some(folder) = std::env::var_os("HOOKC_FUZZ_SEEDS") else {
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let seeds = (target(name).seeds)(&Repository::read(&root));
    std::fs::create_dir_all(&folder).unwrap();
    for (index, seed) in seeds.iter().enumerate() {
        std::fs::write(Path::new(&folder).join(format!("{index:04}")), seed).unwrap();
    }
}
