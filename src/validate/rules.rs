//! What can be wrong with a payload.

use crate::diagnostic::{Group, Rule, Severity};

/// All of them.
pub static RULES: &[&Rule] = &[&NOT_JSON, &WRONG_TYPE, &MISSING, &NOT_ALLOWED];

/// The text is no JSON.
pub static NOT_JSON: Rule = Rule {
    name: "payload-not-json",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A captured payload that is not JSON.",
    why: "`hookc validate` reads one JSON value, several after each other, or one on each line. Logs often cut long lines or put text before them: capture the body of the request as it came.",
    sources: &["RFC 8259: https://www.rfc-editor.org/rfc/rfc8259"],
    bad: &[],
    good: &[],
};

/// A value has another type than the payload's schema says.
pub static WRONG_TYPE: Rule = Rule {
    name: "payload-wrong-type",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A value in a payload has another type than its schema says.",
    why: "Code that follows the schema, such as the structs of `hookc codegen rust`, refuses this payload. Where it came from the platform itself, the schema is wrong or the platform has changed: please report it with the payload.",
    sources: &[],
    bad: &[],
    good: &[],
};

/// A member is not there that the payload's schema requires.
pub static MISSING: Rule = Rule {
    name: "payload-missing-field",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A payload lacks a member that its schema requires.",
    why: "Little is required of what is received: what tells the payloads apart, and the ids by which their records are found. Without them a receiver cannot act on the payload.",
    sources: &[],
    bad: &[],
    good: &[],
};

/// A member or a value that the schema of a closed payload does not have.
pub static NOT_ALLOWED: Rule = Rule {
    name: "payload-unknown-field",
    severity: Severity::Error,
    group: Group::SourceAndStructure,
    summary: "A payload that is written by hand has a member or value that its schema does not know.",
    why: "Payloads that somebody writes for a platform are closed: what the vendor does not document is ignored or refused there. In what a platform sends, unknown members are listed and are no error.",
    sources: &[],
    bad: &[],
    good: &[],
};
