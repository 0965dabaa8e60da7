//! Writes the types of what a project's servers receive, before the crate is compiled.

use std::path::{Path, PathBuf};

use hookc::build_script::{Options, rust};

fn main() {
    let out = std::env::var_os("OUT_DIR").expect("Cargo sets it");
    generate(Path::new("../ebbot"), &PathBuf::from(out));
}

/// Writes the types of the project in a folder.
pub fn generate(project: &Path, out: &Path) {
    let generated = rust(project, &Options::default()).unwrap_or_else(|error| panic!("{error}"));
    for path in &generated.read {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    std::fs::write(out.join("hooks.rs"), generated.code).expect("`OUT_DIR` can be written to");
}
