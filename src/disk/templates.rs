//! Templates of a user.

use std::path::Path;

use super::{Failure, quoted};

/// The largest template that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// The files of a folder that end in `.hbs`, with their texts, by name.
///
/// # Errors
/// Where the folder or one of them cannot be read, or there is none.
pub fn read_templates(folder: &Path) -> Result<Vec<(String, String)>, Failure> {
    let entries = folder
        .read_dir()
        .map_err(|error| Failure::io("read the folder", folder, &error))?;
    let mut templates = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let extension = path.extension();
        if extension.is_none_or(|extension| extension != "hbs") {
            continue;
        }
        let shown = quoted(&path);
        let found = path
            .metadata()
            .map_err(|error| Failure::io("read", &path, &error))?;
        // Reading a pipe would wait for a writer, a device may have no end.
        if !found.is_file() {
            return Err(Failure::new(format!("{shown} is no file"))
                .help("a template is a text of some hundred lines"));
        }
        if found.len() > MAX_BYTES {
            return Err(Failure::new(format!("{shown} is larger than one megabyte"))
                .help("a template is a text of some hundred lines"));
        }
        let text =
            std::fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
        templates.push((name, text));
    }
    if templates.is_empty() {
        let shown = quoted(folder);
        return Err(Failure::new(format!("there is no template in {shown}"))
            .help("templates end in `.hbs`; docs/rust.md of hookc lists them"));
    }
    templates.sort();
    Ok(templates)
}
