//! JSON as it is written to files: ordered, numbers to the digit, with room for text that is no
//! JSON.

use std::borrow::Cow;

use crate::hidden::as_escapes;

/// A JSON value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// Written as it is: a number, `true`, `null`, or a placeholder that is no JSON.
    Raw(String),
    /// Text, escaped when written.
    Text(String),
    /// Text with secrets in it, escaped when written.
    Template(Vec<Part>),
    /// JSON on several lines that is written as text: a template of a platform's.
    Embedded(Box<Json>),
    /// A list.
    List(Vec<Json>),
    /// Keys with values, in this order.
    Object(Vec<(String, Json)>),
}

/// A part of a [`Json::Template`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// As it stands.
    Text(String),
    /// A secret, written as `${secret.NAME}` for as long as nobody fills it in.
    Secret {
        /// Its name.
        name: String,
        /// Whether it stands in a string of JSON that is itself text, so that its value has to be
        /// escaped once more.
        in_json: bool,
    },
}

impl Json {
    /// Text.
    #[must_use]
    pub fn text(value: impl Into<String>) -> Self {
        Self::Text(value.into())
    }

    /// `true` or `false`.
    #[must_use]
    pub fn bool(value: bool) -> Self {
        Self::Raw(value.to_string())
    }

    /// A whole number.
    #[must_use]
    pub fn number(value: u64) -> Self {
        Self::Raw(value.to_string())
    }

    /// An object from those entries that have a value.
    #[must_use]
    pub fn object<'k>(entries: impl IntoIterator<Item = (&'k str, Option<Json>)>) -> Self {
        Self::Object(
            entries
                .into_iter()
                .filter_map(|(key, value)| Some((key.to_owned(), value?)))
                .collect(),
        )
    }

    /// An object in the order of the entries, whose keys need not be known when it is written.
    #[must_use]
    pub fn map(entries: impl IntoIterator<Item = (String, Json)>) -> Self {
        Self::Object(entries.into_iter().collect())
    }

    /// A list.
    #[must_use]
    pub fn list(items: impl IntoIterator<Item = Json>) -> Self {
        Self::List(items.into_iter().collect())
    }

    /// Visits every secret in it, as often as it stands there: the JSON pointer of its string, and
    /// its name.
    pub fn each_secret(&self, visit: &mut dyn FnMut(&str, &str)) {
        self.secrets_below("", visit);
    }

    /// Puts values in the place of secrets; those that have no value stay as they are written.
    #[must_use]
    pub fn with_secrets(self, value: &dyn Fn(&str) -> Option<String>) -> Self {
        match self {
            Self::Raw(_) | Self::Text(_) => self,
            Self::Template(parts) => Self::Template(
                parts
                    .into_iter()
                    .map(|part| part.with_secret(value))
                    .collect(),
            ),
            Self::Embedded(inner) => Self::Embedded(Box::new(inner.with_secrets(value))),
            Self::List(items) => Self::list(items.into_iter().map(|item| item.with_secrets(value))),
            Self::Object(entries) => Self::map(
                entries
                    .into_iter()
                    .map(|(key, inner)| (key, inner.with_secrets(value))),
            ),
        }
    }

    fn secrets_below(&self, pointer: &str, visit: &mut dyn FnMut(&str, &str)) {
        match self {
            Self::Raw(_) | Self::Text(_) => {}
            Self::Template(parts) => {
                for part in parts {
                    if let Part::Secret { name, .. } = part {
                        visit(pointer, name);
                    }
                }
            }
            // What is embedded is one string to those who read the file.
            Self::Embedded(inner) => inner.secrets_below("", &mut |_, name| visit(pointer, name)),
            Self::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    item.secrets_below(&format!("{pointer}/{index}"), visit);
                }
            }
            Self::Object(entries) => {
                for (key, value) in entries {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    value.secrets_below(&format!("{pointer}/{key}"), visit);
                }
            }
        }
    }

    /// On several lines, indented by two blanks, with a line end at the end.
    #[must_use]
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out.push('\n');
        out
    }

    /// On one line.
    #[must_use]
    pub fn compact(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, None);
        out
    }

    /// Whether a piece of it would not parse as JSON.
    #[must_use]
    pub fn has_placeholder(&self) -> bool {
        match self {
            Self::Raw(raw) => serde_json::from_str::<serde_json::Value>(raw).is_err(),
            Self::Text(_) | Self::Template(_) | Self::Embedded(_) => false,
            Self::List(items) => items.iter().any(Json::has_placeholder),
            Self::Object(entries) => entries.iter().any(|(_, value)| value.has_placeholder()),
        }
    }

    fn write(&self, out: &mut String, indent: Option<usize>) {
        match self {
            Self::Raw(raw) => out.push_str(raw),
            Self::Text(text) => write_text(out, text),
            Self::Template(parts) => {
                write_text(out, &parts.iter().map(Part::written).collect::<String>());
            }
            Self::Embedded(inner) => write_text(out, inner.pretty().trim_end()),
            Self::List(items) => {
                write_block(out, indent, ['[', ']'], items, |out, indent, item| {
                    item.write(out, indent);
                });
            }
            Self::Object(entries) => {
                write_block(
                    out,
                    indent,
                    ['{', '}'],
                    entries,
                    |out, indent, (key, value)| {
                        write_text(out, key);
                        out.push_str(if indent.is_some() { ": " } else { ":" });
                        value.write(out, indent);
                    },
                );
            }
        }
    }
}

impl Part {
    fn written(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => text.into(),
            Self::Secret { name, .. } => format!("${{secret.{name}}}").into(),
        }
    }

    fn with_secret(self, value: &dyn Fn(&str) -> Option<String>) -> Self {
        let Self::Secret { name, in_json } = &self else {
            return self;
        };
        match value(name) {
            Some(value) if *in_json => Self::Text(escaped(&value)),
            Some(value) => Self::Text(value),
            None => self,
        }
    }
}

fn write_block<T>(
    out: &mut String,
    indent: Option<usize>,
    [open, close]: [char; 2],
    items: &[T],
    write: impl Fn(&mut String, Option<usize>, &T),
) {
    out.push(open);
    let inner = indent.map(|level| level + 1);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        break_line(out, inner);
        write(out, inner, item);
    }
    if !items.is_empty() {
        break_line(out, indent);
    }
    out.push(close);
}

fn break_line(out: &mut String, indent: Option<usize>) {
    if let Some(level) = indent {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", level));
    }
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    // Characters that nobody sees are written as escapes, so others than these are looked at.
    let is_plain = |b: u8| matches!(b, b' '..=b'~') && b != b'"' && b != b'\\';
    if text.bytes().all(is_plain) {
        out.push_str(text);
    } else {
        out.push_str(&escaped(text));
    }
    out.push('"');
}

/// As it stands between the quotes of a JSON string.
fn escaped(text: &str) -> String {
    // Strings have no value that JSON cannot hold, so this does not fail.
    let quoted = as_escapes(serde_json::to_string(text).unwrap_or_default());
    let inner = quoted
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    inner.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Json, Part};

    fn secret(in_json: bool) -> Json {
        let name = "KEY".to_owned();
        Json::Template(vec![
            Part::Text("a ".into()),
            Part::Secret { name, in_json },
        ])
    }

    #[test]
    fn secrets_are_found_and_filled_in() {
        let embedded = Json::object([("b/c", Some(secret(false)))]);
        let json = Json::object([
            ("a", Some(Json::list([secret(false)]))),
            ("t", Some(secret(true))),
            ("e", Some(Json::Embedded(Box::new(embedded)))),
        ]);
        let mut found = Vec::new();
        json.each_secret(&mut |pointer, name| found.push(format!("{pointer} {name}")));
        assert_eq!(found, ["/a/0 KEY", "/t KEY", "/e KEY"]);
        assert_eq!(json.compact().matches("${secret.KEY}").count(), 3);
        let filled = json.with_secrets(&|_| Some("\"".into())).compact();
        let value: serde_json::Value = serde_json::from_str(&filled).unwrap();
        assert_eq!(value["a"][0], "a \"");
        assert_eq!(value["t"], "a \\\"");
        assert_eq!(value["e"], "{\n  \"b/c\": \"a \\\"\"\n}");
    }

    #[test]
    fn pretty_is_json_with_two_blanks() {
        let json = Json::object([
            ("a", Some(Json::text("q\"\n"))),
            ("gone", None),
            (
                "b",
                Some(Json::List(vec![Json::number(1), Json::Object(vec![])])),
            ),
            ("c", Some(Json::List(vec![]))),
        ]);
        let expected =
            "{\n  \"a\": \"q\\\"\\n\",\n  \"b\": [\n    1,\n    {}\n  ],\n  \"c\": []\n}\n";
        assert_eq!(json.pretty(), expected);
        assert_eq!(json.compact(), r#"{"a":"q\"\n","b":[1,{}],"c":[]}"#);
        assert!(!json.has_placeholder());
        assert!(Json::List(vec![Json::Raw("$images".into())]).has_placeholder());
    }
}
