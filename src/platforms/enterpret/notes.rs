//! What is known of Enterpret's Escalation Shield in words, and what is not.

use crate::platforms::facts::{Assumption, Notes, Source};

/// Enterpret's notes.
pub static NOTES: Notes = Notes {
    limits: &[
        "The URL begins with `https://`.",
        "Enterpret waits 5 seconds for each attempt. Any 2xx status is success; what else happens may be retried.",
        "Requests are a `POST` with `Content-Type: application/json`, `User-Agent: SupportEscalationAutomation/1.0`, and `Idempotency-Key: <automation_id>:<integration_id>:<record_id>`.",
        "The key has no part that differs from alert to alert: a second alert of one automation for one record has the key of the first. Forget keys after a while, or compare `escalated_at` too.",
        "The credential is sent as `Authorization: Bearer …`, as `X-API-Key: …`, or under a header of your own.",
        "For several systems, a relay of your own passes alerts on.",
        "There is no file to import: the forms are filled in by hand, as SETUP.md of the bundle says.",
    ],
    sources: &[
        Source::new(
            "Outbound webhooks for Escalation Shield",
            "https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield",
            "the setup, the request and its payload",
        ),
        Source::new(
            "Webhook integration",
            "https://helpcenter.enterpret.com/en/articles/12131693-webhook-integration",
            "the opposite direction: feedback that is sent to Enterpret",
        ),
    ],
    assumptions: &[
        Assumption::new(
            "EN-U1",
            "Which values `escalation_level`, `emotional_intensity_level` and `sentiment_shift` have, and in which order.",
            "Any text; the one value of each that the page shows is known, and no order.",
        ),
        Assumption::new(
            "EN-U2",
            "Whether what is there \"when available\" is otherwise absent, `null` or empty.",
            "It can be absent or `null`.",
        ),
        Assumption::new(
            "EN-U3",
            "How often and when an alert is sent again.",
            "An alert can come more than once, and alerts in any order.",
        ),
        Assumption::new(
            "EN-U4",
            "Whether a second alert for one record has a key of its own.",
            "It has not.",
        ),
        Assumption::new(
            "EN-U5",
            "Whether ids can hold `:`.",
            "They can: the key is compared with the ids of the body, not taken apart.",
        ),
        Assumption::new(
            "EN-U6",
            "Whether an automation can have several webhooks.",
            "It has one; a relay serves several.",
        ),
        Assumption::new(
            "EN-U7",
            "How much of the feedback `content_excerpt` holds.",
            "It is personal data, of any length.",
        ),
        Assumption::new(
            "EN-U8",
            "Whether a header of your own can replace one that Enterpret sets.",
            "It cannot: `reserved-header` reports it.",
        ),
    ],
};
