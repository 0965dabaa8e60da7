//! What Verboo is configured with and takes, as tables. Source: "Webhook" of its documentation.

use serde_json::json;

use crate::types::table::{
    ANY, TEXT, authored, closed, closed_union, documented, list, map, record, sample, sent, variant,
};
use crate::types::{Payload, Tag, Type};

const PAGE: &str = super::facts::FACTS.documentation;

/// A webhook as it is configured, what its server may reply, and the data of a session.
#[must_use]
pub fn payloads() -> Vec<Payload> {
    vec![
        authored(
            "webhook-config",
            "Webhook",
            "A webhook as Verboo is configured with it. `$name` in `url`, `headers` and `body` \
             is replaced before the request.",
            PAGE,
            webhook(),
        ),
        sent(
            "client-data-response",
            "Reply: data for the session",
            "What your webhook may return, beside anything else: values that are merged into \
             the session and are variables of later webhooks.",
            PAGE,
            response(),
        ),
        sent(
            "session-client-data",
            "Session: its client data",
            "The JSON that your system sends as `client_data` when it creates or updates a \
             session. Every key is a variable of webhooks.",
            PAGE,
            map(ANY),
        ),
    ]
}

fn webhook() -> Type {
    let webhook = closed(
        "action type",
        "What kind of action it is.",
        &[("WEBHOOK", "A webhook.")],
    );
    let method = closed(
        "webhook method",
        "The HTTP methods that Verboo supports.",
        &[("GET", ""), ("POST", ""), ("PUT", ""), ("DELETE", "")],
    );
    let body = closed_union(
        "webhook body",
        "The JSON that is sent.",
        Tag::JsonType,
        vec![
            variant(&["object"], "Its members.", map(ANY)),
            variant(
                &["array"],
                "Its items; the vendor shows objects only.",
                list(ANY),
            ),
        ],
    );
    record(
        "webhook config",
        "A webhook as Verboo is configured with it.",
        vec![
            sample(
                "type",
                webhook,
                "What kind of action it is; in one of the vendor's samples \
                                     only.",
            )
            .example("WEBHOOK"),
            documented(
                "url",
                TEXT,
                "The address, in which variables are percent-encoded.",
            )
            .required()
            .example("https://erp.company.com/api/orders/$order_number"),
            documented("method", method, "The HTTP method.")
                .required()
                .example("POST"),
            documented(
                "headers",
                list(header()),
                "The headers, in which variables are \
                                                   replaced literally.",
            ),
            documented(
                "body",
                body,
                "The JSON that is sent, in whose strings variables are \
                                      JSON-escaped.",
            )
            .example(json!({ "field": "value" })),
            documented(
                "responseDirective",
                TEXT,
                "An instruction for the LLM on how to use the webhook's response. Without it \
                 the LLM decides; it is ignored where the trigger does not interpret the \
                 response.",
            )
            .example(
                "If the status is 'success', confirm to the user. If 'error', ask them to \
                      try again.",
            ),
        ],
    )
}

fn header() -> Type {
    record(
        "webhook header",
        "A header of a webhook.",
        vec![
            sample("key", TEXT, "The header's name.")
                .required()
                .example("Authorization"),
            sample("value", TEXT, "The header's value; it may be a credential.")
                .required()
                .example("Bearer $erp_token")
                .sensitive(),
        ],
    )
}

fn response() -> Type {
    let session = record(
        "session update",
        "What is to be changed in the session.",
        vec![
            documented(
                "client_data",
                map(ANY),
                "Values that are merged into the session, by the names of variables. The \
                 vendor shows strings only.",
            )
            .example(json!({ "patient_id": "pat_12345", "patient_name": "Ana Smith" }))
            .sensitive(),
        ],
    );
    record(
        "client data response",
        "A reply that changes the session; everything else in it is yours.",
        vec![documented(
            "session",
            session,
            "What is to be changed in the session.",
        )],
    )
}
