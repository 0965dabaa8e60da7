//! `$name`: the longest run of ASCII letters, digits and `_` after a `$`.

use std::ops::Range;

use crate::source::slice;

/// One reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DollarReference {
    /// From the `$` to the last character of the name or index.
    pub range: Range<usize>,
    /// The name without `$` and without index: `order_number`, `session.id`, `images`.
    pub name: String,
    /// What stands in the brackets of `$images[N]`.
    pub index: Option<u32>,
}

/// Every reference of a text, in order. `built_in` are the names that a platform has by itself;
/// those with a dot make their first part one that a dot may follow.
#[must_use]
pub fn references(text: &str, built_in: &[&str]) -> Vec<DollarReference> {
    let mut found = Vec::new();
    for at in memchr::memchr_iter(b'$', text.as_bytes()) {
        let rest = slice(text, at + 1..text.len());
        let run = name_run(rest);
        if !run.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            continue;
        }
        let after = slice(rest, run.len()..rest.len());
        let (name, index, length) = extended(run, after, built_in);
        found.push(DollarReference {
            range: at..at + 1 + length,
            name,
            index,
        });
    }
    found
}

/// A name with the dotted part or the index that belongs to it, and the length of all that.
fn extended(run: &str, after: &str, built_in: &[&str]) -> (String, Option<u32>, usize) {
    let is_root = built_in
        .iter()
        .any(|name| name.split_once('.').is_some_and(|(root, _)| root == run));
    if let Some(member) = after.strip_prefix('.').map(name_run)
        && is_root
        && member.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
    {
        return (
            format!("{run}.{member}"),
            None,
            run.len() + 1 + member.len(),
        );
    }
    if built_in.contains(&run)
        && let Some((digits, _)) = after
            .strip_prefix('[')
            .and_then(|rest| rest.split_once(']'))
        && digits.bytes().all(|b| b.is_ascii_digit())
        && let Ok(index) = digits.parse()
    {
        return (run.to_owned(), Some(index), run.len() + digits.len() + 2);
    }
    (run.to_owned(), None, run.len())
}

/// The longest run of ASCII letters, digits and `_` at the start.
#[must_use]
pub fn name_run(text: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    slice(text, 0..text.find(|c| !is_part(c)).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::{references, slice};

    const BUILT_IN: &[&str] = &["session.id", "company.id", "assistant.id", "images"];

    fn shown(text: &str) -> Vec<String> {
        let found = references(text, BUILT_IN);
        found
            .iter()
            .map(|found| {
                format!(
                    "{} {:?} {}",
                    found.name,
                    found.index,
                    slice(text, found.range.clone())
                )
            })
            .collect()
    }

    #[test]
    fn the_longest_run_is_the_name() {
        assert_eq!(
            shown("a/$order_number/x"),
            ["order_number None $order_number"]
        );
        assert_eq!(shown("$id.json $id[0]"), ["id None $id", "id None $id"]);
        assert_eq!(shown("$5 $ x $$ 10$"), [""; 0]);
        assert_eq!(shown("$a$b"), ["a None $a", "b None $b"]);
    }

    #[test]
    fn dots_and_brackets_belong_to_names_of_the_system_only() {
        assert_eq!(shown("$session.id.x"), ["session.id None $session.id"]);
        assert_eq!(
            shown("$session.identity"),
            ["session.identity None $session.identity"]
        );
        assert_eq!(shown("$session. id"), ["session None $session"]);
        assert_eq!(shown("$images[12]"), ["images Some(12) $images[12]"]);
        assert_eq!(
            shown("$images[-1] $images[ 0 ] $images[]"),
            ["images None $images"; 3]
        );
    }
}
