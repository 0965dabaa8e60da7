//! The members of fields that hold a mapping with a closed list of keys, and those of the manifest.
//! The reader of definitions and the JSON Schemas of the language both go by them.

/// A member: its key, whether it has to be there, what it means. The meaning stands behind its key in
/// messages: `` `username`: the user name. ``
pub type Member = (&'static str, bool, &'static str);

/// What is said of a missing `platform`.
pub const NEEDED_PLATFORM: &str =
    "the platform it is for; `default_platform` in `hookc.yaml` says it for all.";

/// What is said of `description` where it has to be there.
pub const NEEDED_DESCRIPTION: &str = "says when to call it; it is all that the LLM decides by.";

/// `auth.basic`
pub const BASIC: [Member; 2] = [
    ("username", true, "the user name."),
    ("password", true, "the password, as `${secret.NAME}`."),
];

/// `auth.header`
pub const CREDENTIAL_HEADER: [Member; 2] = [
    ("name", true, "the header's name."),
    ("value", true, "the credential, as `${secret.NAME}`."),
];

/// `response`
pub const RESPONSE: [Member; 2] = [
    ("example", false, "what your API answers."),
    ("schema", false, "a JSON Schema, or the path of one."),
];

/// An item of `tests`.
pub const TEST: [Member; 3] = [
    ("name", true, "what the test shows."),
    (
        "given",
        true,
        "a value for each variable that the request needs.",
    ),
    (
        "expect",
        true,
        "any of `url`, `method`, `headers` and `body`.",
    ),
];

/// `expect` of a test.
pub const EXPECTED: [Member; 4] = [
    ("url", false, "the whole URL."),
    ("method", false, "the method."),
    (
        "headers",
        false,
        "headers that are sent; there may be others.",
    ),
    (
        "body",
        false,
        "the body; a mapping may hold more than is written here.",
    ),
];

/// `subject`
pub const SUBJECT: [Member; 2] = [
    ("name", true, "the Subject's name."),
    ("logical_form", false, "the Subject's logical form."),
];

/// `message`
pub const MESSAGE: [Member; 2] = [
    ("type", true, "`text`, `variable` or `scenario`."),
    (
        "value",
        false,
        "what is sent; without it the caller supplies it.",
    ),
];

/// `message.value` of a message of type `variable`.
pub const VARIABLE: [Member; 2] = [
    ("name", true, "the variable's name."),
    (
        "value",
        false,
        "the variable's value; without it the caller supplies it.",
    ),
];

/// `message.value` of a message of type `scenario`.
pub const SCENARIO: [Member; 2] = [
    ("scenario", true, "the scenario's id."),
    ("state", false, "the id of a state in the scenario."),
];

/// The manifest.
pub const MANIFEST: [Member; 8] = [
    (
        "project",
        false,
        "The name of the bundle; by default the folder's name.",
    ),
    (
        "default_platform",
        false,
        "The platform of definitions that name none.",
    ),
    (
        "environments",
        false,
        "Build-time values, one set per environment.",
    ),
    ("platforms", false, "What is declared for each platform."),
    (
        "rules",
        false,
        "The severity of each rule: `error`, `warning`, `info` or `allow`.",
    ),
    (
        "sources",
        false,
        "The files that hold definitions; by default every `.yaml` and `.yml` below the manifest.",
    ),
    ("out", false, "Where `build` writes; by default `dist`."),
    (
        "rust",
        false,
        "Where and how `build` writes Rust; without it there is none.",
    ),
];

/// `rust` of the manifest.
pub const RUST: [Member; 3] = [
    (
        "out",
        true,
        "a crate folder, or one file when it ends in `.rs`.",
    ),
    (
        "crate",
        false,
        "the crate's name; by default the project's.",
    ),
    ("version", false, "the crate's version; by default `0.1.0`."),
];

/// Levels that `rules` of the manifest may give.
pub const LEVELS: [&str; 4] = ["error", "warning", "info", "allow"];
