//! What Ebbot sends and takes, as tables. Source: "Webhooks" and "Outgoing webhooks" of its
//! documentation, whose samples nothing explains. What its own clients know beside that says so.

mod chats;
mod events;
mod incoming;
mod messages;

use crate::types::Payload;

/// The page that shows the payloads.
const PAGE: &str = super::facts::FACTS.documentation;

/// Every payload that is documented: the event of each topic, all of them together, and the request
/// and the reply of an incoming webhook.
#[must_use]
pub fn payloads() -> Vec<Payload> {
    let mut payloads = events::payloads();
    payloads.extend(incoming::payloads());
    payloads
}
