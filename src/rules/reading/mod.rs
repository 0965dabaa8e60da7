//! Rules whose findings are made while a file is read.

pub mod invalid_yaml;
pub mod yaml_limit;
