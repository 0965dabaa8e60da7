//! The integration tests: one binary, a module per subject.

mod bundle;
mod report;
mod structure;
mod yaml_properties;
mod yaml_rules;
mod yaml_suite;
mod yaml_tree;
