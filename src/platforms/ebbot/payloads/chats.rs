//! What the events of outgoing webhooks carry of chats.

use serde_json::json;

use super::messages::transcript_message;
use crate::types::table::{
    ANY, BOOLEAN, DATE_TIME, DECIMAL_SECONDS, INTEGER, JSON_TEXT, TEXT, list, map, open, record,
    sample,
};
use crate::types::{Field, Type};

fn chat_id() -> Field {
    sample("id", TEXT, "The chat's id.")
        .required()
        .example("<CHAT_ID>")
}

fn status() -> Field {
    let values = open(
        "chat status",
        "How far a chat has come.",
        &[
            ("ongoing", "The chat goes on."),
            (
                "chat_closed",
                "The chat is closed; the vendor's clients know this value.",
            ),
        ],
    );
    sample("status", values, "How far the chat has come.").example("ongoing")
}

fn supervised() -> Field {
    sample("supervised", BOOLEAN, "Whether the chat is supervised.").example(false)
}

/// A user as two events show it, each a part.
fn user() -> Field {
    let user = record(
        "chat user",
        "Whom the bot talks to. Further attributes may come.",
        vec![
            sample("id", TEXT, "The chat user's id.").example("<CHAT_USER_ID>"),
            sample("first_name", TEXT, "The first name.")
                .example("Identical")
                .sensitive(),
            sample("last_name", TEXT, "The last name.")
                .example("Goat")
                .sensitive(),
        ],
    );
    sample("user", user, "The user of the chat.")
}

/// The `data` of `chat.create`.
pub fn created_chat() -> Type {
    let channel = open(
        "chat channel",
        "Where a chat takes place.",
        &[("web", "On a web site.")],
    );
    record(
        "created chat",
        "A chat that has just begun.",
        vec![
            chat_id(),
            sample(
                "type",
                channel,
                "Where the chat takes place. In other events `type` means something else.",
            )
            .example("web"),
            status(),
            user(),
        ],
    )
}

/// The `data` of `chat.user.update`.
pub fn updated_user() -> Type {
    record(
        "updated user",
        "A chat and its user.",
        vec![chat_id(), user()],
    )
}

/// The `data` of `chat.data.update`.
pub fn conversation_data() -> Type {
    let theme = record(
        "chat theme details",
        "The theme that the chat is shown in.",
        vec![
            sample("id", TEXT, "The theme's id.").example("<CHAT_THEME_ID>"),
            sample("path", ANY, "Not described; seen as `null` only.")
                .nullable()
                .example(json!(null)),
            sample("isDefault", BOOLEAN, "Whether it is the default theme.").example(true),
        ],
    );
    record(
        "conversation data",
        "What is known of a conversation; further keys may come.",
        vec![
            chat_id(),
            sample(
                "time_before_start",
                INTEGER,
                "How long the visitor waited; in what unit is not described.",
            )
            .example(0),
            sample("os", TEXT, "The visitor's operating system.").example("Windows"),
            sample("user_last_input", TEXT, "What the user wrote last.")
                .example("test")
                .sensitive(),
            sample("current_host", TEXT, "The host of the web site.").example("<WEBSITE_HOST>"),
            sample("clientIp", TEXT, "The visitor's IP address.")
                .example("<IP_ADRESS>")
                .sensitive(),
            sample("browser", TEXT, "The visitor's browser.").example("chrome"),
            sample(
                "chat_theme_details",
                theme,
                "The theme that the chat is shown in.",
            ),
            sample("current_page", TEXT, "The page that the visitor looks at.")
                .example("<WEBSITE_PAGE>"),
            sample("platform", TEXT, "Where the chat takes place.").example("web"),
        ],
    )
}

/// The `data` of `chat.scenario.run`.
pub fn scenario_run() -> Type {
    let scenario = record(
        "executed scenario",
        "A scenario of the bot.",
        vec![
            sample("id", TEXT, "The scenario's id.").example("<SCENARIO_ID>"),
            sample("name", TEXT, "The scenario's name.").example("<SCENARIO_NAME>"),
            sample(
                "states",
                INTEGER,
                "A number of states; which is not described.",
            )
            .example(1),
        ],
    );
    record(
        "scenario run",
        "A scenario that a chat runs.",
        vec![
            sample("chatId", TEXT, "The chat's id.")
                .required()
                .example("<CHAT_ID>"),
            sample("scenario", scenario, "The scenario that is executed."),
        ],
    )
}

/// The `data` of `chat.status.change`.
pub fn status_change() -> Type {
    record(
        "status change",
        "The status of a chat.",
        vec![
            chat_id(),
            status(),
            supervised(),
            sample(
                "type",
                last_action(),
                "What happened last. In other events `type` means something else.",
            )
            .example("scenario"),
        ],
    )
}

fn last_action() -> Type {
    open(
        "chat action",
        "What happened last in a chat.",
        &[
            (
                "close_chat",
                "Closing; the chat is closed only where its status is `chat_closed` too.",
            ),
            ("scenario", "A scenario."),
        ],
    )
}

/// The `data` of `chat.close`.
pub fn closed_chat() -> Type {
    record(
        "closed chat",
        "A chat that has ended.",
        vec![
            chat_id(),
            sample(
                "conversation",
                list(transcript_message()),
                "The whole transcript, in the order of the messages.",
            ),
        ],
    )
}

/// The `chat` of `chat.update`, in the order of the page.
pub fn chat() -> Type {
    let mut fields = chat_head();
    fields.extend(chat_state());
    fields.extend(chat_tail());
    record("updated chat", "A chat as it is after a change.", fields)
}

fn chat_head() -> Vec<Field> {
    vec![
        chat_id(),
        sample("botId", TEXT, "The bot's id.").example("<BOT_ID>"),
        sample("companyId", TEXT, "The company's id.").example("<COMPANY_ID>"),
        sample("name", TEXT, "What the chat is called: the user's name.")
            .example("Name Goat")
            .sensitive(),
        sample("integration_type", TEXT, "Where the chat takes place.").example("web"),
        null_only("scenario"),
        sample(
            "type",
            last_action(),
            "What happened last. In other events `type` means something else.",
        )
        .example("close_chat"),
        status(),
        sample(
            "statusTimestamp",
            DECIMAL_SECONDS,
            "When the status changed, in seconds since the epoch as a decimal in a string.",
        )
        .example("1672531200.427187915"),
        sample("chatUserId", TEXT, "The chat user's id.").example("<CHAT_USER_ID>"),
    ]
}

fn chat_state() -> Vec<Field> {
    let handler = open(
        "chat handler",
        "Who answers in a chat.",
        &[
            ("bot", "The bot answers."),
            (
                "agent",
                "A person has taken over; the vendor's clients know this value.",
            ),
        ],
    );
    vec![
        sample(
            "handled_by",
            handler,
            "Who answers: the bot, or a person who has taken over.",
        )
        .example("bot"),
        null_only("handledByAgentTimestamp"),
        sample(
            "transfer_data",
            map(ANY),
            "Data of a transfer; seen empty only.",
        )
        .example(json!({})),
        null_only("userId"),
        sample(
            "last_message",
            DECIMAL_SECONDS,
            "When the last message came, in seconds since the epoch as a decimal in a string.",
        )
        .example("1672531200.085565643"),
        sample("new_messages", BOOLEAN, "Whether there are new messages.").example(false),
        sample(
            "scenarios_in_progress",
            list(ANY),
            "Scenarios that go on; seen empty only.",
        )
        .example(json!([])),
        sample(
            "successful_scenarios",
            map(ANY),
            "Scenarios that succeeded; seen empty only.",
        )
        .example(json!({})),
    ]
}

fn chat_tail() -> Vec<Field> {
    vec![
        sample("language", TEXT, "The language of the chat.").example("sv"),
        null_only("nps"),
        null_only("rating"),
        null_only("transferSkillId"),
        sample(
            "participants",
            list(ANY),
            "Who takes part; seen empty only.",
        )
        .example(json!([])),
        sample(
            "agents",
            list(ANY),
            "The agents of the chat; seen empty only.",
        )
        .example(json!([])),
        created_at("the chat").example("2023-01-01T07:34:43.000Z"),
        updated_at("the chat").example("2023-01-01T07:36:11+00:00"),
        sample("chat_user", chat_user_entity(), "The user of the chat."),
        supervised(),
    ]
}

fn chat_user_entity() -> Type {
    record(
        "chat user entity",
        "The user of a chat as Ebbot stores it.",
        vec![
            sample("id", TEXT, "The chat user's id.").example("<CHAT_USER_ID>"),
            null_only("image"),
            sample(
                "info",
                JSON_TEXT,
                "What is known of the user: a JSON object inside of a string.",
            )
            .example("{\"first_name\":\"Identical\",\"last_name\":\"Goat\"}")
            .sensitive(),
            created_at("the user").example("2023-01-01T07:34:43.000Z"),
            updated_at("the user").example("2023-01-01T07:34:43.000Z"),
        ],
    )
}

fn created_at(what: &str) -> Field {
    sample(
        "createdAt",
        DATE_TIME,
        &format!("When {what} was created, as RFC 3339 writes it."),
    )
}

fn updated_at(what: &str) -> Field {
    sample(
        "updatedAt",
        DATE_TIME,
        &format!("When {what} was last changed, as RFC 3339 writes it."),
    )
}

/// A member that was `null` whenever it was seen, so that nobody knows its type.
fn null_only(key: &str) -> Field {
    sample(
        key,
        ANY,
        "Not described; seen as `null` only, so that its type is not known.",
    )
    .nullable()
    .example(json!(null))
}
