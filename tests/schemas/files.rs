//! Every YAML of ours that the tests know.

use std::path::{Path, PathBuf};

use hookc::diagnostic::{ExampleFile, unmark};
use hookc::rules::TABLE;

use crate::recall::cases::{Lines, read_cases};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The files below a folder, in order.
pub fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Definitions and manifests: of the corpus, the examples, what `init` writes, the examples of rules,
/// the projects with seeded defects, and the reference.
pub fn all() -> Vec<ExampleFile> {
    let mut all = Vec::new();
    for folder in ["tests/corpus", "examples", "src/platforms"] {
        for path in below(&Path::new(ROOT).join(folder)) {
            let is_yaml = path
                .extension()
                .is_some_and(|extension| extension == "yaml");
            if let (true, Ok(text)) = (is_yaml, std::fs::read_to_string(&path)) {
                all.push(ExampleFile {
                    path: path.to_string_lossy().replace('\\', "/"),
                    text,
                });
            }
        }
    }
    for folder in ["defects", "clean"] {
        all.extend(
            read_cases(folder, Lines::Unix)
                .into_iter()
                .flat_map(|case| case.files),
        );
    }
    for entry in TABLE {
        let examples = entry.rule.bad.iter().chain(entry.rule.good);
        all.extend(examples.flat_map(|example| unmark(example).files));
    }
    for page in ["docs/language.md", "../shared/design/language.md"] {
        let text = std::fs::read_to_string(Path::new(ROOT).join(page)).unwrap_or_default();
        let blocks = text.split("```yaml\n").skip(1);
        all.extend(
            blocks
                .filter_map(|rest| rest.split("```").next())
                .enumerate()
                .map(|(index, block)| ExampleFile {
                    path: match index {
                        0 => "hookc.yaml".to_owned(),
                        _ => format!("{page}-{index}.yaml"),
                    },
                    text: block.to_owned(),
                }),
        );
    }
    all
}

/// Whether a file is a manifest; those of the corpus stand beside their definitions.
pub fn is_manifest(file: &ExampleFile) -> bool {
    file.path.ends_with("hookc.yaml")
}
