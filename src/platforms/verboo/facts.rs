//! What Verboo is, as data. Source: <https://verboo.ai/en/docs/integrations/webhook> and, for
//! triggers, <https://verboo.ai/en/docs/concepts/triggers> and
//! <https://verboo.ai/en/docs/mcp/tools>.

use crate::diagnostic::Severity;
use crate::platforms::facts::{
    Facts, Field, FieldFacts, FormFacts, FunctionFacts, HttpFacts, Kind, KindFacts, Meaning,
    ReplyValues, SettingFacts, SettingShape, Spelling, Templates, ValueFacts, ValueSetting,
};

/// Verboo.
pub static FACTS: Facts = Facts {
    id: "verboo",
    name: "Verboo",
    documentation: "https://verboo.ai/en/docs/integrations/webhook",
    starter: &[
        ("hookc.yaml", include_str!("init/hookc.yaml")),
        (
            "hooks/order_status.yaml",
            include_str!("init/order_status.yaml"),
        ),
        (
            "hooks/track_order.yaml",
            include_str!("init/track_order.yaml"),
        ),
    ],
    kinds: &[WEBHOOK, TRIGGER],
    instead: &[(
        Kind::Escalation,
        "Verboo has no escalation of its own: write a `trigger` whose webhook opens the ticket",
    )],
    settings: &[
        SettingFacts {
            key: "assistant",
            shape: SettingShape::Text,
            doc: "The assistant the definitions go to; shown in SETUP.md.",
        },
        SettingFacts {
            key: "client_data",
            shape: SettingShape::Names { secret: true },
            doc: "What the host application puts into the session as `client_data`.",
        },
    ],
    auth: &[],
    templates: Some(Templates::Dollar),
    http: HttpFacts {
        schemes: &["http", "https"],
        own_headers: &[],
        foreign_content_type: Severity::Warning,
        body_methods: &["POST", "PUT"],
        needs_body: false,
        unsigned: false,
        endpoint: None,
        opposite: None,
    },
    built_in: &["session.id", "company.id", "assistant.id", "images"],
    values: ValueFacts {
        settings: &[ValueSetting {
            key: "client_data",
            prefix: "",
        }],
        // "Values in session.client_data are automatically merged into the session."
        replies: Some(ReplyValues::Merged(&["session", "client_data"])),
        from_customers: &["images"],
        parameters_serve_messages: false,
        credentials: &[],
    },
    spellings: SPELLINGS,
    functions: Some(FunctionFacts {
        max_description: 350,
        parameter_types: &["string", "number", "boolean", "array"],
    }),
    topics: None,
    replies: &[],
    payloads: super::payloads::payloads,
    notes: &super::notes::NOTES,
    one_escalation: None,
};

const WEBHOOK: KindFacts = KindFacts {
    kind: Kind::Webhook,
    title: "HTTP action (`WEBHOOK`)",
    doc: "An HTTP request that the assistant makes during a conversation.",
    hyphen_in_name: true,
    needs_description: false,
    forms: &[FormFacts {
        direction: None,
        fields: &[
            FieldFacts::required(
                Field::Url,
                "The address. `$name` is replaced, percent-encoded, in path and query.",
            )
            .like(&[r#""https://shop.example/api/orders/$order_number""#]),
            FieldFacts::required(Field::Method, "The HTTP method.")
                .one_of(&["GET", "POST", "PUT", "DELETE"]),
            FieldFacts::optional(
                Field::Headers,
                "Headers, name to value. `$name` is replaced literally in values.",
            )
            .like(&[r#"{ "Authorization": "Bearer $shop_api_key" }"#]),
            FieldFacts::optional(
                Field::Body,
                "The JSON body, a mapping or a list. `$name` is replaced in its strings, JSON-escaped.",
            )
            .like(&[r#"{ "title": "$issue_title", "session": "$session.id" }"#]),
            FieldFacts::optional(
                Field::ResponseDirective,
                "Tells the LLM how to use the response. Without it the LLM decides.",
            )
            .like(&[r#""Confirm the created ticket number to the customer.""#]),
            FieldFacts::optional(
                Field::Response,
                "What your API answers: `example`, `schema`, or both.",
            )
            .like(&[r#"{ "example": { "status": "success", "ticket": 42 } }"#]),
            FieldFacts::optional(Field::Tests, "Rendered requests, run by `hookc test`.").like(&[
                r#"[{ "name": "the number is encoded", "given": { "order_number": "A/1" },
                      "expect": { "url": "https://shop.example/api/orders/A%2F1" } }]"#,
            ]),
        ],
    }],
};

const TRIGGER: KindFacts = KindFacts {
    kind: Kind::Trigger,
    title: "Function that the LLM calls",
    doc: "A function that the LLM may call during a conversation; it runs webhooks in order.",
    hyphen_in_name: false,
    needs_description: true,
    forms: &[FormFacts {
        direction: None,
        fields: &[
            FieldFacts::optional(
                Field::Parameters,
                "JSON Schema of the arguments that the LLM extracts.",
            )
            .like(&[r#"{ "type": "object",
                         "properties": { "order_number": { "type": "string", "description": "The number of the order" } },
                         "required": ["order_number"] }"#]),
            FieldFacts::optional(
                Field::InterpretResponse,
                "Whether the LLM phrases the result; otherwise the trigger runs silently. Default `true`.",
            )
            .or("true"),
            FieldFacts::optional(
                Field::Active,
                "Whether the trigger can be called. Default `true`.",
            )
            .or("true"),
            FieldFacts::optional(
                Field::CopilotOnly,
                "Whether only the copilot may call it. Default `false`.",
            )
            .or("false"),
            FieldFacts::required(
                Field::Webhooks,
                "The webhooks that run, in this order; one or more.",
            )
            .like(&[r#"["create_ticket"]"#]),
        ],
    }],
};

const SPELLINGS: &[Spelling] = &[
    Spelling {
        kinds: &[Kind::Webhook],
        key: "responseDirective",
        meaning: Meaning::Renamed("response_directive"),
    },
    Spelling {
        kinds: &[Kind::Trigger],
        key: "isActive",
        meaning: Meaning::Renamed("active"),
    },
    Spelling {
        kinds: &[Kind::Trigger],
        key: "interpretResponse",
        meaning: Meaning::Renamed("interpret_response"),
    },
    Spelling {
        kinds: &[Kind::Trigger],
        key: "InterpretResponse",
        meaning: Meaning::Renamed("interpret_response"),
    },
    Spelling {
        kinds: &[Kind::Trigger],
        key: "copilotOnly",
        meaning: Meaning::Renamed("copilot_only"),
    },
    Spelling {
        kinds: &[Kind::Trigger],
        key: "actions",
        meaning: Meaning::Renamed("webhooks"),
    },
    Spelling {
        kinds: &[Kind::Trigger],
        key: "parametersJson",
        meaning: Meaning::Renamed("parameters"),
    },
    Spelling {
        kinds: &[Kind::Webhook],
        key: "type",
        meaning: Meaning::Redundant {
            value: "WEBHOOK",
            why: "`kind: webhook` says it; the bundle gets `\"type\": \"WEBHOOK\"` from it",
        },
    },
    Spelling {
        kinds: &[Kind::Webhook],
        key: "auth",
        meaning: Meaning::Absent(
            "Verboo has no setting for it: write the header, as `Authorization: Bearer $token`, in `headers`",
        ),
    },
    Spelling {
        kinds: &[Kind::Webhook],
        key: "timeout",
        meaning: Meaning::Absent("Verboo documents no setting for it; leave it out"),
    },
    Spelling {
        kinds: &[Kind::Webhook],
        key: "retries",
        meaning: Meaning::Absent("Verboo documents no setting for it; leave it out"),
    },
];
