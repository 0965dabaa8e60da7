//! What generated code has for alerts beside their types.

use crate::platforms::output::ExtraCode;

/// The header that tells alerts apart, and the check of the credential.
pub const CODE: ExtraCode = ExtraCode {
    payload: "escalation-alert",
    file: "enterpret.hbs",
    template: include_str!("code.hbs"),
    names: &[
        "EnterpretIdempotencyKey",
        "ENTERPRET_IDEMPOTENCY_KEY_HEADER",
        "ENTERPRET_USER_AGENT",
        "ENTERPRET_TIMEOUT",
        "enterpret_credential_matches",
        "enterpret_bearer_matches",
    ],
    reads: &[
        ("automation_id", &["automation_id"]),
        ("record_id", &["record/id"]),
    ],
};
