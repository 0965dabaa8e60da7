//! What a platform does, as a table of functions.

use crate::draft::{Foreign, Imported};
use crate::platforms::facts::Facts;
use crate::platforms::output::{BundleFile, Endpoint, ExtraCode, Variable};
use crate::project::Project;
use crate::types::{Message, Reception};

/// What a platform does with its definitions. A table of functions: a platform that lacks one does
/// not compile.
pub struct Platform {
    /// What it is.
    pub facts: &'static Facts,
    /// Its part of the bundle. It is asked for only where the project has definitions for it.
    pub bundle: fn(&Project<'_>) -> Vec<BundleFile>,
    /// What has to be supplied to it while it runs.
    pub variables: fn(&Project<'_>) -> Vec<Variable>,
    /// Where messages to it are sent.
    pub endpoints: fn(&Project<'_>) -> Vec<Endpoint>,
    /// The documented payloads that it sends to servers of the project.
    pub receptions: fn(&Project<'_>) -> Vec<Reception>,
    /// The documented payloads that servers of the project send to it.
    pub messages: fn(&Project<'_>) -> Vec<Message>,
    /// What the generated code has for its payloads beside their types.
    pub code: &'static [ExtraCode],
    /// The definitions that an object of its own, or of its bundle, stands for; nothing where it is
    /// not one.
    pub import: fn(&Foreign<'_>) -> Option<Imported>,
    /// Whether it would replace a part of this text if it stood in a request.
    pub is_template: fn(&Project<'_>, &str) -> bool,
}
