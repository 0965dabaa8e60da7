//! What generated code has for events beside their types.

use crate::platforms::output::ExtraCode;

/// Where the ids stand that tell events apart.
pub const CODE: ExtraCode = ExtraCode {
    payload: "outgoing-event",
    file: "ebbot.hbs",
    template: include_str!("code.hbs"),
    names: &[],
    reads: &[
        ("chat_id", &["data/chatId", "data/id", "chat/id"]),
        // A message has an id of its own.
        ("id", &["data/id", "data/chatId", "chat/id"]),
        ("request_id", &["requestId"]),
        ("timestamp", &["timestamp"]),
    ],
};
