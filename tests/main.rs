//! The integration tests: one binary, a module per subject.

mod yaml_suite;
