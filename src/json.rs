//! JSON as it is written to files: ordered, numbers to the digit, with room for text that is no
//! JSON.

/// A JSON value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// Written as it is: a number, `true`, `null`, or a placeholder that is no JSON.
    Raw(String),
    /// Text, escaped when written.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Keys with values, in this order.
    Object(Vec<(String, Json)>),
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
            Self::Text(_) => false,
            Self::List(items) => items.iter().any(Json::has_placeholder),
            Self::Object(entries) => entries.iter().any(|(_, value)| value.has_placeholder()),
        }
    }

    fn write(&self, out: &mut String, indent: Option<usize>) {
        match self {
            Self::Raw(raw) => out.push_str(raw),
            Self::Text(text) => write_text(out, text),
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
    // Strings have no value that JSON cannot hold, so this does not fail.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::Json;

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
