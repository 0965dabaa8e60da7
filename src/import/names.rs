//! Names for definitions that come without one.

use super::{Fault, Options, is_of_kind};
use crate::draft::{Draft, Value};
use crate::platforms::facts::MAX_NAME_CHARACTERS;

/// Gives every draft a legal name.
pub(super) fn give(drafts: &mut [Draft], options: &Options<'_>) -> Result<(), Fault> {
    if let (Some(_), 2..) = (options.name, drafts.len()) {
        let message = format!("there are {} definitions, and one name", drafts.len());
        return Err(Fault::new(message).help("leave `--name` out"));
    }
    for draft in drafts {
        let written = text(draft, "name").to_owned();
        let wanted = options.name.unwrap_or(&written);
        let hyphen = !is_of_kind(draft, "trigger");
        let name = match wanted {
            "" => legal(&from_url(text(draft, "url")), hyphen),
            wanted => legal(wanted, hyphen),
        };
        if let Some(entry) = draft.entries.iter_mut().find(|entry| entry.key == "name") {
            entry.value = Value::Text(name.clone());
        }
        if wanted.is_empty() {
            draft.ask("name", "a name of your own");
        } else if name != wanted {
            let wanted = super::on_one_line(wanted);
            draft.ask("name", format!("`{wanted}` cannot be a name here"));
        }
    }
    Ok(())
}

fn text<'d>(draft: &'d Draft, key: &str) -> &'d str {
    match draft.get(key) {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}

/// The last part of a path that is no value of its own; else a word that says nothing.
fn from_url(url: &str) -> String {
    let behind_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = behind_scheme.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.split('/').skip(1).collect::<Vec<_>>();
    parts.retain(|part| {
        let is_word = part.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_value = part.contains(['$', '{', '%', '<']) || part.len() > 40;
        let is_credential = crate::credential::without_credentials(part) != *part;
        is_word && !is_value && !is_credential
    });
    parts.last().map_or("imported", |part| *part).to_owned()
}

/// The text with `_` in the place of everything that a name cannot hold.
fn legal(text: &str, hyphen: bool) -> String {
    let is_legal = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-' && hyphen;
    let name: String = text
        .chars()
        .map(|c| if is_legal(c) { c } else { '_' })
        .collect();
    let name = name.trim_end_matches('_');
    let begins_well = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let name = if begins_well {
        name.to_owned()
    } else {
        format!("imported_{name}")
    };
    name.chars().take(MAX_NAME_CHARACTERS).collect()
}
