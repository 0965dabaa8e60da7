//! Reads events of Ebbot, one a line, and says what happened.

/// What the outgoing webhooks of `../ebbot` receive.
#[expect(dead_code, reason = "one program uses a part of it")]
mod hooks {
    include!(concat!(env!("OUT_DIR"), "/hooks.rs"));
}

use hooks::EbbotOutgoingEvent;

fn main() {
    for line in std::io::stdin().lines() {
        let line = line.expect("the standard input is text");
        match serde_json::from_str(&line) {
            Ok(event) => println!("{}", told(&event)),
            Err(error) => println!("refused: {error}"),
        }
    }
}

fn told(event: &EbbotOutgoingEvent) -> String {
    match event {
        EbbotOutgoingEvent::ChatCreate(event) => format!("chat {} begins", event.data.id),
        EbbotOutgoingEvent::ChatClose(event) => {
            let messages = event.data.conversation.as_ref().map_or(0, Vec::len);
            format!("chat {} ends after {messages} messages", event.data.id)
        }
        EbbotOutgoingEvent::Unknown { topic, .. } => format!("{topic} is new to us"),
        other => format!("{} in {}", other.topic(), other.chat_id().unwrap_or("no chat")),
    }
}
