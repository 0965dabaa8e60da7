//! Enterpret's alerts.

use std::sync::Arc;

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};

use crate::Server;
use crate::hooks::{
    ENTERPRET_IDEMPOTENCY_KEY_HEADER, EnterpretEscalationAlert, EnterpretEscalationLevel,
    EnterpretIdempotencyKey, enterpret_bearer_matches,
};
use crate::payload::Payload;
use crate::refusal::Refusal;
use crate::settings::authorization;
use crate::work::{Case, Line, Work};

/// Receives an alert.
pub async fn alert(
    _: Sender,
    State(server): State<Arc<Server>>,
    headers: HeaderMap,
    Payload(alert): Payload<EnterpretEscalationAlert>,
) -> Result<StatusCode, Refusal> {
    let key = headers
        .get(ENTERPRET_IDEMPOTENCY_KEY_HEADER)
        .and_then(|value| value.to_str().ok())
        .map(EnterpretIdempotencyKey::new);
    if !key.as_ref().is_some_and(|key| key.matches(&alert)) {
        // Better twice than never: an alert is not refused for it.
        eprintln!("an alert without the documented {ENTERPRET_IDEMPOTENCY_KEY_HEADER}");
    }
    // A more severe alert for the same record has the same key, and another time.
    let escalated_at = alert.escalated_at.as_deref().unwrap_or_default();
    let key = key.map(|key| format!("enterpret {} {escalated_at}", key.as_str()));
    server.inbox.accept(key, Work::OpenCase(case(alert)))
}

fn case(alert: EnterpretEscalationAlert) -> Case {
    let is_urgent = match alert.levels.escalation_level {
        Some(EnterpretEscalationLevel::Extreme) => true,
        // The vendor does not say which levels there are, nor their order.
        Some(EnterpretEscalationLevel::Other(_)) | None => false,
    };
    let excerpt = alert.record.content_excerpt;
    Case {
        about: alert.record.url.unwrap_or(alert.record.id),
        title: "A customer may be lost".to_owned(),
        is_urgent,
        transcript: excerpt
            .iter()
            .map(|text| Line::new("customer", text))
            .collect(),
    }
}

/// Whoever has the token that the definition names.
pub struct Sender;

impl FromRequestParts<Arc<Server>> for Sender {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Refusal> {
        let header = authorization(&parts.headers);
        if enterpret_bearer_matches(header, &server.settings.enterpret_token) {
            Ok(Self)
        } else {
            Err(Refusal::Unauthorized("Bearer"))
        }
    }
}
