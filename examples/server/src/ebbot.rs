//! Ebbot's outgoing events. Ebbot sends no credential, so a part of the path is one.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;

use crate::Server;
use crate::hooks::{
    EbbotChatHandler, EbbotMessageValue, EbbotOutgoingEvent, EbbotTextValue,
    EbbotTranscriptMessage, enterpret_credential_matches as credential_matches,
};
use crate::payload::Payload;
use crate::refusal::Refusal;
use crate::work::{Line, Work};

/// Receives an event.
pub async fn event(
    _: Sender,
    State(server): State<Arc<Server>>,
    Payload(event): Payload<EbbotOutgoingEvent>,
) -> Result<StatusCode, Refusal> {
    let key = event.dedupe_key().map(|key| format!("ebbot {key}"));
    match work(event) {
        Some(work) => server.inbox.accept(key, work),
        None => Ok(StatusCode::NO_CONTENT),
    }
}

/// What an event means to us. A topic that is added to the definition has to be added here, too:
/// without it this does not compile.
fn work(event: EbbotOutgoingEvent) -> Option<Work> {
    match event {
        EbbotOutgoingEvent::ChatCreate(event) => Some(Work::ChatBegan {
            chat: event.data.id,
        }),
        EbbotOutgoingEvent::ChatUpdate(event) => Some(Work::ChatChanged {
            has_agent: match event.chat.handled_by? {
                EbbotChatHandler::Bot => false,
                EbbotChatHandler::Agent => true,
                // A value that the vendor has added since.
                EbbotChatHandler::Other(_) => return None,
            },
            chat: event.chat.id,
        }),
        EbbotOutgoingEvent::ChatClose(event) => Some(Work::ChatEnded {
            chat: event.data.id,
            transcript: event
                .data
                .conversation
                .iter()
                .flatten()
                .filter_map(line)
                .collect(),
        }),
        // Somebody has ticked another topic in Ebbot's form. It is no mistake of the sender.
        EbbotOutgoingEvent::Unknown { topic, .. } => {
            eprintln!("no work for topic {topic:?}");
            None
        }
    }
}

/// What a message says in words, if it does.
fn line(message: &EbbotTranscriptMessage) -> Option<Line> {
    let text = match &**message.value.as_ref()? {
        EbbotMessageValue::Text(EbbotTextValue::Text(text)) => text,
        EbbotMessageValue::Url(message) => message.description.as_ref()?,
        _ => return None,
    };
    Some(Line::new(message.sender.as_str(), text))
}

/// Whoever knows the path. Others are told that there is none.
pub struct Sender;

impl FromRequestParts<Arc<Server>> for Sender {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Refusal> {
        match Path::<String>::from_request_parts(parts, server).await {
            Ok(Path(secret)) if credential_matches(&secret, &server.settings.ebbot_path) => {
                Ok(Self)
            }
            _ => Err(Refusal::NotFound),
        }
    }
}
