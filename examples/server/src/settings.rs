//! The secrets of the definitions, from the environment.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

/// What senders show to be let in. It has no `Debug`, lest it be printed.
#[derive(Clone)]
pub struct Settings {
    /// The last part of the path that Ebbot calls, which sends no credential.
    pub ebbot_path: String,
    /// Mind Expression's password.
    pub mind_expression_password: String,
    /// Enterpret's bearer token.
    pub enterpret_token: String,
    /// The bearer token that the host application puts into Verboo's `client_data`.
    pub helpdesk_token: String,
}

impl Settings {
    /// Reads environment variables, called as in the definitions.
    ///
    /// # Errors
    /// Where one is missing or empty; the error names all that are.
    pub fn from_env() -> Result<Self, String> {
        let mut missing = Vec::new();
        let mut read = |name| {
            let value = std::env::var(name).unwrap_or_default();
            if value.is_empty() {
                missing.push(name);
            }
            value
        };
        let settings = Self {
            ebbot_path: read("EBBOT_PATH"),
            mind_expression_password: read("MIND_EXPRESSION_PASSWORD"),
            enterpret_token: read("ENTERPRET_TOKEN"),
            helpdesk_token: read("HELPDESK_TOKEN"),
        };
        if missing.is_empty() {
            Ok(settings)
        } else {
            Err(format!(
                "set the environment variables {}",
                missing.join(", ")
            ))
        }
    }
}

/// The header `Authorization`; empty, which matches nothing, where there is none.
pub fn authorization(headers: &HeaderMap) -> &str {
    let value = headers.get(AUTHORIZATION);
    value.and_then(|value| value.to_str().ok()).unwrap_or("")
}
