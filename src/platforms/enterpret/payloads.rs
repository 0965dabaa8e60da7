//! What Enterpret sends, as a table. Source: "Outbound webhooks for Escalation Shield", whose
//! descriptions stand in the order of the members of its sample.

use crate::types::table::{DATE_TIME, TEXT, URI, documented, open, record, sent};
use crate::types::{Payload, Type};

/// The alert.
#[must_use]
pub fn payloads() -> Vec<Payload> {
    vec![sent(
        "escalation-alert",
        "Escalation Shield alert",
        "Posted when Escalation Shield detects an escalation risk. Answer with any 2xx status \
         within 5 seconds; an alert may come again, with the same `Idempotency-Key` header.",
        super::facts::FACTS.documentation,
        record(
            "escalation alert",
            "An alert of Escalation Shield.",
            vec![
                documented(
                    "automation_id",
                    TEXT,
                    "The Escalation Shield automation that fired.",
                )
                .required()
                .example("automation-uuid"),
                documented("org_id", TEXT, "Your Enterpret org slug.").example("your-org"),
                documented(
                    "escalated_at",
                    DATE_TIME,
                    "When Enterpret sent the escalation alert.",
                )
                .example("2026-06-27T12:00:00Z"),
                documented("levels", levels(), "How severe it is.").required(),
                documented(
                    "record",
                    feedback(),
                    "A summary of the feedback record that caused the alert.",
                )
                .required(),
            ],
        ),
    )]
}

fn levels() -> Type {
    let extreme: &[(&str, &str)] = &[("extreme", "The one value that the vendor shows.")];
    let escalation = open(
        "escalation level",
        "How severe an escalation is; no order is documented.",
        extreme,
    );
    let intensity = open(
        "emotional intensity level",
        "How intense emotions are; no order is documented.",
        extreme,
    );
    let shift = open(
        "sentiment shift",
        "How the sentiment of a conversation moved.",
        &[("sentiment degraded", "The one value that the vendor shows.")],
    );
    record(
        "alert levels",
        "How severe an alert is. The vendor shows one value of each level; others will come.",
        vec![
            documented("escalation_level", escalation, "Discrete escalation level.")
                .example("extreme"),
            documented(
                "emotional_intensity_level",
                intensity,
                "Discrete emotional intensity \
                                                                level.",
            )
            .example("extreme"),
            documented(
                "sentiment_shift",
                shift,
                "Conversation sentiment movement, when available; whether it is absent or \
                 `null` otherwise is not documented.",
            )
            .nullable()
            .example("sentiment degraded"),
        ],
    )
}

fn feedback() -> Type {
    record(
        "feedback record",
        "A feedback record in Enterpret.",
        vec![
            documented("id", TEXT, "Enterpret feedback record ID.")
                .required()
                .example("record-id"),
            documented("url", URI, "Link to the feedback record in Enterpret.")
                .example("https://dashboard.enterpret.com/your-org/record/record-id"),
            documented(
                "source_url",
                URI,
                "Link to the source record, when available; whether it is absent, `null` or \
                 empty otherwise is not documented.",
            )
            .nullable()
            .example("https://your-source-system.example.com/tickets/12345"),
            documented(
                "content_excerpt",
                TEXT,
                "The triggering feedback text; how much of it \
                                                 is not documented.",
            )
            .example("The customer message that triggered the alert")
            .sensitive(),
            documented(
                "created_at",
                DATE_TIME,
                "Source timestamp for the feedback, when available; whether it is absent or \
                 `null` otherwise is not documented.",
            )
            .nullable()
            .example("2026-06-27T11:58:00Z"),
            documented("source", TEXT, "Enterpret source identifier.").example("ZendeskSupport"),
        ],
    )
}
