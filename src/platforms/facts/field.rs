//! The vocabulary of fields.

/// The vocabulary of fields that platforms choose from. What each may hold is the same on every
/// platform; `src/definition` reads it by a total match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "each is named like its key and documented where a platform lists it"
)]
pub enum Field {
    Direction,
    Url,
    Method,
    Auth,
    Headers,
    Body,
    JsonTemplate,
    ResponseDirective,
    Mapping,
    InvalidInput,
    Response,
    Tests,
    Topics,
    Subject,
    Prompt,
    Parameters,
    InterpretResponse,
    Active,
    CopilotOnly,
    Webhooks,
    Webhook,
    Message,
    Conversation,
    Sandbox,
    Automation,
    AutomationId,
}

impl Field {
    /// Its key in a definition.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Field::Direction => "direction",
            Field::Url => "url",
            Field::Method => "method",
            Field::Auth => "auth",
            Field::Headers => "headers",
            // Two shapes of one key: JSON written as YAML, and a template that may be text.
            Field::Body | Field::JsonTemplate => "body",
            Field::ResponseDirective => "response_directive",
            Field::Mapping => "mapping",
            Field::InvalidInput => "invalid_input",
            Field::Response => "response",
            Field::Tests => "tests",
            Field::Topics => "topics",
            Field::Subject => "subject",
            Field::Prompt => "prompt",
            Field::Parameters => "parameters",
            Field::InterpretResponse => "interpret_response",
            Field::Active => "active",
            Field::CopilotOnly => "copilot_only",
            Field::Webhooks => "webhooks",
            Field::Webhook => "webhook",
            Field::Message => "message",
            Field::Conversation => "conversation",
            Field::Sandbox => "sandbox",
            Field::Automation => "automation",
            Field::AutomationId => "automation_id",
        }
    }
}

/// The fields that every definition has, in the order in which they are written: key, whether
/// required, meaning.
pub static COMMON_FIELDS: &[(&str, bool, &str)] = &[
    ("kind", true, "`webhook`, `trigger` or `escalation`."),
    (
        "platform",
        false,
        "The platform it is for; by default `default_platform` of the manifest.",
    ),
    (
        "name",
        true,
        "Identifier, unique without regard to case per kind and platform: ASCII letters, digits, `_` and `-`, \
         starting with a letter, at most 64 characters.",
    ),
    (
        "description",
        false,
        "Free text, carried into schemas, structs and docs.",
    ),
];

/// The longest name, in characters.
pub const MAX_NAME_CHARACTERS: usize = 64;
