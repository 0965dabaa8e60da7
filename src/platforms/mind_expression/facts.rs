//! What Mind Expression is, as data. Source: "Webhooks and escalation" of its documentation and, for
//! what a Subject does with a webhook, its page "Component Actions".

use crate::diagnostic::Severity;
use crate::platforms::facts::{
    AuthMethod, Facts, Field, FieldFacts, FormFacts, HttpFacts, Kind, KindFacts, Meaning,
    OneEscalation, ReplyValues, SettingFacts, SettingShape, Spelling, Templates, ValueFacts,
    ValueSetting,
};

/// Mind Expression.
pub static FACTS: Facts = Facts {
    id: "mind-expression",
    name: "Mind Expression",
    documentation: "https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
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
        (
            "hooks/human_agent.yaml",
            include_str!("init/human_agent.yaml"),
        ),
    ],
    kinds: &[WEBHOOK, TRIGGER, ESCALATION],
    instead: &[],
    settings: &[
        SettingFacts {
            key: "scope",
            shape: SettingShape::Text,
            doc: "The Scope the definitions go to; shown in SETUP.md.",
        },
        SettingFacts {
            key: "global_keys",
            shape: SettingShape::Names { secret: false },
            doc: "The global keys of the Scope; they can be read, not mapped to.",
        },
        SettingFacts {
            key: "request_headers",
            shape: SettingShape::Names { secret: false },
            doc: "Headers that callers of the conversation API send; read as `http-header.<name>`.",
        },
    ],
    auth: &[AuthMethod::None, AuthMethod::Basic],
    templates: Some(Templates::Mustache),
    http: HttpFacts {
        schemes: &["http", "https"],
        own_headers: &[],
        foreign_content_type: Severity::Error,
        body_methods: &["POST"],
        needs_body: true,
        unsigned: false,
        endpoint: None,
        opposite: None,
    },
    built_in: &[],
    values: ValueFacts {
        settings: &[
            ValueSetting {
                key: "global_keys",
                prefix: "",
            },
            ValueSetting {
                key: "request_headers",
                prefix: "http-header.",
            },
        ],
        replies: Some(ReplyValues::Mapped),
        from_customers: &[],
        // The keys of a Subject hold values for its components as well.
        parameters_serve_messages: true,
        // Callers of the conversation API authenticate with the Auth Key of the Scope.
        credentials: &[
            "http-header.authorization",
            "http-header.proxy-authorization",
            "http-header.cookie",
        ],
    },
    spellings: SPELLINGS,
    functions: None,
    topics: None,
    replies: &[],
    payloads: super::payloads::payloads,
    notes: &super::notes::NOTES,
    one_escalation: Some(OneEscalation::Per("Scope")),
};

const AUTH: FieldFacts = FieldFacts::optional(
    Field::Auth,
    "`basic` with user name and password, or `none`, the default.",
)
.or(r#""none""#)
.like(&[r#"{ "basic": { "username": "svc", "password": "${secret.CRM_PASSWORD}" } }"#]);

const WEBHOOK: KindFacts = KindFacts {
    kind: Kind::Webhook,
    title: "Scope webhook",
    doc: "A webhook of a Scope that Subjects use to fetch data.",
    hyphen_in_name: true,
    needs_description: false,
    forms: &[FormFacts {
        direction: None,
        fields: &[
            FieldFacts::required(
                Field::Url,
                "The address, http or https, with Mustache tags in path and query.",
            )
            .like(&[r#""https://crm.acme.example/customers/{{customer_id}}""#]),
            FieldFacts::required(Field::Method, "The HTTP method.").one_of(&["GET", "POST"]),
            AUTH,
            FieldFacts::optional(
                Field::Headers,
                "Headers, name to value, with Mustache tags in values.",
            )
            .like(&[r#"{ "X-Request": "{{http-header.x-uuid}}" }"#]),
            FieldFacts::optional(
                Field::JsonTemplate,
                "A JSON template with Mustache tags, as text or as a mapping.",
            )
            .like(&[
                r#"{ "customer": "{{customer_id}}" }"#,
                r#""{ \"customer\": \"{{customer_id}}\" }""#,
            ]),
            FieldFacts::optional(
                Field::Mapping,
                "Keys that take a value from the reply: key to JSONPath.",
            )
            .like(&[r#"{ "phone_number": "$.numbers[0].msisdn" }"#]),
            FieldFacts::optional(
                Field::InvalidInput,
                "What the customer reads when the reply is HTTP 400.",
            )
            .like(&[r#""Please give a number that belongs to you.""#]),
            FieldFacts::optional(
                Field::Response,
                "What your API answers: `example`, `schema`, or both.",
            )
            .like(&[r#"{ "example": { "numbers": [{ "msisdn": "0101002000" }] } }"#]),
            FieldFacts::optional(Field::Tests, "Rendered requests, run by `hookc test`.").like(&[
                r#"[{ "name": "the customer is in the path", "given": { "customer_id": "123456" },
                      "expect": { "url": "https://crm.acme.example/customers/123456" } }]"#,
            ]),
        ],
    }],
};

const TRIGGER: KindFacts = KindFacts {
    kind: Kind::Trigger,
    title: "Subject that uses webhooks",
    doc: "A Subject whose components call webhooks.",
    hyphen_in_name: true,
    needs_description: false,
    forms: &[FormFacts {
        direction: None,
        fields: &[
            FieldFacts::required(
                Field::Subject,
                "The Subject: `name`, and `logical_form` where it is known.",
            )
            .like(&[r#"{ "name": "Change Mobile Package", "logical_form": "User wants to change the mobile package" }"#]),
            FieldFacts::optional(
                Field::Prompt,
                "What the customer is asked; the check step asks for one.",
            )
            .like(&[r#""Which number do you want to change?""#]),
            FieldFacts::optional(
                Field::Parameters,
                "JSON Schema of the Subject's local keys.",
            )
            .like(&[r#"{ "type": "object",
                         "properties": { "customer_id": { "type": "string", "description": "Customer number" } },
                         "required": ["customer_id"] }"#]),
            FieldFacts::required(
                Field::Webhooks,
                "The webhooks that run, in this order; one or more.",
            )
            .like(&[r#"["mobile_numbers"]"#]),
        ],
    }],
};

const ESCALATION: KindFacts = KindFacts {
    kind: Kind::Escalation,
    title: "Escalation URL",
    doc: "Where the whole chat script is posted when a session ends without success. One per Scope.",
    hyphen_in_name: true,
    needs_description: false,
    forms: &[FormFacts {
        direction: None,
        fields: &[
            FieldFacts::required(Field::Url, "The address, http or https.")
                .like(&[r#""https://crm.acme.example/escalations""#]),
            AUTH,
            FieldFacts::optional(
                Field::Headers,
                "Headers, name to value. That the escalation URL takes headers and auth as other webhooks do is an assumption.",
            )
            .like(&[r#"{ "X-Team": "mobile" }"#]),
        ],
    }],
};

const SPELLINGS: &[Spelling] = &[
    Spelling {
        kinds: &[Kind::Webhook],
        key: "on_http_400",
        meaning: Meaning::Renamed("invalid_input"),
    },
    Spelling {
        kinds: &[Kind::Webhook],
        key: "invalidInput",
        meaning: Meaning::Renamed("invalid_input"),
    },
    Spelling {
        kinds: &[Kind::Trigger],
        key: "logical-form",
        meaning: Meaning::Inside {
            field: "subject",
            key: "logical_form",
        },
    },
    Spelling {
        kinds: &[Kind::Trigger],
        key: "logical_form",
        meaning: Meaning::Inside {
            field: "subject",
            key: "logical_form",
        },
    },
    Spelling {
        kinds: &[Kind::Trigger],
        key: "actions",
        meaning: Meaning::Renamed("webhooks"),
    },
    Spelling {
        kinds: &[Kind::Trigger],
        key: "keys",
        meaning: Meaning::Renamed("parameters"),
    },
    Spelling {
        kinds: &[Kind::Escalation],
        key: "method",
        meaning: Meaning::Redundant {
            value: "POST",
            why: "the escalation webhook is always a POST",
        },
    },
    Spelling {
        kinds: &[Kind::Escalation],
        key: "body",
        meaning: Meaning::Absent(
            "Mind Expression posts the whole chat script; its form cannot be changed",
        ),
    },
    Spelling {
        kinds: &[],
        key: "timeout",
        meaning: Meaning::Absent("Mind Expression documents no setting for it; leave it out"),
    },
    Spelling {
        kinds: &[],
        key: "retries",
        meaning: Meaning::Absent("Mind Expression documents no setting for it; leave it out"),
    },
];
