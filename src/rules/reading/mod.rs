//! Rules whose findings are made while a file is read: documentation and wording. The readers call
//! them with plain data.

pub mod invalid_value;
pub mod invalid_yaml;
pub mod missing_field;
pub mod unknown_field;
pub mod unknown_kind;
pub mod unknown_platform;
pub mod unsupported_kind;
pub mod wrong_type;
pub mod yaml_limit;
