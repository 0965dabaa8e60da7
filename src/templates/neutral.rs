//! Texts in which every reference is replaced by a harmless value of the same length, so that what
//! stands around it can be read at the same places.

use std::borrow::Cow;
use std::ops::Range;

use super::{Templates, dollar, mustache};
use crate::source::slice;

/// A text without references.
#[derive(Clone, Debug)]
pub struct Neutral<'t> {
    /// As long as the text it was made of; that itself where nothing was replaced.
    pub text: Cow<'t, str>,
    /// Where something was replaced, in order.
    pub gaps: Vec<Range<usize>>,
}

impl Neutral<'_> {
    /// Whether nothing was replaced in a range.
    #[must_use]
    pub fn is_literal(&self, range: &Range<usize>) -> bool {
        !self
            .gaps
            .iter()
            .any(|gap| gap.start < range.end && range.start < gap.end)
    }
}

/// Replaces the references of a text, and `further` ranges of it, by `filler`. Tags are replaced on
/// every platform: that they belong to another language is a matter of its own.
#[must_use]
pub fn neutral<'t>(
    text: &'t str,
    templates: Option<Templates>,
    built_in: &[&str],
    further: impl IntoIterator<Item = Range<usize>>,
    filler: char,
) -> Neutral<'t> {
    let mut gaps: Vec<Range<usize>> = further.into_iter().collect();
    for tag in mustache::tags(text) {
        let start = tag.range.start;
        let has_dollar =
            templates != Some(Templates::Mustache) && slice(text, 0..start).ends_with('$');
        gaps.push(start - usize::from(has_dollar)..tag.range.end);
    }
    if templates == Some(Templates::Dollar) {
        let found = dollar::each_reference(text, built_in);
        gaps.extend(found.map(|found| found.range));
    }
    if gaps.is_empty() {
        let text = Cow::Borrowed(text);
        return Neutral { text, gaps };
    }
    gaps.sort_by_key(|gap| (gap.start, gap.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for gap in &gaps {
        if gap.end <= at {
            continue;
        }
        let start = gap.start.max(at);
        out.push_str(slice(text, at..start));
        out.extend(std::iter::repeat_n(filler, gap.end - start));
        at = gap.end;
    }
    out.push_str(slice(text, at..text.len()));
    let text = Cow::Owned(out);
    Neutral { text, gaps }
}

#[cfg(test)]
mod tests {
    use super::{Templates, neutral};

    #[test]
    fn what_stands_around_keeps_its_place() {
        let shown = |text, templates| neutral(text, templates, &["session.id"], [], 'x').text;
        let dollar = Some(Templates::Dollar);
        assert_eq!(shown("/a/$b/$session.id?", dollar), "/a/xx/xxxxxxxxxxx?");
        assert_eq!(shown("/${{b}}/{{c}}", dollar), "/xxxxxx/xxxxx");
        let tags = Some(Templates::Mustache);
        assert_eq!(
            shown("/${{b}}/{{#c}}d{{/c}}", tags),
            "/$xxxxx/xxxxxxdxxxxxx"
        );
        assert_eq!(shown("$a{{b", None), "$a{{b");
    }

    #[test]
    fn what_only_touches_a_reference_is_literal() {
        let found = neutral("ab$cd/e", Some(Templates::Dollar), &[], [], 'x');
        assert_eq!(found.text, "abxxx/e");
        for (range, is_literal) in [(0..2, true), (5..7, true), (1..3, false), (4..6, false)] {
            assert_eq!(found.is_literal(&range), is_literal, "{range:?}");
        }
    }
}
