//! What is known of Mind Expression in words, and what is not.

use crate::platforms::facts::{Assumption, Notes, Source};

/// Mind Expression's notes.
pub static NOTES: Notes = Notes {
    limits: &[
        "Webhooks exchange JSON only, over HTTP or HTTPS; they authenticate with Basic authentication or with headers.",
        "A webhook is configured in its Scope before a Subject can use it.",
        "Keys of a `mapping` are the Subject's own; global keys can be read and not written.",
        "A Scope has one escalation URL, and needs none.",
        "There is no file to import: the forms are filled in by hand, as SETUP.md of the bundle says.",
        "No page names a timeout, a number of retries, or a signature of the requests.",
    ],
    sources: &[
        Source::new(
            "Webhooks and escalation",
            "https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation",
            "webhooks, the escalation and its payload",
        ),
        Source::new(
            "Component actions",
            "https://mindx-docs.mind.ai/how-to-guides/components/response-components/component-actions",
            "the form of a check step: method, mapping, HTTP 400",
        ),
        Source::new(
            "Manage global keys",
            "https://mind-expression-docs.gitbook.io/home/how-to-guides/manage-global-keys",
            "local and global keys",
        ),
        Source::new(
            "API",
            "https://mind-expression-docs.gitbook.io/home/reference/api-docs",
            "the conversation API and its headers",
        ),
        Source::new(
            "API, older page",
            "https://mindx-docs.mind.ai/reference/api-docs",
            "how webhooks read headers: `http-header.<name>`",
        ),
        Source::new(
            "Mustache",
            "https://github.com/mustache/spec",
            "the specification of the templates",
        ),
    ],
    assumptions: &[
        Assumption::new(
            "ME-U1",
            "Which fields the form of a webhook has.",
            "URL, authentication and headers belong to the webhook; method, templates, mapping and the words for HTTP 400 to its use.",
        ),
        Assumption::new(
            "ME-U2",
            "Whether authentication and headers apply to the escalation URL too.",
            "They are accepted there.",
        ),
        Assumption::new(
            "ME-U3",
            "Whether `http-headers` of the escalation hold `Authorization`.",
            "Their values are treated as secrets.",
        ),
        Assumption::new(
            "ME-U4",
            "How the names of headers are spelled that reach a webhook or an escalation.",
            "They are compared without regard to case; a prefix stays.",
        ),
        Assumption::new(
            "ME-U5",
            "Which Mustache engine fills in the templates, and whether it escapes for HTML in JSON.",
            "The core specification, with escaping for HTML, without partials and lambdas; either way of writing a tag in JSON is reported with its danger.",
        ),
        Assumption::new(
            "ME-U6",
            "Which dialect of JSONPath is spoken; the page links to jsonpath.com.",
            "What all dialects agree on: `$`, `.name`, `['name']`, `[0]`, `[*]`, `..name`. The rest of RFC 9535 is reported by `nonportable-jsonpath`.",
        ),
        Assumption::new(
            "ME-U7",
            "Whether a mapping may hold a bare name in place of a JSONPath.",
            "A path begins with `$`.",
        ),
        Assumption::new(
            "ME-U8",
            "How long an escalation waits for a reply, which status it expects, and whether it is sent again.",
            "Nothing; a receiver does well to answer 2xx at once, and to take an escalation twice for one.",
        ),
        Assumption::new(
            "ME-U9",
            "Whether `ai` of a turn can be absent, empty or `null`, and `user` empty.",
            "`ai` can be absent or empty, `user` absent, empty or `null`.",
        ),
        Assumption::new(
            "ME-U10",
            "Whether a new conversation is answered with 201 or 202.",
            "hookc has nothing to do with it.",
        ),
    ],
};
