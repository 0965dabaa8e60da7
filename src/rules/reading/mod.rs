//! Rules whose findings are made while a file is read: documentation and wording. The readers call
//! them with plain data.

pub mod confusable_character;
pub mod duplicate_key;
pub mod invalid_value;
pub mod invalid_yaml;
pub mod missing_field;
pub mod unknown_field;
pub mod unknown_kind;
pub mod unknown_platform;
pub mod unquoted_template;
pub mod unsupported_kind;
pub mod wrong_type;
pub mod yaml_limit;

/// A text as YAML writes it in single quotes.
#[must_use]
pub fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
