//! What Mind Expression sends, as a table. Source: "Webhooks and escalation" of its documentation.

use serde_json::json;

use crate::types::table::{EPOCH_MILLISECONDS, TEXT, UUID, documented, list, record, sample, sent};
use crate::types::{Payload, Type};

/// The escalation.
#[must_use]
pub fn payloads() -> Vec<Payload> {
    vec![sent(
        "escalation",
        "Escalation",
        "The entire chat script, posted to the escalation URL when a session does not end \
         well. It repeats HTTP headers of the conversation API, which may hold credentials: do \
         not log it.",
        super::facts::FACTS.documentation,
        record(
            "escalation",
            "A conversation that is handed to people.",
            vec![
                documented("subject", subject(), "What the escalation is about.").required(),
                documented(
                    "http-headers",
                    list(header()),
                    "The HTTP headers that the enterprise system sent on the conversation API. \
                     Whether `Authorization` is among them is not documented: treat them as \
                     secrets.",
                ),
                documented("conversation-id", UUID, "Tells conversations apart.")
                    .required()
                    .example("b8103db7-d31d-4c1a-a6c2-3bf6958fa254"),
                documented(
                    "conversations",
                    list(turn()),
                    "The chat script, turn by turn.",
                )
                .required(),
            ],
        ),
    )]
}

fn subject() -> Type {
    record(
        "escalated subject",
        "What an escalation is about.",
        vec![
            sample("id", UUID, "The subject's id.").example("7805b4a9-7128-462b-a7c1-5c04cbb2643b"),
            documented("name", TEXT, "The subject in which the escalation happens.")
                .example("Change Mobile Package"),
            sample(
                "logical-form",
                TEXT,
                "Not described: it reads as what the user wants.",
            )
            .example("User wants to change the mobile package"),
        ],
    )
}

fn header() -> Type {
    record(
        "forwarded header",
        "An HTTP header that was sent on the conversation API.",
        vec![
            sample(
                "name",
                TEXT,
                "The header's name; compare it without regard to case.",
            )
            .example("uuid"),
            sample("value", TEXT, "The header's value; it may be a credential.")
                .example("2826452c-ce7e-4f59-9e14-105a489909f4")
                .sensitive(),
        ],
    )
}

fn turn() -> Type {
    record(
        "conversation turn",
        "What the customer said, and what the AI answered.",
        vec![
            sample(
                "timestamp",
                EPOCH_MILLISECONDS,
                "When it was said, in milliseconds since the epoch.",
            )
            .example(1_615_861_988_000_i64),
            documented(
                "user",
                TEXT,
                "The customer's query; `null` where the AI speaks first, as in a greeting.",
            )
            .nullable()
            .example(json!(null))
            .example("I want to change my mobile package")
            .sensitive(),
            documented("ai", list(TEXT), "The responses of Mind Expression.")
                .example(json!(["Welcome to Mind Expression. How can I help you?"]))
                .sensitive(),
        ],
    )
}
