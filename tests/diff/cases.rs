//! A project, and what happens to it.

pub const MANIFEST: &str = "\
default_platform: verboo
environments:
  staging: { erp: 'https://erp.staging.acme.example' }
  production: { erp: 'https://erp.acme.example' }
platforms:
  verboo:
    client_data:
      token: { type: string, secret: true }
      tier: { type: string, enum: [gold, silver] }
";

pub const HOOKS: &str = r#"kind: webhook
name: open_return
url: ${erp}/returns/$order?shop=$shop&v=1
method: POST
headers:
  Authorization: Bearer $token
  X-Source: bot
body:
  reason: $reason
  origin: { channel: chat, count: 1 }
  tier: $tier
  note: order_id=$order_id
response_directive: Say that it is done.
response:
  schema:
    type: object
    properties:
      status: { type: string }
      code: { type: integer }
    required: [status]
---
kind: webhook
name: label
url: ${erp}/label
method: GET
---
kind: webhook
name: log
url: ${erp}/log
method: GET
---
kind: trigger
name: return_order
description: Call when the customer wants to send an order back.
parameters:
  type: object
  properties:
    order: { type: string, description: The order, maxLength: 20 }
    shop: { type: string, enum: [north, south], description: The shop }
    reason: { type: string, description: Why }
    comment: { type: string, description: What else there is }
  required: [order, shop, reason]
webhooks: [open_return, label]
---
kind: trigger
name: write_log
description: Call when the customer asks for a note.
webhooks: [log]
---
kind: webhook
platform: mind-expression
name: numbers
url: https://crm.acme.example/numbers
method: GET
auth:
  basic: { username: svc, password: "${secret.CRM_PASSWORD}" }
mapping:
  phone: $.numbers[0].msisdn
response:
  example: { numbers: [{ msisdn: "0100", kind: mobile }] }
---
kind: trigger
platform: mind-expression
name: change_package
subject: { name: Change package }
webhooks: [numbers]
---
kind: escalation
platform: mind-expression
name: human_agent
url: https://crm.acme.example/escalations
---
kind: webhook
platform: ebbot
name: events
direction: outgoing
topics: [chat.create, chat.message]
url: https://crm.acme.example/${secret.EBBOT_PATH}
---
kind: webhook
platform: ebbot
name: bot
direction: incoming
url: https://v2.ebbot.app/api/webhooks/4f2a9c
---
kind: trigger
platform: ebbot
name: greet
webhook: bot
message: { type: text, value: Welcome }
---
kind: escalation
platform: enterpret
name: risk
automation: Risk
automation_id: a1
url: https://alerts.acme.example/risk
auth:
  bearer: ${secret.RISK_TOKEN}
"#;

/// Replacements, and the kinds of change that they are.
type Case = (
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

/// Replacements in the project above, and the kinds of change that they are, each by the principles
/// of `docs/diff.md`: the writer of a value may not surprise its reader.
pub const CASES: &[Case] = &[
    // Servers.
    (&[("method: POST", "method: PUT")], &["method-changed"]),
    (&[("/returns/$order", "/back/$order")], &["path-changed"]),
    // A variable of another name is the same request.
    (
        &[
            ("$reason", "$why"),
            ("    reason:", "    why:"),
            ("shop, reason]", "shop, why]"),
        ],
        &["parameter-renamed"],
    ),
    (
        &[("https://erp.acme.example", "https://erp2.acme.example")],
        &["host-changed"],
    ),
    (
        &[("order: { type: string, d", "order: { type: integer, d")],
        &["parameter-narrowed", "path-value-narrowed"],
    ),
    (&[("?shop=$shop&v=1", "?v=1")], &["query-removed"]),
    (&[("&v=1", "&v=1&w=2")], &["query-added"]),
    (&[("&v=1", "&v=2")], &["query-changed"]),
    (
        &[("enum: [north, south]", "enum: [north]")],
        &["parameter-narrowed", "query-narrowed"],
    ),
    (
        &[("enum: [north, south]", "enum: [north, south, east]")],
        &["parameter-widened", "query-changed"],
    ),
    (&[("  X-Source: bot\n", "")], &["header-removed"]),
    (
        &[("X-Source: bot", "X-Source: bot\n  X-Trace: a")],
        &["header-added"],
    ),
    (&[("X-Source: bot", "X-Source: web")], &["header-changed"]),
    (&[("X-Source: bot", "x-source: bot")], &[]),
    (&[("Bearer $token", "Token $token")], &["header-changed"]),
    (
        &[(
            "X-Source: bot",
            "X-Source: bot\n  Content-Type: application/json",
        )],
        &[],
    ),
    (
        &[(
            "bearer: ${secret.RISK_TOKEN}",
            "api_key: ${secret.RISK_TOKEN}",
        )],
        &["auth-changed"],
    ),
    (
        &[("auth:\n  bearer: ${secret.RISK_TOKEN}", "auth: none")],
        &["auth-removed", "secret-removed"],
    ),
    (
        &[(
            "/escalations\n",
            "/escalations\nauth: { basic: { username: svc, password: \"${secret.CRM_PASSWORD}\" } }\n",
        )],
        &["auth-added"],
    ),
    (
        &[("${secret.RISK_TOKEN}", "${secret.OTHER}")],
        &["credential-changed", "secret-added", "secret-removed"],
    ),
    (
        &[(
            "body:\n  reason: $reason\n  origin: { channel: chat, count: 1 }\n  tier: $tier\n  note: order_id=$order_id\n",
            "",
        )],
        &["body-removed"],
    ),
    (
        &[("/log\nmethod: GET", "/log\nmethod: GET\nbody: { a: 1 }")],
        &["body-added"],
    ),
    (&[("  reason: $reason\n", "")], &["field-removed"]),
    (&[("count: 1", "count: 1, more: 2")], &["field-added"]),
    (&[("count: 1", "count: '1'")], &["field-changed"]),
    (&[("count: 1", "count: 2")], &["field-changed"]),
    (&[("channel: chat", "channel: $reason")], &["field-changed"]),
    (&[("reason: $reason", "reason: late")], &["field-narrowed"]),
    (
        &[("required: [status]", "required: [status, code]")],
        &["reply-required"],
    ),
    (
        &[(
            "code: { type: integer }",
            "code: { type: integer }\n      id: { type: string }",
        )],
        &["reply-added"],
    ),
    (
        &[("      code: { type: integer }\n", "")],
        &["reply-removed"],
    ),
    (
        &[("code: { type: integer }", "code: { type: string }")],
        &["reply-changed"],
    ),
    (
        &[("code: { type: integer }", "code: { type: number }")],
        &["reply-widened"],
    ),
    (
        &[(
            "code: { type: integer }",
            "code: { type: [integer, 'null'] }",
        )],
        &["reply-widened"],
    ),
    (
        &[("required: [status]", "required: []")],
        &["reply-widened"],
    ),
    (
        &[(
            "/log\nmethod: GET",
            "/log\nmethod: GET\nresponse: { example: { a: 1 } }",
        )],
        &["reply-declared"],
    ),
    (
        &[("mapping:\n", "mapping:\n  name: $.name\n")],
        &["reply-read"],
    ),
    (
        &[("mapping:\n", "mapping:\n  sort: $.numbers[0].kind\n")],
        &["reply-read-known"],
    ),
    (
        &[("mapping:\n  phone: $.numbers[0].msisdn\n", "")],
        &["reply-unread"],
    ),
    (
        &[("automation_id: a1", "automation_id: a2")],
        &["automation-changed"],
    ),
    (&[("4f2a9c", "5e3b0d")], &["message-endpoint-changed"]),
    (
        &[
            ("name: bot\n", "name: bot2\n"),
            ("webhook: bot\n", "webhook: bot2\n"),
        ],
        &["endpoint-renamed"],
    ),
    (&[("text, value: Welcome", "text")], &["message-needs"]),
    (&[("value: Welcome", "value: Hello")], &["message-changed"]),
    (
        &[(
            "  staging: { erp: 'https://erp.staging.acme.example' }\n",
            "",
        )],
        &["environment-removed"],
    ),
    (
        &[(
            "  production:",
            "  test: { erp: 'https://erp.test.acme.example' }\n  production:",
        )],
        &["environment-added"],
    ),
    (
        &[("name: label\n", "name: sticker\n"), ("label]", "sticker]")],
        &["request-renamed"],
    ),
    // Conversations.
    (
        &[(
            "---\nkind: trigger\nname: write_log\ndescription: Call when the customer asks for a note.\nwebhooks: [log]\n",
            "",
        )],
        &["trigger-removed"],
    ),
    (&[("name: write_log", "name: note")], &["trigger-renamed"]),
    (
        &[("webhooks: [log]", "webhooks: [log]\nactive: false")],
        &["trigger-off"],
    ),
    (
        &[("webhooks: [log]", "webhooks: [log]\ncopilot_only: true")],
        &["trigger-off"],
    ),
    (&[("webhooks: [log]", "webhooks: [log]\nactive: true")], &[]),
    (
        &[("shop, reason]", "shop, reason, comment]")],
        &["parameter-required"],
    ),
    (
        &[
            (
                "    reason:",
                "    size: { type: string, description: How big }\n    reason:",
            ),
            ("shop, reason]", "shop, reason, size]"),
        ],
        &["parameter-required"],
    ),
    (
        &[(
            "    reason:",
            "    size: { type: string, description: How big }\n    reason:",
        )],
        &["parameter-added"],
    ),
    (
        &[(
            "    comment: { type: string, description: What else there is }\n",
            "",
        )],
        &["parameter-removed"],
    ),
    (
        &[
            (
                "    comment: { type: string, description: What else there is }\n",
                "",
            ),
            (
                "required: [order, shop",
                "additionalProperties: false\n  required: [order, shop",
            ),
        ],
        &["parameter-refused"],
    ),
    (
        &[("maxLength: 20", "maxLength: 10")],
        &["parameter-narrowed"],
    ),
    (
        &[("maxLength: 20", "maxLength: 30")],
        &["parameter-widened"],
    ),
    (
        &[("description: Why", "description: Why it goes back")],
        &["description-changed"],
    ),
    (
        &[("wants to send", "would like to send")],
        &["description-changed"],
    ),
    (
        &[("Say that it is done.", "Say that it is under way.")],
        &["wording-changed"],
    ),
    (
        &[("{ name: Change package }", "{ name: Other package }")],
        &["wording-changed"],
    ),
    (
        &[("[open_return, label]", "[open_return]")],
        &["call-removed"],
    ),
    (
        &[("[open_return, label]", "[open_return, label, log]")],
        &["call-added"],
    ),
    (
        &[("[open_return, label]", "[label, open_return]")],
        &["call-order-changed"],
    ),
    (
        &[
            ("      tier:", "      user: { type: string }\n      tier:"),
            ("count: 1", "count: 1, user: $user"),
        ],
        &["field-added", "variable-needed"],
    ),
    (
        &[("      tier:", "      user: { type: string }\n      tier:")],
        &["variable-added"],
    ),
    (
        &[("enum: [gold, silver]", "enum: [gold]")],
        &["field-narrowed", "variable-narrowed"],
    ),
    (
        &[("enum: [gold, silver]", "enum: [gold, silver, iron]")],
        &["field-changed", "variable-widened"],
    ),
    // `order` fills the begin of `$order_id`; now `order_id` fills all of it.
    (
        &[(
            "      tier:",
            "      order_id: { type: string }\n      tier:",
        )],
        &["name-captured", "variable-needed"],
    ),
    // Subscriptions.
    (
        &[("chat.create, chat.message", "chat.message")],
        &["topic-removed"],
    ),
    (
        &[("chat.create, chat", "chat.create, chat.close, chat")],
        &["topic-added"],
    ),
    (
        &[("name: events", "name: all_events")],
        &["subscription-renamed"],
    ),
    (
        &[("name: human_agent", "name: agent")],
        &["escalation-renamed"],
    ),
];

/// What is removed is new the other way round.
pub const REVERSED: &[(&str, &str)] = &[
    ("trigger-removed", "trigger-added"),
    ("trigger-off", "trigger-on"),
    ("variable-added", "variable-dropped"),
    ("message-needs", "message-fixed"),
    ("path-value-narrowed", "path-value-changed"),
];
