//! JSON, also as vendors print it on their pages: with comments, and with a bare `$images`.

use super::{Fault, Options, on_one_line};
use crate::draft::{Draft, Foreign};
use crate::platforms::PLATFORMS;
use crate::source::slice;
use crate::validate::{Data, Node, parse};

/// What can be imported.
pub(super) const KNOWN: &str = "known are a webhook or trigger of a platform as JSON, JSON files that \
                                `hookc build` wrote, and `curl` commands";

/// What a text says beside its JSON.
#[derive(Default)]
struct Cleaned {
    /// The text with blanks in the place of comments, and `null` in that of `$images`; as long as
    /// before.
    text: String,
    images: Vec<usize>,
    comments: Vec<String>,
}

pub(super) fn drafts(text: &str, options: &Options<'_>) -> Result<Vec<Draft>, Fault> {
    let cleaned = clean(text);
    let root = parse(&cleaned.text)
        .map_err(|error| Fault::at(error.at, format!("this is no JSON: {}", error.reason)))?;
    let objects = match &root.data {
        Data::List(items) => items.iter().collect(),
        _ => vec![&root],
    };
    if objects.is_empty() {
        return Err(Fault::at(root.range.start, "there is nothing in it").help(KNOWN));
    }
    let mut drafts = Vec::new();
    for object in objects {
        drafts.extend(drafts_of(object, &cleaned, options)?);
    }
    if let Some(first) = drafts.first_mut() {
        first.comments.splice(0..0, cleaned.comments);
    }
    Ok(drafts)
}

fn drafts_of(
    object: &Node<'_>,
    cleaned: &Cleaned,
    options: &Options<'_>,
) -> Result<Vec<Draft>, Fault> {
    if !matches!(object.data, Data::Object(_)) {
        return Err(Fault::at(object.range.start, "this is no object").help(KNOWN));
    }
    let foreign = Foreign {
        text: &cleaned.text,
        images: &cleaned.images,
        object,
        name: options.file_name,
    };
    let wanted = |id: &str| options.platform.is_none_or(|platform| platform.id == id);
    let mut importers = PLATFORMS.iter().filter(|one| wanted(one.facts.id));
    let imported = importers.find_map(|platform| (platform.import)(&foreign));
    let Some(drafts) = imported else {
        let of = options.platform;
        let of = of.map_or(String::new(), |facts| format!(" of {}", facts.name));
        let message = format!("no webhook, trigger or escalation{of} looks like this object");
        return Err(Fault::at(object.range.start, message).help(KNOWN));
    };
    Ok(drafts?)
}

fn clean(text: &str) -> Cleaned {
    let mut found = Cleaned::default();
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    let mut at = 0;
    while let Some(c) = slice(text, at..text.len()).chars().next() {
        let rest = slice(text, at..text.len());
        let mut length = c.len_utf8();
        if in_string {
            out.push(c);
        } else if rest.starts_with("//") {
            length = rest.find(['\n', '\r']).unwrap_or(rest.len());
            let comment = slice(rest, 2..length).trim();
            found
                .comments
                .extend((!comment.is_empty()).then(|| on_one_line(comment)));
            out.push_str(&" ".repeat(length));
        } else if is_images(rest) {
            found.images.push(at);
            length = "$images".len();
            out.push_str("null   ");
        } else if c == '\u{feff}' {
            out.push_str(&" ".repeat(length));
        } else {
            out.push(c);
        }
        in_string ^= c == '"' && !escaped;
        escaped = in_string && c == '\\' && !escaped;
        at += length;
    }
    found.text = out;
    found
}

fn is_images(rest: &str) -> bool {
    let behind = rest.strip_prefix("$images");
    behind.is_some_and(|behind| {
        !behind.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '['))
    })
}
