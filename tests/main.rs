//! The integration tests: one binary, a module per subject.

mod any_project;
mod bundle;
mod cli;
mod contract;
mod corpus;
mod examples;
mod fix;
mod fixes;
mod formats;
mod json_templates;
mod language;
mod payloads;
mod readme;
mod recall;
mod redaction;
mod render;
mod report;
mod rules;
mod structure;
mod suppress;
mod templates;
mod triggers;
mod urls;
mod yaml_properties;
mod yaml_suite;
mod yaml_tree;
