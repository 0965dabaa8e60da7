//! The code of a project.

use super::model::Model;
use super::{Input, TemplateError, Templates, model, platforms};
use crate::compile::Checked;
use crate::contract::contract;

/// What is wanted.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether to print every documented payload, or those that the project uses.
    pub all: bool,
    /// Templates to use in place of those of this program: file names and texts.
    pub templates: Vec<(String, String)>,
}

/// The code of a project, ready to be printed in each form.
#[derive(Debug)]
pub struct Code {
    templates: Templates,
    model: Model,
}

impl Code {
    /// One file, for `mod`.
    ///
    /// # Errors
    /// Where a template asks for what there is not.
    pub fn module(&self) -> Result<String, TemplateError> {
        self.templates.module(&self.model)
    }

    /// One file, for `include!`.
    ///
    /// # Errors
    /// Where a template asks for what there is not.
    pub fn included(&self) -> Result<String, TemplateError> {
        self.templates.included(&self.model)
    }

    /// The files of a crate, with paths; `Cargo.toml` is the last one.
    ///
    /// # Errors
    /// Where a template asks for what there is not.
    pub fn crate_files(&self) -> Result<Vec<(&'static str, String)>, TemplateError> {
        self.templates.files(&self.model)
    }
}

/// What the line says that marks a file as one that may be written again.
const MARK: &str = "Written by hookc";

/// The types of what a project's servers receive and send.
///
/// # Errors
/// Where a template of the user's cannot be used.
pub fn of_project(checked: Checked<'_, '_>, options: &Options) -> Result<Code, TemplateError> {
    let project = checked.project();
    let contract = contract(project);
    let rust = project.manifest.rust.as_ref();
    let name = rust.and_then(|rust| rust.crate_name.as_ref());
    let name = name.map_or_else(
        || crate_name(project.name()),
        |name| name.as_str().to_owned(),
    );
    let version = rust.and_then(|rust| rust.version.as_ref());
    let input = Input {
        platforms: platforms(),
        contract: &contract,
        all: options.all,
        crate_name: &name,
        version: version.map_or("0.1.0", |version| version.as_str()),
    };
    Ok(Code {
        templates: Templates::new(&input, &options.templates)?,
        model: model(&input),
    })
}

/// Whether a text is code that this program wrote, or nothing.
#[must_use]
pub fn is_ours(text: &str) -> bool {
    text.trim().is_empty() || text.lines().take(10).any(|line| line.contains(MARK))
}

/// A name that Cargo allows, made of a project's.
fn crate_name(project: &str) -> String {
    let legal = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name: String = project.chars().map(legal).collect();
    let name = name.trim_matches('-').to_ascii_lowercase();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        format!("hooks-{name}").trim_end_matches('-').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_project_has_a_crate() {
        assert_eq!(crate_name("acme-support"), "acme-support");
        assert_eq!(crate_name("Acme Support!"), "acme-support");
        assert_eq!(crate_name("2024"), "hooks-2024");
        assert_eq!(crate_name("サポート"), "hooks");
    }
}
