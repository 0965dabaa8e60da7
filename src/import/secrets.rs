//! Credentials stay where they were: a definition names a secret in their place.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::shell::VARIABLE;
use crate::compile::check_example;
use crate::credential::spellings;
use crate::diagnostic::ExampleFile;
use crate::draft::{self, Draft, Entry, Value, is_secret_name};
use crate::source::slice;

/// What is asked where a credential stood.
const QUESTION: &str = "decide: a credential stood here; set the secret and revoke the old value";

/// The fields that are sent.
const SENT: &[&str] = &["url", "auth", "headers", "body"];

/// Names a secret for every credential, and says so in comments.
pub(super) fn take_out(draft: &mut Draft) {
    let name = match draft.get("name") {
        Some(Value::Text(name)) => name.to_ascii_uppercase().replace('-', "_"),
        _ => String::new(),
    };
    let mut secrets = Secrets {
        prefix: name,
        named: BTreeMap::new(),
    };
    for entry in &mut draft.entries {
        if entry.key == "url" {
            secrets.in_url(entry);
        }
        let by_name = SENT.contains(&&*entry.key) && entry.key != "url";
        let mut questions = Vec::new();
        // `auth: none` is no credential.
        secrets.in_value("", &mut entry.value, by_name, &mut questions);
        entry.comments.extend(questions);
    }
    secrets.by_looks(draft);
    mask_comments(draft, &secrets);
}

/// A URL without user name and password, and these.
pub(super) fn without_user(url: &str) -> (String, Option<String>) {
    let parts = url.split_once("://").and_then(|(scheme, rest)| {
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let at = slice(rest, 0..end).rfind('@')?;
        let behind = slice(rest, at + 1..rest.len());
        Some((
            format!("{scheme}://{behind}"),
            slice(rest, 0..at).to_owned(),
        ))
    });
    match parts {
        Some((url, user)) => (url, Some(user)),
        None => (url.to_owned(), None),
    }
}

struct Secrets {
    /// The definition's name, as names of secrets begin.
    prefix: String,
    /// The names by the values that they stand for.
    named: BTreeMap<String, String>,
}

impl Secrets {
    /// The reference to the secret that stands for a value.
    fn secret(&mut self, value: &str, role: &str) -> String {
        if let Some(name) = self.named.get(value) {
            return format!("${{secret.{name}}}");
        }
        let role: String = role
            .to_ascii_uppercase()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect();
        let role = role.strip_prefix("X_").unwrap_or(&role);
        let role = match role {
            "AUTHORIZATION" | "" => "TOKEN",
            role => role,
        };
        let plain = format!("{}_{role}", self.prefix);
        let is_free = |name: &String| !self.named.values().any(|known| known == name);
        let numbered = (2..).map(|number| format!("{plain}_{number}"));
        let mut names = std::iter::once(plain.clone()).chain(numbered);
        let name = names.find(is_free).unwrap_or(plain);
        self.named.insert(value.to_owned(), name.clone());
        format!("${{secret.{name}}}")
    }

    /// Takes credentials out that are some by their name, and the variables of the shell, and asks
    /// about them right above.
    fn in_entry(&mut self, entry: &mut Entry, by_name: bool) {
        let mut questions = Vec::new();
        self.in_value(&entry.key, &mut entry.value, by_name, &mut questions);
        entry.comments.extend(questions);
    }

    fn in_value(&mut self, key: &str, value: &mut Value, by_name: bool, asked: &mut Vec<String>) {
        match value {
            Value::Raw(_) => {}
            Value::List(items) => {
                for item in items {
                    self.in_value(key, item, by_name, asked);
                }
            }
            Value::Map(entries) => {
                for entry in entries {
                    self.in_entry(entry, by_name);
                }
            }
            Value::Text(text) => {
                if by_name && is_secret_name(key) {
                    self.credential(key, text, asked);
                }
                variables(text, asked);
            }
        }
    }

    /// What goes by the name of a credential: `Bearer …`, or the credential alone.
    fn credential(&mut self, key: &str, text: &mut String, asked: &mut Vec<String>) {
        let start = scheme(text);
        let (scheme, credential) = (slice(text, 0..start), slice(text, start..text.len()));
        let secret = match variable(credential) {
            Some(name) if name.chars().any(char::is_lowercase) => return,
            Some(name) => {
                asked.push(format!("decide: `{name}` of the shell became a secret"));
                format!("${{secret.{name}}}")
            }
            None if refers(credential) || credential.is_empty() => return,
            None => {
                asked.push(QUESTION.to_owned());
                self.secret(credential, key)
            }
        };
        *text = format!("{scheme}{secret}");
    }

    /// A URL may hold a user's password, and credentials in its query.
    fn in_url(&mut self, entry: &mut Entry) {
        let Value::Text(url) = &mut entry.value else {
            return;
        };
        let (without, user) = without_user(url);
        if user.is_some() {
            *url = without;
            let question = "decide: the user name and password of the URL were left out; send them \
                            in a header";
            entry.comments.push(question.to_owned());
        }
        let before = self.named.len();
        *url = self.without_query_secrets(url);
        if self.named.len() > before {
            entry.comments.push(QUESTION.to_owned());
        }
    }

    /// `?api_key=…`
    fn without_query_secrets(&mut self, url: &str) -> String {
        let Some((before, query)) = url.split_once('?') else {
            return url.to_owned();
        };
        let pairs = query.split('&').map(|pair| {
            let Some((name, value)) = pair.split_once('=') else {
                return pair.to_owned();
            };
            let is_credential = is_secret_name(name) || name == "key";
            if !is_credential || value.is_empty() || refers(value) {
                return pair.to_owned();
            }
            match variable(value) {
                Some(variable) => format!("{name}=${{secret.{variable}}}"),
                None => format!("{name}={}", self.secret(value, name)),
            }
        });
        let pairs: Vec<String> = pairs.collect();
        format!("{before}?{}", pairs.join("&"))
    }

    /// Credentials by their looks, as the rules know them.
    fn by_looks(&mut self, draft: &mut Draft) {
        // Each round takes out all that is found; more are only needed where one hides another.
        for _ in 0..8 {
            let found = Self::found(draft);
            if found.is_empty() {
                return;
            }
            for credential in found {
                let sent = draft.entries.iter_mut();
                for entry in sent.filter(|entry| SENT.contains(&&*entry.key)) {
                    self.replace_in(entry, &credential);
                }
            }
        }
    }

    fn found(draft: &Draft) -> Vec<String> {
        let file = ExampleFile {
            path: "import.yaml".to_owned(),
            text: draft::write(draft),
        };
        let (sources, found) = check_example(&[file]);
        let spans = found.iter().flat_map(|found| &found.redact);
        let texts = spans.flat_map(|span| spellings(sources.text_at(*span)));
        let texts = texts.filter(|text| !text.trim().is_empty());
        texts.map(Cow::into_owned).collect()
    }

    fn replace_in(&mut self, entry: &mut Entry, credential: &str) {
        if self.replace(&entry.key, &mut entry.value, credential) {
            entry.comments.push(QUESTION.to_owned());
        }
    }

    /// Whether a text that is no entry of a mapping of its own was changed.
    fn replace(&mut self, key: &str, value: &mut Value, credential: &str) -> bool {
        match value {
            Value::List(items) => {
                let replaced = items
                    .iter_mut()
                    .map(|item| self.replace(key, item, credential));
                replaced.fold(false, |any, one| any | one)
            }
            Value::Map(entries) => {
                for entry in entries {
                    self.replace_in(entry, credential);
                }
                false
            }
            Value::Text(text) if text.contains(credential) => {
                let secret = self.secret(credential, key);
                *text = text.replace(credential, &secret);
                true
            }
            Value::Raw(_) | Value::Text(_) => false,
        }
    }
}

/// Variables of the shell become references: to build-time values where they are written like
/// constants, else to what the platform knows.
fn variables(text: &mut String, asked: &mut Vec<String>) {
    while let Some((before, name, behind)) = first_variable(text) {
        let is_constant = !name.chars().any(char::is_lowercase);
        let (reference, what) = if is_constant {
            let what = "a value in `environments`, or a secret";
            (format!("${{{name}}}"), what)
        } else {
            let what = "a value that the platform knows, or one in `environments`";
            (format!("${name}"), what)
        };
        asked.push(format!(
            "decide: `{reference}` was a variable of the shell: {what}"
        ));
        *text = format!("{before}{reference}{behind}");
    }
}

/// Comments must not tell what the fields no longer do.
fn mask_comments(draft: &mut Draft, secrets: &Secrets) {
    let entries = draft
        .entries
        .iter_mut()
        .flat_map(|entry| &mut entry.comments);
    for comment in draft.comments.iter_mut().chain(entries) {
        for value in secrets.named.keys() {
            *comment = comment.replace(value, "…");
        }
        *comment = crate::credential::without_credentials(comment);
        let (open, close) = VARIABLE;
        *comment = comment.replace(open, "$").replace(close, "");
    }
}

/// Whether a text refers to a value instead of holding one.
fn refers(text: &str) -> bool {
    text.contains("{{") || text.contains('$') || text.contains('<')
}

/// The name of the variable that a text is.
fn variable(text: &str) -> Option<&str> {
    let name = text.strip_prefix(VARIABLE.0)?.strip_suffix(VARIABLE.1)?;
    (!name.contains(VARIABLE.0)).then_some(name)
}

fn first_variable(text: &str) -> Option<(String, String, String)> {
    let (before, rest) = text.split_once(VARIABLE.0)?;
    let (name, behind) = rest.split_once(VARIABLE.1)?;
    Some((before.to_owned(), name.to_owned(), behind.to_owned()))
}

/// How long `Bearer ` is, or whatever word a credential begins with.
fn scheme(text: &str) -> usize {
    let scheme = text.split_once(' ').filter(|(word, _)| {
        let known = ["bearer", "basic", "token", "digest", "apikey", "api-key"];
        known.contains(&&*word.to_ascii_lowercase())
    });
    scheme.map_or(0, |(word, _)| word.len() + 1)
}
