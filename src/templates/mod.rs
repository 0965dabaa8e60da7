//! The languages in which fields refer to values that are known at run time only.

use crate::source::slice;

/// A way to write references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Templates {
    /// `$name`
    Dollar,
    /// `{{name}}`
    Mustache,
}

impl Templates {
    /// The reference to a name.
    #[must_use]
    pub fn reference(self, name: &str) -> String {
        match self {
            Templates::Dollar => format!("${name}"),
            Templates::Mustache => format!("{{{{{name}}}}}"),
        }
    }

    /// Whether a text holds a reference to one of the names that `is_declared`.
    #[must_use]
    pub fn refers(self, text: &str, is_declared: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Templates::Dollar => after_each(text, "$").any(|rest| is_declared(name_at(rest))),
            Templates::Mustache => after_each(text, "{{").any(|rest| {
                let tag = rest.split_once("}}").map_or("", |(tag, _)| tag);
                is_declared(tag.trim_matches(['{', '&', '#', '^', '/', ' ']))
            }),
        }
    }
}

fn after_each<'t>(text: &'t str, sign: &'static str) -> impl Iterator<Item = &'t str> {
    text.match_indices(sign)
        .map(move |(at, _)| slice(text, at + sign.len()..text.len()))
}

/// The longest run of ASCII letters, digits and `_`.
fn name_at(rest: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    slice(rest, 0..end)
}

#[cfg(test)]
mod tests {
    use super::Templates;

    #[test]
    fn references_are_found_by_their_whole_name() {
        let is_declared = |name: &str| name == "n";
        for (syntax, text, expected) in [
            (Templates::Dollar, "Order #$n.", true),
            (Templates::Dollar, "Order #$nn", false),
            (Templates::Dollar, "Order $ n", false),
            (Templates::Mustache, "Order {{ n }}", true),
            (Templates::Mustache, "Order {{{n}}}", true),
            (Templates::Mustache, "Order {{n", false),
        ] {
            assert_eq!(syntax.refers(text, &is_declared), expected, "{text}");
        }
    }
}
