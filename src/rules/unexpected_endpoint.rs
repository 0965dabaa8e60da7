//! `unexpected-endpoint`

use super::http::{Address, finding, is_host, is_own_endpoint};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, Shown};
use crate::project::Project;
use crate::source::slice;
use crate::url;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unexpected-endpoint",
    severity: Severity::Warning,
    group: Group::UrlsAndRequests,
    summary: "An incoming webhook with a URL that is not one of the platform's endpoints.",
    why: "An incoming webhook is an endpoint of Ebbot's. Its URL is shown once the form is saved \
          and looks like `https://v2.ebbot.app/api/webhooks/4f2a9c`; the hosts `ebbot.eu` and \
          `ca.ebbot.app` are known as well. Messages to any other address do not reach the \
          bot.\n\nCopy the URL from the form, or leave it out until it is known. If you want Ebbot \
          to call this URL, the webhook is an outgoing one.",
    sources: &[
        "Ebbot, Webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
        "Ebbot, Chats API: https://docs.ebbot.ai/ebbot-docs/chatbot-and-live-chat/chats-api",
    ],
    bad: &[
        Example {
            title: "another host",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
url: https://bots.acme.example/api/webhooks/4f2a9c
             ^^^^^^^^^^^^^^^^^
",
        },
        Example {
            title: "another path",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
url: https://v2.ebbot.app/webhooks/4f2a9c
                         ^^^^^^^^^^^^^^^^
",
        },
    ],
    good: &[
        Example {
            title: "the URL from the form",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
url: https://v2.ebbot.app/api/webhooks/4f2a9c
",
        },
        Example {
            title: "a URL that is not known yet",
            text: "\
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
",
        },
    ],
};

/// Compares the URL of an incoming webhook with those that the platform gives out.
pub fn check(
    _: &Project<'_>,
    definition: &Definition<'_>,
    address: &Address<'_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(endpoint) = &definition.platform.http.endpoint else {
        return;
    };
    if !is_own_endpoint(definition) {
        return;
    }
    let Ok(parts) = &address.parts else { return };
    let platform = definition.platform.name;
    let is_known = |host: &str| endpoint.hosts.iter().any(|known| is_host(host, known));
    let (range, message) = match address.host() {
        Some((range, host)) if !is_known(host) => {
            let host = host.shown();
            (range, format!("`{host}` is not a host of {platform}'s"))
        }
        None => return,
        Some(_) => {
            let path = slice(&address.neutral.text, parts.path.clone());
            let sent = url::without_dot_segments(path);
            let id = sent.strip_prefix(endpoint.path).unwrap_or_default();
            if !id.is_empty() && !id.contains('/') {
                return;
            }
            let range = if path.is_empty() {
                parts.host.clone()
            } else {
                parts.path.clone()
            };
            (
                range,
                format!("{platform} takes messages at `{}<id>`", endpoint.path),
            )
        }
    };
    let example = endpoint.hosts.first().unwrap_or(&"");
    let help = format!(
        "copy the URL from the form, as `https://{example}{}4f2a9c`, or leave it out until it is known",
        endpoint.path
    );
    found.push(finding(&RULE, address.text, range, message).help(help));
}
