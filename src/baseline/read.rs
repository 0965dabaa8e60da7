//! Reads a baseline. It is JSON, which is YAML too, so that every entry knows its place.

use super::{Entry, Key, VERSION};
use crate::source::{FileId, SourceFile, Span};
use crate::yaml::{self, Content, Node, Typed, typed};

/// Why a file cannot be used as a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Where, as a line from 1.
    pub line: usize,
    /// What is wrong, as a lower-case phrase.
    pub message: String,
}

/// The entries of a baseline, in their order.
///
/// # Errors
/// Where the file is damaged, is something else, or is of a newer version.
pub fn read(file: FileId, source: &SourceFile) -> Result<Vec<Entry>, Damage> {
    let reader = Reader { source };
    if source.problem().is_some() {
        return Err(reader.damage(Span::at(file, 0), "it is no text in UTF-8, or too large"));
    }
    let stream = yaml::parse(file, source.text());
    let [document] = stream.documents.as_slice() else {
        return Err(reader.damage(Span::at(file, 0), "it is not one JSON object"));
    };
    if document.broken {
        if let Some(at) = conflict(source.text()) {
            let message = "a merge left a conflict here";
            return Err(reader.damage(Span::at(file, at), message));
        }
        let fault = document.diagnostics.iter().min_by_key(|found| found.span);
        let (span, message) =
            fault.map_or((document.span, ""), |found| (found.span, &found.message));
        return Err(reader.damage(span, format!("it is no JSON: {message}")));
    }
    let Some(root) = document.root() else {
        return Err(reader.damage(Span::at(file, 0), "it is empty"));
    };
    if !matches!(root.content(), Content::Mapping) {
        return Err(reader.damage(root.span(), "it is not one JSON object"));
    }
    let version = reader.number(root, "version")?;
    if version != VERSION {
        let message =
            format!("version {version} is not known to this hookc, which reads {VERSION}");
        return Err(reader.damage(root.span(), message));
    }
    let findings = reader.get(root, "findings")?;
    if !matches!(findings.content(), Content::Sequence) {
        return Err(reader.damage(findings.span(), "`findings` is no list"));
    }
    findings.items().map(|item| reader.entry(item)).collect()
}

/// Where git writes that it could not merge two states of a file.
fn conflict(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") {
            return Some(at);
        }
        at += line.len();
    }
    None
}

struct Reader<'a> {
    source: &'a SourceFile,
}

impl Reader<'_> {
    fn entry(&self, item: Node<'_, '_>) -> Result<Entry, Damage> {
        if !matches!(item.content(), Content::Mapping) {
            return Err(self.damage(item.span(), "an entry is no object"));
        }
        let count = self.number(item, "count")?;
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        if count == 0 {
            return Err(self.damage(item.span(), "`count` is 0"));
        }
        let key = Key {
            file: self.text(item, "file")?,
            definition: self.text(item, "definition")?,
            field: self.text(item, "field")?,
            rule: self.text(item, "rule")?,
            subject: self.text(item, "subject")?,
        };
        let span = self.get(item, "rule")?.span();
        Ok(Entry { key, count, span })
    }

    fn get<'t, 's>(&self, object: Node<'t, 's>, key: &str) -> Result<Node<'t, 's>, Damage> {
        object
            .get(key)
            .ok_or_else(|| self.damage(object.span(), format!("`{key}` is missing")))
    }

    fn text(&self, object: Node<'_, '_>, key: &str) -> Result<String, Damage> {
        let value = self.get(object, key)?;
        match (typed(value), value.scalar()) {
            (Some(Typed::Str), Some(scalar)) => Ok(scalar.value.to_string()),
            _ => Err(self.damage(value.span(), format!("`{key}` is no text"))),
        }
    }

    fn number(&self, object: Node<'_, '_>, key: &str) -> Result<u64, Damage> {
        let value = self.get(object, key)?;
        let number = match (typed(value), value.scalar()) {
            (Some(Typed::Int), Some(scalar)) => scalar.value.parse().ok(),
            _ => None,
        };
        number.ok_or_else(|| self.damage(value.span(), format!("`{key}` is no whole number")))
    }

    fn damage(&self, span: Span, message: impl Into<String>) -> Damage {
        Damage {
            line: self.source.position(span.start).line,
            message: message.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn damage(text: &str) -> (usize, String) {
        let mut sources = Sources::default();
        let id = sources.add(SourceFile::new("b.json", text));
        let damage = read(id, &sources[id]).unwrap_err();
        (damage.line, damage.message)
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let entry = r#"{"file":"a","definition":"","field":"","rule":"r","subject":"s","count":1}"#;
        let with = |entry: &str| format!("{{\"version\": 1,\n\"findings\": [\n{entry}\n]}}");
        let mut sources = Sources::default();
        let id = sources.add(SourceFile::new("b.json", with(entry)));
        assert_eq!(read(id, &sources[id]).unwrap().len(), 1);
        assert_eq!(damage("").1, "it is not one JSON object");
        assert_eq!(damage("[]").1, "it is not one JSON object");
        assert_eq!(damage("{}").1, "`version` is missing");
        assert!(
            damage("{\"version\": 2}")
                .1
                .contains("version 2 is not known")
        );
        assert_eq!(
            damage("{\"version\": 1, \"findings\": 3}").1,
            "`findings` is no list"
        );
        let conflict = format!("{entry},\n<<<<<<< HEAD\n{entry}\n=======\n>>>>>>> other");
        let left = "a merge left a conflict here".to_owned();
        assert_eq!(damage(&with(&conflict)), (4, left));
        for (old, new, message) in [
            ("\"count\":1", "\"count\":0", "`count` is 0"),
            ("\"count\":1", "\"count\":-1", "`count` is no whole number"),
            (
                "\"count\":1",
                "\"count\":\"1\"",
                "`count` is no whole number",
            ),
            ("\"rule\":\"r\",", "", "`rule` is missing"),
            ("\"a\"", "null", "`file` is no text"),
        ] {
            let (line, said) = damage(&with(&entry.replace(old, new)));
            assert_eq!((line, &*said), (3, message));
        }
    }
}
