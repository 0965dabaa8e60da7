//! Every rule, by name. A test compares this table with the folders.

use super::reading::{
    invalid_value, invalid_yaml, missing_field, unknown_field, unknown_kind, unknown_platform,
    unsupported_kind, wrong_type, yaml_limit,
};
use super::{Check, Entry};
use crate::diagnostic::Rule;

/// Every rule.
pub static TABLE: &[Entry] = &[
    reading(&invalid_value::RULE),
    reading(&invalid_yaml::RULE),
    reading(&missing_field::RULE),
    reading(&unknown_field::RULE),
    reading(&unknown_kind::RULE),
    reading(&unknown_platform::RULE),
    reading(&unsupported_kind::RULE),
    reading(&wrong_type::RULE),
    reading(&yaml_limit::RULE),
];

const fn reading(rule: &'static Rule) -> Entry {
    Entry {
        rule,
        check: Check::Reading,
    }
}
