//! Definitions that hookc writes itself: what they hold, with remarks for the person who goes on with
//! them.

mod from_json;
mod text;
mod write;

pub use from_json::{Foreign, Imported, Problem, is_secret_name, problem};
pub use text::{escaped, escaped_but_secrets};
pub use write::write;

/// A document to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Comments at its top.
    pub comments: Vec<String>,
    /// Its fields.
    pub entries: Vec<Entry>,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Comments above it.
    pub comments: Vec<String>,
    /// The key.
    pub key: String,
    /// The value.
    pub value: Value,
}

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number, `true`, `false` or `null`, as it is written.
    Raw(String),
    /// Text: what YAML reads, so that `${` stands for a build-time value.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Keys with values.
    Map(Vec<Entry>),
}

impl Draft {
    /// Adds a field without comments.
    pub fn add(&mut self, key: &str, value: Value) {
        self.entries.push(Entry::new(key, value));
    }

    /// Adds a field of text; `${` in it is text.
    pub fn add_text(&mut self, key: &str, text: &str) {
        self.add(key, Value::Text(escaped(text)));
    }

    /// Adds a comment that asks for a decision, above a field or, where there is no such, at the top.
    pub fn ask(&mut self, key: &str, question: impl Into<String>) {
        let comment = format!("decide: {}", question.into());
        match self.entries.iter_mut().find(|entry| entry.key == key) {
            Some(entry) => entry.comments.push(comment),
            None => self.comments.push(comment),
        }
    }

    /// The value of a field.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map(|entry| &entry.value)
    }
}

impl Entry {
    /// One without comments.
    #[must_use]
    pub fn new(key: impl Into<String>, value: Value) -> Self {
        Self {
            comments: Vec::new(),
            key: key.into(),
            value,
        }
    }
}

impl Value {
    /// A list of texts, in which `${` is text.
    pub fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let texts = texts.into_iter();
        Self::List(texts.map(|text| Self::Text(escaped(text))).collect())
    }
}
