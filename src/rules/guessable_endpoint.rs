//! `guessable-endpoint`

use super::http::{Address, finding, is_uuid, looks_random, sends_transcripts};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::project::Project;
use crate::source::slice;

/// The rule.
pub static RULE: Rule = Rule {
    name: "guessable-endpoint",
    severity: Severity::Info,
    group: Group::Security,
    summary: "An outgoing webhook with a URL that can be guessed.",
    why: "Ebbot documents neither a signature nor a credential for the events that it sends. A \
          path that nobody can guess is all that keeps others from posting events of their \
          own.\n\nPut a secret into the path, as `/ebbot/${secret.EBBOT_PATH}`, and refuse all \
          other paths.",
    sources: &[
        "Ebbot, Outgoing webhooks: https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
    ],
    bad: &[Example {
        title: "a path of words",
        text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: https://crm.acme.example/ebbot/events
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
",
    }],
    good: &[Example {
        title: "a secret in the path",
        text: "\
kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.close]
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
",
    }],
};

/// Reports URLs without a part that only the platform and the receiver know.
pub fn check(
    _: &Project<'_>,
    definition: &Definition<'_>,
    address: &Address<'_, '_>,
    found: &mut Vec<Diagnostic>,
) {
    if !definition.platform.http.unsigned || !sends_transcripts(definition) {
        return;
    }
    let Ok(parts) = &address.parts else { return };
    let url = &*address.neutral.text;
    let is_secret = address.text.secrets().next().is_some();
    let is_drawn = parts
        .segments(url)
        .into_iter()
        .any(|segment| looks_random(slice(url, segment.clone())) || is_uuid(slice(url, segment)));
    if is_secret || is_drawn {
        return;
    }
    let whole = 0..address.text.as_str().len();
    let message = "anybody who guesses this URL can post events to it";
    let diagnostic = finding(&RULE, address.text, whole, message);
    found.push(diagnostic.help("put a secret into the path, as `/${secret.NAME}`"));
}
