//! What Enterpret's Escalation Shield is, as data. Source: "Outbound webhooks for Escalation
//! Shield", <https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield>.

use crate::diagnostic::Severity;
use crate::platforms::facts::{
    AuthMethod, Facts, Field, FieldFacts, FormFacts, HttpFacts, Kind, KindFacts, Meaning,
    OneEscalation, SettingFacts, SettingShape, Spelling, ValueFacts,
};

/// Enterpret.
pub static FACTS: Facts = Facts {
    id: "enterpret",
    name: "Enterpret",
    documentation: "https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield",
    starter: &[
        ("hookc.yaml", include_str!("init/hookc.yaml")),
        (
            "hooks/extreme_risk.yaml",
            include_str!("init/extreme_risk.yaml"),
        ),
    ],
    kinds: &[ESCALATION],
    instead: &[
        (
            Kind::Webhook,
            "Enterpret sends Escalation Shield alerts only: write `kind: escalation`",
        ),
        (
            Kind::Trigger,
            "an Escalation Shield automation decides when an alert is sent; it is set up in Enterpret: write \
             `kind: escalation` for the webhook it calls",
        ),
    ],
    settings: &[SettingFacts {
        key: "org_id",
        shape: SettingShape::Text,
        doc: "Your organisation's slug; shown in SETUP.md.",
    }],
    auth: &[
        AuthMethod::None,
        AuthMethod::Bearer,
        AuthMethod::ApiKey,
        AuthMethod::Header,
    ],
    templates: None,
    http: HttpFacts {
        schemes: &["https"],
        own_headers: &["content-type", "user-agent", "idempotency-key"],
        foreign_content_type: Severity::Error,
        body_methods: &["POST"],
        needs_body: false,
        unsigned: false,
        endpoint: None,
        // https://helpcenter.enterpret.com/en/articles/12131693-webhook-integration
        opposite: Some((
            "api.enterpret.com",
            "Enterpret's API for feedback that is sent to it",
        )),
    },
    built_in: &[],
    values: ValueFacts::NONE,
    spellings: SPELLINGS,
    functions: None,
    topics: None,
    replies: &[],
    payloads: super::payloads::payloads,
    notes: &super::notes::NOTES,
    one_escalation: Some(OneEscalation::PerValue(Field::Automation)),
};

const ESCALATION: KindFacts = KindFacts {
    kind: Kind::Escalation,
    title: "Escalation Shield outbound webhook",
    doc: "Where an Escalation Shield automation sends its alerts.",
    hyphen_in_name: true,
    needs_description: false,
    forms: &[FormFacts {
        direction: None,
        fields: &[
            FieldFacts::required(
                Field::Automation,
                "The Escalation Shield automation that the webhook is added to.",
            )
            .like(&[r#""Extreme risk to CRM""#]),
            FieldFacts::optional(
                Field::AutomationId,
                "What arrives as `automation_id`; a constant in the generated code.",
            )
            .like(&[r#""7f0c2d""#]),
            FieldFacts::required(Field::Url, "The address; it has to start with `https://`.")
                .like(&[r#""https://alerts.acme.example/enterpret""#]),
            FieldFacts::required(
                Field::Auth,
                "`bearer`, `api_key` or `header` with the credential; `none` says that there is none.",
            )
            .like(&[
                r#"{ "bearer": "${secret.ENTERPRET_TOKEN}" }"#,
                r#"{ "api_key": "${secret.ENTERPRET_KEY}" }"#,
                r#"{ "header": { "name": "X-Acme-Key", "value": "${secret.ENTERPRET_KEY}" } }"#,
                r#""none""#,
            ]),
        ],
    }],
};

const NOT_CONFIGURABLE: &str = "Enterpret does not let it be configured; leave it out";

const SPELLINGS: &[Spelling] = &[
    Spelling {
        kinds: &[],
        key: "automationId",
        meaning: Meaning::Renamed("automation_id"),
    },
    Spelling {
        kinds: &[],
        key: "method",
        meaning: Meaning::Redundant {
            value: "POST",
            why: "Enterpret always sends a POST",
        },
    },
    Spelling {
        kinds: &[],
        key: "headers",
        meaning: Meaning::Absent(
            "Enterpret sends one header of your own at most: write it as `auth: { header: { name: …, value: … } }`",
        ),
    },
    Spelling {
        kinds: &[],
        key: "body",
        meaning: Meaning::Absent(NOT_CONFIGURABLE),
    },
    Spelling {
        kinds: &[],
        key: "payload",
        meaning: Meaning::Absent(NOT_CONFIGURABLE),
    },
    Spelling {
        kinds: &[],
        key: "timeout",
        meaning: Meaning::Absent(
            "Enterpret waits 5 seconds and does not let that be changed; leave it out",
        ),
    },
    Spelling {
        kinds: &[],
        key: "retries",
        meaning: Meaning::Absent(NOT_CONFIGURABLE),
    },
    Spelling {
        kinds: &[],
        key: "bearer",
        meaning: Meaning::Inside {
            field: "auth",
            key: "bearer",
        },
    },
    Spelling {
        kinds: &[],
        key: "api_key",
        meaning: Meaning::Inside {
            field: "auth",
            key: "api_key",
        },
    },
];
