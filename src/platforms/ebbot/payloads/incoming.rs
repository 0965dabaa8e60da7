//! The request and the reply of an incoming webhook.

use serde_json::json;

use super::PAGE;
use super::messages::{kind, value};
use crate::types::table::{
    ANY, BOOLEAN, TEXT, UUID, assumed, authored, closed, closed_union, documented, list, map,
    record, sample, sent, variant,
};
use crate::types::{Field, Payload, Tag, Type};

/// A chat id as the vendor's samples show it.
const CHAT_ID: &str = "1613387504.052.02589455-7427-4036-8573-a8eb55f69520";

/// The request and the reply of an incoming webhook.
pub fn payloads() -> Vec<Payload> {
    vec![
        authored(
            "incoming-request",
            "Request: a message to an incoming webhook",
            "What you send to an incoming webhook, as a POST. Without `chatId` every request \
             begins a new conversation, so that a request that is sent twice begins two.",
            PAGE,
            request(),
        ),
        sent(
            "incoming-response",
            "Reply: of an incoming webhook",
            "What Ebbot replies to a message. The vendor shows no reply to a request that \
             failed: `success` alone is certain.",
            PAGE,
            reply(),
        ),
    ]
}

fn request() -> Type {
    let kinds = closed(
        "request type",
        "What kind of message is sent, and so what `value` holds.",
        &[
            ("text", "Text, as if a user had written it."),
            (
                "variable",
                "Sets a variable, as if a user had clicked a button with one.",
            ),
            (
                "scenario",
                "Leads to a scenario, as if a user had clicked a button with one.",
            ),
        ],
    );
    let value = closed_union(
        "request value",
        "What is sent, by the `type` beside it.",
        Tag::Beside("type".to_owned()),
        vec![
            variant(&["text"], "What the user says.", TEXT),
            variant(&["variable"], "The variable of a button.", variable()),
            variant(&["scenario"], "A scenario, and a state in it.", target()),
        ],
    );
    record(
        "incoming request",
        "A message to an incoming webhook.",
        vec![
            documented("type", kinds, "The type of the message.")
                .required()
                .example("text"),
            sample(
                "sandbox",
                BOOLEAN,
                "Whether the conversation is kept out of the conversations table. The default \
                 is not documented: send it always.",
            )
            .example(false),
            documented(
                "chatId",
                TEXT,
                "To continue on an existing conversation: its chat id.",
            )
            .example(CHAT_ID),
            documented(
                "value",
                value,
                "The message to be sent; its form depends on `type`.",
            )
            .required()
            .example("Hello there")
            .sensitive(),
        ],
    )
}

fn variable() -> Type {
    record(
        "request variable",
        "The variable of a button that was clicked.",
        vec![
            sample("name", TEXT, "The variable's name.")
                .required()
                .example("button"),
            sample(
                "value",
                ANY,
                "The variable's value; the vendor's sample shows a string.",
            )
            .required()
            .example("Button value"),
        ],
    )
}

fn target() -> Type {
    record(
        "request scenario",
        "A scenario, and a state in it.",
        vec![
            documented(
                "scenario",
                TEXT,
                "The scenario's id, which leads to its top.",
            )
            .required()
            .example("82cd1000-6f61-11eb-aed8-d37ca2e276ae_f3e9282a-5502-4dc2-bffc-b1b9efa7aa3a"),
            assumed(
                "state",
                TEXT,
                "The id of a state in the scenario.",
                "The page says that the state's id can be added, and not under which key; it \
                 is `state` where events show such a target.",
            ),
        ],
    )
}

fn reply() -> Type {
    record(
        "incoming response",
        "The reply to a message.",
        vec![
            sample(
                "request_id",
                UUID,
                "The request's id; `requestId` in events.",
            )
            .example("197d7397-bf87-4740-a829-ea7251bff534"),
            sample("data", reply_data(), "What the bot answered."),
            sample("success", BOOLEAN, "Whether the message was taken.")
                .required()
                .example(true),
        ],
    )
}

fn reply_data() -> Type {
    let scenario = record(
        "matched scenario",
        "The scenario that the message led to.",
        vec![
            sample("id", TEXT, "The scenario's id.").example(
                "e67494b0-6c9c-11eb-aed8-d37ca2e276ae_e881fbe7-792a-479b-8cfd-848f91120e9c",
            ),
            sample("name", TEXT, "The scenario's name.").example("generalcatchall"),
        ],
    );
    record(
        "response data",
        "What the bot answered.",
        vec![
            documented(
                "chatId",
                TEXT,
                "The chat's id, for requests that continue the conversation. The first request \
                 outside of the sandbox gets it.",
            )
            .example("1613384238.420.50c9b6c7-96b6-4794-b09f-3ac7ae27c598"),
            sample(
                "sandbox",
                BOOLEAN,
                "Whether the conversation is kept out of the \
                                        conversations table.",
            )
            .example(false),
            sample(
                "scenario",
                scenario,
                "The scenario that the message led to.",
            ),
            sample("answers", list(answer()), "What the bot says."),
        ],
    )
}

fn answer() -> Type {
    let empty = |key, doc: &str| sample(key, map(ANY), doc).example(json!({}));
    record(
        "answer",
        "A message of the bot's reply.",
        vec![
            sample("id", UUID, "The answer's id.").example("c780c560-c191-4368-924c-57a491dc1748"),
            sample("name", TEXT, "What the answer is called in the scenario.")
                .example("generalcatchallask"),
            bot_id("bot_id", "The bot's id; the same as `botId`."),
            bot_id("botId", "The bot's id; the same as `bot_id`."),
            sample("companyId", TEXT, "The company's id.")
                .example("eb8ag1gmiktma952j949arkwu6l93v"),
            empty("parameters", "Parameters; seen empty only."),
            empty("db", "The bot's data; seen empty only."),
            empty("conversation", "The conversation's data; seen empty only."),
            sample(
                "customer_info",
                customer(),
                "What is known of the customer.",
            ),
            sample("chatId", TEXT, "The chat's id.")
                .example("1613384238.420.50c9b6c7-96b6-4794-b09f-3ac7ae27c598"),
            sample(
                "sender",
                TEXT,
                "Not described: the vendor's sample shows `user`, although the bot answers.",
            )
            .example("user"),
            kind(),
            value(),
        ],
    )
}

fn bot_id(key: &str, doc: &str) -> Field {
    sample(key, TEXT, doc).example("ebmjx2zgfh06t4sxtxko6dcst66w4q")
}

fn customer() -> Type {
    record(
        "customer info",
        "What is known of the customer; further attributes may come.",
        vec![
            sample("first_name", TEXT, "The first name.")
                .example("Reluctant")
                .sensitive(),
            sample("last_name", TEXT, "The last name.")
                .example("Snake")
                .sensitive(),
        ],
    )
}
