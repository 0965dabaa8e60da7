//! `unmarked-secret`

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity};
use crate::platforms::facts::SettingShape;
use crate::project::Project;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unmarked-secret",
    severity: Severity::Info,
    group: Group::Security,
    summary: "A name in `client_data` that sounds like a credential and is not declared secret.",
    why: "What is declared `secret: true` is watched over: hookc reports where it would end up in \
          a URL, where a customer could have it sent elsewhere, and where a reply overwrites it. \
          Without the declaration a token is a value like any other.\n\nDeclare it `secret: true`, \
          or give it another name if it is no credential.",
    sources: &["Verboo, Webhook: https://verboo.ai/en/docs/integrations/webhook"],
    bad: &[
        Example {
            title: "a token and a key",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
webhooks: [order_status]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      user_id: { type: string }
      erp_token: { type: string }
      ^^^^^^^^^
      helpdesk_api_key:
      ^^^^^^^^^^^^^^^^
        type: string
",
        },
        Example {
            title: "a list of names",
            text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
webhooks: [order_status]
# file: hookc.yaml
platforms:
  verboo:
    client_data: [user_id, cardPin]
                           ^^^^^^^
",
        },
    ],
    good: &[Example {
        title: "declared",
        text: "\
kind: webhook
platform: verboo
name: order_status
url: https://erp.company.example/api/orders
method: GET
response_directive: Tell the customer where the order is.
---
kind: trigger
platform: verboo
name: check_order
description: Call when the customer asks where an order is.
webhooks: [order_status]
# file: hookc.yaml
platforms:
  verboo:
    client_data:
      user_id: { type: string }
      token_count: { type: string }
      erp_token: { type: string, secret: true }
",
    }],
};

/// Judges the names that may be declared secret.
pub fn check(project: &Project<'_>, found: &mut Vec<Diagnostic>) {
    for settings in &project.manifest.platforms {
        for (key, declared) in &settings.names {
            let can_be_secret = settings.platform.settings.iter().any(|facts| {
                facts.key == *key && facts.shape == SettingShape::Names { secret: true }
            });
            let name = declared.name.as_str();
            if !can_be_secret || declared.secret || !sounds_secret(name) {
                continue;
            }
            let message = format!("`{name}` sounds like a credential");
            let help = format!("declare it: `{name}: {{ type: string, secret: true }}`");
            found.push(Diagnostic::new(&RULE, declared.name.span(), message).help(help));
        }
    }
}

/// Whether the last word of a name is one for credentials, or its last two are.
fn sounds_secret(name: &str) -> bool {
    let words = words(name);
    match words.as_slice() {
        [.., first, last] if last == "key" => ["api", "access", "private"].contains(&&**first),
        [.., last] => {
            ["token", "secret", "password", "pin", "credential", "apikey"].contains(&&**last)
        }
        [] => false,
    }
}

/// The words of a name, in lower case: parted by `_`, `-`, or a capital behind a small letter.
fn words(name: &str) -> Vec<String> {
    let mut parted = String::new();
    let mut was_small = false;
    for c in name.chars() {
        if was_small && c.is_uppercase() {
            parted.push(' ');
        }
        was_small = c.is_lowercase() || c.is_ascii_digit();
        parted.extend(c.to_lowercase());
    }
    let words = parted.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::sounds_secret;

    #[test]
    fn names_of_credentials() {
        for name in [
            "token",
            "erp_token",
            "apiKey",
            "ACCESS_KEY",
            "user-pin",
            "privateKey",
        ] {
            assert!(sounds_secret(name), "{name}");
        }
        for name in [
            "user_id",
            "token_count",
            "key",
            "sort_key",
            "shipping",
            "tokens",
            "spin",
        ] {
            assert!(!sounds_secret(name), "{name}");
        }
    }
}
