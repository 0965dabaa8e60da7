//! Rust for what the servers of a project receive and send.
//!
//! Types ([`crate::types`]) become a [`Model`] of named items, which templates print. Templates hold
//! no decisions: names, order and helpers are settled in the model, and the layout of lines that may
//! be too long in `layout`. So another folder of templates prints another language.

mod collect;
mod declared;
mod extra;
mod layout;
pub mod model;
mod names;
mod print;
mod project;
mod record;
mod scope;
mod union;
mod wanted;

pub use model::Model;
pub use print::{TEMPLATES, TemplateError, Templates};
pub use project::{Code, Options, is_ours, of_project};

use crate::platforms::output::ExtraCode;
use crate::platforms::{PLATFORMS, Platform};
use crate::types::{Contract, Payload};

/// What is printed.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The platforms, in the order in which their types are printed. All of them: names do not
    /// depend on what a project uses.
    pub platforms: Vec<PlatformTypes<'a>>,
    /// What the project agrees on with its servers.
    pub contract: &'a Contract,
    /// Whether to print every documented payload, or those that the project uses.
    pub all: bool,
    /// The name of the crate.
    pub crate_name: &'a str,
    /// The version of the crate.
    pub version: &'a str,
}

/// The payloads of one platform.
#[derive(Clone, Debug)]
pub struct PlatformTypes<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its payloads.
    pub payloads: Vec<Payload>,
    /// What it adds to them.
    pub extras: &'a [ExtraCode],
}

/// The items for an input.
#[must_use]
pub fn model(input: &Input<'_>) -> Model {
    collect::model(input)
}

/// All platforms, with what they add.
#[must_use]
pub fn platforms() -> Vec<PlatformTypes<'static>> {
    let types = |platform: &'static Platform| PlatformTypes {
        id: platform.facts.id,
        payloads: (platform.facts.payloads)(),
        extras: platform.code,
    };
    PLATFORMS.iter().map(types).collect()
}
