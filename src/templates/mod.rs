//! The languages in which fields refer to values that are known at run time only.

pub mod dollar;
pub mod jsonpath;
pub mod mustache;
mod neutral;

pub use neutral::{Neutral, neutral};

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
            Templates::Dollar => dollar::references(text, &[])
                .iter()
                .any(|found| is_declared(found.name)),
            Templates::Mustache => mustache::tags(text)
                .iter()
                .any(|tag| tag.kind != mustache::TagKind::Comment && is_declared(tag.name)),
        }
    }
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
