//! The integration tests: one binary, a module per subject.

mod report;
mod yaml_properties;
mod yaml_rules;
mod yaml_suite;
mod yaml_tree;
