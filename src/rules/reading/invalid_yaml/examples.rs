//! The examples of the rule; one for each help that it gives.

use crate::diagnostic::Example;

pub(super) const BAD: &[Example] = &[
    Example {
        title: "a colon in text",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: Note: call this
                 ^
",
    },
    Example {
        title: "no blank after a colon",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description:The bot of the shop
           ^
url: https://v2.ebbot.app/api/webhooks/4f2a9c
",
    },
    Example {
        title: "text after a closing quote",
        text: r#"kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: "Hello" is what it says
                     ^^^^^^^^^^^^^^^
"#,
    },
    Example {
        title: "an apostrophe in single quotes",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: 'The shop's bot'
                       ^^^^^^
",
    },
    Example {
        title: "a text that begins with `@`",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: @shop, the bot
             ^
",
    },
    Example {
        title: "a text that begins with `%`",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: %name% is replaced
             ^
",
    },
    Example {
        title: "a text that begins with `*`",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: *The* bot of the shop
             ^
",
    },
    Example {
        title: "a text that begins with `&`",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: & more
             ^
",
    },
    Example {
        title: "a text that begins with a backtick",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: `website_bot` in the shop
             ^
",
    },
    Example {
        title: "an alias without an anchor",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: *shop
             ^^^^^
",
    },
    Example {
        title: "an alias with a typo",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: &shop The bot of the shop.
url: *shp
     ^^^^
",
    },
    Example {
        title: "a value that contains itself",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: &shop [*shop]
                    ^^^^^
",
    },
    Example {
        title: "a merge of text",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
<<: description
^^
",
    },
    Example {
        title: "a text that begins with `!`",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: !important
             ^^^^^^^^^^
",
    },
    Example {
        title: "an unknown tag",
        text: r#"kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: !shop "The bot"
             ^^^^^
"#,
    },
    Example {
        title: "a backslash in double quotes",
        text: r#"kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: "^\d+$"
               ^^
"#,
    },
    Example {
        title: "half a character code",
        text: r#"kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: "caf\u00e"
                 ^^^^^
"#,
    },
    Example {
        title: "a tab in the indentation",
        text: "\
kind: escalation
platform: mind-expression
name: human_agent
url: https://crm.acme.example/escalations
headers:
\tX-Team: mobile
^
",
    },
    Example {
        title: "a key too far to the right",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: The bot
  url: https://v2.ebbot.app/api/webhooks/4f2a9c
  ^^^
",
    },
    Example {
        title: "a key that fits no line above",
        text: "\
kind: escalation
platform: mind-expression
name: human_agent
url: https://crm.acme.example/escalations
headers:
    X-Team: mobile
  X-Shop: web
  ^^^^^^
",
    },
    Example {
        title: "a line without a key",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
The bot of the shop.
^^^^^^^^^^^^^^^^^^^^
",
    },
    Example {
        title: "a list entry among keys",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
- url: https://v2.ebbot.app/api/webhooks/4f2a9c
^
",
    },
    Example {
        title: "a list beside its key",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: - the bot
             ^
",
    },
    Example {
        title: "text after a list",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: [shop] the bot
                    ^^^^^^^
",
    },
    Example {
        title: "text after an alias",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: &shop The bot
url: *shop 1
           ^
",
    },
    Example {
        title: "a list that is not closed",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: [the bot
             ^
",
    },
    Example {
        title: "a list that `}` closes",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: [the bot}
             ^
",
    },
    Example {
        title: "a bracket too many",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: [the bot]]
                      ^
",
    },
    Example {
        title: "a comma that is missing",
        text: r#"kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: ["the" "bot"]
                    ^^^^^
"#,
    },
    Example {
        title: "a comma too many",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: [, the bot]
              ^
",
    },
    Example {
        title: "a line in brackets that is not indented",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: [the bot,
of the shop]
^^
",
    },
    Example {
        title: "a quote that is not closed",
        text: r#"kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: "The bot of the shop
             ^
url: https://v2.ebbot.app/api/webhooks/4f2a9c
"#,
    },
    Example {
        title: "text on the line of `|`",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: | The bot
               ^^^^^^^
",
    },
    Example {
        title: "text after the end of a document",
        text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
... the next one
    ^^^^^^^^^^^^
",
    },
    Example {
        title: "a directive of another language",
        text: "\
%YAML 3.0
^^^^^^^^^
---
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
",
    },
    Example {
        title: "a comment that is not separated",
        text: r##"kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: "The bot"# of the shop
                      ^
"##,
    },
    Example {
        title: "a pattern in double quotes",
        text: r#"kind: trigger
platform: verboo
name: track_order
description: Call when the customer asks where an order is.
parameters:
  type: object
  properties:
    order_number: { type: string, pattern: "^\d+$", description: The number of the order }
                                             ^^
webhooks: [find_order]
"#,
    },
    Example {
        title: "a name that begins with `%`",
        text: r"kind: escalation
platform: enterpret
name: extreme_risk
automation: %EXTREME% to CRM
            ^
url: https://alerts.acme.example/enterpret
auth: none
",
    },
];

pub(super) const GOOD: &[Example] = &[
    Example {
        title: "single quotes take everything but themselves",
        text: r"kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: 'Note: the shop''s bot, \d of 3 [new]'
",
    },
    Example {
        title: "text of several lines",
        text: r#"kind: webhook
platform: ebbot
name: website_bot
direction: incoming
description: |
  Note: these lines are text.
  So is "this".
"#,
    },
];
