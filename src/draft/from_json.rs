//! JSON of other tools, and what is made of its values.

use std::ops::Range;

use super::{Draft, Entry, Value, escaped, escaped_but_secrets};
use crate::diagnostic::Shown;
use crate::source::slice;
use crate::validate::{Data, Member, Node};

/// An object that was not written for hookc.
#[derive(Clone, Copy, Debug)]
pub struct Foreign<'t> {
    /// The whole text.
    pub text: &'t str,
    /// The places at which a bare `$images` stands in the text, as a value.
    pub images: &'t [usize],
    /// The object.
    pub object: &'t Node<'t>,
    /// The name that it goes by where it has none: that of its file.
    pub name: Option<&'t str>,
}

/// What an object is as definitions, or what keeps it from being some.
pub type Imported = Result<Vec<Draft>, Problem>;

/// What keeps an object from being taken for a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The bytes at fault.
    pub range: Range<usize>,
    /// What is wrong, as a lower-case phrase.
    pub message: String,
}

impl<'t> Foreign<'t> {
    /// The members; of a key that is there several times, the last.
    #[must_use]
    pub fn members(&self) -> Vec<&'t Member<'t>> {
        members(self.object)
    }

    /// The value of a member.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'t Node<'t>> {
        self.object.get(key).map(|member| &member.value)
    }

    /// Whether it has one of these members.
    #[must_use]
    pub fn has(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.get(key).is_some())
    }

    /// The text of a member, if it is there.
    ///
    /// # Errors
    ///
    /// Where it is no text.
    pub fn text_of(&self, key: &str) -> Result<Option<&'t str>, Problem> {
        match self.get(key) {
            None => Ok(None),
            Some(node) if node.data == Data::Null => Ok(None),
            Some(node) => node
                .text()
                .map(Some)
                .ok_or_else(|| problem(node, format!("`{key}` has to be a string"))),
        }
    }

    /// The same with another object of the same text.
    #[must_use]
    pub fn inner(&self, object: &'t Node<'t>) -> Self {
        Self { object, ..*self }
    }

    /// A value as one of a definition. `sends` says whether it is sent, so that secrets may stand in
    /// it.
    #[must_use]
    pub fn value(&self, node: &Node<'_>, sends: bool) -> Value {
        let text = if sends { escaped_but_secrets } else { escaped };
        if self.images.contains(&node.range.start) {
            return Value::Text("$images".to_owned());
        }
        match &node.data {
            Data::Text(value) => Value::Text(text(value)),
            Data::List(items) => {
                Value::List(items.iter().map(|item| self.value(item, sends)).collect())
            }
            Data::Object(_) => {
                let entry = |member: &Member<'_>| {
                    Entry::new(&*member.key, self.value(&member.value, sends))
                };
                Value::Map(members(node).into_iter().map(entry).collect())
            }
            Data::Null | Data::Bool | Data::Number(_) => {
                Value::Raw(slice(self.text, node.range.clone()).to_owned())
            }
        }
    }

    /// Keeps what a definition has no place for as comments: members but for those that are `known`,
    /// and those that a later one of the same key hides.
    pub fn keep_others(&self, known: &[&str], draft: &mut Draft) {
        let Data::Object(all) = &self.object.data else {
            return;
        };
        for member in all {
            let is_last = self
                .object
                .get(&member.key)
                .is_some_and(|last| last.key_range == member.key_range);
            let what = if !is_last {
                "a second one of this name counts"
            } else if known.contains(&&*member.key) {
                continue;
            } else {
                "there is no field for it"
            };
            let value = self.shown(&member.key, &member.value);
            let key = member.key.shown();
            draft.ask("", format!("left out `{key}: {value}`; {what}"));
        }
    }

    /// A value on one line, as JSON; what is a credential by its name is left out.
    #[must_use]
    pub fn shown(&self, key: &str, node: &Node<'_>) -> String {
        if self.images.contains(&node.range.start) {
            return "$images".to_owned();
        }
        match &node.data {
            Data::Text(_) if is_secret_name(key) => "\"…\"".to_owned(),
            Data::List(items) => {
                let items = items.iter().map(|item| self.shown(key, item));
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
            Data::Object(members) => {
                // `{ "key": "X-API-Key", "value": … }`
                let names = ["key", "name"].map(|key| node.get(key).map(|member| &member.value));
                let mut names = names.into_iter().flatten().filter_map(Node::text);
                let is_secret = names.any(is_secret_name);
                let member = |member: &Member<'_>| {
                    let is_its_value = is_secret && member.key == "value";
                    let name = if is_its_value { "secret" } else { &*member.key };
                    let value = self.shown(name, &member.value);
                    format!("\"{}\": {value}", member.key.escape_debug())
                };
                let members: Vec<String> = members.iter().map(member).collect();
                format!("{{{}}}", members.join(", "))
            }
            _ => slice(self.text, node.range.clone()).to_owned(),
        }
    }
}

/// A problem with a value.
#[must_use]
pub fn problem(node: &Node<'_>, message: impl Into<String>) -> Problem {
    Problem {
        range: node.range.clone(),
        message: message.into(),
    }
}

/// The members that count.
fn members<'t>(object: &'t Node<'t>) -> Vec<&'t Member<'t>> {
    let Data::Object(all) = &object.data else {
        return Vec::new();
    };
    let is_last = |member: &&Member<'_>| {
        let last = object.get(&member.key);
        last.is_some_and(|last| last.key_range == member.key_range)
    };
    all.iter().filter(is_last).collect()
}

/// Whether what goes by this name is a credential, wherever it stands.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    let folded: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let folded = folded.to_ascii_lowercase();
    let ends = [
        "password",
        "passwd",
        "passphrase",
        "secret",
        "token",
        "apikey",
        "accesskey",
        "privatekey",
        "signature",
        "credential",
        "credentials",
        "authorization",
        "cookie",
    ];
    ends.iter().any(|end| folded.ends_with(end))
        || ["pwd", "pass", "auth", "sig"].contains(&&*folded)
}
