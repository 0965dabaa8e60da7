//! `image-index`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::Flow;
use crate::project::Form;

/// The rule.
pub static RULE: Rule = Rule {
    name: "image-index",
    severity: Severity::Info,
    group: Group::Variables,
    summary: "`$images[N]`, which becomes odd text when fewer images came.",
    why: "`$images[0]` is the first image of the conversation. When the customer sent none, there is \
          no such name, and the shorter `$images` in it is replaced instead: your API gets \
          `[][0]`; with one image `$images[1]` becomes `[\"https://…\"][1]`. That follows from \
          the documented order, longest name first.\n\nSend `\"$images\"` as a value of its own, \
          which is a JSON array, and pick in your API; or let your API reject what is no URL.",
    sources: &[
        "Verboo, Webhook, `$images[N]` and the order of replacement: https://verboo.ai/en/docs/integrations/webhook",
    ],
    bad: &[Example {
        title: "the first image",
        text: "\
kind: webhook
platform: verboo
name: analyze_image
url: https://vision.company.example/api/analyze
method: POST
body:
  first: $images[0]
         ^^^^^^^^^^
response_directive: Tell the customer what the photo shows.
---
kind: trigger
platform: verboo
name: look_at_photo
description: Call when the customer sends a photo of a damaged product.
webhooks: [analyze_image]
",
    }],
    good: &[Example {
        title: "all images",
        text: "\
kind: webhook
platform: verboo
name: analyze_image
url: https://vision.company.example/api/analyze
method: POST
body:
  all_images: $images
response_directive: Tell the customer what the photo shows.
---
kind: trigger
platform: verboo
name: look_at_photo
description: Call when the customer sends a photo of a damaged product.
webhooks: [analyze_image]
",
    }],
};

/// Reports every reference with an index.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (_, _, reads) in flow.readers() {
        for read in reads {
            let Form::Index(index) = read.used.form else {
                continue;
            };
            let name = read.name();
            let few = if index == 0 {
                "no image"
            } else {
                "too few images"
            };
            let message = format!("with {few} this becomes the list and `[{index}]` as text");
            let diagnostic = read.finding(&RULE, message).help(format!(
                "send `${name}` as a value of its own and pick in your API"
            ));
            found.push(diagnostic);
        }
    }
}
