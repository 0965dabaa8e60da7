//! What comments to hookc say.

use std::ops::Range;

use crate::source::slice;

/// A comment that speaks to hookc.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spoken {
    /// `allow(…)` or `allow-file(…)`.
    Allow {
        /// Whether it is `allow-file`.
        whole_file: bool,
        /// The names, in bytes of the text behind the `#`; an empty one where none is written.
        names: Vec<Range<usize>>,
    },
    /// Meant to allow something, but not written as that is; its bytes.
    Illegible(Range<usize>),
}

/// Words that begin what other checkers are told, or a mistyped `allow`.
const MEANT: &[&str] = &[
    "allow", "alow", "disable", "expect", "ignore", "noqa", "skip", "suppress",
];

/// Reads the text behind a `#`; nothing for a comment that is for people.
pub(super) fn read(text: &str) -> Option<Spoken> {
    // Nearly all comments are for people.
    memchr::memchr(b':', text.as_bytes())?;
    let start = text.len() - text.trim_start().len();
    let rest = slice(text, start..text.len()).strip_prefix("hookc:")?;
    let at = text.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    let word_end = rest.find(|c: char| !(c.is_ascii_alphabetic() || c == '-'));
    let word_end = word_end.unwrap_or(rest.len());
    let word = slice(rest, 0..word_end);
    let after = slice(rest, word_end..rest.len());
    let inside = after.trim_start().strip_prefix('(');
    let whole_file = match word {
        "allow" => false,
        "allow-file" => true,
        _ => {
            let lower = word.to_ascii_lowercase();
            let is_meant = inside.is_some() || MEANT.iter().any(|word| lower.starts_with(word));
            let end = text.trim_end().len();
            return is_meant.then_some(Spoken::Illegible(at..end));
        }
    };
    let Some((inside, _)) = inside.and_then(|inside| inside.split_once(')')) else {
        return Some(Spoken::Illegible(at..text.trim_end().len()));
    };
    let mut from = at + rest.len() - after.trim_start().len() + 1;
    let mut names = Vec::new();
    for part in inside.split(',') {
        let name = part.trim();
        let name_start = from + part.len() - part.trim_start().len();
        names.push(name_start..name_start + name.len());
        from += part.len() + 1;
    }
    Some(Spoken::Allow { whole_file, names })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Option<(bool, Vec<&str>)> {
        match read(text)? {
            Spoken::Allow { whole_file, names } => Some((
                whole_file,
                names.into_iter().map(|name| slice(text, name)).collect(),
            )),
            Spoken::Illegible(_) => None,
        }
    }

    #[test]
    fn names_are_separated_by_commas() {
        assert_eq!(names(" hookc: allow(a) why"), Some((false, vec!["a"])));
        assert_eq!(
            names("hookc:allow-file( a-b ,c)"),
            Some((true, vec!["a-b", "c"]))
        );
        assert_eq!(names(" hookc: allow()"), Some((false, vec![""])));
        assert_eq!(names(" hookc: allow(a,)"), Some((false, vec!["a", ""])));
    }

    #[test]
    fn what_is_not_written_as_allow_is_is_illegible() {
        let illegible = |text: &str| match read(text) {
            Some(Spoken::Illegible(range)) => slice(text, range).to_owned(),
            other => panic!("{other:?}"),
        };
        assert_eq!(illegible(" hookc: allow a"), "allow a");
        assert_eq!(illegible(" hookc: allow(a "), "allow(a");
        assert_eq!(illegible(" hookc: ignore(a)"), "ignore(a)");
        assert_eq!(
            illegible(" hookc: disable-next-line a"),
            "disable-next-line a"
        );
    }

    #[test]
    fn other_comments_are_for_people() {
        assert_eq!(read(" see hookc: allow(a)"), None);
        assert_eq!(read(" hookc: checks this file"), None);
        assert_eq!(read("hookc"), None);
    }
}
