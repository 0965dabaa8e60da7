//! Where the faults of a JSON Schema, or of a value that it judges, stand in the source.

use crate::definition::Value;
use crate::project::Project;
use crate::schema_check::{Fault, What};
use crate::source::{Span, slice};

/// What a fault points at: the value, or a key.
#[must_use]
pub fn place(project: &Project<'_>, root: &Value<'_>, root_key: Span, fault: &Fault) -> Span {
    let (key, value) = walk(root, root_key, &fault.value);
    match &fault.what {
        What::Value | What::Pattern | What::Reference | What::Size => visible(project, key, value),
        What::MissingKey => key,
        What::ExtraKey(name) => value
            .entries()
            .iter()
            .find(|(entry, _)| entry.as_str() == name)
            .map_or(key, |(entry, _)| entry.span()),
    }
}

/// Follows a JSON Pointer as far as it leads: the last key on the way, and the value.
#[must_use]
pub fn walk<'v, 's>(root: &'v Value<'s>, root_key: Span, pointer: &str) -> (Span, &'v Value<'s>) {
    let (mut key, mut value) = (root_key, root);
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        if let Some((name, inner)) = value
            .entries()
            .iter()
            .find(|(name, _)| name.as_str() == part)
        {
            (key, value) = (name.span(), inner);
        } else if let Some(item) = part
            .parse()
            .ok()
            .and_then(|at: usize| value.items().get(at))
        {
            (key, value) = (item.span, item);
        } else {
            break;
        }
    }
    (key, value)
}

/// A value on one line; of one that takes several lines, its key.
#[must_use]
pub fn visible(project: &Project<'_>, key: Span, value: &Value<'_>) -> Span {
    if value.span.is_empty() {
        return value.written;
    }
    let text = project.sources.text_at(value.span);
    match text.find(['\n', '\r']) {
        None => value.span,
        Some(end) if key == value.span => {
            let line = slice(text, 0..end).trim_end();
            key.part(0, line.len())
        }
        Some(_) => key,
    }
}
