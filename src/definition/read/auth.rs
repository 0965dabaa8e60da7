//! `auth`

use super::edits::is_self_contained;
use super::reader::{Reader, Slot};
use crate::definition::Auth;
use crate::diagnostic::{Shown, list};
use crate::platforms::facts::{AuthMethod, BASIC, CREDENTIAL_HEADER};
use crate::rules::reading::{invalid_value, unknown_field, wrong_type};
use crate::yaml::{Content, Node, Typed, typed};

impl<'s> Reader<'_, 's> {
    /// `none`, or a mapping with the one method that is used.
    pub(super) fn auth(&mut self, slot: &Slot<'_, 's>, legal: &[AuthMethod]) -> Option<Auth<'s>> {
        if slot.value.scalar().is_some() && typed(slot.value) == Some(Typed::Str) {
            return self.auth_word(slot, legal);
        }
        if matches!(slot.value.content(), Content::Mapping) && slot.value.get("type").is_some() {
            let found = vendor_shape(slot, legal);
            self.report(found);
            return None;
        }
        if !matches!(slot.value.content(), Content::Mapping) {
            self.wrong_type(slot, &format!("{} with the credential", methods(legal)));
            return None;
        }
        let entries = self.entries(slot, "a mapping")?;
        let mut methods_written = entries.iter().filter_map(|(name, inner)| {
            let method = legal
                .iter()
                .find(|method| method.key() == name.as_str() && **method != AuthMethod::None)?;
            Some((*method, *inner))
        });
        let Some((method, inner)) = methods_written.next() else {
            self.no_method(slot, &entries, legal);
            return None;
        };
        let second = methods_written.next();
        for (name, inner) in &entries {
            let is_method = |method: &&AuthMethod| {
                method.key() == name.as_str() && **method != AuthMethod::None
            };
            if !legal.iter().any(|method| is_method(&method)) {
                self.unknown_method(name.as_str(), inner, legal);
            }
        }
        if let Some((second, inner)) = second {
            let message = format!("`auth` names a second method, `{}`", second.key());
            let found = invalid_value::malformed(
                inner.key,
                message,
                "keep the one that your endpoint expects",
            );
            self.report(found.label(slot.key, "one method is used"));
        }
        self.credentials(method, &inner)
    }

    fn auth_word(&mut self, slot: &Slot<'_, 's>, legal: &[AuthMethod]) -> Option<Auth<'s>> {
        let text = self.text(slot)?;
        if text.as_str() == AuthMethod::None.key() && legal.contains(&AuthMethod::None) {
            return Some(Auth::None(text.span()));
        }
        if !text.is_unresolved() {
            let message = format!("`auth` cannot be `{}`", text.as_str().shown());
            let help = format!(
                "write {} with the credential below it, or `none`",
                methods(legal)
            );
            let span = super::reader::visible(slot.value);
            self.report(invalid_value::malformed(span, message, help));
        }
        None
    }

    fn credentials(&mut self, method: AuthMethod, slot: &Slot<'_, 's>) -> Option<Auth<'s>> {
        match method {
            AuthMethod::None => None,
            AuthMethod::Basic => {
                let [username, password] = self.members(slot, &BASIC)?;
                Some(Auth::Basic {
                    username: username.and_then(|slot| self.text_that_says_something(&slot)),
                    password: password.and_then(|slot| self.text_that_says_something(&slot)),
                })
            }
            AuthMethod::Bearer => Some(Auth::Bearer(self.text_that_says_something(slot))),
            AuthMethod::ApiKey => Some(Auth::ApiKey(self.text_that_says_something(slot))),
            AuthMethod::Header => {
                let [name, value] = self.members(slot, &CREDENTIAL_HEADER)?;
                Some(Auth::Header {
                    name: name.and_then(|slot| self.text_that_says_something(&slot)),
                    value: value.and_then(|slot| self.text_that_says_something(&slot)),
                })
            }
        }
    }

    fn no_method(
        &mut self,
        slot: &Slot<'_, 's>,
        entries: &[(crate::definition::Text<'s>, Slot<'_, 's>)],
        legal: &[AuthMethod],
    ) {
        for (name, inner) in entries {
            self.unknown_method(name.as_str(), inner, legal);
        }
        if entries.is_empty() {
            let help = format!("write {}", methods(legal));
            self.report(invalid_value::malformed(
                slot.value.span(),
                "`auth` is empty",
                help,
            ));
        }
    }

    fn unknown_method(&mut self, name: &str, slot: &Slot<'_, 's>, legal: &[AuthMethod]) {
        let keys = || {
            legal
                .iter()
                .map(|method| method.key())
                .filter(|key| *key != "none")
        };
        if name == AuthMethod::None.key() && legal.contains(&AuthMethod::None) {
            let meant =
                unknown_field::Meant::Instead("write `auth: none`, without anything below it");
            self.report(unknown_field::diagnostic(
                name,
                slot.key,
                "`auth`",
                &meant,
                [],
            ));
            return;
        }
        let alias = meant_method(name)
            .map(AuthMethod::key)
            .filter(|key| keys().any(|legal| legal == *key));
        let nearest = alias.or_else(|| crate::diagnostic::nearest(name, keys()));
        let elsewhere = meant_method(name).map(|method| {
            format!(
                "`{}` exists on other platforms; write {} with the credential below it",
                method.key(),
                methods(legal)
            )
        });
        let meant = match (nearest, &elsewhere) {
            (Some(nearest), _) => unknown_field::Meant::Key(nearest),
            (None, Some(elsewhere)) => unknown_field::Meant::Instead(elsewhere),
            (None, None) => unknown_field::Meant::Nothing,
        };
        let mut found = unknown_field::diagnostic(name, slot.key, "`auth`", &meant, keys());
        if let Some(nearest) = nearest {
            found = found.edit(false, slot.key, nearest);
        }
        // Whatever it is called, what stands below it is a credential.
        self.report(found.redact(super::reader::visible(slot.value)));
    }
}

fn methods(legal: &[AuthMethod]) -> String {
    list(
        legal
            .iter()
            .map(|method| method.key())
            .filter(|key| *key != "none"),
    )
}

/// A method by the names that dashboards and other tools give it.
fn meant_method(name: &str) -> Option<AuthMethod> {
    let folded: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    Some(match folded.to_ascii_lowercase().as_str() {
        "none" => AuthMethod::None,
        "basic" | "basicauth" => AuthMethod::Basic,
        "bearer" | "bearertoken" | "token" => AuthMethod::Bearer,
        "apikey" | "xapikey" => AuthMethod::ApiKey,
        "header" | "customheader" | "custom" => AuthMethod::Header,
        _ => return None,
    })
}

/// `auth: { type: basic, username: … }`, as many tools write it.
fn vendor_shape(slot: &Slot<'_, '_>, legal: &[AuthMethod]) -> crate::diagnostic::Diagnostic {
    let expected = format!("{} as its key", methods(legal));
    let finding = wrong_type::diagnostic(&slot.name(), slot.key, &expected, "a `type`");
    let word = slot
        .value
        .get("type")
        .and_then(Node::scalar)
        .map_or("", |scalar| &scalar.value);
    let Some(method) = meant_method(word).filter(|method| legal.contains(method)) else {
        let none = if legal.contains(&AuthMethod::None) {
            ", or `auth: none`"
        } else {
            ""
        };
        return finding.help(format!(
            "write {} with the credential below it{none}",
            methods(legal)
        ));
    };
    // What the fix has no place for must not get lost.
    let members = slot.value.entries().count();
    let written = |keys: &[&str]| {
        let node = keys.iter().find_map(|key| slot.value.get(key))?;
        super::body::in_braces(node)
    };
    let credential = &[
        "credential",
        "value",
        "token",
        "key",
        "api_key",
        "apiKey",
        "bearer",
    ];
    let meant = match method {
        AuthMethod::None => Some("none".to_owned()),
        AuthMethod::Basic => written(&["username", "user"])
            .zip(written(&["password"]))
            .map(|(user, password)| {
                format!("{{ basic: {{ username: {user}, password: {password} }} }}")
            }),
        AuthMethod::Bearer | AuthMethod::ApiKey => {
            written(credential).map(|value| format!("{{ {}: {value} }}", method.key()))
        }
        AuthMethod::Header => written(&["name", "header", "header_name", "headerName"])
            .zip(written(credential))
            .map(|(name, value)| format!("{{ header: {{ name: {name}, value: {value} }} }}")),
    };
    match meant {
        Some(meant) if super::body::is_one_line_value(&meant) => {
            let found = finding.help(format!("write `auth: {meant}`"));
            let is_all = members == method_members(method);
            if is_all && is_self_contained(slot.value) {
                found.edit(true, slot.value.written_span(), meant)
            } else {
                found
            }
        }
        _ => finding.help(format!("write the credential below `{}`", method.key())),
    }
}

/// How many keys an `auth` with a `type` has, the `type` included.
fn method_members(method: AuthMethod) -> usize {
    match method {
        AuthMethod::None => 1,
        AuthMethod::Bearer | AuthMethod::ApiKey => 2,
        AuthMethod::Basic | AuthMethod::Header => 3,
    }
}
