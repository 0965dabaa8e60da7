//! The events of outgoing webhooks.

use super::super::facts::SENDER_TOPICS;
use super::PAGE;
use super::chats::{
    chat, closed_chat, conversation_data, created_chat, scenario_run, status_change, updated_user,
};
use super::messages::message;
use crate::types::table::{
    EPOCH_MILLISECONDS, TEXT, closed, documented, open_union, record, sample, sent, variant,
};
use crate::types::{Payload, Tag, Type};

/// One topic: what it is called in words, when it is sent, and what its event carries.
struct Topic {
    name: &'static str,
    words: &'static str,
    /// Words that follow "Sent".
    when: &'static str,
    /// What the page leaves open, as sentences; may be empty.
    note: &'static str,
    /// The key of what it carries.
    key: &'static str,
    carries: fn() -> Type,
    doc: &'static str,
}

/// The event of each topic, and all of them together.
pub fn payloads() -> Vec<Payload> {
    let mut payloads = Vec::new();
    let mut variants = Vec::new();
    for topic in TOPICS {
        let root = event(topic);
        let title = format!("Event: {}", topic.words);
        let doc = [&sent_when(topic), topic.note].join(" ");
        let doc = doc.trim_end();
        variants.push(variant(&[topic.name], doc, root.clone()));
        payloads.push(sent(topic.name, &title, doc, PAGE, root));
    }
    let any = open_union(
        "outgoing event",
        "An event of any topic.",
        Tag::Inside("topic".to_owned()),
        variants,
    );
    payloads.push(sent(
        "outgoing-event",
        "Event: any topic",
        "What an outgoing webhook receives: the event of one of the twelve documented topics, \
         or of a topic that the vendor adds later.",
        PAGE,
        any,
    ));
    payloads
}

/// In the order of the vendor's page.
const TOPICS: &[Topic] = &[
    Topic {
        name: "chat.create",
        words: "a chat is created",
        when: "when the chat is created",
        note: "",
        key: "data",
        carries: created_chat,
        doc: "The chat.",
    },
    Topic {
        name: "chat.update",
        words: "a chat is updated",
        when: "when the chat is updated",
        note: "This event alone carries `chat` in place of `data`. What shows that a person \
               has taken over is `handled_by`.",
        key: "chat",
        carries: chat,
        doc: "The chat as it is now.",
    },
    Topic {
        name: "chat.data.update",
        words: "data of a conversation change",
        when: "when the conversations property in the session is updated",
        note: "",
        key: "data",
        carries: conversation_data,
        doc: "The conversation's data: what is known of the visitor's page and device.",
    },
    Topic {
        name: "chat.user.update",
        words: "a chat user is updated",
        when: "when the chat user entity is updated",
        note: "",
        key: "data",
        carries: updated_user,
        doc: "The chat and its user.",
    },
    Topic {
        name: "chat.user.message",
        words: "a message of the user",
        when: "for each message of the user",
        note: "",
        key: "data",
        carries: message,
        doc: "The message.",
    },
    Topic {
        name: "chat.bot.message",
        words: "a message of the bot",
        when: "for each message of the bot",
        note: "",
        key: "data",
        carries: message,
        doc: "The message.",
    },
    Topic {
        name: "chat.agent.message",
        words: "a message of an agent",
        when: "for each message of an agent",
        note: "",
        key: "data",
        carries: message,
        doc: "The message.",
    },
    Topic {
        name: "chat.system.message",
        words: "a message of the system",
        when: "for each message of the system",
        note: "",
        key: "data",
        carries: message,
        doc: "The message.",
    },
    Topic {
        name: "chat.message",
        words: "any message",
        when: "for all messages in the chat",
        note: "The vendor shows no sample of it, and does not say whether the topic of what is \
               delivered is `chat.message` or that of the sender: any of the five is accepted. \
               Tell senders apart by `data.sender`.",
        key: "data",
        carries: message,
        doc: "The message.",
    },
    Topic {
        name: "chat.scenario.run",
        words: "a scenario is executed",
        when: "when a scenario is executed",
        note: "",
        key: "data",
        carries: scenario_run,
        doc: "The chat and the scenario.",
    },
    Topic {
        name: "chat.status.change",
        words: "the status of a chat changes",
        when: "when the status of the chat changes",
        note: "",
        key: "data",
        carries: status_change,
        doc: "The chat and its status.",
    },
    Topic {
        name: "chat.close",
        words: "a chat is closed",
        when: "when the chat is closed, with the whole transcript",
        note: "",
        key: "data",
        carries: closed_chat,
        doc: "The chat and its transcript.",
    },
];

fn sent_when(topic: &Topic) -> String {
    format!("Sent {}.", topic.when)
}

/// What all events have in common, around what one topic carries.
fn event(topic: &Topic) -> Type {
    let is_accepted = |other: &&Topic| match topic.name {
        "chat.message" => other.name == topic.name || SENDER_TOPICS.contains(&other.name),
        name => other.name == name,
    };
    let accepted = TOPICS.iter().filter(is_accepted);
    let accepted: Vec<_> = accepted
        .map(|topic| (topic.name, sent_when(topic)))
        .collect();
    let accepted: Vec<_> = accepted
        .iter()
        .map(|(name, when)| (*name, when.as_str()))
        .collect();
    let words = format!("{} event", topic.name.replace('.', " "));
    let topics = closed(
        &format!("{} topic", topic.name.replace('.', " ")),
        "What the event tells of.",
        &accepted,
    );
    record(
        &words,
        &sent_when(topic),
        vec![
            documented("topic", topics, "The topic: what the event tells of.")
                .required()
                .example(topic.name),
            sample("botId", TEXT, "The bot's id.").example("<BOT_ID>"),
            sample(topic.key, (topic.carries)(), topic.doc).required(),
            sample(
                "context",
                context(),
                "On whose behalf the event was caused.",
            ),
            sample(
                "requestId",
                TEXT,
                "The request that caused the event. Events that one request causes probably \
                 share it, so that it tells no two of them apart by itself.",
            )
            .example("<REQUEST_ID>"),
            sample(
                "timestamp",
                EPOCH_MILLISECONDS,
                "When the event happened, in milliseconds since the epoch; a number, where \
                 messages carry a string.",
            )
            .example(1_672_531_200_000_i64),
        ],
    )
}

fn context() -> Type {
    record(
        "event context",
        "On whose behalf an event was caused. Ids that do not apply are empty strings.",
        vec![
            sample(
                "company_id",
                TEXT,
                "The company's id; empty where there is none.",
            )
            .example(""),
            sample(
                "user_id",
                TEXT,
                "The id of the user of Ebbot; empty where there is none.",
            )
            .example(""),
            sample(
                "impersonated_user_id",
                TEXT,
                "The id of the user who is acted for; empty where there is none.",
            )
            .example(""),
            sample("request_id", TEXT, "The same as `requestId` of the event.")
                .example("<REQUEST_ID>"),
        ],
    )
}
