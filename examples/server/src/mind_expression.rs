//! Mind Expression's escalations.

use std::sync::Arc;

use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::Server;
use crate::hooks::{
    MindExpressionConversationTurn, MindExpressionEscalation,
    enterpret_credential_matches as credential_matches,
};
use crate::payload::Payload;
use crate::refusal::Refusal;
use crate::settings::authorization;
use crate::work::{Case, Line, Work};

/// The user name in the definition.
const USERNAME: &str = "mind-expression";

/// Receives an escalation.
pub async fn escalation(
    _: Sender,
    State(server): State<Arc<Server>>,
    Payload(escalation): Payload<MindExpressionEscalation>,
) -> Result<StatusCode, Refusal> {
    // A conversation may go on and escalate again: its last turn tells one from the other.
    let last_turn = escalation
        .conversations
        .iter()
        .rev()
        .find_map(|turn| turn.timestamp);
    let key = last_turn.map(|time| {
        let conversation = &escalation.conversation_id;
        format!("mind-expression {conversation} {}", time.0)
    });
    server.inbox.accept(key, Work::OpenCase(case(escalation)))
}

fn case(escalation: MindExpressionEscalation) -> Case {
    let transcript = escalation.conversations.iter().flat_map(lines).collect();
    Case {
        about: escalation.conversation_id,
        title: escalation.subject.name.unwrap_or_default(),
        is_urgent: false,
        transcript,
    }
}

fn lines(turn: &MindExpressionConversationTurn) -> Vec<Line> {
    let user = turn.user.value().map(|text| Line::new("user", text));
    let answers = turn.ai.iter().flat_map(|texts| texts.iter());
    user.into_iter()
        .chain(answers.map(|text| Line::new("bot", text)))
        .collect()
}

/// Whoever has the password that the definition names.
pub struct Sender;

impl FromRequestParts<Arc<Server>> for Sender {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Refusal> {
        let password = &server.settings.mind_expression_password;
        let expected = STANDARD.encode(format!("{USERNAME}:{password}"));
        match authorization(&parts.headers).split_once(' ') {
            Some((scheme, received))
                if scheme.eq_ignore_ascii_case("Basic")
                    && credential_matches(received, &expected) =>
            {
                Ok(Self)
            }
            _ => Err(Refusal::Unauthorized("Basic")),
        }
    }
}
