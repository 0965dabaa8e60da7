//! What a sender is told when its request is not accepted.

use axum::Json;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::http::StatusCode;
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::hooks::JsonError;

/// Why a request is not accepted. None of the reasons repeats a value that people or secrets hide in.
#[derive(Debug)]
pub enum Refusal {
    /// The request is not what the definition says: 400, and at which field.
    Malformed(String),
    /// The credential is missing or wrong: 401, and the scheme that is asked for.
    Unauthorized(&'static str),
    /// There is no such thing: 404.
    NotFound,
    /// The body is too large or broke off: what axum makes of it, such as 413.
    Body(BytesRejection),
    /// Too much work waits: 503, and the sender may come again.
    Busy,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let answer = |status, reason: &str| (status, Json(json!({ "error": reason })));
        match self {
            Self::Malformed(reason) => answer(StatusCode::BAD_REQUEST, &reason).into_response(),
            Self::Unauthorized(scheme) => (
                [(WWW_AUTHENTICATE, scheme)],
                answer(
                    StatusCode::UNAUTHORIZED,
                    "the credential is not the expected one",
                ),
            )
                .into_response(),
            Self::NotFound => answer(StatusCode::NOT_FOUND, "there is none").into_response(),
            Self::Body(rejection) => {
                answer(rejection.status(), &rejection.body_text()).into_response()
            }
            Self::Busy => (
                [(RETRY_AFTER, "1")],
                answer(StatusCode::SERVICE_UNAVAILABLE, "come again later"),
            )
                .into_response(),
        }
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Self::Malformed(error.to_string())
    }
}

impl From<JsonError> for Refusal {
    fn from(error: JsonError) -> Self {
        Self::Malformed(error.to_string())
    }
}

impl From<PathRejection> for Refusal {
    fn from(rejection: PathRejection) -> Self {
        Self::Malformed(rejection.body_text())
    }
}

impl From<QueryRejection> for Refusal {
    fn from(rejection: QueryRejection) -> Self {
        Self::Malformed(rejection.body_text())
    }
}

impl From<BytesRejection> for Refusal {
    fn from(rejection: BytesRejection) -> Self {
        Self::Body(rejection)
    }
}
