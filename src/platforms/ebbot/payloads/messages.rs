//! Messages, and what they hold by their type.

use crate::types::table::{
    DECIMAL_SECONDS, INTEGER, NUMBER, TEXT, URI, closed_union, elsewhere, list, open, open_union,
    record, sample, variant,
};
use crate::types::{Field, Tag, Type};

/// The clients that the vendor publishes, where they show what its page does not.
const CLIENTS: &str = "https://github.com/ebbot-ai/ebbot_flutter_ui, \
                       lib/v1/src/parser/ebbot_chat_parser.dart and \
                       lib/v1/src/service/chat_transcript_service.dart";

/// The `data` of a message's event.
pub fn message() -> Type {
    record(
        "chat message",
        "A message of a chat.",
        vec![
            sample("chatId", TEXT, "The chat's id.")
                .required()
                .example("<CHAT_ID>"),
            sender(),
            value(),
            kind(),
            sample(
                "id",
                TEXT,
                "The message's id. In the vendor's sample of a user's message it is the id of \
                 the user.",
            )
            .example("e8328e60-6757-48ea-87d1-3be485348b4c"),
            timestamp(
                "When it was sent, in seconds since the epoch as a decimal in a string. Some \
                 of the vendor's samples show 13 digits before the point: those are \
                 milliseconds.",
            )
            .example("1672531200000.397183857"),
        ],
    )
}

/// A message of the transcript in `chat.close`.
pub fn transcript_message() -> Type {
    record(
        "transcript message",
        "A message of a transcript.",
        vec![
            sample("id", TEXT, "The message's id.").example("<MESSAGE_ID>"),
            sender(),
            kind(),
            value(),
            timestamp("When it was sent, in seconds since the epoch as a decimal in a string."),
        ],
    )
}

fn timestamp(doc: &str) -> Field {
    sample("timestamp", DECIMAL_SECONDS, doc).example("1672531200.310412954")
}

fn sender() -> Field {
    let senders = open(
        "message sender",
        "Who sent a message.",
        &[
            ("user", "The user who chats with the bot."),
            ("bot", "The bot."),
            ("agent", "A person of the company."),
            ("system", "The platform itself."),
        ],
    );
    sample("sender", senders, "Who sent it.")
        .required()
        .example("user")
}

/// The `type` of a message, which tells what its `value` holds.
pub fn kind() -> Field {
    let kinds = open(
        "message type",
        "What kind of message it is, and so what `value` holds.",
        KINDS,
    );
    sample(
        "type",
        kinds,
        "What kind of message it is, and so what `value` holds.",
    )
    .required()
    .example("text")
}

const KINDS: &[(&str, &str)] = &[
    ("text", "Text."),
    ("text_info", "Text of the system."),
    ("url", "Text with buttons."),
    ("scenario", "A transition to a scenario."),
    ("rating_request", "The question for a rating."),
    ("rating", "The answer to the question for a rating."),
    (
        "gpt",
        "Text of a language model. The vendor's clients know it.",
    ),
    (
        "button_click",
        "A click on a button. The vendor's clients know it.",
    ),
    ("image", "An image. The vendor's clients know it."),
    ("file", "A file. The vendor's clients know it."),
    ("carousel", "Slides. The vendor's clients know it."),
    ("list", "A list. The vendor's clients know it."),
    (
        "url_click",
        "A click on a link. The vendor's clients know it, and do not show its value.",
    ),
    (
        "variable",
        "A variable is set. The vendor's clients know it, and do not show its value.",
    ),
    (
        "typing",
        "Somebody types. The vendor's clients know it, and do not show its value.",
    ),
    (
        "web_init",
        "The vendor's clients know it, and do not show its value.",
    ),
    (
        "refresh_messages",
        "The vendor's clients know it, and do not show its value.",
    ),
    (
        "update_conversation_info",
        "The vendor's clients know it, and do not show its value.",
    ),
];

/// The `value` of a message.
pub fn value() -> Field {
    let value = open_union(
        "message value",
        "What a message holds, by the `type` beside it; any JSON where the type is another one.",
        Tag::Beside("type".to_owned()),
        vec![
            variant(&["text", "text_info"], "Text.", text_value()),
            variant(
                &["gpt", "button_click"],
                "Text; known from the vendor's clients.",
                text_value(),
            ),
            variant(&["url"], "Text with buttons.", button_message()),
            variant(
                &["scenario"],
                "A transition to a scenario.",
                scenario_target(),
            ),
            variant(
                &["rating_request"],
                "The question for a rating.",
                rating_request(),
            ),
            variant(
                &["rating"],
                "The answer to the question for a rating.",
                rating(),
            ),
            variant(
                &["image", "file"],
                "A file; known from the vendor's clients.",
                file(),
            ),
            variant(
                &["carousel"],
                "Slides; known from the vendor's clients.",
                carousel(),
            ),
            variant(
                &["list"],
                "A list; known from the vendor's clients.",
                list_message(),
            ),
        ],
    );
    sample("value", value, "What it says; its form depends on `type`.")
        .example("<MESSAGE>")
        .sensitive()
}

fn text_value() -> Type {
    let object = record(
        "text object",
        "Text inside of an object.",
        vec![elsewhere("text", TEXT, "The text.", CLIENTS).sensitive()],
    );
    closed_union(
        "text value",
        "Text: a string in the vendor's samples; its clients also know an object that holds it.",
        Tag::JsonType,
        vec![
            variant(&["string"], "The text.", TEXT),
            variant(&["object"], "An object that holds the text.", object),
        ],
    )
}

fn button_message() -> Type {
    record(
        "button message",
        "Text with buttons.",
        vec![
            sample("description", TEXT, "The text above the buttons.")
                .example("Didn't quite get that... Would you like human help instead?")
                .sensitive(),
            sample("urls", list(button()), "The buttons."),
        ],
    )
}

fn button() -> Type {
    let kinds = open(
        "button type",
        "What a button does.",
        &[
            ("scenario", "It leads to the scenario in `next`."),
            ("url", "It opens the address in `value`."),
            (
                "variable",
                "It sets a variable. The vendor's clients know it.",
            ),
        ],
    );
    let value = open_union(
        "button value",
        "What a button leads to or sets: a string wherever it was seen.",
        Tag::JsonType,
        vec![variant(
            &["string"],
            "An address, or a variable's value.",
            TEXT,
        )],
    );
    record(
        "button",
        "A button below a message.",
        vec![
            sample("id", TEXT, "The button's id.").example("ef7af21c-d875-41f2-9d36-6bfe191cd58c"),
            sample("label", TEXT, "What it says.").example("Yes"),
            sample("type", kinds, "What it does.").example("scenario"),
            sample(
                "next",
                scenario_target(),
                "Where a button of type `scenario` leads; it may be absent there too.",
            ),
            sample(
                "value",
                value,
                "What a button of type `url` opens; `ebbot://reset` starts the chat anew.",
            )
            .example("ebbot://reset"),
            elsewhere(
                "name",
                TEXT,
                "The variable that a button of type `variable` sets.",
                "https://github.com/ebbot-ai/ebbot_flutter_ui, \
                 lib/v1/src/widget/url_button_widget.dart",
            ),
        ],
    )
}

fn scenario_target() -> Type {
    record(
        "scenario target",
        "A scenario, and a state in it.",
        vec![
            sample("scenario", TEXT, "The scenario's id.").example("<SCENARIO_ID>"),
            sample(
                "state",
                TEXT,
                "The id of a state in the scenario; without it the scenario's top.",
            )
            .example("fba34726-bd31-4ef2-964a-3cf9a64f5df5"),
        ],
    )
}

fn rating_request() -> Type {
    record(
        "rating request",
        "The question for a rating.",
        vec![
            sample("question", TEXT, "The question.")
                .example("<MESSAGE>")
                .sensitive(),
        ],
    )
}

fn rating() -> Type {
    record(
        "rating",
        "The answer to the question for a rating.",
        vec![sample("rating", INTEGER, "The rating; its range is not described.").example(5)],
    )
}

fn file() -> Type {
    let field = |key, r#type, doc| elsewhere(key, r#type, doc, CLIENTS);
    record(
        "message file",
        "An image or another file.",
        vec![
            field("key", TEXT, "The file's id."),
            field("filename", TEXT, "The file's name."),
            field("url", URI, "Where the file can be read.").sensitive(),
            field("size", NUMBER, "How long the file is, in bytes."),
            field("mimetype", TEXT, "The file's media type."),
            field("label", TEXT, "What the file is called."),
        ],
    )
}

fn carousel() -> Type {
    let field = |key, r#type, doc| elsewhere(key, r#type, doc, CLIENTS);
    let slide = record(
        "slide",
        "A slide of a carousel.",
        vec![
            field("title", TEXT, "The title."),
            field("description", TEXT, "The text.").sensitive(),
            field("url", URI, "The address of the image."),
            field("urls", list(button()), "The buttons."),
        ],
    );
    record(
        "carousel",
        "Slides side by side.",
        vec![field("slides", list(slide), "The slides.")],
    )
}

fn list_message() -> Type {
    let field = |key, r#type, doc| elsewhere(key, r#type, doc, CLIENTS);
    let item = record(
        "list item",
        "An item of a list.",
        vec![field("text", TEXT, "The text.").sensitive()],
    );
    record(
        "list message",
        "Text with a list.",
        vec![
            field("text", TEXT, "The text above the list.").sensitive(),
            field("items", list(item), "The items."),
        ],
    )
}
