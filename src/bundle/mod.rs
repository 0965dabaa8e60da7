//! From a checked project to the text of every file that `hookc build` writes.

mod index;
mod secrets;

pub use index::{had_secrets, paths_in_index};
pub use secrets::{UsedIn, check_secret};

use std::collections::BTreeSet;
use std::fmt;

use crate::compile::Checked;
use crate::contract::contract;
use crate::diagnostic::Shown;
use crate::platforms::PLATFORMS;
use crate::platforms::facts::{self, Kind};
use crate::platforms::output::{About, BundleFile, Content};
use crate::project::Project;
use crate::schemas::of_exchange;

/// Gives the value of a secret by its name.
pub type SecretValues<'o> = &'o dyn Fn(&str) -> Option<String>;

/// How a bundle is built.
#[derive(Clone, Copy, Default)]
pub struct Options<'o> {
    /// Where the values of secrets come from. Without it placeholders stay in the files.
    pub secrets: Option<SecretValues<'o>>,
}

/// Everything that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// By path, but for `index.json`, which is the last.
    pub files: Vec<OutputFile>,
}

/// One file that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// From the output folder, with `/`. It cannot lead out of it.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// Why a bundle cannot be built. No problem names the value of a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildError {
    /// All of them, as lower-case phrases.
    pub problems: Vec<String>,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problems.join("\n"))
    }
}

impl std::error::Error for BuildError {}

/// Builds the bundle of a project in one environment.
///
/// # Errors
///
/// Where a secret has no value, or one that cannot stand where it is used, and where the name of a
/// definition could not be the name of a file.
pub fn build(checked: Checked<'_, '_>, options: &Options<'_>) -> Result<Bundle, BuildError> {
    let project = checked.project();
    let mut files: Vec<BundleFile> = PLATFORMS
        .iter()
        .filter(|platform| project.of_platform(platform.facts).next().is_some())
        .flat_map(|platform| (platform.bundle)(project))
        .collect();
    files.extend(schemas(project));
    files.sort_by_cached_key(BundleFile::path);
    check_paths(&files)?;
    let uses = secrets::uses(&files);
    if let Some(value) = options.secrets {
        secrets::check(project, &uses, value)?;
    }
    let mut outputs: Vec<OutputFile> = files
        .iter()
        .map(|file| OutputFile {
            path: file.path(),
            text: text(file, options.secrets),
        })
        .collect();
    let index = index::index(project, &files, &outputs, &uses, options.secrets.is_some());
    outputs.push(index);
    Ok(Bundle { files: outputs })
}

/// The schemas of what definitions send and get, for the servers at the other end.
fn schemas(project: &Project<'_>) -> Vec<BundleFile> {
    let mut files = Vec::new();
    for exchange in contract(project).exchanges {
        let found = facts::find(&exchange.platform)
            .zip(Kind::find(&exchange.kind))
            .and_then(|(platform, kind)| {
                let id = project.find(platform, kind, &exchange.name)?;
                Some((platform, kind, id))
            });
        let Some((platform, kind, id)) = found else {
            continue;
        };
        for schema in of_exchange(&exchange) {
            let is_request = schema.name.ends_with(".request");
            files.push(BundleFile {
                platform,
                folder: Some(kind.folder()),
                stem: exchange.name.clone(),
                about: About::Definition(id),
                content: Content::Schema {
                    part: if is_request { "request" } else { "response" },
                    text: schema.text(),
                },
            });
        }
    }
    files
}

fn text(file: &BundleFile, secrets: Option<SecretValues<'_>>) -> String {
    match (&file.content, secrets) {
        (Content::Markdown(page), _) => page.clone(),
        (Content::Schema { text, .. }, _) => text.clone(),
        (Content::Json(json), None) => json.pretty(),
        (Content::Json(json), Some(value)) => json.clone().with_secrets(value).pretty(),
    }
}

/// Names are checked where they are read; that none leads out of the output folder, or takes the
/// place of another, does not depend on it.
fn check_paths(files: &[BundleFile]) -> Result<(), BuildError> {
    let mut problems = Vec::new();
    let mut paths = BTreeSet::new();
    for file in files {
        let is_safe = !file.stem.is_empty()
            && file
                .stem
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        let name = file.stem.shown();
        if !is_safe {
            problems.push(format!("`{name}` cannot be the name of a file"));
        } else if !paths.insert(file.path().to_ascii_lowercase()) {
            problems.push(format!("two files would be `{}`", file.path()));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(BuildError { problems })
    }
}

#[cfg(test)]
mod tests {
    use super::{BundleFile, check_paths};
    use crate::platforms::PLATFORMS;

    #[test]
    fn a_name_that_is_no_file_name_is_never_written() {
        let file = |stem: &str| BundleFile {
            stem: stem.to_owned(),
            ..BundleFile::setup(PLATFORMS[0].facts, String::new())
        };
        for stem in [
            "", ".", "..", "../x", "a/b", "a\\b", "C:x", "a.b", "a\0", "é",
        ] {
            assert!(check_paths(&[file(stem)]).is_err(), "{stem:?}");
        }
        assert!(check_paths(&[file("a-B_1"), file("a")]).is_ok());
        assert!(check_paths(&[file("a"), file("A")]).is_err());
    }
}
