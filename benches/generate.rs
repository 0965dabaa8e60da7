//! Writes a project to measure with:
//!
//! `cargo run --release --example generate -- FOLDER clean|defects|SHAPE SIZE`
#![expect(
    clippy::disallowed_methods,
    reason = "a program beside the product, that writes files"
)]

mod projects;
mod shapes;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, what, size] = arguments.as_slice() else {
        return Err(usage().into());
    };
    let size: usize = size.parse().map_err(|_| usage())?;
    let files = match what.as_str() {
        "clean" => projects::project(size, false),
        "defects" => projects::project(size, true),
        shape => {
            let found = shapes::SHAPES.iter().find(|(name, _)| *name == shape);
            let (_, make) = found.ok_or_else(usage)?;
            make(size)
        }
    };
    let mut bytes = 0;
    for (path, text) in &files {
        let path = Path::new(folder).join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, text)?;
        bytes += text.len();
    }
    let seeded = match what.as_str() {
        "defects" => projects::seeded(size),
        _ => 0,
    };
    println!(
        "{} files, {bytes} bytes, {seeded} defects seeded",
        files.len()
    );
    Ok(())
}

fn usage() -> String {
    let shapes: Vec<&str> = shapes::SHAPES.iter().map(|(name, _)| *name).collect();
    format!(
        "usage: generate FOLDER clean|defects|{} SIZE",
        shapes.join("|")
    )
}
