//! The integration tests: one binary, a module per subject.

mod any_project;
mod bundle;
mod cli;
mod corpus;
mod examples;
mod fixes;
mod language;
mod readme;
mod report;
mod rules;
mod structure;
mod templates;
mod suppress;
mod yaml_properties;
mod yaml_suite;
mod yaml_tree;
