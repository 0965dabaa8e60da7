//! `array-in-string`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::flow::Flow;
use crate::project::{Form, Place, UrlPart};

/// The rule.
pub static RULE: Rule = Rule {
    name: "array-in-string",
    severity: Severity::Warning,
    group: Group::Variables,
    summary: "`$images` inside a longer text, a URL or a header.",
    why: "`$images` is a JSON array. It is documented for the place of a whole value of the body, \
          where the array stands as it is. Inside a longer text, a URL or a header it becomes the \
          text of an array, brackets and quotes included, which no API expects there.\n\nMake it the \
          whole value of a key of the body.",
    sources: &[
        "Verboo, Webhook, `\"all_images\": $images`: https://verboo.ai/en/docs/integrations/webhook",
    ],
    bad: &[Example {
        title: "in a text, and in a URL",
        text: "\
kind: webhook
platform: verboo
name: analyze_image
url: https://vision.company.example/api/analyze?photos=$images
                                                       ^^^^^^^
method: POST
body:
  note: \"The customer sent $images\"
                           ^^^^^^^
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
        title: "the whole value of a key",
        text: "\
kind: webhook
platform: verboo
name: analyze_image
url: https://vision.company.example/api/analyze
method: POST
body:
  photos: $images
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

/// Reports the references to built-in lists that are not a whole value of the body.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    for (_, definition, reads) in flow.readers() {
        for read in reads {
            let name = read.name();
            // In a host, a header's name or a key it is wrong for other reasons.
            let place = match read.used.place {
                Place::Url(UrlPart::Path | UrlPart::Query) => "a URL",
                Place::HeaderValue(_) => "a header",
                Place::BodyText { whole: false } => "a longer text",
                _ => continue,
            };
            let is_list = || !name.contains('.') && definition.platform.built_in.contains(&name);
            if read.used.form != Form::Dollar || !is_list() {
                continue;
            }
            let message = format!("`${name}` is a list, and {place} gets it as the text of one");
            let diagnostic = read.finding(&RULE, message).help(format!(
                "make it the whole value of a key of the body: `{name}: ${name}`"
            ));
            found.push(diagnostic);
        }
    }
}
