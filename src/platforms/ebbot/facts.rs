//! What Ebbot is, as data. Source: "Webhooks" and "Outgoing webhooks" of its documentation.

use crate::diagnostic::Severity;
use crate::platforms::facts::{
    EndpointFacts, Facts, Field, FieldFacts, FormFacts, HttpFacts, Kind, KindFacts, Meaning,
    SettingFacts, SettingShape, Spelling, TopicFacts, ValueFacts, WiderTopic,
};

/// Ebbot.
pub static FACTS: Facts = Facts {
    id: "ebbot",
    name: "Ebbot",
    documentation: "https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
    starter: &[
        ("hookc.yaml", include_str!("init/hookc.yaml")),
        (
            "hooks/chat_events.yaml",
            include_str!("init/chat_events.yaml"),
        ),
        (
            "hooks/website_bot.yaml",
            include_str!("init/website_bot.yaml"),
        ),
        ("hooks/say_hello.yaml", include_str!("init/say_hello.yaml")),
    ],
    kinds: &[WEBHOOK, TRIGGER],
    instead: &[(
        Kind::Escalation,
        "Ebbot has no escalation webhook: write a `webhook` with `direction: outgoing` and the topics `chat.update` \
         (shows `handled_by`) and `chat.close` (carries the transcript)",
    )],
    settings: &[SettingFacts {
        key: "bot",
        shape: SettingShape::Text,
        doc: "The bot the definitions go to; shown in SETUP.md.",
    }],
    auth: &[],
    templates: None,
    // The incoming page names `v2.ebbot.app`; the two others are hosts of its chats API.
    http: HttpFacts {
        schemes: &["http", "https"],
        own_headers: &[],
        foreign_content_type: Severity::Error,
        body_methods: &["POST"],
        needs_body: false,
        unsigned: true,
        endpoint: Some(EndpointFacts {
            hosts: &["v2.ebbot.app", "ebbot.eu", "ca.ebbot.app"],
            path: "/api/webhooks/",
        }),
        opposite: None,
    },
    built_in: &[],
    values: ValueFacts::NONE,
    spellings: SPELLINGS,
    functions: None,
    topics: Some(TopicFacts {
        wider: &[
            WiderTopic {
                topic: "chat.message",
                holds: SENDER_TOPICS,
                is_their_sum: true,
            },
            WiderTopic {
                topic: "chat.update",
                holds: &["chat.status.change"],
                is_their_sum: false,
            },
        ],
        transcript: "chat.close",
        messages: &[
            "chat.user.message",
            "chat.bot.message",
            "chat.agent.message",
            "chat.system.message",
            "chat.message",
        ],
    }),
    replies: &["variable", "scenario"],
    payloads: super::payloads::payloads,
    notes: &super::notes::NOTES,
    one_escalation: None,
};

/// The topics that an outgoing webhook may subscribe to, in the order of the vendor's page.
pub const TOPICS: &[&str] = &[
    "chat.create",
    "chat.update",
    "chat.data.update",
    "chat.user.update",
    "chat.user.message",
    "chat.bot.message",
    "chat.agent.message",
    "chat.system.message",
    "chat.message",
    "chat.scenario.run",
    "chat.status.change",
    "chat.close",
];

/// The topics of the messages of one sender each; `chat.message` has them all.
pub const SENDER_TOPICS: &[&str] = &[
    "chat.user.message",
    "chat.bot.message",
    "chat.agent.message",
    "chat.system.message",
];

const DIRECTION: FieldFacts = FieldFacts::required(
    Field::Direction,
    "`outgoing`: Ebbot calls you. `incoming`: you call Ebbot. The form calls it the type.",
)
.one_of(&["outgoing", "incoming"]);

const WEBHOOK: KindFacts = KindFacts {
    kind: Kind::Webhook,
    title: "Outgoing webhook, or incoming endpoint",
    doc: "An outgoing webhook receives the events of the topics it subscribes to; an incoming one is an endpoint \
          of Ebbot's that messages are sent to.",
    hyphen_in_name: true,
    needs_description: false,
    forms: &[
        FormFacts {
            direction: Some("outgoing"),
            fields: &[
                DIRECTION,
                FieldFacts::required(Field::Topics, "The topics it subscribes to; one or more.")
                    .one_of(TOPICS),
                FieldFacts::required(
                    Field::Url,
                    "Where the events go. Ebbot documents no signature, so an unguessable path is its only protection.",
                )
                .like(&[r#""https://crm.acme.example/ebbot/${secret.EBBOT_PATH}""#]),
            ],
        },
        FormFacts {
            direction: Some("incoming"),
            fields: &[
                DIRECTION,
                FieldFacts::optional(Field::Url, "The endpoint, known once the form is saved.")
                    .like(&[r#""https://v2.ebbot.app/api/webhooks/4f2a9c""#]),
            ],
        },
    ],
};

const TRIGGER: KindFacts = KindFacts {
    kind: Kind::Trigger,
    title: "Message sent to an incoming webhook",
    doc: "A message that your systems send to an incoming webhook.",
    hyphen_in_name: true,
    needs_description: false,
    forms: &[FormFacts {
        direction: None,
        fields: &[
            FieldFacts::required(Field::Webhook, "The incoming webhook that it is sent to.")
                .like(&[r#""website_bot""#]),
            FieldFacts::required(Field::Message, "What is sent: `type` and `value`.")
                .one_of(MESSAGE_TYPES)
                .like(&[
                    r#"{ "type": "text", "value": "Hello" }"#,
                    r#"{ "type": "variable", "value": { "name": "order_number", "value": "A1" } }"#,
                    r#"{ "type": "scenario", "value": { "scenario": "82cd1000-6f61-11eb-aed8-d37ca2e276ae" } }"#,
                ]),
            FieldFacts::optional(
                Field::Conversation,
                "`new`, the default, starts a conversation; with `continue` the caller supplies the chat id.",
            )
            .one_of(&["new", "continue"])
            .or(r#""new""#),
            FieldFacts::optional(
                Field::Sandbox,
                "Whether the conversation is kept out of the conversations table. Default `false`, always written.",
            )
            .or("false"),
        ],
    }],
};

/// The message types of the vendor's page.
pub const MESSAGE_TYPES: &[&str] = &["text", "variable", "scenario"];

const NO_SUCH_SETTING: &str = "Ebbot documents no such setting for its webhooks; an unguessable path, as \
                               `https://example.com/ebbot/${secret.EBBOT_PATH}`, is the only protection";

const SPELLINGS: &[Spelling] = &[
    Spelling {
        kinds: &[Kind::Webhook],
        key: "type",
        meaning: Meaning::Renamed("direction"),
    },
    Spelling {
        kinds: &[Kind::Trigger],
        key: "type",
        meaning: Meaning::Inside {
            field: "message",
            key: "type",
        },
    },
    Spelling {
        kinds: &[Kind::Trigger],
        key: "value",
        meaning: Meaning::Inside {
            field: "message",
            key: "value",
        },
    },
    Spelling {
        kinds: &[Kind::Trigger],
        key: "chatId",
        meaning: Meaning::Says {
            field: "conversation",
            value: "continue",
            why: "the caller supplies the chat id",
        },
    },
    Spelling {
        kinds: &[Kind::Webhook, Kind::Trigger],
        key: "method",
        meaning: Meaning::Redundant {
            value: "POST",
            why: "it is always a POST",
        },
    },
    Spelling {
        kinds: &[Kind::Webhook],
        key: "auth",
        meaning: Meaning::Absent(NO_SUCH_SETTING),
    },
    Spelling {
        kinds: &[Kind::Webhook],
        key: "headers",
        meaning: Meaning::Absent(NO_SUCH_SETTING),
    },
    Spelling {
        kinds: &[Kind::Webhook],
        key: "secret",
        meaning: Meaning::Absent(NO_SUCH_SETTING),
    },
    Spelling {
        kinds: &[],
        key: "timeout",
        meaning: Meaning::Absent("Ebbot documents no setting for it; leave it out"),
    },
    Spelling {
        kinds: &[],
        key: "retries",
        meaning: Meaning::Absent("Ebbot documents no setting for it; leave it out"),
    },
    Spelling {
        kinds: &[Kind::Webhook],
        key: "body",
        meaning: Meaning::Absent(
            "Ebbot sends the documented event of each topic; its form cannot be changed",
        ),
    },
];
