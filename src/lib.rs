//! hookc checks and compiles declarative webhook, trigger and escalation definitions of
//! conversational platforms.
//!
//! The data's way, one module per noun: bytes become a [`source::SourceFile`], which becomes a
//! YAML tree, definitions as written, a project as meant, diagnostics, and at last a bundle.
#![warn(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::iter_over_hash_type,
    clippy::allow_attributes_without_reason
)]

pub mod baseline;
pub mod build_script;
pub mod bundle;
pub mod cli;
pub mod codegen;
pub mod compile;
pub mod contract;
pub mod credential;
pub mod definition;
pub mod diagnostic;
pub mod diff;
pub mod disk;
pub mod draft;
pub mod flow;
pub mod format;
pub mod graph;
pub mod hidden;
pub mod identity;
pub mod import;
pub mod json;
pub mod platforms;
pub mod project;
pub mod render;
pub mod report;
pub mod rules;
pub mod schema_check;
pub mod schema_facts;
pub mod schemas;
pub mod source;
pub mod suppress;
pub mod templates;
pub mod threads;
pub mod types;
pub mod url;
pub mod validate;
pub mod yaml;
