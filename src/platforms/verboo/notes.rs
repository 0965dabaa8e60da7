//! What is known of Verboo in words, and what is not.

use crate::platforms::facts::{Assumption, Notes, Source};

/// Verboo's notes.
pub static NOTES: Notes = Notes {
    limits: &[
        "The description of a trigger has at most 350 characters; it says when to call it.",
        "Parameters of triggers are of the types `string`, `number`, `boolean`, and `array` with `items`.",
        "Variables are replaced in URL, headers and body, the longest name first: percent-encoded in path and query, literally in headers, JSON-escaped in the strings of the body.",
        "Every call is in the session logs: status, response body, the variables used, and the time it took. A secret that is a variable is shown there.",
        "Where a trigger does not interpret the response, `responseDirective` is ignored.",
        "No page names a timeout, a number of retries, or a signature of the requests.",
    ],
    sources: &[
        Source::new(
            "Webhook",
            "https://verboo.ai/en/docs/integrations/webhook",
            "the webhook object, variables, encoding, data in the reply",
        ),
        Source::new(
            "Triggers",
            "https://verboo.ai/en/docs/concepts/triggers",
            "names, descriptions and parameters of triggers",
        ),
        Source::new(
            "MCP tools",
            "https://verboo.ai/en/docs/mcp/tools",
            "the spelling of the trigger's flags, types of parameters",
        ),
        Source::new(
            "Variables",
            "https://verboo.ai/en/docs/concepts/variables",
            "which syntax of variables belongs where",
        ),
        Source::new(
            "Templates",
            "https://verboo.ai/en/docs/concepts/templates",
            "types of actions and parameters",
        ),
    ],
    assumptions: &[
        Assumption::new(
            "VB-U1",
            "One page asks for `_` in the names of triggers, another one for camelCase.",
            "Both are accepted: ASCII letters, digits and `_`, beginning with a letter.",
        ),
        Assumption::new(
            "VB-U2",
            "Whether variables are replaced in one pass, or name by name over text that values have entered already.",
            "Requests are shown for one pass; where a second look would change them, the report says so, and `resubstitution-leak` finds secrets that it would reveal.",
        ),
        Assumption::new(
            "VB-U3",
            "The vendor's sample has `$images` without quotes in a body, which is not JSON.",
            "A body position that is `$images` alone is written raw, and the file is named `.json.tmpl`.",
        ),
        Assumption::new(
            "VB-U4",
            "Whether an unknown variable stays as it is or becomes empty.",
            "Every reference has to lead to a declaration.",
        ),
        Assumption::new(
            "VB-U5",
            "Which value counts where a key of `client_data` and a parameter have one name.",
            "`shadowed-variable` reports it.",
        ),
        Assumption::new(
            "VB-U6",
            "What becomes of numbers, booleans, lists and objects in URLs, headers and strings; strings and `$images` alone are documented.",
            "Numbers and booleans are taken to be written as in JSON; lists and objects are reported.",
        ),
        Assumption::new(
            "VB-U7",
            "Which characters the names of variables have, and where a name ends.",
            "ASCII letters, digits and `_`; a name ends by its text, not by its word, so that `$order` in `$order_number` is found.",
        ),
        Assumption::new(
            "VB-U8",
            "How a `$` is written that is none of a variable.",
            "A `$` before no name is text.",
        ),
        Assumption::new(
            "VB-U9",
            "`type`, `headers` and `responseDirective` are in some of the vendor's samples only.",
            "`type` is always written, the others where the definition has them.",
        ),
        Assumption::new(
            "VB-U10",
            "Which Content-Type is sent with a body.",
            "`Content-Type: application/json` is written where there is a body and no Content-Type.",
        ),
        Assumption::new(
            "VB-U11",
            "One page lists four methods, another one says that webhooks are called with POST.",
            "The four methods are accepted.",
        ),
        Assumption::new(
            "VB-U12",
            "Whether replies are interpreted by default.",
            "`interpretResponse` is always written.",
        ),
    ],
};
